import Glibc
import Prepress
import Production

/// A file that is replaced only while it holds what is expected, whole or not at all.
///
/// The new content is written beside it and synced, then the two are exchanged in one step. If
/// somebody else saved in that very moment, it is their text that comes out of the exchange: it is
/// put back and nothing is lost. A crash at any moment leaves the old file or the new one.
struct GuardedFile {
  let path: String

  /// Exchanges two files in one step; false with `errno` where that cannot be done.
  private static func exchange(_ one: String, _ other: String) -> Bool {
    guard let renameat2 else {
      errno = ENOSYS
      return false
    }
    let renameExchange: UInt32 = 2
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, renameExchange) == 0
  }

  private typealias Rename =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

  /// Swift's headers do not show it.
  private static let renameat2 = dlsym(nil, "renameat2").map {
    unsafeBitCast($0, to: Rename.self)
  }

  /// Why it was not replaced.
  enum Fault: Error, Equatable {
    /// It holds something else than expected.
    case changed
    case failed(String)
  }

  /// The bytes of the file; nil when it cannot be read or is not a file.
  var bytes: [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Replaces the content, if it still is what is expected.
  func replace(_ expected: [UInt8], with content: [UInt8]) throws(Fault) {
    guard bytes == expected else { throw .changed }
    let draft = "\(folder)/.\(name).\(getpid()).forme-draft"
    var status = stat()
    guard stat(path, &status) == 0 else { throw .changed }
    try write(content, to: draft, mode: status.st_mode & 0o7777)
    guard Self.exchange(draft, path) else {
      // A file system that cannot exchange: the moment in which somebody else could save is short.
      guard errno == EINVAL || errno == ENOSYS, bytes == expected, rename(draft, path) == 0 else {
        let reason = String(cString: strerror(errno))
        unlink(draft)
        throw .failed(reason)
      }
      return syncFolder()
    }
    guard GuardedFile(path: draft).bytes == expected else {
      _ = Self.exchange(draft, path)
      unlink(draft)
      throw .changed
    }
    unlink(draft)
    syncFolder()
  }

  private var folder: String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  private func write(_ content: [UInt8], to draft: String, mode: mode_t) throws(Fault) {
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .failed(String(cString: strerror(errno))) }
    var rest = content[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    let isWritten = rest.isEmpty && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0
    let reason = String(cString: strerror(errno))
    close(descriptor)
    guard isWritten else {
      unlink(draft)
      throw .failed(reason)
    }
  }

  /// So that the exchange outlives a power loss.
  private func syncFolder() {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// The path with all links followed; nil when there is no such file.
  static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
