import Composition
import Newspaper
import TestSupport
import Testing

/// Fonts with and without half-width forms are treated alike (reference 1.4).
@Suite struct FontTests {
  private func places(_ text: String, _ forms: SquareShaper.HalfForms) -> [Double] {
    compose(text, em: 30, shaper: SquareShaper(halfForms: forms))[0].boxes.map(\.em)
  }

  @Test func aFontWithoutHaltIsCutWhereItsInkAllows() {
    let text = "他说：“好。”我（你）"
    #expect(places(text, .none) == places(text, .halt))
  }

  @Test func glyphsOfOpenersMoveIntoTheirHalf() throws {
    for forms in [SquareShaper.HalfForms.halt, .none] {
      let line = try #require(compose("文（文", em: 30, shaper: SquareShaper(halfForms: forms)).first)
      let glyphs = line.runs.flatMap(\.glyphs)
      #expect(glyphs.map { $0.x.points / 9 } == [0, 1, 2])
      #expect(line.boxes.map(\.em) == [0, 1.5, 2])
    }
  }

  @Test func centredInkIsLeftWhole() {
    #expect(places("文，文", .centred) == [0, 1, 2])
  }

  @Test func aParagraphIsShapedOnceForAllMeasures() {
    let shaper = SquareShaper()
    let composer = Composer(shaper: shaper)
    let style = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let paragraph = composer.paragraph(RichText("天地A玄黄"), ParagraphFormat(style: style))
    let asked = shaper.requests
    for em in 2...9 {
      _ = composer.lines(of: paragraph, in: ColumnShape(measure: .points(Double(em) * 9)))
    }
    #expect(shaper.requests == asked)
  }

  @Test func spacesAreInTheTextOfRuns() {
    let line = compose("用 iPad Pro 看", em: 30)[0]
    #expect(line.runs.map(\.text).joined() == "用 iPad Pro 看")
    #expect(line.text == "用 iPad Pro 看")
  }

  @Test func alignmentMovesTheLine() {
    #expect(compose("天地", em: 6, alignment: .center)[0].boxes.map(\.em) == [2, 3])
    #expect(compose("天地", em: 6, alignment: .end)[0].boxes.map(\.em) == [4, 5])
  }

  @Test func raisedTextIsSmallAndHigh() throws {
    let composer = Composer(shaper: SquareShaper())
    let style = TextStyle(face: "body", size: .points(10), pitch: .points(12))
    let line = composer.singleLine(
      RichText([.init("米"), .init("2", style: .superscript)]), style: style)
    #expect(line.runs[1].size == .points(6))
    #expect(line.runs[1].glyphs[0].y == -.points(3.5))
    #expect(line.boxes[1].x == .points(10))
  }
}
