import CPango
import Newspaper
import Synchronization

/// One face of a font file, open for reading by any number of workers.
///
/// `@unchecked Sendable`: `face` is immutable (`hb_face_make_immutable`), and HarfBuzz documents
/// immutable objects as safe to share; the fontconfig configuration is built once, under the lock,
/// and only read afterwards, which fontconfig allows from several threads since 2.10.91.
final class FontFile: @unchecked Sendable {
  /// The family name under which the configuration knows the face.
  static let family = "forme"

  /// The file as it can be opened.
  let path: String
  /// The face's number in a collection.
  let index: Int
  /// Units of the design grid in an em.
  let unitsPerEm: Int
  /// The `hb_face_t`.
  let face: OpaquePointer
  private let configuration = Mutex<Configuration?>(nil)
  private let latestCut = Mutex<CutFont?>(nil)

  /// A cut that would grow beyond this is made afresh: about 1 MB.
  private static let mostGlyphs = 4000

  /// An owned `FcConfig`.
  private struct Configuration: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// Opens a font; `location` is a path, with `#2` at its end for the third face of a collection.
  init(_ location: String) throws(FontFault) {
    (path, index) = Self.split(location)
    guard let blob = hb_blob_create_from_file_or_fail(path) else { throw .unreadable }
    defer { hb_blob_destroy(blob) }
    guard hb_face_count(blob) > 0 else { throw .notAFont }
    guard index < Int(hb_face_count(blob)) else { throw .noSuchFace(Int(hb_face_count(blob))) }
    guard let face = hb_face_create(blob, UInt32(index)) else { throw .notAFont }
    hb_face_make_immutable(face)
    do {
      try SFNTTables(blob: blob, index: index).check()
    } catch {
      hb_face_destroy(face)
      throw error
    }
    self.face = face
    unitsPerEm = Int(hb_face_get_upem(face))
  }

  deinit {
    hb_face_destroy(face)
    if let configuration = configuration.withLock({ $0 }) {
      FcConfigDestroy(configuration.pointer)
    }
  }

  /// A configuration that holds this face alone, under the name `family`.
  var config: OpaquePointer? {
    configuration.withLock { built in
      if built == nil { built = makeConfiguration() }
      return built?.pointer
    }
  }

  /// The face cut down to these glyphs and perhaps others, the same for all workers; nil when
  /// HarfBuzz cannot cut it.
  ///
  /// A cut that has to grow grows by the characters expected too.
  func cut(
    to wanted: Set<UInt32>, expecting characters: @autoclosure () -> Set<Unicode.Scalar> = []
  ) -> CutFont? {
    latestCut.withLock { held in
      guard let before = held else {
        held = CutFont(face, to: wanted)
        return held
      }
      if wanted.isSubset(of: before.glyphs) { return before }
      let all = wanted.union(before.glyphs)
      let ample = all.union(glyphs(of: characters()))
      held = CutFont(face, to: [ample, all].first { $0.count <= Self.mostGlyphs } ?? wanted)
      return held
    }
  }

  private func glyphs(of characters: Set<Unicode.Scalar>) -> [UInt32] {
    if characters.isEmpty { return [] }
    let font = hb_font_create(face)
    defer { hb_font_destroy(font) }
    return characters.compactMap { character in
      var glyph: UInt32 = 0
      return hb_font_get_nominal_glyph(font, character.value, &glyph) == 0 ? nil : glyph
    }
  }

  /// Whether an `hb_font_t` has a character.
  ///
  /// An ideograph without ink is not there: some fonts list characters that nobody has drawn
  /// (AR PL UKai 23 of them), and they would print as white.
  static func has(_ character: Unicode.Scalar, _ font: OpaquePointer) -> Bool {
    var glyph: UInt32 = 0
    guard hb_font_get_nominal_glyph(font, character.value, &glyph) != 0 else { return false }
    guard character.properties.isIdeographic else { return true }
    var ink = hb_glyph_extents_t()
    return hb_font_get_glyph_extents(font, glyph, &ink) == 0 || ink.width != 0
  }

  /// The characters of the face.
  var coverage: Set<UInt32> {
    let set = hb_set_create()
    let font = hb_font_create(face)
    defer {
      hb_set_destroy(set)
      hb_font_destroy(font)
    }
    hb_face_collect_unicodes(face, set)
    var characters = Set<UInt32>()
    var character = UInt32.max
    while hb_set_next(set, &character) != 0 {
      guard let font, let scalar = Unicode.Scalar(character), Self.has(scalar, font) else {
        continue
      }
      characters.insert(character)
    }
    return characters
  }

  private func makeConfiguration() -> Configuration? {
    guard let config = FcConfigCreate() else { return nil }
    // Renaming the face while it is scanned leaves no way for another face to be taken.
    let rules = """
      <fontconfig><match target="scan"><test name="index"><int>\(index)</int></test>\
      <edit name="family" mode="assign"><string>\(Self.family)</string></edit></match></fontconfig>
      """
    guard FcConfigParseAndLoadFromMemory(config, rules, FcBool(1)) != 0,
      FcConfigAppFontAddFile(config, path) != 0
    else {
      FcConfigDestroy(config)
      return nil
    }
    return Configuration(pointer: config)
  }

  private static func split(_ location: String) -> (path: String, index: Int) {
    guard let mark = location.lastIndex(of: "#"),
      let index = Int(location[location.index(after: mark)...]), index >= 0
    else { return (location, 0) }
    return (String(location[..<mark]), index)
  }
}

/// Why a font file cannot be used.
enum FontFault: Error {
  case unreadable
  case notAFont
  case noSuchFace(Int)
  case truncated
  case variable
  case missingTable(String)
}

/// The table directory of a font, read to see whether the file is whole.
///
/// HarfBuzz and FreeType open a cut-off file and show blank glyphs; a newspaper must not print
/// them.
private struct SFNTTables {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let index: Int

  init(blob: OpaquePointer, index: Int) {
    var length: UInt32 = 0
    let data = hb_blob_get_data(blob, &length)
    bytes = UnsafeBufferPointer(
      start: data.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) },
      count: Int(length))
    self.index = index
  }

  func check() throws(FontFault) {
    var start = 0
    if tag(at: 0) == "ttcf" { start = try number(at: 12 + 4 * index) }
    let count = try number(at: start + 4) >> 16
    var tags: Set<String> = []
    for table in 0..<count {
      let record = start + 12 + 16 * table
      let (offset, length) = (try number(at: record + 8), try number(at: record + 12))
      guard offset + length <= bytes.count else { throw .truncated }
      tags.insert(tag(at: record))
    }
    if tags.contains("fvar") { throw .variable }
    for needed in ["cmap", "head", "hhea", "hmtx", "maxp"] where !tags.contains(needed) {
      throw .missingTable(needed)
    }
    guard tags.contains("CFF ") || tags.contains("glyf") else { throw .missingTable("glyf") }
  }

  /// The big-endian number of four bytes.
  private func number(at offset: Int) throws(FontFault) -> Int {
    guard offset >= 0, offset + 4 <= bytes.count else { throw .truncated }
    return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  private func tag(at offset: Int) -> String {
    guard offset >= 0, offset + 4 <= bytes.count else { return "" }
    return String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
  }
}
