import FoundationEssentials
import Newspaper
import TestSupport
import Testing

@testable import Production

/// `forme compose`: JSON in, lines and boxes out.
struct ComposeTests {
  private struct Answer: Decodable {
    struct Line: Decodable {
      var text: String
      var boxes: [Box]
    }

    struct Box: Decodable {
      var text: String
      var x: Double
      var advance: Double

      init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        text = try values.decode(String.self)
        x = try values.decode(Double.self)
        advance = try values.decode(Double.self)
      }
    }

    var id: String
    var lines: [Line]
    var diagnostics: [String]?
  }

  private func answers(_ json: String, fonts: String? = nil) throws -> [Answer] {
    let (output, report) = try ComposeCases(parsing: Array(json.utf8)).composed(inFontsOf: fonts)
    #expect(report.diagnostics == [])
    return try JSONDecoder().decode([Answer].self, from: Data(try #require(output)))
  }

  private func answer(_ text: String, _ options: String = "", fonts: String? = nil) throws -> Answer
  {
    try #require(
      answers(
        #"[{"id": "a", "text": "\#(text)", "em": 9, "measure_em": 30, "opts": {\#(options)}}]"#,
        fonts: fonts
      ).first)
  }

  @Test func withoutAPublicationLatinIsHalfAnEm() throws {
    let line = try answer("叫“A”组", #""align": "start""#).lines[0]
    #expect(line.boxes.map(\.x) == [0, 1.5, 2, 2.5, 3.5])
  }

  @Test func aPublicationsFontsSetItsBodyFace() throws {
    let line = try answer(
      "叫“A”组", #""align": "start""#, fonts: Repository.file("Fonts")
    ).lines[0]
    // The A of Source Serif 4.
    #expect(line.boxes[2].advance > 0.55 && line.boxes[2].advance < 0.8)
  }

  /// Song, Hei and Kai of the repository: the same places in all, as reference 1.4 asks.
  @Test func marksStandAlikeInEveryFace() throws {
    let text = "他说：“好。”我（你）·他——我……《书》、《报》–"
    let fonts = Repository.file("Fonts")
    let options = #""align": "start", "markup": true"#
    let song = try answer(text, options, fonts: fonts).lines[0].boxes.map(\.x)
    for tag in ["b", "kai"] {
      let other = try answer("[\(tag)]\(text)[/\(tag)]", options, fonts: fonts).lines[0].boxes
      #expect(zip(song, other.map(\.x)).allSatisfy { abs($0 - $1) < 0.021 }, "\(tag)")
    }
  }

  @Test func installedFacesOfAllRegionsFollowTheModel() throws {
    for face in ["Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK JP", "Noto Sans CJK TC"] {
      let line = try answer("他说：“好。”我（你）·他——我", #""align": "start", "font": "\#(face)""#)
        .lines[0]
      let places = line.boxes.map(\.x)
      let wanted = [0, 1, 2, 3, 3.5, 4.5, 5, 6, 7.5, 8, 9, 9.5, 10, 11, 13]
      #expect(zip(places, wanted).allSatisfy { abs($0 - $1) < 0.021 }, "\(face): \(places)")
    }
  }

  @Test func aHeadlinesEndMarkIsTold() throws {
    let told = try answer("会议召开。", #""role": "headline""#).diagnostics ?? []
    #expect(told.contains { $0.hasPrefix("head.endMark") })
    #expect(try answer("你好吗？", #""role": "headline""#).diagnostics == nil)
  }

  @Test func anUnknownOptionIsTold() throws {
    let told = try answer("文", #""kinsoku": "loose", "colour": 3"#).diagnostics ?? []
    #expect(told.count == 2)
  }

  // MARK: Bad input

  @Test func loneSurrogatesBecomeReplacementCharacters() throws {
    let text = try answer(#"甲\ud83d乙\udc00丙\ud83d\ude00"#).lines.map(\.text).joined()
    #expect(text == "甲\u{FFFD}乙\u{FFFD}丙😀")
  }

  @Test func invalidUTF8IsTold() {
    let bytes = Array(#"[{"id": "a", "text": ""#.utf8) + [0xC3, 0x28, 0xFF] + Array(#""}]"#.utf8)
    #expect(throws: ComposeFault.self) { try ComposeCases(parsing: bytes) }
  }

  @Test(arguments: ["", "[", "{}", "[{}]", #"[{"id": 1, "text": "a"}]"#, "[{\"id\":\"a\"}]"])
  func whatIsNoArrayOfBlocksIsTold(json: String) {
    #expect(throws: ComposeFault.self) { try ComposeCases(parsing: Array(json.utf8)) }
  }

  @Test(arguments: [
    #""em": 1e300, "measure_em": -5"#, #""em": 0, "measure_em": 0"#, #""measure_em": 1e300"#,
  ])
  func absurdSizesLoseNoText(sizes: String) throws {
    let answer = try #require(
      answers(#"[{"id": "a", "text": "天地玄黄，宇宙", \#(sizes), "opts": {"indent": 1e9}}]"#).first)
    #expect(answer.lines.map(\.text).joined() == "天地玄黄，宇宙")
  }
}
