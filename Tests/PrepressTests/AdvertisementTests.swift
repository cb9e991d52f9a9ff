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

  /// Across the fold of a spread each page has its part of an advertisement.
  @Test func aPartOfAnAdvertisementIsCutOff() throws {
    var placed = PlacedPage(path: try advertisement(), page: 1, frame: frame)
    placed.clip = Rect(
      x: frame.midX, y: frame.minY, width: frame.width / 2, height: frame.height / 2)
    let page = KeyedPage(bench)
    page.paint("black")
    page.text("正文", 60, 60, size: 9)
    var job = page.job()
    job.placedPages = [[placed]]
    let plates = try Plates(bench, try PressPDF.finish(try page.close(bench), job))
    #expect(try plates.range("Magenta", 35, 320, 80, 200) == 0...0)
    #expect(try plates.range("Spot Red", 130, 320, 80, 80) == 100...100)
    #expect(try plates.range("Spot Red", 130, 450, 80, 80) == 0...0)
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

  @Test func rgbIsConvertedWhereThePressWantsItAndNeverInSilence() throws {
    let ad = try foreign()
    #expect(Set(check(ad)).isSuperset(of: ["preflight.colour.space", "preflight.ad.trim"]))
    var settings = PressSettings.newsprint
    settings.advertisementRGB = .convert
    let half = Rect(x: .points(20), y: .points(300), width: .points(175), height: .points(245))
    let placed = PlacedPage(path: ad, page: 1, frame: half)
    let report = Preflight.check(
      advertisement: placed, named: "ad", settings: settings, inks: KeyedPage.inks)
    #expect(
      report.diagnostics.map(\.code) == ["preflight.ad.trim", "preflight.ad.converted"],
      "\(report.diagnostics.map(\.summary))")
    #expect(report.diagnostics.last?.severity == .warning)
    #expect(
      report.diagnostics.last?.summary
        == "ad: 3 colours and 1 picture converted from RGB or grey")
    let page = KeyedPage(bench)
    page.paint("black")
    page.box(0, 0, 4, 4)
    var job = page.job()
    job.placedPages = [[placed]]
    let finished = try PressPDF.finish(try page.close(bench), job, settings: settings)
    let final = Preflight.check(finished, name: "page", settings: settings, inks: KeyedPage.inks)
    #expect(final.diagnostics.isEmpty, "\(final.diagnostics.map(\.summary))")
    let plates = try Plates(bench, finished)
    // The red box, in the upper half: magenta and yellow, no black to speak of.
    #expect(try plates.range("Magenta", 40, 325, 60, 40).lowerBound > 60)
    #expect(try plates.range("Yellow", 40, 325, 60, 40).lowerBound > 50)
    #expect(try plates.range("Black", 40, 325, 60, 40).upperBound < 20)
    // Black text on it leaves the red below as it is.
    #expect(try plates.range("Black", 120, 325, 70, 40).upperBound > 60)
    #expect(try plates.range("Cyan", 120, 325, 70, 40).upperBound < 10)
    // The blue picture.
    #expect(try plates.range("Cyan", 60, 480, 60, 40).lowerBound > 50)
    #expect(
      try PressPDF.finish(bench.read(bench.path("keyed.pdf")), job, settings: settings) == finished)
  }

  @Test func whatCannotBeConvertedWellIsRefused() throws {
    var settings = PressSettings.newsprint
    settings.advertisementRGB = .convert
    let page = KeyedPage(bench, "rgb.pdf")
    page.gradient([("red", 1), ("blue", 1)], 20, 165, 360, 30)
    _ = try page.close(bench)
    let placed = PlacedPage(path: bench.path("rgb.pdf"), page: 1, frame: frame)
    let report = Preflight.check(advertisement: placed, named: "ad", settings: settings)
    #expect(report.diagnostics.map(\.code).contains("preflight.colour.space"))
  }

  @Test func badAdvertisementsAreErrorsWithTheirName() throws {
    let ad = try advertisement()
    func spoiled(_ name: String, _ spoil: (PDFFile) throws -> Void) throws -> [Diagnostic] {
      let file = try PDFFile(try bench.read(ad), name: "ad")
      try spoil(file)
      let path = try bench.write(name, try file.write(version: "1.6"))
      return Preflight.check(
        advertisement: PlacedPage(path: path, page: 1, frame: frame),
        named: "hats.pdf in slot ad of page 7", inks: KeyedPage.inks
      ).diagnostics
    }
    let missing = try spoiled("fonts.pdf") {
      $0.pages[0]["/Resources"].entry("/Font")["/F1"] = $0.parse(
        "<< /Subtype /Type1 /BaseFont /Helvetica >>")
    }
    #expect(missing.map(\.code) == ["preflight.font.missing"])
    #expect(missing.first?.summary.hasPrefix("hats.pdf in slot ad of page 7: ") == true)
    // Without a TrimBox the sheet is placed; without any box nothing can be.
    let untrimmed = try spoiled("untrimmed.pdf") {
      $0.pages[0].remove("/TrimBox")
      $0.pages[0].remove("/BleedBox")
    }
    #expect(untrimmed.map(\.code).first == "preflight.ad.trim")
    #expect(untrimmed.allSatisfy { $0.severity == .warning })
    let boxless = try spoiled("boxless.pdf") { file in
      for key in ["/TrimBox", "/BleedBox", "/MediaBox"] { file.pages[0].remove(key) }
    }
    #expect(boxless.map(\.code) == ["ad.box"])
    // What anybody may open may be placed, encrypted or not.
    let locked = try bench.write("locked.pdf", try Bench.locked(try bench.read(ad)))
    #expect(check(locked) == [])
    // Cut short and damaged in the middle.
    let bytes = try bench.read(ad)
    let half = try bench.write("half.pdf", Array(bytes.prefix(bytes.count / 2)))
    #expect(!check(half).isEmpty)
  }

  /// A page as an office program would write it: RGB, grey text, a picture, no trim.
  private func foreign() throws -> String {
    let page = KeyedPage(bench, "foreign.pdf")
    cairo_set_source_rgb(page.cairo, 0.9, 0.1, 0.1)
    page.box(0, 0, 400, 200)
    cairo_set_source_rgb(page.cairo, 0, 0, 0)
    for line in 0..<6 { page.text("黑字压在红底上", 210, 40 + 20 * Double(line), size: 18) }
    let picture = try bench.picture("blue.jpg", "-size", "900x600", "xc:#1040c0")
    page.picture(
      EncodedPicture(
        jpeg: try bench.read(picture), size: PixelSize(width: 900, height: 600), components: 3),
      50, 300, 300, 200)
    cairo_set_source_rgb(page.cairo, 1, 1, 1)
    page.box(300, 520, 20, 20)
    _ = try page.close(bench)
    return bench.path("foreign.pdf")
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
