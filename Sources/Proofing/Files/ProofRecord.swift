import FoundationEssentials
import Newspaper
import Production

/// `proof.json`: what a folder of proofs shows, so that a later proof can be compared with it.
struct ProofRecord: Codable, Hashable {
  static let name = "proof.json"

  /// A page of the folder; its picture is `p01.png`.
  struct Page: Codable, Hashable {
    var page: DeskPage
    var digest: PageDigest
    var stories: [StoryText]
  }

  /// Dots an inch of the pictures.
  var dpi: Int
  var pages: [Page]

  /// The file's bytes, keys in order.
  var json: [UInt8] { Array((sortedJSON + "\n").utf8) }

  /// Reads the record of a folder; nil when it holds none.
  static func read(_ folder: String) -> ProofRecord? {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
      let record = try? JSONDecoder().decode(ProofRecord.self, from: data),
      (20...600).contains(record.dpi)
    else { return nil }
    return record
  }
}

extension DeskPage {
  /// The name of a page's picture without its ending: `p01`.
  var fileName: String { number < 10 ? "p0\(number)" : "p\(number)" }
}
