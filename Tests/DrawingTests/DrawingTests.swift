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

  @Test func documentWithoutPagesIsAnError() {
    var report = Report()
    let drawer = PageDrawer(fonts: FontLibrary(typefaces: .noto, report: &report))
    #expect(throws: DrawingError.noPages) {
      try drawer.pdf([], colours: .keyed, date: .sample, pictures: { _ in nil })
    }
  }
}
