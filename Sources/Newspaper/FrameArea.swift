extension FrameItem {
  /// The rectangle an item covers; nil for groups.
  public var area: Rect? {
    switch mark {
    case .group(let clip, _): clip
    case .glyphs: solidArea
    case .shape(.fill(let rect, _)), .shape(.frame(let rect, _, _)), .shape(.ellipse(let rect, _)),
      .shape(.gradient(let rect, _)), .shape(.veil(let rect, _, _)),
      .shape(.plate(let rect, _, _, _)):
      rect
    case .shape: nil
    case .picture(let picture): picture.frame
    case .art(let art): art.frame
    case .placedPage(let placed): placed.printed
    }
  }

  /// What must not be covered: type (its em boxes, a little less high and wide), pictures, art.
  public var solidArea: Rect? {
    switch mark {
    case .glyphs(let run):
      guard let first = run.glyphs.first, let last = run.glyphs.last else { return nil }
      let left = run.origin.x + min(first.x, last.x)
      let right = run.origin.x + max(first.x, last.x) + run.size.scaled(by: 0.5)
      let top = run.origin.y + min(first.y, last.y) - run.size.scaled(by: 0.8)
      let bottom = run.origin.y + max(first.y, last.y) + run.size.scaled(by: 0.04)
      return Rect(x: left, y: top, width: right - left, height: bottom - top)
    case .picture(let picture): return picture.frame
    case .art(let art): return art.frame
    case .placedPage(let placed): return placed.printed
    case .group, .shape: return nil
    }
  }
}

extension PageFrame {
  /// Everything on the page, those in groups one by one.
  public var leaves: [FrameItem] {
    func leaves(of items: [FrameItem]) -> [FrameItem] {
      items.flatMap { item in
        if case .group(_, let inner) = item.mark { leaves(of: inner) } else { [item] }
      }
    }
    return leaves(of: items)
  }
}

extension FrameItem.Mark {
  /// All that it may cover; of type, more than its glyphs need.
  public var extent: Rect? {
    switch self {
    case .group(let clip, _): return clip
    case .glyphs(let run):
      return Self.extent(
        of: run.glyphs.map {
          Rect(
            x: run.origin.x + $0.x - run.size, y: run.origin.y + $0.y - run.size,
            width: run.size * 2, height: run.size * 2)
        })
    case .shape(.fill(let rect, _)), .shape(.frame(let rect, _, _)), .shape(.ellipse(let rect, _)),
      .shape(.gradient(let rect, _)), .shape(.veil(let rect, _, _)),
      .shape(.plate(let rect, _, _, _)):
      return rect
    case .shape(.line(let from, let to, let width, _)):
      return Self.extent(of: [from, to])?.inset(dx: -width / 2, dy: -width / 2)
    case .shape(.polygon(let points, _)): return Self.extent(of: points)
    case .picture(let picture): return picture.frame
    case .art(let art): return art.frame
    case .placedPage(let placed): return placed.printed
    }
  }

  private static func extent(of points: [Point]) -> Rect? {
    extent(of: points.map { Rect(origin: $0, size: Size(width: .zero, height: .zero)) })
  }

  private static func extent(of places: [Rect]) -> Rect? {
    places.dropFirst().reduce(places.first) { $0?.union($1) }
  }
}
