import Makeup
import Newspaper
import TestSupport
import Testing

/// What a page says to somebody who hears it (`PageReading`).
@Suite("A page as it is read")
struct ReadingTests {
  /// Headings, text and pictures of an element and those in it, one a line.
  private func outline(
    _ elements: [PageReading.Element], _ reading: PageReading, indent: String = ""
  ) -> [String] {
    elements.flatMap { element in
      var line = indent + element.role.rawValue
      var inner: [PageReading.Element] = []
      for child in element.children {
        switch child {
        case .element(let element): inner.append(element)
        case .passage(let number):
          let words = reading.words(of: number)
          line += words.isEmpty ? "" : " " + words
        }
      }
      if let words = element.alternateText { line += " (\(words))" }
      if let link = element.link { line += " -> \(link)" }
      return [line] + outline(inner, reading, indent: indent + " ")
    }
  }

  @Test("heads, pictures, text; a paragraph is one across legs; rules say nothing")
  func order() throws {
    var story = TestIssue.story(paragraphs: [150, 60], subheadAt: 1)
    story.kicker = Located("引题")
    story.deck = Located("副题")
    var photo = Photo(file: Located("p.jpg"), path: "/p.jpg")
    photo.caption = Located("图注")
    photo.alternateText = Located("画面")
    story.photos = [photo]
    let made = TestIssue.page(
      story, lines: 1...20,
      part: StoryPart(
        photos: [PhotoBox(legs: 3...4, firstLine: 1, lines: 6)], columnRules: .shown))
    let reading = made.frame.reading
    let paragraphs = story.body.map { block in
      switch block {
      case .paragraph(let text): " P \(text.plain)"
      default: " H2 小标题"
      }
    }
    #expect(
      outline(reading.elements, reading)
        == ["Art", " P 引题", " H1 一个标题", " P 副题", " Figure (画面)", " Caption 图注"]
        + paragraphs)
    #expect(reading.elements[0].title == "一个标题")
    #expect(!reading.furniture.isEmpty)
    #expect(reading.items.count == made.frame.items.count)
  }

  @Test("a table is rows of cells, the first its heading")
  func table() {
    var story = TestIssue.story(paragraphs: [30])
    story.body.append(
      .table([[RichText("城市"), RichText("雨量")], [RichText("云泽"), RichText("74毫米")]]))
    story.body.append(.paragraph(RichText("完。")))
    let reading = TestIssue.page(story, columns: 1...2, lines: 1...14).frame.reading
    #expect(
      outline(reading.elements, reading).suffix(8) == [
        " Table", "  TR", "   TH 城市", "   TH 雨量", "  TR", "   TD 云泽", "   TD 74毫米", " P 完。",
      ])
  }

  @Test("a link divides a paragraph where it begins and ends; one place a line leads there")
  func link() throws {
    var story = Story(id: "a.md")
    let target = Link.address("https://a.example")
    let words = TestIssue.characters(30, seed: 3)
    story.body = [.paragraph(RichText([.init("见"), .init(words, link: target), .init("。")]))]
    let made = TestIssue.page(story, columns: 1...1, lines: 1...10, part: StoryPart(head: .none))
    let reading = made.frame.reading
    let paragraph = try #require(reading.elements.first?.children.first)
    guard case .element(let element) = paragraph, case .element(let link) = element.children[1]
    else {
      Issue.record("no link in \(paragraph)")
      return
    }
    #expect(outline([link], reading) == ["Link \(words) -> https://a.example"])
    #expect(link.linkAreas.count == 3, "9, 12 and 9 characters")
    for (area, next) in zip(link.linkAreas, link.linkAreas.dropFirst()) {
      #expect(!area.overlaps(next) && area.minY < next.minY)
    }
    #expect(made.bodyText == "见\(words)。")
  }

  @Test("the rest of a story is a story of its own and leads back; equal heads go by place")
  func jump() throws {
    let long = TestIssue.story(paragraphs: [400])
    let short = TestIssue.story("b.md", headline: "又一题", paragraphs: [40])
    func slot(_ name: String, _ columns: ClosedRange<Int>, _ lines: ClosedRange<Int>) -> Slot {
      Slot(name: name, area: GridArea(columns: columns, lines: lines), part: .story(StoryPart()))
    }
    let pages = TestIssue.makeUp(
      [long, short],
      slots: [
        [slot("low", 1...4, 21...30), slot("high", 1...2, 1...12)], [slot("rest", 1...4, 1...14)],
      ],
      placements: [
        [
          Placement(slot: Located("low"), content: .story("b.md")),
          Placement(
            slot: Located("high"), content: .story("a.md"),
            jump: Located(JumpTarget(page: 2, slot: "rest"))),
        ],
        [Placement(slot: Located("rest"), content: .continuation)],
      ])
    let first = pages[0].frame.reading
    #expect(first.elements.map(\.slot) == ["high", "low"])
    #expect(
      outline([first.elements[0]], first).suffix(2) == [" P", "  Link （下转第2版） -> 2/rest"])
    let second = pages[1].frame.reading
    #expect(
      outline(second.elements, second).prefix(4) == [
        "Art", " H1 一个标题", " P", "  Link （上接第1版） -> 1/high",
      ])
    #expect(first.places["high"] != nil && second.places["rest"] != nil)
  }

  @Test(
    "a story that goes on in another slot of its page is one, and so is the paragraph cut there")
  func goesOnBelow() {
    let story = TestIssue.story(paragraphs: [300, 100])
    func slot(_ name: String, _ columns: ClosedRange<Int>, _ lines: ClosedRange<Int>) -> Slot {
      Slot(name: name, area: GridArea(columns: columns, lines: lines), part: .story(StoryPart()))
    }
    let pages = TestIssue.makeUp(
      [story], slots: [[slot("below", 1...4, 21...30), slot("above", 1...2, 1...8)]],
      placements: [
        [
          Placement(
            slot: Located("above"), content: .story("a.md"),
            jump: Located(JumpTarget(page: 1, slot: "below"))),
          Placement(slot: Located("below"), content: .continuation),
        ]
      ])
    let reading = pages[0].frame.reading
    let texts = story.body.map { if case .paragraph(let text) = $0 { text.plain } else { "" } }
    #expect(
      outline(reading.elements, reading) == ["Art", " H1 一个标题"] + texts.map { " P \($0)" })
    #expect(Set(reading.places.keys) == ["above", "below"])
  }

  @Test("a space at which a line was broken is heard, though not printed")
  func wordSpace() {
    var story = Story(id: "a.md")
    let words = "many words of a language that puts spaces between its words"
    story.body = [.paragraph(RichText(words))]
    let made = TestIssue.page(story, columns: 1...1, lines: 1...10, part: StoryPart(head: .none))
    #expect(made.bodyText.count < words.count, "the breaks swallowed spaces")
    let reading = made.frame.reading
    #expect(outline(reading.elements, reading) == ["Art", " P \(words)"])
  }
}

extension PageReading {
  fileprivate func words(of passage: Int) -> String {
    passages[passage].map { item in
      if case .glyphs(let run) = item.mark { run.text } else { "" }
    }.joined()
  }
}
