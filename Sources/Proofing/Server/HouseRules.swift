import FlyingFox
import Foundation

/// 门规: what every request must keep to, whatever it asks for.
///
/// A page of another site, open in the same browser, can send requests to the desk; the rules see to
/// it that nothing comes of them.
struct HouseRules: Sendable {
  /// Names by which the desk may be called, without port, in lower case.
  let names: Set<String>
  /// Whether the machine's own numerical addresses will do as well.
  let takesAddresses: Bool

  /// The rules of a desk that listens at a numerical address.
  init(host: String, names extra: [String] = []) {
    takesAddresses = !host.isLoopback
    var names: Set<String> = ["localhost", "127.0.0.1", "[::1]"]
    names.insert(host.contains(":") ? "[\(host)]" : host)
    names.formUnion(extra.map { $0.lowercased() })
    self.names = names
  }

  /// Why a request is turned away; nil when it keeps to the rules.
  func breach(by request: HTTPRequest) -> HTTPResponse? {
    // A name of somebody else's that leads to this machine is how a foreign page gets past the
    // browser's own rules (DNS rebinding).
    guard let host = request.headers[.host], knows(host) else {
      return .words(
        "this desk is not called that; ask for it by the address it printed", .misdirected)
    }
    guard request.path == request.target.path(), request.target.path().isPlainPath else {
      return .words("not a path of this desk", .badRequest)
    }
    let site = request.headers[HTTPHeader("Sec-Fetch-Site")]
    let isVisit =
      request.method == .GET && request.path == "/"
      && request.headers[HTTPHeader("Sec-Fetch-Mode")] == "navigate"
    if let site, site != "same-origin", site != "none", !isVisit {
      return .words("asked for by another site", .forbidden)
    }
    if let origin = request.headers[HTTPHeader("Origin")] {
      guard origin == "http://\(host)" || origin == "https://\(host)" else {
        return .words("asked for by another site", .forbidden)
      }
    }
    switch request.method {
    case .GET, .HEAD: return nil
    case .POST:
      // What a form of another site can send is none of these.
      let kind = request.headers[.contentType]?.prefix { $0 != ";" }
      return kind == "application/json"
        ? nil : .words("send application/json", .unsupportedMediaType)
    default: return .words("GET and POST only", .methodNotAllowed)
    }
  }

  private func knows(_ host: String) -> Bool {
    let name = host.withoutPort.lowercased()
    if names.contains(name) { return true }
    guard takesAddresses else { return false }
    return name.hasPrefix("[")
      || name.split(separator: ".").count == 4
        && name.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
  }
}

extension String {
  /// `[::1]:8080` as `[::1]`.
  fileprivate var withoutPort: String {
    if hasPrefix("["), let end = firstIndex(of: "]") { return String(self[...end]) }
    return String(prefix { $0 != ":" })
  }

  /// Whether a path consists of what paths of the desk consist of.
  ///
  /// Letters, digits, `-`, `_`, `.`, and single slashes between names that do not begin with a dot:
  /// so there is nothing to decode, no `..`, no look-alike.
  var isPlainPath: Bool {
    guard hasPrefix("/"), utf8.count <= 300 else { return false }
    if self == "/" { return true }
    return dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { name in
      !name.isEmpty && name.first != "."
        && name.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
          default: false
          }
        }
    }
  }
}

extension HTTPStatusCode {
  static let misdirected = HTTPStatusCode(421, phrase: "Misdirected Request")
}
