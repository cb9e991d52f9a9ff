import CPango
import Newspaper

/// A code laid out in its box: bars and digits at their places.
struct CodeSymbol {
  /// Everything the code needs for itself, the light margin included.
  let area: Rect
  let bars: [Rect]
  let digits: [GlyphRun]
  /// Width of the narrowest bar.
  let module: Length

  /// Light modules on every side of a QR code (ISO/IEC 18004).
  private static let quiet = 4

  /// Lays the code of a piece of art out; nil for art that is no code.
  init?(_ art: PlacedArt, fonts: FontLibrary) throws(BarCode.Fault) {
    switch art.source {
    case .svg: return nil
    case .qr(let text, _): try self.init(qr: text, in: art.frame)
    case .ean13(let digits, let addOn, let paint):
      try self.init(ean13: digits, addOn: addOn, paint: paint, in: art.frame, fonts: fonts)
    }
  }

  /// Lays a QR code out, as large as its box allows.
  private init(qr text: String, in frame: Rect) throws(BarCode.Fault) {
    let code = try BarCode(qr: text)
    let scale = ModuleScale(
      columns: code.columns + 2 * Self.quiet, rows: code.rows + 2 * Self.quiet, in: frame)
    area = scale.area
    module = scale.module
    digits = []
    bars = code.runs.map { run in
      scale.rect(
        columns: run.columns.lowerBound + Self.quiet..<run.columns.upperBound + Self.quiet,
        rows: run.row + Self.quiet..<run.row + 1 + Self.quiet)
    }
  }

  /// Lays an EAN-13 out with its digits below, and those of the add-on above it.
  ///
  /// Proportions of GS1 General Specifications 5.2: light margins of 11, 7 and 5 modules, bars 69
  /// modules high, guard bars 5 longer.
  private init(
    ean13 digits: String, addOn: String?, paint: Paint, in frame: Rect, fonts: FontLibrary
  ) throws(BarCode.Fault) {
    let code = try BarCode(ean13: digits, addOn: addOn)
    let scale = ModuleScale(
      columns: 11 + code.columns + (addOn == nil ? 7 : 5), rows: 80, in: frame)
    area = scale.area
    module = scale.module
    bars = code.runs.map { run in
      let first = run.columns.lowerBound
      let isGuard = first < 3 || (45..<50).contains(first) || (92..<95).contains(first)
      return scale.rect(
        columns: first + 11..<run.columns.upperBound + 11,
        rows: first >= 95 ? 10..<74 : 0..<(isGuard ? 74 : 69))
    }
    let numerals = Numerals(fonts: fonts, paint: paint, scale: scale)
    let main = Array(digits)
    var runs = [numerals.run(main[0...0], from: 2, baseline: 78)]
    runs.append(numerals.run(main[1...6], from: 14, baseline: 78))
    runs.append(numerals.run(main[7...12], from: 61, baseline: 78))
    if let addOn {
      // Nine modules for a digit with its separator, after a guard of four.
      let start = 11 + code.columns - 9 * addOn.count + 1
      runs.append(numerals.run(Array(addOn)[...], from: start, pitch: 9, baseline: 8))
    }
    self.digits = runs.compactMap(\.self)
  }
}

/// Places counted in modules, in a box that keeps the code's proportions.
private struct ModuleScale {
  let area: Rect
  let module: Length

  /// The largest whole module that fits, so that all bars are equally wide.
  init(columns: Int, rows: Int, in frame: Rect) {
    module = min(frame.width / columns, frame.height / rows)
    let (width, height) = (module * columns, module * rows)
    area = Rect(
      x: frame.minX + (frame.width - width) / 2, y: frame.minY + (frame.height - height) / 2,
      width: width, height: height)
  }

  func rect(columns: Range<Int>, rows: Range<Int>) -> Rect {
    Rect(
      x: area.minX + module * columns.lowerBound, y: area.minY + module * rows.lowerBound,
      width: module * columns.count, height: module * rows.count)
  }
}

/// The digits readers read, set in the sans face of the publication.
private struct Numerals {
  let fonts: FontLibrary
  let paint: Paint
  let scale: ModuleScale

  /// One digit every `pitch` modules, each in the middle of its cell.
  func run(_ digits: ArraySlice<Character>, from column: Int, pitch: Int = 7, baseline row: Int)
    -> GlyphRun?
  {
    let roles = ["hei", "latin"] + fonts.typefaces.roles.map(\.name)
    guard let face = roles.first(where: { fonts.file(of: $0) != nil }),
      let file = fonts.file(of: face), let font = hb_font_create(file.face)
    else { return nil }
    defer { hb_font_destroy(font) }
    let size = scale.module * 9
    let glyphs = digits.enumerated().map { index, digit in
      var id: UInt32 = 0
      hb_font_get_nominal_glyph(font, digit.unicodeScalars.first?.value ?? 0, &id)
      let width = size * Int(hb_font_get_glyph_h_advance(font, id)) / file.unitsPerEm
      return GlyphRun.Glyph(
        id: id, x: scale.module * (pitch * index) + (scale.module * pitch - width) / 2, y: .zero)
    }
    return GlyphRun(
      face: face, size: size, paint: paint,
      origin: Point(
        x: scale.area.minX + scale.module * column, y: scale.area.minY + scale.module * row),
      text: String(digits), glyphs: glyphs,
      clusters: digits.map { GlyphRun.Cluster(bytes: $0.utf8.count, glyphs: 1) })
  }
}
