import Composition
import Newspaper
import TestSupport
import Testing

/// Division of Latin words (reference 3).
@Suite struct HyphenationTests {
  private func lines(
    _ text: String, em: Double, _ change: (inout CompositionRules) -> Void = { _ in }
  ) -> [String] {
    let patterns = "UTF-8\nLEFTHYPHENMIN 2\nhy3ph\nhe2n\nhena4\nhen5at\n1na\nn2at\n1tio\n2io\no2n\n"
    let composer = Composer(shaper: SquareShaper(), hyphenation: Hyphenation(patterns: patterns))
    var rules = CompositionRules()
    change(&rules)
    let style = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let paragraph = composer.paragraph(
      RichText(text), ParagraphFormat(style: style, rules: rules))
    return composer.lines(of: paragraph, in: ColumnShape(measure: .points(9 * em))).map(\.text)
  }

  @Test func wordsDivideAtThePatterns() {
    // Liang's own example: hy-phen-ation
    #expect(lines("文文hyphenation", em: 6) { $0.hyphenation = .always } == ["文文hyphen", "ation"])
  }

  @Test func narrowMeasuresDivideNoWord() {
    #expect(lines("文文hyphenation", em: 6) == ["文文", "hyphenation"])
  }

  @Test func capitalsAreNeverDivided() {
    #expect(lines("文文HYPHENATION", em: 6) { $0.hyphenation = .always } == ["文文", "HYPHENATION"])
  }

  @Test func softHyphensDivideAnywhere() {
    #expect(lines("文文hyphen\u{AD}ation", em: 6).first == "文文hyphen")
  }
}
