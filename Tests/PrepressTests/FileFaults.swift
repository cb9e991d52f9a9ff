import Foundation
import Newspaper
import Testing

@testable import Prepress

extension Fault {
  /// What can be wrong with a file as a whole, with what it says of itself and with its pages.
  static let ofFiles: [Fault] = [
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
    Fault(
      "pdf.version", "PDF 1.3", patch: { try $0.replacing("%PDF-1.6", with: "%PDF-1.3") }),
    Fault("pdf.id", "no identifier", patch: { try $0.replacing("/ID [", with: "/IX [") }),
    Fault("pdf.encrypted", "locked by its owner only", patch: { try Bench.locked($0) }),
    Fault("pdfx.info", "trapped in the metadata") {
      $0.metadata { $0.replacing("<pdf:Trapped>False", with: "<pdf:Trapped>True") }
    },
    Fault("pdfx.info", "conformance of X-1a") {
      $0.trailer["/Info"]["/GTS_PDFXConformance"] = $0.text("PDF/X-1a:2003")
    },
    Fault("pdfx.intent", "no condition") { $0.intent.remove("/OutputConditionIdentifier") },
    Fault("pdfx.intent", "no description") { $0.intent.remove("/Info") },
    Fault("pdfx.intent", "profile outside the file") {
      $0.intent["/DestOutputProfileRef"] = $0.parse("<< /URLs [] >>")
    },
    Fault("pdfx.intent", "profile of a scanner") {
      let profile = $0.intent["/DestOutputProfile"]
      profile.replaceData(try #require(profile.data).replacing("prtr", with: "scnr"))
    },
    Fault("pdfx.intent", "profile in three inks") {
      $0.intent["/DestOutputProfile"]["/N"] = $0.parse("3")
    },
    Fault("pdfx.intent", "profile without the way back") {
      let profile = $0.intent["/DestOutputProfile"]
      profile.replaceData(try #require(profile.data).replacing("B2A0", with: "B2A9"))
    },
    Fault("page.boxes", "a stamp for a page") {
      $0.pages[0]["/TrimBox"] = $0.parse("[100 100 150 150]")
    },
    Fault("page.bleed", "less bleed than asked for", settings: Self.bleeding) { _ in },
    Fault("pages.size", "two sizes") {
      $0.append($0.pages[0])
      let pages = $0.pages
      pages[1]["/TrimBox"] = $0.parse("[9 9 380 551]")
    },
    Fault("pages.odd", "three pages") {
      $0.append($0.pages[0])
      $0.append($0.pages[0])
    },
    Fault("actions", "actions of the page") {
      $0.pages[0]["/AA"] = $0.parse("<< /O << /S /Named /N /NextPage >> >>")
    },
    Fault("actions", "JavaScript by name") {
      $0.root["/Names"] = $0.parse("<< /JavaScript << /Names [] >> >>")
    },
    Fault("forms", "a film") {
      $0.pages[0]["/Annots"] = $0.parse("[<< /Subtype /Movie /Rect [0 0 0 0] >>]")
    },
    Fault("layers", "more than one set of layers") {
      $0.root["/OCProperties"] = $0.parse("<< /OCGs [] /D << >> /Configs [<< >>] >>")
    },
    Fault("postscript", "a page of another file") {
      $0.resources["/XObject"]["/far"] = $0.shared(
        $0.stream([], "<< /Subtype /Form /BBox [0 0 1 1] /Ref << /F (other.pdf) >> >>"))
    },
    Fault("postscript", "another picture for print") {
      $0.picture["/Alternates"] = $0.parse("[<< /Image null /DefaultForPrinting true >>]")
    },
    Fault(
      "syntax", "an object without an end", patch: { try $0.replacing("endobj", with: "endobx") }
    ),
  ]

  /// A press that wants 5 mm round the page; the good page has 9 pt.
  private static var bleeding: PressSettings {
    var settings = PressSettings.newsprint
    settings.bleed = .millimetres(5)
    return settings
  }
}
