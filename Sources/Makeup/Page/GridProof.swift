import Newspaper

/// The grid, proved from the frame: what stands off it was placed wrong.
extension PageFrame {
  /// Body lines off the grid's lines; photos, captions and boxes that do not take whole lines.
  func gridFaults() -> [Diagnostic] {
    let downward = axes
    return items.compactMap { item in
      switch (item.subject.part, item.mark) {
      case (.body, .glyphs(let run)) where run.size == sheet.grid.bodySize:
        if run.writing == .vertical {
          return run.turn == .upright ? fault(item, run, from: downward[item.subject.slot]) : nil
        }
        guard !isOnLine(run.origin.y - sheet.grid.baselineInLine) else { return nil }
        return offGrid(
          item, "makeup.grid.baseline", "“\(run.text.prefix(8))”",
          "its baseline is at \(run.origin.y) pt")
      case (.caption, .glyphs(let run)) where downward[item.subject.slot] == nil:
        let white = (sheet.grid.pitch - run.size) / 2 + run.size.scaled(by: 0.88)
        guard !isOnLine(run.origin.y - white) else { return nil }
        return offGrid(
          item, "makeup.grid.caption", "caption “\(run.text.prefix(8))”",
          "its baseline is at \(run.origin.y) pt")
      case (.photo, .picture(let picture)) where downward[item.subject.slot] == nil:
        guard !isOnLine(picture.frame.maxY + sheet.grid.lineInset) else { return nil }
        return offGrid(
          item, "makeup.grid.photo", "photo \(item.subject.source)",
          "its foot is at \(picture.frame.maxY) pt")
      case (.box, .shape):
        guard let area = item.area,
          !isOnLine(area.minY - sheet.grid.lineInset) || !isOnLine(area.maxY + sheet.grid.lineInset)
        else { return nil }
        return offGrid(
          item, "makeup.grid.box", "box of slot \(item.subject.slot)",
          "it reaches from \(area.minY) to \(area.maxY) pt")
      default: return nil
      }
    }
  }

  /// Whether a height is the top of a grid line.
  private func isOnLine(_ y: Length) -> Bool {
    (y - sheet.typeAreaOrigin.y).units % sheet.grid.pitch.units == 0
  }

  /// The first axis of the vertical body lines of each slot that has some.
  private var axes: [String: Length] {
    var axes: [String: Length] = [:]
    for item in items where item.subject.part == .body {
      guard case .glyphs(let run) = item.mark, run.writing == .vertical,
        axes[item.subject.slot] == nil
      else { continue }
      axes[item.subject.slot] = run.origin.x
    }
    return axes
  }

  /// Vertical lines of a slot stand whole pitches apart.
  private func fault(_ item: FrameItem, _ run: GlyphRun, from axis: Length?) -> Diagnostic? {
    guard let axis, (run.origin.x - axis).units % sheet.grid.pitch.units != 0 else { return nil }
    return offGrid(
      item, "makeup.grid.baseline", "“\(run.text.prefix(8))”", "its axis is at \(run.origin.x) pt")
  }

  private func offGrid(
    _ item: FrameItem, _ code: String, _ what: String, _ explanation: String
  ) -> Diagnostic {
    Diagnostic(
      .error, code, subject: item.subject.source, at: item.subject.at, page: page,
      area: item.area, "\(what) stands off the page grid", explanation: explanation,
      hints: ["report this with the issue folder"])
  }

  // MARK: - Rules

  /// Column rules that run over type or pictures, or further than the text of their slot.
  func ruleFaults() -> [Diagnostic] {
    let rules = items.filter { $0.subject.part == .rule && !$0.subject.slot.isEmpty }
    guard !rules.isEmpty else { return [] }
    let solid = items.indices.compactMap { index in
      items[index].solidArea.map { (index: index, area: $0) }
    }
    return rules.compactMap { rule in
      guard let area = rule.area else { return nil }
      func fault(_ what: String, _ item: FrameItem? = nil) -> Diagnostic {
        Diagnostic(
          .error, "makeup.rule", subject: rule.subject.source, at: rule.subject.at, page: page,
          area: area, "a column rule of slot \(rule.subject.slot) \(what)",
          explanation: item.map { "“\($0.words.prefix(12))” of slot \($0.subject.slot)" },
          hints: ["report this with the issue folder"])
      }
      // Marks at a line's edge reach half a cell into the gutter without ink there.
      let crossed = solid.first { index, covered in
        guard covered.overlaps(area) else { return false }
        guard case .glyphs(let run) = items[index].mark else { return true }
        let white = min(run.size / 2, covered.width / 2)
        return covered.inset(dx: white, dy: .zero).overlaps(area)
      }
      if let crossed { return fault("crosses type or a picture", items[crossed.index]) }
      let foot =
        solid.filter { items[$0.index].subject.slot == rule.subject.slot }.map(\.area.maxY).max()
        ?? area.minY
      return area.maxY > foot + sheet.grid.pitch ? fault("is longer than its text") : nil
    }
  }
}
