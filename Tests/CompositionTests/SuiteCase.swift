import Composition
import FoundationEssentials
import Newspaper
import TestSupport
import Testing

/// One case of a suite file.
///
/// It is `--- name ---`, its source in `//` lines, the text and what is expected of it. A line
/// `# 4.1 …` says which section the cases below it belong to.
///
/// Given: `text` (with tags such as `[em]…[/em]`), `head` (a headline, words divided by `|`),
/// `measure`, `columns` (a measure a line), `indent`, `font` (halt, none, centred), `space`, `patterns`
/// (hyphenation), `set`. Expected: `line`, and of the line named last `at`, `end`, `reading`,
/// `marks`, `turned`, `stretch`; `endMark` of a headline. Places are in ems.
struct SuiteCase: Sendable, CustomTestStringConvertible {
  struct Place: Sendable {
    var text: String
    var em: Double
  }

  var name: String
  var section = ""
  var source = ""
  var text = ""
  var measures = [10.0]
  var indent = 0.0
  var alignment = TextAlignment.justify
  var rules = CompositionRules()
  var font = SquareShaper.HalfForms.halt
  var wordSpace = 0.5
  var patterns = ""
  var isHead = false
  var maxLines = 3
  var lines: [String] = []
  /// What is expected of single lines.
  var details: [Detail] = []
  var endMark: String?
  var faults: [String] = []

  var testDescription: String { name }

  struct Detail: Sendable {
    var line: Int
    var what: What
  }

  enum What: Sendable {
    case boxes([Place])
    case readings([Place])
    case end(Double)
    case marks(String)
    case turned([String])
    case stretch(Int)
  }

  /// What is not as expected.
  func problems() -> [String] {
    let set = compose()
    var problems: [String] = []
    let got = Array(set.lines.map(\.text).prefix(max(1, lines.count)))
    if !lines.isEmpty, got != lines { problems.append("lines \(got) want \(lines)") }
    if set.endMark != endMark { problems.append("end mark \(set.endMark ?? "none")") }
    for detail in details {
      guard set.lines.indices.contains(detail.line) else {
        problems.append("no line \(detail.line)")
        continue
      }
      if let problem = set.lines[detail.line].problem(with: detail.what, in: rules.direction) {
        problems.append("line \(detail.line): \(problem)")
      }
    }
    return problems
  }

  private func compose() -> (lines: [Line], endMark: String?) {
    let style = TextStyle(
      face: "body", size: .points(9), pitch: .points(12), alignment: alignment)
    let shaper = SquareShaper(halfForms: font, wordSpace: wordSpace)
    if isHead {
      let words = text.split(separator: "|").map(String.init)
      let head = Composer(shaper: shaper, segmenter: GivenWords(words)).headline(
        [words.joined()], style: style, measure: .points(9 * measures[0]), maxLines: maxLines)
      return (head?.lines ?? [], head?.needlessEndMark)
    }
    let composer = Composer(
      shaper: shaper, hyphenation: patterns.isEmpty ? nil : Hyphenation(patterns: patterns))
    let format = ParagraphFormat(style: style, indent: indent, rules: rules)
    let shape = ColumnShape(spaces: measures.map { .init(measure: .points(9 * $0)) })
    return (composer.lines(of: composer.paragraph(TaggedText(text).rich, format), in: shape), nil)
  }

  // MARK: Reading

  static let all: [SuiteCase] = {
    let folder = Repository.file("Tests/Suite/composition")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".case") }.sorted().flatMap { file in
      let data = FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()
      return parse(String(decoding: data, as: UTF8.self))
    }
  }()

  private static func parse(_ text: String) -> [SuiteCase] {
    var cases: [SuiteCase] = []
    var section = ""
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("# ") {
        section = line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
      } else if line.hasPrefix("--- ") {
        cases.append(SuiteCase(name: String(line.dropFirst(4).dropLast(4)), section: section))
      } else if !cases.isEmpty {
        cases[cases.count - 1].take(line)
      }
    }
    return cases
  }

  private mutating func take(_ line: Substring) {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let value = words.count > 1 ? String(words[1]) : ""
    let number = Double(value) ?? .nan
    switch words[0] {
    case "//": source += value + " "
    case "measure": measures = [number]
    case "columns": measures = value.split(separator: " ").map { Double($0) ?? .nan }
    case "indent": indent = number
    case "font": font = ["none": .none, "centred": .centred][value] ?? .halt
    case "space": wordSpace = number
    case "patterns": patterns = value.split(separator: " ").joined(separator: "\n")
    case "text": text = value
    case "head": (text, isHead) = (value, true)
    case "maxLines": maxLines = Int(value) ?? 0
    case "line": lines.append(value)
    case "endMark": endMark = value
    case "end": expect(.end(number))
    case "stretch": expect(.stretch(Int(value) ?? -1))
    case "at": expect(.boxes(value.split(separator: ",").map(Self.place)))
    case "reading": expect(.readings(value.split(separator: ",").map(Self.place)))
    case "marks": expect(.marks(value))
    case "turned":
      expect(.turned(value.split(separator: ",").map { String($0.drop { $0 == " " }) }))
    case "set": set(value.split(separator: " ").map(String.init))
    default: faults.append("unknown \(line)")
    }
  }

  private mutating func expect(_ what: What) {
    details.append(Detail(line: max(0, lines.count - 1), what: what))
  }

  private static func place(_ text: Substring) -> Place {
    let parts = text.split(separator: " ")
    return Place(
      text: parts.dropLast().joined(separator: " "), em: parts.last.flatMap { Double($0) } ?? .nan)
  }

  private mutating func set(_ words: [String]) {
    let value = words.last ?? ""
    func choose<Choice: RawRepresentable>(_ path: WritableKeyPath<CompositionRules, Choice>)
    where Choice.RawValue == String {
      if let choice = Choice(rawValue: value) {
        rules[keyPath: path] = choice
      } else {
        faults.append("unknown value \(words)")
      }
    }
    switch words.first {
    case "align": alignment = TextAlignment(rawValue: value) ?? .end
    case "kinsoku": choose(\.kinsoku)
    case "style": choose(\.punctuation)
    case "lineEnd": choose(\.lineEnd)
    case "breaking": choose(\.breaking)
    case "ellipsis": choose(\.ellipsis)
    case "doubledMarks": choose(\.doubledMarks)
    case "hyphenation": choose(\.hyphenation)
    case "acronyms": choose(\.acronyms)
    case "hang": rules.hanging = value == "true" ? .marks : .none
    case "keepSentenceEnd": rules.sentenceEnd = value == "true" ? .kept : .squeezable
    case "trimParaStart": rules.paragraphStart = value == "true" ? .trimmed : .full
    case "gapMax": rules.widestGap = Int((Double(value) ?? 0) * 1000)
    case "minPunctGlue": rules.markSpaceFloor = Int((Double(value) ?? 0) * 1000)
    case "lang": rules.language = value
    case "writing": rules.direction = value == "vertical" ? .vertical : .horizontal
    default: faults.append("unknown option \(words)")
    }
  }
}

/// Words given by hand.
final class GivenWords: Segmenter {
  private let words: [String]

  init(_ words: [String]) { self.words = words }

  /// Words with `|` between them.
  convenience init(_ words: String) { self.init(words.split(separator: "|").map(String.init)) }

  func wordEnds(in text: String) -> [Int] {
    var end = 0
    return words.map {
      end += $0.utf8.count
      return end
    }
  }
}

/// Text with `[em]…[/em]`, `[ruby 汉=hàn]` and their kin.
private struct TaggedText {
  private(set) var rich = RichText([])

  init(_ text: String) {
    var styles: [InlineStyle] = []
    for (index, part) in text.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.firstIndex(of: "]") else {
        add(part, styles)
        continue
      }
      let tag = part[..<end]
      if tag.hasPrefix("/") {
        _ = styles.popLast()
      } else if let style = Self.styles[String(tag)] {
        styles.append(style)
      } else if let equals = tag.firstIndex(of: "="), let space = tag.firstIndex(of: " ") {
        let base = String(tag[tag.index(after: space)..<equals])
        let reading = String(tag[tag.index(after: equals)...])
        rich.runs.append(
          .init(base, reading: tag.hasPrefix("ruby") ? .pinyin(reading) : .zhuyin(reading)))
      }
      add(part[part.index(after: end)...], styles)
    }
  }

  private mutating func add(_ text: Substring, _ styles: [InlineStyle]) {
    guard !text.isEmpty else { return }
    rich.runs.append(
      .init(String(text), style: styles.reduce(into: .plain) { $0.formUnion($1) }))
  }

  private static let styles: [String: InlineStyle] = [
    "b": .bold, "kai": .kai, "sup": .superscript, "sub": .subscripted, "em": .emphasis,
    "name": .properName, "title": .bookTitle,
  ]
}

extension Line {
  /// What of a line is not as expected; nil if nothing.
  fileprivate func problem(with what: SuiteCase.What, in direction: TextDirection) -> String? {
    switch what {
    case .boxes(let places):
      missing(places, in: boxes.map { .init(text: $0.text, em: $0.x.points / 9) })
    case .readings(let places):
      missing(
        places,
        in: runs.map { .init(text: $0.text, em: ($0.glyphs.first?.x.points ?? .nan) / 9) })
    case .end(let em):
      (boxes.last.map { abs(($0.x + $0.advance).points / 9 - em) < 0.002 } ?? false)
        ? nil : "ends at \(width.points / 9) want \(em)"
    case .turned(let words):
      words == runs.filter { $0.turn == .clockwise }.map(\.text)
        ? nil : "turned \(runs.filter { $0.turn == .clockwise }.map(\.text)) want \(words)"
    case .stretch(let thousandths):
      stretch == thousandths ? nil : "stretched \(stretch) want \(thousandths)"
    case .marks(let wanted):
      marks(in: direction) == wanted ? nil : "marks \(marks(in: direction)) want \(wanted)"
    }
  }

  private func missing(_ places: [SuiteCase.Place], in found: [SuiteCase.Place]) -> String? {
    var rest = found[...]
    for place in places {
      guard let index = rest.firstIndex(where: { $0.text == place.text }) else {
        return "no \(place.text) in \(found.map(\.text))"
      }
      if abs(rest[index].em - place.em) >= 0.002 {
        return "\(place.text) at \(rest[index].em) want \(place.em)"
      }
      rest = rest[(index + 1)...]
    }
    return nil
  }

  /// The marks in words.
  ///
  /// Such as `dot below 0.5, dot below 1.5, stroke left 0.05-1.95, wave below 0.05-1.95`
  private func marks(in direction: TextDirection) -> String {
    var words: [String] = []
    var wave: Rect?
    for mark in marks {
      switch mark {
      case .ellipse(let frame, _):
        words.append("dot \(side(of: frame, direction)) \(middle(of: frame, direction))")
      case .fill(let frame, _):
        words.append("stroke \(side(of: frame, direction)) \(extent(of: frame, direction))")
      case .line(let from, let to, _, _):
        let frame = Rect(
          x: min(from.x, to.x), y: min(from.y, to.y),
          width: max(from.x, to.x) - min(from.x, to.x),
          height: max(from.y, to.y) - min(from.y, to.y))
        wave = wave.map { $0.union(frame) } ?? frame
      default: words.append("other")
      }
    }
    if let wave { words.append("wave \(side(of: wave, direction)) \(extent(of: wave, direction))") }
    return words.joined(separator: ", ")
  }

  /// Outside the em box: 0.12 em under the baseline, half an em beside the vertical axis.
  private func side(of frame: Rect, _ direction: TextDirection) -> String {
    switch direction {
    case .horizontal: frame.minY >= .points(1.08) ? "below" : "inside"
    case .vertical:
      frame.minX >= .points(4.5) ? "right" : frame.maxX <= -.points(4.5) ? "left" : "inside"
    }
  }

  private func middle(of frame: Rect, _ direction: TextDirection) -> String {
    ((direction == .vertical ? frame.midY : frame.midX).points / 9).short
  }

  private func extent(of frame: Rect, _ direction: TextDirection) -> String {
    let (from, to) =
      direction == .vertical ? (frame.minY, frame.maxY) : (frame.minX, frame.maxX)
    return "\((from.points / 9).short)-\((to.points / 9).short)"
  }
}

extension Double {
  /// To two places, without needless zeros.
  fileprivate var short: String {
    let hundredths = Int((self * 100).rounded())
    let rest = hundredths % 100
    return rest == 0
      ? "\(hundredths / 100)"
      : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest % 10 == 0 ? rest / 10 : rest)"
  }
}
