import Composition
import Newspaper
import Testing

@testable import Makeup

/// A spread is cut so that its halves, laid side by side, are the spread again.
struct SpreadTests {
  private static let sheet = TestIssue.sheet.spread
  private static let width = TestIssue.sheet.trim.width

  /// The items of the cut pages at the places where they stood on the spread.
  private static func joined(_ frame: PageFrame) -> [FrameItem] {
    frame.cutAtFold().enumerated().flatMap { index, page in
      page.items.map { FrameItem($0.mark.moved(x: width * index, y: .zero), $0.subject) }
    }
  }

  /// Each character of type with its place; characters of one place in a stable order.
  private static func characters(_ items: [FrameItem]) -> [String] {
    items.flatMap { item -> [String] in
      guard case .glyphs(let run) = item.mark else { return [] }
      var places: [String] = []
      var rest = Substring(run.text).utf8
      var glyph = 0
      for cluster in run.clusters {
        let x = run.origin.x + run.glyphs[glyph].x
        places.append("\(x),\(run.origin.y) \(Substring(rest.prefix(cluster.bytes)))")
        rest = rest.dropFirst(cluster.bytes)
        glyph += cluster.glyphs
      }
      return places
    }.sorted()
  }

  private static func madeUp(_ seed: Int, paper: Fold.Paper) -> MadePage {
    var dice = Dice(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    var story = TestIssue.story(
      headline: String("潮水退了以后沙洲上的鸟都醒过来了".prefix(number(3...16))),
      paragraphs: (0..<number(1...6)).map { _ in number(20...160) })
    story.kicker = Located("引题也要跨过中间")
    story.photos = [Photo(file: Located("a.png"), path: "/a.png")]
    story.photos[0].caption = Located("图注不跨中缝")
    let first = number(1...4)
    let last = number(5...8)
    var part = StoryPart(legs: .base)
    part.photos = [PhotoBox(legs: 1...(last - first + 1), firstLine: 3, lines: 6)]
    part.columnRules = .shown
    var slot = Slot(
      name: "a", area: GridArea(columns: first...last, lines: 1...number(24...40)),
      part: .story(part))
    if seed % 2 == 0 {
      slot.box = BoxStyle(border: .points(1), ground: .plain(Paint("black", tint: 8)))
    }
    var sheet = Self.sheet
    sheet.bleed = .points(9)
    sheet.grid.fold?.paper = paper
    return TestIssue.spread(story, slot, sheet)
  }

  @Test(arguments: [Fold.Paper.whole, .cut])
  func theHalvesTogetherAreTheSpread(_ paper: Fold.Paper) {
    for seed in 0..<16 {
      let made = Self.madeUp(seed, paper: paper)
      let faults = made.report.diagnostics.filter {
        $0.severity == .error && !$0.code.hasPrefix("fit.")
      }
      #expect(faults == [], "\(seed)")
      let halves = Self.joined(made.frame)
      // No character is lost, doubled or moved.
      #expect(Self.characters(halves) == Self.characters(made.frame.items), "\(seed)")
      #expect(made.frame.faults().diagnostics == [], "\(seed)")
      for item in made.frame.items {
        guard case .picture(let whole) = item.mark else { continue }
        let parts = halves.compactMap { half -> PlacedPicture? in
          if case .picture(let part) = half.mark { part } else { nil }
        }
        #expect(parts.count == 2)
        #expect(parts.map(\.frame).reduce(parts[0].frame) { $0.union($1) } == whole.frame)
        let over = made.frame.sheet.bleed * (paper == .cut ? 2 : 0)
        #expect(parts[0].frame.maxX - parts[1].frame.minX == over)
        // What lies twice in the bleed is printed twice; a pixel may be rounded at each edge.
        let doubled = Int(
          (over.points * Double(whole.crop.width) / whole.frame.width.points).rounded())
        #expect(abs(parts[0].crop.width + parts[1].crop.width - doubled - whole.crop.width) <= 1)
        #expect(parts[1].crop.x + parts[1].crop.width == whole.crop.x + whole.crop.width)
      }
    }
  }

  @Test func noCharacterOfAHeadStandsInTheFold() {
    for seed in 0..<16 {
      let frame = Self.madeUp(seed, paper: .cut).frame
      let strip = frame.sheet.typelessStrip
      for item in frame.items {
        guard let strip, case .glyphs = item.mark, let area = item.solidArea else { continue }
        #expect(!area.overlaps(strip) || area.width > strip.width, "\(seed)")
      }
    }
  }

  /// Legs are whole on their page, whatever the columns.
  @Test func legsAreSharedOutOrRefused() {
    let pages = [1...4, 5...8]
    func legs(_ legs: Legs) -> [Legs]? {
      legs.perPage(columns: pages, characters: [51, 51], gutter: 1)
    }
    #expect(legs(.base) == [.base, .base])
    #expect(legs(.equal(6)) == [.equal(3), .equal(3)])
    #expect(legs(.equal(5)) == nil)
    #expect(legs(.equal(1)) == nil)
    #expect(legs(.characters([25, 25, 51])) == [.characters([25, 25]), .characters([51])])
    #expect(legs(.characters([25, 30, 20])) == [.characters([25]), .characters([30, 20])])
    #expect(legs(.characters([60, 20])) == nil)
    #expect(legs(.characters([20])) == nil)
    #expect(
      Legs.equal(3).perPage(columns: [3...4, 5...5], characters: [25, 12], gutter: 1)
        == [.equal(2), .equal(1)])
  }

  @Test func findingsGoToThePageWhereTheyShow() {
    var made = Self.madeUp(1, paper: .whole)
    made.report = Report()
    for x in [10, 600, 480] {
      made.report.add(
        Diagnostic(
          .note, "test.place", subject: "\(x)", page: 2,
          area: Rect(
            x: .points(Double(x)), y: .points(5), width: .points(100), height: .points(10)),
          "here"))
    }
    let pages = made.cutAtFold()
    #expect(pages.map { $0.report.diagnostics.map(\.subject) } == [["10"], ["600", "480"]])
    #expect(pages.map { $0.report.diagnostics.map(\.page) } == [[2], [3, 3]])
    #expect(pages[1].report.diagnostics[1].area?.minX == .zero)
    #expect(pages.map(\.frame.page) == [2, 3])
    #expect(pages.map(\.frame.sheet) == [Self.single, Self.single])
    #expect(pages[0].quality.lines + pages[1].quality.lines == made.quality.lines)
    #expect(pages.allSatisfy { $0.quality.lines > 0 })
  }

  private static var single: Sheet {
    var sheet = TestIssue.sheet
    sheet.bleed = .points(9)
    return sheet
  }

  @Test func aSinglePageStaysAsItIs() {
    let made = TestIssue.page(TestIssue.story(paragraphs: [200]), lines: 1...20)
    #expect(made.cutAtFold() == [made])
  }
}
