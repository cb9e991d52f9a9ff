import FoundationEssentials
import Glibc

/// What a program of the system said, run to its end.
struct Command {
  /// The exit code; above 128 a signal ended it.
  var status: Int32
  var output: String
  var errors: String

  /// Runs a program found by PATH, without input; one that takes over `seconds` is ended.
  ///
  /// Nil when it cannot be started: it is not installed.
  init?(_ name: String, _ arguments: [String], seconds: Double = 60) {
    guard let (read, write) = WorkerProcess.pipe() else { return nil }
    guard let (readErrors, writeErrors) = WorkerProcess.pipe() else {
      for file in [read, write] { close(file) }
      return nil
    }
    defer { for file in [read, readErrors] { close(file) } }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, write, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, writeErrors, STDERR_FILENO)
    var words = unsafe ([name] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { for index in unsafe words.indices { unsafe free(words[index]) } }
    var pid: pid_t = 0
    let started = unsafe posix_spawnp(&pid, name, &actions, nil, words, environ)
    for file in [write, writeErrors] { close(file) }
    guard started == 0 else { return nil }
    let heard = Self.listen(to: [read, readErrors], until: Machine.now + seconds)
    if heard.isCutShort { kill(pid, SIGKILL) }
    var state: Int32 = 0
    while unsafe waitpid(pid, &state, 0) < 0, errno == EINTR {}
    status = state & 0x7F == 0 ? (state >> 8) & 0xFF : 128 + (state & 0x7F)
    output = String(decoding: heard.texts[0], as: UTF8.self)
    errors = String(decoding: heard.texts[1], as: UTF8.self)
    if heard.isCutShort { errors += "\(name) did not answer within \(Int(seconds)) seconds" }
  }

  /// Reads files to their ends.
  private static func listen(to files: [Int32], until end: Double)
    -> (texts: [[UInt8]], isCutShort: Bool)
  {
    var texts = files.map { _ in [UInt8]() }
    var open = Set(files.indices)
    var buffer = [UInt8](repeating: 0, count: 65536)
    while !open.isEmpty {
      let left = end - Machine.now
      guard left > 0 else { return (texts, true) }
      let asked = open.sorted()
      var polled = asked.map { pollfd(fd: files[$0], events: Int16(POLLIN), revents: 0) }
      _ = unsafe poll(&polled, nfds_t(polled.count), Int32(left * 1000) + 1)
      for (place, index) in asked.enumerated() where polled[place].revents != 0 {
        let count = unsafe buffer.withUnsafeMutableBytes {
          unsafe read(files[index], $0.baseAddress, $0.count)
        }
        if count > 0 { texts[index] += buffer[..<count] } else { open.remove(index) }
      }
    }
    return (texts, false)
  }

  /// The first line of what it said was wrong, without its name before it.
  var complaint: String {
    let line = errors.split(separator: "\n").first { !$0.isEmpty }.map(String.init) ?? output
    let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let isNamed = parts.count == 2 && parts[0].hasSuffix(":")
    var words = isNamed ? String(parts[1]) : line
    if words.hasPrefix("error: ") { words.removeFirst(7) }
    return words
  }
}
