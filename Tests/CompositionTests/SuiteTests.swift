import Composition
import FoundationEssentials
import Newspaper
import TestSupport
import Testing

/// The cases of `Tests/Suite/composition`: each names the source of its rule and stands under the
/// section of the reference that it belongs to.
@Suite struct SuiteTests {
  @Test(arguments: SuiteCase.all)
  func ruleHolds(_ rule: SuiteCase) {
    #expect(rule.faults == [])
    #expect(!rule.source.isEmpty, "a case names its source")
    #expect(!rule.section.isEmpty, "a case stands under a section")
    #expect(rule.problems() == [])
  }

  /// The sections of the article on composition that lines can show (8 and 12 are makeup's).
  @Test func everySectionHasCases() throws {
    let article = try String(
      contentsOfFile: Repository.file(
        "Sources/Production/Documentation.docc/Inside/CompositionRulesArticle.md"),
      encoding: .utf8)
    let sections = article.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("###"),
        let number = line.drop(while: { $0 == "#" || $0 == " " }).split(
          separator: " "
        ).first, number.first?.isNumber == true
      else { return nil }
      return String(number).trimmingDot
    }
    #expect(sections.count > 15)
    let covered = Set(SuiteCase.all.map(\.section))
    let parents = Set(covered.compactMap { $0.split(separator: ".").first.map(String.init) })
    for section in sections where !["2", "4", "8", "12", "14"].contains(section) {
      #expect(covered.contains(section), "no case for section \(section)")
    }
    #expect(parents.isSubset(of: sections))
  }

  /// What the reference numbers inside its sections.
  @Test func everyStepHasACase() {
    let words = SuiteCase.all.map(\.source).joined(separator: " ")
    for step in ["S1", "S2", "S4", "S5", "S6", "S7", "E1", "E2", "E3"] {
      #expect(words.contains(step), "no case for \(step)")
    }
    let clauses = (1...10).map { "5.1.\($0)" } + ["5.2.1", "5.2.2", "5.2.3", "5.2.4"]
    for clause in clauses {
      #expect(words.contains(clause), "no case for GB/T 15834-2011 \(clause)")
    }
  }
}

extension String {
  fileprivate var trimmingDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
