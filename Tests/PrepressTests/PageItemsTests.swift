import Newspaper
import Testing

@testable import Prepress

/// Where a page is ours, preflight names the item at fault with its place in the files.
@Suite struct NamedFaults {
  let bench: Bench
  var frame: PageFrame

  init() throws {
    bench = try Bench()
    let grid = Grid(
      bodySize: .points(9), columnCharacters: 12, columns: 3, gutterCharacters: 1,
      pitch: .points(12), lines: 40)
    let sheet = Sheet(
      name: "small", trim: Size(width: .points(382), height: .points(542)), bleed: .points(9),
      margins: Margins(top: .zero, right: .zero, bottom: .zero, left: .zero), grid: grid)
    frame = PageFrame(page: 7, sheet: sheet, inks: KeyedPage.inks)
    // The photo stands on the tint of the box, the headline on both.
    add(.shape(.fill(rect(20, 20, 300, 300), Paint("beige"))), .box, "a", "box.md", line: 3)
    add(
      .picture(
        PlacedPicture(
          path: "p.jpg", frame: rect(60, 60, 120, 80),
          crop: PixelRect(x: 0, y: 0, width: 600, height: 400), alternateText: "")),
      .photo, "a", "p.jpg", line: 5)
    add(
      .glyphs(
        GlyphRun(
          face: "body", size: .points(9), paint: .black, origin: point(70, 90), text: "字",
          glyphs: [.init(id: 1, x: .zero, y: .zero), .init(id: 1, x: .points(90), y: .zero)],
          clusters: [])),
      .headline, "a", "lead.md", line: 1)
    add(
      .placedPage(PlacedPage(path: "/ads/a.pdf", page: 1, frame: rect(20, 400, 300, 100))),
      .advertisement, "ad", "a.pdf", line: 9)
  }

  private mutating func add(
    _ mark: FrameItem.Mark, _ part: Subject.Part, _ slot: String, _ source: String, line: Int
  ) {
    frame.items.append(
      FrameItem(
        mark,
        Subject(
          part, slot: slot, source: source, at: SourceRange(file: source, line: line, column: 1))))
  }

  private func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Rect {
    Rect(x: .points(x), y: .points(y), width: .points(width), height: .points(height))
  }

  private func point(_ x: Double, _ y: Double) -> Point { Point(x: .points(x), y: .points(y)) }

  /// Operators are added to a page of 400 × 560 pt whose trim begins at 9, 9.
  @Test(arguments: [
    ("text.small.many-ink", "BT 0 1 1 0 k /f 4 Tf 1 0 0 1 79 461 Tm <0001> Tj ET", "lead.md:1:1"),
    // The second line of a text that begins above the page's headline.
    ("text.small.white", "BT 0 0 0 0 k /f 4 Tf 79 520 Td 0 -59 TD <0001> Tj ET", "lead.md:1:1"),
    ("hairline", "0 1 0 0 K 0.1 w 40 500 m 300 500 l S", "box.md:3:1"),
    ("image.resolution.low", "q 1200 0 0 800 -470 60 cm /picture Do Q", "p.jpg:5:1"),
    ("colour.space", "1 0 0 rg 40 80 60 40 re f", nil),
    ("overprint.white", "/over gs 0 0 0 0 k 40 80 60 40 re f", "a.pdf:9:1"),
    ("hairline", "0 1 0 0 K 0.1 w 1 1 m 390 3 l S", nil),
  ])
  func theItemAtFaultIsNamed(code: String, operators: String, place: String?) throws {
    let page = KeyedPage(bench)
    page.drawEverything(photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    let file = try PDFFile(PressPDF.finish(try page.close(bench), page.job()), name: "p")
    let resources = file.pages[0]["/Resources"]
    let objects = resources["/XObject"]
    let name = objects.keys.first { objects[$0]["/ColorSpace"].name == "/DeviceCMYK" }
    objects["/picture"] = objects[try #require(name)]
    resources["/Font"]["/f"] = resources["/Font"][resources["/Font"].keys[0]]
    resources["/ExtGState"]["/over"] = resources["/ExtGState"]["/OverprintFill"]
    file.pages[0].overpaint("q \(operators) Q\n")
    let report = Preflight.check(
      try file.write(version: "1.6"), name: "page 7", of: frame, inks: KeyedPage.inks)
    let found = report.diagnostics.filter { $0.code == "preflight.\(code)" }
    #expect(found.count == 1, "\(report.diagnostics.map(\.summary))")
    #expect(found.first?.at?.description == place)
    #expect(found.first?.page == 7)
    if let place {
      let source = String(place.prefix { $0 != ":" })
      #expect(found.first?.subject == source)
      #expect(found.first?.summary.contains("of \(source): ") == true, "\(found)")
    }
  }

  /// The page's own tint and photo are each within the limit; what overprints them adds to them.
  @Test func inkThatAddsUpIsFoundAndNamed() throws {
    let page = KeyedPage(bench)
    page.paint("blue")
    page.box(20, 20, 340, 340)
    page.paint("black")
    page.text("字", 60, 500, size: 30)
    let file = try PDFFile(PressPDF.finish(try page.close(bench), page.job()), name: "p")
    let resources = file.pages[0]["/Resources"]
    resources["/ExtGState"]["/over"] = resources["/ExtGState"]["/OverprintFill"]
    resources["/ExtGState"]["/knock"] = file.parse("<< /OP false /op false /OPM 1 >>")
    func ink(_ operators: String) throws -> [Diagnostic] {
      file.pages[0].overpaint("q /over gs \(operators) Q\n")
      let bytes = try file.write(version: "1.6")
      return Preflight.check(bytes, name: "page 7", of: frame, inks: KeyedPage.inks).diagnostics
    }
    // 100 % cyan and 60 % magenta below: 160 and 80 and 20 % black are 260.
    #expect(try ink("0 0 0.8 0.2 k 100 420 20 20 re f") == [], "too small a square")
    let found = try ink("0 0 0.9 0 k 100 420 60 60 re f")
    #expect(found.map(\.code) == ["preflight.ink.limit"])
    #expect(found.first?.subject == "p.jpg")
    #expect(found.first?.summary == "page 7: photo of p.jpg: 270 % ink over 15 mm")
    // Paper knocks it out again, but for what is clipped away.
    #expect(try ink("/knock gs 9 9 9 9 re W n 0 0 0 0 k 100 420 60 60 re f").count == 1)
    #expect(try ink("/knock gs 0 0 0 0 k 100 420 60 60 re f") == [])
  }

  @Test func transparencyIsNamedForX1a() throws {
    var settings = PressSettings.newsprint
    settings.standard = .x1a
    let page = KeyedPage(bench)
    page.paint("red", alpha: 0.5)
    page.box(40, 40, 20, 20)
    let photo = try bench.photo("plasma:red-navy")
    page.picture(photo, 69, 69, 120, 80, cutOut: true)
    let finished = try PressPDF.finish(try page.close(bench), page.job(), settings: settings)
    let report = Preflight.check(
      finished, name: "page 7", of: frame, settings: settings, inks: KeyedPage.inks)
    #expect(Set(report.diagnostics.map(\.code)) == ["preflight.transparency"])
    #expect(report.diagnostics.map { $0.at?.description } == ["box.md:3:1", "p.jpg:5:1"])
    #expect(
      report.diagnostics.map(\.summary) == [
        "page 7: box of box.md: transparent ink",
        "page 7: photo of p.jpg: picture with a soft mask",
      ])
  }
}
