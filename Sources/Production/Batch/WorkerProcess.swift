import FoundationEssentials
import Glibc

/// A worker's process as its coordinator holds it: lines go in, lines come out.
///
/// Confined to the coordinator's thread.
final class WorkerProcess {
  let pid: pid_t
  /// To be polled for what it says.
  let output: Int32
  private let input: Int32
  private var heard: [UInt8] = []

  /// Starts a program that holds `lock` too, so that a lock outlives us until the worker is gone.
  ///
  /// What it prints to standard error goes to the end of `log`.
  init?(_ program: String, _ arguments: [String], lock: Int32, log: String) {
    // Our ends are closed in every child, else none would see the end of its orders.
    guard let (read, write) = Self.pipe(), let (hear, tell) = Self.pipe() else { return nil }
    defer {
      close(read)
      close(tell)
    }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, read, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, tell, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    unsafe posix_spawn_file_actions_adddup2(&actions, lock, 3)
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { for index in unsafe words.indices { unsafe free(words[index]) } }
    var pid: pid_t = 0
    guard unsafe posix_spawn(&pid, program, &actions, nil, words, environ) == 0 else {
      close(write)
      close(hear)
      return nil
    }
    self.pid = pid
    input = write
    output = hear
  }

  /// Sends a line; a dead worker is found out when it is listened to.
  func send(_ line: [UInt8]) { _ = OutputFile.write(line + [10], to: input) }

  /// The lines that it has said since; nil when it is gone.
  func listen() -> [ArraySlice<UInt8>]? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = unsafe buffer.withUnsafeMutableBytes {
      unsafe read(output, $0.baseAddress, $0.count)
    }
    if count < 0, errno == EINTR { return [] }
    guard count > 0 else { return nil }
    heard += buffer[..<count]
    guard let end = heard.lastIndex(of: 10) else { return [] }
    let lines = heard[..<end].split(separator: 10)
    heard.removeSubrange(...end)
    return lines
  }

  /// Ends it at once.
  func kill() { Glibc.kill(pid, SIGKILL) }

  /// Waits for its end and says in words how that was.
  func bury() -> String {
    close(input)
    close(output)
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    guard signal != 0 else { return "ended with code \((status >> 8) & 0xFF)" }
    return switch signal {
    case SIGKILL: "was killed (signal 9): too little memory, perhaps"
    default: unsafe "crashed: \(String(cString: strsignal(signal))) (signal \(signal))"
    }
  }

  /// Which of the workers have something to say, or have ended, within some milliseconds.
  static func wait(for workers: [WorkerProcess], milliseconds: Int32) -> [Int] {
    var files = workers.map { pollfd(fd: $0.output, events: Int16(POLLIN), revents: 0) }
    guard unsafe poll(&files, nfds_t(files.count), milliseconds) > 0 else { return [] }
    return files.indices.filter { files[$0].revents != 0 }
  }

  /// Both ends are closed in every child that is not given one.
  static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [0, 0]
    guard unsafe Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// One run at a time in an output folder.
///
/// The lock belongs to the open file: workers hold it too, and it is free only when the last of
/// them is gone.
final class RunLock {
  let file: Int32

  /// Takes the lock; nil when another run is at work.
  ///
  /// For the workers of a coordinator that was killed it waits a moment.
  init?(_ path: String, patience milliseconds: Int = 3000) throws(OutputFile.Failure) {
    file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw OutputFile.Failure(path) }
    var left = milliseconds
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      // A coordinator that is alive says so in the file; only the dead are waited for.
      guard left > 0, !isHeldByTheLiving else {
        close(file)
        return nil
      }
      usleep(10_000)
      left -= 10
    }
    ftruncate(file, 0)
    lseek(file, 0, SEEK_SET)
    _ = OutputFile.write(Array("\(getpid())\n".utf8), to: file)
  }

  deinit { close(file) }

  private var isHeldByTheLiving: Bool {
    var text = [UInt8](repeating: 0, count: 20)
    let count = unsafe text.withUnsafeMutableBytes {
      unsafe pread(file, $0.baseAddress, $0.count, 0)
    }
    let digits = text.prefix(max(0, count)).prefix { $0 != 10 }
    guard let pid = pid_t(String(decoding: digits, as: UTF8.self)) else { return false }
    return Glibc.kill(pid, 0) == 0
  }
}
