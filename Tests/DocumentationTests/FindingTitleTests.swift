import Foundation
import Testing

/// The Chinese titles of findings at the proof desk: `Sources/Proofing/Web/findings.zh.json`.
@Suite struct FindingTitleTests {
  /// What only runs, plants and the command line tell.
  private static let otherSections: Set = ["Planning", "Imposition", "Delivery"]
  private static let toldElsewhere: Set = [
    "desk.accounts", "desk.door", "desk.plain", "desk.token", "desk.web", "new.exists",
    "proof.earlier",
  ]

  private let titles: [String: Any]
  private let codes: [String: String]

  init() throws {
    let file = RepositoryFile.named("Sources/Proofing/Web/findings.zh.json")
    let json = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
    titles = try #require(json as? [String: Any])
    let article = try #require(Catalogue.article("Diagnostics"))
    var codes: [String: String] = [:]
    for section in article.text.components(separatedBy: "\n### ").dropFirst() {
      let name = section.prefix { $0 != "\n" }
      let rows = RepositoryFile(path: "", text: section)
      for code in Catalogue.firstCells(of: rows) where code.contains(".") {
        codes[code] = String(name)
      }
    }
    self.codes = codes
  }

  /// Whether the desk can show a finding of this code.
  private func isShown(_ code: String, in section: String) -> Bool {
    if section == "Files and folders", code.hasPrefix("press."), code != "press.missing" {
      return false
    }
    return !Self.otherSections.contains(section) && !Self.toldElsewhere.contains(code)
  }

  @Test func everyFindingOfTheDeskHasAChineseTitle() {
    let missing = codes.filter { isShown($0, in: $1) && titles[$0] == nil }.keys.sorted()
    #expect(missing == [], "add a title for each to Sources/Proofing/Web/findings.zh.json")
    #expect(codes.count > 300 && titles.count > 280)
  }

  @Test func noTitleIsLeftOfACodeThatIsNoMore() {
    #expect(titles.keys.filter { codes[$0] == nil }.sorted() == [])
    let names = Set(codes.values)
    #expect(Self.otherSections.isSubset(of: names))
    #expect(Self.toldElsewhere.isSubset(of: codes.keys))
  }

  @Test func titlesAreChineseAndThoseOfFitCount() throws {
    for (code, title) in titles {
      let words = title as? [String] ?? [title as? String ?? ""]
      #expect(words.count <= 2 && words.allSatisfy { $0.contains(/\p{Han}/) }, "\(code)")
      #expect(words[0].count <= 24 && !words[0].contains("{"), "\(code): a title is short")
      #expect(words.count == 1 || words[1].contains("{n}"), "\(code)")
    }
    for code in ["fit.body.overset", "fit.body.underset", "fit.headline.overfull"] {
      #expect(titles[code] is [String], "\(code) counts characters")
    }
  }
}
