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
