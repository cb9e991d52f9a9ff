import Newspaper

/// A layout drawn as shapes: heads as dark bars, text as grey lines, photos as grey boxes.
struct LayoutThumbnail {
  let layout: PageLayout
  let styles: StyleSheet

  private var grid: Grid { layout.sheet.grid }

  /// The page as shapes alone.
  func frame() -> PageFrame {
    var frame = PageFrame(page: 1, sheet: layout.sheet, inks: .standard)
    let trim = Rect(origin: .zero, size: layout.sheet.trim)
    var shapes: [Shape] = [.fill(trim, .paper), .frame(trim, width: .points(4), grey(35))]
    // What lies over another slot is drawn last, on paper.
    for slot in layout.slots.filter({ $0.over.isEmpty }) { shapes += draw(slot) }
    for slot in layout.slots.filter({ !$0.over.isEmpty }) {
      shapes += [.fill(rect(of: slot).inset(dx: -grid.bodySize, dy: .zero), .paper)] + draw(slot)
    }
    for rule in layout.rules { shapes.append(.fill(rect(of: rule), grey(80))) }
    if let fold = grid.fold {
      let (head, foot) = (
        Point(x: fold.pageWidth, y: .zero), Point(x: fold.pageWidth, y: trim.maxY)
      )
      shapes.append(.line(head, foot, width: .points(2), grey(35)))
    }
    frame.items = shapes.map { FrameItem(.shape($0), Subject(.mark)) }
    return frame
  }

  private func grey(_ tint: Int) -> Paint { Paint("black", tint: tint) }

  private func rect(of slot: Slot) -> Rect { rect(slot.area.columns, slot.area.lines) }

  private func rect(_ columns: ClosedRange<Int>, _ lines: ClosedRange<Int>) -> Rect {
    let origin = layout.sheet.typeAreaOrigin
    return grid.rect(of: GridArea(columns: columns, lines: lines))
      .offset(dx: origin.x, dy: origin.y).inset(dx: .zero, dy: grid.lineInset)
  }

  private func rect(of rule: LayoutRule) -> Rect {
    let width = max(rule.width, .points(2))
    switch rule.course {
    case .horizontal(let line, let columns):
      let place = rect(columns, line...line)
      return Rect(x: place.minX, y: place.midY, width: place.width, height: width)
    case .vertical(let column, let lines):
      let place = rect(column...column, lines)
      return Rect(
        x: place.maxX + grid.bodySize / 2, y: place.minY, width: width, height: place.height)
    }
  }

  private func draw(_ slot: Slot) -> [Shape] {
    guard slot.part != .folio else { return folio() }
    let whole = rect(of: slot)
    var shapes: [Shape] = []
    var place = whole
    if let box = slot.box {
      if box.ground != nil { shapes.append(.fill(whole, grey(10))) }
      shapes.append(.frame(whole, width: .points(2.5), grey(70)))
      place = whole.inset(dx: grid.bodySize, dy: grid.pitch)
    }
    return shapes + part(of: slot, in: place)
  }

  private func part(of slot: Slot, in place: Rect) -> [Shape] {
    switch slot.part {
    case .masthead: [.fill(place.inset(dx: grid.bodySize * 2, dy: grid.pitch * 2), grey(90))]
    case .ear: lines(in: place, every: 1.3, tint: 60)
    case .numberLine: [.fill(place.inset(dx: .zero, dy: grid.pitch), grey(40))]
    case .qrRow, .barCode: codes(in: place)
    case .folio: []
    case .story(let part): story(part, slot, in: place)
    case .photoNews:
      label(in: place) + photo(place.cut(top: grid.pitch * 2, bottom: grid.pitch * 2))
        + lines(in: place.bottom(grid.pitch * 2), every: 1, tint: 38)
    case .photoFeature(let part): feature(part, in: place)
    case .items(let part):
      label(in: place)
        + text(
          legs: part.legs.count(in: slot.area.columns.count), in: place.cut(top: grid.pitch * 2))
    case .teasers: label(in: place) + lines(in: place.cut(top: grid.pitch * 2), every: 2, tint: 60)
    case .display: display(in: place)
    case .chart: chart(in: place)
    case .announcement(let part):
      story(StoryPart(rank: part.rank, legs: part.legs), slot, in: place)
    case .editors: lines(in: place, every: 1, tint: 60)
    case .advertisement: advertisement(in: place)
    }
  }
}

// MARK: - Parts

extension LayoutThumbnail {
  private func folio() -> [Shape] {
    layout.sheet.typeAreas.map { area in
      .fill(
        Rect(x: area.minX, y: area.minY - grid.pitch, width: area.width, height: .points(2.5)),
        grey(70))
    }
  }

  private func story(_ part: StoryPart, _ slot: Slot, in place: Rect) -> [Shape] {
    let size = styles.head(part.rank)?.sizes.first ?? grid.bodySize * 2
    let legs = part.legs.count(in: slot.area.columns.count)
    var body = place
    var shapes: [Shape] = []
    switch part.head {
    case .none: break
    case .vertical(let characters):
      let width = grid.bodySize * characters
      let bar = Rect(x: place.minX, y: place.minY, width: width, height: place.height)
      shapes.append(.fill(bar.inset(dx: width / 5, dy: grid.pitch), grey(85)))
      body = place.cut(left: width + grid.bodySize)
    case .beside(let count):
      let width = place.width * count / legs
      let block = Rect(x: place.minX, y: place.minY, width: width, height: place.height)
      shapes.append(.fill(block.inset(dx: width / 8, dy: (place.height - size) / 2), grey(85)))
      body = place.cut(left: width)
    default:
      let height = size.scaled(by: 0.9)
      let bar = Rect(
        x: place.minX + place.width / 6, y: place.minY + grid.pitch, width: place.width * 2 / 3,
        height: height)
      shapes.append(.fill(bar, grey(85)))
      body = place.cut(top: height + grid.pitch * 2)
    }
    shapes += text(legs: legs, in: body)
    for box in part.photos {
      let columns = self.legs(legs, in: body)
      guard box.legs.upperBound <= columns.count else { continue }
      let first = columns[box.legs.lowerBound - 1]
      let width = columns[box.legs.upperBound - 1].maxX - first.minX
      let height = grid.pitch * box.lines
      let y =
        box.firstLine > 0
        ? body.minY + grid.pitch * (box.firstLine - 1) : body.maxY - height - grid.pitch * 2
      let frame = Rect(x: first.minX, y: y, width: width, height: height)
      shapes.append(.fill(frame.inset(dx: -grid.bodySize / 2, dy: -grid.pitch / 2), .paper))
      shapes += photo(frame)
    }
    return shapes
  }

  /// Legs side by side; across the fold, each page's share of them on it.
  private func legs(_ count: Int, in place: Rect) -> [Rect] {
    let pages = layout.sheet.typeAreas.map { place.intersection($0) }.filter { $0.width > .zero }
    guard pages.count == 2, count > 1 else { return evenLegs(count, in: place) }
    let share = pages[0].width / (pages[0].width + pages[1].width)
    let left = min(count - 1, max(1, Int((Double(count) * share).rounded())))
    return evenLegs(left, in: pages[0]) + evenLegs(count - left, in: pages[1])
  }

  private func evenLegs(_ count: Int, in place: Rect) -> [Rect] {
    let gutter = grid.bodySize * grid.gutterCharacters
    let width = (place.width - gutter * (count - 1)) / count
    return (0..<count).map {
      Rect(x: place.minX + (width + gutter) * $0, y: place.minY, width: width, height: place.height)
    }
  }

  private func text(legs count: Int, in place: Rect) -> [Shape] {
    legs(max(1, count), in: place).flatMap { lines(in: $0, every: 1.5, tint: 38) }
  }

  private func lines(in place: Rect, every step: Double, tint: Int) -> [Shape] {
    let pitch = grid.pitch.scaled(by: step)
    let count = max(0, place.height.units / max(1, pitch.units))
    return (0..<count).map { index in
      .fill(
        Rect(
          x: place.minX, y: place.minY + pitch * index + pitch / 4, width: place.width,
          height: pitch.scaled(by: 0.45)), grey(tint))
    }
  }

  private func photo(_ frame: Rect) -> [Shape] {
    [
      .fill(frame, grey(28)), .frame(frame, width: .points(2), grey(60)),
      .line(
        Point(x: frame.minX, y: frame.maxY), Point(x: frame.maxX, y: frame.minY),
        width: .points(2), grey(60)),
    ]
  }

  private func label(in place: Rect) -> [Shape] {
    [
      .fill(
        Rect(
          x: place.minX, y: place.minY, width: min(place.width / 2, grid.bodySize * 6),
          height: grid.pitch.scaled(by: 1.4)), grey(85))
    ]
  }

  private func codes(in place: Rect) -> [Shape] {
    let side = min(place.height, place.width / 2).scaled(by: 0.8)
    return [
      .fill(
        Rect(
          x: place.midX - side / 2, y: place.midY - side / 2, width: side, height: side),
        grey(65))
    ]
  }

  private func feature(_ part: PhotoFeaturePart, in place: Rect) -> [Shape] {
    let head = Rect(
      x: place.minX + place.width / 6, y: place.minY + grid.pitch, width: place.width * 2 / 3,
      height: grid.pitch * 2)
    let body = place.cut(top: grid.pitch * 5)
    let caption = grid.pitch * 2
    func row(_ count: Int, _ area: Rect) -> [Shape] {
      legs(count, in: area).flatMap { photo($0.cut(bottom: caption)) }
    }
    let upper = Rect(
      x: body.minX, y: body.minY, width: body.width, height: body.height.scaled(by: 0.55))
    let lower = body.cut(top: body.height.scaled(by: 0.55))
    let photos: [Shape] =
      switch part.arrangement {
      case .row: row(3, body)
      case .largeOnTop: row(1, upper) + row(3, lower)
      case .pairs: row(2, upper) + row(2, lower)
      case .largeAtLeft:
        photo(body.cut(right: body.width / 3 + grid.bodySize, bottom: caption))
          + photo(upper.cut(left: body.width * 2 / 3, bottom: caption))
          + photo(lower.cut(left: body.width * 2 / 3, bottom: caption))
      }
    return [.fill(head, grey(85))] + photos
  }

  private func display(in place: Rect) -> [Shape] {
    [
      .fill(
        Rect(
          x: place.minX + place.width / 4, y: place.midY - grid.pitch, width: place.width / 2,
          height: grid.pitch * 2), grey(70))
    ]
  }

  private func chart(in place: Rect) -> [Shape] {
    let heights = [0.35, 0.5, 0.42, 0.7, 0.6, 0.85]
    let step = place.width / heights.count
    return [.frame(place, width: .points(2), grey(60))]
      + heights.enumerated().map { index, share in
        let height = place.height.scaled(by: share * 0.8)
        return .fill(
          Rect(
            x: place.minX + step * index + step / 4, y: place.maxY - height, width: step / 2,
            height: height), grey(50))
      }
  }

  private func advertisement(in place: Rect) -> [Shape] {
    [
      .fill(place, grey(6)), .frame(place, width: .points(3), grey(70)),
      .line(place.origin, Point(x: place.maxX, y: place.maxY), width: .points(2), grey(45)),
      .line(
        Point(x: place.minX, y: place.maxY), Point(x: place.maxX, y: place.minY),
        width: .points(2), grey(45)),
    ]
  }
}

extension Rect {
  /// What is left when so much is cut off its sides.
  fileprivate func cut(
    top: Length = .zero, left: Length = .zero, right: Length = .zero, bottom: Length = .zero
  ) -> Rect {
    Rect(
      x: minX + left, y: minY + top, width: max(.points(1), width - left - right),
      height: max(.points(1), height - top - bottom))
  }

  /// A strip along its foot.
  fileprivate func bottom(_ height: Length) -> Rect {
    Rect(x: minX, y: maxY - height, width: width, height: height)
  }
}
