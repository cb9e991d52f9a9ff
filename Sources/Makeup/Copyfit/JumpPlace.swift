import Newspaper

extension PageDesk {
  /// How many ways to move a jump are tried to the end.
  private static let mostJumpTrials = 8

  /// What a story that goes on elsewhere chooses in its first slot, so that its rest fits the slot
  /// where it goes on: with the lever `jump`, photos and white here move the place of the jump.
  func jumpChoices(_ setting: StorySetting, to jump: JumpTarget, held: Int) -> StoryChoices {
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

  /// The rest of a story in the slot where it goes on, fitted with that slot's levers; nil where it
  /// goes on once more from there.
  private func continuation(
    _ setting: StorySetting, _ choices: StoryChoices, at jump: JumpTarget
  ) -> StoryTrial? {
    guard let rest = setting.trial(choices).result.rest,
      let target = jump.page == page.number ? page : pages.first(where: { $0.number == jump.page }),
      let slot = target.layout.slot(jump.slot), case .story(let part) = slot.part
    else { return nil }
    let desk = PageDesk(
      page: target, issue: issue, edition: edition, composer: composer, pictures: pictures,
      remainders: [:], limits: limits)
    guard desk.placement(in: slot)?.jump == nil else { return nil }
    let start = remainder(setting, rest)
    let adapted = part.adapted(to: setting.story, from: start, on: target.number)
    let going = StorySetting(
      setting.story, from: start, adapted, SlotPlace(slot: slot, sheet: desk.sheet),
      pieces: desk.allPieces(of: setting.story, from: start, adapted), on: desk)
    guard !going.trial().rows.isEmpty else { return nil }
    var solver = CopyfitSolver(
      going, desk.copyfit(of: slot), fillers: desk.unusedFillers, trials: limits.trials)
    return solver.solved()
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

  /// What moving the jump did.
  func jumpMove(_ trial: StoryTrial) -> LeverMove? {
    let planned = self.trial(StoryChoices(heldRows: trial.choices.heldRows))
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
