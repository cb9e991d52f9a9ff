// A spread is made up as one frame and cut at its fold into the two pages of the paper.

extension PageFrame {
  /// The pages of the paper: a spread is cut at its fold, any other frame is its one page.
  ///
  /// Characters stand on one side only. What reaches across the fold is printed on both sides, each
  /// with its part: to the fold of a whole sheet, and over the trim by the bleed where two sheets
  /// meet.
  public func cutAtFold() -> [PageFrame] {
    guard let fold = sheet.grid.fold else { return [self] }
    return Knife.Side.allCases.enumerated().map { index, side in
      let knife = Knife(fold, side, bleed: sheet.bleed, height: sheet.trim.height)
      var frame = PageFrame(page: page + index, sheet: sheet.page, inks: inks)
      frame.section = section
      frame.items = items.compactMap { knife.part(of: $0) }
      return frame
    }
  }
}

extension Rect {
  /// The index of the page of a spread that has more of the rectangle, and that part of it on that
  /// page.
  public func onPage(of fold: Fold?) -> (index: Int, rect: Rect) {
    guard let fold, maxX > fold.pageWidth else { return (0, self) }
    if minX >= fold.pageWidth { return (1, offset(dx: -fold.pageWidth, dy: .zero)) }
    let left = fold.pageWidth - minX
    let right = maxX - fold.pageWidth
    return left >= right
      ? (0, Rect(x: minX, y: minY, width: left, height: height))
      : (1, Rect(x: .zero, y: minY, width: right, height: height))
  }
}

/// What cuts one page off a spread.
private struct Knife {
  enum Side: CaseIterable { case left, right }

  let side: Side
  /// Where it cuts.
  let x: Length
  /// The page with as much round it as is printed.
  let sheet: Rect
  /// How far everything moves to stand on a page of its own.
  private var shift: Length { side == .left ? .zero : -x }

  init(_ fold: Fold, _ side: Side, bleed: Length, height: Length) {
    self.side = side
    x = fold.pageWidth
    let over = fold.paper == .cut ? bleed : .zero
    sheet = Rect(
      x: side == .left ? -bleed : fold.pageWidth - over, y: -bleed,
      width: fold.pageWidth + bleed + over, height: height + bleed * 2)
  }

  /// What of an item stands on the page, from the page's corner; nil for nothing.
  func part(of item: FrameItem) -> FrameItem? {
    mark(of: item).map { FrameItem($0.moved(x: shift, y: .zero), item.subject) }
  }

  private func mark(of item: FrameItem) -> FrameItem.Mark? {
    if case .glyphs(let run) = item.mark {
      let (left, right) = run.cut { middle, _ in middle < x }
      return (side == .left ? left : right).map { .glyphs($0) }
    }
    guard let extent = item.mark.extent else { return nil }
    guard extent.minX < x, extent.maxX > x else {
      return (extent.midX < x) == (side == .left) ? item.mark : nil
    }
    let rect = extent.intersection(sheet)
    switch item.mark {
    case .shape(.fill(_, let paint)): return .shape(.fill(rect, paint))
    case .shape(.veil(_, let paint, let strength)):
      return .shape(.veil(rect, paint, strength: strength))
    case .picture(let picture): return .picture(picture.cropped(to: rect))
    case .placedPage(var placed):
      placed.clip = rect
      return .placedPage(placed)
    case .group(_, let inner): return .group(clip: rect, inner)
    case .shape, .art, .glyphs: return .group(clip: rect, [item])
    }
  }
}

extension PlacedPicture {
  /// The part of the picture that lies in a part of its box, to the nearest pixel.
  fileprivate func cropped(to part: Rect) -> PlacedPicture {
    let scale = Double(crop.width) / frame.width.points
    func pixel(_ x: Length) -> Int { Int(((x - frame.minX).points * scale).rounded()) }
    let first = min(pixel(part.minX), crop.width - 1)
    var picture = self
    picture.frame = part
    picture.crop.x = crop.x + first
    picture.crop.width = max(1, pixel(part.maxX) - first)
    return picture
  }
}

extension GlyphRun {
  /// The run in two, before and after so many bytes of its text.
  public func cut(afterBytes count: Int) -> (left: GlyphRun?, right: GlyphRun?) {
    cut { _, end in end <= count }
  }

  /// The run in two: the clusters that are at the left by their middle on the page, or by the end
  /// of their bytes, and the others.
  fileprivate func cut(
    isLeft: (_ middle: Length, _ end: Int) -> Bool
  ) -> (left: GlyphRun?, right: GlyphRun?) {
    var index = text.utf8.startIndex
    var glyph = 0
    var left = emptied
    var right = emptied
    for cluster in clusters {
      let end = text.utf8.index(index, offsetBy: cluster.bytes)
      let own = glyphs[glyph..<glyph + cluster.glyphs]
      let words = text[index..<end]
      let bytes = text.utf8.distance(from: text.utf8.startIndex, to: end)
      if isLeft(origin.x + middle(of: words, own), bytes) {
        left.append(words, own, cluster)
      } else {
        right.append(words, own, cluster)
      }
      index = end
      glyph += cluster.glyphs
    }
    if right.clusters.isEmpty { return (self, nil) }
    if left.clusters.isEmpty { return (nil, self) }
    right.swallowedSpace = swallowedSpace
    return (left, right)
  }

  /// About the middle of a cluster, from the run's origin: Western characters are half as wide.
  private func middle(of words: Substring, _ glyphs: ArraySlice<Glyph>) -> Length {
    let isWide = (words.unicodeScalars.first?.value ?? 0) >= 0x2000
    let half = size.scaled(by: (isWide ? 0.5 : 0.25) * Double(widthScale) / 1000)
    return (glyphs.first?.x ?? .zero) + (writing == .vertical ? .zero : half)
  }

  private var emptied: GlyphRun {
    var run = self
    run.text = ""
    run.glyphs = []
    run.clusters = []
    run.swallowedSpace = nil
    return run
  }

  private mutating func append(
    _ words: Substring, _ glyphs: ArraySlice<Glyph>, _ cluster: Cluster
  ) {
    text += words
    self.glyphs += glyphs
    clusters.append(cluster)
  }
}

extension FrameItem.Mark {
  /// The mark moved right by `x` and down by `y`.
  public func moved(x: Length, y: Length) -> FrameItem.Mark {
    switch self {
    case .group(let clip, let items):
      return .group(
        clip: clip.offset(dx: x, dy: y),
        items.map { FrameItem($0.mark.moved(x: x, y: y), $0.subject) })
    case .glyphs(var run):
      run.origin = run.origin + Point(x: x, y: y)
      return .glyphs(run)
    case .shape(let shape): return .shape(shape.moved(x: x, y: y))
    case .picture(var picture):
      picture.frame = picture.frame.offset(dx: x, dy: y)
      return .picture(picture)
    case .art(var art):
      art.frame = art.frame.offset(dx: x, dy: y)
      return .art(art)
    case .placedPage(var placed):
      placed.frame = placed.frame.offset(dx: x, dy: y)
      placed.clip = placed.clip?.offset(dx: x, dy: y)
      return .placedPage(placed)
    }
  }
}
