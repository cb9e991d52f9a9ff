import FoundationEssentials
import Newspaper
import Prepress

/// The list of files that go with an edition: what a plant checks after a transfer.
public struct Manifest: Codable, Hashable, Sendable {
  /// One delivered file.
  public struct File: Codable, Hashable, Sendable {
    /// The path from the manifest's folder.
    public var name: String
    /// The file's size.
    public var bytes: Int
    /// Lower-case hexadecimal.
    public var sha256: String
    /// The pages in it.
    public var pages: [Int]

    /// Lists a file.
    public init(name: String, content: [UInt8], pages: [Int]) {
      self.name = name
      bytes = content.count
      sha256 = Digest.sha256(content)
      self.pages = pages
    }

    /// Lists a file whose sum is known.
    init(name: String, bytes: Int, sha256: String, pages: [Int]) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
      self.pages = pages
    }
  }

  /// The publication's name.
  public var publication: String
  /// The number.
  public var number: Int
  /// ISO 8601, such as 2026-12-31.
  public var date: String
  /// The edition's name; nil when there is only the one.
  public var edition: String?
  /// 版次: the letter of a version made after the first, such as B; nil for the first.
  public var version: String?
  /// The files in page order.
  public var files: [File]

  /// The manifest as JSON with sorted keys, ending in a newline.
  public func json() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(self)) ?? Data()
    return Array(data) + [10]
  }
}
