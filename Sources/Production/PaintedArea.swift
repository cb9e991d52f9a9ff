public import Newspaper

extension FrameItem.Mark {
  /// What it may put ink on, with a little to spare; nil where that is not known.
  public var paintedArea: Rect? {
    switch self {
    case .group(let clip, _): clip
    case .glyphs(let run): run.paintedArea
    case .shape(let shape): shape.paintedArea
    case .picture(let picture): picture.frame.spread(by: .points(1))
    case .art(let art): art.frame.spread(by: .points(1))
    case .placedPage(let placed): placed.printed.spread(by: .points(1))
    }
  }
}

extension GlyphRun {
  /// The em boxes of its glyphs and half an em round them, for marks that reach out of theirs.
  fileprivate var paintedArea: Rect? {
    guard let first = glyphs.first else { return nil }
    var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
    for glyph in glyphs {
      left = min(left, glyph.x)
      right = max(right, glyph.x)
      top = min(top, glyph.y)
      bottom = max(bottom, glyph.y)
    }
    let corner = Point(x: origin.x + left - size / 2, y: origin.y + top - size - size / 2)
    return Rect(
      x: corner.x, y: corner.y, width: right - left + size * 2, height: bottom - top + size * 2)
  }
}

extension Shape {
  fileprivate var paintedArea: Rect {
    switch self {
    case .fill(let rect, _), .frame(let rect, _, _), .ellipse(let rect, _),
      .plate(let rect, _, _, _), .gradient(let rect, _), .veil(let rect, _, _):
      rect.spread(by: .points(1))
    case .line(let start, let end, let width, _):
      Rect(
        x: min(start.x, end.x), y: min(start.y, end.y),
        width: max(start.x, end.x) - min(start.x, end.x),
        height: max(start.y, end.y) - min(start.y, end.y)
      ).spread(by: width + .points(1))
    case .polygon(let points, _):
      points.dropFirst().reduce(
        Rect(origin: points.first ?? .zero, size: Size(width: .zero, height: .zero))
      ) {
        $0.union(Rect(origin: $1, size: Size(width: .zero, height: .zero)))
      }.spread(by: .points(1))
    }
  }
}

extension Rect {
  fileprivate func spread(by distance: Length) -> Rect { inset(dx: -distance, dy: -distance) }
}
