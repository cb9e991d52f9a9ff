import Composition
import Newspaper

extension PageDesk {
  /// Records how the slot is filled and reports what copyfitting did, and what remains with what
  /// would help.
  func record(_ trial: StoryTrial, _ setting: StorySetting, jumps: Bool) {
    let place = setting.place
    let result = trial.result
    let characters = result.lines.filter { $0.part == .body }.reduce(0) { $0 + $1.line.text.count }
    let measure = trial.area.measure
    let wanting = trial.slack * measure * 9 / 10
    let moves = setting.moves(of: trial)
    var filling = Filling(
      slot: place.slot.name, rect: place.rect, source: setting.story.id, characters: characters,
      excessLines: result.excessLines > 0 ? result.excessLines : -trial.slack,
      excessCharacters: result.excessLines > 0 ? result.excessCharacters : -wanting)
    filling.whiteLines = setting.whiteLines(of: trial)
    filling.moves = moves.map(\.words)
    fillings.append(filling)
    for move in moves { reportMove(move, setting) }
    if result.excessLines > 0 {
      reportOverset(trial, setting)
    } else if !jumps, trial.isShort {
      reportUnderset(trial, setting, wanting: wanting)
    }
  }

  private func reportMove(_ move: LeverMove, _ setting: StorySetting) {
    let story = setting.story
    report.add(
      Diagnostic(
        .note, move.code, subject: story.id, at: story.at,
        page: page.number, area: setting.place.rect,
        "\(setting.place.slot.name): \(move.words)", characters: move.characters))
  }

  private func reportOverset(_ trial: StoryTrial, _ setting: StorySetting) {
    let story = setting.story
    let result = trial.result
    let lines = result.excessLines == 1 ? "1 line" : "\(result.excessLines) lines"
    report.add(
      Diagnostic(
        .error, "fit.body.overset", subject: story.id,
        at: result.rest.flatMap { story.place(of: setting.flow.pieces[$0.piece]) } ?? story.at,
        page: page.number, area: setting.place.rect,
        "\(story.id): \(result.excessCharacters) characters over in slot "
          + "\(setting.place.slot.name) (\(lines) of leg \(trial.legCount))",
        hints: setting.remediesOfOverset(trial), characters: result.excessCharacters))
  }

  private func reportUnderset(_ trial: StoryTrial, _ setting: StorySetting, wanting: Int) {
    let story = setting.story
    report.add(
      Diagnostic(
        .warning, "fit.body.underset", subject: story.id, at: story.at, page: page.number,
        area: setting.place.rect,
        "\(story.id): about \(wanting) characters short of slot \(setting.place.slot.name) "
          + "(\(trial.slack) lines in \(trial.legCount) legs)",
        hints: setting.remediesOfUnderset(trial), characters: -wanting))
  }

  /// Reports that the best of all trials may not have been found.
  func reportStopped(_ story: Story, _ place: SlotPlace) {
    report.add(
      Diagnostic(
        .warning, "fit.solver.stopped", subject: story.id, at: story.at, page: page.number,
        area: place.rect,
        "\(place.slot.name): copyfitting stopped after \(limits.trials) trials with the best so far",
        hints: ["allow the slot fewer levers, or smaller bounds"]))
  }
}

extension TextArea {
  /// Characters in a line of its first leg.
  var measure: Int { max(1, legs.first.map { Int($0.measure / place.grid.bodySize) } ?? 1) }
}

/// What a lever did for a story.
struct LeverMove {
  let lever: Lever
  /// The code of the note that tells of it.
  var code: String {
    switch lever {
    case .pull: "fit.lever.pull"
    case .squeeze: "fit.lever.squeeze"
    case .white: "fit.lever.white"
    case .photo: "fit.lever.photo"
    case .deck: "fit.lever.deck"
    case .head: "fit.lever.head"
    case .trade: "fit.lever.trade"
    case .filler: "fit.lever.filler"
    case .jump: "fit.lever.jump"
    }
  }
  /// What was done and what it gave: "photo a.jpg 2 lines lower, 24 characters gained".
  let words: String
  /// The characters that it saved (above 0) or filled; nil where it is not counted in characters.
  var characters: Int?
}

extension StorySetting {
  /// What each lever did, and how much less the story would fit without it.
  func moves(of trial: StoryTrial) -> [LeverMove] {
    var levers = desk.copyfit(of: place.slot).levers.map(\.lever)
    // Text that goes on elsewhere breaks as it should whatever is allowed.
    if trial.jumps {
      levers.append(contentsOf: [Lever.pull, .jump].filter { !levers.contains($0) })
    }
    return levers.flatMap { moves(of: $0, in: trial) }
  }

  private func moves(of lever: Lever, in trial: StoryTrial) -> [LeverMove] {
    if lever == .trade { return desk.trades.compactMap(tradeMove) }
    if lever == .jump { return jumpMove(trial).map { [$0] } ?? [] }
    guard trial.choices.uses(lever) else { return [] }
    let without = self.trial(trial.choices.without(lever))
    let gained =
      trial.jumps ? 0 : trial.balance - without.balance
    let characters = abs(gained) * trial.area.measure
    let effect =
      gained == 0 ? "" : ", \(characters) characters \(gained > 0 ? "gained" : "filled")"
    return [
      LeverMove(
        lever: lever, words: words(lever, trial) + effect,
        characters: gained == 0 ? nil : gained * trial.area.measure)
    ]
  }

  private func tradeMove(_ trade: Trade) -> LeverMove? {
    let name = place.slot.name
    guard trade.upper == name || trade.lower == name else { return nil }
    let gets = (trade.upper == name) == (trade.lines > 0)
    let other = trade.upper == name ? trade.lower : trade.upper
    return LeverMove(
      lever: .trade, words: "\(Self.lines(trade.lines)) \(gets ? "from" : "to") \(other)")
  }

  private func words(_ lever: Lever, _ trial: StoryTrial) -> String {
    let choices = trial.choices
    switch lever {
    case .pull:
      return choices.pulled > 0
        ? "\(Self.lines(choices.pulled)) pulled up" : "\(Self.lines(choices.pulled)) run out"
    case .squeeze: return "marks squeezed, \(Self.lines(choices.squeezed)) pulled up"
    case .white:
      return [("the head", choices.headSpace), ("subheads", choices.subheadSpace)]
        .filter { $0.1 != 0 }
        .map { "white round \($0.0) \(Self.lines($0.1)) \($0.1 > 0 ? "more" : "less")" }
        .joined(separator: ", ")
    case .photo: return photoWords(choices)
    case .deck: return "deck dropped"
    case .head:
      let size = trial.group.lines.first { $0.part == .headline }?.size
      let saved = head(choices.without(.head)).lines - head(choices).lines
      return "head \(Self.lines(saved)) less" + (size.map { " at \($0) pt" } ?? "")
    case .filler: return "filler \(choices.filler?.name ?? "") at the foot"
    case .trade, .jump: return lever.rawValue
    }
  }

  private func photoWords(_ choices: StoryChoices) -> String {
    let changes = placedPhotos.indices.filter { choices.photoChange($0) != 0 }
      .map { (name: placedPhotos[$0].0.file.value, change: choices.photoChange($0)) }
    let all = Set(changes.map(\.change))
    if changes.count > 1, changes.count == placedPhotos.count, let change = all.first,
      all.count == 1
    {
      return "\(changes.count) photos \(Self.lines(change)) \(way(change))"
    }
    return changes.map { "photo \($0.name) \(Self.lines($0.change)) \(way($0.change))" }.joined(
      separator: ", ")
  }

  /// Among vertical lines a photo changes its width.
  func way(_ change: Int) -> String {
    part.writing == .vertical
      ? (change > 0 ? "wider" : "narrower") : (change > 0 ? "higher" : "lower")
  }

  static func lines(_ count: Int) -> String { abs(count) == 1 ? "1 line" : "\(abs(count)) lines" }

  /// Rows of white that copyfitting put round the head and over subheads.
  func whiteLines(of trial: StoryTrial) -> Int {
    guard trial.choices.uses(.white) else { return 0 }
    if trial.jumps { return max(0, trial.choices.headSpace * trial.legCount) }
    let without = self.trial(trial.choices.without(.white))
    return max(0, without.balance - trial.balance)
  }
}
