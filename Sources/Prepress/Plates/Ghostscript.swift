import Glibc
import Newspaper

/// Ghostscript, run as a program of its own: the outside witness of what goes on each plate.
enum Ghostscript {
  /// Separates the one page of a PDF into TIFF files `p(Cyan).tif` and so on, and `p.tif` with all.
  ///
  /// Twice the resolution is rendered and reduced, so that edges are as smooth as they print.
  static func separate(_ pdf: String, dpi: Int, into folder: String) throws(Diagnostic) {
    let log = "\(folder)/log"
    let status = run(
      [
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r\(dpi * 2)",
        "-dDownScaleFactor=2", "-sOutputFile=\(folder)/p.tif", pdf,
      ], log: log)
    switch status {
    case 0: return
    case nil:
      throw Diagnostic(
        .error, "plates.ghostscript", subject: "gs",
        "plates are separated by Ghostscript, which is not installed",
        hints: ["apt-get install ghostscript"])
    case let status?:
      let words = FileBytes.read(log, most: 2000).map { String(decoding: $0, as: UTF8.self) }
      throw Diagnostic(
        .error, "plates.failed", subject: "gs", "Ghostscript ended with \(status)",
        explanation: words?.split(separator: "\n").first.map(String.init),
        hints: ["report this with the issue folder"])
    }
  }

  /// Runs a program found in PATH to its end; nil when there is none.
  private static func run(_ arguments: [String], log: String) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &actions, nil, &words, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}

/// A folder for the time it is held.
final class WorkFolder {
  let path: String

  /// Nil when the temporary folder cannot be written to.
  init?() {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var template = Array("\(parent.isEmpty ? "/tmp" : parent)/forme-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// The files in it, in order.
  var names: [String] { FileBytes.names(in: path).sorted() }
}
