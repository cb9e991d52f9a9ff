import FlyingFox
import Foundation

/// The pages, styles and modules of the web desk.
///
/// They are listed once, and nothing but what is in the list is ever read; so no path can lead out
/// of their folder.
struct WebFiles: Sendable {
  private let folder: String
  private let names: Set<String>

  /// The files of FORME_WEB, so that they can be worked on without building, else those that lie
  /// beside the program; nil when they are missing.
  init?(folder: String? = ProcessInfo.processInfo.environment["FORME_WEB"]) {
    let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = URL(filePath: program ?? "/").deletingLastPathComponent()
      .appending(path: "forme_Proofing.resources/Web").path
    self.folder = folder ?? beside
    guard let listed = try? FileManager.default.contentsOfDirectory(atPath: self.folder) else {
      return nil
    }
    names = Set(listed.filter { Self.types[$0.fileExtension] != nil })
    guard names.contains("index.html") else { return nil }
  }

  /// The answer for a file, nil when there is none of that name; a browser that has it already is
  /// told so.
  func answer(_ name: String, to request: HTTPRequest) -> HTTPResponse? {
    guard names.contains(name), let type = Self.types[name.fileExtension],
      let bytes = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
    else { return nil }
    let tag = "\"\(bytes.fingerprint)\""
    let headers: HTTPHeaders = [.contentType: type, .cacheControl: "no-cache", .eTag: tag]
    guard request.headers[.ifNoneMatch] != tag else {
      return HTTPResponse(statusCode: .notModified, headers: headers).guarded
    }
    return HTTPResponse(statusCode: .ok, headers: headers, body: bytes).guarded
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json", "svg": "image/svg+xml",
  ]
}

extension String {
  fileprivate var fileExtension: String {
    lastIndex(of: ".").map { String(self[index(after: $0)...]) } ?? ""
  }
}

extension Data {
  /// FNV-1a: tells one content of a file from another.
  fileprivate var fingerprint: String {
    String(
      reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
  }
}
