import CPango
import Newspaper

/// The cairo faces that glyphs are drawn with, kept from page to page.
///
/// cairo cuts a font down to the glyphs of a document by itself, but it first copies the whole font
/// for each document (40 MB for the five faces of a page) and embeds every subroutine of a CFF font
/// however few glyphs are used. So HarfBuzz cuts each font before. What else a face holds leaves no
/// trace in the file, so a cut face serves until a page needs more glyphs. Measured on the sample:
/// a warm page is drawn in 14 ms instead of 22, a cold one in 55 instead of 43, and the peak of
/// memory is 205 MB instead of 299.
final class DrawingFaces {
  /// A cairo face and how many glyphs it has.
  struct Face {
    let cairo: OpaquePointer
    let glyphCount: UInt32
  }

  private let fonts: FontLibrary
  private var whole: [String: Face?] = [:]
  private var cut: [String: (face: Face, glyphs: Set<UInt32>)] = [:]

  /// A face that would grow beyond this is cut down afresh: about 1 MB.
  private static let most = 4000

  init(fonts: FontLibrary) { self.fonts = fonts }

  deinit {
    for case let face? in whole.values { cairo_font_face_destroy(face.cairo) }
    for entry in cut.values { cairo_font_face_destroy(entry.face.cairo) }
  }

  /// The face of a role, nil when the library has no such role.
  func face(_ name: String, for output: FramePainter.Output) -> Face? {
    if case .vector = output, let entry = cut[name] { return entry.face }
    if let face = whole[name] { return face }
    let face = fonts.file(of: name).flatMap { file in
      forme_ft_face_new(file.path, nil, 0, file.index).flatMap {
        make(DrawingFaces.cairoFace($0, over: nil), file)
      }
    }
    whole[name] = face
    return face
  }

  /// Makes faces for a PDF that needs these glyphs.
  func cut(to use: GlyphUse) {
    for (name, wanted) in use.glyphs {
      let held = cut[name]?.glyphs ?? []
      guard let file = fonts.file(of: name),
        cut[name] == nil || !wanted.isSubset(of: held)
      else { continue }
      let all = wanted.union(held)
      let glyphs = all.count <= Self.most ? all : wanted
      guard let blob = file.subset(to: glyphs),
        let face = make(DrawingFaces.cairoFace(over: blob), file)
      else { continue }
      if let old = cut.updateValue((face, glyphs), forKey: name) {
        cairo_font_face_destroy(old.face.cairo)
      }
    }
  }

  private func make(_ cairo: OpaquePointer?, _ file: FontFile) -> Face? {
    cairo.map { Face(cairo: $0, glyphCount: hb_face_get_glyph_count(file.face)) }
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
