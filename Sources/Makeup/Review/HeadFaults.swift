import Newspaper

/// Heads against heads.
extension LayoutReview {
  func headFaults() -> [Diagnostic] {
    standing.headPairs.flatMap { first, second in
      [
        tombstone(first, second), stacked(first, second), same(first, second),
        rising(first, second),
      ]
      .compactMap(\.self)
    } + [noLead()].compactMap(\.self)
  }

  private typealias Pair = (StandingHead, StandingHead)

  /// The two heads when both run across and neither is set apart by a box of its own.
  private func rivals(_ first: StandingSlot, _ second: StandingSlot) -> Pair? {
    guard let a = first.headline, let b = second.headline, a.course == .across,
      b.course == .across, (first.slot.box == nil) == (second.slot.box == nil)
    else { return nil }
    return (a, b)
  }

  private func tombstone(_ first: StandingSlot, _ second: StandingSlot) -> Diagnostic? {
    guard let (a, b) = rivals(first, second), standing.isBeside(first.rect, second.rect),
      a.size.ratio(to: b.size) < limits.rankRatio
    else { return nil }
    let shared = min(a.rect.maxY, b.rect.maxY) - max(a.rect.minY, b.rect.minY)
    guard shared / min(a.rect.height, b.rect.height) >= limits.abreast else { return nil }
    return finding(
      .tombstone, subject: b.source, at: b.at, area: a.rect.union(b.rect),
      "heads of \(first.name) and \(second.name) stand side by side, \(a.size) and \(b.size) pt",
      explanation: "碰题: heads on one line of the page differ by at least "
        + "\(limits.rankRatio.formatted(places: 2)) times",
      hints: [
        "let one of the two slots begin lower", "give \(second.name) a rank with smaller sizes",
        "put one of them into a box", "set one of the heads downwards",
      ])
  }

  private func stacked(_ first: StandingSlot, _ second: StandingSlot) -> Diagnostic? {
    guard var (a, b) = rivals(first, second), a.size.ratio(to: b.size) < limits.rankRatio
    else { return nil }
    if b.rect.minY < a.rect.minY { swap(&a, &b) }
    let between = b.rect.minY - a.rect.maxY
    let shared = min(a.rect.maxX, b.rect.maxX) - max(a.rect.minX, b.rect.minX)
    guard between >= .zero, between <= standing.grid.pitch * limits.stackedLines,
      shared > min(a.rect.width, b.rect.width) / 2
    else { return nil }
    return finding(
      .stackedHeads, subject: b.source, at: b.at, area: a.rect.union(b.rect),
      "heads of \(first.name) and \(second.name) stand one above the other, no text between them",
      explanation: "叠题: \(a.size) and \(b.size) pt look like one head",
      hints: [
        "let text stand between them", "give one of them a smaller rank", "move one of the slots",
      ])
  }

  private func same(_ first: StandingSlot, _ second: StandingSlot) -> Diagnostic? {
    guard let (a, b) = rivals(first, second), standing.touch(first.rect, second.rect),
      a.size == b.size, a.face == b.face, !isContinuation(first), !isContinuation(second)
    else { return nil }
    return finding(
      .sameHeads, subject: b.source, at: b.at, area: a.rect.union(b.rect),
      "heads of the neighbours \(first.name) and \(second.name) are alike: \(a.face) \(a.size) pt",
      explanation: "neighbouring stories change the face: Song beside Hei",
      hints: ["give \(second.name) the same rank in another face", "give it another rank"])
  }

  private func rising(_ first: StandingSlot, _ second: StandingSlot) -> Diagnostic? {
    let (upper, lower) = first.rect.minY <= second.rect.minY ? (first, second) : (second, first)
    guard case .story = upper.slot.part, case .story = lower.slot.part, !isContinuation(upper),
      let a = upper.headline, let b = lower.headline, upper.slot.box == nil,
      lower.slot.box == nil, standing.isAbove(upper.rect, lower.rect), b.size > a.size
    else { return nil }
    return finding(
      .sizesRise, subject: b.source, at: b.at, area: a.rect.union(b.rect),
      "the head of \(lower.name) (\(b.size) pt) is larger than that of \(upper.name) above it "
        + "(\(a.size) pt)",
      explanation: "sizes fall from top to bottom",
      hints: [
        "exchange the two stories", "give \(lower.name) a smaller rank or \(upper.name) a larger",
      ])
  }

  /// The short head over the rest of a story is none of the page's ranks.
  private func isContinuation(_ slot: StandingSlot) -> Bool {
    page.placements.contains { $0.slot.value == slot.name && $0.content == .continuation }
  }

  /// A page of several stories has one head that is clearly the largest.
  private func noLead() -> Diagnostic? {
    let heads = standing.headed.filter { !isContinuation($0) }.sorted {
      ($1.headline?.size ?? .zero, $0.rect.minY) < ($0.headline?.size ?? .zero, $1.rect.minY)
    }
    guard heads.count > 1, let first = heads[0].headline, let second = heads[1].headline,
      first.size / second.size < limits.leadRatio
    else { return nil }
    let wanted = second.size.scaled(by: limits.leadRatio)
    return finding(
      .noLead, subject: first.source, at: first.at, area: first.rect.union(second.rect),
      "no head leads: \(heads[0].name) has \(first.size) pt, \(heads[1].name) \(second.size) pt",
      explanation: "the lead is at least \(limits.leadRatio.formatted(places: 2)) times the next",
      hints: [
        "set the head of \(heads[0].name) at \(wanted) pt or more: shorten it, or give it a higher "
          + "rank",
        "give \(heads[1].name) a smaller rank",
      ])
  }
}
