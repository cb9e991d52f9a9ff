import CPango
import Newspaper
import Testing

@testable import Prepress

/// What cairo 1.16 writes, row by row of print-ready.md 3, as far as no other test looks at it.
@Suite struct CairoEmissions {
  let bench: Bench

  init() throws { bench = try Bench() }

  @Test func everyKeyComesBackFromSixDecimals() {
    var keys = ColourKeys()
    for tint in 1...100 {
      for ink in 0..<30 {
        let paint = Paint("ink \(ink)", tint: tint)
        let key = keys.key(for: paint)
        let printed = [key.red, key.green, key.blue].map {
          Double($0.formatted(places: 6)) ?? .nan
        }
        #expect(keys.paint(red: printed[0], green: printed[1], blue: printed[2]) == paint)
      }
    }
    for grey in 0...255 {
      let level = Double(grey) / 255
      #expect(keys.paint(red: level, green: level, blue: level) == nil)
    }
  }

  @Test func gradientsTilesStencilsAndMasksPrintInTheirInks() throws {
    let page = KeyedPage(bench)
    page.drawEverything(photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    let plates = try Plates(bench, try PressPDF.finish(try page.close(bench), page.job()))
    // From red through blue to paper.
    #expect(try plates.range("Magenta", 21, 170, 2, 20).lowerBound > 97)
    #expect(try plates.range("Yellow", 21, 170, 2, 20).lowerBound > 87)
    #expect(try plates.range("Cyan", 199, 170, 2, 20).lowerBound > 97)
    #expect(try plates.range("Black", 199, 170, 2, 20) == 20...20)
    #expect(try plates.range("Cyan", 376, 170, 3, 20).upperBound < 4)
    // The stencil is black alone, the tiles are blue, what a mask thins out stays red.
    for plate in ["Cyan", "Magenta", "Yellow"] {
      #expect(try plates.range(plate, 32, 392, 36, 36) == 0...0)
    }
    #expect(try plates.range("Black", 32, 392, 36, 36) == 0...100)
    #expect(try plates.range("Cyan", 152, 392, 50, 40) == 0...100)
    #expect(try plates.range("Magenta", 152, 392, 50, 40) == 0...60)
    #expect(try plates.range("Yellow", 152, 392, 50, 40) == 0...0)
    #expect(try plates.range("Magenta", 92, 392, 3, 40).lowerBound > 90)
    #expect(try plates.range("Magenta", 135, 392, 3, 40).upperBound < 15)
    #expect(try plates.range("Cyan", 92, 392, 40, 40) == 0...0)
  }

  /// Functions are shared between gradients and pages: converted twice they would be wrong.
  @Test func aSharedGradientIsConvertedOnce() throws {
    let page = KeyedPage(bench)
    for row in 0..<3 {
      page.gradient([("red", 1), ("blue", 1)], 20, 40 + Double(row) * 60, 300, 40)
    }
    let plates = try Plates(bench, try PressPDF.finish(try page.close(bench), page.job()))
    for row in 0..<3 {
      #expect(try plates.range("Yellow", 21, 45 + row * 60, 2, 30).lowerBound > 87)
      #expect(try plates.range("Cyan", 317, 45 + row * 60, 2, 30).lowerBound > 97)
    }
  }

  /// With `op` 50 % black over blue would keep all of the blue (rule 2).
  @Test func halfBlackThinsWhatLiesBelow() throws {
    let page = KeyedPage(bench)
    page.paint("blue")
    page.box(20, 20, 100, 100)
    page.paint("black", alpha: 0.5)
    page.box(20, 20, 100, 100)
    page.paint("black")
    page.box(20, 140, 100, 100)
    let plates = try Plates(bench, try PressPDF.finish(try page.close(bench), page.job()))
    #expect(try plates.range("Cyan", 30, 30, 80, 80) == 50...50)
    #expect(try plates.range("Magenta", 30, 30, 80, 80) == 30...30)
    #expect(try plates.range("Black", 30, 30, 80, 80) == 60...60)
    // A colour outlives the state after it: full black overprints again.
    #expect(try plates.range("Black", 30, 150, 80, 80) == 100...100)
  }

  @Test func blendModesStayAndDoNotOverprint() throws {
    let page = KeyedPage(bench)
    page.paint("beige")
    page.box(20, 20, 100, 100)
    cairo_set_operator(page.cairo, CAIRO_OPERATOR_MULTIPLY)
    page.paint("black")
    page.text("正片叠底", 30, 80, size: 20)
    let finished = try PressPDF.finish(try page.close(bench), page.job())
    let path = try bench.write("blend.pdf", finished)
    let plain = bench.path("plain.pdf")
    try bench.run(
      "/usr/bin/qpdf",
      ["--qdf", "--object-streams=disable", "--no-original-object-ids", path, plain])
    let words = String(decoding: try bench.read(plain), as: UTF8.self)
    #expect(words.contains("/BM /Multiply") && !words.contains("DeviceRGB"))
    #expect(!words.contains("/OverprintFill gs"))
    let plates = try Plates(bench, finished)
    #expect(try plates.range("Cyan", 30, 60, 80, 30) == 30...30)
    #expect(try plates.range("Black", 30, 60, 80, 30) == 0...100)
  }

  @Test func structureLinksAndOutlinesStayBehind() throws {
    let page = KeyedPage(bench)
    page.paint("black")
    cairo_tag_begin(page.cairo, "H1", nil)
    cairo_tag_begin(page.cairo, "Link", "uri='https://www.example'")
    page.text("标题", 40, 80, size: 20)
    cairo_tag_end(page.cairo, "Link")
    cairo_tag_end(page.cairo, "H1")
    let keyed = try page.close(bench)
    let before = try objects(keyed)
    #expect(before.contains("/StructTreeRoot") && before.contains("/Annots"))
    let after = try objects(try PressPDF.finish(keyed, page.job()))
    for word in ["/StructTreeRoot", "/StructParents", "/MarkInfo", "/Annots", "/URI", "/Outlines"] {
      #expect(!after.contains(word), "\(word)")
    }
  }

  @Test func aFontOfPicturesStopsThePass() throws {
    let page = KeyedPage(bench)
    page.paint("black")
    let font = cairo_user_font_face_create()
    cairo_user_font_face_set_render_glyph_func(font) { _, _, cairo, extents in
      cairo_rectangle(cairo, 0, -1, 1, 1)
      cairo_fill(cairo)
      extents?.pointee.x_advance = 1
      return CAIRO_STATUS_SUCCESS
    }
    cairo_set_font_face(page.cairo, font)
    cairo_set_font_size(page.cairo, 20)
    cairo_move_to(page.cairo, 40, 80)
    cairo_show_text(page.cairo, "AB")
    cairo_font_face_destroy(font)
    let (keyed, job) = (try page.close(bench), page.job())
    let fault = #expect(throws: Diagnostic.self) { try PressPDF.finish(keyed, job) }
    #expect(fault?.code == "press.font.type3")
  }

  /// A PDF as text, nothing packed.
  private func objects(_ pdf: [UInt8]) throws -> String {
    let plain = bench.path("plain.pdf")
    try bench.run(
      "/usr/bin/qpdf",
      ["--qdf", "--object-streams=disable", try bench.write("packed.pdf", pdf), plain])
    return String(decoding: try bench.read(plain), as: UTF8.self)
  }
}
