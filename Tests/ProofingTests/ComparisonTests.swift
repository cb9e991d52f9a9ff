import Foundation
import Newspaper
import Prepress
import Production
import TestSupport
import Testing

@testable import Proofing

@Suite struct TextComparisonTests {
  /// Compares one story; a paragraph a line, words taken out `[-so-]`, put in `{+so+}`, moved away
  /// `<so<` and here `>so>`; before it what became of the paragraph.
  private func compare(_ old: String, _ new: String) -> String {
    func story(_ text: String) -> [StoryText] {
      [
        StoryText(
          story: "lead.md", slot: "lead", title: "主题",
          paragraphs: text.split(separator: "\n").map(String.init))
      ]
    }
    return TextComparison(story(old), story(new)).stories[0].paragraphs.map(written)
      .joined(separator: "\n")
  }

  private func written(_ paragraph: TextComparison.Paragraph) -> String {
    "\(paragraph.change): "
      + paragraph.fragments.map { fragment in
        switch fragment.change {
        case .same: fragment.text
        case .removed: "[-\(fragment.text)-]"
        case .added: "{+\(fragment.text)+}"
        case .movedAway: "<\(fragment.text)<"
        case .movedHere: ">\(fragment.text)>"
        }
      }.joined()
  }

  @Test func aWordIsChangedAsAWord() {
    #expect(
      compare("今天早上7时整，老渡口的塔钟响了七下。", "昨天早上7时整，老渡口的塔钟响了八下。")
        == "changed: [-今天-]{+昨天+}早上7时整，老渡口的塔钟响了[-七-]{+八+}下。")
  }

  @Test func wordsAreAddedAndTakenOut() {
    #expect(
      compare("它停了11年。江边卖豆浆的赵婶说。", "它停了整整12年。江边的赵婶说。")
        == "changed: 它停了[-11-]{+整整12+}年。江边[-卖豆浆-]的赵婶说。")
  }

  @Test func aMovedParagraphIsMoved() {
    let first = "这口钟是1934年从外地运来的。"
    let second = "把它修好的是退休钳工罗启明。"
    let third = "如今塔钟每星期上一次弦。"
    #expect(
      compare("\(first)\n\(second)\n\(third)", "\(third)\n\(first)\n\(second)")
        == "moved: \(third)\nsame: \(first)\nsame: \(second)")
  }

  @Test func aParagraphThatMovedAndChangedIsBoth() {
    let first = "这口钟是1934年从外地运来的，机芯有一张方桌那么大。"
    let second = "把它修好的是退休钳工罗启明和他的三个徒弟。"
    let third = "如今塔钟每星期上一次弦，摇72圈，大约半个钟头。"
    #expect(
      compare(
        "\(first)\n\(second)\n\(third)",
        "如今塔钟每星期上一次弦，摇70圈，大约半个钟头。\n\(first)\n\(second)")
          == """
          movedAndChanged: 如今塔钟每星期上一次弦，摇[-72-]{+70+}圈，大约半个钟头。
          same: \(first)
          same: \(second)
          """)
  }

  @Test func aParagraphIsAddedAndAnotherTakenOutWhereItStood() {
    #expect(
      compare("甲乙丙丁。\n戊己庚辛。\n子丑寅卯。", "甲乙丙丁。\n子丑寅卯。\n风雨雷电。")
        == "same: 甲乙丙丁。\nremoved: [-戊己庚辛。-]\nsame: 子丑寅卯。\nadded: {+风雨雷电。+}")
  }

  @Test func aSentenceThatMovedToAnotherParagraphIsMoved() {
    let sentence = "徒弟们排了一张值班表"
    let found = compare(
      "如今塔钟每星期上一次弦。\(sentence)。\n上弦那天常有孩子趴在栏杆上看，一圈一圈地数。",
      "如今塔钟每星期上一次弦。\n上弦那天常有孩子趴在栏杆上看，一圈一圈地数。\(sentence)。")
    #expect(found.contains("<\(sentence)。<"), "\(found)")
    #expect(found.contains(">\(sentence)。>"), "\(found)")
    #expect(!found.contains("[-") && !found.contains("{+"), "\(found)")
  }

  @Test func storiesComeGoAndMove() {
    func story(_ name: String, _ slot: String, _ text: String) -> StoryText {
      StoryText(story: name, slot: slot, title: name, paragraphs: [text])
    }
    let comparison = TextComparison(
      [story("a", "lead", "甲"), story("b", "second", "乙"), story("c", "third", "丙")],
      [story("d", "lead", "丁"), story("a", "second", "甲"), story("c", "third", "丙")])
    #expect(
      comparison.stories.map { "\($0.story) \($0.change)" }
        == ["d added", "a moved", "b removed", "c same"])
    #expect(comparison.stories[1].oldSlot == "lead")
    #expect(!comparison.isEmpty)
    #expect(TextComparison([story("a", "s", "甲")], [story("a", "s", "甲")]).isEmpty)
  }

  @Test func nothingIsLostOrMadeUp() {
    // Whatever is compared: without what was put in it is the old text, without what was taken out
    // the new one.
    let texts = [
      "", "钟", "今天早上7时整，老渡口的塔钟响了七下。它停了11年。\n江边卖豆浆的赵婶说。",
      "它停了11年。江边卖豆浆的赵婶说。\n今天晚上八时整，老渡口的塔钟响了八下。",
      "ABC of 2026 — “引号”、１２３ 🙂\n\u{301}a", "江边卖豆浆的赵婶说。\n江边卖豆浆的赵婶说。\n新的一段",
    ]
    for old in texts {
      for new in texts {
        let lines = { (text: String) in text.split(separator: "\n").map(String.init) }
        let one = StoryText(story: "s", slot: "s", title: "", paragraphs: lines(old))
        let other = StoryText(story: "s", slot: "s", title: "", paragraphs: lines(new))
        let paragraphs = TextComparison([one], [other]).stories[0].paragraphs
        let after = paragraphs.filter { $0.change != .removed }.map { paragraph in
          paragraph.fragments.filter { ![.removed, .movedAway].contains($0.change) }
            .map(\.text).joined()
        }
        #expect(after == lines(new))
        let before = paragraphs.filter { $0.change != .added }.map { paragraph in
          paragraph.fragments.filter { ![.added, .movedHere].contains($0.change) }
            .map(\.text).joined()
        }
        #expect(before.sorted() == lines(old).sorted())
      }
    }
  }

  @Test func aStoryWrittenAnewIsComparedInTime() {
    let old = (0..<300).map { "第\($0)段，旧的文字，说的是\($0 * 7919 % 1000)件事。" }
    let new = (0..<300).map { "全新的第\($0)句，别的话，共\($0 * 104_729 % 1000)样。" }
    let start = ContinuousClock.now
    let one = StoryText(story: "s", slot: "s", title: "", paragraphs: old)
    let other = StoryText(story: "s", slot: "s", title: "", paragraphs: new)
    #expect(TextComparison([one], [other]).stories[0].change == .changed)
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}

@Suite struct PictureComparisonTests {
  /// A white page with black boxes.
  private func page(_ boxes: [PixelRect], width: Int = 200, height: Int = 300) -> [UInt8] {
    var raster = Raster(width: width, height: height)
    for box in boxes {
      for y in box.y..<box.y + box.height {
        for x in box.x..<box.x + box.width {
          for channel in 0..<3 { raster.pixels[(y * width + x) * 3 + channel] = 0 }
        }
      }
    }
    return raster.png ?? []
  }

  private func box(_ x: Int, _ y: Int, _ width: Int = 10, _ height: Int = 10) -> PixelRect {
    PixelRect(x: x, y: y, width: width, height: height)
  }

  @Test func whatLooksTheSameHasNoAreas() throws {
    let comparison = try #require(PictureComparison(page([box(20, 20)]), page([box(20, 20)])))
    #expect(comparison.areas == [])
    #expect(comparison.overlaid == nil)
    #expect(comparison.size == PixelSize(width: 200, height: 300))
  }

  @Test func changedAreasAreMarked() throws {
    let comparison = try #require(
      PictureComparison(
        page([box(16, 16), box(100, 200)]), page([box(16, 16), box(104, 200), box(20, 120)])))
    #expect(comparison.areas.count == 2)
    #expect(comparison.areas[0] == box(16, 120, 16, 16))
    #expect(comparison.areas[1].x == 96)
    let overlaid = try #require(comparison.overlaid)
    let picture = try #require(Raster(png: overlaid))
    func colour(_ x: Int, _ y: Int) -> [UInt8] {
      Array(picture.pixels[(y * picture.width + x) * 3..<(y * picture.width + x) * 3 + 3])
    }
    #expect(colour(18, 18) == [90, 90, 90], "both are black")
    #expect(colour(1, 1) == [255, 255, 255], "both are white")
    #expect(colour(101, 205) == [255, 90, 90], "only the old one is black: red")
    #expect(colour(112, 205) == [90, 90, 255], "only the new one is black: blue")
    #expect(colour(15, 122) == [230, 120, 0], "the frame round what changed")
  }

  @Test func linesThatLieNearAreOneArea() throws {
    let lines = (0..<10).map { box(40, 40 + $0 * 14, 100, 8) }
    let comparison = try #require(PictureComparison(page([]), page(lines)))
    #expect(comparison.areas.count == 1)
  }

  @Test func areasAreBounded() throws {
    let dots = (0..<500).map { box($0 % 20 * 40 + 8, $0 / 20 * 40 + 8, 2, 2) }
    let comparison = try #require(
      PictureComparison(page([], width: 800, height: 1000), page(dots, width: 800, height: 1000)))
    #expect((1...40).contains(comparison.areas.count))
  }

  @Test func aPageOfAnotherSizeIsLaidOverAllTheSame() throws {
    let comparison = try #require(
      PictureComparison(
        page([box(8, 8)], width: 100, height: 100), page([box(8, 8), box(150, 250)])))
    #expect(comparison.areas == [box(144, 248, 16, 16)])
  }

  @Test func whatIsNoPictureIsNotCompared() {
    #expect(PictureComparison(page([]), Array("no picture".utf8)) == nil)
    #expect(PictureComparison([], page([])) == nil)
    #expect(PictureComparison([], []) == nil)
    #expect(PictureComparison(Array(page([]).prefix(100)), page([box(1, 1)])) == nil)
  }
}
