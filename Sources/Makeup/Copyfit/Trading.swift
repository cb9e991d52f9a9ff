import Newspaper

/// Lines that a story gives to the one below or above it: the edge between their slots moves.
struct Trade: Equatable {
  let upper: String
  let lower: String
  /// Lines that the upper slot gets; below 0 it gives them.
  let lines: Int
}

extension Page {
  /// Whether any of its slots may trade lines.
  func trades(_ styles: StyleSheet) -> Bool {
    layout.slots.contains { $0.copyfit(styles)[.trade] > 0 }
  }
}

extension PageDesk {
  /// Reports levers that somebody allowed here and that have nothing to work with.
  func reportIdleLevers(_ slot: Slot, jumps: Bool) {
    func tell(_ severity: Severity, _ summary: String, _ subject: String, _ hints: [String]) {
      report.add(
        Diagnostic(
          severity, "lever.idle", subject: subject, at: slot.at ?? page.at, page: page.number,
          summary, hints: hints))
    }
    if slot.asks(for: .filler), (page.layout.fillers + issue.publication.fillers).isEmpty {
      tell(
        .warning, "\(slot.name): lever filler can do nothing: there are no fillers", slot.name,
        ["list some under fillers in publication.yaml", "take filler out of fit"])
    }
    if jumps, slot.asks(for: .trade) {
      tell(
        .note,
        "\(slot.name): lever trade does nothing: its story goes on elsewhere and fills any slot",
        slot.name, ["allow the lever jump instead"])
    }
  }
}

extension Slot {
  /// Whether the slot or its page, rather than the style sheet, allows a lever.
  fileprivate func asks(for lever: Lever) -> Bool {
    copyfit.contains { change in
      switch change {
      case .only(let copyfit): copyfit[lever] > 0
      case .levers(let changes): changes.contains { $0.lever == lever && $0.most > 0 }
      }
    }
  }

  /// The levers it may pull: the style sheet's, as slot and page have changed them.
  func copyfit(_ styles: StyleSheet) -> Copyfit {
    copyfit.reduce(styles.copyfit) { $0.changed(by: $1) }
  }
}

extension Slot {
  /// The slot before lines were traded.
  func before(_ trades: [Trade]) -> Slot {
    var slot = self
    for trade in trades.reversed() {
      var lines = slot.area.lines
      if trade.upper == name {
        lines = lines.lowerBound...max(lines.lowerBound, lines.upperBound - trade.lines)
      } else if trade.lower == name {
        lines = min(lines.upperBound, lines.lowerBound - trade.lines)...lines.upperBound
      }
      slot.area = GridArea(columns: slot.area.columns, lines: lines)
    }
    return slot
  }
}

extension PageDesk {
  /// Trades between stories that stand one over the other in the same columns, from the head of the
  /// page down.
  ///
  /// Each edge is moved once, by as little as makes both stories fit with the levers that come
  /// before `trade`, or else by what helps most; no slot changes by more than its bound.
  func traded() -> (layout: PageLayout, trades: [Trade]) {
    var flows: [String: TextFlow] = [:]
    let free = traded(.freely, &flows)
    // A story may give lines that it needs itself and get them from the next: where none come, it
    // keeps its own.
    let names = Set(free.trades.flatMap { [$0.upper, $0.lower] }).sorted()
    let hasLost = names.contains { name in
      guard let before = page.layout.slot(name).flatMap({ fitted($0, &flows) }),
        let after = free.layout.slot(name).flatMap({ fitted($0, &flows) })
      else { return false }
      return after.excessLines > before.excessLines
    }
    return hasLost ? traded(.withoutLoss, &flows) : free
  }

  /// How a story gives lines.
  private enum Giving {
    /// Even such as it needs itself.
    case freely
    case withoutLoss
  }

  private func traded(_ giving: Giving, _ flows: inout [String: TextFlow])
    -> (layout: PageLayout, trades: [Trade])
  {
    var layout = page.layout
    var done: [Trade] = []
    for (upper, lower) in layout.slots.storyEdges {
      let bounds = [upper, lower].map { name in
        let used = done.filter { $0.upper == name || $0.lower == name }.map { abs($0.lines) }
        return (layout.slot(name)?.copyfit(styles)[.trade] ?? 0) - used.reduce(0, +)
      }
      guard let most = bounds.min(), most > 0,
        let lines = bestTrade(upper, lower, most: most, giving, in: layout, &flows)
      else { continue }
      let trade = Trade(upper: upper, lower: lower, lines: lines)
      layout = layout.after(trade)
      done.append(trade)
    }
    return (layout, done)
  }

  private func bestTrade(
    _ upper: String, _ lower: String, most: Int, _ giving: Giving, in layout: PageLayout,
    _ flows: inout [String: TextFlow]
  ) -> Int? {
    var best: (lines: Int, cost: Int)?
    var over = [Int.max, .max]
    for lines in [0] + (1...most).flatMap({ [$0, -$0] }) {
      let traded = layout.after(Trade(upper: upper, lower: lower, lines: lines))
      guard let first = traded.slot(upper).flatMap({ fitted($0, &flows) }),
        let second = traded.slot(lower).flatMap({ fitted($0, &flows) })
      else { return best?.lines == 0 ? nil : best?.lines }
      let fit = first.fits && second.fits
      if fit, lines == 0 { return nil }
      let now = [first.excessLines, second.excessLines]
      if lines == 0 { over = now }
      if giving == .withoutLoss, zip(now, over).contains(where: >) { continue }
      let cost = first.cost + second.cost + abs(lines) * 4
      if best.map({ cost < $0.cost }) ?? true { best = (lines, cost) }
      if fit { break }
    }
    return best.flatMap { $0.lines == 0 ? nil : $0.lines }
  }

  /// How the story of a slot fits with the levers before `trade`; nil when it has none of its own,
  /// or one that goes on elsewhere, which fills any slot.
  private func fitted(_ slot: Slot, _ flows: inout [String: TextFlow]) -> SlotFit? {
    let wasStopped = stopped.remove(slot.name) != nil
    let before = lookups.sources
    let fit: SlotFit?
    if let known = standingFits[slot], isSame(known.sources) {
      lookups.sources = known.sources
      fit = known.fit
    } else {
      lookups.sources = SlotSources()
      fit = trial(slot, &flows).map { SlotFit($0, isStopped: stopped.contains(slot.name)) }
      standingFits[slot] = StandingFit(sources: lookups.sources, fit: fit)
    }
    lookups.sources.add(before)
    if wasStopped || fit?.isStopped == true { stopped.insert(slot.name) }
    return fit
  }

  private func trial(_ slot: Slot, _ flows: inout [String: TextFlow]) -> StoryTrial? {
    guard case .story(let part) = slot.part, let placement = placement(in: slot),
      placement.jump == nil, case .story(let id) = placement.content,
      let story = story(id)
    else { return nil }
    let place = SlotPlace(slot: slot, sheet: sheet)
    let flow =
      flows[slot.name]
      ?? TextFlow(
        allPieces(of: story, from: nil, part, in: slot), composer: composer, body: styles[.body])
    flows[slot.name] = flow
    let setting = StorySetting(story, part, place, flow: flow, on: self)
    guard !setting.trial().rows.isEmpty else { return nil }
    let before = slot.copyfit(styles).levers.prefix { $0.lever != .trade }
    return setting.solved(Copyfit(Array(before)), fillers: unusedFillers)
  }
}

/// How a story fits a slot of some height.
struct SlotFit {
  let excessLines: Int
  let fits: Bool
  let cost: Int
  /// Whether its trials were used up.
  let isStopped: Bool

  init(_ trial: StoryTrial, isStopped: Bool) {
    excessLines = trial.result.excessLines
    fits = trial.fits
    cost = trial.cost
    self.isStopped = isStopped
  }
}

extension PageLayout {
  /// The layout with an edge moved, and the rules that stand in it.
  func after(_ trade: Trade) -> PageLayout {
    guard let upper = slot(trade.upper), let lower = slot(trade.lower), trade.lines != 0 else {
      return self
    }
    var layout = self
    let end = upper.area.lines.upperBound
    let start = lower.area.lines.lowerBound
    for index in slots.indices where slots[index].part != .folio {
      var lines = slots[index].area.lines
      if slots[index].name == upper.name {
        lines = lines.lowerBound...max(lines.lowerBound, end + trade.lines)
      } else if slots[index].name == lower.name {
        lines = min(lines.upperBound, start + trade.lines)...lines.upperBound
      }
      layout.slots[index].area = GridArea(columns: slots[index].area.columns, lines: lines)
    }
    for index in rules.indices {
      guard case .horizontal(let line, let columns) = rules[index].course,
        line > end, line < start, columns.overlaps(upper.area.columns)
      else { continue }
      layout.rules[index].course = .horizontal(line: line + trade.lines, columns: columns)
    }
    return layout
  }
}
