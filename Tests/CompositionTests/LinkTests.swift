import Composition
import Newspaper
import TestSupport
import Testing

/// Links are for screens: nothing of what is printed may change (issue 3, item 9).
@Suite struct LinkTests {
  private static let style = TextStyle(
    face: "body", size: .points(10), pitch: .points(16), alignment: .justify)
  private let target = Link.address("https://a.example")

  /// The lines of a text whose characters in `range` are a link; nil for none.
  private func lines(_ text: String, link range: Range<Int>?) -> (lines: [Line], shaped: Int) {
    let shaper = SquareShaper()
    let composer = Composer(shaper: shaper)
    let characters = Array(text)
    var runs = [RichText.Run(text)]
    if let range {
      runs = [
        .init(String(characters[..<range.lowerBound])),
        .init(String(characters[range]), link: target),
        .init(String(characters[range.upperBound...])),
      ].filter { !$0.text.isEmpty }
    }
    let paragraph = composer.paragraph(
      RichText(runs), ParagraphFormat(style: Self.style, indent: 2))
    return (
      composer.lines(of: paragraph, in: ColumnShape(measure: .points(110))), shaper.requests
    )
  }

  /// Glyphs at their places, whatever runs they are in.
  private func glyphs(_ line: Line) -> [GlyphRun.Glyph] {
    line.runs.flatMap { run in
      run.glyphs.map { .init(id: $0.id, x: $0.x + run.origin.x, y: $0.y + run.origin.y) }
    }
  }

  @Test(arguments: [
    "他说：“看（这里）。”再说：《书名》——完了……然后是Swift语言和Linux系统，共3.5万字，“引号”‘里’的。",
    "a long text of many Latin words, with marks (and brackets), 100% 千分空12 345 678和汉字Latin混排。",
  ])
  func aLinkMovesNothing(_ text: String) {
    let plain = lines(text, link: nil)
    #expect(plain.lines.count > 3)
    let halves = text.enumerated().filter { "—…".contains($0.element) }.map(\.offset)
    for start in stride(from: 0, to: text.count - 1, by: 3) {
      for length in [1, 4, 11] where start + length <= text.count {
        let linked = lines(text, link: start..<(start + length))
        #expect(linked.lines.map(\.boxes) == plain.lines.map(\.boxes))
        #expect(linked.lines.map(glyphs) == plain.lines.map(glyphs))
        #expect(linked.lines.map(\.setting) == plain.lines.map(\.setting))
        #expect(linked.shaped == plain.shaped, "no stretch is shaped in parts")
        let words = linked.lines.flatMap(\.runs).filter { $0.link == target }.map(\.text).joined()
        let wanted = Array(text)[start..<(start + length)]
        // A sign of two characters is in the link or not.
        if [start, start + length].contains(where: { halves.contains($0) }) { continue }
        #expect(words.filter { $0 != " " } == String(wanted).filter { $0 != " " })
      }
    }
  }

  @Test func aSpaceAtABreakIsKeptForTheEar() {
    let text = "many words of a language that puts spaces between words　和全角空格"
    let heard = lines(text, link: nil).lines.flatMap(\.runs).map { run in
      run.text + (run.swallowedSpace == nil ? "" : " ")
    }.joined()
    #expect(heard.filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
    #expect(heard.split(whereSeparator: \.isWhitespace).count == 11)
  }
}
