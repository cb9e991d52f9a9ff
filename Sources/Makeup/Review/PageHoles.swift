import Newspaper

/// White that is larger than the page can bear.
extension LayoutReview {
  func holes() -> [Diagnostic] {
    // A slot left empty is told as such, and so is a story that does not fit.
    let filled = standing.slots.filter {
      $0.slot.part != .folio && !$0.items.isEmpty && !unfitting.contains($0.source)
    }
    return filled.flatMap { slot in
      holes(in: Paper(standing, within: slot), writing: slot.writing).map { hole, area in
        finding(
          .hole, subject: slot.source, at: stories[slot.source]?.at ?? slot.slot.at, area: area,
          "\(hole) are empty in slot \(slot.name)", explanation: rule,
          hints: [
            "add text, or cut as much as brings the next subhead along",
            "make the slot less high", "make the photo higher",
          ])
      }
    }
      + holes(in: Paper(betweenSlotsOf: standing)).map { hole, area in
        finding(
          .hole, subject: "page \(page.number)", at: page.layout.at, area: area,
          "\(hole) are empty between the slots of page \(page.number)", explanation: rule,
          hints: ["let a slot reach into it", "place a filler there"])
      }
  }

  private var rule: String { "no hole larger than \(limits.holeLines) lines of one column" }

  /// The holes of a paper in words and as areas, the largest first.
  ///
  /// Among vertical lines the rule lies on its side: so many lines wide, as high as a column is wide.
  private func holes(in paper: Paper, writing: Writing = .horizontal) -> [(String, Rect)] {
    var paper = paper
    var found: [(String, Rect)] = []
    let grid = standing.grid
    var (lines, characters) = (limits.holeLines + 1, grid.columnCharacters)
    if writing == .vertical {
      (lines, characters) = (
        (grid.bodySize * characters).units / grid.pitch.units,
        (grid.pitch * lines).units / grid.bodySize.units
      )
    }
    while let hole = paper.largestHole(lines: lines, characters: characters) {
      paper.cover(hole)
      found.append(
        ("\(hole.lines.count) lines of \(hole.characters.count) characters", paper.rect(of: hole))
      )
    }
    return found
  }
}

/// The type area in cells of one character by one line: covered or white.
private struct Paper {
  struct Hole {
    let lines: Range<Int>
    let characters: Range<Int>
    var area: Int { lines.count * characters.count }
  }

  private let grid: Grid
  private let origin: Point
  /// The type areas: what lies between those of a spread is no hole.
  private let pages: [Rect]
  private let width: Int
  /// Line by line.
  private var covered: [Bool]

  /// The paper of one slot; all else is covered.
  init(_ standing: StandingPage, within slot: StandingSlot) {
    self.init(standing, covered: true)
    set(slot, covered: false)
    cover(slot)
    for other in standing.slots where other.slot.over.contains(slot.name) {
      set(other, covered: true)
    }
    coverFoldAndRules(of: standing)
  }

  /// The paper that belongs to no slot.
  init(betweenSlotsOf standing: StandingPage) {
    self.init(standing, covered: false)
    for slot in standing.slots where slot.slot.part != .folio { set(slot, covered: true) }
    coverFoldAndRules(of: standing)
  }

  private init(_ standing: StandingPage, covered: Bool) {
    grid = standing.grid
    origin = standing.sheet.typeAreaOrigin
    width = Int((grid.typeArea.width / grid.bodySize).rounded(.up))
    self.covered = Array(repeating: covered, count: width * grid.lines)
    pages = standing.sheet.typeAreas
  }

  private mutating func coverFoldAndRules(of standing: StandingPage) {
    for (left, right) in zip(pages, pages.dropFirst()) {
      cover(Rect(x: left.maxX, y: left.minY, width: right.minX - left.maxX, height: left.height))
    }
    for rule in standing.rules { cover(rule) }
  }

  private mutating func cover(_ slot: StandingSlot) {
    for line in slot.lines { cover(line.rect) }
    switch slot.slot.part {
    case .story: coverHeads(of: slot)
    case .items: cover(slot.rect.lines(2, of: grid))
    default: return cover(slot.rect)
    }
    for photo in slot.photos {
      cover(photo.rect)
      for item in slot.items where item.subject.part == .caption {
        guard let area = item.solidArea else { continue }
        cover(
          Rect(x: photo.rect.minX, y: area.minY, width: photo.rect.width, height: area.height))
      }
    }
    // A filler fills its lines from the hairline over it to its foot.
    let fillers = slot.items.filter { $0.subject.part == .filler }.compactMap(\.area)
    if let top = fillers.map(\.minY).min(), let left = fillers.map(\.minX).min(),
      let right = fillers.map(\.maxX).max()
    {
      cover(Rect(x: left, y: top, width: right - left, height: slot.rect.maxY - top))
    }
    if slot.slot.box != nil { coverEdge(of: slot.rect) }
  }

  /// The white round a head belongs to it: from the slot's top to the text, as wide as is free.
  private mutating func coverHeads(of slot: StandingSlot) {
    guard let heads = slot.heads, case .story(let part) = slot.slot.part else { return }
    let text = slot.lines.map(\.rect) + slot.photos.map(\.rect)
    // Over vertical lines is at their right.
    if part.writing == .vertical {
      let left = text.map(\.maxX).max() ?? heads.minX
      cover(
        Rect(
          x: left, y: slot.rect.minY, width: slot.rect.maxX - left, height: slot.rect.height))
      return
    }
    if case .over = part.head {
      let first = text.map(\.minY).filter { $0 > heads.maxY - grid.pitch }.min() ?? slot.rect.maxY
      let foot = min(first, heads.maxY + grid.pitch * 2)
      cover(
        Rect(
          x: slot.rect.minX, y: slot.rect.minY, width: slot.rect.width,
          height: foot - slot.rect.minY))
      return
    }
    let left = text.map(\.maxX).filter { $0 <= heads.minX }.max() ?? slot.rect.minX
    let right = text.map(\.minX).filter { $0 >= heads.maxX }.min() ?? slot.rect.maxX
    switch part.head {
    case .beside, .vertical:
      cover(Rect(x: left, y: slot.rect.minY, width: right - left, height: slot.rect.height))
    default:
      let white = grid.pitch * 2
      cover(
        Rect(
          x: left, y: heads.minY - white, width: right - left, height: heads.height + white * 2))
    }
  }

  private mutating func coverEdge(of rect: Rect) {
    let (em, pitch) = (grid.bodySize, grid.pitch)
    cover(Rect(x: rect.minX, y: rect.minY, width: rect.width, height: pitch))
    cover(Rect(x: rect.minX, y: rect.maxY - pitch, width: rect.width, height: pitch))
    cover(Rect(x: rect.minX, y: rect.minY, width: em, height: rect.height))
    cover(Rect(x: rect.maxX - em, y: rect.minY, width: em, height: rect.height))
  }

  private mutating func cover(_ rect: Rect) { set(rect, covered: true) }

  /// Covers or bares all cells that a rectangle touches.
  private mutating func set(_ rect: Rect, covered isCovered: Bool) {
    let left = Int(((rect.minX - origin.x) / grid.bodySize + 0.01).rounded(.down))
    let right = Int(((rect.maxX - origin.x) / grid.bodySize - 0.01).rounded(.down))
    let top = Int(((rect.minY - origin.y) / grid.pitch + 0.01).rounded(.down))
    let foot = Int(((rect.maxY - origin.y) / grid.pitch - 0.01).rounded(.down))
    set(
      Hole(
        lines: Self.cells(from: top, through: max(top, foot), of: grid.lines),
        characters: Self.cells(from: left, through: max(left, right), of: width)),
      covered: isCovered)
  }

  /// Those of so many cells in a row that are there.
  private static func cells(from first: Int, through last: Int, of count: Int) -> Range<Int> {
    let start = max(0, first)
    return start..<max(start, min(count, last + 1))
  }

  /// Covers or bares the cells of a slot.
  private mutating func set(_ slot: StandingSlot, covered isCovered: Bool) {
    let area = slot.slot.area
    for line in area.lines where line <= grid.lines {
      for run in slot.slot.columns(on: line) {
        let row = GridArea(columns: run, lines: line...line)
        set(grid.rect(of: row).offset(dx: origin.x, dy: origin.y), covered: isCovered)
      }
    }
  }

  mutating func cover(_ hole: Hole) { set(hole, covered: true) }

  private mutating func set(_ cells: Hole, covered isCovered: Bool) {
    for line in cells.lines {
      for character in cells.characters { covered[line * width + character] = isCovered }
    }
  }

  /// The largest white of at least so many lines and characters; nil when there is none.
  func largestHole(lines least: Int, characters: Int) -> Hole? {
    var best: Hole?
    var depth = Array(repeating: 0, count: width)
    for line in 0..<grid.lines {
      for character in 0..<width {
        depth[character] = covered[line * width + character] ? 0 : depth[character] + 1
      }
      for left in 0..<width where depth[left] >= least {
        var lowest = depth[left]
        for right in left..<width where lowest >= least {
          lowest = min(lowest, depth[right])
          guard lowest >= least, right - left + 1 >= characters else { continue }
          let hole = Hole(lines: (line - lowest + 1)..<(line + 1), characters: left..<(right + 1))
          if hole.area > best?.area ?? 0 { best = hole }
        }
      }
    }
    return best
  }

  func rect(of hole: Hole) -> Rect {
    Rect(
      x: origin.x + grid.bodySize * hole.characters.lowerBound,
      y: origin.y + grid.pitch * hole.lines.lowerBound,
      width: grid.bodySize * hole.characters.count, height: grid.pitch * hole.lines.count)
  }
}

extension Rect {
  /// The first lines of it.
  fileprivate func lines(_ count: Int, of grid: Grid) -> Rect {
    Rect(x: minX, y: minY, width: width, height: grid.pitch * count)
  }
}
