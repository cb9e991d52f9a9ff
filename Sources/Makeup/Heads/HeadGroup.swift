import Composition
import Newspaper

/// Kicker, headline, deck and byline of a story, fitted to a measure.
struct HeadGroup {
  /// One line of the group, from the group's top.
  struct SetHead {
    let line: Line
    let part: Subject.Part
    let size: Length
    let alignment: TextAlignment
    /// Top of the line's em box.
    let top: Length
  }

  var lines: [SetHead] = []
  /// What is to be said about it once it is printed.
  var findings: [Diagnostic] = []
  /// From the top of the first em box to the foot of the last.
  var height: Length = .zero

  mutating func add(
    _ line: Line, _ part: Subject.Part, size: Length, alignment: TextAlignment, gap: Length
  ) {
    let top = lines.isEmpty ? .zero : height + gap
    lines.append(
      SetHead(line: line, part: part, size: size, alignment: alignment, top: top))
    height = top + size
  }
}

extension PageDesk {
  /// Fits a story's heads to a measure.
  ///
  /// Sizes come from the rank's steps: the largest that fits in one line, else the largest that
  /// fits in as many lines as the style allows. Reports a headline that does not fit at the
  /// smallest step.
  func headGroup(
    for story: Story, rank: String, measure: Length, slot: Slot, headline: [String]? = nil,
    byline: Bool = true
  ) -> HeadGroup {
    var group = HeadGroup()
    guard let style = headStyle(rank, slot: slot) else { return group }
    let words = headline ?? story.headline?.value ?? []
    if headline == nil, let kicker = story.kicker {
      addWrapped(
        kicker.value, .kicker, style.kicker, measure: measure, to: &group, gap: .zero, lines: 1)
    }
    if !words.isEmpty {
      addHeadline(words, style, measure: measure, story: story, slot: slot, to: &group)
    }
    if headline == nil, let deck = story.deck {
      let size = style.deck.size
      addWrapped(
        deck.value, .deck, style.deck, measure: measure, to: &group,
        gap: size.scaled(by: 0.55), lines: 3)
    }
    if headline == nil, byline, let byline = story.byline {
      let style = styles[.byline]
      group.add(
        composer.singleLine(RichText(byline.value, at: byline.at), style: style), .byline,
        size: style.size, alignment: .center, gap: style.size.scaled(by: 0.7))
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

  private func addHeadline(
    _ words: [String], _ style: HeadStyle, measure: Length, story: Story, slot: Slot,
    to group: inout HeadGroup
  ) {
    let gapAbove = group.lines.isEmpty ? .zero : style.kicker.size.scaled(by: 0.5)
    let most = max(style.maxLines, words.count)
    for lineCount in max(1, words.count)...most {
      for size in style.sizes {
        for scale in Set([1000, style.condensed * 10]).sorted(by: >) {
          let text = TextStyle(
            face: style.face, size: size, pitch: size, alignment: style.alignment,
            paint: style.paint)
          guard
            let fitted = composer.headline(
              words, style: text, measure: measure, maxLines: lineCount, widthScale: scale)
          else { continue }
          group.findings += endMark(fitted.needlessEndMark, story)
          group.findings += substitutions(
            fitted.substituted, subject: story.id, at: story.headline?.at ?? story.at)
          for (index, line) in fitted.lines.enumerated() {
            group.add(
              line, .headline, size: size, alignment: .start,
              gap: index == 0 ? gapAbove : size.scaled(by: Double(style.leading) / 100))
          }
          return
        }
      }
    }
    group.findings.append(
      wideHeadline(words, style, measure: measure, story: story, slot: slot))
    // Printed all the same, so that the proof shows what is wrong.
    let size = style.sizes.last ?? grid.bodySize
    let text = TextStyle(
      face: style.face, size: size, pitch: size, alignment: .start, paint: style.paint)
    let line = composer.singleLine(RichText(words.joined()), style: text)
    group.add(line, .headline, size: size, alignment: .start, gap: gapAbove)
  }

  /// A headline ends without a mark, but for ？ and ！ (reference 11).
  private func endMark(_ mark: String?, _ story: Story) -> [Diagnostic] {
    guard let mark else { return [] }
    return [
      Diagnostic(
        .warning, "head.endMark", subject: story.id, at: story.headline?.at ?? story.at,
        page: page.number, "headline of \(story.id) ends with “\(mark)”",
        hints: ["drop the mark: only ？ and ！ may end a headline"])
    ]
  }

  private func wideHeadline(
    _ words: [String], _ style: HeadStyle, measure: Length, story: Story, slot: Slot
  ) -> Diagnostic {
    let size = style.sizes.last ?? grid.bodySize
    let room = Int(measure / size) * style.maxLines
    let length = words.joined().count
    return Diagnostic(
      .error, "fit.headline.overfull", subject: story.id, at: story.headline?.at ?? story.at,
      page: page.number,
      "headline of \(story.id): \(length) characters, slot \(slot.name) holds about \(room) "
        + "at the smallest size of rank \(style.rank) (\(size) pt)",
      hints: [
        "cut \(max(1, length - room)) characters", "give the slot a rank with smaller sizes",
      ])
  }

  private func addWrapped(
    _ text: String, _ part: Subject.Part, _ style: TextStyle, measure: Length,
    to group: inout HeadGroup, gap: Length, lines most: Int
  ) {
    let words = text.split(separator: "\n").map(String.init)
    var style = style
    if style.alignment == .justify { style.alignment = .center }
    let wrapped = composer.headline(
      words, style: style, measure: measure, maxLines: max(most, words.count))
    let lines = wrapped?.lines ?? [composer.singleLine(RichText(text), style: style)]
    for (index, line) in lines.enumerated() {
      group.add(
        line, part, size: style.size, alignment: .start,
        gap: index == 0 ? gap : style.size.scaled(by: 0.35))
    }
  }

  /// The whole lines a head group takes when it stands over text: its height, and white of at least
  /// a third of a line above and two thirds below.
  func linesTaken(by group: HeadGroup) -> Int {
    guard !group.lines.isEmpty else { return 0 }
    let needed = group.height + grid.pitch.scaled(by: 0.9)
    return (needed.units + grid.pitch.units - 1) / grid.pitch.units
  }

  /// Prints a head group in a band of whole lines, a little above the band's middle.
  func print(
    _ group: HeadGroup, in rect: Rect, slot: Slot, story: Story,
    share: Double = 0.42
  ) {
    for finding in group.findings { report.add(finding) }
    let free = rect.height - group.height
    let top = rect.minY + max(.zero, free.scaled(by: share))
    for head in group.lines {
      put(
        head.line, x: rect.minX, measure: rect.width, alignment: head.alignment,
        baseline: top + head.top + head.size.scaled(by: 0.88),
        Subject(head.part, slot: slot.name, source: story.id, at: place(of: head.part, in: story)))
    }
  }

  private func place(of part: Subject.Part, in story: Story) -> SourceRange? {
    switch part {
    case .kicker: story.kicker?.at
    case .headline: story.headline?.at
    case .deck: story.deck?.at
    case .byline: story.byline?.at
    default: story.at
    }
  }
}
