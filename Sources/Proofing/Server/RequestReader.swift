import FlyingFox
import FlyingSocks
import Foundation

/// Reads requests from a connection whole, with a bound on every part.
struct RequestReader {
  /// Why a request was not taken.
  struct Refusal: Error, Equatable {
    var status: Int
    var phrase: String
    var words: String
  }

  let socket: AsyncSocket
  let limits: DeskLimits
  let callers: Callers
  private var buffer: [UInt8] = []
  private var isFirst = true

  init(socket: AsyncSocket, limits: DeskLimits, callers: Callers) {
    self.socket = socket
    self.limits = limits
    self.callers = callers
  }

  /// The next request; nil when the caller has gone.
  mutating func next() async throws -> HTTPRequest? {
    guard let bytes = try await head() else { return nil }
    var request = try Self.parse(bytes)
    let length = try Self.bodyLength(of: request, limit: limits.body)
    while buffer.count < length {
      callers.expect(socket.socket, within: limits.reading)
      buffer += try await socket.read(atMost: 65_536)
    }
    request.setBodyData(Data(buffer.prefix(length)))
    buffer.removeFirst(length)
    callers.expect(socket.socket, within: nil)
    return request
  }

  /// The bytes up to the empty line.
  private mutating func head() async throws -> [UInt8]? {
    callers.expect(socket.socket, within: isFirst ? limits.reading : limits.idle)
    var hasBegun = false
    var searched = 0
    while true {
      let end = Self.endOfHead(in: buffer, from: max(0, searched - 3))
      guard (end ?? buffer.count) <= limits.head else {
        throw Refusal(
          status: 431, phrase: "Request Header Fields Too Large",
          words: "headers are limited to \(limits.head) bytes")
      }
      if let end {
        isFirst = false
        defer { buffer.removeFirst(end + 4) }
        return Array(buffer[..<end])
      }
      searched = buffer.count
      if !buffer.isEmpty, !hasBegun {
        // The whole head must come in within this time, however often a byte of it comes.
        hasBegun = true
        callers.expect(socket.socket, within: limits.reading)
      }
      do {
        buffer += try await socket.read(atMost: 4096)
      } catch SocketError.disconnected {
        return nil
      }
    }
  }

  private static func endOfHead(in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in start..<(bytes.count - 3)
    where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13
      && bytes[index + 3] == 10
    {
      return index
    }
    return nil
  }

  /// Reads a request line and headers.
  static func parse(_ head: [UInt8]) throws(Refusal) -> HTTPRequest {
    guard let text = String(validating: head, as: UTF8.self) else { throw .malformed }
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0",
      words[0].allSatisfy({ $0.isASCII && $0.isUppercase }),
      words[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), words[1].hasPrefix("/")
    else { throw .malformed }
    var headers = HTTPHeaders()
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), line.first != " ", line.first != "\t",
        !line.utf8.contains(where: { $0 < 0x20 && $0 != 9 || $0 == 0x7F })
      else { throw .malformed }
      let name = HTTPHeader(String(line[..<colon]))
      // A header that says two things is how requests are smuggled.
      if Self.single.contains(name), !headers.values(for: name).isEmpty { throw .malformed }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers.addValue(value, for: name)
    }
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return HTTPRequest(
      method: HTTPMethod(String(words[0])), version: HTTPVersion(String(words[2])),
      target: .init(path: String(target[0]), query: target.count > 1 ? String(target[1]) : ""),
      headers: headers, body: HTTPBodySequence())
  }

  private static let single: [HTTPHeader] = [
    .host, .contentLength, .contentType, .cookie, HTTPHeader("Origin"),
    HTTPHeader("Sec-Fetch-Site"),
  ]

  private static func bodyLength(of request: HTTPRequest, limit: Int) throws(Refusal) -> Int {
    guard request.headers[.transferEncoding] == nil else {
      throw Refusal(
        status: 411, phrase: "Length Required", words: "a body must say its length")
    }
    guard let written = request.headers[.contentLength] else { return 0 }
    guard !written.isEmpty, written.allSatisfy({ $0.isASCII && $0.isNumber }),
      let length = Int(written)
    else { throw .malformed }
    guard length <= limit else {
      throw Refusal(
        status: 413, phrase: "Content Too Large", words: "a body is limited to \(limit) bytes")
    }
    return length
  }
}

extension RequestReader.Refusal {
  static let malformed = Self(status: 400, phrase: "Bad Request", words: "not an HTTP/1.1 request")
}
