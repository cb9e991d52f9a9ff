import CPango
import Newspaper
import Testing

@testable import Prepress

@Suite struct Advertisements {
  let bench: Bench
  /// On a trimmed page of 382 × 542 pt.
  let frame = Rect(x: .points(20), y: .points(300), width: .points(191), height: .points(271))

  init() throws { bench = try Bench() }

  @Test func anAdvertisementIsPlacedAsItIs() throws {
    let ad = try advertisement()
    let placed = PlacedPage(path: ad, page: 1, frame: frame)
    #expect(
      Preflight.check(advertisement: placed, named: "ad", inks: KeyedPage.inks).diagnostics.isEmpty)
    let page = KeyedPage(bench)
    page.paint("black")
    page.text("正文", 60, 60, size: 9)
    var job = page.job()
    job.placedPages = [[placed]]
    let finished = try PressPDF.finish(try page.close(bench), job)
    let report = Preflight.check(finished, name: "page", inks: KeyedPage.inks)
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.summary))")
    let plates = try Plates(bench, finished)
    // The left half of the advertisement is red, the right half spot: their plates are untouched.
    #expect(try plates.range("Magenta", 35, 320, 80, 200) == 100...100)
    #expect(try plates.range("Yellow", 35, 320, 80, 200) == 90...90)
    #expect(try plates.range("Spot Red", 130, 320, 80, 200) == 100...100)
    // What lies outside its trim is cut off.
    #expect(try plates.range("Magenta", 10, 320, 18, 200) == 0...0)
    #expect(try plates.range("Black", 50, 40, 60, 30).upperBound > 50)
    #expect(try PressPDF.finish(bench.read(bench.path("keyed.pdf")), job) == finished)
  }

  @Test func whatDoesNotSuitThePressIsRefused() throws {
    let page = KeyedPage(bench, "rgb.pdf")
    page.drawEverything(
      photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    _ = try page.close(bench)
    let codes = check(bench.path("rgb.pdf"))
    #expect(codes.contains("preflight.colour.space") && codes.contains("preflight.ad.trim"))
    #expect(check(try advertisement(), inks: .standard) == ["preflight.colour.spot"])
  }

  @Test func anotherShapeIsAWarning() throws {
    let square = Rect(x: .zero, y: .zero, width: .points(191), height: .points(191))
    #expect(check(try advertisement(), frame: square) == ["preflight.ad.proportion"])
  }

  @Test func filesThatCannotBePlacedAreErrors() throws {
    #expect(check(bench.path("none.pdf")) == ["ad.missing"])
    #expect(check(try bench.write("text.pdf", Array("x".utf8))) == ["pdf.damaged"])
    let ad = try advertisement()
    #expect(check(ad, page: 2) == ["ad.page"])
    try bench.run("/usr/bin/qpdf", ["--encrypt", "u", "o", "256", "--", ad, bench.path("l.pdf")])
    #expect(check(bench.path("l.pdf")) == ["pdf.encrypted"])
    let keyed = KeyedPage(bench)
    var job = keyed.job()
    job.placedPages = [[PlacedPage(path: "none.pdf", page: 1, frame: frame)]]
    let bytes = try keyed.close(bench)
    #expect(throws: Diagnostic.self) { try PressPDF.finish(bytes, job) }
  }

  @Test func tenThousandObjectsAreNoTrouble() throws {
    let file = try PDFFile(try bench.read(try advertisement()), name: "ad")
    for index in 0..<10_000 {
      file.pages[0]["/Resources"].entry("/ExtGState")["/s\(index)"] = file.shared(
        file.parse("<< /ca 1 >>"))
    }
    let many = try bench.write("many.pdf", try file.write(version: "1.6"))
    #expect(check(many).isEmpty)
  }

  private func check(
    _ path: String, page: Int = 1, frame: Rect? = nil, inks: InkTable = KeyedPage.inks
  ) -> [String] {
    let placed = PlacedPage(path: path, page: page, frame: frame ?? self.frame)
    return Preflight.check(advertisement: placed, named: "ad", inks: inks).diagnostics.map(\.code)
  }

  /// Half red, half spot, with bleed all round; its trim is 382 × 542 pt.
  private func advertisement() throws -> String {
    let page = KeyedPage(bench, "ad-keyed.pdf")
    page.paint("red")
    page.box(0, 0, 200, 560)
    page.paint("Spot Red")
    page.box(200, 0, 200, 560)
    return try bench.write("ad.pdf", try PressPDF.finish(try page.close(bench), page.job("ad")))
  }
}
