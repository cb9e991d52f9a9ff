import Foundation
public import Newspaper

#if canImport(Glibc)
  import Glibc
#endif

/// 读数窗: serves figures as text to this machine alone, at `/metrics`.
///
/// It has a thread of its own, which never waits for a caller: a run that takes all of Swift's
/// threads does not hold it up, and nobody at the window holds the run up.
public struct FigureDoor: Sendable {
  /// Where the figures are.
  public let address: String

  /// Opens the window; the report says why it could not be.
  public static func open(port: UInt16, text: @escaping @Sendable () -> String)
    -> (FigureDoor?, Report)
  {
    var report = Report()
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK | O_CLOEXEC, 0)
    var isOn: Int32 = 1
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        bind(file, place, length) == 0 && listen(file, 64) == 0
          && getsockname(file, place, &length) == 0
      }
    }
    guard file >= 0, isOpen else {
      report.add(
        Diagnostic(
          .warning, "figures.door", subject: "127.0.0.1:\(port)",
          "no figures can be served at port \(port): \(String(cString: strerror(errno)))",
          explanation: "Pages are made all the same.", hints: ["take another --metrics-port"]))
      if file >= 0 { close(file) }
      return (nil, report)
    }
    signal(SIGPIPE, SIG_IGN)
    Thread.detachNewThread {
      var room = FigureRoom(door: file, text: text)
      while true { room.turn() }
    }
    let bound = UInt16(bigEndian: place.sin_port)
    return (FigureDoor(address: "http://127.0.0.1:\(bound)/metrics"), report)
  }
}

/// Those who stand at the window, each with the moment by which they must have gone.
private struct FigureRoom {
  let door: Int32
  let text: () -> String
  private var callers: [Caller] = []
  /// When more come, the one that has stood there longest goes.
  private static let most = 32
  private static let patience = 5.0
  private static let longestHead = 8192

  private struct Caller {
    var file: Int32
    var due: Double
    var heard: [UInt8] = []
    /// What is still to be said; nil until it has asked.
    var answer: ArraySlice<UInt8>?
  }

  init(door: Int32, text: @escaping () -> String) {
    self.door = door
    self.text = text
  }

  /// Waits until something can be done, and does it.
  mutating func turn() {
    var files = [pollfd(fd: door, events: Int16(POLLIN), revents: 0)]
    files += callers.map {
      pollfd(fd: $0.file, events: Int16($0.answer == nil ? POLLIN : POLLOUT), revents: 0)
    }
    poll(&files, nfds_t(files.count), callers.isEmpty ? -1 : 250)
    let now = Self.now
    var staying: [Caller] = []
    for (var caller, file) in zip(callers, files.dropFirst()) {
      if now < caller.due, file.revents == 0 || attend(&caller) {
        staying.append(caller)
      } else {
        close(caller.file)
      }
    }
    callers = staying
    if files[0].revents != 0 { admit(now) }
  }

  private mutating func admit(_ now: Double) {
    let file = accept(door, nil, nil)
    guard file >= 0 else {
      // No file descriptor is left: not to be tried again at once.
      if errno == EMFILE || errno == ENFILE { usleep(50_000) }
      return
    }
    _ = fcntl(file, F_SETFL, O_NONBLOCK)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    if callers.count == Self.most { close(callers.removeFirst().file) }
    callers.append(Caller(file: file, due: now + Self.patience))
  }

  /// Hears or tells a caller as much as goes without waiting; false when it is done with.
  private func attend(_ caller: inout Caller) -> Bool {
    if caller.answer == nil {
      var part = [UInt8](repeating: 0, count: 2048)
      let count = recv(caller.file, &part, part.count, 0)
      guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
      caller.heard += part[..<count]
      guard let answer = answer(to: caller.heard) else { return true }
      caller.answer = Array(answer.utf8)[...]
    }
    guard let rest = caller.answer else { return true }
    let sent = rest.withUnsafeBytes { send(caller.file, $0.baseAddress, $0.count, 0) }
    guard sent > 0 else { return sent < 0 && (errno == EAGAIN || errno == EINTR) }
    caller.answer = rest.dropFirst(sent)
    return caller.answer?.isEmpty == false
  }

  /// What is said to a request; nil until it has come in.
  private func answer(to heard: [UInt8]) -> String? {
    let head = String(decoding: heard, as: UTF8.self)
    guard head.contains("\r\n\r\n") else {
      return heard.count > Self.longestHead
        ? Self.words("431 Request Header Fields Too Large") : nil
    }
    let lines = head.components(separatedBy: "\r\n")
    let request = lines[0].split(separator: " ")
    guard request.count == 3, request[2].hasPrefix("HTTP/1.") else {
      return Self.words("400 Bad Request")
    }
    // A page of somebody's that gave its name our address must not read along.
    let host = lines.first { $0.lowercased().hasPrefix("host:") }?.dropFirst(5)
      .trimmingCharacters(in: .whitespaces).split(separator: ":").first
    guard [nil, "127.0.0.1", "localhost"].contains(host) else {
      return Self.words("421 Misdirected Request")
    }
    guard request[0] == "GET" || request[0] == "HEAD" else {
      return Self.words("405 Method Not Allowed")
    }
    guard request[1].split(separator: "?").first == "/metrics" else {
      return Self.words("404 Not Found")
    }
    let body = text()
    return Self.head("200 OK", body) + (request[0] == "GET" ? body : "")
  }

  private static func words(_ status: String) -> String { head(status, status) + status }

  private static func head(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
      + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
  }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }
}
