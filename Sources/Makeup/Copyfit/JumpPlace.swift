import Composition
import Newspaper

extension PageDesk {
  /// How many ways to move a jump are tried to the end.
  private static let mostJumpTrials = 8
  /// How many rows may stay free so that the text breaks well.
  private static let mostRowsHeld = 3

  /// What a story that goes on elsewhere chooses in its first slot, so that its rest fits the slot
  /// where it goes on and breaks as it should: with the lever `jump`, photos and white here move the
  /// place of the jump.
  func jumpChoices(_ setting: StorySetting, to jump: JumpTarget, held: Int) -> StoryChoices {
    well(broken: fitting(setting, to: jump, held: held), setting, to: jump)
  }

  /// The choices with which the rest fits best where it goes on.
  private func fitting(_ setting: StorySetting, to jump: JumpTarget, held: Int) -> StoryChoices {
    let copyfit = copyfit(of: setting.place.slot)
    let planned = StoryChoices(heldRows: held)
    guard copyfit[.jump] > 0, let first = continuation(setting, planned, at: jump), !first.fits
    else { return planned }
    let before = setting.trial(planned).bodyLines
    // Lines that are over there are wanted here, and the other way round.
    let wanted = -first.balance
    func distance(_ moved: Int) -> Int { abs(moved - wanted) }
    let ways = setting.jumpOptions(copyfit, held: held)
      .map { (choices: $0, moved: setting.trial($0).bodyLines - before) }
      .filter { abs($0.moved) <= copyfit[.jump] && $0.moved.signum() == wanted.signum() }
      .enumerated()
      .sorted { (distance($0.element.moved), $0.offset) < (distance($1.element.moved), $1.offset) }
    var best = (choices: planned, cost: first.cost)
    for (_, way) in ways.prefix(Self.mostJumpTrials) {
      guard setting.allows(setting.trial(way.choices)),
        let rest = continuation(setting, way.choices, at: jump), rest.cost < best.cost
      else { continue }
      best = (way.choices, rest.cost)
      if rest.fits { break }
    }
    return best.choices
  }

  /// The choices, changed where they break the text badly: last lines pulled up or run out if that
  /// is allowed, or else some rows kept free.
  private func well(broken choices: StoryChoices, _ setting: StorySetting, to jump: JumpTarget)
    -> StoryChoices
  {
    let measure = continuing(setting, choices, at: jump)?.trial().area.measure ?? 0
    let leavesPage = jump.page != page.number
    func isWell(_ choices: StoryChoices) -> Bool {
      setting.fault(ofBreak: setting.trial(choices), measure, leavesPage: leavesPage) == nil
    }
    if isWell(choices) { return choices }
    let before = continuation(setting, choices, at: jump)?.result.excessLines
    let pulls = min(3, copyfit(of: setting.place.slot)[.pull])
    let pulled = (0..<pulls).flatMap { [$0 + 1, -$0 - 1] }.map { lines in
      choices.with { $0.pulled = lines }
    }
    let held = (1...Self.mostRowsHeld).map { rows in choices.with { $0.heldRows += rows } }
    return (pulled + held).first { other in
      isWell(other) && setting.allows(setting.trial(other))
        && (continuation(setting, other, at: jump)?.result.excessLines ?? 0) <= before ?? 0
    } ?? choices
  }

  /// Reports a break that could not be made as it should be.
  func reportBreak(_ setting: StorySetting, _ trial: StoryTrial, to jump: Located<JumpTarget>) {
    let measure = continuing(setting, trial.choices, at: jump.value)?.trial().area.measure ?? 0
    let leavesPage = jump.value.page != page.number
    guard let fault = setting.fault(ofBreak: trial, measure, leavesPage: leavesPage) else {
      return
    }
    report.add(
      Diagnostic(
        .warning, "fit.jump.break", subject: setting.story.id, at: jump.at ?? setting.story.at,
        page: page.number, area: setting.place.rect,
        "\(setting.story.id) goes on in slot \(jump.value.slot) "
          + (leavesPage ? "of page \(jump.value.page) " : "") + fault,
        explanation: "Text that goes on elsewhere breaks in mid-sentence, with more than a "
          + "paragraph's last line to come, so that the reader follows it.",
        hints: [
          "make the paragraph at the break longer or shorter",
          "allow the lever pull in the slot's fit",
        ]))
  }

  /// The rest of a story in the slot where it goes on, fitted with that slot's levers; nil where it
  /// goes on once more from there.
  func continuation(
    _ setting: StorySetting, _ choices: StoryChoices, at jump: JumpTarget
  ) -> StoryTrial? {
    guard let going = continuing(setting, choices, at: jump), !going.trial().rows.isEmpty
    else { return nil }
    let trial = going.solved(fillers: going.desk.unusedFillers)
    if !going.desk.stopped.isEmpty { stopped.insert(setting.place.slot.name) }
    return trial
  }

  private func continuing(
    _ setting: StorySetting, _ choices: StoryChoices, at jump: JumpTarget
  ) -> StorySetting? {
    guard let rest = setting.trial(choices).result.rest,
      let target = jump.page == page.number ? page : pages.first(where: { $0.number == jump.page }),
      let slot = target.layout.slot(jump.slot), case .story(let part) = slot.part
    else { return nil }
    let desk = PageDesk(
      page: target, issue: issue, edition: edition, composer: composer, pictures: probe,
      remainders: [:], limits: limits, lookups: lookups)
    guard desk.placement(in: slot)?.jump == nil else { return nil }
    let start = remainder(setting, rest)
    let adapted = part.adapted(
      to: setting.story, from: start, on: target.number(whereBegins: slot.name))
    return StorySetting(
      setting.story, from: start, adapted, SlotPlace(slot: slot, sheet: desk.sheet),
      pieces: desk.allPieces(of: setting.story, from: start, adapted, in: slot), on: desk)
  }
}

extension StorySetting {
  /// Photos higher or lower and white round the head, within the bounds of their levers, the least
  /// change first.
  fileprivate func jumpOptions(_ copyfit: Copyfit, held: Int) -> [StoryChoices] {
    let count = placedPhotos.count
    let photo = count == 0 ? 0 : copyfit[.photo]
    var options: [StoryChoices] = []
    for change in -photo...photo {
      for white in 0...copyfit[.white] {
        let choices = StoryChoices(
          photos: change == 0 ? [] : Array(repeating: change, count: count), headSpace: white,
          heldRows: held)
        if change != 0 || white != 0 { options.append(choices) }
      }
    }
    func weight(_ choices: StoryChoices) -> Int {
      abs(choices.photoChange(0)) * 2 + choices.headSpace
    }
    return options.enumerated().sorted {
      (weight($0.element), $0.offset) < (weight($1.element), $1.offset)
    }.map(\.element)
  }

  /// What is wrong with the place where a text goes on elsewhere: on another page it breaks in
  /// mid-sentence (reference 12, M-02), and no last line of a paragraph goes on alone (section 7).
  func fault(ofBreak trial: StoryTrial, _ measure: Int, leavesPage: Bool) -> String? {
    guard let rest = trial.result.rest else { return nil }
    guard case .paragraph(let paragraph, _, _, _) = flow.pieces[rest.piece] else {
      return leavesPage && rest.bytes == 0 ? "at the end of a paragraph" : nil
    }
    if rest.bytes == 0 { return leavesPage ? "at the end of a paragraph" : nil }
    let text = paragraph.text
    let onward = String(decoding: text.utf8.dropFirst(rest.bytes), as: UTF8.self)
    if onward.count <= max(measure, trial.area.measure) { return "with a paragraph's last line" }
    guard leavesPage else { return nil }
    let before = String(decoding: text.utf8.prefix(rest.bytes), as: UTF8.self)
    let last = before.last { !"”’）》」』".contains($0) && !$0.isWhitespace }
    switch last {
    case "。", "！", "？", "…": return "at the end of a sentence"
    case "-", "—", "–": return "after a hyphen"
    default: return nil
    }
  }

  /// What moving the jump did.
  func jumpMove(_ trial: StoryTrial) -> LeverMove? {
    let planned = self.trial(StoryChoices(heldRows: min(1, trial.choices.heldRows)))
    let moved = trial.bodyLines - planned.bodyLines
    guard trial.jumps, moved != 0 else { return nil }
    return LeverMove(
      lever: .jump, words: "goes on \(Self.lines(moved)) \(moved > 0 ? "later" : "earlier")")
  }
}

extension StoryTrial {
  /// Whether the story goes on elsewhere: what is left is no loss.
  var jumps: Bool { result.rest != nil && result.excessLines == 0 }

  /// Lines of body that stand in the slot.
  fileprivate var bodyLines: Int { result.lines.count { $0.part == .body } }
}
