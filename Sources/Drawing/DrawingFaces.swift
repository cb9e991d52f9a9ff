import CPango
import Newspaper

/// The cairo faces that glyphs are drawn with, kept from page to page.
///
/// A PDF is drawn with cut fonts (`FontFile.cut`): cairo cuts a font down to the glyphs of a
/// document by itself, but it first copies the whole font for each document (40 MB for the five
/// faces of a page) and embeds every subroutine of a CFF font however few glyphs are used. What
/// else a face holds leaves no trace in the file, so a cut face serves until a page needs more.
final class DrawingFaces {
  /// A cairo face and how many glyphs it has.
  struct Face {
    let cairo: OpaquePointer
    let glyphCount: UInt32
  }

  private let fonts: FontLibrary
  private var whole: [String: Face?] = [:]
  private var cut: [String: (face: Face, font: CutFont)] = [:]

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
      if let held = cut[name], wanted.isSubset(of: held.font.glyphs) { continue }
      guard let file = fonts.file(of: name), let font = file.cut(to: wanted),
        let face = make(DrawingFaces.cairoFace(over: font), file)
      else { continue }
      if let old = cut.updateValue((face, font), forKey: name) {
        cairo_font_face_destroy(old.face.cairo)
      }
    }
  }

  private func make(_ cairo: OpaquePointer?, _ file: FontFile) -> Face? {
    cairo.map { Face(cairo: $0, glyphCount: hb_face_get_glyph_count(file.face)) }
  }

  /// A cairo face over a font in memory.
  private static func cairoFace(over font: CutFont) -> OpaquePointer? {
    let bytes = font.bytes
    return forme_ft_face_new(nil, bytes.baseAddress, bytes.count, 0).flatMap {
      cairoFace($0, over: font)
    }
  }

  /// Ties FreeType's face and its memory to the life of cairo's, which cairo's caches prolong.
  private static func cairoFace(_ face: FT_Face, over font: CutFont?) -> OpaquePointer? {
    guard let cairo = cairo_ft_font_face_create_for_ft_face(face, forme_ft_load_flags()) else {
      forme_ft_face_free(face)
      return nil
    }
    let owned = Unmanaged.passRetained(OwnedFace(face: face, font: font)).toOpaque()
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
  private let font: CutFont?

  /// cairo tells user data apart by the address of a key.
  nonisolated(unsafe) static let key = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(
    capacity: 1)

  init(face: FT_Face, font: CutFont?) {
    self.face = face
    self.font = font
  }

  deinit { forme_ft_face_free(face) }
}
