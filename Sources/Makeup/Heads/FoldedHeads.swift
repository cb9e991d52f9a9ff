import Composition
import Newspaper

/// Heads across the fold of a spread: no character stands in it.
extension PageDesk {
  /// An order for a head in a stretch of the page, which may lie across the fold.
  func headOrder(_ story: Story, in slot: Slot, rank: String, _ span: Span) -> HeadOrder {
    var order = HeadOrder(story, in: slot, rank: rank, measure: span.width)
    if let strip = sheet.typelessStrip, span.from < strip.minX, strip.maxX < span.to {
      order.foldWhite = strip.width
      // Set solid and centred as it is printed: it is opened, and then centred, at the fold.
      order.alignment = .start
    }
    return order
  }

  /// The stretch for type where something stands: the wider side of it where it lies across the
  /// fold.
  func typeSpan(_ span: Span) -> Span {
    let sides = sheet.typeAreas.compactMap { span.shared(with: Span(from: $0.minX, to: $0.maxX)) }
    guard sheet.grid.fold != nil, sides.count > 1 else { return span }
    return sides.max { $0.width < $1.width } ?? span
  }

  /// A line with the fold between two of its characters, and where it then starts; as it was when
  /// it stands clear of the fold, or when its stretch is too narrow.
  ///
  /// It is opened where that moves it least, rather between phrases than within a word.
  func clearOfFold(_ line: Line, at start: Length, in span: Span) -> (line: Line, x: Length) {
    guard let strip = sheet.typelessStrip,
      line.boxes.contains(where: { box in
        start + box.x < strip.maxX && strip.minX < start + box.x + box.advance
      }),
      let opening = openings(of: line, strip.width).filter({ opening in
        let x = strip.midX - opening.middle
        return x + opening.first >= span.from && x + line.width + opening.width <= span.to
      }).min(by: { left, right in
        func cost(_ opening: Opening) -> Length {
          let x = strip.midX - opening.middle
          return Length(units: abs((x + opening.width / 2 - start).units)) + opening.penalty
        }
        return cost(left) < cost(right)
      })
    else { return (line, start) }
    return (line.opened(opening), strip.midX - opening.middle)
  }

  /// All ways to open a line.
  private func openings(of line: Line, _ white: Length) -> [Opening] {
    let size = line.runs.first?.size ?? grid.bodySize
    let boxes = line.boxes.filter { !$0.text.allSatisfy(\.isWhitespace) }
    let breaks = composer.headBreaks(in: boxes.map(\.text).joined())
    guard let first = boxes.first else { return [] }
    var characters = 0
    return zip(boxes, boxes.dropFirst()).compactMap { left, right in
      characters += left.text.count
      let end = left.x + left.advance
      let isSpaced = right.x - end > size / 5
      let penalty: Length
      switch isSpaced || characters > breaks.count ? nil : breaks[characters - 1] {
      case nil: penalty = .zero
      case .phrases?: penalty = grid.bodySize * 2
      // A wide gap in a word is worse than a head that stands off the middle.
      case .word?: penalty = grid.bodySize * 2 + (white > size ? size * 3 : size)
      case .none?: return nil
      }
      let gap = max(white, right.x - end)
      return Opening(
        characters: characters, width: gap - (right.x - end), middle: end + gap / 2,
        start: right.x, first: first.x, penalty: penalty)
    }
  }
}

/// A place where a line can be opened.
private struct Opening {
  /// How many characters, spaces not counted, stand before it.
  let characters: Int
  /// How far what follows moves to the right.
  let width: Length
  /// The middle of the gap, from the line's start.
  let middle: Length
  /// Where what follows starts before it is moved.
  let start: Length
  /// The left edge of the line's first character.
  let first: Length
  /// How much a reader is disturbed, as a distance.
  let penalty: Length
}

extension Line {
  fileprivate func opened(_ opening: Opening) -> Line {
    var line = self
    for index in line.boxes.indices where line.boxes[index].x >= opening.start {
      line.boxes[index].x += opening.width
    }
    line.width += opening.width
    line.runs = []
    var characters = opening.characters
    for run in runs {
      let (left, right) = run.cut(afterBytes: run.text.bytes(of: &characters))
      if let left { line.runs.append(left) }
      if var right {
        right.origin.x += opening.width
        line.runs.append(right)
      }
    }
    return line
  }
}

extension String {
  /// The bytes of its first characters, spaces not counted and those after them included; takes the
  /// characters it has off the count.
  fileprivate func bytes(of count: inout Int) -> Int {
    var bytes = 0
    for character in self {
      if !character.isWhitespace {
        if count == 0 { break }
        count -= 1
      }
      bytes += character.utf8.count
    }
    return bytes
  }
}
