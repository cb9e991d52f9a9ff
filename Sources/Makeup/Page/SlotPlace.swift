import Newspaper

/// A slot's place on the page: the lines and the width its content may use.
struct SlotPlace {
  let slot: Slot
  let grid: Grid
  /// The whole slot on the page.
  let rect: Rect
  /// The lines for content: the slot's own, less one above and below in a box.
  private(set) var lines: ClosedRange<Int>
  /// Left edge and width of the content: the slot's own, less one character each side in a box.
  let x: Length
  let width: Length
  /// The upper left corner of the type area.
  private let origin: Point

  init(slot: Slot, sheet: Sheet) {
    self.slot = slot
    grid = sheet.grid
    origin = sheet.typeAreaOrigin
    rect = grid.rect(of: slot.area).offset(dx: origin.x, dy: origin.y)
    let boxed = slot.box != nil
    let first = slot.area.lines.lowerBound + (boxed ? 1 : 0)
    lines = first...max(first, slot.area.lines.upperBound - (boxed ? 1 : 0))
    let inset = boxed ? grid.bodySize : .zero
    x = rect.minX + inset
    width = rect.width - inset * 2
  }

  /// The place without `width` at its left, where something else stands.
  init(narrowing place: SlotPlace, by width: Length) {
    slot = place.slot
    grid = place.grid
    rect = place.rect
    lines = place.lines
    origin = place.origin
    x = place.x + width
    self.width = place.width - width
  }

  /// From the left edge of its content to the right one.
  var span: Span { Span(from: x, to: x + width) }

  /// The place without so many lines at its head, where something else stands.
  func below(_ count: Int) -> SlotPlace {
    var place = self
    let first = lines.lowerBound + count
    place.lines = first...max(first, lines.upperBound)
    return place
  }

  /// The top of a grid line on the page.
  func top(of line: Int) -> Length { origin.y + grid.pitch * (line - 1) }

  /// The body baseline of a grid line on the page.
  func baseline(of line: Int) -> Length { top(of: line) + grid.baselineInLine }

  /// The baseline that centres type of a size in a grid line.
  func baseline(of line: Int, size: Length) -> Length {
    top(of: line) + (grid.pitch - size) / 2 + size.scaled(by: 0.88)
  }

  /// The rectangle from the head of the characters of `first` to the foot of those of `last`.
  func rect(from first: Int, through last: Int, x: Length, width: Length) -> Rect {
    let y = top(of: first) + grid.lineInset
    return Rect(
      x: x, y: y, width: width, height: top(of: last + 1) - grid.lineInset - y)
  }

  /// The stretches of a line that are the slot's own.
  func spans(on line: Int) -> [Span] {
    if slot.isRectangle { return [span] }
    return slot.columns(on: line).map { run in
      let left = origin.x + grid.columnX(run.lowerBound)
      return Span(from: left, to: left + grid.width(of: run))
    }
  }

  /// Legs of whole characters; what is left over widens the gutters.
  ///
  /// A slot across the fold has its legs on both pages, none of them in the fold.
  func legs(_ legs: Legs) -> [Leg] {
    let columns = grid.perPage(slot.area.columns)
    let spans = columns.compactMap { columns in
      let left = origin.x + grid.columnX(columns.lowerBound)
      return span.shared(with: Span(from: left, to: left + grid.width(of: columns)))
    }
    guard spans.count > 1 else { return divide(span, legs, base: slot.area.columns.count) }
    // Legs that cannot be shared out are told by Intake.
    let perPage = legs.perPage(
      columns: columns, characters: spans.map { $0.width.units / grid.bodySize.units },
      gutter: grid.gutterCharacters)
    return columns.indices.flatMap { page in
      divide(spans[page], perPage?[page] ?? .base, base: columns[page].count)
    }
  }

  /// Divides a stretch into legs of whole characters, into `base` where nothing is said.
  func divide(_ span: Span, _ legs: Legs, base: Int) -> [Leg] {
    let total = span.width.units / grid.bodySize.units
    let count = max(1, legs.count(in: base))
    let gutters = grid.gutterCharacters * (count - 1)
    let measures: [Length]
    if case .characters(let characters) = legs, !characters.isEmpty {
      measures = characters.map { grid.bodySize * max(1, $0) }
    } else {
      let characters = count == 1 ? total : max(1, (total - gutters) / count)
      measures = Array(repeating: grid.bodySize * characters, count: count)
    }
    let used = measures.reduce(Length.zero, +)
    let gutter = count > 1 ? max(.zero, span.width - used) / (count - 1) : .zero
    var legs: [Leg] = []
    var start = span.from
    for measure in measures {
      legs.append(Leg(x: start, measure: measure, gutter: gutter))
      start += measure + gutter
    }
    return legs
  }

  /// As many legs as base columns.
  var baseLegs: [Leg] { legs(.base) }
}

/// 一栏: a column of text within a slot; of vertical text a tier, from top to bottom.
struct Leg: Hashable {
  /// Its left edge, or the upper one.
  let x: Length
  let measure: Length
  /// The white to the next leg.
  let gutter: Length
  var maxX: Length { x + measure }
}

/// A stretch of a line, from left to right.
struct Span: Hashable {
  var from: Length
  var to: Length
  var width: Length { to - from }

  /// What two stretches share; nil when they only touch.
  func shared(with other: Span) -> Span? {
    let both = Span(from: max(from, other.from), to: min(to, other.to))
    return both.width > .zero ? both : nil
  }

  /// What is left of the stretch without another.
  func without(_ other: Span) -> [Span] {
    guard shared(with: other) != nil else { return [self] }
    return [Span(from: from, to: other.from), Span(from: other.to, to: to)]
      .filter { $0.width > .zero }
  }
}
