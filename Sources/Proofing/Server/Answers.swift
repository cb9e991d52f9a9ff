import FlyingFox
import Foundation

extension HTTPResponse {
  /// A few words to a person who reads what a program was answered.
  static func words(_ words: String, _ status: HTTPStatusCode) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: Data((words + "\n").utf8)
    ).guarded
  }

  /// A value as JSON; never kept.
  static func json(_ value: some Encodable, _ status: HTTPStatusCode = .ok) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: Data(value.json)
    ).guarded
  }

  /// Bytes that stay the same for ever at their address, as this holds a digest of what they show.
  static func picture(_ bytes: [UInt8]) -> HTTPResponse {
    HTTPResponse(
      statusCode: .ok,
      headers: [
        .contentType: "image/png", .cacheControl: "private, max-age=31536000, immutable",
      ],
      body: Data(bytes)
    ).guarded
  }

  /// With the headers that keep a browser from doing anything with it but what it is for.
  var guarded: HTTPResponse {
    var response = self
    for (name, value) in Self.guards { response.headers[HTTPHeader(name)] = value }
    return response
  }

  private static let guards: [(String, String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
  ]
}

extension Encodable {
  /// As JSON with keys in order.
  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map(Array.init) ?? Array("null".utf8)
  }
}
