import Composition
import Newspaper

/// A photo of a story at its place among the legs.
struct SetPhoto {
  let photo: Photo
  let rect: Rect
  let caption: [Line]
  /// The top of the caption's first line.
  let captionTop: Length
  /// What it keeps free of text.
  let obstacle: Obstacle
}

/// A pull quote at its place among the legs.
struct SetQuote {
  let text: Located<String>
  let rect: Rect
  let lines: [Line]
  let obstacle: Obstacle
}

extension StorySetting {
  /// Photos at the places their layout gives them, as many lines higher or lower as chosen.
  ///
  /// A photo that would stand on the head, on another box or on what lies over the slot has no room.
  func setPhotos(in area: TextArea, _ choices: StoryChoices) -> [SetPhoto] {
    var set: [SetPhoto] = []
    for (index, (photo, box)) in placedPhotos.enumerated() {
      guard let one = setPhoto(photo, box, area, change: choices.photoChange(index)),
        area.hasRoom(for: one.obstacle, beside: set.map(\.obstacle))
      else { continue }
      set.append(one)
    }
    return set
  }

  private func setPhoto(_ photo: Photo, _ box: PhotoBox, _ area: TextArea, change: Int)
    -> SetPhoto?
  {
    guard let span = area.span(of: box) else { return nil }
    let grid = place.grid
    let pictureLines = max(3, box.lines + change)
    guard area.ground.writing == .horizontal else {
      return setPhoto(photo, span, area, from: box.firstLine, lines: pictureLines)
    }
    let caption = captionLines(of: photo, measure: desk.typeSpan(span).width)
    guard let block = area.block(box, depth: pictureLines + caption.count) else { return nil }
    let last = block.first + pictureLines - 1
    var rect = area.ground.rect(span, block.first...last)
    if block.hasTextAbove {
      rect = Rect(
        x: rect.minX, y: rect.minY - grid.pitch / 2, width: rect.width,
        height: rect.height + grid.pitch / 2)
    }
    return SetPhoto(
      photo: photo, rect: rect, caption: caption, captionTop: place.top(of: last + 1),
      // It reaches half a line over its lines: nothing else may stand there.
      obstacle: area.clear(
        span, block.lines, core: block.lines.lowerBound...block.coreLines.upperBound))
  }

  /// A photo among vertical lines, from a line on, its caption under it.
  private func setPhoto(
    _ photo: Photo, _ span: Span, _ area: TextArea, from first: Int, lines count: Int
  ) -> SetPhoto? {
    let all = area.lines
    let start = first < 0 ? all.upperBound + 2 + first - count : area.firstTextLine + first - 1
    guard start >= area.firstTextLine, start + count - 1 <= all.upperBound else { return nil }
    let grid = place.grid
    let whole = area.ground.rect(span, start...start + count - 1)
    let caption = captionLines(of: photo, measure: whole.width)
    let foot = grid.pitch * caption.count
    guard whole.height > foot + grid.pitch * 2 else { return nil }
    let rect = Rect(
      x: whole.minX, y: whole.minY, width: whole.width, height: whole.height - foot)
    return SetPhoto(
      photo: photo, rect: rect, caption: caption, captionTop: rect.maxY,
      obstacle: area.clear(
        span, max(1, start - 1)...start + count, core: start...start + count - 1))
  }

  /// Pull quotes at the places of the layout; one that its place does not hold is left out.
  func setQuotes(in area: TextArea, beside photos: [SetPhoto]) -> [SetQuote] {
    var set: [SetQuote] = []
    if area.ground.writing == .vertical { return set }
    for (text, box) in zip(story.quotes, part.quotes) {
      guard let span = area.span(of: box), let block = area.block(box, depth: box.lines),
        let lines = quoteLines(text.value, span.width, depth: box.lines)
      else { continue }
      let one = SetQuote(
        text: text, rect: area.ground.rect(span, block.first...block.first + box.lines - 1),
        lines: lines, obstacle: area.clear(span, block.lines, core: block.coreLines))
      let others = photos.map(\.obstacle) + set.map(\.obstacle)
      if area.hasRoom(for: one.obstacle, beside: others) { set.append(one) }
    }
    return set
  }

  /// The lines of a quote, divided at phrases; nil when they are more than the box holds.
  private func quoteLines(_ text: String, _ measure: Length, depth: Int) -> [Line]? {
    var style = desk.styles[.pullQuote]
    if style.alignment == .justify { style.alignment = .center }
    // A rule and some white above and below.
    let room = place.grid.pitch * depth - place.grid.pitch
    let most = room.units / max(1, style.pitch.units)
    guard most > 0 else { return nil }
    return desk.composer.headline([text], style: style, measure: measure, maxLines: most)?.lines
  }
}

extension TextArea {
  /// The lines of a box among the legs.
  struct Block {
    /// Its lines.
    let coreLines: ClosedRange<Int>
    /// With the free lines above and below it.
    let lines: ClosedRange<Int>
    let hasTextAbove: Bool

    var first: Int { coreLines.lowerBound }
  }

  /// From left to right what a box among the legs covers; nil when it names legs that are not
  /// there.
  func span(of box: PhotoBox) -> Span? {
    let first = max(0, box.legs.lowerBound - 1)
    let last = box.legs.upperBound - 1
    guard last < legs.count, first <= last else { return nil }
    let whole = Span(from: legs[first].x, to: legs[last].maxX)
    guard let characters = box.characters else { return whole }
    let width = min(whole.width, ground.place.grid.bodySize * characters)
    let start: Length =
      switch box.side {
      case .start: whole.from
      case .middle: whole.from + (whole.width - width) / 2
      case .end: whole.to - width
      }
    return Span(from: start, to: start + width)
  }

  /// Where a box of a depth stands: a free line above when text stands above, one below when text
  /// goes on; nil when the lines of the text do not hold it.
  func block(_ box: PhotoBox, depth: Int) -> Block? {
    let hasTextAbove = box.firstLine != 1
    let whole = depth + (hasTextAbove ? 1 : 0)
    let top =
      box.firstLine < 0
      ? lines.upperBound + 2 + box.firstLine - whole : firstTextLine + box.firstLine - 1
    let first = top + (hasTextAbove ? 1 : 0)
    let last = first + depth - 1
    guard top >= firstTextLine, last <= lines.upperBound else { return nil }
    return Block(
      coreLines: first...last, lines: top...min(lines.upperBound, last + 1),
      hasTextAbove: hasTextAbove)
  }
}
