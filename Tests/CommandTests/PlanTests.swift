import Foundation
import TestSupport
import Testing

/// `forme plan` in the small publication.
struct PlanTests {
  /// The small issue with its second page open, and stories of so many characters waiting.
  private func open(_ lengths: [Int]) throws -> Scratch {
    let scratch = try Scratch.smallPublication()
    let issue = try scratch.text("issue/issue.yaml")
      .replacing("      second: second.md\n", with: "      second:   # open\n")
    try scratch.write("stories: .\n" + issue, to: "issue/issue.yaml")
    try FileManager.default.removeItem(atPath: scratch("issue/second.md"))
    for (index, length) in lengths.enumerated() {
      let text = String(repeating: "天地玄黄宇宙洪荒日月盈昃", count: length / 12 + 1).prefix(length - 1)
      let number = String("\(1000 + index)".dropFirst())
      try scratch.write(
        "---\nheadline: 第\(index)条\npriority: \(index % 9 + 1)\n---\n\(text)。\n",
        to: "issue/w\(number).md")
    }
    return scratch
  }

  @Test func theStoryThatFitsIsProposedAndWritten() throws {
    let scratch = try open([60, 235, 900])
    let before = try scratch.text("issue/issue.yaml")
    let proposed = try scratch.forme("plan", "issue")
    #expect(proposed.status == 0, "\(proposed.errors)")
    #expect(proposed.output.hasPrefix("page 2, layout inside\n  second: "))
    #expect(proposed.output.contains("    w001.md  score "))
    #expect(proposed.output.contains("2 found no place\n"))
    #expect(try scratch.text("issue/issue.yaml") == before)
    let written = try scratch.forme("plan", "issue", "--write")
    #expect(written.output == proposed.output)
    #expect(
      try scratch.text("issue/issue.yaml")
        == before.replacing("second:   # open", with: "second: w001.md   # open"))
    #expect(try scratch.forme("plan", "issue").output.hasPrefix("no slot is open\n"))
    #expect(try scratch.forme("check", "issue").status == 0)
  }

  @Test func twoHundredStoriesForASlotAreQuicklySorted() throws {
    let scratch = try open((0..<200).map { 40 + $0 * 11 % 700 })
    let start = Date()
    let first = try scratch.forme("plan", "issue", "--json")
    #expect(Date().timeIntervalSince(start) < 10)
    let plan = try #require(
      try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
    #expect((plan["unplaced"] as? [Any])?.count == 199)
    #expect(try scratch.forme("plan", "issue", "--json").output == first.output)
  }

  @Test func aPageThatIsNotThereYetIsPlannedWithALayout() throws {
    let scratch = try open([235, 300])
    let outcome = try scratch.forme("plan", "issue", "--page", "3", "--layout", "inside", "--write")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let issue = try scratch.text("issue/issue.yaml")
    let entries = ["w000.md", "w001.md"].map { [$0, $0 == "w000.md" ? "w001.md" : "w000.md"] }
    #expect(
      entries.contains {
        issue.hasSuffix(
          "  3:\n    layout: inside\n    section: 待定\n    slots:\n      rest: \($0[0])\n"
            + "      second: \($0[1])\n")
      }, "\(issue)")
  }

  /// A slot of one photo takes more text of a story that has none.
  @Test func aStoryWithoutPhotoIsMeasuredAgainstTheSlotWithoutPhoto() throws {
    let scratch = try open([])
    func plan() throws -> SlotPlan {
      let outcome = try scratch.forme(
        "plan", "issue", "--page", "3", "--layout", "tabloid-feature", "--json")
      let plan = try JSONDecoder().decode(Plan.self, from: Data(outcome.output.utf8))
      return try #require(plan.pages.first?.slots.first { $0.slot == "feature" })
    }
    let wanted = try plan()
    let least = try #require(wanted.leastCharacters)
    #expect(wanted.photos == 3)
    try scratch.write(Self.story(of: least, photos: 0), to: "issue/w.md")
    let proposed = try plan()
    #expect(proposed.leastCharacters == least)
    #expect(proposed.reasons.first?.hasSuffix("characters short") == true, "\(proposed.reasons)")
    let excess = try #require(proposed.excessCharacters)
    #expect(excess < -100)
  }

  /// The order for the editors is true: stories of just the fewest and the most characters fit.
  ///
  /// Items, whose heads count, are left out.
  @Test(arguments: [
    "tabloid-back", "tabloid-feature", "tabloid-half-ad", "tabloid-news", "tabloid-science",
    "tabloid-six",
  ])
  func storiesOfTheCharactersWantedFit(layout: String) throws {
    let scratch = try Scratch.smallPublication()
    let styles = try String(
      contentsOfFile: Repository.file("Layouts/styles/newspaper.yaml"), encoding: .utf8)
    try scratch.write(styles.replacing("paint: accent", with: "paint: black"), to: "styles.yaml")
    let empty =
      try scratch.text("issue/issue.yaml").components(separatedBy: "pages:")[0]
      + "pages:\n  2:\n    layout: \(layout)\n    section: 要闻\n"
    try scratch.write(empty, to: "issue/issue.yaml")
    let order = try scratch.forme("plan", "issue", "--json").output
    let slots = try #require(
      try JSONDecoder().decode(Plan.self, from: Data(order.utf8)).pages.first?.slots
    ).filter { $0.leastCharacters != nil && !["briefs", "books", "numbers"].contains($0.slot) }
    #expect(!slots.isEmpty)
    for end in [\SlotPlan.leastCharacters, \SlotPlan.mostCharacters] {
      var issue = empty + "    slots:\n"
      for slot in slots {
        let count = try #require(slot[keyPath: end])
        try scratch.write(Self.story(of: count, photos: slot.photos), to: "issue/\(slot.slot).md")
        issue += "      \(slot.slot): \(slot.slot).md\n"
      }
      try scratch.write(issue, to: "issue/issue.yaml")
      let outcome = try scratch.forme("check", "issue")
      #expect(outcome.errors.contains("warning"), "\(outcome.errors)")
      let misfits = outcome.errors.split(separator: "\n").filter {
        $0.contains("[fit.body.") || $0.contains("error:")
      }
      #expect(misfits.isEmpty, "\(misfits)")
    }
  }

  /// A story of one headline's line, a byline, and paragraphs of some eighty characters.
  private static func story(of characters: Int, photos: Int) -> String {
    let sentence = "天地玄黄宇宙洪荒日月盈昃，辰宿列张寒来暑往秋收冬藏闰余成岁。"
    let text = Array(String(repeating: sentence, count: characters / sentence.count + 1))
    var paragraphs: [String] = []
    var start = 0
    while start < characters {
      let count = min(60 + start * 13 % 40, characters - start)
      paragraphs.append(String(text[start..<start + count]))
      start += count
    }
    let shown = (0..<photos).map { _ in "  - {file: light.png, caption: 天地玄黄宇宙洪荒　某人摄}\n" }
    return "---\nheadline: 山高水长\nbyline: 本报记者\n"
      + (shown.isEmpty ? "" : "photos:\n" + shown.joined()) + "---\n"
      + paragraphs.joined(separator: "\n\n") + "\n"
  }

  private struct Plan: Decodable {
    struct Page: Decodable { let slots: [SlotPlan] }

    let pages: [Page]
  }

  private struct SlotPlan: Decodable {
    let slot: String
    let leastCharacters: Int?
    let mostCharacters: Int?
    let photos: Int
    let reasons: [String]
    let excessCharacters: Int?
  }

  @Test(arguments: [
    (["plan", "nowhere"], 65, "no such file"),
    (["plan", "issue", "--page", "9"], 1, "the issue has no page 9"),
    (["plan", "issue", "--page", "0"], 64, "--page must be 1 to 999"),
    (["plan", "issue", "--layout", "inside"], 64, "--layout needs --page"),
    (["plan", "issue", "--page", "9", "--layout", "insid"], 65, "write inside"),
    (["plan", "issue", "--page", "1", "--layout", "inside"], 1, "layout inside has no slot lead"),
  ])
  func whatCannotBePlannedIsTold(_ words: [String], _ status: Int32, _ said: String) throws {
    let scratch = try open([235])
    let outcome = try Tool.run(Tool.program, words, in: scratch.path)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(said), "\(outcome.errors)")
  }

  @Test func aFileThatCannotTakeEntriesIsLeftAsItIs() throws {
    let scratch = try open([235])
    let old = try scratch.text("issue/issue.yaml")
      .replacing(
        "slots:\n      second:   # open\n      ad: {ad: ad.svg}", with: "slots: {ad: {ad: ad.svg}}")
    try scratch.write(old, to: "issue/issue.yaml")
    let outcome = try scratch.forme("plan", "issue", "--write")
    #expect(outcome.status == 1 && outcome.errors.contains("[plan.notWritten]"))
    #expect(try scratch.text("issue/issue.yaml") == old)
  }
}
