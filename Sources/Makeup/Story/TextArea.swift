import Composition
import Newspaper

/// The ground of a story: legs over grid lines, less what lies on it.
///
/// Text takes what is left of each leg on each line, in whole characters; heads, photos, quotes and
/// slots that lie over this one are all obstacles.
struct TextArea {
  let place: SlotPlace
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
  }

  /// The lines of the slot's content.
  var lines: ClosedRange<Int> { place.lines }

  /// The line from which photos are counted: the first under a head that stands over the text.
  var firstTextLine: Int {
    if case .over(_, let lines) = head { place.lines.lowerBound + lines } else { lines.lowerBound }
  }

  /// The lines left under a head that stands over the text.
  var textLines: Range<Int> { firstTextLine..<max(firstTextLine, lines.upperBound + 1) }

  private var headObstacle: [Obstacle] {
    switch head {
    case .none: []
    case .over(_, lines: 0): []
    case .over(let span, let count):
      [clear(span, lines.lowerBound...lines.lowerBound + count - 1)]
    case .block(let span, let lines): [clear(span, lines)]
    }
  }

  /// An obstacle with the white of a gutter at its sides.
  func clear(_ span: Span, _ lines: ClosedRange<Int>) -> Obstacle {
    let white = place.grid.bodySize * place.grid.gutterCharacters
    return Obstacle(span: Span(from: span.from - white, to: span.to + white), lines: lines)
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

  /// Whether something stands on a whole stretch of a line, or the slot does not have it.
  func isCovered(_ span: Span, on line: Int, _ others: [Obstacle]) -> Bool {
    let own =
      place.slot.isRectangle || place.spans(on: line).contains { $0.shared(with: span) == span }
    return !own
      || (covers + headObstacle + others).contains {
        $0.lines.contains(line) && $0.span.shared(with: span) == span
      }
  }

  /// The widest stretch of a leg that nothing stands on.
  private func free(_ leg: Span, on line: Int, _ obstacles: [Obstacle]) -> Span? {
    var free =
      place.slot.isRectangle ? [leg] : place.spans(on: line).compactMap { $0.shared(with: leg) }
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

/// Something that text keeps clear of: a stretch on some lines, its white included.
struct Obstacle: Hashable {
  let span: Span
  let lines: ClosedRange<Int>
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

extension PageDesk {
  /// Where text and heads of a story stand in its slot; `depth` is the lines its head takes where
  /// it has a block of its own.
  func textArea(_ part: StoryPart, _ place: SlotPlace, headLines: Int) -> TextArea {
    let legs = legs(of: part, place)
    let covers = covers(of: place)
    return TextArea(
      place: place, legs: legs,
      head: headSpot(part, place, legs: legs, covers: covers, headLines: headLines),
      covers: covers)
  }

  /// The legs of text; a vertical head at the left leaves them the rest of the width.
  private func legs(of part: StoryPart, _ place: SlotPlace) -> [Leg] {
    guard case .vertical(let characters) = part.head else { return place.legs(part.legs) }
    let width = grid.bodySize * (characters + grid.gutterCharacters)
    return SlotPlace(narrowing: place, by: width).legs(part.legs)
  }

  /// What lies over a slot, each with a free line above and below.
  private func covers(of place: SlotPlace) -> [Obstacle] {
    let white = grid.bodySize * grid.gutterCharacters
    return page.layout.slots(over: place.slot).filter(isFilled).map { slot in
      let rect = SlotPlace(slot: slot, sheet: sheet).rect
      return Obstacle(
        span: Span(from: rect.minX - white, to: rect.maxX + white),
        lines: slot.area.lines.lowerBound - 1...slot.area.lines.upperBound + 1)
    }
  }

  /// The stretch a head over the text has: as much as is free on its first lines.
  func headSpan(_ part: StoryPart, _ place: SlotPlace, lines count: Int = 1) -> Span {
    let whole = Span(from: place.x, to: place.x + place.width)
    switch part.head {
    case .none: return whole
    case .vertical(let characters):
      return Span(from: place.x, to: place.x + grid.bodySize * characters)
    case .beside(let count), .wrapped(let count):
      let legs = place.legs(part.legs)
      return Span(from: place.x, to: legs[min(max(1, count), legs.count) - 1].maxX)
    case .enclosed(let among, _):
      let legs = place.legs(part.legs)
      func leg(_ number: Int) -> Leg { legs[min(max(1, number), legs.count) - 1] }
      return Span(from: leg(among.lowerBound).x, to: leg(among.upperBound).maxX)
    case .over:
      let first = place.lines.lowerBound
      let covers = covers(of: place)
      let free = (first..<first + max(1, count)).reduce([whole]) { free, line in
        let own = place.spans(on: line)
        let left = free.flatMap { span in own.compactMap { $0.shared(with: span) } }
        return covers.filter { $0.lines.contains(line) }
          .reduce(left) { left, cover in left.flatMap { $0.without(cover.span) } }
      }
      return free.max { $0.width < $1.width } ?? whole
    }
  }

  private func headSpot(
    _ part: StoryPart, _ place: SlotPlace, legs: [Leg], covers: [Obstacle], headLines: Int
  ) -> TextArea.HeadSpot {
    let lines = place.lines
    func deep(from first: Int) -> ClosedRange<Int> {
      first...min(lines.upperBound, max(first, first + headLines - 1))
    }
    switch part.head {
    case .none: return .none
    case .over: return .over(headSpan(part, place, lines: headLines), lines: headLines)
    case .beside, .vertical: return .block(headSpan(part, place), lines: lines)
    case .wrapped:
      return headLines == 0
        ? .none : .block(headSpan(part, place), lines: deep(from: lines.lowerBound))
    case .enclosed(_, let line):
      guard headLines > 0 else { return .none }
      let last = max(lines.lowerBound, lines.upperBound - headLines + 1)
      let first = line.map { min(last, lines.lowerBound + $0 - 1) }
      return .block(
        headSpan(part, place),
        lines: deep(from: first ?? (lines.lowerBound + last) / 2))
    }
  }
}
