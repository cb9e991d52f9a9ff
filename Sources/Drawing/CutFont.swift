import CPango
public import Newspaper

/// A font cut down to some glyphs, at their old numbers, without subroutines or hints.
///
/// `@unchecked Sendable`: the blob is never written to, and HarfBuzz counts references to it
/// atomically.
final class CutFont: @unchecked Sendable {
  let glyphs: Set<UInt32>
  private let blob: OpaquePointer

  /// Nil when HarfBuzz cannot cut the face.
  init?(_ face: OpaquePointer, to glyphs: Set<UInt32>) {
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
    guard let blob = hb_face_reference_blob(cut) else { return nil }
    self.glyphs = glyphs
    self.blob = blob
  }

  deinit { hb_blob_destroy(blob) }

  /// The font file.
  var bytes: UnsafeBufferPointer<UInt8> {
    var length: UInt32 = 0
    let data = UnsafeRawPointer(hb_blob_get_data(blob, &length))
    return UnsafeBufferPointer(
      start: data?.assumingMemoryBound(to: UInt8.self), count: Int(length))
  }
}

extension FontLibrary {
  /// Cuts the fonts down to the glyphs of pages before workers draw them one by one.
  ///
  /// Nothing must be prepared, but cutting a face anew for each page costs as much as drawing it:
  /// 5 to 15 ms a face, most of it whatever the number of glyphs.
  public func prepare(for pages: [PageFrame]) async {
    let use = GlyphUse(of: pages, fonts: self)
    await withDiscardingTaskGroup { group in
      for (name, glyphs) in use.glyphs {
        guard let file = file(of: name) else { continue }
        group.addTask { _ = file.cut(to: glyphs) }
      }
    }
  }

  /// The same on this thread alone, for a process that is one of several.
  ///
  /// A cut that has to grow takes in the characters that later pages will bring, so that it does not
  /// grow page by page: cairo's caches hold a face, and the megabyte it is read from, long after its
  /// last page.
  public func prepareHere(
    for pages: [PageFrame], expecting characters: @autoclosure () -> Set<Unicode.Scalar> = []
  ) {
    for (name, glyphs) in GlyphUse(of: pages, fonts: self).glyphs {
      _ = file(of: name)?.cut(to: glyphs, expecting: characters())
    }
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
    if let space = run.swallowedSpace { glyphs[run.face, default: []].insert(space.id) }
  }
}
