import FlyingFox
import FlyingSocks
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// 传达室: takes requests at the street door and hands them in whole.
///
/// Sockets and messages are FlyingFox's. Its own connection loop puts no bound on headers, bodies,
/// connections or slow callers, so this one stands in its place.
struct Porter: Sendable {
  let limits: DeskLimits
  let callers: Callers
  /// Answers one request of the caller at an address.
  let answer: @Sendable (HTTPRequest, _ from: String) async -> HTTPResponse

  init(
    limits: DeskLimits,
    answer: @escaping @Sendable (HTTPRequest, _ from: String) async -> HTTPResponse
  ) {
    self.limits = limits
    self.answer = answer
    callers = Callers(limits: limits)
    // A browser that goes away in mid-load must not end the program.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Opens the door at a numerical address; port 0 takes any that is free.
  static func listen(at host: String, port: UInt16) throws -> Socket {
    if host.contains(":") {
      return try listen(sockaddr_in6.inet6(ip6: host, port: port))
    }
    return try listen(sockaddr_in.inet(ip4: host, port: port))
  }

  private static func listen(_ address: some SocketAddress) throws -> Socket {
    let socket = try Socket(domain: Int32(address.family))
    try socket.setValue(true, for: .localAddressReuse)
    do {
      try socket.bind(to: address)
      try socket.listen()
    } catch {
      try? socket.close()
      throw error
    }
    return socket
  }

  /// Serves until the task is cancelled.
  func serve(on door: Socket) async throws {
    let pool = HTTPServer.defaultPool()
    try await pool.prepare()
    defer { try? door.close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask {
        while true {
          try await Task.sleep(for: .milliseconds(250))
          callers.turnOutTheLate()
        }
      }
      let street = try AsyncSocket(socket: door, pool: pool)
      group.addTask { try await receive(from: street) }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func receive(from street: AsyncSocket) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        let socket: AsyncSocket
        do {
          socket = try await street.accept()
        } catch is CancellationError {
          throw CancellationError()
        } catch {
          // No file descriptor left, or the caller has gone already: the door stays open.
          try await Task.sleep(for: .milliseconds(50))
          continue
        }
        let address = socket.socket.peerAddress
        guard callers.admit(socket.socket, from: address) else {
          try? socket.close()
          continue
        }
        group.addTask {
          await attend(socket, from: address)
          callers.leave(socket.socket)
        }
      }
    }
  }

  private func attend(_ socket: AsyncSocket, from address: String) async {
    var reader = RequestReader(socket: socket, limits: limits, callers: callers)
    do {
      while let request = try await reader.next() {
        let stays = request.staysConnected
        let response = await answer(request, address)
        try await send(response, stays: stays, withBody: request.method != .HEAD, to: socket)
        guard stays else { return }
      }
    } catch let refusal as RequestReader.Refusal {
      let status = HTTPStatusCode(refusal.status, phrase: refusal.phrase)
      try? await send(.words(refusal.words, status), stays: false, withBody: true, to: socket)
      await seeOut(socket)
    } catch {
      // The caller has gone or was turned out.
    }
  }

  /// Hears a caller out that was refused in mid-speech, within reason: hung up on, it would not hear
  /// the answer.
  private func seeOut(_ socket: AsyncSocket) async {
    _ = shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    callers.expect(socket.socket, within: limits.farewell)
    for _ in 0..<32 {
      guard (try? await socket.read(atMost: 4096)) != nil else { return }
    }
  }

  private func send(
    _ response: HTTPResponse, stays: Bool, withBody: Bool, to socket: AsyncSocket
  ) async throws {
    guard case .httpBody(let body) = response.payload else { return }
    var head = "HTTP/1.1 \(response.statusCode.code) \(response.statusCode.phrase)\r\n"
    for (name, value) in response.headers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      head += "\(name.rawValue): \(value)\r\n"
    }
    if let count = body.count {
      head += "Content-Length: \(count)\r\n"
    } else {
      head += "Transfer-Encoding: chunked\r\n"
    }
    head += "Connection: \(stays ? "keep-alive" : "close")\r\n\r\n"
    // One write for the head and what is there of the body.
    var waiting = Data(head.utf8)
    if withBody, body.count != nil {
      for try await chunk in body { waiting += chunk }
    }
    try await write(waiting, to: socket)
    guard withBody, body.count == nil else { return }
    for try await chunk in body { try await write(chunk, to: socket) }
  }

  private func write(_ data: Data, to socket: AsyncSocket) async throws {
    callers.expect(socket.socket, within: limits.writing)
    try await socket.write(data)
    callers.expect(socket.socket, within: nil)
  }
}

extension HTTPRequest {
  fileprivate var staysConnected: Bool {
    version == .http11 && headers[.connection]?.lowercased().contains("close") != true
  }
}

extension Socket {
  /// The numerical address at the other end, without the port.
  fileprivate var peerAddress: String {
    switch try? remotePeer() {
    case .ip4(let address, _), .ip6(let address, _): address
    default: "unknown"
    }
  }
}

extension Porter {
  /// What a socket says in the system's words, without the names of ours.
  static func words(for error: any Error) -> String {
    if case SocketError.failed(_, _, let message) = error { message } else { "\(error)" }
  }
}
