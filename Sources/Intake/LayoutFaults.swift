import Newspaper

/// What can be wrong with a layout though each of its keys is right.
enum LayoutFaults {
  static func check(
    _ layout: PageLayout, _ checked: Checked, styles: StyleSheet?, reading: inout Reading
  ) {
    let grid = layout.sheet.grid
    var before: [Slot] = []
    for slot in layout.slots where slot.part != .folio {
      if slot.area.columns.upperBound > grid.columns || slot.area.lines.upperBound > grid.lines {
        reading.fault(
          "slot.outside", slot.name, at: place(of: slot, in: checked),
          "\(slot.name): \(slot.area) reach outside the grid",
          explanation: "The grid has \(grid.columns) columns and \(grid.lines) lines.",
          hints: ["move it inside"])
      }
      for other in before where other.area.overlaps(slot.area) {
        let shared = GridArea(
          columns: slot.area.columns.clamped(to: other.area.columns),
          lines: slot.area.lines.clamped(to: other.area.lines))
        reading.fault(
          "slot.overlap", slot.name, at: place(of: slot, other, in: checked),
          "\(slot.name): overlaps \(other.name) in \(shared)",
          explanation: other.at.map { "\(other.name) stands in line \($0.line) of \($0.file)." },
          hints: ["move or shorten one of the two"])
      }
      before.append(slot)
      checkRank(slot, checked, styles: styles, reading: &reading)
      checkLegs(slot, checked, reading: &reading)
    }
  }

  private static func keys(of slot: Slot, _ checked: Checked) -> Checked? {
    checked.table("slots").first { $0.name.value == slot.name }?.value.value.checked
  }

  /// Where to correct slots: where a page changed one of them, else the lines of the first, which
  /// are changed more often than columns.
  private static func place(of slots: Slot..., in checked: Checked) -> SourceRange? {
    let places = slots.flatMap { slot in
      ["lines", "columns"].compactMap { keys(of: slot, checked)?[$0]?.at }
    }
    return places.first { $0.file != checked.at.file } ?? places.first
  }

  private static func checkRank(
    _ slot: Slot, _ checked: Checked, styles: StyleSheet?, reading: inout Reading
  ) {
    let rank: String
    switch slot.part {
    case .story(let part): rank = part.rank
    case .photoNews(let part): rank = part.rank
    case .photoFeature(let part): rank = part.rank
    case .items(let part): rank = part.rank
    case .display(let part): rank = part.rank
    case .chart(let part): rank = part.rank
    default: return
    }
    guard let styles, styles.head(rank) == nil, !styles.heads.isEmpty else { return }
    let ranks = styles.heads.map(\.rank)
    reading.fault(
      "rank.unknown", rank, at: keys(of: slot, checked)?["rank"]?.at ?? slot.at,
      "\(slot.name): the style sheet has no rank \(rank)",
      hints: suggestion(for: rank, among: ranks).map { ["write \($0)"] }
        ?? ["use one of " + ranks.joined(separator: ", ")])
  }

  /// Photos and heads need legs that are there.
  private static func checkLegs(_ slot: Slot, _ checked: Checked, reading: inout Reading) {
    guard case .story(let part) = slot.part else { return }
    let legs = part.legs ?? slot.area.columns.count
    let items = keys(of: slot, checked)?.list("photos") ?? []
    for (photo, item) in zip(part.photos, items) {
      if photo.legs.upperBound > legs {
        reading.fault(
          "slot.photo", slot.name, at: item.at,
          "\(slot.name): a photo on leg \(photo.legs.upperBound) of \(legs)",
          hints: ["write legs from 1 to \(legs)"])
      }
      if photo.firstLine == 0 || abs(photo.firstLine) > slot.area.lines.count
        || photo.lines > slot.area.lines.count
      {
        reading.fault(
          "slot.photo", slot.name, at: item.at,
          "\(slot.name): a photo does not stand in the slot's \(slot.area.lines.count) lines",
          hints: ["count line from 1, or from -1 at the foot"])
      }
    }
    if case .beside(let taken) = part.head, taken >= legs {
      reading.fault(
        "slot.head", slot.name, at: keys(of: slot, checked)?["head"]?.at ?? slot.at,
        "\(slot.name): the head takes \(taken) of \(legs) legs and leaves none to the text",
        hints: [legs > 1 ? "write beside: \(legs - 1) at most, or more legs" : "take more legs"])
    }
  }
}
