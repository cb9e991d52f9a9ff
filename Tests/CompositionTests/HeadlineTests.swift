import Composition
import Newspaper
import TestSupport
import Testing

/// Headlines (reference 11), with words given by hand.
@Suite struct HeadlineTests {
  private func set(
    _ words: String, measure: Double, lines: Int = 2, alignment: TextAlignment = .start,
    widthScale: Int = 1000
  ) -> Headline? {
    let composer = Composer(shaper: SquareShaper(), segmenter: GivenWords(words))
    let style = TextStyle(
      face: "head", size: .points(30), pitch: .points(34), alignment: alignment)
    return composer.headline(
      [words.filter { $0 != "|" }], style: style, measure: .points(30 * measure), maxLines: lines,
      widthScale: widthScale)
  }

  private func lines(_ words: String, measure: Double, lines: Int = 2) -> [String]? {
    set(words, measure: measure, lines: lines)?.lines.map(\.text)
  }

  @Test func aWordStaysWhole() {
    // question bank 标题转行方式: 共产|主义 forbidden
    #expect(lines("坚持|共产|主义|远大|理想", measure: 6) == ["坚持共产主义", "远大理想"])
  }

  @Test func aConjunctionEndsNoLine() {
    #expect(lines("中国队|和|日本|队|会师|决赛", measure: 7) == ["中国队和日本队", "会师决赛"])
  }

  @Test func aParticleStartsNoLine() {
    #expect(lines("我们|家乡|的|变化|真|大", measure: 5)?.contains { $0.hasPrefix("的") } == false)
  }

  @Test func aTitleStaysWhole() {
    #expect(
      lines("《|人民|日报|》|创刊|七十五|周年|座谈会|举行", measure: 12)
        == ["《人民日报》创刊", "七十五周年座谈会举行"])
  }

  @Test func aNumberKeepsItsUnit() {
    let lines = lines("首日|接待|读者|12|万|人次|创|新|高", measure: 8)
    #expect(lines?.contains { $0.hasSuffix("12") } == false)
  }

  @Test func oneLineIsEnoughWhereItFits() {
    #expect(lines("秋分|将|至", measure: 4) == ["秋分将至"])
  }

  @Test func tooLongForTheLinesIsRefused() {
    #expect(lines("坚持|共产|主义|远大|理想", measure: 4) == nil)
  }

  @Test func theEditorsLinesStay() {
    let composer = Composer(shaper: SquareShaper())
    let style = TextStyle(face: "head", size: .points(30), pitch: .points(34), alignment: .start)
    let headline = composer.headline(
      ["全省经济", "工作会议在京召开"], style: style, measure: .points(300), maxLines: 2)
    #expect(headline?.lines.map(\.text) == ["全省经济", "工作会议在京召开"])
  }

  @Test func shortCentredTitlesAreSpaced() throws {
    // reference 11: two characters stand two ems apart, three one, four half
    for (text, places) in [
      ("秋|分", [0.0, 3]), ("科|普|周", [0, 2, 4]), ("秋|分|将|至", [0, 1.5, 3, 4.5]),
    ] {
      let headline = try #require(set(text, measure: 12, alignment: .center))
      let first = try #require(headline.lines[0].boxes.first)
      let found = headline.lines[0].boxes.map { ($0.x - first.x).points / 30 }
      #expect(found == places)
    }
  }

  @Test func marksInHeadsAreHalf() throws {
    let headline = try #require(set("你|好|，|世界", measure: 12))
    #expect(headline.lines[0].boxes.map { $0.x.points / 30 } == [0, 1, 2, 2.5, 3.5])
  }

  @Test func anEndMarkIsReported() {
    #expect(set("你|好|。", measure: 12)?.needlessEndMark == "。")
    #expect(set("你|好|？", measure: 12)?.needlessEndMark == nil)
  }

  @Test func condensedGlyphsAreNarrower() throws {
    let headline = try #require(set("秋|分|将|至|了", measure: 12, widthScale: 920))
    #expect(headline.lines[0].runs[0].widthScale == 920)
    #expect(abs(headline.width.points - 5 * 30 * 0.92) < 0.1)
  }

  @Test func lexiconWordsJoin() {
    let lexicon = Lexicon(parsing: "格物周报 # ours\n\n# nothing\n")
    let composer = Composer(
      shaper: SquareShaper(), segmenter: GivenWords("读者|爱|读|格物|周报|好"),
      lexicon: Lexicon([]).merging(lexicon))
    let style = TextStyle(face: "head", size: .points(30), pitch: .points(34), alignment: .start)
    let headline = composer.headline(
      ["读者爱读格物周报好"], style: style, measure: .points(180), maxLines: 2)
    #expect(headline?.lines.contains { $0.text.hasSuffix("格物") } == false)
  }
}
