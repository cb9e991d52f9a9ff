import CPango
import Composition
import Newspaper

/// A face as one worker shapes with it: a Pango font of the size of its design grid.
final class ShapingFace {
  let name: String
  private let unitsPerEm: Int
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private let font: UnsafeMutablePointer<PangoFont>
  /// The same face in HarfBuzz, in font units: for extents and coverage.
  private let measure: OpaquePointer
  private let hasVerticalMetrics: Bool
  private let buffer: UnsafeMutablePointer<PangoGlyphString>
  /// For half forms, asked for while a run stands in `buffer`.
  private let markBuffer: UnsafeMutablePointer<PangoGlyphString>
  private var covered: [Unicode.Scalar: Bool] = [:]
  private var extents: [UInt32: hb_glyph_extents_t] = [:]
  private var halves: [MarkKey: ShapedText.Half?] = [:]

  private struct MarkKey: Hashable {
    var glyph: UInt32
    var direction: ShapingRequest.Direction
  }

  init?(name: String, file: FontFile) {
    guard let config = file.config, let map = forme_font_map_new(config) else { return nil }
    guard let context = forme_context_new(map),
      let font = forme_font_load(
        map, context, FontFile.family, Double(file.unitsPerEm * ShapedText.unit)),
      let measure = hb_font_create(file.face), let buffer = pango_glyph_string_new(),
      let markBuffer = pango_glyph_string_new()
    else {
      forme_unref(map)
      return nil
    }
    self.name = name
    self.map = map
    self.context = context
    self.font = font
    self.measure = measure
    self.buffer = buffer
    self.markBuffer = markBuffer
    unitsPerEm = file.unitsPerEm
    let table = hb_face_reference_table(file.face, 0x7668_6561)  // vhea
    hasVerticalMetrics = hb_blob_get_length(table) > 0
    hb_blob_destroy(table)
  }

  deinit {
    pango_glyph_string_free(buffer)
    pango_glyph_string_free(markBuffer)
    hb_font_destroy(measure)
    forme_unref(font)
    forme_unref(UnsafeMutableRawPointer(context))
    forme_unref(map)
  }

  /// Whether the face has a glyph for a character.
  func has(_ scalar: Unicode.Scalar) -> Bool {
    if let known = covered[scalar] { return known }
    let found = FontFile.has(scalar, measure)
    covered[scalar] = found
    return found
  }

  /// Shapes a segment and adds its clusters.
  func shape(
    _ segment: Segmentation.Segment, of request: ShapingRequest, into result: inout ShapedText
  ) {
    let face = result.index(of: name, unitsPerEm: unitsPerEm)
    let text = String(segment.text)
    let scalars = text.utf8
    runPango(
      text, script: segment.script, direction: request.direction, language: request.language,
      into: buffer)
    var first = 0
    let count = Int(buffer.pointee.num_glyphs)
    while first < count {
      let start = Int(buffer.pointee.log_clusters[first])
      var end = first + 1
      while end < count, Int(buffer.pointee.log_clusters[end]) == start { end += 1 }
      let stop = end < count ? Int(buffer.pointee.log_clusters[end]) : scalars.count
      let place = scalars.index(scalars.startIndex, offsetBy: start)
      let base = segment.bytes.lowerBound
      add(
        glyphs: first..<end, bytes: base + start..<base + stop,
        scalar: text.unicodeScalars[place], face: face, request: request, to: &result)
      first = end
    }
  }

  private func runPango(
    _ text: String, script: UInt32, direction: ShapingRequest.Direction, language: String,
    feature: String? = nil, into buffer: UnsafeMutablePointer<PangoGlyphString>
  ) {
    var analysis = PangoAnalysis()
    analysis.font = font
    analysis.script = UInt8(truncatingIfNeeded: script)
    analysis.language = pango_language_from_string(language)
    let gravity = direction == .vertical ? PANGO_GRAVITY_EAST : PANGO_GRAVITY_SOUTH
    analysis.gravity = UInt8(truncatingIfNeeded: gravity.rawValue)
    let length = Int32(text.utf8.count)
    if let feature { analysis.extra_attrs = forme_feature(feature, UInt32(length)) }
    pango_shape_full(text, length, nil, 0, &analysis, buffer)
    forme_feature_free(analysis.extra_attrs)
  }

  private func add(
    glyphs range: Range<Int>, bytes: Range<Int>, scalar: Unicode.Scalar, face: Int,
    request: ShapingRequest, to result: inout ShapedText
  ) {
    var pen = 0
    var missing = false
    var ink: ShapedText.Extent?
    var glyphs: [ShapedText.Glyph] = []
    for index in range {
      var shaped = Placed(buffer.pointee.glyphs[index], direction: request.direction)
      if request.direction == .vertical, !hasVerticalMetrics { standUpright(&shaped) }
      if shaped.id & 0x1000_0000 != 0 {  // PANGO_GLYPH_UNKNOWN_FLAG
        missing = true
        shaped.id = 0
      }
      if shaped.id != 0x0FFF_FFFF {  // PANGO_GLYPH_EMPTY: nothing to draw
        let glyph = shaped.glyph(at: pen, direction: request.direction)
        glyphs.append(glyph)
        ink = union(ink, extent(of: glyph, direction: request.direction))
      }
      pen += shaped.advance
    }
    result.add(
      ShapedText.Cluster(
        bytes: bytes, glyphs: 0..<0, advance: pen,
        ink: ink ?? ShapedText.Extent(start: 0, end: 0),
        half: half(of: scalar, full: pen, glyph: glyphs.first, request: request), face: face,
        missing: missing),
      glyphs: glyphs)
  }

  /// Centres a glyph of a font that knows no vertical setting in a cell of one em.
  private func standUpright(_ shaped: inout Placed) {
    let em = unitsPerEm * ShapedText.unit
    shaped.advance = em
    shaped.across = -Int(hb_font_get_glyph_h_advance(measure, shaped.id)) * ShapedText.unit / 2
    shaped.along = em * 88 / 100
  }
}

/// A glyph as Pango placed it, along the line and across it.
private struct Placed {
  var id: UInt32
  var advance: Int
  var along: Int
  var across: Int

  init(_ shaped: PangoGlyphInfo, direction: ShapingRequest.Direction) {
    id = shaped.glyph
    advance = Int(shaped.geometry.width)
    along = Int(shaped.geometry.x_offset)
    across = Int(shaped.geometry.y_offset)
    // Pango turns vertical text a quarter counterclockwise: its y runs against our x.
    if direction == .vertical { across = -across }
  }

  func glyph(at pen: Int, direction: ShapingRequest.Direction) -> ShapedText.Glyph {
    direction == .horizontal
      ? ShapedText.Glyph(id: id, dx: pen + along, dy: across)
      : ShapedText.Glyph(id: id, dx: across, dy: pen + along)
  }
}

// Ink and half forms, each asked of the font once for a glyph.
extension ShapingFace {
  private func extent(
    of glyph: ShapedText.Glyph, direction: ShapingRequest.Direction
  ) -> ShapedText.Extent? {
    let box: hb_glyph_extents_t
    if let known = extents[glyph.id] {
      box = known
    } else {
      var fresh = hb_glyph_extents_t()
      hb_font_get_glyph_extents(measure, glyph.id, &fresh)
      extents[glyph.id] = fresh
      box = fresh
    }
    guard box.width != 0 else { return nil }
    let unit = ShapedText.unit
    switch direction {
    case .horizontal:
      let start = glyph.dx + Int(box.x_bearing) * unit
      return ShapedText.Extent(start: start, end: start + Int(box.width) * unit)
    case .vertical:
      let start = glyph.dy - Int(box.y_bearing) * unit
      return ShapedText.Extent(start: start, end: start - Int(box.height) * unit)
    }
  }

  private func union(
    _ left: ShapedText.Extent?, _ right: ShapedText.Extent?
  ) -> ShapedText.Extent? {
    guard let left, let right else { return left ?? right }
    return ShapedText.Extent(
      start: min(left.start, right.start), end: max(left.end, right.end))
  }

  /// What `halt` or `vhal` makes of a mark.
  ///
  /// Shaped for the mark alone and kept, so that features never cut a run of text in two.
  private func half(
    of scalar: Unicode.Scalar, full: Int, glyph: ShapedText.Glyph?, request: ShapingRequest
  ) -> ShapedText.Half? {
    guard let glyph, scalar.isMark, request.script == .han else { return nil }
    let key = MarkKey(glyph: glyph.id, direction: request.direction)
    if let known = halves[key] { return known }
    runPango(
      String(scalar), script: UInt32(G_UNICODE_SCRIPT_HAN.rawValue),
      direction: request.direction, language: request.language,
      feature: request.direction == .vertical ? "vhal=1" : "halt=1", into: markBuffer)
    var half: ShapedText.Half?
    if markBuffer.pointee.num_glyphs == 1 {
      let placed = Placed(markBuffer.pointee.glyphs[0], direction: request.direction)
      let start = request.direction == .horizontal ? glyph.dx : glyph.dy
      if placed.id == glyph.id, placed.advance < full {
        half = ShapedText.Half(advance: placed.advance, shift: placed.along - start)
      }
    }
    halves[key] = half
    return half
  }
}

extension Unicode.Scalar {
  /// Whether it may have a half-width form: punctuation and symbols.
  fileprivate var isMark: Bool {
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
