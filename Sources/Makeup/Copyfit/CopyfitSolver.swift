import Newspaper

/// Makes a story fit its slot by pulling the allowed levers in their order.
///
/// Each lever is pulled as little as makes the story fit, or else as far as helps; then what turned
/// out not to be needed is taken back. Nothing is left to chance, and the trials are counted: the
/// same story, slot and levers give the same result.
struct CopyfitSolver {
  let setting: StorySetting
  let copyfit: Copyfit
  let fillers: [Filler]
  /// Trials that may still be made.
  private(set) var trialsLeft: Int
  /// Whether it gave up for want of trials.
  private(set) var isStopped = false

  init(_ setting: StorySetting, _ copyfit: Copyfit, fillers: [Filler], trials: Int) {
    self.setting = setting
    self.copyfit = copyfit
    self.fillers = fillers
    trialsLeft = trials
  }

  /// The story as it is to be printed.
  mutating func solved() -> StoryTrial {
    var best = setting.trial()
    guard !best.rows.isEmpty else { return best }
    for allowance in copyfit.levers where best.wants(allowance.lever) {
      best = pulled(allowance, from: best)
    }
    return relaxed(best)
  }

  /// The mildest pull of a lever that makes the story fit; without one, the best.
  private mutating func pulled(_ allowance: Copyfit.Allowance, from trial: StoryTrial)
    -> StoryTrial
  {
    var best = trial
    for choices in setting.options(allowance, from: trial, fillers: fillers) {
      guard let other = attempt(choices) else { return best }
      guard other.isBetter(than: best), setting.allows(other) else { continue }
      // A filler beside legs that end in the air would be worse than none.
      if allowance.lever == .filler, !other.fits { continue }
      best = other
      if best.fits, !allowance.lever.evens { return best }
    }
    return best
  }

  /// The same with as little of each lever as the story still fits with.
  private mutating func relaxed(_ trial: StoryTrial) -> StoryTrial {
    var best = trial
    for allowance in copyfit.levers.reversed() {
      for choices in best.choices.milder(allowance.lever) {
        guard best.fits, let other = attempt(choices) else { break }
        guard other.fits, other.cost < best.cost, setting.allows(other) else { continue }
        best = other
        break
      }
    }
    return best
  }

  private mutating func attempt(_ choices: StoryChoices) -> StoryTrial? {
    guard trialsLeft > 0 else {
      isStopped = true
      return nil
    }
    trialsLeft -= 1
    return setting.trial(choices)
  }
}

extension StorySetting {
  /// The story as levers make it fit, those of its slot where none are named.
  func solved(_ levers: Copyfit? = nil, fillers: [Filler]) -> StoryTrial {
    var solver = CopyfitSolver(
      self, levers ?? desk.copyfit(of: place.slot), fillers: fillers, trials: desk.limits.trials)
    defer { if solver.isStopped { desk.stopped.insert(place.slot.name) } }
    return solver.solved()
  }
}

extension StoryTrial {
  /// All text stands, and less than a line is free in every leg.
  var fits: Bool { result.excessLines == 0 && slack < legCount }

  /// Three lines or more are free in every leg: a hole that is told.
  var isShort: Bool { result.excessLines == 0 && slack >= 3 * legCount }

  /// Smaller is better: text lost first, then holes and white left, then changes made.
  var cost: Int {
    result.excessLines * 1000 + slack * 10 + result.holes * 15 + choices.cost
  }

  /// Whether it holds more of the text, or all of it with less left.
  fileprivate func isBetter(than other: StoryTrial) -> Bool {
    if other.result.excessLines > 0, result.excessLines >= other.result.excessLines { return false }
    return cost < other.cost
  }

  /// Lines free (above 0) or over (below 0).
  var balance: Int { slack - result.excessLines }

  /// Whether a lever could do something for the story.
  fileprivate func wants(_ lever: Lever) -> Bool {
    switch lever {
    case .trade, .jump: false
    case .photo: cost > choices.cost
    case .pull: result.excessLines > 0 || isShort
    case .white: !fits
    case .squeeze, .deck, .head: result.excessLines > 0
    case .filler: result.excessLines == 0 && !fits
    }
  }
}

extension Lever {
  /// No reader misses what it takes: it is also pulled to even out the last lines.
  fileprivate var evens: Bool { self == .photo || self == .white }
}

extension StoryChoices {
  /// How much was changed.
  fileprivate var cost: Int {
    (photos.map(abs).max() ?? 0) * 4 + abs(headSpace) + abs(subheadSpace) * 2 + abs(pulled) * 3
      + squeezed * 5 + (deck == .dropped ? 30 : 0) + headSteps * 20 + (filler == nil ? 0 : 5)
  }

  /// Whether a lever is pulled.
  func uses(_ lever: Lever) -> Bool { without(lever) != self }

  /// The choices with a lever left alone.
  func without(_ lever: Lever) -> StoryChoices {
    var choices = self
    switch lever {
    case .pull: choices.pulled = 0
    case .squeeze: choices.squeezed = 0
    case .white:
      choices.headSpace = 0
      choices.subheadSpace = 0
    case .photo: choices.photos = []
    case .deck: choices.deck = .printed
    case .head: choices.headSteps = 0
    case .filler: choices.filler = nil
    case .jump: choices.heldRows = 0
    case .trade: break
    }
    return choices
  }

  /// The choices with less and less of a lever taken back, from not at all on.
  fileprivate func milder(_ lever: Lever) -> [StoryChoices] {
    guard uses(lever) else { return [] }
    let counts: (WritableKeyPath<StoryChoices, Int>)? =
      switch lever {
      case .pull: \.pulled
      case .squeeze: \.squeezed
      case .white: \.headSpace
      default: nil
      }
    var milder = [without(lever)]
    if let counts {
      let count = self[keyPath: counts]
      milder += stride(from: count.signum(), to: count, by: count >= 0 ? 1 : -1).map { less in
        var choices = self
        choices[keyPath: counts] = less
        return choices
      }
    }
    return milder
  }
}
