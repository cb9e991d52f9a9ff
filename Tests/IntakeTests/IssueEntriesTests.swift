import Intake
import Newspaper
import Testing

/// Entries written into `issue.yaml`: what was there stays, comments too.
struct IssueEntriesTests {
  private let entries = IssueEntries(
    page: 2, layout: "inside", stories: [("a", "雾.md"), ("b", "it's.md")])

  private func written(_ text: String, _ entries: IssueEntries? = nil) -> String? {
    try? (entries ?? self.entries).written(into: text, file: "issue.yaml").get()
  }

  private func refusal(_ text: String) -> Diagnostic? {
    if case .failure(let refusal) = entries.written(into: text, file: "issue.yaml") {
      refusal
    } else {
      nil
    }
  }

  @Test func theySettleAmongOthersAndCommentsStay() {
    let old = """
      # the issue
      number: 7   # 总第7期
      pages:
        2:
          layout: inside  # as ever
          slots:
            c: there.md   # already

      # the end
      editions: []

      """
    #expect(
      written(old)
        == old.replacing(
          "      c: there.md   # already\n",
          with: "      c: there.md   # already\n      a: 雾.md\n      b: 'it''s.md'\n"))
  }

  @Test(arguments: [
    ("slots:\n", "slots:\n      a: 雾.md\n      b: 'it''s.md'\n"),
    ("slots: {}   # none\n", "slots: # none\n      a: 雾.md\n      b: 'it''s.md'\n"),
    ("slots: ~\n", "slots:\n      a: 雾.md\n      b: 'it''s.md'\n"),
    ("section: 要闻\n", "section: 要闻\n    slots:\n      a: 雾.md\n      b: 'it''s.md'\n"),
    ("slots:\n      a:  # open\n", "slots:\n      a: 雾.md  # open\n      b: 'it''s.md'\n"),
    (
      "slots:\n      c: {story: c.md,\n        jump: 3/x}\n",
      "slots:\n      c: {story: c.md,\n        jump: 3/x}\n      a: 雾.md\n      b: 'it''s.md'\n"
    ),
  ])
  func everyWayToLeaveSlotsOpen(_ old: String, _ new: String) {
    let start = "number: 7\npages:\n  2:\n    layout: inside\n    "
    #expect(written(start + old) == start + new)
    #expect(written(start + old + "date: 2026-12-31\n") == start + new + "date: 2026-12-31\n")
  }

  @Test func aNewPageGoesToTheEndOfThePages() {
    let old =
      "pages:\n    1:\n        layout: front\n        section: 头版\n\n# zones\neditions: []\n"
    let page =
      "    2:\n      layout: inside\n      section: 待定\n      slots:\n        a: 雾.md\n"
      + "        b: 'it''s.md'\n"
    #expect(
      written(old)
        == old.replacing("section: 头版\n", with: "section: 头版\n" + page))
    #expect(written("number: 7\npages:\n") == "number: 7\npages:\n" + page.lessIndented)
    #expect(written("number: 7\n") == "number: 7\npages:\n" + page.lessIndented)
  }

  @Test func anotherLayoutTakesThePlaceOfTheOldOne() {
    let text = "pages:\n  2:\n    layout: \"older\"  # why\n    section: 要闻\n"
    #expect(written(text)?.contains("    layout: inside  # why\n") == true)
  }

  @Test func lineEndsOfWindowsStay() {
    let new = written("pages:\r\n  2:\r\n    layout: inside\r\n    slots:\r\n      c: c.md\r\n")
    #expect(new?.contains("c: c.md\r\n      a: 雾.md\r\n") == true)
  }

  @Test(arguments: [
    "pages: {2: {layout: inside}}\n", "pages:\n  2: {layout: inside}\n",
    "pages:\n  2:\n    layout: inside\n    slots: {c: c.md}\n", "pages: [\n", "", "- 1\n",
    "pages:\n  2:\n    layout: inside\n    slots:\n      a: taken.md\n",
    "pages:\n  2: &two\n    layout: inside\n    slots: &s\n      c: c.md\n  3:\n    slots: *s\n",
  ])
  func whatWouldNotReadBackIsRefused(_ text: String) {
    let refusal = refusal(text)
    #expect(refusal?.code == "plan.notWritten")
    #expect(refusal?.hints == ["write the entries by hand: a: 雾.md, b: 'it''s.md'"])
  }
}

extension String {
  /// Two spaces instead of four before a page's number.
  fileprivate var lessIndented: String {
    split(separator: "\n").map { $0.dropFirst(2) + "\n" }.joined()
  }
}
