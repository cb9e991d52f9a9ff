import Composition
import Newspaper
import TestSupport
import Testing

/// Sets text in squares: 9 pt, a measure in ems.
func compose(
  _ text: String, em: Double, indent: Double = 0, alignment: TextAlignment = .justify,
  shaper: SquareShaper = SquareShaper(), _ change: (inout CompositionRules) -> Void = { _ in }
) -> [Line] {
  let composer = Composer(shaper: shaper)
  var rules = CompositionRules()
  change(&rules)
  let style = TextStyle(
    face: "body", size: .points(9), pitch: .points(12), alignment: alignment)
  let format = ParagraphFormat(style: style, indent: indent, rules: rules)
  let paragraph = composer.paragraph(RichText(text), format)
  return composer.lines(of: paragraph, in: ColumnShape(measure: .points(9 * em)))
}

extension Line.Box {
  /// Its place in ems of 9 pt, to three places.
  var em: Double { (x.points / 9 * 1000).rounded() / 1000 }
}

@Suite struct BreakingTests {
  @Test func nothingToSqueezePushesOut() {
    // clreq #prohibition_rules_for_line_start_end
    let lines = compose("天地玄黄宇宙洪荒日月。盈昃辰宿列张寒来暑往", em: 10)
    #expect(lines.map(\.text) == ["天地玄黄宇宙洪荒日", "月。盈昃辰宿列张寒来", "暑往"])
    #expect(lines[0].boxes.map(\.em) == [0, 1.125, 2.25, 3.375, 4.5, 5.625, 6.75, 7.875, 9])
  }

  @Test func aCommaGivesWayForAStop() {
    // clreq #procedures_for_inter-character_spacing_reduction a, e
    let lines = compose("天地玄黄，宇宙洪荒日。月盈昃辰", em: 10)
    #expect(lines.map(\.text) == ["天地玄黄，宇宙洪荒日。", "月盈昃辰"])
    #expect(lines[0].width == .points(90))
  }

  @Test func legsOfDifferentWidthAreFilled() {
    let composer = Composer(shaper: SquareShaper())
    let style = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let text = RichText("天地玄黄宇宙洪荒日月盈昃辰宿列张")
    let paragraph = composer.paragraph(text, ParagraphFormat(style: style))
    let spaces = [6, 4, 3].map { ColumnShape.Space(measure: .points(9 * $0)) }
    let lines = composer.lines(of: paragraph, in: ColumnShape(spaces: spaces))
    #expect(lines.map(\.text) == ["天地玄黄宇宙", "洪荒日月", "盈昃辰", "宿列张"])
  }

  // MARK: - Looseness

  private func loosened(_ text: String, em: Double, by looseness: Int) -> [Line]? {
    let composer = Composer(shaper: SquareShaper())
    let style = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let paragraph = composer.paragraph(RichText(text), ParagraphFormat(style: style))
    return composer.lines(
      of: paragraph, in: ColumnShape(measure: .points(9 * em)), looseness: looseness)
  }

  @Test func aShortLastLineIsPulledUp() {
    // Two commas in each line lose their space, two characters of the last line come up.
    let text = "天地，玄黄，宇宙洪荒日月，盈昃，辰宿列张寒来"
    #expect(compose(text, em: 10).map(\.text).count == 3)
    let lines = loosened(text, em: 10, by: -1)
    #expect(lines?.map(\.text) == ["天地，玄黄，宇宙洪荒日", "月，盈昃，辰宿列张寒来"])
    #expect(lines?.allSatisfy { $0.width <= .points(90) } == true)
  }

  @Test func aFullLastLineRunsOut() {
    let text = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往"
    #expect(compose(text, em: 10).map(\.text.count) == [10, 10])
    #expect(loosened(text, em: 10, by: 1)?.map(\.text.count) == [9, 9, 2])
  }

  @Test(arguments: [-1, 1]) func whatCannotBeSetSoIsNotSet(looseness: Int) {
    #expect(loosened("天地玄黄宇宙洪荒日月盈昃", em: 10, by: -1) == nil)
    #expect(loosened("天", em: 10, by: looseness) == nil)
    #expect(loosened("", em: 10, by: looseness) == nil)
  }
}
