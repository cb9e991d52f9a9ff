import Glibc

/// 缓存: a folder of files that can all be made again, kept to a size.
///
/// Many processes use it at once. None locks it or keeps a list: the time of a file's last change is
/// when it was last used, and whoever finds a file gone makes it again.
struct CacheFolder: Sendable {
  let path: String
  /// Bytes on disk that it should not go far beyond; `.max` for one who adds only crumbs and leaves
  /// clearing out to others.
  let limit: Int

  init(path: String, limit: Int = .max) {
    self.path = path
    self.limit = limit
  }

  /// What was used since then stays, as a run that is going on may want it again: seconds.
  static let rest = 600

  /// A file, which is thereby used.
  func read(_ name: String) -> [UInt8]? {
    let bytes = FileBytes.read("\(path)/\(name)")
    if bytes != nil { utimensat(AT_FDCWD, "\(path)/\(name)", nil, 0) }
    return bytes
  }

  /// Adds a file, after which it is time to clear out now and then.
  func write(_ bytes: [UInt8], to name: String) {
    FileBytes.write(bytes, to: "\(path)/\(name)")
    if isTime(after: name, of: bytes.count) { clearOut() }
  }

  /// Removes what was not used for longest until the rest is within the limit.
  ///
  /// Two that do so at once choose the same files.
  func clearOut() {
    let files = self.files.sorted { ($0.used, $0.name) < ($1.used, $1.name) }
    var size = files.reduce(0) { $0 + $1.size }
    let latest = time(nil) - Self.rest
    for file in files {
      guard size > limit, file.used < latest else { return }
      unlink("\(path)/\(file.name)")
      size -= file.size
    }
  }

  /// Once for about every 64th of the limit that is added, whoever adds it: names are digests, so
  /// their digits are as good as dice (`git gc --auto` counts by the same trick).
  private func isTime(after name: String, of size: Int) -> Bool {
    guard let dice = UInt32(name.prefix(8), radix: 16) else { return false }
    return Double(dice) / 0x1p32 * Double(limit) < Double(Self.onDisk(size)) * 64
  }

  private struct File {
    let name: String
    let size: Int
    let used: Int
  }

  /// Files of the cache, and what is left of such when a process was killed while it wrote: nothing
  /// else that lies there is touched.
  private var files: [File] {
    FileBytes.names(in: path).compactMap { name in
      let parts = name.split(separator: ".")
      var status = stat()
      guard parts.count == 2 || parts.count == 4, parts[0].utf8.count == 64,
        ["picture", "known"].contains(parts[1]), lstat("\(path)/\(name)", &status) == 0
      else { return nil }
      return File(name: name, size: Self.onDisk(Int(status.st_size)), used: status.st_mtim.tv_sec)
    }
  }

  /// Disks give out blocks: a digest of 64 bytes takes 4096.
  private static func onDisk(_ size: Int) -> Int { (size + 4095) & ~4095 }
}
