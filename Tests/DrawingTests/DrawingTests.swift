import Composition
import Drawing
import Foundation
import Newspaper
import Testing

@Suite("Drawing")
struct DrawingTests {
  /// Every kind of text: marks, dashes, ligatures, spaces, fallback, condensed, turned.
  static let lines = [
    "他说：“你好——国……”（测试）《书》", "office difficult flow, café", "格物周报 红头大字",
    "标题 2025年 Latin",
  ]

  private func textPage() -> TestPage {
    var page = TestPage()
    page.add(Self.lines[0], x: 40, y: 60)
    page.add(Self.lines[1], x: 40, y: 90, face: "latin", script: .western)
    page.add(
      Self.lines[2], x: 40, y: 130, face: "hei", size: 36, paint: Paint("red"), widthScale: 920)
    page.add(Self.lines[3], x: 40, y: 160, face: "latin", size: 12, paint: Paint("gold", tint: 50))
    return page
  }

  @Test func textExtractsAsWritten() throws {
    let text = try witness("pdftotext", ["FILE", "-"], on: textPage().pdf().bytes)
    for line in Self.lines { #expect(text.contains(line)) }
  }

  @Test func allFontsAreEmbeddedSubsets() throws {
    let table = try witness("pdffonts", ["FILE"], on: textPage().pdf().bytes)
    let rows = table.split(separator: "\n").dropFirst(2)
    #expect(rows.count >= 3)
    for row in rows {
      #expect(row.contains(" yes yes yes "))
      #expect(row.contains("+"))
    }
  }

  @Test func samePagesGiveTheSameBytes() throws {
    #expect(try textPage().pdf().bytes == textPage().pdf().bytes)
    #expect(try textPage().png().bytes == textPage().png().bytes)
  }

  @Test func onlyTheGivenDateIsInTheFile() throws {
    let text = try witness("pdfinfo", ["FILE"], on: textPage().pdf().bytes)
    #expect(text.contains("CreationDate:    Fri Nov 20"))
    #expect(!text.contains("ModDate"))
  }

  @Test func pageIsTrimAndBleed() throws {
    let document = try textPage().pdf()
    let bleed = Length.millimetres(3)
    #expect(
      document.trims == [Rect(origin: Point(x: bleed, y: bleed), size: .tabloid)])
    let text = try witness("pdfinfo", ["-box", "FILE"], on: document.bytes)
    // 281 × 396 mm.
    #expect(text.contains("MediaBox:            0.00     0.00   796.5"))
  }

  @Test func colourKeysAreFoundAgainInTheContent() throws {
    let document = try textPage().pdf()
    #expect(document.keys.paints == [.black, Paint("red"), Paint("gold", tint: 50)])
    let content = try witness(
      "qpdf", ["--qdf", "--object-streams=disable", "FILE", "-"], on: document.bytes)
    var found: Set<Paint?> = []
    for match in content.matches(of: /([\d.]+) ([\d.]+) ([\d.]+) rg/) {
      guard let red = Double(match.1), let green = Double(match.2), let blue = Double(match.3)
      else { continue }
      found.insert(document.keys.paint(red: red, green: green, blue: blue))
    }
    #expect(found == Set(document.keys.paints))
  }

  @Test func undeclaredInkIsReportedAndTheRestIsDrawn() throws {
    var page = textPage()
    page.add("绿字", x: 40, y: 200, paint: Paint("green"))
    let document = try page.pdf()
    #expect(document.report.diagnostics.map(\.code) == ["ink.undeclared"])
    #expect(try witness("pdftotext", ["FILE", "-"], on: document.bytes).contains(Self.lines[0]))
  }

  @Test func roleWithoutFontIsReported() throws {
    var page = TestPage()
    page.add("国", x: 10, y: 20)
    guard case .glyphs(var run) = page.frame.items[0].mark else { return }
    run.face = "nowhere"
    page.add(.glyphs(run))
    #expect(try page.pdf().report.diagnostics.map(\.code) == ["font.role.unknown"])
  }

  /// cairo refuses such a call and everything after it; the page must survive.
  @Test func brokenClustersAndGlyphNumbersDoNotSpoilThePage() throws {
    var page = textPage()
    guard case .glyphs(var run) = page.frame.items[0].mark else { return }
    run.glyphs[0].id = 4_000_000
    run.clusters.removeLast()
    page.frame.items.insert(FrameItem(.glyphs(run), Subject(.body)), at: 0)
    let document = try page.pdf()
    #expect(document.report.diagnostics.map(\.code) == ["frame.clusters"])
    #expect(try witness("pdftotext", ["FILE", "-"], on: document.bytes).contains(Self.lines[0]))
  }

  /// A worker keeps faces from page to page; what it drew before must not show.
  @Test func whatWasDrawnBeforeLeavesNoTrace() throws {
    var other = TestPage()
    for (index, line) in ["天地玄黄宇宙洪荒日月盈昃", "寒来暑往秋收冬藏", "他说：你好"].enumerated() {
      other.add(line, x: 40, y: 40 + 20 * Double(index))
      other.add(line, x: 40, y: 240 + 20 * Double(index), face: "hei")
    }
    let page = textPage()
    let drawer = PageDrawer(fonts: page.fonts)
    func bytes(_ frame: PageFrame) throws -> [UInt8] {
      try drawer.pdf([frame], colours: .keyed, date: .sample, pictures: { _ in nil }).bytes
    }
    let fresh = try bytes(page.frame)
    _ = try bytes(other.frame)
    #expect(try bytes(page.frame) == fresh)
    #expect(try bytes(other.frame) == other.pdf().bytes)
  }

  /// One font map for several workers crashed 5 times of 5; a library shared by them must not.
  @Test func workersOfOneLibraryDrawTheSame() async throws {
    let page = textPage()
    let (fonts, frame) = (page.fonts, page.frame)
    let expected = try page.pdf().bytes
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let shaper = PangoShaper(fonts: fonts)
          let drawer = PageDrawer(fonts: fonts)
          for size in 5..<25 {
            let request = ShapingRequest(
              text: Self.lines[0], face: "body", size: .points(Double(size)), script: .han)
            guard shaper.shape(request).count > 10 else { return false }
          }
          let drawn = try drawer.pdf(
            [frame], colours: .keyed, date: .sample, pictures: { _ in nil })
          return drawn.bytes == expected
        }
      }
      for try await isEqual in group { #expect(isEqual) }
    }
  }

  @Test(arguments: [0, -1, 4_000_000]) func resolutionWithoutAPictureIsAnError(dpi: Int) throws {
    let page = TestPage()
    #expect(throws: DrawingError.self) { try page.png(dpi: dpi) }
  }

  /// One letter a pixel: black k, accent a, paper a dot.
  @Test func shapesStandWhereTheyShould() throws {
    var page = TestPage(trim: Size(width: .points(12), height: .points(6)))
    page.add(.shape(.fill(rect(1, 1, 2, 1), Paint("red"))))
    page.add(.shape(.frame(rect(4, 0, 4, 4), width: .points(1), .black)))
    page.add(
      .shape(
        .line(
          Point(x: .points(9), y: .points(0.5)), Point(x: .points(12), y: .points(0.5)),
          width: .points(1), .black)))
    let corners = [(9.0, 2.0), (12, 2), (12, 6), (9, 6)]
    page.add(
      .shape(
        .polygon(corners.map { Point(x: .points($0.0), y: .points($0.1)) }, Paint("red"))))
    page.add(.shape(.fill(rect(0, 5, 3, 1), .paper)))
    let pixels = try Pixels(try page.png().bytes, width: 12)
    let letters = (0..<6).map { y in
      (0..<12).map { x in
        switch pixels[x, y] {
        case [0, 0, 0]: "k"
        case [255, 0, 0]: "a"
        case [255, 255, 255]: "."
        default: "?"
        }
      }.joined()
    }
    #expect(
      letters == [
        "....kkkk.kkk",
        ".aa.k..k....",
        "....k..k.aaa",
        "....kkkk.aaa",
        ".........aaa",
        ".........aaa",
      ])
  }

  @Test func documentWithoutPagesIsAnError() {
    var report = Report()
    let drawer = PageDrawer(fonts: FontLibrary(typefaces: .noto, report: &report))
    #expect(throws: DrawingError.noPages) {
      try drawer.pdf([], colours: .keyed, date: .sample, pictures: { _ in nil })
    }
  }
}
