import Newspaper

/// Where two versions of a page look different.
struct FrameDifference {
  /// The areas that have to be drawn anew; none when both look the same.
  private(set) var areas: [Rect] = []

  /// Compares the items of two pages.
  init(_ old: PageFrame, _ new: PageFrame) {
    let whole = Rect(origin: .zero, size: new.sheet.trim)
    guard old.sheet.trim == new.sheet.trim, old.inks == new.inks else {
      areas = [whole]
      return
    }
    // Most of a page is as it was: only the middle between a common head and tail is looked at.
    let same = zip(old.items, new.items).prefix { $0.mark == $1.mark }.count
    let most = min(old.items.count, new.items.count) - same
    let sameEnd = zip(old.items.reversed(), new.items.reversed()).prefix(most)
      .prefix { $0.mark == $1.mark }.count
    let before = old.items[same..<(old.items.count - sameEnd)]
    let after = new.items[same..<(new.items.count - sameEnd)]
    var counts: [FrameItem.Mark: Int] = [:]
    for item in before { counts[item.mark, default: 0] += 1 }
    var gone = counts
    for item in after {
      if let left = gone[item.mark], left > 0 {
        gone[item.mark] = left - 1
      } else {
        add(item.mark.paintedArea ?? whole)
      }
    }
    for item in before {
      if let left = gone[item.mark], left > 0 {
        gone[item.mark] = left - 1
        add(item.mark.paintedArea ?? whole)
      }
    }
    // The same items one over the other in another order.
    if areas.isEmpty, !before.isEmpty { areas = [whole] }
  }

  /// Adds an area, taking together those that touch.
  private mutating func add(_ area: Rect) {
    var area = area
    while let index = areas.firstIndex(where: { $0.overlaps(area) }) {
      area = area.union(areas.remove(at: index))
    }
    areas.append(area)
  }
}

extension FrameItem.Mark {
  /// What an item may put ink on, with a little to spare; nil where that is not known.
  var paintedArea: Rect? {
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
  func spread(by distance: Length) -> Rect { inset(dx: -distance, dy: -distance) }
}
