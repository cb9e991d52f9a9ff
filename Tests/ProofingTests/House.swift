import FlyingFox
import FlyingSocks
import Foundation
import Testing

@testable import Proofing

#if canImport(Glibc)
  import Glibc
#endif

/// A desk's door with nothing but the word "desk" behind it.
struct House {
  static let web = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Proofing/Web").standardized.path

  let bulletin = Bulletin()
  let callers: Callers
  private(set) var port: UInt16 = 0
  private let porter: Porter

  init(entrance: Entrance = .open, limits: DeskLimits = DeskLimits()) {
    guard let web = WebFiles(folder: Self.web) else { preconditionFailure("no \(Self.web)") }
    let bulletin = self.bulletin
    let reception = Reception(
      rules: HouseRules(host: "127.0.0.1"), entrance: entrance, visitors: Visitors(port: 1),
      web: web, rates: Rates(limits),
      desk: { wish in
        guard wish.path.first == "events" else { return .words("desk", .ok) }
        return HTTPResponse(
          statusCode: .ok, headers: [.contentType: "text/event-stream"],
          body: HTTPBodySequence(from: bulletin.listen()))
      })
    porter = Porter(limits: limits) { await reception.answer($0, from: $1) }
    callers = porter.callers
  }

  /// Opens the door for as long as something is tried at it.
  func open(_ trial: @escaping @Sendable (House) async throws -> Void) async throws {
    let socket = try Porter.listen(at: "127.0.0.1", port: 0)
    var house = self
    if case .ip4(_, let port) = try socket.sockname() { house.port = port }
    let (porter, opened) = (self.porter, house)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try? await porter.serve(on: socket) }
      group.addTask { try await trial(opened) }
      try await group.next()
      group.cancelAll()
    }
  }

  /// Sends bytes and gives what is answered.
  func ask(_ request: String, untilClosed: Bool = false) async throws -> Answer {
    let line = try Line(port: port)
    defer { line.hangUp() }
    try? line.send(request)
    return Answer(try await line.read { !untilClosed && Answer($0).isWhole })
  }

  /// Comes in and gives cookie and key.
  func visit() async throws -> (cookie: String, key: String) {
    let answer = try await ask("GET /api/session HTTP/1.1\r\nHost: localhost\r\n\r\n")
    let cookie = try #require(answer.header("Set-Cookie")).prefix { $0 != ";" }
    let key = try #require(answer.body.firstMatch(of: /"key":"([0-9a-f]+)"/)).output.1
    return (String(cookie), String(key))
  }

  func isAlive() async throws -> Bool {
    try await ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200
  }
}

/// What came back.
struct Answer {
  let text: String

  init(_ text: String) { self.text = text }

  var status: Int? { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

  var body: String {
    text.range(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
  }

  func header(_ name: String) -> String? {
    text.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }
      .map { String($0.dropFirst(name.count + 2)) }
  }

  fileprivate var isWhole: Bool {
    guard let length = header("Content-Length").flatMap({ Int($0) }) else { return false }
    return text.contains("\r\n\r\n") && body.utf8.count >= length
  }
}

/// A connection, read and written byte by byte.
final class Line: Sendable {
  private let file: Int32

  init(port: UInt16) throws {
    file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard isConnected == 0 else { throw CocoaError(.fileReadUnknown) }
  }

  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes {
        Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw CocoaError(.fileWriteUnknown) }
      bytes = bytes.dropFirst(sent)
    }
  }

  /// Reads until what came is enough, the other side hangs up, or half a minute has passed.
  func read(until isEnough: @escaping @Sendable (String) -> Bool) async throws -> String {
    // On a thread of its own, so that the desk has all of Swift's.
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [file] in
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        while poll(&wait, 1, 30_000) > 0 {
          let count = recv(file, &part, part.count, 0)
          guard count > 0 else { break }
          bytes += part[..<count]
          if isEnough(String(decoding: bytes, as: UTF8.self)) { break }
        }
        continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  func hangUp() { close(file) }
}
