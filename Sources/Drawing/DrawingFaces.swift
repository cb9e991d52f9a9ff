import CPango
import Newspaper

/// The cairo faces that glyphs are drawn with: whole fonts, or fonts cut down for one document.
final class DrawingFaces {
  private let fonts: FontLibrary
  /// The glyphs to keep of each face; nil keeps all.
  private let use: GlyphUse?
  private var made: [String: Face?] = [:]

  /// A cairo face and how many glyphs it has.
  struct Face {
    let cairo: OpaquePointer
    let glyphCount: UInt32
  }

  init(fonts: FontLibrary, use: GlyphUse? = nil) {
    self.fonts = fonts
    self.use = use
  }

  deinit {
    for case let face? in made.values { cairo_font_face_destroy(face.cairo) }
  }

  /// Faces for a document that uses only these glyphs.
  ///
  /// cairo embeds every subroutine of a CFF font however few glyphs are used: 570 KB for 490
  /// glyphs of Noto Serif CJK, 114 KB when the font is cut down first.
  func cut(to use: GlyphUse) -> DrawingFaces { DrawingFaces(fonts: fonts, use: use) }

  /// The face of a role, nil when the library has no such role.
  subscript(name: String) -> Face? {
    if let face = made[name] { return face }
    let face = fonts.file(of: name).flatMap { make($0, name: name) }
    made[name] = face
    return face
  }

  private func make(_ file: FontFile, name: String) -> Face? {
    let face: OpaquePointer?
    if let glyphs = use?.glyphs[name], let blob = file.subset(to: glyphs) {
      face = DrawingFaces.cairoFace(over: blob)
    } else {
      face = forme_ft_face_new(file.path, nil, 0, file.index).flatMap {
        DrawingFaces.cairoFace($0, over: nil)
      }
    }
    return face.map { Face(cairo: $0, glyphCount: hb_face_get_glyph_count(file.face)) }
  }

  /// A cairo face over a font in memory, which it owns.
  private static func cairoFace(over blob: OpaquePointer) -> OpaquePointer? {
    var length: UInt32 = 0
    let data = UnsafeRawPointer(hb_blob_get_data(blob, &length))?
      .assumingMemoryBound(to: UInt8.self)
    guard let face = forme_ft_face_new(nil, data, Int(length), 0) else {
      hb_blob_destroy(blob)
      return nil
    }
    return cairoFace(face, over: blob)
  }

  /// Ties FreeType's face and its memory to the life of cairo's, which cairo's caches prolong.
  private static func cairoFace(_ face: FT_Face, over blob: OpaquePointer?) -> OpaquePointer? {
    guard let cairo = cairo_ft_font_face_create_for_ft_face(face, forme_ft_load_flags()) else {
      forme_ft_face_free(face)
      hb_blob_destroy(blob)
      return nil
    }
    let owned = Unmanaged.passRetained(OwnedFace(face: face, blob: blob)).toOpaque()
    let status = cairo_font_face_set_user_data(cairo, OwnedFace.key, owned) { owned in
      if let owned { Unmanaged<OwnedFace>.fromOpaque(owned).release() }
    }
    guard status == CAIRO_STATUS_SUCCESS else {
      cairo_font_face_destroy(cairo)
      Unmanaged<OwnedFace>.fromOpaque(owned).release()
      return nil
    }
    return cairo
  }
}

/// A FreeType face with the memory it reads.
private final class OwnedFace {
  private let face: FT_Face
  private let blob: OpaquePointer?

  /// cairo tells user data apart by the address of a key.
  nonisolated(unsafe) static let key = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(
    capacity: 1)

  init(face: FT_Face, blob: OpaquePointer?) {
    self.face = face
    self.blob = blob
  }

  deinit {
    forme_ft_face_free(face)
    hb_blob_destroy(blob)
  }
}

/// Which glyphs of which face some pages use.
struct GlyphUse {
  private(set) var glyphs: [String: Set<UInt32>] = [:]
  private let fonts: FontLibrary

  init(of pages: [PageFrame], fonts: FontLibrary) {
    self.fonts = fonts
    for page in pages { add(page.items) }
  }

  private mutating func add(_ items: [FrameItem]) {
    for item in items {
      switch item.mark {
      case .glyphs(let run): add(run)
      case .group(_, let inner): add(inner)
      case .art(let art):
        for run in (try? CodeSymbol(art, fonts: fonts))?.digits ?? [] { add(run) }
      case .shape, .picture, .placedPage: break
      }
    }
  }

  private mutating func add(_ run: GlyphRun) {
    for glyph in run.glyphs { glyphs[run.face, default: []].insert(glyph.id) }
  }
}

extension FontFile {
  /// The font with only these glyphs left, at their old numbers, without subroutines or hints.
  fileprivate func subset(to glyphs: Set<UInt32>) -> OpaquePointer? {
    guard let input = hb_subset_input_create_or_fail() else { return nil }
    defer { hb_subset_input_destroy(input) }
    let wanted = hb_subset_input_glyph_set(input)
    for glyph in glyphs { hb_set_add(wanted, glyph) }
    let flags = [
      HB_SUBSET_FLAGS_RETAIN_GIDS, HB_SUBSET_FLAGS_NO_HINTING, HB_SUBSET_FLAGS_DESUBROUTINIZE,
    ]
    hb_subset_input_set_flags(input, flags.reduce(0) { $0 | $1.rawValue })
    // Layout tables would pull in every glyph that a substitution can reach.
    let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
    for tag in ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG"] {
      hb_set_add(dropped, hb_tag_from_string(tag, 4))
    }
    guard let cut = hb_subset_or_fail(face, input) else { return nil }
    defer { hb_face_destroy(cut) }
    return hb_face_reference_blob(cut)
  }
}
