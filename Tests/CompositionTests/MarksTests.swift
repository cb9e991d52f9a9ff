import Composition
import Newspaper
import TestSupport
import Testing

/// Emphasis dots, name lines, readings (reference 10).
@Suite struct MarksTests {
  private func line(
    _ runs: [RichText.Run], em: Double = 20, vertical: Bool = false
  ) throws -> Line {
    let composer = Composer(shaper: SquareShaper())
    var rules = CompositionRules()
    rules.direction = vertical ? .vertical : .horizontal
    let style = TextStyle(face: "body", size: .points(10), pitch: .points(16))
    let paragraph = composer.paragraph(RichText(runs), ParagraphFormat(style: style, rules: rules))
    let lines = composer.lines(of: paragraph, in: ColumnShape(measure: .points(10 * em)))
    return try #require(lines.first)
  }

  private func frames(_ line: Line) -> [Rect] {
    line.marks.compactMap {
      switch $0 {
      case .ellipse(let rect, _), .fill(let rect, _): rect
      default: nil
      }
    }
  }

  @Test func oneDotUnderEachCharacterNoneUnderMarks() throws {
    // clreq #96; GB/T 15834-2011 5.1.8
    let dots = frames(try line([.init("请"), .init("注意，安全", style: .emphasis), .init("。")]))
    #expect(dots.count == 4)
    #expect(dots.map { $0.midX.points.rounded() } == [15, 25, 45, 55])
    #expect(dots.allSatisfy { $0.minY > .points(1.2) })
  }

  @Test func dotsStandRightOfVerticalLines() throws {
    let dots = frames(try line([.init("注意", style: .emphasis)], vertical: true))
    #expect(dots.map { $0.midY.points.rounded() } == [5, 15])
    #expect(dots.allSatisfy { $0.minX > .points(5) })
  }

  @Test func adjacentNamesAreApart() throws {
    // 鲁迅周作人: two strokes a tenth of an em apart
    let strokes = frames(
      try line([.init("鲁迅", style: .properName), .init("周作人", style: .properName)]))
    #expect(strokes.count == 2)
    #expect(abs((strokes[1].minX - strokes[0].maxX).points - 1) < 0.01)
  }

  @Test func aNameLineCrossesStretchedGaps() throws {
    let line = try line([.init("鲁迅周", style: .properName), .init("（文）甲乙丙")], em: 4)
    #expect(line.text == "鲁迅周")
    let stroke = try #require(frames(line).first)
    #expect(abs(stroke.width.points - 39) < 0.05)
  }

  @Test func nameLinesStandLeftOfVerticalLines() throws {
    let strokes = frames(try line([.init("鲁迅", style: .properName)], vertical: true))
    #expect(strokes.allSatisfy { $0.maxX < -.points(5) && $0.height > .points(18) })
  }

  @Test func titlesAreWavy() throws {
    let line = try line([.init("呐喊", style: .bookTitle)])
    #expect(line.marks.count > 8)
  }

  @Test func marksAskForHalfAnEm() {
    let composer = Composer(shaper: SquareShaper())
    let style = TextStyle(face: "body", size: .points(10), pitch: .points(16))
    let format = ParagraphFormat(style: style)
    let marked = RichText([.init("安全", style: .emphasis)])
    #expect(composer.paragraph(marked, format).interlinearSpace == .points(5))
    #expect(composer.paragraph(RichText("安全"), format).interlinearSpace == .zero)
  }

  @Test func pinyinStandsOverItsCharacter() throws {
    let line = try line([.init("汉字", reading: .pinyin("ha zi")), .init("美")])
    #expect(line.text == "汉字美")
    #expect(line.runs.map(\.text) == ["汉字美", "ha", "zi"])
    let reading = try #require(line.runs.last)
    #expect(reading.size == .points(5))
    // Two letters of 2.5 pt, centred over the second character.
    #expect(reading.glyphs.map(\.x) == [.points(12.5), .points(15)])
    #expect(reading.glyphs[0].y == -.points(9.4))
  }

  @Test func aWideReadingOverhangsItsNeighbours() throws {
    // clreq: pinyin may hang over the characters beside it; six letters of 2.5 pt over 10 pt
    let line = try line([.init("这"), .init("窗", reading: .pinyin("chuang")), .init("美")])
    #expect(line.boxes.map(\.x) == [.zero, .points(10), .points(20)])
    #expect(line.runs.last?.glyphs.first?.x == .points(7.5))
  }

  @Test func twoReadingsKeepAQuarterOfTheirSizeApart() throws {
    let line = try line([.init("窗窗", reading: .pinyin("chuang chuang"))])
    let (left, right) = (line.runs[line.runs.count - 2], line.runs[line.runs.count - 1])
    let end = try #require(left.glyphs.last).x + .points(2.5)
    #expect(right.glyphs[0].x - end == .points(1.25))
  }

  @Test func aReadingEndsWithTheLinesEdge() throws {
    // clreq: at a line's edge the reading is aligned with it, never outside
    let line = try line([.init("窗", reading: .pinyin("chuang")), .init("美美美美")], em: 2)
    #expect(line.text == "窗")
    #expect(line.boxes[0].x == .points(2.5))
    #expect(line.runs.last?.glyphs.first?.x == .zero)
  }

  @Test func zhuyinTakesAStripAtTheRight() throws {
    let line = try line([.init("注", reading: .zhuyin("ㄓㄨˋ")), .init("美")])
    #expect(line.boxes[1].x == .points(15))
    #expect(line.runs.dropFirst().allSatisfy { $0.size == .points(3) })
    #expect(line.runs.dropFirst().allSatisfy { $0.glyphs.allSatisfy { $0.x >= .points(10) } })
  }
}
