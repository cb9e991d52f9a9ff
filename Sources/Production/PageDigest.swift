import Drawing
public import Newspaper
import Prepress

/// 版面指纹: identifies what a page shows, as SHA-256 over everything that is printed on it.
///
/// The same page has the same digest in every run and on every machine, wherever the issue lies.
/// What does not show (file names, links, words for the blind, where something was written, the
/// settings of a press) is left out, so that a signature does not fall away for it.
public struct PageDigest: Hashable, Sendable {
  /// 64 lower-case hexadecimal digits.
  public let text: String

  /// Takes a digest as it was written down; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 64,
      text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    self.text = text
  }

  /// The digest of a page; `content` gives the digest of a file by its path.
  init(_ frame: PageFrame, fonts: FontLibrary, content: @escaping (String) -> String?) {
    var imprint = Imprint(
      inks: frame.inks,
      font: { face in
        guard let place = fonts.location(of: face) else { return face }
        return "\(content(place.path) ?? "")#\(place.index)"
      }, content: content)
    imprint.put(frame)
    text = Digest.sha256(imprint.bytes)
  }
}

extension PageDigest: CustomStringConvertible {
  /// The first eight digits, by which people tell versions apart.
  public var description: String { String(text.prefix(8)) }
}

extension PageDigest: Codable {
  /// Reads the digits.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let digest = PageDigest(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a page digest: \(text)"))
    }
    self = digest
  }

  /// Writes the digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension IssueBuilder {
  /// The digest of a page that was made up.
  public func digest(of page: PageFrame) -> PageDigest {
    PageDigest(page, fonts: fonts) { Digest.sha256(ofFile: $0, cacheFolder: cacheFolder) }
  }
}
