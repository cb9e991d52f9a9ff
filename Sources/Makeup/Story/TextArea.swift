import Composition
import Newspaper

/// The ground of a story: legs over grid lines, less what lies on it.
///
/// Text takes what is left of each leg on each line, in whole characters; heads, photos, quotes and
/// slots that lie over this one are all obstacles.
struct TextArea {
  let ground: TextGround
  let legs: [Leg]
  var head: HeadSpot
  /// Slots that lie over this one, with a gutter and a line of white round them.
  let covers: [Obstacle]

  /// Where heads stand in a slot.
  enum HeadSpot {
    case none
    /// Over the text, so many lines deep, as wide as the slot is there.
    case over(Span, lines: Int)
    /// In a block of its own that text runs beside.
    case block(Span, lines: ClosedRange<Int>)
    /// On the first photo.
    case onPhoto(HeadPlacement.Edge)
  }

  var place: SlotPlace { ground.place }

  /// The lines of the slot's content.
  var lines: ClosedRange<Int> { ground.lines }

  /// The line from which photos are counted: the first under a head that stands over the text.
  var firstTextLine: Int {
    switch head {
    case .over(_, let count): lines.lowerBound + count
    case .block(_, let among) where ground.writing == .vertical: among.upperBound + 1
    case .block, .none, .onPhoto: lines.lowerBound
    }
  }

  /// The lines left under a head that stands over the text.
  var textLines: Range<Int> { firstTextLine..<max(firstTextLine, lines.upperBound + 1) }

  /// Whether something that lies over the slot lies on the head, or a part of its place was cut out
  /// of the slot.
  var isHeadCovered: Bool {
    headObstacle.contains { head in
      !head.lines.allSatisfy { isOwn(head.core, on: $0) }
        || covers.contains {
          $0.coreLines.overlaps(head.lines) && $0.core.shared(with: head.core) != nil
        }
    }
  }

  private var headObstacle: [Obstacle] {
    switch head {
    case .none, .onPhoto: []
    case .over(_, lines: 0): []
    case .over(let span, let count):
      [clear(span, lines.lowerBound...lines.lowerBound + count - 1)]
    case .block(let span, let lines): [clear(span, lines)]
    }
  }

  /// An obstacle with the white of a gutter at its sides; `core` is its lines without those it
  /// keeps free above and below.
  func clear(
    _ span: Span, _ lines: ClosedRange<Int>, core: ClosedRange<Int>? = nil
  ) -> Obstacle {
    let white = place.grid.bodySize * place.grid.gutterCharacters
    return Obstacle(core: span, white: white, coreLines: core ?? lines, lines: lines)
  }

  /// The rows for text round the photos and whatever else stands in the way, leg by leg.
  func rows(around others: [Obstacle]) -> [TextRow] {
    let obstacles = covers + headObstacle + others
    var rows: [TextRow] = []
    for (index, leg) in legs.enumerated() {
      let whole = Span(from: leg.x, to: leg.maxX)
      let near = obstacles.filter { $0.span.shared(with: whole) != nil }
      var lineBefore: Int?
      for line in lines {
        guard let free = free(whole, on: line, near), let row = row(index, line, free, of: whole)
        else { continue }
        rows.append(row)
        rows[rows.count - 1].startsLeg = lineBefore != line - 1
        lineBefore = line
      }
    }
    return rows
  }

  /// Whether something stands on a stretch of a line, or the slot does not have all of it.
  func isTaken(_ span: Span, on line: Int, _ others: [Obstacle]) -> Bool {
    !isOwn(span, on: line)
      || (covers + headObstacle + others).contains {
        $0.lines.contains(line) && $0.core.shared(with: span) != nil
      }
  }

  /// Whether a box has its place to itself; the white round it it may share.
  func hasRoom(for box: Obstacle, beside others: [Obstacle]) -> Bool {
    box.coreLines.allSatisfy { isOwn(box.core, on: $0) }
      && !(covers + headObstacle + others).contains {
        $0.coreLines.overlaps(box.coreLines) && $0.core.shared(with: box.core) != nil
      }
  }

  private func isOwn(_ span: Span, on line: Int) -> Bool {
    ground.isEven || ground.spans(on: line).contains { $0.shared(with: span) == span }
  }

  /// The widest stretch of a leg that nothing stands on.
  private func free(_ leg: Span, on line: Int, _ obstacles: [Obstacle]) -> Span? {
    var free =
      ground.isEven ? [leg] : ground.spans(on: line).compactMap { $0.shared(with: leg) }
    for obstacle in obstacles where obstacle.lines.contains(line) {
      free = free.flatMap { $0.without(obstacle.span) }
    }
    // The first of equal ones: text keeps to one side of an obstacle.
    return free.reduce(nil) { best, span in
      guard let best, best.width >= span.width else { return span }
      return best
    }
  }

  /// A row of whole characters; what is left over goes to the obstacle's side.
  private func row(_ index: Int, _ line: Int, _ free: Span, of leg: Span) -> TextRow? {
    if free == leg {
      return TextRow(leg: index, line: line, x: leg.from, measure: leg.width, startsLeg: false)
    }
    let size = place.grid.bodySize
    let characters = Int(free.width.units / size.units)
    guard characters >= min(Legs.leastCharacters, Int(leg.width.units / size.units)) else {
      return nil
    }
    let measure = size * characters
    let x = free.to == leg.to ? leg.to - measure : free.from
    return TextRow(leg: index, line: line, x: x, measure: measure, startsLeg: false)
  }
}

/// Something that text keeps clear of.
struct Obstacle: Hashable {
  /// What it covers of its lines.
  let core: Span
  /// The white at both sides of it.
  let white: Length
  /// The lines that it covers.
  let coreLines: ClosedRange<Int>
  /// The lines it keeps free, those above and below it included.
  let lines: ClosedRange<Int>

  /// What it keeps free of its lines.
  var span: Span { Span(from: core.from - white, to: core.to + white) }
}

extension [TextRow] {
  /// The first `count` rows when all legs end level: rows are taken off from the foot upward, on
  /// each line from the last leg on, so that a left leg is longer by at most one line (clreq).
  func levelled(to count: Int) -> [TextRow] {
    guard count < self.count else { return self }
    let order = indices.sorted { left, right in
      (self[right].line, self[right].leg) < (self[left].line, self[left].leg)
    }
    let taken = Set(order.prefix(self.count - count))
    return enumerated().filter { !taken.contains($0.offset) }.map(\.element)
  }
}
