import Glibc
public import Newspaper

/// Files appear whole or not at all: written beside their place, synced, then renamed.
enum OutputFile {
  /// Why a file could not be written.
  struct Failure: Error {
    let path: String
    let reason: String

    /// The last system call's error, about a path.
    init(_ path: String, errno code: Int32 = errno) {
      self.path = path
      reason =
        switch code {
        case EACCES, EPERM: "permission denied"
        case ENOSPC, EDQUOT: "no space left on the disk"
        case EEXIST, ENOTDIR: "a file stands where a folder is needed"
        case EISDIR: "a folder stands there"
        case EROFS: "the disk is read-only"
        case ENOENT: "there is no such place"
        default: unsafe String(cString: strerror(code))
        }
    }

    /// The failure worded for the report.
    var diagnostic: Diagnostic {
      Diagnostic(
        .error, "output.notWritten", subject: path, "\(path) cannot be written: \(reason)",
        hints: ["name a folder that can be written to with -o", "free some space on the disk"])
    }
  }

  /// Writes a file, making its folder when there is none.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    try draft(bytes, for: path).settle()
  }

  /// A file written beside its place, not yet in it.
  struct Draft: Sendable {
    fileprivate let path: String
    fileprivate let draft: String
    fileprivate let file: Int32

    /// Syncs the file and moves it to its place, or removes it.
    func settle() throws(Failure) {
      let isSynced = fsync(file) == 0
      let code = errno
      let isClosed = close(file) == 0
      guard isSynced, isClosed, unsafe rename(draft, path) == 0 else {
        let code = isSynced ? errno : code
        unsafe unlink(draft)
        throw Failure(path, errno: code)
      }
    }

    /// Syncs the file and gives it another name, unless there is a file of that name: false then.
    func publish(at name: String) throws(Failure) -> Bool {
      let isSynced = fsync(file) == 0
      let code = errno
      close(file)
      let isLinked = isSynced && (unsafe link(draft, name)) == 0
      let linkCode = errno
      // Over a network the answer may be lost: two names tell that it was done.
      var status = stat()
      let isThere = unsafe stat(draft, &status) == 0
      unsafe unlink(draft)
      if isLinked || (isSynced && isThere && status.st_nlink > 1) { return true }
      guard isSynced, linkCode == EEXIST else {
        throw Failure(name, errno: isSynced ? linkCode : code)
      }
      return false
    }
  }

  /// Takes a file away where there is one; a folder of that name is somebody else's.
  static func remove(_ path: String) { unsafe unlink(path) }

  /// Makes sure that the names in a folder outlast a power cut.
  static func sync(folder: String) throws(Failure) {
    let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(folder) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw Failure(folder) }
  }

  /// Writes a file beside its place, making its folder when there is none.
  static func draft(_ bytes: [UInt8], for path: String) throws(Failure) -> Draft {
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    let draft = "\(path).\(getpid()).part"
    let file = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw Failure(path) }
    guard write(bytes, to: file) else {
      let code = errno
      close(file)
      unsafe unlink(draft)
      throw Failure(path, errno: code)
    }
    return Draft(path: path, draft: draft, file: file)
  }

  /// Writes all bytes to an open file; false when it takes no more.
  static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Makes a folder and those that it lies in.
  static func makeFolder(_ path: String) throws(Failure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part
      // A folder that is there already may lie in one that nobody may write to.
      if !isThere(made) {
        let isMade = unsafe mkdir(made, 0o777) == 0
        guard isMade || errno == EEXIST else { throw Failure(path) }
      }
      made += "/"
    }
    // The slash at the end is followed only through folders.
    guard made.isEmpty || isThere(made) else { throw Failure(path) }
  }

  private static func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}

/// Where other targets put files of theirs: whole or not at all.
public enum OutputFolder {
  /// Makes the folder, before work is done in vain; the report says when it cannot be written to.
  public static func prepare(_ folder: String) -> Report {
    var report = Report()
    do throws(OutputFile.Failure) {
      try OutputFile.makeFolder(folder)
      if unsafe access(folder, W_OK) != 0 { throw OutputFile.Failure(folder) }
    } catch {
      report.add(error.diagnostic)
    }
    return report
  }

  /// Writes a file into a folder; the report says when it could not be done.
  public static func write(_ bytes: [UInt8], as name: String, in folder: String) -> Report {
    var report = Report()
    do throws(OutputFile.Failure) {
      try OutputFile.write(bytes, to: "\(folder)/\(name)")
    } catch {
      report.add(error.diagnostic)
    }
    return report
  }
}

extension Report {
  /// Whether nothing was found to be wrong with the place to write to.
  public var canBeWritten: Bool { !diagnostics.contains { $0.code == "output.notWritten" } }
}
