import Glibc

/// A program that runs beside us, told what to do line by line.
///
/// It inherits the delivery's lock, and reads to the end of its input when we are killed.
final class ChildProgram {
  private let process: pid_t
  private var input: Int32
  private let output: Int32
  private let errors: Int32
  private var read: [UInt8] = []
  private var hasEnded = false

  /// Nil when there is no such program.
  init?(_ arguments: [String]) {
    // A program that has ended is noticed by what it does not say.
    signal(SIGPIPE, SIG_IGN)
    var pipes: [[Int32]] = []
    for _ in 0..<3 {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let isRunning = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ) == 0
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
    guard isRunning else {
      for end in [pipes[0][1], pipes[1][0], pipes[2][0]] { close(end) }
      return nil
    }
    self.process = process
    (input, output, errors) = (pipes[0][1], pipes[1][0], pipes[2][0])
  }

  deinit { end() }

  /// Hands a line to the program.
  func say(_ line: String) {
    var rest = Array("\(line)\n".utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// The next line it says; nil when it has ended.
  func nextLine() -> String? {
    while true {
      if let end = read.firstIndex(of: 10) {
        let line = String(decoding: read[..<end], as: UTF8.self)
        read.removeFirst(end + 1)
        return line
      }
      guard let more = bytes(of: output), !more.isEmpty else { return nil }
      read += more
    }
  }

  /// Lets the program end; returns what it complained about.
  @discardableResult
  func end() -> String {
    guard !hasEnded else { return "" }
    hasEnded = true
    close(input)
    var complaint: [UInt8] = []
    while let more = bytes(of: errors), !more.isEmpty { complaint += more }
    while let more = bytes(of: output), !more.isEmpty { continue }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    close(output)
    close(errors)
    return String(decoding: complaint, as: UTF8.self)
  }

  private func bytes(of file: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      return count < 0 ? nil : Array(buffer.prefix(count))
    }
  }
}
