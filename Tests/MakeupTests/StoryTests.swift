import Composition
import Makeup
import Newspaper
import TestSupport
import Testing

@Suite("A story in a slot")
struct StoryTests {
  @Test("all its characters are set, in order")
  func keepsEveryCharacter() {
    let story = TestIssue.story(paragraphs: [120, 77, 230])
    let made = TestIssue.page(story, lines: 1...20)
    let wanted = story.body.map { block in
      if case .paragraph(let text) = block { text.plain } else { "" }
    }.joined()
    #expect(made.bodyText == wanted)
    #expect(!made.report.hasErrors)
  }

  @Test("body baselines stand on the grid whatever the head takes", arguments: [1, 2, 3])
  func standsOnTheGrid(rows: Int) {
    var story = TestIssue.story(paragraphs: [300, 200])
    story.headline = Located(Array(repeating: "一个标题", count: rows))
    let made = TestIssue.page(story, lines: 3...30)
    #expect(made.frame.faults().diagnostics.isEmpty)
    #expect(!made.bodyRuns.isEmpty)
  }

  @Test("legs end level: a left leg is at most one line longer (clreq, balanced columns)")
  func endsLevel() {
    for length in stride(from: 200, through: 500, by: 23) {
      let made = TestIssue.page(
        TestIssue.story(headline: nil, paragraphs: [length]), lines: 1...20,
        part: StoryPart(head: .none))
      let feet = made.legFeet
      #expect(zip(feet, feet.dropFirst()).allSatisfy { $0 == $1 || $0 == $1 + 1 })
      #expect((feet.max() ?? 0) - (feet.min() ?? 0) <= 1, "\(length): \(feet)")
    }
  }

  @Test("a paragraph's last line does not head a leg (孤行不成栏)")
  func hasNoWidow() {
    for length in 100...140 {
      let made = TestIssue.page(
        TestIssue.story(headline: nil, paragraphs: [length, 200]), lines: 1...9,
        part: StoryPart(head: .none))
      var heads: [Length: GlyphRun] = [:]
      for run in made.bodyRuns where made.line(of: run) == 1 { heads[run.origin.x] = run }
      for (x, head) in heads where x > made.frame.sheet.typeAreaOrigin.x {
        // The head of a later leg ends a paragraph only if the paragraph began with it.
        let begins = head.glyphs.first.map { $0.x >= .points(17) } ?? false
        #expect(!head.text.hasSuffix("。") || begins, "length \(length): \(head.text)")
      }
    }
  }

  @Test("a subhead is followed by two lines of text in its leg (背题)")
  func keepsSubheadWithText() {
    for length in 60...110 {
      let made = TestIssue.page(
        TestIssue.story(headline: nil, paragraphs: [length, 150], subheadAt: 1),
        columns: 1...2, lines: 1...12, part: StoryPart(head: .none))
      let heads = made.frame.items.compactMap { item -> GlyphRun? in
        guard item.subject.part == .subhead, case .glyphs(let run) = item.mark else { return nil }
        return run
      }
      #expect(heads.count == 1)
      guard let head = heads.first else { continue }
      let below = made.bodyRuns.filter {
        $0.origin.y > head.origin.y
          && abs(($0.origin.x - head.origin.x).points) < 100
      }
      #expect(below.count >= 2, "length \(length)")
    }
  }

  @Test("what does not fit is told in characters and lines, as an error")
  func tellsOverset() {
    let made = TestIssue.page(
      TestIssue.story(headline: nil, paragraphs: [600]), columns: 1...2, lines: 1...12,
      part: StoryPart(head: .none))
    let finding = made.report.diagnostics.first { $0.code == "fit.body.overset" }
    #expect(finding?.severity == .error)
    let set = made.bodyText.count
    #expect(finding?.summary.contains("\(600 - set) characters over") == true)
    #expect(finding?.hints.first == "cut \(600 - set) characters")
  }

  @Test("a slot that stays half empty is told as short")
  func tellsUnderset() {
    let made = TestIssue.page(
      TestIssue.story(headline: nil, paragraphs: [100]), lines: 1...30,
      part: StoryPart(head: .none))
    #expect(made.report.diagnostics.contains { $0.code == "fit.body.underset" })
  }

  @Test("a table with several cells a row is set, row by row")
  func setsTables() {
    var story = TestIssue.story(headline: nil, paragraphs: [])
    story.body = [
      .table(Array(repeating: [RichText("甲"), RichText("乙"), RichText("丙")], count: 14))
    ]
    let made = TestIssue.page(
      story, columns: 1...2, lines: 1...8, part: StoryPart(head: .none))
    // The second leg repeats the heading.
    #expect(made.words(.table).count == 45)
    #expect(!made.report.hasErrors)
  }

  @Test("a sign closes the last paragraph, and only that")
  func closesWithASign() {
    let story = TestIssue.story(paragraphs: [60, 40])
    let slot = Slot(
      name: "a", area: GridArea(columns: 1...2, lines: 1...20), part: .story(StoryPart()))
    let made = TestIssue.makeUp(
      [story], slots: [[slot]],
      placements: [[Placement(slot: Located("a"), content: .story(story.id))]], endSign: "■")[0]
    #expect(made.bodyText.hasSuffix("。■"))
    #expect(made.bodyText.count { $0 == "■" } == 1)
  }

  @Test("heads of one rank share the smallest size that one of them needs, if it is one step less")
  func shareOneSize() {
    func slots(_ rank: String) -> [Slot] {
      [1, 2].map { column in
        var part = StoryPart(rank: rank)
        part.headLines = 1
        return Slot(
          name: "\(column)", area: GridArea(columns: column...column, lines: 1...20),
          part: .story(part))
      }
    }
    let short = TestIssue.story("a.md", headline: "两字", paragraphs: [80])
    let long = TestIssue.story("b.md", headline: "标题五个字", paragraphs: [80])
    let made = TestIssue.makeUp(
      [short, long], slots: [slots("third")],
      placements: [
        [
          Placement(slot: Located("1"), content: .story("a.md")),
          Placement(slot: Located("2"), content: .story("b.md")),
        ]
      ])[0]
    let sizes = made.frame.items.compactMap { item -> Length? in
      guard item.subject.part == .headline, case .glyphs(let run) = item.mark else { return nil }
      return run.size
    }
    #expect(sizes == [.points(20), .points(20)])
  }

  @Test("a dateline runs in at the start of the first paragraph")
  func runsDatelineIn() {
    var story = TestIssue.story(paragraphs: [60])
    story.dateline = Located("本报讯")
    let made = TestIssue.page(story, columns: 1...2, lines: 1...20)
    #expect(made.bodyRuns.first?.text.hasPrefix("本报讯") == true)
    #expect(made.bodyRuns.first?.face == "heiBold")
  }
}

@Suite("A story that jumps")
struct JumpTests {
  private func pages(_ story: Story) -> [MadePage] {
    let first = Slot(
      name: "lead", area: GridArea(columns: 1...2, lines: 1...14), part: .story(StoryPart()))
    let second = Slot(
      name: "rest", area: GridArea(columns: 1...4, lines: 1...30), part: .story(StoryPart()))
    return TestIssue.makeUp(
      [story], slots: [[first], [second]],
      placements: [
        [
          Placement(
            slot: Located("lead"), content: .story(story.id),
            jump: Located(JumpTarget(page: 2, slot: "rest")))
        ], [Placement(slot: Located("rest"), content: .continuation)],
      ])
  }

  @Test("goes on where it stopped, no character lost or doubled", arguments: [300, 333, 417])
  func keepsEveryCharacter(length: Int) {
    let story = TestIssue.story(paragraphs: [length, 222])
    let made = pages(story)
    let wanted = TestIssue.characters(length, seed: 0) + TestIssue.characters(222, seed: 1)
    #expect(made.map(\.bodyText).joined() == wanted)
    #expect(made.allSatisfy { !$0.report.hasErrors })
  }

  @Test("says where it goes and where it comes from")
  func printsJumpLines() {
    let made = pages(TestIssue.story(paragraphs: [300, 200]))
    #expect(made[0].words(.jump).joined() == "（下转第2版）")
    #expect(made[1].words(.jump).joined() == "（上接第1版）")
  }

  @Test("does not jump when it fits")
  func staysWhenItFits() {
    let made = pages(TestIssue.story(paragraphs: [100]))
    #expect(made[0].words(.jump).isEmpty)
    #expect(made[1].report.diagnostics.contains { $0.code == "makeup.jump.nothing" })
  }
}

@Suite("Photos")
struct PhotoTests {
  @Test(
    "a crop has the box's proportions and keeps the focus point", arguments: [0, 250, 500, 1000])
  func cropsRoundFocus(focus: Int) {
    var story = TestIssue.story(paragraphs: [250])
    var photo = Photo(file: Located("x.jpg"), path: "/x.jpg")
    photo.focus = Focus(x: focus, y: focus)
    photo.caption = Located("图注")
    story.photos = [photo]
    let made = TestIssue.page(
      story, lines: 1...24,
      part: StoryPart(photos: [PhotoBox(legs: 2...3, firstLine: 1, lines: 8)]))
    let pictures = made.frame.items.compactMap { item -> PlacedPicture? in
      if case .picture(let picture) = item.mark { picture } else { nil }
    }
    #expect(pictures.count == 1)
    guard let picture = pictures.first else { return }
    let ratio = picture.frame.width / picture.frame.height
    #expect(abs(Double(picture.crop.width) / Double(picture.crop.height) / ratio - 1) < 0.01)
    #expect((picture.crop.x...picture.crop.x + picture.crop.width).contains(3000 * focus / 1000))
    #expect((picture.crop.y...picture.crop.y + picture.crop.height).contains(2000 * focus / 1000))
  }

  @Test("text flows round a photo without touching it")
  func flowsRoundPhotos() {
    var story = TestIssue.story(paragraphs: [500, 200])
    var photo = Photo(file: Located("x.jpg"), path: "/x.jpg")
    photo.caption = Located("一条稍微长一些的图注，说明图里有什么。")
    story.photos = [photo]
    for first in [1, 4, -1] {
      let made = TestIssue.page(
        story, lines: 1...30,
        part: StoryPart(photos: [PhotoBox(legs: 2...3, firstLine: first, lines: 7)]))
      #expect(made.frame.faults().diagnostics.isEmpty)
      #expect(made.bodyText.count == 700)
      #expect(
        made.frame.items.contains { item in
          if case .picture = item.mark { true } else { false }
        })
    }
  }

  @Test("an unreadable photo leaves a grey box, not a hole")
  func marksUnreadable() {
    var story = TestIssue.story(paragraphs: [300])
    story.photos = [Photo(file: Located("x.jpg"), path: "/x.jpg")]
    let slot = Slot(
      name: "a", area: GridArea(columns: 1...4, lines: 1...24),
      part: .story(StoryPart(photos: [PhotoBox(legs: 1...2, firstLine: 1, lines: 8)])))
    let made = TestIssue.makeUp(
      [story], slots: [[slot]],
      placements: [[Placement(slot: Located("a"), content: .story(story.id))]],
      pictures: { _ in nil })[0]
    #expect(made.frame.items.contains { $0.subject.part == .photo })
  }
}
