import Composition
import Newspaper
import TestSupport
import Testing

/// Text that no newspaper should send: composed if it can be, reported if not, never lost.
@Suite struct BadInputTests {
  @Test func emptyTextHasNoLines() { #expect(compose("", em: 11).isEmpty) }

  @Test func spaceAloneHasNoLines() { #expect(compose(" \u{200B}\n", em: 11).isEmpty) }

  @Test func oneCharacterIsOneLine() { #expect(compose("字", em: 11).map(\.text) == ["字"]) }

  @Test func aWordWiderThanTheColumnIsDivided() {
    let text = "见Donaudampfschifffahrtsgesellschaft网页"
    let lines = compose(text, em: 11)
    #expect(lines.map(\.text).joined() == text)
    #expect(lines.allSatisfy { $0.width <= .points(99) })
    #expect(lines.contains { $0.setting.breaksRules })
  }

  @Test func aUnitWiderThanTheColumnIsDivided() {
    let lines = compose("￥1234567890123456元", em: 4)
    #expect(lines.map(\.text).joined() == "￥1234567890123456元")
    #expect(lines.allSatisfy { $0.width <= .points(36) })
  }

  @Test func aCharacterWiderThanTheColumnRunsOver() {
    let lines = compose("文字", em: 0.5)
    #expect(lines.map(\.text) == ["文", "字"])
    #expect(lines.allSatisfy { $0.setting.overrun == .points(4.5) })
  }

  /// `FUZZ=100000` makes it a hundred thousand.
  @Test func manyCharactersWithoutABreakEnd() {
    let count = RandomTextTests.count * 5
    let lines = compose(String(repeating: "，", count: count), em: 11)
    #expect(lines.reduce(0) { $0 + $1.text.count } == count)
  }

  @Test func combiningMarksStayWithTheirBase() {
    #expect(compose("e\u{301}a", em: 11)[0].boxes.map(\.text) == ["e\u{301}", "a"])
  }

  @Test func emojiSequencesAreOneCluster() {
    let boxes = compose("好👩‍🚀🇨🇳好", em: 11)[0].boxes.map(\.text)
    #expect(boxes == ["好", "👩‍🚀", "🇨🇳", "好"])
  }

  @Test func variationSelectorsStayWithTheirHan() {
    #expect(compose("葛\u{E0100}城", em: 11)[0].boxes.map(\.text) == ["葛\u{E0100}", "城"])
  }

  @Test func rareAndPrivateCharactersAreHan() {
    #expect(compose("𠮷\u{E000}", em: 11)[0].boxes.map(\.em) == [0, 1])
  }

  @Test func lineFeedsEndLinesWithoutStretch() {
    let lines = compose("天地\n玄黄宇宙", em: 3)
    #expect(lines.map(\.text) == ["天地", "玄黄宇", "宙"])
    #expect(lines[0].boxes.map(\.em) == [0, 1])
  }

  @Test func aMissingCharacterNamesItsPlace() {
    let composer = Composer(shaper: SquareShaper(lacks: ["𠮷"]))
    let at = SourceRange(file: "a.md", line: 7, column: 3)
    let style = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let paragraph = composer.paragraph(
      RichText([
        .init("文字", at: SourceRange(file: "a.md", line: 6, column: 1)), .init("好𠮷\u{1}", at: at),
      ]),
      ParagraphFormat(style: style))
    #expect(
      paragraph.missing.map(\.at) == [
        SourceRange(file: "a.md", line: 7, column: 4),
        SourceRange(file: "a.md", line: 7, column: 5),
      ])
    #expect(paragraph.missing.map(\.character) == ["𠮷", "\u{1}"])
  }

  @Test func directionsAreReported() {
    let composer = Composer(shaper: SquareShaper())
    let style = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let text = RichText("说שלום好")
    #expect(composer.paragraph(text, ParagraphFormat(style: style)).mixesDirections)
  }

  @Test func linesAccountForSwallowedSpace() {
    let lines = compose("天地 玄黄　宇宙", em: 2)
    #expect(lines.map(\.bytes) == [0..<7, 7..<16, 16..<22])
  }
}
