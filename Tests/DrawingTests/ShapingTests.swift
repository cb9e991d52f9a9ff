import Composition
import Drawing
import Newspaper
import Testing

/// Figures of Noto Serif CJK SC 2.001 as Debian ships it; composition reference 1.4.
@Suite("Shaping")
struct ShapingTests {
  private let shaper: PangoShaper

  init() {
    var report = Report()
    shaper = PangoShaper(fonts: FontLibrary(typefaces: .noto, report: &report))
    #expect(report.diagnostics.isEmpty)
  }

  private func shape(
    _ text: String, face: String = "body", size: Double = 10,
    script: ShapingRequest.Script = .han,
    direction: ShapingRequest.Direction = .horizontal
  ) -> [ShapedCluster] {
    shaper.shape(
      ShapingRequest(
        text: text, face: face, size: .points(size), script: script, direction: direction))
  }

  @Test(arguments: [5.5, 9, 10.5, 36, 123.4])
  func hanziAreOneEmWideAtEverySize(size: Double) {
    let clusters = shape("国家，", size: size)
    #expect(clusters.map(\.advance) == Array(repeating: .points(size), count: 3))
    #expect(clusters.map(\.bytes) == [0..<3, 3..<6, 6..<9])
  }

  @Test func twoDashesAreOneGlyphOfTwoEms() throws {
    let clusters = shape("他——我")
    #expect(clusters.map(\.bytes) == [0..<3, 3..<9, 9..<12])
    #expect(clusters.map(\.advance) == [.points(10), .points(20), .points(10)])
    #expect(clusters[1].glyphs.count == 1)
    // Ink 71 to 1929 of 2000.
    #expect(clusters[1].inkStart == .points(0.71))
    #expect(clusters[1].inkEnd == .points(19.29))
  }

  @Test(arguments: ["，", "。", "、", "：", "；", "！", "？", "”", "’", "）", "》", "〉", "』", "】"])
  func closingMarksKeepTheirPlaceInTheHalfForm(mark: String) throws {
    let half = try #require(shape(mark).first?.half)
    #expect(half == ShapedCluster.HalfForm(advance: .points(5), shift: .zero))
  }

  @Test(arguments: ["“", "‘", "（", "《", "〈", "『", "【"])
  func openingMarksMoveHalfAnEmBackInTheHalfForm(mark: String) throws {
    let cluster = try #require(shape(mark).first)
    #expect(cluster.half == ShapedCluster.HalfForm(advance: .points(5), shift: .points(-5)))
    #expect(cluster.inkStart >= .points(5))
  }

  @Test func hanziDashesAndEllipsesHaveNoHalfForm() {
    #expect(shape("国——……").allSatisfy { $0.half == nil })
  }

  @Test func verticalGlyphsHangFromTheCentreOfTheirCell() {
    let clusters = shape("国——", direction: .vertical)
    #expect(clusters.map(\.advance) == [.points(10), .points(20)])
    // The em box: half an em left of the axis, baseline 0.88 em below the top of the cell.
    #expect(clusters[0].glyphs.map(\.dx) == [.points(-5)])
    #expect(clusters[0].glyphs.map(\.dy) == [.points(8.8)])
    #expect(clusters[0].inkStart > .zero && clusters[0].inkEnd < .points(10))
    #expect(clusters[1].inkStart == .points(0.71) && clusters[1].inkEnd == .points(19.29))
  }

  @Test func verticalMarksTakeTheirVerticalForms() {
    let across = shape("“，——")
    let down = shape("“，——", direction: .vertical)
    for (left, right) in zip(across, down) { #expect(left.glyphs[0].id != right.glyphs[0].id) }
  }

  /// vhal of Noto: pauses and brackets are halved, ：；？！ stay whole (composition reference 9).
  @Test func onlyPausesAndBracketsAreHalvedInVerticalText() {
    let halves = shape("，。、“》：；？！", direction: .vertical).map { $0.half?.advance }
    #expect(halves == Array(repeating: .points(5), count: 5) + [nil, nil, nil, nil])
  }

  @Test func fontWithoutVerticalMetricsStandsInCellsOfOneEm() {
    let clusters = shape("AI", face: "latin", script: .western, direction: .vertical)
    #expect(clusters.map(\.advance) == [.points(10), .points(10)])
    for cluster in clusters {
      #expect(cluster.glyphs[0].dx < .zero && cluster.glyphs[0].dy == .points(8.8))
    }
  }

  @Test func ligaturesKeepTheirBytesTogether() {
    let clusters = shape("office", script: .western)
    #expect(clusters.map(\.bytes) == [0..<1, 1..<4, 4..<5, 5..<6])
    #expect(clusters.allSatisfy { $0.glyphs.count == 1 })
  }

  @Test func decomposedAccentIsOneCluster() {
    #expect(shape("e\u{301}a", script: .western).map(\.bytes) == [0..<3, 3..<4])
  }

  @Test func fallbackIsNamedInTheCluster() {
    let clusters = shape("ab国c", face: "latin")
    #expect(clusters.map(\.face) == ["latin", "latin", "body", "latin"])
    #expect(clusters.allSatisfy { !$0.missing })
    #expect(clusters[2].glyphs == shape("国").first?.glyphs)
  }

  /// AR PL UKai lists 䴓 and 22 more, but has no outline for them.
  @Test func ideographThatAFontListsButHasNotDrawnComesFromTheFallback() {
    var report = Report()
    let fonts = FontLibrary(
      typefaces: Typefaces(roles: [
        Typefaces.Role(name: "kai", path: "Fonts/FormeKai-Regular.otf", fallback: ["body"]),
        Typefaces.Role(name: "body", path: "Fonts/FormeSong-Regular.otf"),
      ]), report: &report)
    let clusters = PangoShaper(fonts: fonts).shape(
      ShapingRequest(text: "鸟䴓　鸟", face: "kai", size: .points(9), script: .han))
    #expect(clusters.map(\.face) == ["kai", "body", "kai", "kai"])
    #expect(clusters.allSatisfy { !$0.missing })
    #expect(fonts.roles(having: "䴓") == ["body"])
    #expect(fonts.roles(having: "鸟") == ["kai", "body"])
  }

  @Test func characterOfNoFontIsMissingAndTakesOneEm() {
    let clusters = shape("国\u{10A60}家")
    #expect(clusters.map(\.missing) == [false, true, false])
    #expect(clusters[1].advance == .points(10) && clusters[1].bytes == 3..<7)
  }

  @Test func unknownFaceLosesNoText() {
    let clusters = shape("国a", face: "nowhere")
    #expect(clusters.map(\.missing) == [true, true])
    #expect(clusters.map(\.bytes) == [0..<3, 3..<4])
  }

  @Test func installedFamilyIsFoundByName() {
    let role = shape("国。", face: "body")
    let family = shape("国。", face: "family:Noto Serif CJK SC")
    #expect(family.map(\.glyphs) == role.map(\.glyphs))
    #expect(family.allSatisfy { $0.face == "family:Noto Serif CJK SC" && !$0.missing })
    // fontconfig would offer another font: that is not what was asked for.
    #expect(shape("国", face: "family:No Such Song").map(\.missing) == [true])
  }

  @Test(arguments: ["", "\u{200B}", "\n", "\t国", "\u{FE0F}", "e\u{301}\u{302}\u{303}", "👩‍👩‍👧"])
  func oddTextKeepsEveryByte(text: String) {
    for direction in [ShapingRequest.Direction.horizontal, .vertical] {
      for script in [ShapingRequest.Script.han, .western] {
        let clusters = shape(text, script: script, direction: direction)
        #expect(clusters.map(\.bytes.count).reduce(0, +) == text.utf8.count)
        #expect(clusters.first?.bytes.lowerBound ?? 0 == 0)
        for (left, right) in zip(clusters, clusters.dropFirst()) {
          #expect(left.bytes.upperBound == right.bytes.lowerBound)
        }
      }
    }
  }

  @Test func shapingAgainGivesTheSame() {
    let text = "他说：“你好——2025年 office。”"
    #expect(shape(text) == shape(text))
    for (large, small) in zip(shape(text, size: 20), shape(text)) {
      #expect(abs(large.advance.units - 2 * small.advance.units) <= 1)
    }
  }
}
