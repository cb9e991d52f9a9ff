import Glibc
import Synchronization

/// Reading and writing whole files without Foundation.
enum FileBytes {
  /// The bytes of a file, or the first of them; nil when it cannot be read.
  static func read(_ path: String, most: Int = .max) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = min(most, Int(status.st_size))
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
        if count <= 0 { break }
        filled += count
      }
    }
  }

  /// Writes beside the place and renames; false when the disk refuses.
  @discardableResult
  static func write(_ bytes: [UInt8], to path: String) -> Bool {
    let beside = "\(path).\(getpid()).\(pthread_self())"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    var written = 0
    bytes.withUnsafeBytes { buffer in
      while written < buffer.count {
        let count = Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count <= 0 { break }
        written += count
      }
    }
    guard close(descriptor) == 0, written == bytes.count, rename(beside, path) == 0 else {
      unlink(beside)
      return false
    }
    return true
  }

  /// The names of what lies in a folder, in no order; none when it cannot be read.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The digest of a file's content, remembered under the file's state: in memory, and in a folder
  /// for the next run.
  ///
  /// Hashing ten photos of 5 MB costs more than drawing the page; as long as path, size and the
  /// times of the last change are the same, the content is.
  static func digest(of path: String, memo folder: CacheFolder?) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let state = [
      path, "\(status.st_dev)", "\(status.st_ino)", "\(status.st_size)",
      "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)",
      "\(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec)",
    ].joined(separator: "\n")
    if let known = known.withLock({ $0[path] }), known.state == state { return known.digest }
    guard let digest = noted(path, state, memo: folder) else { return nil }
    known.withLock { $0[path] = (state, digest) }
    return digest
  }

  /// What this process has hashed: the latest state of each path.
  private static let known = Mutex<[String: (state: String, digest: String)]>([:])

  private static func noted(_ path: String, _ state: String, memo folder: CacheFolder?)
    -> String?
  {
    let note = "\(Digest.sha256(Array(state.utf8))).known"
    if let known = folder?.read(note), known.count == 64 {
      return String(decoding: known, as: UTF8.self)
    }
    guard let bytes = read(path) else { return nil }
    let digest = Digest.sha256(bytes)
    folder?.write(Array(digest.utf8), to: note)
    return digest
  }
}
