import Foundation
import Testing

/// The Chinese titles of findings at the proof desk: `Sources/Proofing/Web/findings.zh.json`.
@Suite struct FindingTitleTests {
  /// What is told of files, of pages and of the desk; runs, plants and folders that are watched have
  /// sections of their own.
  private static let sections: Set = [
    "Files and folders", "Reading", "Publication, layouts, issue", "Press settings", "Fonts",
    "Makeup", "Layout faults 版面毛病", "Photos", "Plates", "Art and codes", "The way to the plate",
    "Preflight", "The proof desk",
  ]
  /// What is told on the command line alone.
  private static let toldElsewhere: Set = [
    "desk.accounts", "desk.door", "desk.plain", "desk.token", "desk.web", "figures.door",
    "new.exists", "proof.earlier",
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
    if section == "Files and folders", code != "press.missing",
      ["press.", "watch."].contains(where: code.hasPrefix)
    {
      return false
    }
    return Self.sections.contains(section) && !Self.toldElsewhere.contains(code)
  }

  @Test func everyFindingOfTheDeskHasAChineseTitle() {
    let missing = codes.filter { isShown($0, in: $1) && titles[$0] == nil }.keys.sorted()
    #expect(missing == [], "add a title for each to Sources/Proofing/Web/findings.zh.json")
    #expect(codes.count > 300 && titles.count > 280)
  }

  @Test func noTitleIsLeftOfACodeThatIsNoMore() {
    #expect(titles.keys.filter { codes[$0] == nil }.sorted() == [])
    #expect(Self.sections.isSubset(of: codes.values))
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

  /// The Chinese for hints: `hints.zh.json`, by what the sources write, `{…}` for what is filled in.
  @Test func everyHintThatHasChineseWordsIsStillGiven() throws {
    let file = RepositoryFile.named("Sources/Proofing/Web/hints.zh.json")
    let json = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
    let hints = try #require(json as? [String: String])
    #expect(hints.count > 60)
    let written = RepositoryFile.all(in: "Sources", ending: ".swift").map(\.text).joined(
      separator: "\n")
    for (english, chinese) in hints {
      #expect(chinese.contains(/\p{Han}/), "\(english)")
      func places(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{\w+\}/).map { String($0.output) })
      }
      #expect(places(chinese) == places(english), "\(english)")
      // The words between what is filled in stand in the sources in this order.
      let parts = english.split(separator: /(\b(the )?photo )?\{\w+\}/).map(String.init)
      let known = parts.allSatisfy { part in
        let words = part.trimmingCharacters(in: .whitespaces)
        return words.isEmpty || written.contains(words)
      }
      #expect(known, "\(english): no source gives this hint")
    }
  }
}
