import Foundation
import Testing

@testable import Proofing

/// The words of the web desk, Chinese and English side by side.
@Suite struct WebWordsTests {
  private let words: [String: (chinese: String, english: String)]
  private let modules: String

  init() throws {
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(House.web)/\(name)", encoding: .utf8)
    }
    let entry = /(?m)^  (\w+): \[(?:'([^']*)'), (?:'([^']*)'|"([^"]*)")\],$/
    var words: [String: (chinese: String, english: String)] = [:]
    for match in try text("words.js").matches(of: entry) {
      let (_, name, chinese, single, double) = match.output
      words[String(name)] = (String(chinese), String(single ?? double ?? ""))
    }
    self.words = words
    modules = try FileManager.default.contentsOfDirectory(atPath: House.web).sorted()
      .filter { $0.hasSuffix(".js") && $0 != "words.js" }.map { try text($0) }.joined()
  }

  @Test func everythingThatIsSaidHasWords() {
    let said = Set(modules.matches(of: /say\('(\w+)'/).map { String($0.output.1) })
    #expect(said.count > 100)
    #expect(said.filter { words[$0] == nil }.sorted() == [])
  }

  @Test func bothLanguagesFillInTheSameValues() {
    for (name, both) in words {
      func values(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{(\w+)\}/).map { String($0.output.1) })
      }
      #expect(values(both.chinese) == values(both.english), "\(name)")
      #expect(name == "story_same" || !both.chinese.isEmpty && !both.english.isEmpty, "\(name)")
    }
  }

  @Test func refusalsAndFaultsOfTypeHaveWords() {
    let reasons: [Refusal.Reason] = [.nameless, .unclear, .pageChanged, .notOnRoster]
    for reason in reasons { #expect(words["why_\(reason.rawValue)"] != nil, "\(reason)") }
    for name in ["loose", "tooLoose", "tight", "orphan", "broken", "over", "under", "characters"] {
      #expect(words[name] != nil, "\(name)")
    }
  }
}
