import Newspaper

/// Where a story's head stands in its slot, and the ground that is left to the text.
extension PageDesk {
  /// The ground of a story; `head` is the stretch of its head and the lines it takes where it is not
  /// as deep as the slot.
  func textArea(
    _ part: StoryPart, _ place: SlotPlace, head: (span: Span, lines: Int)? = nil
  ) -> TextArea {
    let ground = TextGround(place, part.writing)
    return TextArea(
      ground: ground, legs: legs(of: part, ground),
      head: headSpot(part, ground, head), covers: covers(of: ground))
  }

  /// The legs of text; a vertical head at the left leaves them the rest of the width.
  private func legs(of part: StoryPart, _ ground: TextGround) -> [Leg] {
    guard case .vertical(let characters) = part.head, part.writing == .horizontal else {
      return ground.legs(part.legs)
    }
    let width = grid.bodySize * (characters + grid.gutterCharacters)
    return SlotPlace(narrowing: ground.place, by: width).legs(part.legs)
  }

  /// What lies over a slot.
  func covers(of ground: TextGround) -> [Obstacle] {
    page.layout.slots(over: ground.place.slot).filter(isFilled).map { slot in
      ground.obstacle(slot, SlotPlace(slot: slot, sheet: sheet).rect)
    }
  }

  /// The stretch a head has; over the text, as much as is free on its first lines.
  func headSpan(_ part: StoryPart, _ place: SlotPlace, lines count: Int = 1) -> Span {
    let ground = TextGround(place, part.writing)
    let legs = ground.legs(part.legs)
    func leg(_ number: Int) -> Leg { legs[min(max(1, number), legs.count) - 1] }
    switch part.head {
    case .none: return ground.length
    case _ where part.writing == .vertical: return ground.length
    case .vertical(let characters):
      return Span(from: place.x, to: place.x + grid.bodySize * characters)
    case .beside(let count), .wrapped(let count):
      return Span(from: place.x, to: leg(count).maxX)
    case .enclosed(let among, _):
      return Span(from: leg(among.lowerBound).x, to: leg(among.upperBound).maxX)
    case .onPhoto:
      let area = textArea(part, place)
      let span = part.photos.first.flatMap { area.span(of: $0) } ?? ground.length
      return Span(from: span.from + grid.bodySize, to: span.to - grid.bodySize)
    case .over:
      let first = ground.lines.lowerBound
      let covers = covers(of: ground)
      let free = (first..<first + max(1, count)).reduce([ground.length]) { free, line in
        let own = ground.spans(on: line)
        let left = free.flatMap { span in own.compactMap { $0.shared(with: span) } }
        return covers.filter { $0.lines.contains(line) }
          .reduce(left) { left, cover in left.flatMap { $0.without(cover.span) } }
      }
      return free.max { $0.width < $1.width } ?? ground.length
    }
  }

  private func headSpot(
    _ part: StoryPart, _ ground: TextGround, _ head: (span: Span, lines: Int)?
  ) -> TextArea.HeadSpot {
    let lines = ground.lines
    if case .onPhoto(let edge) = part.head { return .onPhoto(edge) }
    guard let head else { return .none }
    func deep(from first: Int) -> ClosedRange<Int> {
      first...min(lines.upperBound, max(first, first + head.lines - 1))
    }
    if part.writing == .vertical {
      return head.lines == 0 ? .none : .block(head.span, lines: deep(from: lines.lowerBound))
    }
    switch part.head {
    case .none, .onPhoto: return .none
    case .beside, .vertical: return .block(head.span, lines: lines)
    case _ where head.lines == 0: return .none
    case .over: return .over(head.span, lines: head.lines)
    case .wrapped: return .block(head.span, lines: deep(from: lines.lowerBound))
    case .enclosed(_, let line):
      let last = max(lines.lowerBound, lines.upperBound - head.lines + 1)
      let first = line.map { min(last, lines.lowerBound + $0 - 1) }
      return .block(head.span, lines: deep(from: first ?? (lines.lowerBound + last) / 2))
    }
  }
}
