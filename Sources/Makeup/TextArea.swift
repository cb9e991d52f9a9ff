import Composition
import Newspaper

/// The legs and lines that a story's text may use, and where its heads stand.
struct TextArea {
  let place: SlotPlace
  let legs: [Leg]
  /// First and last grid line of the text.
  var firstLine: Int
  let lastLine: Int
  let head: HeadSpot

  /// Where heads stand in a slot.
  enum HeadSpot {
    case none
    /// From the first content line down to the text.
    case over
    /// In a block of its own, all lines deep.
    case beside(x: Length, width: Length)
    case vertical(x: Length, width: Length)
  }

  /// The rows for text round the photos.
  ///
  /// With `total`, only so many, taken off the feet of all legs alike: a left leg is longer than a
  /// right one by at most one line (clreq: balanced columns).
  func rows(around photos: [SetPhoto], total: Int? = nil) -> [TextRow] {
    var free = legs.indices.map { leg in
      lines.filter { line in
        !photos.contains { $0.legs.contains(leg) && $0.lines.contains(line) }
      }
    }
    if let total {
      let surplus = max(0, free.reduce(0) { $0 + $1.count } - total)
      for (offset, leg) in free.indices.reversed().enumerated() {
        let cut = surplus / legs.count + (offset < surplus % legs.count ? 1 : 0)
        free[leg].removeLast(min(cut, free[leg].count))
      }
    }
    return free.enumerated().flatMap { leg, lines in
      lines.enumerated().map { index, line in
        TextRow(
          leg: leg, line: line, x: legs[leg].x, measure: legs[leg].measure,
          startsLeg: index == 0 || lines[index - 1] != line - 1)
      }
    }
  }

  /// The lines of the text, empty when the head leaves none.
  var lines: Range<Int> { firstLine..<max(firstLine, lastLine + 1) }
}

/// A photo of a story at its place among the legs.
struct SetPhoto {
  let photo: Photo
  let rect: Rect
  let caption: [Line]
  let captionLine: Int
  /// What it keeps free of text: legs from 0, grid lines.
  let legs: ClosedRange<Int>
  let lines: ClosedRange<Int>
}

extension PageDesk {
  /// Where text and heads of a story stand in its slot.
  func textArea(_ part: StoryPart, _ place: SlotPlace, headLines: Int) -> TextArea {
    let count = part.legs ?? place.slot.area.columns.count
    let legs = place.legs(count)
    let first = place.lines.lowerBound
    let last = place.lines.upperBound
    switch part.head {
    case .none:
      return TextArea(place: place, legs: legs, firstLine: first, lastLine: last, head: .none)
    case .over:
      return TextArea(
        place: place, legs: legs, firstLine: first + headLines, lastLine: last, head: .over)
    case .beside(let headLegs):
      let taken = min(max(1, headLegs), legs.count - 1)
      let block = legs[0..<taken]
      let width = (block.last?.maxX ?? place.x) - place.x
      return TextArea(
        place: place, legs: Array(legs[taken...]), firstLine: first, lastLine: last,
        head: .beside(x: place.x, width: width))
    case .vertical(let characters):
      let width = grid.bodySize * characters
      let rest = SlotPlace(narrowing: place, by: width + grid.bodySize * grid.gutterCharacters)
      return TextArea(
        place: place, legs: rest.legs(count), firstLine: first, lastLine: last,
        head: .vertical(x: place.x, width: width))
    }
  }

  /// Photos at the places their layout gives them, `change` lines higher or lower than planned.
  func setPhotos(_ photos: [Photo], _ part: StoryPart, _ area: TextArea, change: Int) -> [SetPhoto]
  {
    zip(photos, part.photos).compactMap { photo, box in
      setPhoto(photo, box, area, change: change)
    }
  }

  private func setPhoto(_ photo: Photo, _ box: PhotoBox, _ area: TextArea, change: Int)
    -> SetPhoto?
  {
    let legs = max(0, box.legs.lowerBound - 1)...(box.legs.upperBound - 1)
    guard legs.upperBound < area.legs.count else { return nil }
    let x = area.legs[legs.lowerBound].x
    let width = area.legs[legs.upperBound].maxX - x
    let caption = captionLines(of: photo, measure: width)
    let pictureLines = max(3, box.lines + change)
    // A free line above when text stands above, one below the caption when text goes on.
    let textAbove = box.firstLine != 1
    let depth = (textAbove ? 1 : 0) + pictureLines + caption.count
    let top =
      box.firstLine < 0
      ? area.lastLine + 2 + box.firstLine - depth : area.firstLine + box.firstLine - 1
    let toFoot = top + depth > area.lastLine
    let pictureTop = top + (textAbove ? 1 : 0)
    let last = pictureTop + pictureLines - 1 + caption.count
    guard top >= area.firstLine, last <= area.lastLine else { return nil }
    var rect = area.place.rect(
      from: pictureTop, through: pictureTop + pictureLines - 1, x: x, width: width)
    if textAbove {
      rect = Rect(
        x: rect.minX, y: rect.minY - grid.pitch / 2, width: rect.width,
        height: rect.height + grid.pitch / 2)
    }
    return SetPhoto(
      photo: photo, rect: rect, caption: caption, captionLine: pictureTop + pictureLines,
      legs: legs, lines: top...min(area.lastLine, last + (toFoot ? 0 : 1)))
  }
}
