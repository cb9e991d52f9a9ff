import Newspaper

/// How a slot's lines lie on the page: across from top to bottom, or downward from right to left.
///
/// What is laid out along lines and counted in lines is the same both ways: a stretch runs along a
/// line, a line has a number. Only here do they become places on the page.
struct TextGround {
  let place: SlotPlace
  let writing: Writing
  private var grid: Grid { place.grid }

  init(_ place: SlotPlace, _ writing: Writing = .horizontal) {
    self.place = place
    self.writing = writing
  }

  /// The rectangle of the characters, from the first line's head to the last one's foot.
  private var rect: Rect {
    place.rect(
      from: place.lines.lowerBound, through: place.lines.upperBound, x: place.x,
      width: place.width)
  }

  /// The lines by number: grid lines, or vertical ones from 1 at the right.
  var lines: ClosedRange<Int> {
    switch writing {
    case .horizontal: place.lines
    case .vertical: 1...max(1, place.width.units / grid.pitch.units)
    }
  }

  /// A line's whole length.
  var length: Span {
    switch writing {
    case .horizontal: Span(from: place.x, to: place.x + place.width)
    case .vertical: Span(from: rect.minY, to: rect.maxY)
    }
  }

  /// Legs; of vertical text, tiers one above the other, one where nothing is said.
  func legs(_ legs: Legs) -> [Leg] {
    switch writing {
    case .horizontal: place.legs(legs)
    case .vertical: place.divide(length, legs, base: 1)
    }
  }

  /// The stretches of a line that are the slot's own.
  func spans(on line: Int) -> [Span] {
    writing == .vertical ? [length] : place.spans(on: line)
  }

  /// Whether all lines are alike.
  var isEven: Bool { writing == .vertical || place.slot.isRectangle }

  /// The rectangle on the page of a stretch of some lines.
  func rect(_ span: Span, _ lines: ClosedRange<Int>) -> Rect {
    switch writing {
    case .horizontal:
      return place.rect(
        from: lines.lowerBound, through: lines.upperBound, x: span.from, width: span.width)
    case .vertical:
      let right = place.x + place.width - grid.pitch * (lines.lowerBound - 1) - grid.lineInset
      let left = place.x + place.width - grid.pitch * lines.upperBound + grid.lineInset
      return Rect(x: left, y: span.from, width: right - left, height: span.width)
    }
  }

  /// A stretch of a line with the white to the next line that belongs to it.
  func whole(_ span: Span, _ line: Int) -> Rect {
    let type = rect(span, line...line)
    return switch writing {
    case .horizontal: type.inset(dx: .zero, dy: -grid.lineInset)
    case .vertical: type.inset(dx: -grid.lineInset, dy: .zero)
    }
  }

  /// What another slot's rectangle keeps free: a gutter beside it, a line above and below.
  func obstacle(_ slot: Slot, _ rect: Rect) -> Obstacle {
    let white = grid.bodySize * grid.gutterCharacters
    switch writing {
    case .horizontal:
      return Obstacle(
        core: Span(from: rect.minX, to: rect.maxX), white: white,
        coreLines: slot.area.lines,
        lines: slot.area.lines.lowerBound - 1...slot.area.lines.upperBound + 1)
    case .vertical:
      let right = place.x + place.width
      let first = (right - rect.maxX).units / grid.pitch.units
      let last = ((right - rect.minX).units + grid.pitch.units - 1) / grid.pitch.units
      return Obstacle(
        core: Span(from: rect.minY, to: rect.maxY), white: grid.pitch,
        coreLines: first + 1...max(first + 1, last),
        lines: first...max(first, last) + 1)
    }
  }

  /// Where a line of type starts: on its baseline, or in the middle of its upper edge.
  ///
  /// Body type stands on the body's baseline; type of another size in the middle of the line.
  func start(of row: TextRow, size: Length? = nil) -> Point {
    switch writing {
    case .horizontal:
      Point(
        x: row.x,
        y: size.map { place.baseline(of: row.line, size: $0) } ?? place.baseline(of: row.line))
    case .vertical:
      Point(x: place.x + place.width - grid.pitch * (row.line - 1) - grid.pitch / 2, y: row.x)
    }
  }
}
