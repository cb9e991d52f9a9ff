public import Newspaper

/// Sets text: prepares a paragraph once and breaks it as often as makeup asks.
///
/// Confined to the worker that owns its shaper; not `Sendable` on purpose.
public final class Composer {
  private let shaper: any Shaper
  let segmenter: (any Segmenter)?
  let lexicon: Lexicon
  private let hyphenation: Hyphenation?
  private var known = KnownParagraphs()

  /// Makes a composer that sees fonts through a shaper.
  ///
  /// The segmenter and the lexicon decide where headlines may be divided, the hyphenation where
  /// Latin words may.
  public init(
    shaper: any Shaper, segmenter: (any Segmenter)? = nil, lexicon: Lexicon = .newspaper,
    hyphenation: Hyphenation? = nil
  ) {
    self.shaper = shaper
    self.segmenter = segmenter
    self.lexicon = lexicon
    self.hyphenation = hyphenation
  }

  /// Prepares a paragraph: classes, shaping, glue and break opportunities.
  public func paragraph(_ text: RichText, _ format: ParagraphFormat) -> Paragraph {
    let source = KnownParagraphs.Source(text, format)
    if let known = known[source] { return known }
    let paragraph = prepared(text, format)
    // What is told about its characters names their places.
    if paragraph.missing.isEmpty, paragraph.substituted.isEmpty { known[source] = paragraph }
    return paragraph
  }

  private func prepared(_ text: RichText, _ format: ParagraphFormat) -> Paragraph {
    let characters = Characters(text)
    let atoms = Atoms(text, characters, format, shaper)
    let gaps = Gaps(atoms, characters, format, hyphenation)
    return Paragraph(text, format, characters, atoms, gaps, number: known.nextNumber())
  }

  /// Breaks a paragraph into the lines of a column and sets them, aligned in their measures.
  public func lines(of paragraph: Paragraph, in shape: ColumnShape) -> [Line] {
    let lines = broken(paragraph, shape, looseness: 0) {
      let breaking = Breaking(paragraph, shape)
      return set(breaking.breaks(), of: paragraph, breaking)
    }
    return lines ?? []
  }

  private func broken(
    _ paragraph: Paragraph, _ shape: ColumnShape, looseness: Int, _ lines: () -> [Line]?
  ) -> [Line]? {
    let breaks = KnownParagraphs.Breaks(
      paragraph: paragraph.number, shape: shape, looseness: looseness)
    if let known = known[breaks] { return known }
    let lines = lines()
    known[breaks] = .some(lines)
    return lines
  }

  /// Breaks a justified paragraph into so many lines more (above 0) or fewer than it would have,
  /// the cheapest way; nil when it cannot be set so.
  ///
  /// Whether the lines are good enough to print is the caller's to judge by their `setting`.
  public func lines(of paragraph: Paragraph, in shape: ColumnShape, looseness: Int) -> [Line]? {
    guard looseness != 0, paragraph.format.style.alignment == .justify,
      paragraph.format.rules.breaking == .optimal
    else { return nil }
    return broken(paragraph, shape, looseness: looseness) {
      let breaking = Breaking(paragraph, shape, looseness: looseness)
      guard let breaks = breaking.loosened() else { return nil }
      let lines = set(breaks, of: paragraph, breaking)
      return lines.contains { $0.setting.overrun > .zero || $0.setting.breaksRules } ? nil : lines
    }
  }

  private func set(_ breaks: [Int], of paragraph: Paragraph, _ breaking: Breaking) -> [Line] {
    var lines: [Line] = []
    var start = 0
    for end in breaks {
      lines.append(line(start..<end, number: lines.count, of: paragraph, breaking))
      start = end
    }
    return lines
  }

  /// Sets text on one line of its natural width: a kicker, a folio line, a caption's credit.
  public func singleLine(
    _ text: RichText, style: TextStyle, direction: ShapingRequest.Direction = .horizontal,
    rules: CompositionRules = CompositionRules()
  ) -> Line {
    var rules = rules
    rules.direction = direction
    var style = style
    style.alignment = .start
    let paragraph = paragraph(text, ParagraphFormat(style: style, rules: rules))
    let all = 0..<paragraph.atoms.count
    let fit = LineFit(paragraph)
    let end = paragraph.atoms.count
    return LineSetting.line(
      paragraph, all, fit.fit(all, measure: fit.natural(all, end: end)), end: end, lead: 0)
  }

  private func line(
    _ range: Range<Int>, number: Int, of paragraph: Paragraph, _ breaking: Breaking
  ) -> Line {
    let measure = breaking.measure(of: number)
    let alignment = paragraph.format.style.alignment
    let isLast = range.upperBound == paragraph.atoms.count
    let justified = alignment == .justify && !paragraph.gaps[range.upperBound].isForced
    let fit = breaking.fit.fit(range, measure: measure, justified: justified)
    var lead = number == 0 ? breaking.indent + breaking.fit.startSpace : 0
    switch alignment {
    case .center: lead += fit.unfilled / 2
    case .end: lead += fit.unfilled
    case .start, .justify: break
    }
    var line = LineSetting.line(
      paragraph, range, fit, end: breaking.fit.visibleEnd(range), lead: lead)
    line.setting.isOrphan = isLast && number > 0 && breaking.isOrphan(range)
    return line
  }
}

extension ParagraphFormat {
  /// The em along the line, in units of length.
  var em: Int { style.size.units * widthScale / 1000 }
}

extension Sums {
  /// Sums before every gap, the paragraph's end included.
  static func all(_ atoms: [Atom], _ gaps: [Gap]) -> [Sums] {
    var sums = Sums()
    var all: [Sums] = []
    all.reserveCapacity(atoms.count + 1)
    for (atom, gap) in zip(atoms, gaps) {
      all.append(sums)
      sums.add(gap)
      sums.width += atom.width
      if atom.kind.isText { sums.characters += 1 }
    }
    all.append(sums)
    return all
  }

  private mutating func add(_ gap: Gap) {
    width += gap.natural
    switch gap.glue {
    case .none: break
    case .word:
      word += gap.shrink
      wordStretch += gap.stretch
    case .bracket: bracket += gap.shrink
    case .pause: pause += gap.shrink
    case .western:
      western += gap.shrink
      westernStretch += gap.stretch
    case .stop: stop += gap.shrink
    }
    switch gap.opening {
    case .never: break
    case .freely: free += 1
    case .reluctantly: reluctant += 1
    }
  }
}
