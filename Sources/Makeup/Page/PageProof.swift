public import Newspaper

extension PageFrame {
  /// What makeup promises of every page, proved from the frame: all on the page's grid, nothing
  /// outside the sheet, no text over other text or over a picture, rules no longer than their text.
  public func faults() -> Report {
    var report = Report()
    for fault in gridFaults() + outside() + collisions() + ruleFaults() + foldFaults() {
      report.add(fault)
    }
    return report
  }

  /// Items that reach over the bleed.
  private func outside() -> [Diagnostic] {
    let sheetRect = Rect(
      x: -sheet.bleed, y: -sheet.bleed, width: sheet.trim.width + sheet.bleed * 2,
      height: sheet.trim.height + sheet.bleed * 2)
    return items.compactMap { item in
      guard let area = item.area, !sheetRect.contains(area) else { return nil }
      return Diagnostic(
        .error, "makeup.item.outside", subject: item.subject.source, at: item.subject.at,
        page: page, area: area,
        "\(item.subject.part.rawValue) of slot \(item.subject.slot) reaches over the sheet",
        hints: ["make the slot smaller or move it inside the type area"])
    }
  }

  /// Pairs of text and text, or text and picture, of which one stands on the other.
  private func collisions() -> [Diagnostic] {
    let solid = items.indices.compactMap { index in
      items[index].solidArea.map { (index: index, area: $0) }
    }.sorted { ($0.area.minY, $0.index) < ($1.area.minY, $1.index) }
    var found: [Diagnostic] = []
    for (position, first) in solid.enumerated() {
      for second in solid[(position + 1)...] {
        if second.area.minY >= first.area.maxY { break }
        guard first.area.overlaps(second.area) else { continue }
        let (below, above) = (items[first.index], items[second.index])
        if collides(below, above) { found.append(collision(of: above, with: below, second.area)) }
      }
    }
    return found
  }

  private func collision(
    of above: FrameItem, with below: FrameItem, _ area: Rect
  ) -> Diagnostic {
    Diagnostic(
      .error, "makeup.items.collide", subject: above.subject.source, at: above.subject.at,
      page: page, area: area,
      "\(above.subject.part.rawValue) of slot \(above.subject.slot) stands on "
        + "\(below.subject.part.rawValue) of slot \(below.subject.slot)",
      explanation: "“\(below.words.prefix(12))” and “\(above.words.prefix(12))”",
      hints: ["give one of the two more room, or cut it"])
  }

  private func collides(_ first: FrameItem, _ second: FrameItem) -> Bool {
    // Runs of one line (a style change) touch by design; art may lie behind display type.
    if case .glyphs(let a) = first.mark, case .glyphs(let b) = second.mark,
      first.subject == second.subject, a.origin.y == b.origin.y
    {
      return false
    }
    // 反白: type in paper stands on a picture of its own slot by design.
    if first.subject.slot == second.subject.slot,
      first.isReversedType && second.isPicture || second.isReversedType && first.isPicture
    {
      return false
    }
    let parts = [first.subject.part, second.subject.part]
    return !(parts.contains(.display) && first.subject.slot == second.subject.slot)
  }
}

extension FrameItem {
  fileprivate var isReversedType: Bool {
    if case .glyphs(let run) = mark { run.paint == .paper } else { false }
  }

  fileprivate var isPicture: Bool {
    if case .picture = mark { true } else { false }
  }

  /// What it says, or what it shows.
  var words: String {
    if case .glyphs(let run) = mark { run.text } else { subject.source }
  }
}
