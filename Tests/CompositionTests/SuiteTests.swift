import Composition
import FoundationEssentials
import Newspaper
import TestSupport
import Testing

/// The cases of `Tests/Suite/composition`: each names the source of its rule.
@Suite struct SuiteTests {
  @Test(arguments: SuiteCase.all)
  func ruleHolds(_ rule: SuiteCase) {
    #expect(rule.faults == [])
    #expect(!rule.source.isEmpty, "a case names its source")
    let lines = rule.compose()
    if !rule.lines.isEmpty {
      #expect(Array(lines.map(\.text).prefix(rule.lines.count)) == rule.lines)
    }
    for (index, places) in rule.places {
      guard lines.indices.contains(index) else {
        #expect(lines.indices.contains(index))
        continue
      }
      var boxes = lines[index].boxes[...]
      for place in places {
        let found = boxes.firstIndex { $0.text == place.text }
        #expect(found != nil, "no \(place.text)")
        guard let found else { break }
        #expect(abs(boxes[found].em - place.em) < 0.002, "\(place.text) at \(boxes[found].em)")
        boxes = boxes[(found + 1)...]
      }
    }
    for (index, end) in rule.ends where lines.indices.contains(index) {
      guard let last = lines[index].boxes.last else { continue }
      #expect(abs((last.x + last.advance).points / 9 - end) < 0.002)
    }
  }

  @Test func theSuiteIsThere() { #expect(SuiteCase.all.count > 70) }
}

/// One case of a suite file: `--- name ---`, its source in `//` lines, the text and what is
/// expected of it.
struct SuiteCase: Sendable, CustomTestStringConvertible {
  struct Place: Sendable {
    var text: String
    var em: Double
  }

  var name: String
  var source = ""
  var text = ""
  var measure = 10.0
  var indent = 0.0
  var alignment = TextAlignment.justify
  var rules = CompositionRules()
  var lines: [String] = []
  var places: [(Int, [Place])] = []
  var ends: [(Int, Double)] = []
  var faults: [String] = []

  var testDescription: String { name }

  func compose() -> [Line] {
    let composer = Composer(shaper: SquareShaper())
    let style = TextStyle(
      face: "body", size: .points(9), pitch: .points(12), alignment: alignment)
    let format = ParagraphFormat(style: style, indent: indent, rules: rules)
    let paragraph = composer.paragraph(Self.rich(text), format)
    return composer.lines(of: paragraph, in: ColumnShape(measure: .points(9 * measure)))
  }

  /// Knows `[b]` and `[sup]`.
  private static func rich(_ text: String) -> RichText {
    var runs: [RichText.Run] = []
    for (index, part) in text.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.firstIndex(of: "]") else {
        runs.append(.init(String(part)))
        continue
      }
      let style: InlineStyle =
        part.hasPrefix("b]") ? .bold : part.hasPrefix("sup]") ? .superscript : .plain
      runs.append(.init(String(part[part.index(after: end)...]), style: style))
    }
    return RichText(runs)
  }

  static let all: [SuiteCase] = {
    let here = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder = here.appending(path: "Suite/composition").path(percentEncoded: false)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".case") }.sorted().flatMap { file in
      let data = FileManager.default.contents(atPath: "\(folder)/\(file)") ?? Data()
      return parse(String(decoding: data, as: UTF8.self))
    }
  }()

  private static func parse(_ text: String) -> [SuiteCase] {
    var cases: [SuiteCase] = []
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("--- ") {
        cases.append(SuiteCase(name: line.filter { $0 != " " }.trimmingDashes))
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
    case "//": source += value
    case "measure": measure = number
    case "indent": indent = number
    case "text": text = value
    case "line": lines.append(value)
    case "end": ends.append((max(0, lines.count - 1), number))
    case "at": places.append((max(0, lines.count - 1), value.split(separator: ",").map(Self.place)))
    case "set": set(value.split(separator: " ").map(String.init))
    default: faults.append("unknown \(line)")
    }
  }

  private static func place(_ text: Substring) -> Place {
    let parts = text.split(separator: " ")
    return Place(text: String(parts.first ?? ""), em: parts.last.flatMap { Double($0) } ?? .nan)
  }

  private mutating func set(_ words: [String]) {
    let value = words.last ?? ""
    switch words.first {
    case "align": alignment = TextAlignment(rawValue: value) ?? .end
    case "kinsoku": rules.kinsoku = .init(rawValue: value) ?? .none
    case "style": rules.punctuation = .init(rawValue: value) ?? .plain
    case "lineEnd": rules.lineEnd = .init(rawValue: value) ?? .half
    case "breaking": rules.breaking = .init(rawValue: value) ?? .optimal
    case "ellipsis": rules.ellipsis = .init(rawValue: value) ?? .staysWithText
    case "doubledMarks": rules.doubledMarks = .init(rawValue: value) ?? .clreq
    case "hang": rules.hanging = value == "true" ? .marks : .none
    case "keepSentenceEnd": rules.sentenceEnd = value == "true" ? .kept : .squeezable
    case "trimParaStart": rules.paragraphStart = value == "true" ? .trimmed : .full
    case "gapMax": rules.widestGap = Int((Double(value) ?? 0) * 1000)
    case "lang": rules.language = value
    case "writing": rules.direction = value == "vertical" ? .vertical : .horizontal
    default: faults.append("unknown option \(words)")
    }
  }
}

extension String {
  fileprivate var trimmingDashes: String {
    String(drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed())
  }
}
