import Composition
import Makeup
import Newspaper
import TestSupport

/// Some pages drawn at random, as a layout and its copy may be: slots that tile a part of the page,
/// some with corners cut out, some over others; all kinds of head and part; jumps and levers.
///
/// What Intake refuses is not drawn: everything here must be made up well, or told.
struct PaperDraft {
  private(set) var pages: [Page] = []
  var stories: [String: Story] = [:]
  private var levers: [Copyfit.Allowance] = []
  var dice: Dice

  init(seed: Int) {
    dice = Dice(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 99)
    levers = someLevers()
    let isSpread = chance(20)
    for number in isSpread ? [2, 4] : Array(1...2) {
      let sheet = isSpread && number == 2 ? TestIssue.sheet.spread : TestIssue.sheet
      pages.append(page(number, on: sheet))
    }
    jumpSomewhere()
  }

  // MARK: - Chance

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// A part of a range, at least so long.
  mutating func part(of range: ClosedRange<Int>, atLeast count: Int = 1) -> ClosedRange<Int> {
    let first = number(range.lowerBound...range.upperBound - count + 1)
    return first...number(first + count - 1...range.upperBound)
  }

  mutating func someLevers() -> [Copyfit.Allowance] {
    if chance(20) { return [] }
    return Lever.allCases.shuffled(using: &dice).filter { _ in chance(45) }.map { .init($0) }
  }

  // MARK: - Slots

  private mutating func page(_ number: Int, on sheet: Sheet) -> Page {
    let grid = sheet.grid
    let columns = part(of: 1...grid.columns, atLeast: 2)
    let lines = part(of: 1...grid.lines, atLeast: 18)
    let areas = divide(GridArea(columns: columns, lines: lines), into: self.number(1...4))
    var page = Page(
      number: number, section: "试", layout: PageLayout(name: "test", sheet: sheet, slots: []))
    for (index, area) in areas.enumerated() where areas.count == 1 || chance(92) {
      var slot = Slot(name: "p\(number)s\(index)", area: area, part: .advertisement)
      var corner: GridArea?
      if chance(25) { corner = cutCorner(of: &slot) }
      add(&slot, to: &page)
      guard let corner, corner.lines.count > 6, chance(60) else { continue }
      var inset = Slot(name: slot.name + "in", area: corner, part: .advertisement)
      add(&inset, to: &page)
    }
    for index in 0..<self.number(0...2) { layOver("p\(number)o\(index)", on: &page) }
    return page
  }

  /// Areas that fill an area but for a line between those that stand one over the other.
  private mutating func divide(_ area: GridArea, into count: Int) -> [GridArea] {
    let (columns, lines) = (area.columns, area.lines)
    let isDown = lines.count >= 17 && (columns.count == 1 || chance(50))
    guard count > 1, isDown || columns.count > 1 else { return [area] }
    let first = number(1...count - 1)
    if isDown {
      let cut = number(lines.lowerBound + 8...lines.upperBound - 8)
      return divide(GridArea(columns: columns, lines: lines.lowerBound...cut - 1), into: first)
        + divide(
          GridArea(columns: columns, lines: cut + 1...lines.upperBound), into: count - first)
    }
    let cut = number(columns.lowerBound...columns.upperBound - 1)
    return divide(GridArea(columns: columns.lowerBound...cut, lines: lines), into: first)
      + divide(GridArea(columns: cut + 1...columns.upperBound, lines: lines), into: count - first)
  }

  /// Takes a corner out of a slot; gives what may stand there.
  private mutating func cutCorner(of slot: inout Slot) -> GridArea? {
    let (columns, lines) = (slot.area.columns, slot.area.lines)
    guard columns.count > 1, lines.count > 12 else { return nil }
    let column = number(columns.lowerBound...columns.upperBound - 1)
    let line = number(lines.lowerBound + 3...lines.upperBound - 4)
    let across = chance(50) ? columns.lowerBound...column : column + 1...columns.upperBound
    let down = chance(35) ? lines.lowerBound...line : line + 1...lines.upperBound
    slot.cutouts = [GridArea(columns: across, lines: down)]
    let free =
      down.lowerBound == lines.lowerBound
      ? down.lowerBound...down.upperBound - 1 : down.lowerBound + 1...down.upperBound
    return GridArea(columns: across, lines: free)
  }

  /// Lays a slot over those that give way to it.
  private mutating func layOver(_ name: String, on page: inout Page) {
    let grid = page.layout.sheet.grid
    let first = number(1...grid.columns)
    let top = number(1...grid.lines - 8)
    let area = GridArea(
      columns: first...min(grid.columns, first + number(0...1)),
      lines: top...min(grid.lines, top + number(5...14)))
    var slot = Slot(name: name, area: area, part: .advertisement)
    let met = page.layout.slots.filter { $0.cellsShared(with: slot) != nil }
    let leavesRoom = met.allSatisfy { under in
      let size = under.area.lines.reduce(0) { $0 + under.columns(on: $1).joined().count }
      return under.givesWay && size > 3 * area.columns.count * area.lines.count
    }
    guard !met.isEmpty, leavesRoom else { return }
    slot.over = met.map(\.name)
    add(&slot, to: &page)
  }

  // MARK: - Pages

  /// Lets stories go on in free slots: of the same page, or of one after it.
  private mutating func jumpSomewhere() {
    for index in pages.indices {
      for slot in pages[index].slotsThatJump where chance(60) {
        let free = pages.indices.filter { $0 >= index }.flatMap { page in
          pages[page].freeSlots.map { (page, $0) }
        }
        guard let (page, target) = free.randomElement(using: &dice), target != slot else {
          continue
        }
        let goal = JumpTarget(page: pages[page].number, slot: target)
        guard let from = pages[index].placements.firstIndex(where: { $0.slot.value == slot })
        else { continue }
        pages[index].placements[from].jump = Located(goal)
        pages[page].placements.append(Placement(slot: Located(target), content: .continuation))
        // And once more from there.
        let onward = pages[page].freeSlots
        guard chance(40), let next = onward.randomElement(using: &dice) else { continue }
        pages[page].placements[pages[page].placements.count - 1].jump = Located(
          JumpTarget(page: pages[page].number, slot: next))
        pages[page].placements.append(Placement(slot: Located(next), content: .continuation))
      }
    }
  }

  func made() -> [MadePage] {
    var styles = TestIssue.styles
    styles.copyfit = Copyfit(levers)
    styles.heads.append(
      HeadStyle(
        rank: "item", face: "hei", sizes: [.points(14), .points(12), .points(10.5)],
        kicker: TextStyle(face: "kai", size: .points(9), pitch: .points(12)),
        deck: TextStyle(face: "kai", size: .points(9), pitch: .points(12))))
    var publication = Publication(name: "试报", folder: "/", fontFolder: "/", styles: styles)
    publication.fillers = [
      Filler(.quotation(Located("慢慢来，比较快。"), by: nil)), Filler(.rule(.black), lines: 2),
    ]
    guard let date = CalendarDate(year: 2026, month: 12, day: 31) else { return [] }
    var issue = Issue(publication: publication, number: 1, date: date, folder: "/")
    issue.stories = stories
    issue.pages = pages
    return Makeup(composer: Composer(shaper: SquareShaper())) { _ in
      PixelSize(width: 3000, height: 2000)
    }.makeUp(pages, of: issue)
  }
}

extension Page {
  /// Story slots that have a story of their own.
  fileprivate var slotsThatJump: [String] {
    placements.compactMap { placement in
      guard case .story = placement.content,
        case .story = layout.slot(placement.slot.value)?.part
      else { return nil }
      return placement.slot.value
    }
  }

  /// Story slots with nothing in them that lie over no others.
  fileprivate var freeSlots: [String] {
    layout.slots.filter { slot in
      guard case .story = slot.part, slot.over.isEmpty else { return false }
      return !placements.contains { $0.slot.value == slot.name }
    }.map(\.name)
  }
}
