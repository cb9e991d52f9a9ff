import Composition
import FoundationEssentials
import Newspaper
import TestSupport
import Testing

/// Random text in random columns: nothing is lost, nothing hangs, kinsoku holds wherever it can.
@Suite struct RandomTextTests {
  /// `FUZZ=100000 swift test` is the long run.
  static let count =
    ProcessInfo.processInfo.environment["FUZZ"].flatMap { Int($0) } ?? 3000

  @Test func everyCharacterComesOutOnce() {
    var dice = Dice(seed: 20_261_123)
    let composer = Composer(shaper: SquareShaper(halfForms: .halt, lacks: ["\u{20000}"]))
    for round in 0..<Self.count {
      let text = dice.text()
      let paragraph = composer.paragraph(text, dice.format())
      let lines = composer.lines(of: paragraph, in: dice.shape())
      var end = 0
      for line in lines {
        guard line.bytes.lowerBound == end, line.bytes.upperBound > end else {
          Issue.record("round \(round): hole before \(line.text) in \(text.plain.debugDescription)")
          return
        }
        end = line.bytes.upperBound
      }
      let kept = visible(lines.map(\.text).joined())
      guard kept == visible(text.plain), end == paragraph.text.utf8.count || lines.isEmpty else {
        Issue.record("round \(round): lost text in \(text.plain.debugDescription)")
        return
      }
      guard lines.allSatisfy(isConsistent) else {
        Issue.record("round \(round): clusters do not add up in \(text.plain.debugDescription)")
        return
      }
    }
  }

  @Test func headlinesKeepTheirCharacters() {
    var dice = Dice(seed: 7)
    let composer = Composer(shaper: SquareShaper())
    for round in 0..<Self.count / 10 {
      let text = dice.text().plain
      let style = dice.format().style
      let measure = dice.shape().spaces[0].measure
      guard let headline = composer.headline([text], style: style, measure: measure, maxLines: 3)
      else { continue }
      #expect(visible(headline.lines.map(\.text).joined()) == visible(text), "round \(round)")
      #expect(headline.lines.count <= 3)
      #expect(headline.width <= measure)
      let line = composer.singleLine(RichText(text), style: style)
      #expect(visible(line.text) == visible(text))
    }
  }

  /// Characters but white space and those without ink, which a break may swallow.
  private func visible(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .spaceSeparator, .control, .format, .lineSeparator, .paragraphSeparator: false
      default: !scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }

  /// What the drawing asks of a run: clusters cover its text and its glyphs.
  private func isConsistent(_ line: Line) -> Bool {
    line.runs.allSatisfy { run in
      run.clusters.reduce(0) { $0 + $1.bytes } == run.text.utf8.count
        && run.clusters.reduce(0) { $0 + $1.glyphs } == run.glyphs.count
    }
  }
}

/// Random values that are the same in every run.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  mutating func text() -> RichText {
    let styles: [InlineStyle] = [
      .plain, .bold, .kai, .superscript, .emphasis, .properName, [.bookTitle, .emphasis],
    ]
    return RichText(
      (0..<1 + next(3)).map { _ in
        RichText.Run(string(), style: next(3) == 0 ? styles[next(styles.count)] : .plain)
      })
  }

  mutating func format() -> ParagraphFormat {
    var rules = CompositionRules()
    rules.kinsoku = [.none, .basic, .gb, .strict][next(4)]
    rules.punctuation = [.quanjiao, .kaiming, .banjiao, .plain][next(4)]
    rules.breaking = next(2) == 0 ? .optimal : .greedy
    rules.direction = next(4) == 0 ? .vertical : .horizontal
    rules.hanging = next(4) == 0 ? .marks : .none
    rules.lineEnd = next(3) == 0 ? .fit : .half
    rules.doubledMarks = next(3) == 0 ? .gb : .clreq
    rules.hyphenation = next(3) == 0 ? .always : .wideMeasures
    rules.language = next(4) == 0 ? "zh-Hant" : "zh-Hans"
    let alignment = TextAlignment.allCases[next(TextAlignment.allCases.count)]
    let style = TextStyle(
      face: "body", size: .points(9), pitch: .points(12), tracking: next(5) == 0 ? 50 : 0,
      alignment: alignment)
    return ParagraphFormat(style: style, indent: [0, 1.5, 2][next(3)], rules: rules)
  }

  mutating func shape() -> ColumnShape {
    ColumnShape(
      spaces: (0..<1 + next(4)).map { _ in .init(measure: .points(Double(next(150)))) })
  }

  private mutating func string() -> String {
    var string = ""
    for _ in 0..<next(30) { string.unicodeScalars.append(scalar()) }
    return string
  }

  private mutating func scalar() -> Unicode.Scalar {
    switch next(12) {
    case 0...3: Unicode.Scalar(UInt32(0x4E00 + next(0x5000))) ?? "中"
    case 4, 5: Self.marks[next(Self.marks.count)]
    case 6, 7: Unicode.Scalar(UInt8(0x20 + next(0x5F)))
    case 8: Self.odd[next(Self.odd.count)]
    case 9: Unicode.Scalar(UInt8(0x30 + next(10)))
    case 10: Unicode.Scalar(UInt32(next(0xD800))) ?? "中"
    default: Unicode.Scalar(UInt32(0xE000 + next(0x10_0000))) ?? "中"
    }
  }

  private static let marks = Array("，。、；：？！“”‘’（）《》〈〉【】——……·～–—/／　％￥①".unicodeScalars)
  private static let odd = Array(
    "\u{0}\u{7}\n\r\t\u{85}\u{A0}\u{AD}\u{300}\u{5D0}\u{627}\u{200B}\u{200D}\u{202E}\u{2028}\u{2060}\u{20E3}\u{FE0F}\u{FEFF}\u{FFFD}\u{1F1E8}\u{1F1F3}\u{1F468}\u{1F3FD}\u{20000}\u{E0100}"
      .unicodeScalars)
}
