import Composition
import Newspaper
import TestSupport
import Testing

/// Vertical lines with Mainland conventions (reference 9).
@Suite struct VerticalTests {
  private func boxes(_ text: String, em: Double = 40) -> [Line.Box] {
    compose(text, em: em) { $0.direction = .vertical }.flatMap(\.boxes)
  }

  @Test func twoDigitsShareACell() {
    // clreq 纵中横
    let boxes = boxes("12月31日")
    #expect(boxes.map(\.text) == ["12", "月", "31", "日"])
    #expect(boxes.map(\.em) == [0, 1, 2, 3])
  }

  @Test func threeNarrowCharactersShareACell() {
    #expect(boxes("长2B米").map(\.text) == ["长", "2B", "米"])
  }

  @Test func longNumbersTurnWithGaps() throws {
    let line = try #require(compose("年2025年", em: 40) { $0.direction = .vertical }.first)
    #expect(line.boxes.map(\.em) == [0, 1.25, 1.75, 2.25, 2.75, 3.5])
    #expect(line.runs.map(\.turn) == [.upright, .clockwise, .upright])
  }

  @Test func acronymsStandUprightAndWhole() {
    let lines = compose("文文文文GDP文文", em: 5) { $0.direction = .vertical }
    #expect(!lines.contains { $0.text.hasSuffix("G") || $0.text.hasSuffix("GD") })
    #expect(boxes("为GDP增").map(\.em) == [0, 1, 2, 3, 4])
  }

  @Test func acronymsTurnWhenAsked() throws {
    let line = try #require(
      compose("为GDP增", em: 40) {
        $0.direction = .vertical
        $0.acronyms = .rotated
      }.first)
    #expect(line.runs.contains { $0.turn == .clockwise && $0.text == "GDP" })
  }

  @Test func colonsAndQuestionMarksFillTheirCells() {
    // GB/T 15834-2011 5.2.1; clreq #h-punctuation_adjustment_space
    #expect(boxes("甲：乙！丙").map { $0.advance } == Array(repeating: .points(9), count: 5))
  }

  @Test func commasAndBracketsKeepTheHalfEmModel() {
    #expect(boxes("甲，乙（丙）丁").map(\.em) == [0, 1, 2, 3.5, 4, 5, 6])
  }

  @Test func glyphsRunDownTheAxis() throws {
    let line = try #require(compose("甲乙", em: 40) { $0.direction = .vertical }.first)
    #expect(line.runs[0].glyphs.map(\.y) == [.points(7.92), .points(16.92)])
    #expect(line.runs[0].glyphs.allSatisfy { $0.x == -.points(4.5) })
  }

  @Test func solidusTurns() throws {
    // GB/T 15834-2011 5.2.2
    let line = try #require(compose("男/女", em: 40) { $0.direction = .vertical }.first)
    #expect(line.boxes.map(\.em) == [0, 1, 1.5])
    #expect(line.runs.contains { $0.turn == .clockwise && $0.text == "/" })
  }
}
