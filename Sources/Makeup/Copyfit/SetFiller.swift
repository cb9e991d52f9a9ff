import Composition
import Newspaper

/// A filler at the foot of a story's last leg, a free line above it.
struct SetFiller {
  let filler: Filler
  /// Its lines of the grid.
  let lines: ClosedRange<Int>
  let leg: Leg
  /// The words of a quotation.
  var words: [Line] = []
  /// What it keeps free of text.
  let obstacle: Obstacle
}

extension PageDesk {
  /// 补白 that the page may use, each once: its layout's own, then the publication's.
  var unusedFillers: [Filler] {
    (page.layout.fillers + issue.publication.fillers).filter { !usedFillers.contains($0) }
  }

  /// A filler at the foot of the last leg; nil where the leg does not have that many whole lines.
  func setFiller(_ filler: Filler, in area: TextArea, rows: [TextRow]) -> SetFiller? {
    guard area.ground.writing == .horizontal, let leg = area.legs.last,
      let index = area.legs.indices.last
    else { return nil }
    var words: [Line] = []
    if case .quotation(let text, let by) = filler.content {
      words = quotation(text, by: by, measure: leg.measure)
    }
    let count = filler.lines ?? words.count
    let last = area.lines.upperBound
    let first = last - count + 1
    let free = rows.filter { $0.leg == index && $0.measure == leg.measure }.map(\.line)
    guard count > 0, first - 1 > area.lines.lowerBound,
      (first - 1...last).allSatisfy(free.contains)
    else { return nil }
    return SetFiller(
      filler: filler, lines: first...last, leg: leg, words: words,
      obstacle: area.clear(Span(from: leg.x, to: leg.maxX), first - 1...last))
  }

  private func quotation(_ text: Located<String>, by: String?, measure: Length) -> [Line] {
    var style = styles[.kai]
    style.alignment = .justify
    let paragraph = composer.paragraph(
      RichText(text.value, at: text.at), ParagraphFormat(style: style, indent: 2))
    var lines = composer.lines(of: paragraph, in: ColumnShape(measure: measure))
    if let by { lines.append(composer.singleLine(RichText("——" + by), style: styles[.byline])) }
    return lines
  }

  /// Prints a filler: a hairline in the free line above it, then what it shows.
  func print(_ set: SetFiller, _ place: SlotPlace) {
    usedFillers.append(set.filler)
    let subject = { (at: SourceRange?) in
      Subject(.filler, slot: place.slot.name, source: set.filler.name, at: at)
    }
    let leg = set.leg
    let rect = place.rect(
      from: set.lines.lowerBound, through: set.lines.upperBound, x: leg.x, width: leg.measure)
    func printRule(at y: Length, _ paint: Paint, width: Length) {
      put(
        .shape(.fill(Rect(x: leg.x, y: y - width / 2, width: leg.measure, height: width), paint)),
        subject(nil))
    }
    if case .rule(let paint) = set.filler.content {
      return printRule(at: rect.midY, paint, width: .points(1))
    }
    printRule(
      at: place.top(of: set.lines.lowerBound - 1) + grid.pitch / 2, .black, width: .points(0.25))
    switch set.filler.content {
    case .rule: break
    case .ad(let file, let path) where path.lowercased().hasSuffix(".svg"):
      put(
        .art(PlacedArt(source: .svg(path: path), frame: rect, alternateText: "")),
        subject(file.at))
    case .ad(let file, let path):
      putPicture(Photo(file: file, path: path), in: rect, slot: place.slot)
    case .quotation(let text, let by):
      for (index, line) in set.words.enumerated() {
        let isSource = by != nil && index == set.words.count - 1
        put(
          line, x: leg.x, measure: leg.measure, alignment: isSource ? .end : .start,
          baseline: place.baseline(of: set.lines.lowerBound + index, size: grid.bodySize),
          subject(text.at))
      }
    }
  }
}
