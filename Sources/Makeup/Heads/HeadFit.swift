import Composition
import Newspaper

extension PageDesk {
  /// Fits a story's heads to a measure.
  ///
  /// Sizes come from the rank's steps: the largest that fits in one line, else the largest that
  /// fits in as many lines as the style allows. A headline that does not fit at the smallest step
  /// is among the findings.
  func headGroup(_ order: HeadOrder) -> HeadGroup {
    var group = HeadGroup(writing: order.writing)
    guard let style = headStyle(order.rank, slot: order.slot) else { return group }
    let story = order.story
    let isWhole = order.headline == nil
    if isWhole, let kicker = story.kicker {
      addWrapped(kicker.value, .kicker, style.kicker, order, to: &group, gap: .zero, lines: 1)
    }
    if !order.words.isEmpty { addHeadline(style, order, to: &group) }
    if isWhole, let deck = story.deck {
      addWrapped(
        deck.value, .deck, style.deck, order, to: &group, gap: style.deck.size.scaled(by: 0.55),
        lines: 3)
    }
    if isWhole, let byline = story.byline {
      let style = styles[.byline]
      group.add(
        composer.singleLine(
          RichText(byline.value, at: byline.at), style: style, direction: order.direction),
        .byline, size: style.size, alignment: order.writing == .vertical ? .end : .center,
        gap: style.size.scaled(by: 0.7))
    }
    for head in group.lines where head.part != .headline && head.line.width > order.measure {
      group.findings.append(wideLine(head, order))
    }
    return group
  }

  /// The rank's style; an unknown rank is reported and the first one taken.
  func headStyle(_ rank: String, slot: Slot) -> HeadStyle? {
    if let style = styles.head(rank) { return style }
    report.add(
      Diagnostic(
        .error, "makeup.rank.unknown", subject: slot.name, at: slot.at, page: page.number,
        "slot \(slot.name) asks for the head rank “\(rank)”, which the style sheet does not have",
        hints: ["use one of: \(styles.heads.map(\.rank).joined(separator: ", "))"]))
    return styles.heads.first
  }

  private func addHeadline(_ style: HeadStyle, _ order: HeadOrder, to group: inout HeadGroup) {
    let gapAbove = group.lines.isEmpty ? .zero : style.kicker.size.scaled(by: 0.5)
    guard let (fitted, size) = fittedHeadline(style, order) else {
      group.findings.append(wideHeadline(style, order))
      // Printed all the same, so that the proof shows what is wrong.
      let size = style.sizes.last ?? grid.bodySize
      let line = composer.singleLine(
        RichText(order.words.joined()), style: style.text(size, alignment: .start),
        direction: order.direction)
      group.add(line, .headline, size: size, alignment: .start, gap: gapAbove)
      return
    }
    group.findings += endMark(fitted.needlessEndMark, order)
    group.findings += loneCharacter(order)
    group.findings += substitutions(fitted.substituted, subject: order.story.id, at: order.at)
    for (index, line) in fitted.lines.enumerated() {
      group.add(
        line, .headline, size: size, alignment: order.alignment == nil ? .start : .center,
        gap: index == 0 ? gapAbove : size.scaled(by: Double(style.leading) / 100))
    }
  }

  /// The headline in the fewest lines and the largest step that hold it; nil when none does.
  ///
  /// A line of a single character is taken only if the editor made it.
  func fittedHeadline(_ style: HeadStyle, _ order: HeadOrder) -> (Headline, size: Length)? {
    let words = order.words
    guard !words.isEmpty else { return nil }
    let sizes = style.sizes.filter { $0 <= order.largest ?? $0 }
    let scales =
      order.writing == .vertical ? [1000] : Set([1000, style.condensed * 10]).sorted(by: >)
    let most = max(1, order.mostLines ?? style.maxLines, words.count)
    for lineCount in max(1, words.count)...most {
      for size in sizes {
        for scale in scales {
          guard
            let fitted = composer.headline(
              words, style: style.text(size, alignment: order.alignment ?? style.alignment),
              measure: order.measure(for: size), maxLines: lineCount, widthScale: scale,
              direction: order.direction)
          else { continue }
          let isLone =
            words.count == 1 && fitted.lines.count > 1
            && fitted.lines.contains { $0.text.count == 1 }
          if !isLone { return (fitted, size) }
        }
      }
    }
    return nil
  }

  // MARK: - Findings

  /// A headline ends without a mark, but for ？ and ！ (reference 11).
  private func endMark(_ mark: String?, _ order: HeadOrder) -> [Diagnostic] {
    guard let mark else { return [] }
    return [
      Diagnostic(
        .warning, "head.endMark", subject: order.story.id, at: order.at, page: page.number,
        "headline of \(order.story.id) ends with “\(mark)”",
        hints: ["drop the mark: only ？ and ！ may end a headline"])
    ]
  }

  /// A line of one character is the editor's own doing (reference 11: never).
  private func loneCharacter(_ order: HeadOrder) -> [Diagnostic] {
    guard order.words.count > 1, let lone = order.words.first(where: { $0.count == 1 }) else {
      return []
    }
    return [
      Diagnostic(
        .warning, "head.loneCharacter", subject: order.story.id, at: order.at, page: page.number,
        "headline of \(order.story.id): “\(lone)” has a line to itself",
        hints: ["break the headline elsewhere"])
    ]
  }

  private func wideHeadline(_ style: HeadStyle, _ order: HeadOrder) -> Diagnostic {
    let size = style.sizes.last ?? grid.bodySize
    let lines = max(1, order.mostLines ?? style.maxLines)
    let room = Int(order.measure / size) * lines
    let length = order.words.joined().count
    return Diagnostic(
      .error, "fit.headline.overfull", subject: order.story.id, at: order.at, page: page.number,
      "headline of \(order.story.id): \(length) characters, slot \(order.slot.name) holds about "
        + "\(room) at the smallest size of rank \(style.rank) (\(size) pt)",
      hints: [
        "cut \(max(1, length - room)) characters", "give the slot a rank with smaller sizes",
      ], characters: max(1, length - room))
  }

  /// A kicker, deck or byline for which even the smallest division leaves a line too long.
  private func wideLine(_ head: HeadGroup.SetHead, _ order: HeadOrder) -> Diagnostic {
    overfull(
      head.part, of: order.story, by: head.line.width - order.measure, size: head.size,
      in: order.slot)
  }

  /// Reports a line over a story that is longer than its place.
  func overfull(
    _ part: Subject.Part, of story: Story, by excess: Length, size: Length, in slot: Slot
  ) -> Diagnostic {
    let count = Int(excess / size) + 1
    return Diagnostic(
      .error, "fit.headline.overfull", subject: story.id,
      at: place(of: part, in: story) ?? story.at, page: page.number,
      area: SlotPlace(slot: slot, sheet: sheet).rect,
      "\(part.rawValue) of \(story.id) is \(count) characters too long for slot \(slot.name)",
      hints: ["cut \(count) characters", "give it a wider place"], characters: count)
  }

  private func addWrapped(
    _ text: String, _ part: Subject.Part, _ style: TextStyle, _ order: HeadOrder,
    to group: inout HeadGroup, gap: Length, lines most: Int
  ) {
    let words = text.split(separator: "\n").map(String.init)
    var style = style
    if style.alignment == .justify { style.alignment = .center }
    // Across the fold lines are centred as they are printed.
    let alignment: TextAlignment = order.foldWhite > .zero ? .center : .start
    if alignment == .center { style.alignment = .start }
    let wrapped = composer.headline(
      words, style: style, measure: order.measure(for: style.size),
      maxLines: max(most, words.count),
      direction: order.direction)
    let lines =
      wrapped?.lines
      ?? [composer.singleLine(RichText(text), style: style, direction: order.direction)]
    for (index, line) in lines.enumerated() {
      group.add(
        line, part, size: style.size, alignment: alignment,
        gap: index == 0 ? gap : style.size.scaled(by: 0.35))
    }
  }
}

extension HeadStyle {
  /// The headline's style at a size.
  fileprivate func text(_ size: Length, alignment: TextAlignment) -> TextStyle {
    TextStyle(face: face, size: size, pitch: size, alignment: alignment, paint: paint)
  }
}
