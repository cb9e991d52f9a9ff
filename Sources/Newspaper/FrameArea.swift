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
    case .placedPage(let placed): placed.frame
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
    case .placedPage(let placed): return placed.frame
    case .group, .shape: return nil
    }
  }
}
