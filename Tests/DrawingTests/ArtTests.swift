import Drawing
import Foundation
import Newspaper
import Testing

@Suite("Art")
struct ArtTests {
  private func drawn(
    svg: String, inks: InkTable = .test, colours: PaintColours = .keyed
  ) throws -> DrawnDocument {
    try page(svg: Array(svg.utf8), inks: inks) { try $0.pdf(colours) }
  }

  private func page<Result>(
    svg: [UInt8], inks: InkTable = .test, _ body: (TestPage) throws -> Result
  ) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()) 图.svg")
    try Data(svg).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(page(.svg(path: file.path), inks: inks))
  }

  private func page(
    _ source: PlacedArt.Source, in frame: Rect = rect(0, 0, 40, 30), inks: InkTable = .test
  ) -> TestPage {
    var page = TestPage(trim: .stamp, inks: inks)
    page.add(.art(PlacedArt(source: source, frame: frame, alternateText: "")), part: .display)
    return page
  }

  private static func svg(_ inside: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">
    \(inside)
    </svg>
    """
  }

  @Test(arguments: [
    (##"<rect width="9" height="9" fill="#ff0000"/>"##, Paint("red")),
    (##"<rect width="9" height="9" fill="#F00"/>"##, Paint("red")),
    (##"<rect width="9" height="9" fill="red"/>"##, Paint("red")),
    (##"<rect width="9" height="9" fill='rgb(255, 0, 0)'/>"##, Paint("red")),
    (##"<rect width="9" height="9" style="opacity:1; fill : #ff7f7f"/>"##, Paint("red", tint: 50)),
    (##"<path d="M0 0h9" fill="none" stroke="#b8860c" stroke-width="1"/>"##, nil),
    (##"<g color="#ff0000"><rect width="9" height="9" fill="currentColor"/></g>"##, Paint("red")),
    (##"<rect width="9" height="9"/>"##, .black),
    (##"<rect width="9" height="9" fill="white"/>"##, .paper),
    (
      ##"<style>/* a } */ .a { fill: #ff0000 }</style><rect class="a" width="9" height="9"/>"##,
      Paint("red")
    ),
    (
      ##"<style><![CDATA[.a{stroke:none;fill:red}]]></style><rect class="a" width="9" height="9"/>"##,
      Paint("red")
    ),
    (##"<!-- fill="#123456" --><rect width="9" height="9" fill="#ff0000"/>"##, Paint("red")),
  ])
  func coloursOfADrawingAreInks(inside: String, paint: Paint?) throws {
    let document = try drawn(svg: Self.svg(inside))
    guard let paint else {
      #expect(document.report.diagnostics.map(\.code) == ["art.svg.colour"])
      return
    }
    #expect(document.report.diagnostics.isEmpty)
    let content = try witness("qpdf", ["--qdf", "FILE", "-"], on: document.bytes)
    let used = content.matches(of: /([\d.]+) ([\d.]+) ([\d.]+) rg/).map { match in
      document.keys.paint(
        red: Double(match.1) ?? -1, green: Double(match.2) ?? -1, blue: Double(match.3) ?? -1)
    }
    #expect(used == [paint])
  }

  @Test(arguments: [
    ("<text x='1' y='9'>国</text>", "text"),
    ("<image href='data:image/png;base64,AAAA' width='9' height='9'/>", "content"),
    ("<foreignObject/>", "content"),
    ("<use href='other.svg#a'/>", "external"),
    ("<use xlink:href='http://example.com/a.svg'/>", "external"),
    ("<?xml-stylesheet href='a.css'?>", "external"),
    ("<style>@import url(a.css);</style>", "external"),
    ("<rect fill='url(#g)'/>", "effect"),
    ("<rect filter='url(#g)'/>", "effect"),
    ("<rect style='mask:url(#m)'/>", "effect"),
    ("<rect opacity='.5'/>", "transparent"),
    ("<style>rect{fill-opacity:0.2}</style>", "transparent"),
    ("<rect fill='rebeccapurple'/>", "colour"),
    ("<rect fill='#ff000080'/>", "colour"),
    ("<rect fill='rgb(300,0,0)'/>", "colour"),
  ])
  func whatCannotBePrintedIsRefused(inside: String, code: String) throws {
    let document = try drawn(svg: Self.svg(inside))
    #expect(document.report.diagnostics.map(\.code).contains("art.svg.\(code)"))
    #expect(document.report.hasErrors)
  }

  @Test func unknownColourNamesItsLineAndTheNearestInk() throws {
    let document = try drawn(svg: Self.svg("<g/>\n<rect fill='#fe0102'/>"))
    let finding = try #require(document.report.diagnostics.first)
    #expect(finding.summary.hasSuffix(".svg:3: colour #fe0102 is no declared ink"))
    #expect(finding.hints == ["use #ff0000, which is red"])
  }

  @Test(arguments: [
    "", "no drawing at all", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'>",
    "<svg xmlns='http://www.w3.org/2000/svg'/>", "<svg viewBox='0 0 0 0'/>",
    "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>", "<html/>", "<svg viewBox='0 0 1 1'><g>",
    "<!--", "<![CDATA[", "<svg style=", "\u{FEFF}", "<svg viewBox='0 0 9 9' fill=red/>",
  ])
  func damagedDrawingLeavesAFindingAndThePage(text: String) throws {
    try page(svg: Array(text.utf8)) { page in
      var page = page
      page.add("国", x: 5, y: 20)
      let document = try page.pdf()
      #expect(document.report.hasErrors)
      #expect(try witness("pdftotext", ["FILE", "-"], on: document.bytes).contains("国"))
    }
  }

  /// A drawer reads a drawing once; what it looks like is for each page to say.
  @Test func aDrawerKeepsDrawingsAndMixesNoColours() throws {
    let drawing = Self.svg("<rect width='9' height='9' fill='red'/><path d='M0 0h9v9z'/>")
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).svg")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(drawing.utf8).write(to: file)
    let plain = page(.svg(path: file.path))
    // Another ink looks red here, and black has had the first key.
    var other = page(
      .svg(path: file.path),
      inks: InkTable([
        .init("black", .process(cyan: 0, magenta: 0, yellow: 0, black: 100)),
        .init("paper", .paper),
        .init(
          "crimson", .process(cyan: 0, magenta: 100, yellow: 80, black: 0),
          screen: ScreenColour(red: 255, green: 0, blue: 0)),
      ]))
    other.frame.items.insert(
      FrameItem(.shape(.fill(rect(0, 0, 5, 5), .black)), Subject(.rule, source: "")),
      at: 0)
    let drawer = PageDrawer(fonts: plain.fonts)
    func drawn(_ page: TestPage, _ colours: PaintColours) throws -> DrawnDocument {
      try drawer.pdf([page.frame], colours: colours, date: .sample, pictures: { _ in nil })
    }
    for _ in 1...2 {
      for (page, colours) in [(plain, PaintColours.keyed), (other, .keyed), (plain, .screen)] {
        #expect(try drawn(page, colours) == page.pdf(colours))
      }
    }
    try Data(drawing.replacing("red", with: "black").utf8).write(to: file)
    #expect(try drawn(plain, .keyed) == plain.pdf(), "a drawing that was saved again is read again")
    try Data(drawing.replacing("red", with: "lime").utf8).write(to: file)
    #expect(try drawn(plain, .keyed).report.hasErrors)
  }

  @Test func binaryRubbishIsNoDrawing() throws {
    let document = try page(svg: (0...255).map { UInt8($0) }) { try $0.pdf() }
    #expect(document.report.hasErrors)
  }

  @Test func missingDrawingIsReported() throws {
    let document = try page(.svg(path: "/nowhere/a.svg")).pdf()
    #expect(document.report.diagnostics.map(\.code) == ["art.svg.missing"])
  }

  @Test func drawingIsCentredInItsBoxAndKeepsItsProportions() throws {
    // 20 × 10 into 40 × 30: 40 × 20, five points free above and below.
    let svg = Self.svg("<rect width='20' height='10' fill='red'/>")
    let pixels = try page(svg: Array(svg.utf8)) { try Pixels($0.png().bytes, width: 40) }
    let (red, white): ([UInt8], [UInt8]) = ([255, 0, 0], [255, 255, 255])
    #expect(pixels[0, 5] == red && pixels[39, 24] == red)
    #expect(pixels[20, 4] == white && pixels[20, 25] == white)
  }

  @Test func placedPDFIsLeftToPrepressAndNotedOnScreens() throws {
    var page = TestPage(trim: .stamp)
    page.add(.placedPage(PlacedPage(path: "ad.pdf", page: 1, frame: rect(1, 2, 3, 4))))
    #expect(try page.pdf().report.diagnostics.isEmpty)
    let findings = try page.pdf(.screen).report.diagnostics
    #expect(findings.map(\.code) == ["art.pdf.unseen"])
    #expect(findings.first?.area == rect(1, 2, 3, 4))
  }
}

// Codes.
extension ArtTests {
  /// One point a module, four pixels a module.
  private func row(digits: String, addOn: String? = nil, modules: Int) throws -> [Bool] {
    var page = TestPage(trim: Size(width: .points(Double(modules)), height: .points(80)))
    let frame = rect(0, 0, Double(modules), 80)
    page.add(
      .art(
        PlacedArt(
          source: .ean13(digits: digits, addOn: addOn, .black), frame: frame, alternateText: "")))
    let png = try page.png(dpi: 288)
    #expect(png.report.diagnostics.isEmpty)
    let pixels = try Pixels(png.bytes, width: 4 * modules)
    return (0..<modules).map { pixels[4 * $0 + 2, 160][0] < 128 }
  }

  /// Decodes by the tables of ISO/IEC 15420.
  @Test(arguments: ["9771234567898", "4006381333931"])
  func ean13ReadsBack(digits: String) throws {
    let row = try row(digits: digits, modules: 113)
    #expect(row.prefix(11).allSatisfy { !$0 } && row.suffix(7).allSatisfy { !$0 })
    let left = [
      "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
      "0110111", "0001011",
    ]
    let even = left.map { String($0.map { $0 == "0" ? "1" : "0" }.reversed()) }
    let right = left.map { String($0.map { $0 == "0" ? "1" : "0" }) }
    let parities = [
      "LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL",
      "LGGLGL",
    ]
    func pattern(_ start: Int) -> String {
      row[11 + start..<11 + start + 7].map { $0 ? "1" : "0" }.joined()
    }
    var (read, parity) = ("", "")
    for start in stride(from: 3, to: 45, by: 7) {
      let isOdd = left.contains(pattern(start))
      parity += isOdd ? "L" : "G"
      read += String((isOdd ? left : even).firstIndex(of: pattern(start)) ?? -1)
    }
    for start in stride(from: 50, to: 92, by: 7) {
      read += String(right.firstIndex(of: pattern(start)) ?? -1)
    }
    #expect(String(parities.firstIndex(of: parity) ?? -1) + read == digits)
  }

  @Test func addOnStandsSevenModulesToTheRight() throws {
    // 11 + 95 + 7 + 20 + 5 modules.
    let row = try row(digits: "9771234567898", addOn: "05", modules: 138)
    #expect(row[103..<106].elementsEqual([true, false, true]))
    #expect(row[106..<113].allSatisfy { !$0 })
    #expect(row[113..<117].elementsEqual([true, false, true, true]))
  }

  @Test func digitsOfABarCodeExtract() throws {
    var page = TestPage()
    page.add(
      .art(
        PlacedArt(
          source: .ean13(digits: "9771234567898", addOn: "05", .black),
          frame: rect(40, 40, 200, 100), alternateText: "")))
    let text = try witness("pdftotext", ["FILE", "-"], on: page.pdf().bytes)
    #expect(text.filter(\.isNumber).count == 15)
  }

  @Test func qrCodeHasItsFindersAndQuietZone() throws {
    // 25 modules and 4 on each side: 33 points, a point a module.
    var page = TestPage(trim: Size(width: .points(33), height: .points(33)))
    page.add(.shape(.fill(rect(0, 0, 33, 33), .black)))
    page.add(
      .art(
        PlacedArt(
          source: .qr(text: "https://example.com/a", Paint("red")), frame: rect(0, 0, 33, 33),
          alternateText: "")))
    let pixels = try Pixels(try page.png().bytes, width: 33)
    let red: [UInt8] = [255, 0, 0]
    for (x, y) in [(4, 4), (22, 4), (4, 22)] {
      for step in 0..<7 {
        #expect(pixels[x + step, y] == red && pixels[x, y + step] == red)
        #expect(pixels[x + step, y + 6] == red && pixels[x + 6, y + step] == red)
      }
      #expect(pixels[x + 1, y + 1] == [255, 255, 255] && pixels[x + 3, y + 3] == red)
    }
    for step in 0..<33 {
      #expect(pixels[step, 3] == [255, 255, 255] && pixels[29, step] == [255, 255, 255])
    }
  }

  @Test(arguments: [
    PlacedArt.Source.ean13(digits: "9771234567890", addOn: nil, .black),
    .ean13(digits: "977123456789", addOn: nil, .black),
    .ean13(digits: "977123456789X", addOn: nil, .black),
    .ean13(digits: "9771234567898", addOn: "123", .black),
    .ean13(digits: "", addOn: nil, .black),
    .qr(text: "", .black),
    .qr(text: String(repeating: "国", count: 4000), .black),
  ])
  func textThatNoCodeCanHoldIsReported(source: PlacedArt.Source) throws {
    let codes = try page(source).pdf().report.diagnostics.map(\.code)
    #expect(codes == ["art.ean.text"] || codes == ["art.qr.text"])
  }

  @Test func codeTooSmallForNewsprintIsAWarning() throws {
    let document = try page(.qr(text: "https://example.com", .black), in: rect(0, 0, 15, 15)).pdf()
    #expect(document.report.diagnostics.map(\.code) == ["art.qr.small"])
    #expect(!document.report.hasErrors)
  }
}
