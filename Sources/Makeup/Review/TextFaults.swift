import Newspaper

/// Heads and their text.
extension LayoutReview {
  func textFaults() -> [Diagnostic] {
    standing.slots.filter(\.isEditorial).flatMap { slot in
      [headAtFoot(slot), astray(slot), longLeg(slot)].compactMap(\.self) + subheadsAtFoot(slot)
    }
  }

  private func headAtFoot(_ slot: StandingSlot) -> Diagnostic? {
    guard case .story(let part) = slot.slot.part, !unfitting.contains(slot.source),
      let head = slot.headline, head.course == .across,
      let leg = legUnder(head, part, of: slot)
    else { return nil }
    let under = leg.count { $0.rect.minY >= head.rect.maxY && $0.part == .body }
    // A story that is short all over is another fault.
    guard under < limits.linesUnderHeadline, let last = leg.last,
      slot.rect.maxY - max(last.rect.maxY, head.rect.maxY) < standing.grid.pitch * 2
    else { return nil }
    return finding(
      .headAtFoot, subject: head.source, at: head.at, area: slot.rect,
      "the head of \(slot.name) has \(StorySetting.lines(under)) of text under it",
      explanation: "背题: at least \(limits.linesUnderHeadline) lines stand under a head",
      hints: [
        "make the slot \(StorySetting.lines(limits.linesUnderHeadline - under)) higher",
        "shorten the head",
      ])
  }

  /// The first leg that should go on under a head: of one among the legs, the first that it lies in.
  private func legUnder(_ head: StandingHead, _ part: StoryPart, of slot: StandingSlot)
    -> [StandingLine]?
  {
    switch part.head {
    case .wrapped, .enclosed:
      slot.legs.first { leg in
        leg.contains { $0.rect.minX < head.rect.maxX && head.rect.minX < $0.rect.maxX }
      }
    default: slot.legs.first { $0.contains { $0.rect.minY >= head.rect.maxY } }
    }
  }

  private func subheadsAtFoot(_ slot: StandingSlot) -> [Diagnostic] {
    unfitting.contains(slot.source)
      ? []
      : slot.legs.enumerated().flatMap { number, leg in
        leg.indices.compactMap { index -> Diagnostic? in
          guard leg[index].part == .subhead else { return nil }
          var under = 0
          while index + under + 1 < leg.count, leg[index + under + 1].part == .body,
            leg[index + under].distance(to: leg[index + under + 1]) == standing.grid.pitch
          { under += 1 }
          // Under the last subhead of a story there may be as little as there is.
          let isLast = number == slot.legs.count - 1 && index + under + 1 == leg.count
          guard under < limits.linesUnderSubhead, !isLast else { return nil }
          return finding(
            .headAtFoot, subject: leg[index].story, at: leg[index].at, area: leg[index].rect,
            "a subhead in leg \(number + 1) of \(slot.name) has \(under) lines of text under it",
            explanation: "背题: at least \(limits.linesUnderSubhead) lines stand under a subhead",
            hints: ["move the subhead to another paragraph", "add or cut a line above it"])
        }
      }
  }

  private func astray(_ slot: StandingSlot) -> Diagnostic? {
    guard case .story(let part) = slot.slot.part, let first = slot.lines.first else { return nil }
    let isBeginning = page.placements.contains {
      $0.slot.value == slot.name && $0.content == .story(first.story)
    }
    if part.head == .none, isBeginning, let headline = stories[first.story]?.headline {
      return finding(
        .headAstray, subject: first.story, at: headline.at, area: slot.rect,
        "the text of \(slot.name) stands without its head",
        explanation: "题文不符: a head stands over its text or beside it",
        hints: ["give the slot a head: over, beside or vertical", "drop the headline"])
    }
    guard var heads = slot.heads, slot.headline != nil else { return nil }
    // A head over its story stands over all legs, however short its lines.
    if part.head == .over {
      heads = heads.union(
        Rect(x: slot.rect.minX, y: heads.minY, width: slot.rect.width, height: .zero))
    }
    let matter = slot.lines.map(\.rect) + slot.photos.map(\.rect)
    guard !matter.contains(where: { belongs($0, to: heads) }) else { return nil }
    return finding(
      .headAstray, subject: first.story, at: slot.headline?.at, area: heads,
      "the head of \(slot.name) stands neither over its text nor beside it",
      explanation: "题文不符: a reader would look for the text elsewhere",
      hints: ["move the head to the text", "begin the text under the head"])
  }

  /// Whether text or a photo stands right under a head or right beside it.
  private func belongs(_ matter: Rect, to head: Rect) -> Bool {
    let grid = standing.grid
    let below = matter.minY - head.maxY
    let isUnder =
      below > -grid.pitch && below <= grid.pitch * limits.headToText
      && matter.minX < head.maxX && head.minX < matter.maxX
    let aside = max(matter.minX - head.maxX, head.minX - matter.maxX)
    let isBeside =
      aside <= grid.bodySize * 4 && matter.minY < head.maxY && head.minY < matter.maxY
    return isUnder || isBeside
  }

  private func longLeg(_ slot: StandingSlot) -> Diagnostic? {
    // A table may be as long as it is: nobody reads it from top to bottom. Vertical lines never
    // lead out of sight of their head.
    guard case .story = slot.slot.part, slot.writing == .horizontal, slot.legs.count == 1,
      let leg = slot.legs.first?.filter({ $0.part != .table }), let first = leg.first,
      leg.count > limits.legLines
    else { return nil }
    return finding(
      .longLeg, subject: first.story, at: stories[first.story]?.at, area: slot.rect,
      "\(slot.name) runs down one leg for \(leg.count) lines",
      explanation: "after \(limits.legLines) lines the head is out of sight",
      hints: ["give the slot two columns", "let the story jump", "make it short items"])
  }
}
