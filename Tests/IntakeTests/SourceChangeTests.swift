import Foundation
import Intake
import Testing

/// Single values changed in source files, everything else byte for byte as it was.
@Suite struct SourceChangeTests {
  private func changed(
    _ text: String, _ change: SourceChange, edition: String? = nil, file: String = "lead.md"
  ) throws(SourceChangeFault) -> String {
    let bytes = try Intake.changed(
      Array(text.utf8), of: file, in: "Tests/Fixtures/small/issue", edition: edition, by: change)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let story = """
    ---
    # 值班编辑注：不要动这一行
    kicker:   '引''题'   # two spaces before
    headline: |
      第一行
      第二行

    deck: "副\\"题"
    photos:
      - file: light.png   # main
        caption: 图注
        focus: [ 0.5 ,0.25 ] # by eye
      - {file: light.png#, caption: 另一张}
    ---

    第一段。

    第二段。

    """

  @Test("A head keeps its quotes, the blanks before it and the comment after it.")
  func heads() throws {
    let kicker = try changed(Self.story, .head(.kicker, "新'题"))
    #expect(kicker == Self.story.replacing("'引''题'", with: "'新''题'"))
    let deck = try changed(Self.story, .head(.deck, "说“好”\\"))
    #expect(deck == Self.story.replacing("\"副\\\"题\"", with: "\"说“好”\\\\\""))
    let headline = try changed(Self.story, .head(.headline, "甲\n乙\n丙"))
    #expect(headline == Self.story.replacing("  第一行\n  第二行\n", with: "  甲\n  乙\n  丙\n"))
  }

  @Test(
    "What plain text cannot hold is put into quotes.",
    arguments: [
      ("标题: 冒号", "'标题: 冒号'"), ("井号 #1", "'井号 #1'"), ("~", "'~'"),
      ("- 一", "'- 一'"), ("它's", "它's"), ("'引'", "'''引'''"),
    ])
  func quoting(value: String, written: String) throws {
    let story = "---\nheadline: 甲\ndeck: 乙 # c\n---\n文\n"
    #expect(
      try changed(story, .head(.deck, value))
        == "---\nheadline: 甲\ndeck: \(written) # c\n---\n文\n")
  }

  @Test("A head that is not there is put where it belongs, and one taken out leaves its key.")
  func comingAndGoing() throws {
    let story = "---\r\nlabel: 栏\r\nheadline: 甲\r\nphotos: []\r\n---\r\n文\r\n"
    #expect(
      try changed(story, .head(.kicker, "引"))
        == story.replacing("headline", with: "kicker: 引\r\nheadline"))
    #expect(
      try changed(story, .head(.byline, "本报记者"))
        == story.replacing("photos", with: "byline: 本报记者\r\nphotos"))
    let without = try changed(Self.story, .head(.deck, nil))
    #expect(without == Self.story.replacing("deck: \"副\\\"题\"", with: "deck:"))
    #expect(
      try changed(without, .head(.deck, "又有")) == without.replacing("deck:", with: "deck: 又有"))
    #expect(try changed(story, .head(.deck, nil)) == story)
  }

  @Test("A body keeps the bytes of its lines that are the same, even mixed line ends.")
  func bodies() throws {
    let story = "\u{FEFF}---\nheadline: 甲\n---\r\n一\r\n\r\n二\n三\r\n"
    #expect(Intake.body(of: Array(story.utf8)) == "一\n\n二\n三\n")
    #expect(
      try changed(story, .body("一\n\n二改\n三\n"))
        == "\u{FEFF}---\nheadline: 甲\n---\r\n一\r\n\r\n二改\r\n三\r\n")
    #expect(
      try changed(story, .body("一\n\n二\n2.5\n三\n"))
        == "\u{FEFF}---\nheadline: 甲\n---\r\n一\r\n\r\n二\n2.5\r\n三\r\n")
    #expect(try changed(story, .body("一\n\n二\n三\n")) == story)
    #expect(try changed("---\nheadline: 甲\n---", .body("文")) == "---\nheadline: 甲\n---\n文")
  }

  @Test("A focus point is changed in its brackets, or added to its photo.")
  func focus() throws {
    let moved = try changed(Self.story, .focus(photo: "light.png", x: 120, y: 1000))
    #expect(moved == Self.story.replacing("[ 0.5 ,0.25 ]", with: "[ 0.12 ,1 ]"))
    let block = "---\nheadline: 甲\nphotos:\n  - file: light.png\n    credit: 某摄\n---\n"
    #expect(
      try changed(block, .focus(photo: "light.png", x: 250, y: 750))
        == block.replacing("light.png", with: "light.png\n    focus: [0.25, 0.75]"))
    let flow = "---\nheadline: 甲\nphotos: [{file: light.png, credit: 某摄}]\n---\n"
    #expect(
      try changed(flow, .focus(photo: "light.png", x: 250, y: 750))
        == flow.replacing("light.png", with: "light.png, focus: [0.25, 0.75]"))
  }

  private static let issue = """
    publication: ..   # 报
    stories: ../stories
    pages:
      1:
        layout: front
        slots:
          lead: {story: lead.md, jump: 2/rest}  # goes on
          a:   'p2-a.md'
          ad: {ad: ad.svg}
      2: {layout: news, slots: {b: p2-b.md}}
    editions:
      - {name: 东, code: east, pages: {1: {slots: {a: east-a.md}}}}

    """

  @Test("Stories are put into slots, exchanged and taken out in the issue's file.")
  func slots() throws {
    func issue(_ change: SourceChange, _ edition: String? = nil) throws -> String {
      try changed(Self.issue, change, edition: edition, file: "issue.yaml")
    }
    #expect(
      try issue(.assign(page: 1, slot: "lead", story: "new.md"))
        == Self.issue.replacing("lead.md", with: "new.md"))
    #expect(
      try issue(.swap(page: 1, slot: "lead", otherPage: 1, otherSlot: "a"))
        == Self.issue.replacing("lead.md", with: "X").replacing("'p2-a.md'", with: "'lead.md'")
        .replacing("X", with: "p2-a.md"))
    #expect(
      try issue(.assign(page: 1, slot: "a", story: "e.md"), "east")
        == Self.issue.replacing("east-a.md", with: "e.md"))
    #expect(
      try issue(.assign(page: 2, slot: "c", story: "c.md"), "east")
        == Self.issue.replacing("b: p2-b.md", with: "c: c.md, b: p2-b.md"))
    #expect(
      try issue(.assign(page: 1, slot: "a", story: nil))
        == Self.issue.replacing("a:   'p2-a.md'", with: "a:"))
    #expect(Intake.storyName("../stories/x/y.md", issueFile: Array(Self.issue.utf8)) == "x/y.md")
  }

  @Test("What cannot be changed alone is refused.")
  func refusals() throws {
    func refused(_ text: String, _ change: SourceChange, file: String = "lead.md")
      -> SourceChangeFault?
    {
      do throws(SourceChangeFault) {
        _ = try changed(text, change, file: file)
        return nil
      } catch {
        return error
      }
    }
    func isByHand(_ fault: SourceChangeFault?) -> Bool {
      if case .byHand = fault { true } else { false }
    }
    func spoils(_ fault: SourceChangeFault?) -> Bool {
      if case .spoils = fault { true } else { false }
    }
    let aliased = "---\nheadline: &h 甲\ndeck: *h\n---\n文\n"
    #expect(isByHand(refused(aliased, .head(.headline, "乙"))))
    #expect(refused(aliased, .head(.deck, "乙")) != nil)
    let folded = "---\nheadline: >\n  甲\n  乙\n---\n文\n"
    #expect(isByHand(refused(folded, .head(.headline, "乙"))))
    let running = "---\nheadline: 甲\n  乙\n---\n文\n"
    #expect(isByHand(refused(running, .head(.headline, "乙"))))
    #expect(isByHand(refused("没有头\n", .body("文"))))
    #expect(isByHand(refused("---\nheadline: [\n---\n", .head(.deck, "乙"))))
    #expect(spoils(refused(Self.story, .head(.headline, " "))))
    #expect(spoils(refused(Self.story, .head(.deck, "两\n行"))))
    #expect(spoils(refused(Self.story, .head(.deck, "\u{0}"))))
    #expect(spoils(refused(Self.story, .body("\u{1B}[31m"))))
    #expect(spoils(refused(Self.story, .focus(photo: "light.png", x: 1001, y: 0))))
    #expect(
      refused(Self.story, .focus(photo: "none.png", x: 1, y: 0))
        == .unknown("photo none.png of lead.md"))
    #expect(
      isByHand(refused(Self.issue, .assign(page: 1, slot: "ad", story: "x.md"), file: "issue.yaml"))
    )
    #expect(
      isByHand(refused(Self.issue, .assign(page: 1, slot: "lead", story: nil), file: "issue.yaml")))
    #expect(
      refused(Self.issue, .assign(page: 9, slot: "a", story: "x.md"), file: "issue.yaml")
        == .unknown("page 9"))
  }

  @Test("Every head of the sample's stories can be changed and changed back.")
  func sample() throws {
    let folder = "Samples/gewu/stories"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name.hasSuffix(".md") {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
      for key in SourceChange.HeadKey.allCases {
        let new = try Intake.changed(
          bytes, of: name, in: folder, by: .head(key, "一个很不一样的: 标题"))
        #expect(new != bytes, "\(name) \(key)")
      }
      let body = try #require(Intake.body(of: bytes))
      #expect(try Intake.changed(bytes, of: name, in: folder, by: .body(body)) == bytes)
    }
  }
}
