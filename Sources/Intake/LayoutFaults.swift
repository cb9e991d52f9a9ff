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
      checkShape(slot, checked, reading: &reading)
      for other in before
      where !slot.over.contains(other.name) && !other.over.contains(slot.name) {
        guard let shared = slot.cellsShared(with: other) else { continue }
        reading.fault(
          "slot.overlap", slot.name, at: place(of: slot, other, in: checked),
          "\(slot.name): overlaps \(other.name) in \(shared)",
          explanation: other.at.map { "\(other.name) stands in line \($0.line) of \($0.file)." },
          hints: ["move or shorten one of the two"]
            + (other.givesWay ? ["let it lie over the other: over: \(other.name)"] : []))
      }
      before.append(slot)
      checkRank(slot, checked, styles: styles, reading: &reading)
      checkGround(slot, checked, reading: &reading)
      checkLegs(slot, grid, checked, reading: &reading)
      checkBoxes(slot, grid, checked, reading: &reading)
    }
    for slot in layout.slots { checkOver(slot, layout, checked, reading: &reading) }
  }

  static func keys(of slot: Slot, _ checked: Checked) -> Checked? {
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

  /// A gradient mixes its two paints, which PDF can do only on the same plates.
  private static func checkGround(_ slot: Slot, _ checked: Checked, reading: inout Reading) {
    guard case .gradient(let gradient) = slot.box?.ground,
      let keys = keys(of: slot, checked)?.record("box")?.record("ground")
    else { return }
    for (key, paint) in [("from", gradient.from), ("to", gradient.to)] {
      if paint == .unprinted {
        reading.fault(
          "ink.gradient", paint.ink, at: keys[key]?.at, "\(key): none is no ink to go to",
          hints: ["write paper"])
      }
      guard case .spot = reading.inks?[paint.ink] else { continue }
      reading.fault(
        "ink.gradient", paint.ink, at: keys[key]?.at,
        "\(key): \(paint.ink) is a spot ink, which no gradient can hold",
        hints: ["use inks declared with cmyk"])
    }
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
    case .announcement(let part): rank = part.rank
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

  /// Photos, quotes and portraits need legs that are there.
  private static func checkBoxes(
    _ slot: Slot, _ grid: Grid, _ checked: Checked, reading: inout Reading
  ) {
    guard case .story(let part) = slot.part else { return }
    let isVertical = part.writing == .vertical
    let legs = part.legs.count(in: isVertical ? 1 : slot.area.columns.count)
    let keys = keys(of: slot, checked)
    let boxes =
      zip(part.photos, keys?.list("photos").map(\.at) ?? []).map { ("photo", $0, $1) }
      + zip(part.quotes, keys?.list("quotes").map(\.at) ?? []).map { ("quote", $0, $1) }
      + (part.portrait.map { [("portrait", $0, keys?["portrait"]?.at)] } ?? [])
    for (name, box, at) in boxes {
      if box.legs.upperBound > legs {
        reading.fault(
          "slot.photo", slot.name, at: at,
          "\(slot.name): a \(name) on leg \(box.legs.upperBound) of \(legs)",
          hints: ["write legs from 1 to \(legs)"])
      }
      let lines = slot.area.lines.count
      if !isVertical, box.firstLine == 0 || abs(box.firstLine) > lines || box.lines > lines {
        reading.fault(
          "slot.photo", slot.name, at: at,
          "\(slot.name): a \(name) does not stand in the slot's \(lines) lines",
          hints: ["count line from 1, or from -1 at the foot"])
      }
    }
    checkVertical(slot, part, grid, checked, reading: &reading)
  }

  /// What vertical text has no way to do.
  private static func checkVertical(
    _ slot: Slot, _ part: StoryPart, _ grid: Grid, _ checked: Checked, reading: inout Reading
  ) {
    guard part.writing == .vertical else { return }
    var unknown: [String] = []
    if part.head != .over, part.head != .none { unknown.append("a head other than over and none") }
    if part.dropCap != nil { unknown.append("a drop cap") }
    if !part.quotes.isEmpty { unknown.append("pull quotes") }
    if !slot.isRectangle { unknown.append("cutouts") }
    if grid.isAcrossFold(slot.area.columns) { unknown.append("legs across the fold") }
    guard !unknown.isEmpty else { return }
    reading.fault(
      "slot.vertical", slot.name, at: keys(of: slot, checked)?["writing"]?.at ?? slot.at,
      "\(slot.name): vertical text has no \(unknown.joined(separator: ", "))",
      hints: ["take them out, or set the story across"])
  }

  /// Legs wide enough for text, and heads that leave some of them.
  private static func checkLegs(
    _ slot: Slot, _ grid: Grid, _ checked: Checked, reading: inout Reading
  ) {
    let legs: Legs
    var head = HeadPlacement.none
    switch slot.part {
    case .story(let part):
      legs = part.legs
      head = part.head
    case .items(let part): legs = part.legs
    case .announcement(let part): legs = part.legs
    default: return
    }
    let at = keys(of: slot, checked)?["legs"]?.at ?? slot.at
    let count = legs.count(in: slot.area.columns.count)
    if case .story(let part) = slot.part, part.writing == .vertical {
      let height =
        (grid.pitch * (slot.area.lines.count - (slot.box == nil ? 0 : 2)) - grid.lineInset * 2)
        .units / grid.bodySize.units
      checkMeasures(slot, legs, legs.count(in: 1), in: height, grid, at: at, reading: &reading)
      return checkHead(slot, head, legs: legs.count(in: 1), checked, reading: &reading)
    }
    let pages = grid.perPage(slot.area.columns)
    let widths = pages.map {
      grid.characters(spanning: $0.count) - (slot.box == nil ? 0 : 2 / pages.count)
    }
    if let perPage = legs.perPage(
      columns: pages, characters: widths, gutter: grid.gutterCharacters)
    {
      for (index, legs) in perPage.enumerated() {
        checkMeasures(
          slot, legs, legs.count(in: pages[index].count), in: widths[index], grid, at: at,
          reading: &reading)
      }
    } else {
      legAcrossFold(slot, legs, pages, widths, at: at, reading: &reading)
    }
    checkHead(slot, head, legs: count, checked, reading: &reading)
    if case .vertical(let characters) = head, widths.count == 1 {
      checkVerticalHead(
        characters, slot, legs, count, in: widths[0], grid, checked, reading: &reading)
    }
  }

  /// A head set downwards leaves its legs the width that they need.
  private static func checkVerticalHead(
    _ characters: Int, _ slot: Slot, _ legs: Legs, _ count: Int, in width: Int, _ grid: Grid,
    _ checked: Checked, reading: inout Reading
  ) {
    let text =
      if case .characters(let measures) = legs { measures.reduce(0, +) } else {
        count * Legs.leastCharacters
      }
    let most = width - text - count * grid.gutterCharacters
    guard characters > most else { return }
    reading.fault(
      "slot.head", slot.name, at: keys(of: slot, checked)?["head"]?.at ?? slot.at,
      "\(slot.name): a head of \(characters) characters leaves no room for \(count) "
        + "leg\(count == 1 ? "" : "s") in a slot of \(width)",
      explanation: "A leg holds at least \(Legs.leastCharacters) characters.",
      hints: (most > 1 ? ["write vertical: \(most) at most"] : ["make the slot wider"])
        + (count > 1 ? ["write fewer legs"] : []))
  }

  /// Text is read page by page.
  private static func legAcrossFold(
    _ slot: Slot, _ legs: Legs, _ pages: [ClosedRange<Int>], _ widths: [Int], at: SourceRange?,
    reading: inout Reading
  ) {
    let hint =
      if case .equal(let count) = legs {
        (count...count + slot.area.columns.count).first {
          Legs.equal($0).perPage(columns: pages, characters: widths, gutter: 0) != nil
        }.map { "write legs: \($0), which the columns of both pages share" }
          ?? "make two slots of it, one on each page"
      } else {
        "write measures that fill \(widths[0]) characters of the left page, then "
          + "\(widths[1]) of the right one"
      }
    reading.fault(
      "spread.leg", slot.name, at: at, "\(slot.name): a leg would lie across the fold",
      explanation: "Legs stand on one page or the other.", hints: [hint])
  }

  private static func checkMeasures(
    _ slot: Slot, _ legs: Legs, _ count: Int, in width: Int, _ grid: Grid, at: SourceRange?,
    reading: inout Reading
  ) {
    let gutters = (count - 1) * grid.gutterCharacters
    switch legs {
    case .base: break
    case .equal:
      let each = max(0, (width - gutters) / count)
      if each < Legs.leastCharacters {
        let most = (width + grid.gutterCharacters) / (Legs.leastCharacters + grid.gutterCharacters)
        reading.fault(
          "slot.legs", slot.name, at: at,
          "\(slot.name): \(count) legs of \(each) characters are too narrow for text",
          explanation: "A leg holds at least \(Legs.leastCharacters) characters.",
          hints: ["write legs: \(max(1, most)) at most"])
      }
    case .characters(let measures):
      let needed = measures.reduce(gutters, +)
      if needed > width {
        reading.fault(
          "slot.legs", slot.name, at: at,
          "\(slot.name): its legs and gutters are \(needed) characters, the slot has \(width)",
          hints: ["take \(needed - width) characters off its legs"])
      }
      for measure in measures where measure < Legs.leastCharacters {
        reading.fault(
          "slot.legs", slot.name, at: at,
          "\(slot.name): a leg of \(measure) characters is too narrow for text",
          hints: ["write \(Legs.leastCharacters) at least"])
      }
    }
  }

  private static func checkHead(
    _ slot: Slot, _ head: HeadPlacement, legs: Int, _ checked: Checked, reading: inout Reading
  ) {
    let at =
      keys(of: slot, checked)?.record["head"] == nil ? nil : keys(of: slot, checked)?["head"]?.at
    switch head {
    case .beside(let taken) where taken >= legs:
      reading.fault(
        "slot.head", slot.name, at: at ?? slot.at,
        "\(slot.name): the head takes \(taken) of \(legs) legs and leaves none to the text",
        hints: [legs > 1 ? "write beside: \(legs - 1) at most, or more legs" : "take more legs"])
    case .wrapped(let taken) where taken > legs:
      reading.fault(
        "slot.head", slot.name, at: at ?? slot.at,
        "\(slot.name): the head stands over \(taken) of \(legs) legs",
        hints: ["write wrapped: \(legs) at most"])
    case .enclosed(let among, _) where among.upperBound > legs:
      reading.fault(
        "slot.head", slot.name, at: at ?? slot.at,
        "\(slot.name): the head stands on leg \(among.upperBound) of \(legs)",
        hints: ["write legs from 1 to \(legs)"])
    default: break
    }
  }
}
