import CPango
import Foundation
import Newspaper
import Testing

@testable import Prepress

@Suite struct Finishing {
  let bench: Bench

  init() throws { bench = try Bench() }

  @Test func platesCarryWhatTheInksSay() throws {
    let page = KeyedPage(bench)
    page.drawEverything(photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    let finished = try PressPDF.finish(try page.close(bench), page.job())
    let plates = try Plates(bench, finished)
    // Reference print-ready.md 4: text on the tint prints on black alone, the tint goes on below.
    #expect(try plates.range("Black", 30, 28, 180, 30) == 0...100)
    #expect(try plates.range("Cyan", 30, 28, 180, 30) == 30...30)
    #expect(try plates.range("Magenta", 30, 28, 180, 30) == 0...0)
    #expect(try plates.range("Yellow", 30, 28, 180, 30) == 10...10)
    // The reversed headline is bare paper on every plate.
    #expect(try plates.range("Cyan", 225, 65, 140, 40) == 0...100)
    #expect(try plates.range("Magenta", 225, 65, 140, 40) == 0...60)
    // The spot headline is on its own plate only.
    #expect(try plates.range("Spot Red", 30, 126, 130, 30) == 0...100)
    for plate in ["Cyan", "Magenta", "Yellow", "Black"] {
      #expect(try plates.range(plate, 30, 126, 130, 30) == 0...0)
    }
    // Half-transparent black is half black; the screen of 30 % is 30 %.
    #expect(try plates.range("Black", 205, 205, 70, 50) == 50...50)
    #expect(try plates.range("Black", 295, 205, 30, 50) == 30...30)
  }

  @Test func theFileIsSoundAndNamesItself() throws {
    let page = KeyedPage(bench)
    page.drawEverything(photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    let path = try bench.write("f.pdf", try PressPDF.finish(try page.close(bench), page.job()))
    try bench.run("/usr/bin/qpdf", ["--check", path])
    let about = try bench.run("/usr/bin/pdfinfo", ["-box", path])
    #expect(about.contains("PDF subtype:    PDF/X-4"))
    #expect(about.contains("Title:           格物周报 第512期 1版"))
    #expect(about.contains("TrimBox:             9.00     9.00   391.00   551.00"))
    #expect(about.contains("BleedBox:            0.00     0.00   400.00   560.00"))
    let images = try bench.run("/usr/bin/pdfimages", ["-list", path])
    #expect(!images.contains(" rgb ") && images.contains(" cmyk ") && images.contains(" gray "))
    #expect(!images.split(separator: "\n").dropFirst(2).contains { $0.contains(" yes ") })
  }

  @Test func theSameDrawingGivesTheSameBytes() throws {
    let page = KeyedPage(bench)
    page.drawEverything(photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    let keyed = try page.close(bench)
    #expect(try PressPDF.finish(keyed, page.job()) == PressPDF.finish(keyed, page.job()))
  }

  @Test func boundPagesAreOnePressFile() throws {
    let pages = try ["一版", "二版"].map { name in
      let page = KeyedPage(bench)
      page.paint("black")
      page.text(name, 40, 80, size: 30)
      return try PressPDF.finish(try page.close(bench), page.job())
    }
    let bound = try PressPDF.bind(pages, title: "全刊", made: 0)
    let path = try bench.write("bound.pdf", bound)
    try bench.run("/usr/bin/qpdf", ["--check", path])
    #expect(try bench.run("/usr/bin/pdftotext", [path, "-"]).contains("二版"))
    #expect(try bench.run("/usr/bin/pdfinfo", [path]).contains("PDF/X-4"))
    #expect(bound.count + 150_000 < pages[0].count + pages[1].count)
    #expect(try PressPDF.bind(pages, title: "全刊", made: 0) == bound)
    #expect(throws: Diagnostic.self) { try PressPDF.bind([[1, 2]], title: "x", made: 0) }
  }

  @Test func anOpaquePageCanBeX1a() throws {
    var settings = PressSettings.newsprint
    settings.standard = .x1a
    let page = KeyedPage(bench)
    page.paint("black")
    page.text("没有透明", 40, 80, size: 30)
    page.picture(try bench.photo("plasma:red-navy"), 100, 290, 120, 80)
    let keyed = try page.close(bench)
    let finished = try PressPDF.finish(keyed, page.job(), settings: settings)
    let report = Preflight.check(finished, name: "p", settings: settings, inks: KeyedPage.inks)
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.summary))")
    let path = try bench.write("x1a.pdf", finished)
    let about = try bench.run("/usr/bin/pdfinfo", [path])
    #expect(about.contains("PDF version:     1.4") && about.contains("PDF/X-1a"))
    #expect(!String(decoding: finished, as: UTF8.self).contains("/Transparency"))
    // What is right for one standard is wrong for the other.
    let other = try PressPDF.finish(keyed, page.job())
    let codes = Preflight.check(other, name: "p", settings: settings).diagnostics.map(\.code)
    #expect(codes == ["preflight.pdf.version", "preflight.pdfx.info", "preflight.transparency"])
    #expect(
      Preflight.check(finished, name: "p").diagnostics.map(\.code) == [
        "preflight.pdfx.identity", "preflight.pdfx.info",
      ])
  }

  @Test func whatIsTransparentIsFoundForX1a() throws {
    var settings = PressSettings.newsprint
    settings.standard = .x1a
    let photo = try bench.photo("plasma:red-navy")
    let drawings: [(KeyedPage) -> Void] = [
      {
        $0.paint("red", alpha: 0.5)
        $0.box(20, 20, 90, 90)
      },
      { $0.gradient([("red", 1), ("red", 0)], 20, 20, 90, 90) },
      { $0.picture(photo, 100, 290, 120, 80, cutOut: true) },
    ]
    for draw in drawings {
      let page = KeyedPage(bench)
      draw(page)
      let finished = try PressPDF.finish(try page.close(bench), page.job(), settings: settings)
      let report = Preflight.check(finished, name: "p", settings: settings, inks: KeyedPage.inks)
      #expect(report.diagnostics.map(\.code) == ["preflight.transparency"])
    }
  }

  @Test func theTrimMustLieOnThePage() throws {
    let page = KeyedPage(bench)
    var job = page.job()
    job.trims = [Rect(x: .points(9), y: .points(9), width: .points(400), height: .points(9))]
    let keyed = try page.close(bench)
    let fault = #expect(throws: Diagnostic.self) { try PressPDF.finish(keyed, job) }
    #expect(fault?.code == "press.page.box")
  }

  @Test func aColourThatIsNoInkStopsThePass() {
    #expect(
      fault {
        cairo_set_source_rgb($0.cairo, 0.5, 0.5, 0.5)
        $0.box(20, 20, 9, 9)
      }
        == "press.colour.undeclared")
    #expect(
      fault {
        $0.paint("green")
        $0.box(20, 20, 9, 9)
      } == "press.ink.undeclared")
    #expect(
      fault {
        $0.paint("red", tint: 120)
        $0.box(20, 20, 9, 9)
      } == "press.ink.tint")
    #expect(
      fault {
        $0.paint("Black")
        $0.box(20, 20, 9, 9)
      } == "press.ink.reserved")
    #expect(
      fault { $0.gradient([("red", 1), ("Spot Red", 1)], 20, 20, 90, 90) }
        == "press.gradient.spot")
  }

  @Test func picturesNobodyConvertedStopThePass() {
    #expect(fault { $0.pixels() } == "press.image.rgb")
    // cairo draws what PDF has no operator for as a picture of its own.
    #expect(
      fault {
        $0.paint("red")
        cairo_set_operator($0.cairo, CAIRO_OPERATOR_XOR)
        $0.box(20, 20, 90, 90)
      } == "press.image.rgb")
  }

  @Test func aMeshStopsThePass() {
    #expect(fault { $0.mesh() } == "press.gradient.kind")
  }

  @Test func theErrorNamesPageAndPlace() throws {
    let page = KeyedPage(bench)
    page.group(alpha: 0.5) {
      cairo_set_source_rgb(page.cairo, 0.25, 0, 0)
      page.box(20, 20, 90, 90)
    }
    var job = page.job()
    job.firstPage = 7
    let keyed = try page.close(bench)
    let fault = #expect(throws: Diagnostic.self) { try PressPDF.finish(keyed, job) }
    #expect(fault?.page == 7)
    #expect(fault?.summary.hasPrefix("page 7: colour 0.25 0 0 is not a declared ink (/x") == true)
  }

  @Test func whatIsNoPDFIsAnError() {
    let job = PressJob(
      title: "x", made: 0, trims: [], inks: .standard, keys: ColourKeys())
    for bytes in [[], Array("%PDF-1.7".utf8), [UInt8](repeating: 0, count: 5000)] {
      let fault = #expect(throws: Diagnostic.self) { try PressPDF.finish(bytes, job) }
      #expect(fault?.code == "pdf.damaged")
    }
  }

  @Test func aProfileThatIsNoPressProfileIsRefused() throws {
    var settings = PressSettings.newsprint
    settings.condition.profile.removeLast()
    #expect(settings.condition.check()?.code == "icc.damaged")
    settings.condition.profile = try bench.read(PhotoConversion.sRGB)
    #expect(settings.condition.check()?.code == "icc.space")
    let page = KeyedPage(bench)
    let keyed = try page.close(bench)
    #expect(throws: Diagnostic.self) {
      try PressPDF.finish(keyed, page.job(), settings: settings)
    }
  }

  /// The code of the error that a drawing leads to.
  private func fault(_ draw: (KeyedPage) -> Void) -> String {
    let page = KeyedPage(bench)
    draw(page)
    do {
      _ = try PressPDF.finish(try page.close(bench), page.job())
      return "none"
    } catch { return (error as? Diagnostic)?.code ?? "\(error)" }
  }
}

extension KeyedPage {
  /// Coloured pixels as they are.
  fileprivate func pixels() {
    let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 40, 40)
    let painter = cairo_create(image)
    cairo_set_source_rgb(painter, 1, 0, 0)
    cairo_paint(painter)
    cairo_destroy(painter)
    cairo_set_source_surface(cairo, image, 20, 20)
    cairo_paint(cairo)
    cairo_surface_destroy(image)
  }

  fileprivate func mesh() {
    let mesh = cairo_pattern_create_mesh()
    cairo_mesh_pattern_begin_patch(mesh)
    cairo_mesh_pattern_move_to(mesh, 20, 20)
    cairo_mesh_pattern_line_to(mesh, 90, 20)
    cairo_mesh_pattern_line_to(mesh, 90, 90)
    cairo_mesh_pattern_line_to(mesh, 20, 90)
    let key = keys.key(for: Paint("red"))
    for corner in 0..<4 as Range<UInt32> {
      cairo_mesh_pattern_set_corner_color_rgb(mesh, corner, key.red, key.green, key.blue)
    }
    cairo_mesh_pattern_end_patch(mesh)
    cairo_set_source(cairo, mesh)
    cairo_paint(cairo)
    cairo_pattern_destroy(mesh)
  }
}
