import Foundation
import Newspaper
import Testing

@testable import Prepress

extension Fault {
  /// What can be wrong with what a page paints.
  static let ofMarks: [Fault] = [
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
    Fault("colour.space", "RGB in a mask") {
      let form = $0.shared(
        $0.stream(
          Array("1 0 0 rg 0 0 9 9 re f".utf8),
          "<< /Subtype /Form /BBox [0 0 9 9] /Resources << >> "
            + "/Group << /S /Transparency /CS /DeviceGray >> >>"))
      let state = $0.parse("<< /SMask << /S /Luminosity >> >>")
      state["/SMask"]["/G"] = form
      $0.resources["/ExtGState"]["/mask"] = state
      $0.append(" q /mask gs Q")
    },
    Fault("colour.space", "RGB in a pattern") {
      let pattern = $0.stream(
        Array("1 0 0 rg 0 0 4 4 re f".utf8),
        "<< /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 8 8] /XStep 8 /YStep 8 "
          + "/Resources << >> >>")
      $0.resources["/Pattern"] = $0.parse("<< >>")
      $0.resources["/Pattern"]["/tile"] = $0.shared(pattern)
    },
    Fault("colour.space", "RGB gradient") {
      $0.resources["/Shading"] = $0.parse(
        "<< /s << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 1 1] >> >>")
    },
    Fault("colour.space", "RGB lookup table") {
      $0.resources["/ColorSpace"]["/table"] = $0.parse("[/Indexed /DeviceRGB 0 <000000>]")
    },
    Fault("colour.space", "calibrated grey") {
      $0.resources["/ColorSpace"]["/grey"] = $0.parse(
        "[/CalGray << /WhitePoint [1 1 1] >>]")
    },
    Fault("colour.space", "RGB picture that no page uses") {
      $0.root["/Keep"] = $0.shared(
        $0.stream(
          [0, 0, 0],
          "<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB >>"))
    },
    Fault("colour.space", "picture without colours") {
      $0.resources["/XObject"]["/none"] = $0.shared(
        $0.stream([0], "<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 >>"))
    },
    Fault("colour.group", "form blends in RGB") {
      let form = $0.shared(
        $0.stream(
          Array("0 0 0 1 k 0 0 9 9 re f".utf8),
          "<< /Subtype /Form /BBox [0 0 9 9] /Resources << >> "
            + "/Group << /S /Transparency /CS /DeviceRGB >> >>"))
      $0.resources["/XObject"]["/form"] = form
      $0.append(" /form Do")
    },
    Fault("colour.spot", "undeclared spot among others") {
      $0.resources["/ColorSpace"]["/many"] = $0.parse(
        "[/DeviceN [/Cyan /Gold] /DeviceCMYK << /FunctionType 2 /Domain [0 1] /N 1 "
          + "/C0 [0 0 0 0] /C1 [0 0 1 0] >>]")
    },
    Fault("transfer", "other black generation") {
      $0.resources["/ExtGState"]["/tr"] = $0.parse("<< /TR2 /Identity >>")
    },
    Fault("transfer", "curve of a mask") {
      $0.resources["/ExtGState"]["/tr"] = $0.parse(
        "<< /SMask << /S /Alpha /TR << /FunctionType 2 >> >> >>")
    },
    Fault("font.missing", "composite font not embedded") {
      $0.resources["/Font"]["/F9"] = $0.parse(
        "<< /Subtype /Type0 /BaseFont /STSong /DescendantFonts [<< /FontDescriptor << >> >>] >>")
    },
    Fault("font.missing", "font of a graphics state") {
      $0.resources["/ExtGState"]["/font"] = $0.parse(
        "<< /Font [<< /Subtype /Type1 /BaseFont /Helvetica >> 9] >>")
    },
    Fault("overprint.black", "thin black rule knocks out") {
      $0.append(" /Knockout gs 0 0 0 1 K 0.5 w 50 50 m 90 50 l S")
    },
    Fault("overprint.black", "thin grey rule") {
      $0.append(" 0 g 50 50 90 0.5 re f")
    },
    Fault("overprint.white", "white text overprints") {
      $0.append(" /OverprintFill gs BT 0 0 0 0 k \($0.font) 20 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("overprint.white", "white rule overprints") {
      $0.resources["/ExtGState"]["/both"] = $0.parse("<< /OP true /OPM 1 >>")
      $0.append(" /both gs 0 0 0 0 K 1 w 50 50 m 90 50 l S")
    },
    Fault("text.rich", "stroked text in four inks") {
      $0.append(" BT 0.7 0.6 0.6 0.9 K 1 Tr 1 w \($0.font) 20 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("text.smallish.white", "8 pt white text") {
      $0.append(" /Knockout gs BT 0 0 0 0 k \($0.font) 8 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("hairline", "0.1 pt by its matrix") {
      $0.append(" q 0.1 0 0 0.1 0 0 cm 0 1 0 0 K 1 w 500 500 m 900 500 l S Q")
    },
    Fault("image.resolution.low", "line art at 300 pixels an inch") {
      let mask = $0.shared(
        $0.stream(
          [UInt8](repeating: 85, count: 13 * 100),
          "<< /Subtype /Image /ImageMask true /Width 100 /Height 100 /BitsPerComponent 1 >>"))
      $0.resources["/XObject"]["/art"] = mask
      $0.append(" q 24 0 0 24 50 50 cm /art Do Q")
    },
    Fault("image.resolution.wasteful", "picture at 1800 pixels an inch") {
      $0.append(" q 24 0 0 16 50 50 cm \($0.pictureName) Do Q")
    },
    Fault("ink.limit", "tints that overprint each other") {
      $0.resources["/ExtGState"]["/both"] = $0.parse("<< /op true /OP true /OPM 1 >>")
      $0.append(" /both gs 1 0.8 0 0 k 50 50 90 90 re f 0 0 0.9 0 k 50 50 90 90 re f")
    },
    Fault("image.damaged", "grey JPEG that is said to be CMYK") {
      let image = $0.picture
      let made = BaselineJPEG.encode(
        Pixels(
          width: 600, height: 400, components: 1, bytes: [UInt8](repeating: 99, count: 240_000)))
      image.replaceData(try #require(made), filter: "DCTDecode")
    },
    Fault("content", "q without Q") { $0.append(" q") },
    Fault("content", "font that is not there") {
      $0.append(" BT 0 0 0 1 k /nowhere 20 Tf 50 50 Td <0001> Tj ET")
    },
    Fault("content", "state that is not there") { $0.append(" /nowhere gs") },
    Fault("content", "gradient that is not there") { $0.append(" /nowhere sh") },
    Fault("content", "three numbers for four inks") { $0.append(" 0 1 0 k 50 50 90 90 re f") },
    Fault("content", "form that paints itself") {
      let form = $0.shared(
        $0.stream(Array("/loop Do".utf8), "<< /Subtype /Form /BBox [0 0 9 9] >>"))
      $0.resources["/XObject"]["/loop"] = form
      $0.append(" /loop Do")
    },
    Fault("transparency", "half-transparent ink in PDF/X-1a", version: "1.4", settings: Self.x1a) {
      $0.trailer["/Info"]["/GTS_PDFXVersion"] = $0.text("PDF/X-1a:2003")
      $0.trailer["/Info"]["/GTS_PDFXConformance"] = $0.text("PDF/X-1a:2003")
    },
  ]

  private static var x1a: PressSettings {
    var settings = PressSettings.newsprint
    settings.standard = .x1a
    return settings
  }
}
