import Composition
import Newspaper

/// What would make a story fit that its levers could not: each has been obeyed and solved anew, and
/// is said only because the story then fits.
extension StorySetting {
  func remediesOfOverset(_ trial: StoryTrial) -> [String] {
    var hints: [String] = []
    if let count = charactersToCut(trial) { hints.append("cut \(count) characters") }
    hints += photoRemedies(trial, sign: -1)
    if part.printsDeck, story.deck != nil, start == nil, fits(withoutDeck, trial) {
      hints.append("drop the deck")
    }
    if let lines = linesToAdd(trial) { hints.append("make the slot \(Self.lines(lines)) higher") }
    if let jump = desk.jumpThatFits(self) { hints.append(jump) }
    return hints
  }

  func remediesOfUnderset(_ trial: StoryTrial) -> [String] {
    var hints: [String] = []
    if let count = charactersToAdd(trial) { hints.append("add \(count) characters") }
    hints += photoRemedies(trial, sign: 1)
    let lines = trial.slack / trial.legCount
    if let low = resized(by: -lines), fits(low, trial) {
      hints.append("make the slot \(Self.lines(lines)) less high")
    }
    return hints
  }

  /// Whether a changed story, slot or photo fits once its levers have been pulled anew.
  private func fits(_ changed: StorySetting, _ trial: StoryTrial) -> Bool {
    let isOver = trial.result.excessLines > 0
    let other = changed.solved(fillers: desk.fillers(for: trial))
    return isOver ? !other.rows.isEmpty && other.result.excessLines == 0 : other.fits
  }

  /// How many changes that look right are solved before none is told.
  private static let mostSolved = 16

  /// The least of `counts` that is a remedy: `change` makes the setting, which is looked at as the
  /// levers stand now before they are pulled anew.
  private func least(
    of counts: some Sequence<Int>, _ trial: StoryTrial, _ change: (Int) -> StorySetting?
  ) -> Int? {
    var solved = 0
    for count in counts {
      guard let changed = change(count) else { return nil }
      let now = changed.trial(trial.choices)
      guard trial.result.excessLines > 0 ? now.result.excessLines == 0 : now.fits else { continue }
      if fits(changed, trial) { return count }
      solved += 1
      if solved == Self.mostSolved { return nil }
    }
    return nil
  }

  /// Each photo for itself: its box so many lines higher (1) or lower (-1) that the story fits.
  private func photoRemedies(_ trial: StoryTrial, sign: Int) -> [String] {
    placedPhotos.indices.compactMap { index in
      let lines = least(of: 1...12, trial) { lines in
        let choices = trial.choices.with { choices in
          choices.photos = placedPhotos.indices.map { choices.photoChange($0) }
          choices.photos[index] += sign * lines
        }
        return allowsPhotos(of: self.trial(choices)) ? withPhoto(index, sign * lines) : nil
      }
      let name = placedPhotos.count == 1 ? "the photo" : "photo \(index + 1)"
      return lines.map { "make \(name) \(Self.lines($0)) \(way(sign))" }
    }
  }

  /// The same story in a slot whose photo box is so many lines higher or lower.
  private func withPhoto(_ index: Int, _ lines: Int) -> StorySetting? {
    var part = part
    if index < min(photos.count, part.photos.count) {
      part.photos[index].lines += lines
      guard part.photos[index].lines > 2 else { return nil }
    } else {
      part.portrait?.lines += lines
      guard part.portrait.map({ $0.lines > 2 }) ?? false else { return nil }
    }
    return StorySetting(story, from: start, part, place, flow: flow, on: desk)
  }

  private var withoutDeck: StorySetting {
    var bare = story
    bare.deck = nil
    return StorySetting(bare, from: start, part, place, flow: flow, on: desk)
  }

  /// The characters to take from the end of the text.
  private func charactersToCut(_ trial: StoryTrial) -> Int? {
    let first = max(1, trial.result.excessCharacters)
    return least(of: first...first + 2 * trial.area.measure, trial) { count in
      story.cut(by: count).map(with)
    }
  }

  /// The characters to add at the end of the text, to half a line.
  private func charactersToAdd(_ trial: StoryTrial) -> Int? {
    let first = max(1, (trial.slack - trial.legCount) * trial.area.measure)
    let most = (trial.slack + 2) * trial.area.measure
    let counts = stride(from: first, through: most, by: max(1, trial.area.measure / 2))
    return least(of: counts, trial) { count in story.extended(by: count).map(with) }
  }

  /// The lines by which the slot is too low.
  private func linesToAdd(_ trial: StoryTrial) -> Int? {
    let first = max(1, trial.result.excessLines / max(1, trial.area.legs.count))
    return least(of: first...first + 4, trial) { resized(by: $0) }
  }

  /// The same slot with a story that is another from a block on.
  private func with(_ changed: (story: Story, from: Int)) -> StorySetting {
    // What its characters give rise to has been reported.
    let aside = desk.aside()
    let first = start?.block ?? 0
    let kept = changed.from > first ? flow.pieces.prefix { $0.block < changed.from } : []
    let from =
      kept.isEmpty
      ? start
      : Remainder(
        story: story.id, block: changed.from, offset: 0,
        from: JumpTarget(
          page: desk.page.number(whereBegins: place.slot.name), slot: place.slot.name))
    let pieces =
      kept.isEmpty
      ? aside.allPieces(of: changed.story, from: from, part, in: place.slot)
      : kept
        + aside.pieces(
          of: changed.story, from: from, writing: part.writing,
          endSign: desk.issue.publication.endSign)
    return StorySetting(
      changed.story, from: start, part, place,
      flow: flow.with(pieces, changedFrom: kept.count), on: desk)
  }

  /// The same story in a slot so many lines higher or lower; nil where the grid ends.
  func resized(by lines: Int) -> StorySetting? {
    var slot = place.slot
    let last = slot.area.lines.upperBound + lines
    guard part.writing == .horizontal, last > slot.area.lines.lowerBound, last <= place.grid.lines
    else { return nil }
    slot.area = GridArea(
      columns: slot.area.columns, lines: slot.area.lines.lowerBound...last)
    return self.in(slot)
  }

  /// The same story in a slot of another height, under what stands over it.
  fileprivate func `in`(_ slot: Slot) -> StorySetting {
    let head =
      place.lines.lowerBound - SlotPlace(slot: place.slot, sheet: desk.sheet).lines.lowerBound
    return StorySetting(
      story, from: start, part, SlotPlace(slot: slot, sheet: desk.sheet).below(head),
      flow: flow, on: desk)
  }
}

extension StoryPart {
  /// Whether the head shows a deck.
  fileprivate var printsDeck: Bool {
    switch head {
    case .none: false
    default: true
    }
  }
}

extension PageDesk {
  /// The fillers that were left when a story was fitted.
  fileprivate func fillers(for trial: StoryTrial) -> [Filler] {
    (page.layout.fillers + issue.publication.fillers).filter {
      !usedFillers.contains($0) || $0 == trial.choices.filler
    }
  }

  /// A desk for the same page on which nothing has been put or found.
  fileprivate func aside() -> PageDesk {
    PageDesk(
      page: page, issue: issue, edition: edition, composer: composer, pictures: probe,
      remainders: remainders, limits: limits, trades: trades, lookups: lookups)
  }

  /// What a story that is too long can do where a slot is free for its rest; one jump a story
  /// (reference 12).
  fileprivate func jumpThatFits(_ setting: StorySetting) -> String? {
    guard setting.start == nil else { return nil }
    // A story that goes on elsewhere trades no lines.
    let setting = setting.in(setting.place.slot.before(trades))
    for target in freeSlots(apartFrom: setting.place.slot.name) {
      let isHere = target.page == page.number
      let choices = jumpChoices(setting, to: target, held: isHere ? 0 : 1)
      guard let rest = continuation(setting, choices, at: target), rest.result.excessLines == 0
      else { continue }
      let lines = StorySetting.lines(setting.trial(choices).result.excessLines)
      return "let \(lines) jump to slot \(target.slot)" + (isHere ? "" : " of page \(target.page)")
    }
    return nil
  }

  /// Story slots that nothing stands in, on this page and the pages after it first.
  private func freeSlots(apartFrom own: String) -> [JumpTarget] {
    let all = pages
    let onward = all.filter { $0.number >= page.number } + all.filter { $0.number < page.number }
    let taken = Set(all.flatMap(\.placements).compactMap { $0.jump?.value })
    return onward.flatMap { other in
      other.layout.slots.compactMap { slot -> JumpTarget? in
        let target = JumpTarget(page: other.number, slot: slot.name)
        guard case .story = slot.part, slot.over.isEmpty, !taken.contains(target),
          other.number != page.number || slot.name != own
        else { return nil }
        let placed = other.placements.first { $0.slot.value == slot.name }
        return placed == nil || placed?.content == .continuation ? target : nil
      }
    }
  }
}

extension Story {
  /// The story without its last characters, and the block from which it is another; nil where they
  /// are not running text.
  fileprivate func cut(by count: Int) -> (story: Story, from: Int)? {
    var story = self
    var left = count
    while let last = story.body.popLast() {
      switch last {
      case .table: return nil
      case .subhead(let text): left -= text.plain.count
      case .paragraph(let text):
        let length = text.plain.count
        if length > left, left > 0 {
          story.body.append(.paragraph(text.keeping(characters: length - left)))
          return (story, story.body.count - 1)
        }
        if left <= 0 {
          story.body.append(last)
          return (story, story.body.count)
        }
        left -= length
      }
    }
    return nil
  }

  /// The story with plain characters added to its last paragraph.
  fileprivate func extended(by count: Int) -> (story: Story, from: Int)? {
    guard
      let index = body.lastIndex(where: { if case .paragraph = $0 { true } else { false } }),
      case .paragraph(var text) = body[index]
    else { return nil }
    var story = self
    text.runs.append(RichText.Run(String(repeating: "字", count: count)))
    story.body[index] = .paragraph(text)
    return (story, index)
  }
}

extension RichText {
  /// The first so many characters.
  fileprivate func keeping(characters count: Int) -> RichText {
    var left = count
    var kept: [Run] = []
    for run in runs where left > 0 {
      var run = run
      run.text = String(run.text.prefix(left))
      left -= run.text.count
      kept.append(run)
    }
    return RichText(kept)
  }
}
