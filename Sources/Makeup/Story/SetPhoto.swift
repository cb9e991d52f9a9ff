import Composition
import Newspaper

/// A photo of a story at its place among the legs.
struct SetPhoto {
  let photo: Photo
  let rect: Rect
  let caption: [Line]
  let captionLine: Int
  /// What it keeps free of text.
  let obstacle: Obstacle
}

extension StorySetting {
  /// Photos at the places their layout gives them, `change` lines higher or lower than planned.
  func setPhotos(in area: TextArea, change: Int) -> [SetPhoto] {
    zip(photos, part.photos).compactMap { photo, box in
      setPhoto(photo, box, area, change: change)
    }
  }

  private func setPhoto(_ photo: Photo, _ box: PhotoBox, _ area: TextArea, change: Int)
    -> SetPhoto?
  {
    guard let span = area.span(of: box) else { return nil }
    let caption = captionLines(of: photo, measure: span.width)
    let pictureLines = max(3, box.lines + change)
    // A free line above when text stands above, one below the caption when text goes on.
    let textAbove = box.firstLine != 1
    let depth = (textAbove ? 1 : 0) + pictureLines + caption.count
    let lastLine = area.lines.upperBound
    let top =
      box.firstLine < 0
      ? lastLine + 2 + box.firstLine - depth : area.firstTextLine + box.firstLine - 1
    let toFoot = top + depth > lastLine
    let pictureTop = top + (textAbove ? 1 : 0)
    let last = pictureTop + pictureLines - 1 + caption.count
    guard top >= area.firstTextLine, last <= lastLine else { return nil }
    let grid = place.grid
    var rect = place.rect(
      from: pictureTop, through: pictureTop + pictureLines - 1, x: span.from, width: span.width)
    if textAbove {
      rect = Rect(
        x: rect.minX, y: rect.minY - grid.pitch / 2, width: rect.width,
        height: rect.height + grid.pitch / 2)
    }
    return SetPhoto(
      photo: photo, rect: rect, caption: caption, captionLine: pictureTop + pictureLines,
      obstacle: area.clear(span, top...min(lastLine, last + (toFoot ? 0 : 1))))
  }
}

extension TextArea {
  /// From left to right what a box among the legs covers; nil when it names legs that are not
  /// there.
  func span(of box: PhotoBox) -> Span? {
    let first = max(0, box.legs.lowerBound - 1)
    let last = box.legs.upperBound - 1
    guard last < legs.count, first <= last else { return nil }
    let whole = Span(from: legs[first].x, to: legs[last].maxX)
    guard let characters = box.characters else { return whole }
    let width = min(whole.width, place.grid.bodySize * characters)
    let x: Length =
      switch box.side {
      case .start: whole.from
      case .middle: whole.from + (whole.width - width) / 2
      case .end: whole.to - width
      }
    return Span(from: x, to: x + width)
  }
}
