import Newspaper
import TestSupport
import Testing

@testable import Intake

/// Every key of every table arrives in the model.
struct ValueTests {
  func checked(_ yaml: String, as record: Record) throws -> Checked {
    var reading = Reading()
    let tree = try #require(Tree(yaml: yaml, file: "a.yaml", report: &reading.report))
    let checked = reading.check(tree, as: record)
    #expect(reading.report.diagnostics.map(\.summary) == [])
    return try #require(checked)
  }

  @Test func composition() throws {
    var reading = Reading()
    let keys = try checked(
      """
      text:
        body: {face: body, size: 9}
      heads: {}
      composition:
        kinsoku: strict
        punctuation: kaiming
        lineEnd: fit
        breaking: greedy
        hanging: marks
        paragraphStart: full
        ellipsis: mayStartLine
        sentenceEnd: kept
        doubledMarks: gb
        hyphenation: never
        widestGap: 333
        markSpaceFloor: 0
        indent: 1
      """, as: StyleFile.record)
    let sheet = StyleFile.styleSheet(keys, reading: &reading)
    let choices = try #require(keys.record("composition"))
    #expect(choices.entries.count == StyleFile.composition.fields.count)
    var rules = CompositionRules()
    rules.kinsoku = .strict
    rules.punctuation = .kaiming
    rules.lineEnd = .fit
    rules.breaking = .greedy
    rules.hanging = .marks
    rules.paragraphStart = .full
    rules.ellipsis = .mayStartLine
    rules.sentenceEnd = .kept
    rules.doubledMarks = .gb
    rules.hyphenation = .never
    rules.widestGap = 333
    #expect(sheet.rules == rules)
    #expect(sheet.indent == 1)
  }

  @Test func publication() throws {
    var reading = Reading()
    let keys = try checked(
      """
      name: 小报
      latinName: PAPER
      sponsor: 主办
      cnNumber: CN 99-0512
      issn: ISSN 9990-5124
      postalCode: 99-512
      hotline: 0000-5120512
      website: www.example
      editors: [总编辑 沈砚]
      endSign: ■
      qrCodes: [{label: 数字报, target: "https://example"}]
      nameplate: art/n.svg
      lexicon: lexicon.txt
      inks:
        accent: {cmyk: [0, 95, 85, 0], screen: "#d7322b"}
        gold: {spot: [10, 20, 60, 5]}
      styles: newspaper
      fit: [pull, photo: 2]
      fillers: [{quote: 慢慢来，比较快。, by: 编者}, {rule: accent}]
      signing: [一校, {stage: 终审, by: [总编辑, 副总编辑]}, {stage: 签样, by: 总编辑, demanded: true}]
      fonts: Fonts
      layouts: [Layouts]
      """, as: PublicationFile.record)
    let publication = PublicationFile.publication(keys, folder: "f", reading: &reading)
    #expect(keys.entries.count == PublicationFile.record.fields.count)
    #expect(publication.latinName == "PAPER")
    #expect(publication.sponsor == "主办")
    #expect(publication.cnNumber == "CN 99-0512")
    #expect(publication.issn == "9990-5124")
    #expect(publication.postalCode == "99-512")
    #expect(publication.hotline == "0000-5120512")
    #expect(publication.website == "www.example")
    #expect(publication.editors == ["总编辑 沈砚"])
    #expect(publication.qrCodes == [QRCode(label: "数字报", target: "https://example")])
    #expect(publication.endSign == "■")
    #expect(publication.nameplate?.value == "art/n.svg")
    #expect(publication.nameplate?.at?.line == 12)
    #expect(
      publication.inks["accent"] == .process(cyan: 0, magenta: 95, yellow: 85, black: 0))
    #expect(publication.inks["gold"] == .spot(cyan: 10, magenta: 20, yellow: 60, black: 5))
    #expect(
      publication.inks.screenColour(of: Paint("accent"))
        == ScreenColour(red: 0xD7, green: 0x32, blue: 0x2B))
    #expect(publication.signing.stages.map(\.name) == ["一校", "终审", "签样"])
    #expect(publication.signing.stages.map(\.roles) == [[], ["总编辑", "副总编辑"], ["总编辑"]])
    #expect(publication.signing.demanded.map(\.at?.line) == [20])
    #expect(reading.report.diagnostics.isEmpty)
  }

  @Test func style() throws {
    var reading = Reading()
    let keys = try checked(
      """
      text:
        body: {face: song, size: 9, pitch: 12, tracking: 50, align: start, paint: accent 50%}
        kai: {face: kai, size: 3 mm}
      heads:
        banner:
          face: heavy
          sizes: [48, 40]
          leading: 20
          condensed: 92
          maxLines: 3
          align: start
          paint: accent
          kicker: {face: hei, size: 16}
          deck: {face: kai, size: 15}
      """, as: StyleFile.record)
    let sheet = StyleFile.styleSheet(keys, reading: &reading)
    #expect(
      sheet[.body]
        == TextStyle(
          face: "song", size: .points(9), pitch: .points(12), tracking: 50, alignment: .start,
          paint: Paint("accent", tint: 50)))
    #expect(sheet[.kai].size == .millimetres(3))
    #expect(sheet[.kai].pitch == .millimetres(3) * 4 / 3)
    let kicker = TextStyle(face: "hei", size: .points(16), pitch: .points(16) * 4 / 3)
    let deck = TextStyle(face: "kai", size: .points(15), pitch: .points(15) * 4 / 3)
    #expect(
      sheet.head("banner")
        == HeadStyle(
          rank: "banner", face: "heavy", sizes: [.points(48), .points(40)], leading: 20,
          condensed: 92, maxLines: 3, alignment: .start, paint: Paint("accent"), kicker: kicker,
          deck: deck))
  }

  @Test(arguments: StyleSheet.Part.allCases)
  func everyPartOfAStyleSheetHasAKey(part: StyleSheet.Part) {
    #expect(StyleFile.textParts[part.rawValue] != nil)
  }

  @Test func story() {
    var reading = Reading()
    let story = StoryFile.story(
      """
      ---
      kicker: 引题
      headline: |
        第一行
        第二行
      deck: 副题
      byline: 署名
      dateline: 本报讯
      label: 栏目
      priority: 2
      jumpHead: 短题
      teaser: 导读
      quotes: [提要]
      ---
      正文
      """, file: FilePath(name: "s.md", path: "s.md"), reading: &reading)
    #expect(reading.report.diagnostics.isEmpty)
    #expect(story.kicker?.value == "引题")
    #expect(story.kicker?.at == SourceRange(file: "s.md", line: 2, column: 9, endColumn: 11))
    #expect(story.headline?.value == ["第一行", "第二行"])
    #expect(story.deck?.value == "副题")
    #expect(story.byline?.value == "署名")
    #expect(story.dateline?.value == "本报讯")
    #expect(story.label?.value == "栏目")
    #expect(story.priority == 2)
    #expect(story.jumpHead?.value == "短题")
    #expect(story.teaser?.value == "导读")
    #expect(story.quotes.map(\.value) == ["提要"])
    #expect(
      story.body == [
        .paragraph(RichText("正文", at: SourceRange(file: "s.md", line: 15, column: 1)))
      ])
  }

  let grid = Grid(
    bodySize: .points(9), columnCharacters: 12, columns: 6, gutterCharacters: 1,
    pitch: .points(12), lines: 82)
}

/// `fonts.yaml` as the build script of Fonts/ writes it.
struct FontsTests {
  @Test func rolesOfTheInstallation() throws {
    let folder = try Scratch()
    try folder.write(
      """
      roles:
        body: {file: Song.otf, name: 报宋, licence: OFL.txt, source: Noto, fallback: []}
        bold: {file: Song.otf, fallback: [body]}
      """, to: "fonts.yaml")
    try folder.write("", to: "Song.otf")
    let (typefaces, report) = Intake.typefaces(at: folder.path)
    #expect(report.diagnostics == [])
    let body = try #require(typefaces?["body"])
    #expect(body.path == folder.path + "/Song.otf")
    #expect(body.title == "报宋")
    #expect(body.licence == folder.path + "/licences/OFL.txt")
    #expect(body.source == "Noto")
    #expect(body.at?.line == 2)
    #expect(typefaces?["bold"]?.fallback == ["body"])
  }
}
