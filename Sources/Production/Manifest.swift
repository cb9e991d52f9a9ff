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
    /// What it is to a plant.
    public var kind: Kind
    /// 版名 of a page.
    public var section: String?
    /// The plates it needs.
    public var colour: Colour
    /// Sheet and side of an imposed plate, such as A1F.
    public var plate: String?

    /// Lists a file.
    public init(
      name: String, content: [UInt8], pages: [Int], kind: Kind, section: String? = nil,
      plate: String? = nil
    ) {
      self.name = name
      bytes = content.count
      sha256 = Digest.sha256(content)
      self.pages = pages
      self.kind = kind
      self.section = section
      self.plate = plate
      colour = Colour(of: content)
    }

    /// Which plates a page needs.
    public enum Colour: String, Codable, Hashable, Sendable {
      /// Black alone.
      case black
      /// More than black.
      case colour

      /// Judges a finished file.
      init(of pdf: [UInt8]) { self = InkUse(of: pdf) == .black ? .black : .colour }
    }

    /// What a file is to a plant.
    public enum Kind: String, Codable, Hashable, Sendable {
      /// One page.
      case page
      /// All pages of an edition.
      case issue
      /// Pages imposed on one side of a sheet.
      case plate
    }

    /// Lists a file of the store.
    init(
      name: String, stored: PageFile, pages: [Int], kind: Kind, section: String? = nil,
      plate: String? = nil
    ) {
      self.name = name
      bytes = stored.bytes
      sha256 = stored.sha256
      colour = stored.colour ?? .colour
      self.pages = pages
      self.kind = kind
      self.section = section
      self.plate = plate
    }
  }

  /// The publication's name.
  public var publication: String
  /// Its name in Latin letters.
  public var latinName: String?
  /// The issue's number.
  public var number: Int
  /// ISO 8601, such as 2026-12-31.
  public var date: String
  /// The edition's name; nil when there is only the one.
  public var edition: String?
  /// The edition's code.
  public var code: String?
  /// 版次: the letter of a version made after the first, such as B; nil for the first.
  public var version: String?
  /// The files in page order.
  public var files: [File]

  /// The manifest as JSON with sorted keys, ending in a newline.
  public func json() -> [UInt8] { Array((sortedJSON + "\n").utf8) }
}

extension Manifest {
  /// The manifest of a folder; nil for what is no edition's folder.
  init?(in folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/manifest.json"),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
    else { return nil }
    self = manifest
  }

  /// Whether no page is held back: there is a file of them all.
  var isWhole: Bool { files.contains { $0.kind == .issue } }
}
