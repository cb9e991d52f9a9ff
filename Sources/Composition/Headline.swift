public import Newspaper

/// A headline set at one size: whole phrases, lines as even as the words allow.
public struct Headline: Hashable, Sendable {
  /// The lines, aligned in the measure.
  public var lines: [Line]
  /// Width of the widest line.
  public var width: Length
  /// A mark at the end that a headline does not take; only ？ and ！ may stand there.
  public var needlessEndMark: String?
  /// Characters that cannot be printed.
  public var missing: [Paragraph.MissingCharacter]
  /// Characters that a fallback role's font stands in for.
  public var substituted: [Paragraph.MissingCharacter] = []

  /// Space between the characters of a very short title, in thousandths of an em (11).
  ///
  /// Two characters stand 2 em apart, three one, four half an em. Centred heads have it by
  /// themselves.
  public static func titleSpace(of text: String) -> Int {
    guard text.unicodeScalars.allSatisfy({ CharacterKind($0).isHan }) else { return 0 }
    return [2: 2000, 3: 1000, 4: 500][text.unicodeScalars.count] ?? 0
  }
}

extension Composer {
  /// Sets a headline in at most `maxLines` lines; nil if it does not fit at this size.
  ///
  /// Several strings are the editor's own lines and stay as they are. One string is divided at
  /// phrases into as few lines as hold it, made as even as the words allow (reference 11).
  public func headline(
    _ text: [String], style: TextStyle, measure: Length, maxLines: Int, widthScale: Int = 1000,
    direction: ShapingRequest.Direction = .horizontal
  ) -> Headline? {
    let given = text.filter { !$0.isEmpty }
    guard !given.isEmpty else { return nil }
    let isSet = given.count > 1
    if isSet, given.count > maxLines { return nil }
    var headline = Headline(lines: [], width: .zero, needlessEndMark: nil, missing: [])
    for string in given {
      let division = HeadlineDivision(
        paragraph(
          RichText(string),
          headFormat(string, style, widthScale, isSet ? 2 : given.count, direction)),
        Phrases(string, segmenter: segmenter, lexicon: lexicon))
      guard let breaks = division.breaks(measure: measure.units, maxLines: isSet ? 1 : maxLines)
      else { return nil }
      headline.missing += division.paragraph.missing
      headline.substituted += division.paragraph.substituted
      for range in zip([0] + breaks, breaks) {
        let line = division.line(range.0..<range.1, style.alignment, measure)
        headline.width = max(headline.width, division.width(of: range.0..<range.1))
        headline.lines.append(line)
      }
    }
    headline.needlessEndMark = Self.needlessEndMark(of: given)
    return headline
  }

  /// Marks inside heads are half-width (11); short centred titles are spaced out.
  private func headFormat(
    _ text: String, _ style: TextStyle, _ widthScale: Int, _ lines: Int,
    _ direction: ShapingRequest.Direction
  ) -> ParagraphFormat {
    var format = ParagraphFormat(style: style, widthScale: widthScale)
    format.rules.punctuation = .banjiao
    format.rules.direction = direction
    if style.alignment == .center, lines == 1 {
      format.style.tracking += Headline.titleSpace(of: text)
    }
    return format
  }

  private static func needlessEndMark(of text: [String]) -> String? {
    guard let last = text.last?.unicodeScalars.last else { return nil }
    switch CharacterKind(last) {
    case .pause: return String(last)
    case .stop: return "？！".unicodeScalars.contains(last) ? nil : String(last)
    default: return nil
    }
  }
}

/// Divides one headline string into lines.
struct HeadlineDivision {
  let paragraph: Paragraph
  private let fit: LineFit
  /// Gaps where a line may end, with their costs; the end included.
  private let places: [(gap: Int, cost: Double)]

  /// A line must hold two characters; dividing a word is the last resort.
  private static let dividesWord = 1000.0
  private static let loneCharacter = 500.0
  /// Two lines of 1 : 1.75 (11): the shorter has 0.727 of the mean.
  private static let shortest = 0.727
  private static let uneven = 15.0

  init(_ paragraph: Paragraph, _ phrases: Phrases) {
    self.paragraph = paragraph
    fit = LineFit(paragraph)
    var costs: [Int: Double?] = [:]
    var offset = 0
    for (character, cost) in zip(paragraph.text, phrases.costAfter) {
      offset += character.utf8.count
      costs[offset] = cost
    }
    var places: [(gap: Int, cost: Double)] = []
    for gap in paragraph.gaps.indices.dropFirst() {
      let isEnd = gap == paragraph.atoms.count
      guard let penalty = paragraph.gaps[gap].penalty else { continue }
      let end = paragraph.atoms[gap - 1].bytes.upperBound
      let cost = isEnd ? 0 : (costs[end] ?? 0) ?? Self.dividesWord
      places.append((gap, cost + Double(penalty)))
    }
    self.places = places
  }

  /// The fewest lines that hold the headline, as even as possible; nil if `maxLines` do not.
  func breaks(measure: Int, maxLines: Int) -> [Int]? {
    guard let end = places.last?.gap else { return nil }
    let whole = fit.natural(0..<end, end: end)
    if whole <= measure { return [end] }
    guard maxLines > 1 else { return nil }
    let fewest = max(2, (whole + measure - 1) / max(1, measure))
    guard fewest <= maxLines else { return nil }
    // A line more is better than a divided word.
    var fallback: [Int]?
    for count in fewest...maxLines {
      guard let way = evenBreaks(into: count, measure: measure, whole: whole) else { continue }
      if way.cost < Self.dividesWord { return way.breaks }
      fallback = fallback ?? way.breaks
    }
    return fallback
  }

  /// The cheapest division into exactly `count` lines: squared distance from the mean, plus the
  /// cost of each break.
  private func evenBreaks(
    into count: Int, measure: Int, whole: Int
  ) -> (cost: Double, breaks: [Int])? {
    let mean = Double(whole) / Double(count)
    var best: [(cost: Double, breaks: [Int])?] = [(0, [])] + places.map { _ in nil }
    for _ in 0..<count {
      var next: [(cost: Double, breaks: [Int])?] = [nil] + places.map { _ in nil }
      for (start, way) in best.enumerated() {
        guard let way else { continue }
        let from = start == 0 ? 0 : places[start - 1].gap
        for end in start..<places.count {
          let range = from..<places[end].gap
          let width = fit.natural(range, end: range.upperBound)
          if width > measure { break }
          let distance = (Double(width) - mean) / Double(max(1, paragraph.em))
          var cost = way.cost + distance * distance + places[end].cost
          // One line at most three quarters longer than the other.
          if Double(width) < mean * Self.shortest { cost += Self.uneven }
          if fit.paragraph.sums[range.upperBound].characters
            - fit.paragraph.sums[range.lowerBound].characters < 2
          {
            cost += Self.loneCharacter
          }
          if next[end + 1].map({ cost < $0.cost }) ?? true {
            next[end + 1] = (cost, way.breaks + [places[end].gap])
          }
        }
      }
      best = next
    }
    return best.last.flatMap { $0 }
  }

  func width(of range: Range<Int>) -> Length {
    Length(units: fit.natural(range, end: range.upperBound))
  }

  func line(_ range: Range<Int>, _ alignment: TextAlignment, _ measure: Length) -> Line {
    let natural = fit.natural(range, end: range.upperBound)
    let slack = max(0, measure.units - natural)
    let lead =
      switch alignment {
      case .center: slack / 2
      case .end: slack
      case .start, .justify: 0
      }
    return LineSetting.line(
      paragraph, range, fit.fit(range, measure: natural), end: range.upperBound, lead: lead)
  }
}
