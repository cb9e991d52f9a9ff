import Composition
import Makeup
import Newspaper
import TestSupport
import Testing

@Suite("The figure of a slot")
struct ShapeTests {
  private func slot(_ cutouts: [GridArea]) -> Slot {
    var slot = Slot(
      name: "a", area: GridArea(columns: 1...4, lines: 1...10), part: .story(StoryPart()))
    slot.cutouts = cutouts
    return slot
  }

  @Test("columns of a line are what the cutouts leave")
  func hasColumns() {
    let slot = slot([GridArea(columns: 2...3, lines: 4...10)])
    #expect(slot.columns(on: 3) == [1...4])
    #expect(slot.columns(on: 4) == [1...1, 4...4])
    #expect(slot.columns(on: 11) == [])
    #expect(slot.shapeFault == nil)
  }

  @Test("pieces that touch nowhere, nothing left, and cutouts that are not the slot's are faults")
  func findsFaults() {
    #expect(slot([GridArea(columns: 1...4, lines: 5...5)]).shapeFault == .apart)
    #expect(slot([GridArea(columns: 1...4, lines: 1...10)]).shapeFault == .empty)
    #expect(slot([GridArea(columns: 4...5, lines: 1...2)]).shapeFault == .cutout(0))
    let twice = [
      GridArea(columns: 1...2, lines: 1...2), GridArea(columns: 2...3, lines: 2...3),
    ]
    #expect(slot(twice).shapeFault == .cutout(1))
    // Corners that only touch do not hang together.
    let corners = [
      GridArea(columns: 1...2, lines: 1...5), GridArea(columns: 3...4, lines: 6...10),
    ]
    #expect(slot(corners).shapeFault == .apart)
  }

  @Test("shared cells do not count where one of the two was cut out")
  func findsSharedCells() {
    let corner = slot([GridArea(columns: 3...4, lines: 6...10)])
    let other = Slot(
      name: "b", area: GridArea(columns: 3...4, lines: 6...10), part: .advertisement)
    #expect(corner.cellsShared(with: other) == nil)
    #expect(slot([]).cellsShared(with: other) == other.area)
  }
}

@Suite("Legs")
struct LegTests {
  /// Left edges of body lines and the widest of each, in characters.
  private func measures(_ part: StoryPart, columns: ClosedRange<Int>) -> [Int] {
    let made = TestIssue.page(
      TestIssue.story(headline: nil, paragraphs: [1200]), columns: columns, lines: 1...16,
      part: part)
    var widest: [Length: Int] = [:]
    for run in made.bodyRuns {
      widest[run.origin.x] = max(widest[run.origin.x] ?? 0, run.text.count)
    }
    return widest.keys.sorted().map { widest[$0] ?? 0 }
  }

  @Test("破栏: whole characters, what is left over goes to the gutters (reference 8.1)")
  func breaksColumns() {
    // 四破三: (51 − 2) / 3 = 16, remainder 1.
    #expect(measures(StoryPart(head: .none, legs: 3), columns: 1...4) == [16, 16, 16])
    // 三破二: (38 − 1) / 2 = 18.
    #expect(measures(StoryPart(head: .none, legs: 2), columns: 1...3) == [18, 18])
  }

  @Test("legs of unequal width have the measures that were written")
  func haveOwnMeasures() {
    let part = StoryPart(head: .none, legs: .characters([20, 12, 14]))
    #expect(measures(part, columns: 1...4) == [20, 12, 14])
  }
}

@Suite("Any page of any figure")
struct AnyFigureTests {
  /// A page with one story in a slot of any figure, boxes among its legs, a notice over it and a
  /// second slot where it goes on.
  private struct Draft {
    var slots: [Slot] = []
    var placements: [Placement] = []
    var stories: [Story] = []
  }

  private func draft(_ seed: Int) -> Draft {
    var dice = Dice(state: UInt64(seed) &* 7919 &+ 17)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
    var story = TestIssue.story(
      paragraphs: (0..<number(1...5)).map { _ in number(3...240) }, subheadAt: number(0...8))
    var part = StoryPart()
    part.columnRules = chance(50) ? .shown : .hidden
    part.legs =
      [.base, .equal(number(1...5)), .characters([18, 9, 14]), .characters([7, 30])][
        number(0...3)]
    let legs = part.legs.count(in: 4)
    func box(_ lines: ClosedRange<Int>) -> PhotoBox {
      let first = number(1...legs)
      return PhotoBox(
        legs: first...number(first...legs), firstLine: chance(20) ? -1 : number(1...14),
        lines: number(lines), characters: chance(50) ? number(3...20) : nil,
        side: [.start, .middle, .end][number(0...2)])
    }
    if chance(60) {
      var photo = Photo(file: Located("x.jpg"), path: "/x.jpg")
      photo.caption = Located(TestIssue.characters(number(2...40), seed: 3))
      story.photos = [photo]
      part.photos = [box(3...9)]
    } else if chance(50) {
      story.quotes = [Located(TestIssue.characters(number(2...12), seed: 5))]
      part.quotes = [box(3...6)]
    }
    part.writing = chance(20) ? .vertical : .horizontal
    if part.writing == .horizontal {
      part.head =
        [
          .over, .over, .none, .wrapped(legs: 1), .enclosed(legs: 1...1, line: nil),
          .beside(legs: 1), .vertical(characters: 4),
        ][number(0...6)]
      if chance(30) { part.dropCap = number(2...3) }
    } else {
      part.legs = .equal(number(1...2))
    }
    var slot = Slot(
      name: "a", area: GridArea(columns: 1...4, lines: 1...number(12...20)), part: .story(part))
    if part.writing == .horizontal, chance(40) {
      let column = number(2...4)
      slot.cutouts = [
        GridArea(columns: column...4, lines: number(8...11)...slot.area.lines.upperBound)
      ]
    }
    var draft = Draft(slots: [slot], stories: [story])
    draft.placements = [Placement(slot: Located("a"), content: .story(story.id))]
    if chance(50) {
      let column = number(1...4)
      let line = number(1...9)
      var notice = Slot(
        name: "b", area: GridArea(columns: column...column, lines: line...line + number(4...6)),
        part: .announcement(AnnouncementPart(rank: "third")),
        box: BoxStyle(border: .points(0.5), corners: .rounded(.points(4))))
      notice.over = ["a"]
      draft.slots.append(notice)
      draft.stories.append(TestIssue.story("b.md", headline: nil, paragraphs: [number(4...20)]))
      draft.placements.append(Placement(slot: Located("b"), content: .story("b.md")))
    }
    if chance(50) {
      draft.placements[0].jump = Located(JumpTarget(page: 1, slot: "rest"))
      draft.slots.append(
        Slot(
          name: "rest", area: GridArea(columns: 1...4, lines: 22...30),
          part: .story(StoryPart(legs: .equal(number(1...4))))))
      draft.placements.append(Placement(slot: Located("rest"), content: .continuation))
    }
    return draft
  }

  private func page(_ draft: Draft) -> MadePage {
    TestIssue.makeUp(draft.stories, slots: [draft.slots], placements: [draft.placements])[0]
  }

  @Test("no collision, no line off the grid, no text lost or doubled, the same result twice")
  func holds() throws {
    var fitting = 0
    let headFaults = ["fit.head.tooDeep", "fit.head.covered", "fit.headline.overfull"]
    for seed in 1...160 {
      let draft = draft(seed)
      let made = page(draft)
      if seed % 8 == 0 { #expect(made == page(draft), "seed \(seed)") }
      let faults = made.frame.faults().diagnostics.map { "\($0.summary): \($0.explanation ?? "")" }
      // A head that does not fit is told; what it stands on is its consequence.
      if made.report.diagnostics.contains(where: { headFaults.contains($0.code) }) { continue }
      #expect(faults == [], "seed \(seed)")
      // In the order of flow: continuations stand after what they continue.
      for story in draft.stories {
        let set = made.frame.items.compactMap { item -> String? in
          guard item.subject.part == .body, item.subject.source == story.id,
            case .glyphs(let run) = item.mark
          else { return nil }
          return run.text
        }.joined()
        let wanted = story.body.map { block in
          if case .paragraph(let text) = block { text.plain } else { "" }
        }.joined()
        #expect(wanted.hasPrefix(set), "seed \(seed)")
        let told = made.report.diagnostics.contains {
          ["fit.body.overset", "fit.head.leavesNoText"].contains($0.code)
        }
        if set == wanted { fitting += 1 } else { #expect(told, "seed \(seed)") }
      }
    }
    #expect(fitting > 100)
  }
}
