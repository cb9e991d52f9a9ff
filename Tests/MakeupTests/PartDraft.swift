import Newspaper

/// Parts for the slots of a draft, such as their figure can have.
extension PaperDraft {
  /// Adds a slot with a part that its figure can have, and mostly with copy for it.
  mutating func add(_ slot: inout Slot, to page: inout Page) {
    let grid = page.layout.sheet.grid
    if chance(30) {
      slot.box = BoxStyle(
        border: .points(0.5), ground: chance(50) ? .plain(Paint("black", tint: 8)) : nil)
    }
    if chance(30) { slot.copyfit = [.only(Copyfit(someLevers()))] }
    let kind = slot.isRectangle ? number(0...13) : number(0...9)
    let placed: Placement.Content
    switch kind {
    case 8: (slot.part, placed) = items(slot, grid)
    case 9: (slot.part, placed) = notice(slot, grid)
    case 10: (slot.part, placed) = feature(slot, grid)
    case 11: (slot.part, placed) = photoNews(slot)
    case 12: (slot.part, placed) = chart(slot)
    case 13:
      slot.part = .advertisement
      placed = .advertisement(Advertisement(file: Located("ad.svg"), path: "/ad.svg"))
    default: (slot.part, placed) = story(slot, grid)
    }
    page.layout.slots.append(slot)
    // A story slot without copy of its own is free for the rest of another.
    if kind < 8, chance(22) {
      stories["\(slot.name).md"] = nil
      return
    }
    page.placements.append(Placement(slot: Located(slot.name), content: placed))
  }

  /// Legs that the slot has room for.
  private mutating func legs(_ slot: Slot, _ grid: Grid, narrowedBy taken: Int = 0) -> Legs {
    let columns = grid.perPage(slot.area.columns)
    let widths = columns.map {
      grid.characters(spanning: $0.count) - (slot.box == nil ? 0 : 2 / columns.count)
    }
    let room = widths[0] - taken
    var choices: [Legs] = taken == 0 || (room + 1) / slot.area.columns.count > 6 ? [.base] : []
    choices += (1...5).map { .equal($0) }
    if columns.count == 1, room > 16 {
      let first = number(5...room - 6)
      choices.append(.characters([first, number(5...room - first - 1)]))
    }
    choices.shuffle(using: &dice)
    return choices.first { legs in
      guard
        let parts = legs.perPage(
          columns: columns, characters: widths, gutter: grid.gutterCharacters)
      else { return false }
      return zip(parts, zip(columns, widths)).allSatisfy { legs, place in
        let count = legs.count(in: place.0.count)
        if case .characters = legs { return true }
        return (place.1 - taken - count + 1) / count >= Legs.leastCharacters
      }
    } ?? .base
  }

  private mutating func box(legs: Int, lines: ClosedRange<Int>) -> PhotoBox {
    PhotoBox(
      legs: part(of: 1...legs), firstLine: chance(30) ? -number(1...5) : number(1...14),
      lines: number(lines), characters: chance(40) ? number(3...20) : nil,
      side: [.start, .middle, .end][number(0...2)])
  }

  private mutating func story(_ slot: Slot, _ grid: Grid) -> (Part, Placement.Content) {
    var part = StoryPart(rank: ["third", "item"][number(0...1)])
    let isAcross = grid.isAcrossFold(slot.area.columns)
    if slot.isRectangle, !isAcross, chance(15) {
      part.writing = .vertical
      part.legs = slot.area.lines.count > 14 ? .equal(number(1...2)) : .equal(1)
      part.head = chance(80) ? .over : .none
    } else {
      part.legs = legs(slot, grid)
      part.head = head(&part, slot, grid)
      if chance(20) { part.dropCap = number(2...3) }
    }
    let legs = part.legs.count(in: part.writing == .vertical ? 1 : slot.area.columns.count)
    part.columnRules = chance(50) ? .shown : .hidden
    if chance(20) { part.label = .bar }
    if chance(15) { part.headGround = Paint("black", tint: chance(50) ? 80 : 10) }
    part.photos = (0..<number(0...3)).map { _ in box(legs: legs, lines: 3...9) }
    if chance(20) { part.portrait = box(legs: legs, lines: 4...7) }
    if part.writing == .horizontal, chance(20) {
      part.quotes = [box(legs: legs, lines: 3...6)]
    }
    if part.photos.isEmpty, part.head.isOnPhoto { part.head = .over }
    return (.story(part), .story(copy(for: slot, grid)))
  }

  private mutating func head(_ part: inout StoryPart, _ slot: Slot, _ grid: Grid) -> HeadPlacement {
    let count = part.legs.count(in: slot.area.columns.count)
    switch number(0...9) {
    case 0: return .none
    case 1 where count > 1: return .beside(legs: number(1...count - 1))
    case 2, 3: return .wrapped(legs: number(1...count))
    case 4, 5:
      return .enclosed(legs: self.part(of: 1...count), line: chance(50) ? number(1...9) : nil)
    case 6:
      let characters = number(2...4)
      part.legs = legs(slot, grid, narrowedBy: characters + 1)
      return .vertical(characters: characters)
    case 7: return .onPhoto(chance(50) ? .top : .foot)
    default: return .over
    }
  }

  private mutating func items(_ slot: Slot, _ grid: Grid) -> (Part, Placement.Content) {
    (.items(ItemsPart(legs: legs(slot, grid))), .story(copy(for: slot, grid, .items)))
  }

  private mutating func notice(_ slot: Slot, _ grid: Grid) -> (Part, Placement.Content) {
    (
      .announcement(AnnouncementPart(rank: "item", legs: legs(slot, grid))),
      .story(copy(for: slot, grid, .notice))
    )
  }

  private mutating func feature(_ slot: Slot, _ grid: Grid) -> (Part, Placement.Content) {
    let part = PhotoFeaturePart(
      rank: "item", arrangement: [.row, .largeOnTop, .largeAtLeft, .pairs][number(0...3)],
      introLegs: grid.isAcrossFold(slot.area.columns) ? 2 : 1)
    return (.photoFeature(part), .story(copy(for: slot, grid, .feature)))
  }

  private mutating func photoNews(_ slot: Slot) -> (Part, Placement.Content) {
    (.photoNews(PhotoNewsPart()), .story(picture(for: slot)))
  }

  private mutating func chart(_ slot: Slot) -> (Part, Placement.Content) {
    (.chart(ChartPart()), .story(picture(for: slot)))
  }
}

extension HeadPlacement {
  fileprivate var isOnPhoto: Bool { if case .onPhoto = self { true } else { false } }
}
