import Composition
import Newspaper

/// What would make a story fit that its levers could not: each has been tried, and is said only
/// because the story then fits.
extension StorySetting {
  func remediesOfOverset(_ trial: StoryTrial) -> [String] {
    var hints: [String] = []
    if let count = charactersToCut(trial) { hints.append("cut \(count) characters") }
    hints += photoRemedies(trial, sign: -1)
    if part.printsDeck, story.deck != nil, start == nil, trial.choices.deck == .printed,
      self.trial(trial.choices.with { $0.deck = .dropped }).result.excessLines == 0
    {
      hints.append("drop the deck")
    }
    if let lines = linesToAdd(trial) { hints.append("make the slot \(Self.lines(lines)) higher") }
    // One jump a story (reference 12), and only from slots that can.
    guard case .story = place.slot.part, start == nil else { return hints }
    let jumped = self.trial(trial.choices.with { $0.heldRows = 1 }).result.excessLines
    hints.append("let \(Self.lines(jumped)) jump to another page")
    return hints
  }

  func remediesOfUnderset(_ trial: StoryTrial) -> [String] {
    var hints: [String] = []
    if let count = charactersToAdd(trial) { hints.append("add \(count) characters") }
    hints += photoRemedies(trial, sign: 1)
    let lines = trial.slack / trial.legCount
    if resized(by: -lines)?.trial(trial.choices).fits == true {
      hints.append("make the slot \(Self.lines(lines)) less high")
    }
    return hints
  }

  /// Each photo for itself: so many lines higher (1) or lower (-1) that the story fits.
  private func photoRemedies(_ trial: StoryTrial, sign: Int) -> [String] {
    placedPhotos.indices.compactMap { index in
      for lines in 1...12 {
        let choices = trial.choices.with { choices in
          choices.photos = placedPhotos.indices.map { choices.photoChange($0) }
          choices.photos[index] += sign * lines
        }
        let other = self.trial(choices)
        guard allowsPhotos(of: other) else { return nil }
        if other.fits {
          let name = placedPhotos.count == 1 ? "the photo" : "photo \(index + 1)"
          return "make \(name) \(Self.lines(lines)) \(way(sign))"
        }
      }
      return nil
    }
  }

  /// The characters to take from the end of the text.
  private func charactersToCut(_ trial: StoryTrial) -> Int? {
    let least = max(1, trial.result.excessCharacters)
    let most = least + 2 * trial.area.measure
    return (least...most).first { count in
      self.with(flow.pieces.cut(by: count, composer: desk.composer))
        .trial(trial.choices).result.excessLines == 0
    }
  }

  /// The characters to add at the end of the text, to half a line.
  private func charactersToAdd(_ trial: StoryTrial) -> Int? {
    let least = max(1, (trial.slack - trial.legCount) * trial.area.measure)
    let most = (trial.slack + 2) * trial.area.measure
    return stride(from: least, through: most, by: max(1, trial.area.measure / 2)).first { count in
      self.with(flow.pieces.extended(by: count, composer: desk.composer))
        .trial(trial.choices).fits
    }
  }

  /// The lines by which the slot is too low.
  private func linesToAdd(_ trial: StoryTrial) -> Int? {
    let least = max(1, trial.result.excessLines / max(1, trial.area.legs.count))
    return (least...least + 4).first { lines in
      resized(by: lines)?.trial(trial.choices).result.excessLines == 0
    }
  }

  /// The same story with other text.
  private func with(_ changed: (pieces: [Piece], from: Int)) -> StorySetting {
    StorySetting(
      story, from: start, part, place, flow: flow.with(changed.pieces, changedFrom: changed.from),
      on: desk)
  }

  /// The same story in a slot so many lines higher or lower; nil where the grid ends.
  func resized(by lines: Int) -> StorySetting? {
    var slot = place.slot
    let last = slot.area.lines.upperBound + lines
    guard part.writing == .horizontal, last > slot.area.lines.lowerBound, last <= place.grid.lines
    else { return nil }
    slot.area = GridArea(
      columns: slot.area.columns, lines: slot.area.lines.lowerBound...last)
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

extension [Piece] {
  /// The text without its last characters, and the first piece that changed.
  fileprivate func cut(by count: Int, composer: Composer) -> (pieces: [Piece], from: Int) {
    var pieces = self
    var left = count
    var first = pieces.count
    while left > 0, let last = pieces.popLast() {
      first = pieces.count
      guard case .paragraph(let paragraph, let block, let skipped, let cap) = last else {
        if case .heading(let line, _, _, _, _) = last { left -= line.text.count }
        continue
      }
      let text = paragraph.text
      if text.count > left {
        let kept = composer.paragraph(RichText(String(text.dropLast(left))), paragraph.format)
        pieces.append(.paragraph(kept, block: block, skipped: skipped, cap: cap))
      }
      left -= text.count
    }
    return (pieces, first)
  }

  /// The text with plain characters added to its last paragraph.
  fileprivate func extended(by count: Int, composer: Composer) -> (pieces: [Piece], from: Int) {
    guard let index = lastIndex(where: { if case .paragraph = $0 { true } else { false } }),
      case .paragraph(let paragraph, let block, let skipped, let cap) = self[index]
    else { return (self, count) }
    var pieces = self
    let text = RichText(paragraph.text + String(repeating: "字", count: count))
    pieces[index] = .paragraph(
      composer.paragraph(text, paragraph.format), block: block, skipped: skipped, cap: cap)
    return (pieces, index)
  }
}
