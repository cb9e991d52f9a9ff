import FoundationEssentials
import Newspaper

/// 回执: what came of a unit: its pages with their sums, what was found, and who made it.
struct Receipt: Codable, Hashable, Sendable {
  /// One page of the unit, or all pages bound into one file, or a plate.
  struct Page: Codable, Hashable, Sendable {
    /// The page's number; 0 for a file of several pages.
    var number: Int
    /// Sheet and side of a plate.
    var plate: String?
    /// Nil for a page that must not go to press.
    var file: PageFile?
    /// 版面指纹, for the signatures; nil for a file of several pages.
    var digest: PageDigest?
    var findings: [Finding]
  }

  var key: String
  var pages: [Page]
  /// The machine and process that made it.
  var maker: String
  var attempt: Int
  /// Seconds since 1970.
  var ended: Double
  /// What it took, milliseconds.
  var took: Double

  /// Whether a page of it was held back.
  var isRefused: Bool { pages.contains { $0.file == nil } }

  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array((try? encoder.encode(self)) ?? Data()) + [10]
  }

  /// Nil for what is no receipt.
  init?(_ bytes: [UInt8]) {
    guard let receipt = try? JSONDecoder().decode(Receipt.self, from: Data(bytes)) else {
      return nil
    }
    self = receipt
  }

  init(key: String, pages: [Page], maker: String, attempt: Int, ended: Double, took: Double) {
    self.key = key
    self.pages = pages
    self.maker = maker
    self.attempt = attempt
    self.ended = ended
    self.took = took
  }
}

/// A PDF in the store.
struct PageFile: Codable, Hashable, Sendable {
  /// Its name there.
  var name: String
  var bytes: Int
  var sha256: String
  /// Nil for a plate, which needs what its pages need, and in receipts of earlier versions.
  var colour: Manifest.File.Colour?
}

extension Receipt {
  /// A finding as a receipt keeps it.
  struct Finding: Codable, Hashable, Sendable {
    private var severity: String
    private var code: String
    private var subject: String
    private var file: String?
    private var line: Int?
    private var column: Int?
    /// The number of its place among those of the unit's part, by which it is found again when
    /// lines have moved.
    private var place: Int?
    private var page: Int?
    private var summary: String
    private var explanation: String?
    private var hints: [String]

    init(_ finding: Diagnostic, places: () -> [SourceRange]) {
      severity = finding.severity.rawValue
      code = finding.code
      subject = finding.subject
      file = finding.at?.file
      line = finding.at?.line
      column = finding.at?.column
      place = finding.at.flatMap { at in places().firstIndex { $0 == at } }
      page = finding.page
      summary = finding.summary
      explanation = finding.explanation
      hints = finding.hints
    }

    /// The finding where it stands today.
    func diagnostic(places: () -> [SourceRange]) -> Diagnostic {
      var at: SourceRange?
      if let file, let line, let column {
        at = SourceRange(file: file, line: line, column: column)
      }
      if let place {
        let places = places()
        if places.indices.contains(place) { at = places[place] }
      }
      return Diagnostic(
        Severity(rawValue: severity) ?? .error, code, subject: subject, at: at, page: page, summary,
        explanation: explanation, hints: hints)
    }
  }
}
