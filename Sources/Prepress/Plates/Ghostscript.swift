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
    // Ctrl-C is ours to see to, and is meant for it all the same.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var ending = sigset_t()
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&ending, number) }
    posix_spawnattr_setsigdefault(&attributes, &ending)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &actions, &attributes, &words, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}
