import Composition
import Makeup
import Newspaper
import TestSupport

/// A small newspaper in code: a sheet of 4 × 12 characters and 40 lines, one page, square type.
struct TestIssue {
  static let grid = Grid(
    bodySize: .points(9), columnCharacters: 12, columns: 4, gutterCharacters: 1,
    pitch: .points(12), lines: 40)
  static let sheet = Sheet(
    name: "test", trim: Size(width: .points(520), height: .points(560)), bleed: .zero,
    margins: Margins(top: .points(40), right: .points(20), bottom: .points(20), left: .points(20)),
    grid: grid)

  static var styles: StyleSheet {
    func text(_ face: String, _ size: Double) -> TextStyle {
      TextStyle(face: face, size: .points(size), pitch: .points(12))
    }
    let style = text("kai", 12)
    return StyleSheet(
      text: [
        .body: text("body", 9), .bold: text("heiBold", 9), .subhead: text("hei", 10.5),
        .caption: text("kai", 8),
        .jump: text("hei", 8), .label: text("hei", 10), .itemHead: text("hei", 10),
      ],
      heads: [
        HeadStyle(
          rank: "third", face: "songBold", sizes: [.points(24), .points(20)], kicker: style,
          deck: style)
      ])
  }

  /// A story of plain paragraphs.
  static func story(
    _ id: String = "a.md", headline: String? = "一个标题", paragraphs: [Int], subheadAt: Int? = nil
  ) -> Story {
    var story = Story(id: id)
    story.headline = headline.map { Located([$0]) }
    for (index, length) in paragraphs.enumerated() {
      if subheadAt == index { story.body.append(.subhead(RichText("小标题"))) }
      story.body.append(.paragraph(RichText(characters(length, seed: index))))
    }
    return story
  }

  /// Distinct-looking running text with a stop at its end.
  static func characters(_ count: Int, seed: Int) -> String {
    let stock = Array("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳")
    return String((0..<max(0, count - 1)).map { stock[($0 * 7 + seed * 5) % stock.count] }) + "。"
  }

  /// Makes up pages of one issue, each with one story slot, and hands rests on as a press run does.
  static func makeUp(
    _ stories: [Story], slots: [[Slot]], placements: [[Placement]],
    endSign: String? = nil, copyfit: Copyfit? = nil, fillers: [Filler] = [],
    limits: CopyfitLimits = CopyfitLimits(),
    on sheet: Sheet = TestIssue.sheet, from first: Int = 1,
    composer: Composer = Composer(shaper: SquareShaper()), standing: StandingMatter? = nil,
    pictures: @escaping (String) -> PixelSize? = { _ in PixelSize(width: 3000, height: 2000) }
  ) -> [MadePage] {
    var styles = styles
    if let copyfit { styles.copyfit = copyfit }
    var publication = Publication(
      name: "试报", folder: "/", fontFolder: "/", styles: styles)
    publication.endSign = endSign
    publication.fillers = fillers
    guard let date = CalendarDate(year: 2026, month: 12, day: 31) else { return [] }
    var issue = Issue(publication: publication, number: 1, date: date, folder: "/")
    issue.stories = Dictionary(uniqueKeysWithValues: stories.map { ($0.id, $0) })
    issue.pages = zip(slots, placements).enumerated().map { index, content in
      var page = Page(
        number: index + first, section: "试",
        layout: PageLayout(name: "test", sheet: sheet, slots: content.0))
      page.placements = content.1
      return page
    }
    let makeup = Makeup(
      composer: composer, limits: limits, standing: standing, pictures: pictures)
    return makeup.makeUp(issue.pages, of: issue)
  }

  /// A spread on pages 2 and 3 with one story in one slot.
  static func spread(_ story: Story, _ slot: Slot, _ sheet: Sheet) -> MadePage {
    makeUp(
      [story], slots: [[slot]],
      placements: [[Placement(slot: Located(slot.name), content: .story(story.id))]], on: sheet,
      from: 2)[0]
  }

  /// One page with one story in one slot.
  static func page(
    _ story: Story, columns: ClosedRange<Int> = 1...4, lines: ClosedRange<Int>,
    part: StoryPart = StoryPart()
  ) -> MadePage {
    let slot = Slot(
      name: "a", area: GridArea(columns: columns, lines: lines), part: .story(part))
    return makeUp(
      [story], slots: [[slot]],
      placements: [[Placement(slot: Located("a"), content: .story(story.id))]])[0]
  }
}

extension MadePage {
  /// The body's glyph runs with their grid line and left edge, in reading order.
  var bodyRuns: [GlyphRun] {
    frame.items.compactMap { item in
      guard item.subject.part == .body, case .glyphs(let run) = item.mark else { return nil }
      return run
    }
  }

  var bodyText: String { bodyRuns.map(\.text).joined() }

  /// Grid line (from 1) of a run.
  func line(of run: GlyphRun) -> Int {
    let first = frame.sheet.typeAreaOrigin.y + frame.sheet.grid.baselineInLine
    return Int((run.origin.y - first).units / frame.sheet.grid.pitch.units) + 1
  }

  /// The last body line of each leg, by the leg's left edge.
  var legFeet: [Int] {
    var feet: [Int: Int] = [:]
    for run in bodyRuns {
      let leg = Int((run.origin.x - frame.sheet.typeAreaOrigin.x).points) / (13 * 9)
      feet[leg] = max(feet[leg] ?? 0, line(of: run))
    }
    return feet.keys.sorted().map { feet[$0] ?? 0 }
  }

  func words(_ part: Subject.Part) -> [String] {
    frame.items.compactMap { item in
      guard item.subject.part == part, case .glyphs(let run) = item.mark else { return nil }
      return run.text
    }
  }
}
