import Foundation
import Newspaper
import Testing

@testable import Prepress

@Suite struct Preflighting {
  @Test func aGoodPageHasNoFault() throws {
    let report = Preflight.check(try Self.good.get(), name: "p1.pdf", inks: KeyedPage.inks)
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.summary))")
  }

  @Test(arguments: Self.faults) func everyFaultIsFound(fault: Fault) throws {
    let file = try PDFFile(try Self.good.get(), name: "p1.pdf")
    try fault.spoil(file)
    let report = Preflight.check(
      try file.write(version: fault.version), name: "p1.pdf", inks: KeyedPage.inks)
    #expect(
      report.diagnostics.map(\.code).contains("preflight.\(fault.code)"),
      "\(report.diagnostics.map(\.summary))")
    // One fault is not to be reported as a dozen.
    #expect(report.diagnostics.count <= 3, "\(report.diagnostics.map(\.summary))")
  }

  @Test func damagedAndLockedFilesAreFaultsOfTheFile() throws {
    let good = try Self.good.get()
    let bench = try Bench()
    let open = try bench.write("open.pdf", good)
    try bench.run(
      "/usr/bin/qpdf", ["--encrypt", "secret", "owner", "256", "--", open, bench.path("shut.pdf")])
    let shut = try bench.read(bench.path("shut.pdf"))
    #expect(codes(shut) == ["pdf.encrypted"])
    #expect(codes(Array("no PDF".utf8)) == ["pdf.damaged"])
    #expect(codes([]) == ["pdf.damaged"])
    #expect(Preflight.check(path: "none.pdf").diagnostics.map(\.code) == ["pdf.missing"])
    #expect(codes(Array(good.prefix(good.count / 2))).first != nil)
    var patched = good
    let middle = patched.count / 2
    patched.replaceSubrange(middle..<middle + 4000, with: [UInt8](repeating: 65, count: 4000))
    #expect(!codes(patched).isEmpty)
  }

  @Test func hostileNumbersAndNestingAreHarmless() throws {
    let huge = String(repeating: "9", count: 400)
    for operators in [
      "BT \(huge) Tr /f-0-0 \(huge) Tf \(huge) 0 0 \(huge) 0 0 Tm 0 0 0 0 k <0001> Tj ET",
      String(repeating: "\(huge) 0 0 \(huge) 0 0 cm ", count: 40) + "0 0 0 1 K 1 w 0 0 m 9 9 l S",
      "\(huge) \(huge) \(huge) \(huge) k 0 0 900 900 re f", "(unclosed \\", "<< /a [ (",
      "BI /W 1 ID", "BI /W \(huge) /CS /RGB ID abc\nEI",
      "\(huge) w -.-.5 0 0 RG . - + 0 k f",
    ] {
      let file = try PDFFile(try Self.good.get(), name: "p1.pdf")
      file.append(operators)
      #expect(!codes(try file.write(version: "1.6")).isEmpty)
    }
    let file = try PDFFile(try Self.good.get(), name: "p1.pdf")
    #expect(file.parse("[\(huge)]").isNull)
    file.pages[0]["/TrimBox"] = file.parse("[-\(huge).0 -\(huge).0 \(huge).0 \(huge).0]")
    file.picture["/Width"] = file.parse("9223372036854775807")
    file.picture["/Height"] = file.parse("9223372036854775807")
    var form = file.shared(file.stream([], "<< /Subtype /Form /BBox [0 0 9 9] >>"))
    for _ in 0..<2000 {
      let outer = file.shared(
        file.stream(Array("/x Do".utf8), "<< /Subtype /Form /BBox [0 0 9 9] >>"))
      outer["/Resources"] = file.parse("<< /XObject << >> >>")
      outer["/Resources"]["/XObject"]["/x"] = form
      form = outer
    }
    file.resources["/XObject"]["/deep"] = form
    file.append(" /deep Do")
    #expect(codes(try file.write(version: "1.6")).contains("preflight.content"))
  }

  @Test func damageAnywhereIsNeverACrash() throws {
    let good = try Self.good.get()
    var place = 12_345
    for _ in 0..<60 {
      var bytes = good
      for _ in 0..<20 {
        place = (place &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
        bytes[place % bytes.count] = UInt8(truncatingIfNeeded: place >> 8)
      }
      _ = codes(bytes)
    }
  }

  private func codes(_ bytes: [UInt8]) -> [String] {
    Preflight.check(bytes, name: "x.pdf").diagnostics.map(\.code)
  }

  /// A page with text, rules, a tint, a spot ink and photos.
  static let good = Result {
    let bench = try Bench()
    defer { bench.discard() }
    let page = KeyedPage(bench)
    page.drawEverything(
      photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    return try PressPDF.finish(try page.close(bench), page.job("p1"))
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let code: String
    let what: String
    let version: String
    let spoil: @Sendable (PDFFile) throws -> Void

    init(
      _ code: String, _ what: String, version: String = "1.6",
      _ spoil: @escaping @Sendable (PDFFile) throws -> Void
    ) {
      self.code = code
      self.what = what
      self.version = version
      self.spoil = spoil
    }

    var testDescription: String { what }
  }

  static let faults: [Fault] = [
    Fault("pdf.version", "PDF 1.7", version: "1.7") { _ in },
    Fault("pdf.version", "catalog says 2.0") { $0.root["/Version"] = $0.name("2.0") },
    Fault("pdfx.identity", "no metadata") { $0.root.remove("/Metadata") },
    Fault("pdfx.identity", "broken XML") { $0.metadata { $0.replacing("</rdf:RDF>", with: "") } },
    Fault("pdfx.identity", "marked as X-1a") {
      $0.metadata { $0.replacing("PDF/X-4", with: "PDF/X-1a:2003") }
    },
    Fault("pdfx.identity", "no modification date") {
      $0.metadata { $0.replacing("xmp:ModifyDate", with: "xmp:ModifiedDate") }
    },
    Fault("pdfx.identity", "date without zone") {
      $0.metadata {
        $0.replacing("2026-11-18T11:06:40Z</xmp:Meta", with: "2026-11-18</xmp:Meta")
      }
    },
    Fault("pdfx.identity", "no wrapper") {
      $0.metadata { $0.replacing("xpacket", with: "packet") }
    },
    Fault("pdfx.info", "no information") { $0.trailer.remove("/Info") },
    Fault("pdfx.info", "no title") { $0.trailer["/Info"].remove("/Title") },
    Fault("pdfx.info", "other title") { $0.trailer["/Info"]["/Title"] = $0.text("p2") },
    Fault("pdfx.info", "date without D:") {
      $0.trailer["/Info"]["/ModDate"] = $0.text("20261118110640")
    },
    Fault("pdfx.info", "another date") {
      $0.trailer["/Info"]["/ModDate"] = $0.text("D:20261118110641Z")
    },
    Fault("pdfx.info", "trapping unknown") {
      $0.trailer["/Info"]["/Trapped"] = $0.name("Unknown")
    },
    Fault("pdfx.info", "trapping is a string") {
      $0.trailer["/Info"]["/Trapped"] = $0.text("False")
    },
    Fault("pdfx.intent", "no output intent") { $0.root.remove("/OutputIntents") },
    Fault("pdfx.intent", "two output intents") {
      let intent = $0.root["/OutputIntents"].items[0]
      $0.root["/OutputIntents"] = $0.array([intent, intent])
    },
    Fault("pdfx.intent", "no profile") { $0.intent.remove("/DestOutputProfile") },
    Fault("pdfx.intent", "half a profile") {
      let profile = $0.intent["/DestOutputProfile"]
      profile.replaceData(Array(profile.data?.prefix(1000) ?? []))
    },
    Fault("pdfx.intent", "profile of a screen") {
      $0.intent["/DestOutputProfile"].replaceData(
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: PhotoConversion.sRGB))))
    },
    Fault("pdfx.condition", "coated paper") {
      $0.intent["/OutputConditionIdentifier"] = $0.text("FOGRA39")
    },
    Fault("page.boxes", "no TrimBox") { $0.pages[0].remove("/TrimBox") },
    Fault("page.boxes", "TrimBox and ArtBox") {
      $0.pages[0]["/ArtBox"] = $0.pages[0]["/TrimBox"]
    },
    Fault("page.boxes", "bleed over the sheet") {
      $0.pages[0]["/BleedBox"] = $0.parse("[-9 -9 420 560]")
    },
    Fault("page.boxes", "trim over the bleed") {
      $0.pages[0]["/BleedBox"] = $0.parse("[50 50 300 300]")
    },
    Fault("page.crop", "cropped") { $0.pages[0]["/CropBox"] = $0.parse("[9 9 391 551]") },
    Fault("page.rotate", "turned") { $0.pages[0]["/Rotate"] = $0.parse("90") },
    Fault("page.unit", "scaled") { $0.pages[0]["/UserUnit"] = $0.parse("2") },
    Fault("page.empty", "empty page") {
      $0.pages[0]["/Contents"] = $0.shared($0.stream(Array("q Q".utf8)))
    },
    Fault("annotations", "a note on the page") {
      $0.pages[0]["/Annots"] = $0.parse(
        "[<< /Type /Annot /Subtype /Text /Rect [50 50 90 90] /Contents (x) >>]")
    },
    Fault("forms", "a form field") {
      $0.root["/AcroForm"] = $0.parse("<< /Fields [] >>")
    },
    Fault("actions", "opens a page by script") {
      $0.root["/OpenAction"] = $0.shared($0.parse("<< /S /JavaScript /JS (x) >>"))
    },
    Fault("actions", "a link") {
      $0.pages[0]["/Annots"] = $0.parse(
        "[<< /Subtype /Link /Rect [0 0 0 0] /A << /S /URI /URI (http://x) >> >>]")
      $0.root["/Keep"] = $0.shared($0.pages[0]["/Annots"].items[0])
    },
    Fault("embedded", "embedded files") {
      $0.root["/Names"] = $0.parse("<< /EmbeddedFiles << /Names [] >> >>")
    },
    Fault("layers", "a hidden layer") {
      $0.root["/OCProperties"] = $0.parse("<< /OCGs [] /D << /BaseState /OFF >> >>")
    },
    Fault("viewer-areas", "prints the crop") {
      $0.root["/ViewerPreferences"] = $0.parse("<< /PrintArea /CropBox >>")
    },
    Fault("postscript", "PostScript") {
      $0.resources["/XObject"]["/ps"] = $0.shared(
        $0.stream(Array("showpage".utf8), "<< /Type /XObject /Subtype /PS >>"))
    },
    Fault("postscript", "OPI comment") {
      $0.resources["/XObject"]["/opi"] = $0.shared(
        $0.stream([], "<< /Subtype /Form /BBox [0 0 1 1] /OPI << >> >>"))
    },
    Fault("embedded", "data in another file") {
      $0.resources["/XObject"]["/far"] = $0.shared(
        $0.stream([], "<< /Subtype /Form /BBox [0 0 1 1] /F (other.bin) >>"))
    },
    Fault("filters", "packed with LZW") {
      // libqpdf unpacks what it can on writing: a JPEG in between keeps it from it.
      let stream = $0.stream([1, 2, 3], "<< /Subtype /Image /Width 1 /Height 1 >>")
      stream["/Filter"] = $0.parse("[/LZWDecode /DCTDecode]")
      $0.root["/Keep"] = $0.shared(stream)
    },
    Fault("colour.space", "RGB rectangle") { $0.append(" 1 0 0 rg 40 40 90 90 re f") },
    Fault("colour.space", "RGB picture") {
      $0.resources["/XObject"]["/rgb"] = $0.shared(
        $0.stream(
          [UInt8](repeating: 0, count: 3),
          "<< /Subtype /Image /Width 1 /Height 1 "
            + "/BitsPerComponent 8 /ColorSpace /DeviceRGB >>"))
    },
    Fault("colour.space", "RGB picture in the content") {
      $0.append(" q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc\nEI Q")
    },
    Fault("colour.space", "ICC picture") {
      let profile = $0.shared($0.stream([], "<< /N 4 >>"))
      $0.resources["/ColorSpace"]["/icc"] = $0.array([$0.name("ICCBased"), profile])
    },
    Fault("colour.space", "Lab spot") {
      $0.resources["/ColorSpace"]["/lab"] = $0.parse(
        "[/Separation /Spot#20Red [/Lab << /WhitePoint [1 1 1] >>] << /FunctionType 2 "
          + "/Domain [0 1] /N 1 >>]")
    },
    Fault("colour.group", "page blends in RGB") {
      $0.pages[0]["/Group"]["/CS"] = $0.name("DeviceRGB")
    },
    Fault("colour.spot", "undeclared spot") {
      $0.resources["/ColorSpace"]["/gold"] = $0.parse(
        "[/Separation /Gold /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 "
          + "/C0 [0 0 0 0] /C1 [0 0 1 0] >>]")
    },
    Fault("colour.registration", "registration colour") {
      $0.resources["/ColorSpace"]["/all"] = $0.parse(
        "[/Separation /All /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 "
          + "/C0 [0 0 0 0] /C1 [1 1 1 1] >>]")
    },
    Fault("transfer", "transfer curve") {
      $0.resources["/ExtGState"]["/tr"] = $0.parse("<< /TR /Identity >>")
    },
    Fault("transfer", "halftone") {
      $0.resources["/ExtGState"]["/ht"] = $0.parse("<< /HT << /HalftoneType 1 >> >>")
    },
    Fault("font.missing", "Helvetica not embedded") {
      $0.resources["/Font"]["/F9"] = $0.parse(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    },
    Fault("font.courier", "Courier") {
      let font = $0.resources["/Font"][$0.resources["/Font"].keys[0]]
      font["/BaseFont"] = $0.name("ABCDEF+Courier")
    },
    Fault("font.type3", "Type 3 font") {
      $0.resources["/Font"]["/F9"] = $0.parse(
        "<< /Type /Font /Subtype /Type3 /Name /Pictures /CharProcs << >> >>")
    },
    Fault("overprint.black", "black text knocks out") {
      $0.resources["/ExtGState"].keys.filter { $0.hasPrefix("/Overprint") }.forEach(
        $0.setKnockout)
    },
    Fault("overprint.black", "OPM 0") {
      $0.resources["/ExtGState"]["/OverprintFill"]["/OPM"] = $0.parse("0")
    },
    Fault("overprint.black", "grey text") {
      $0.append(" BT 0 g \($0.font) 9 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("overprint.white", "white overprints") {
      $0.append(" /OverprintFill gs 0 0 0 0 k 50 50 90 90 re f")
    },
    Fault("text.rich", "four-colour text") {
      $0.append(" BT 0.7 0.6 0.6 0.9 k \($0.font) 12 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("text.small.many-ink", "4 pt text in two inks") {
      $0.append(" BT 0 1 1 0 k \($0.font) 4 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("text.smallish.many-ink", "8 pt text in two inks") {
      $0.append(" BT 0 1 1 0 k \($0.font) 8 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("text.small.white", "4 pt white text, scaled") {
      $0.append(" BT 0 0 0 0 k \($0.font) 1 Tf 4 0 0 4 50 50 Tm <0001> Tj ET")
    },
    Fault("hairline", "0.1 pt line") {
      $0.append(" 0 1 0 0 K 0.1 w 50 50 m 90 50 l S")
    },
    Fault("hairline", "thin rectangle") {
      $0.append(" 0 1 0 0 k 50 50 90 0.15 re f")
    },
    Fault("image.resolution.low", "60 ppi picture") {
      $0.append(" q 720 0 0 480 0 0 cm \($0.pictureName) Do Q")
    },
    Fault("image.resolution.poor", "120 ppi picture") {
      $0.append(" q 360 0 0 240 0 0 cm \($0.pictureName) Do Q")
    },
    Fault("image.damaged", "half a JPEG") {
      let image = $0.picture
      image.replaceData(
        Array(image.storedData?.prefix(9000) ?? []), filter: "DCTDecode")
    },
    Fault("image.damaged", "JPEG of another size") { $0.picture["/Width"] = $0.parse("601") },
    Fault("image.polarity", "Adobe's marker") {
      let image = $0.picture
      let jpeg = image.storedData ?? []
      let marker: [UInt8] =
        [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0]
      image.replaceData(
        Array(jpeg.prefix(2)) + marker + Array(jpeg.dropFirst(2)), filter: "DCTDecode")
    },
    Fault("ink.limit", "340 % area") {
      $0.append(" 0.8 0.8 0.8 1 k 50 50 90 90 re f")
    },
    Fault("ink.limit", "300 % picture") {
      let pixels = [UInt8](repeating: 192, count: 4 * 300 * 200)
      let made = BaselineJPEG.encode(
        Pixels(width: 300, height: 200, components: 4, bytes: pixels))
      $0.picture.replaceData(try #require(made), filter: "DCTDecode")
      $0.picture["/Width"] = $0.parse("300")
      $0.picture["/Height"] = $0.parse("200")
    },
    Fault("ink.limit", "300 % picture without compression") {
      $0.picture.replaceData([UInt8](repeating: 192, count: 4 * 300 * 200))
      $0.picture["/Width"] = $0.parse("300")
      $0.picture["/Height"] = $0.parse("200")
    },
    Fault("image.damaged", "pixels cut short") {
      $0.picture.replaceData([UInt8](repeating: 0, count: 4 * 300 * 200))
    },
    Fault("content", "Q without q") { $0.append(" Q") },
    Fault("content", "unknown operator") { $0.append(" 1 2 xyz") },
    Fault("content", "missing object") { $0.append(" /nothing Do") },
  ]
}

extension PDFFile {
  fileprivate var resources: PDFObject { pages[0]["/Resources"] }
  fileprivate var intent: PDFObject { root["/OutputIntents"].items[0] }

  fileprivate var pictureName: String {
    let objects = resources["/XObject"]
    return objects.keys.first { objects[$0]["/ColorSpace"].name == "/DeviceCMYK" } ?? ""
  }

  /// The first CMYK photo.
  fileprivate var picture: PDFObject { resources["/XObject"][pictureName] }

  fileprivate func metadata(_ change: (String) -> String) {
    let stream = root["/Metadata"]
    stream.replaceData(
      Array(change(String(decoding: stream.data ?? [], as: UTF8.self)).utf8))
  }

  /// The name of a font of the page.
  fileprivate var font: String { resources["/Font"].keys.first ?? "" }

  /// Adds operators at the end of the page.
  fileprivate func append(_ operators: String) {
    pages[0]["/Contents"] = shared(
      stream((pages[0].pageContent ?? []) + Array(operators.utf8)))
  }

  fileprivate func setKnockout(_ state: String) {
    resources["/ExtGState"][state]["/op"] = parse("false")
  }
}
