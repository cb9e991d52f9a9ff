import CPango
import Newspaper

// Text: glyphs with the characters they stand for, so that it extracts as written.
extension FramePainter {
  mutating func paint(_ run: GlyphRun, of subject: Subject) {
    guard run.size > .zero, run.widthScale > 0, !run.glyphs.isEmpty else { return }
    guard let face = faces.face(run.face, for: output) else {
      note(
        "font.role.unknown", subject, "\(subject.part.rawValue): no font plays \(run.face)",
        hints: ["give \(run.face) a file in fonts.yaml"])
      return
    }
    guard use(run.paint, for: subject) else { return }
    var glyphs = run.glyphs.map { glyph in
      cairo_glyph_t(
        index: UInt(glyph.id < face.glyphCount ? glyph.id : 0),
        x: (run.origin.x + glyph.x).points, y: (run.origin.y + glyph.y).points)
    }
    cairo_set_font_face(context, face.cairo)
    var matrix = run.matrix
    cairo_set_font_matrix(context, &matrix)
    guard run.isConsistent else {
      // cairo would refuse the call and everything after it.
      note(
        "frame.clusters", subject,
        "\(subject.part.rawValue): clusters do not add up to the text '\(run.text)'",
        hints: ["report this as a fault of Forme"])
      cairo_show_glyphs(context, &glyphs, Int32(glyphs.count))
      return
    }
    var clusters = run.clusters.map {
      cairo_text_cluster_t(num_bytes: Int32($0.bytes), num_glyphs: Int32($0.glyphs))
    }
    cairo_show_text_glyphs(
      context, run.text, Int32(run.text.utf8.count), &glyphs, Int32(glyphs.count), &clusters,
      Int32(clusters.count), cairo_text_cluster_flags_t(rawValue: 0))
  }
}

extension GlyphRun {
  /// Whether the clusters cover all bytes and glyphs.
  fileprivate var isConsistent: Bool {
    var bytes = 0
    var glyphs = 0
    for cluster in clusters {
      guard cluster.bytes >= 0, cluster.glyphs >= 0, cluster.bytes + cluster.glyphs > 0 else {
        return false
      }
      bytes += cluster.bytes
      glyphs += cluster.glyphs
    }
    return bytes == text.utf8.count && glyphs == self.glyphs.count
  }

  /// Size, condensed width and turn of the glyphs.
  fileprivate var matrix: cairo_matrix_t {
    let height = size.points
    let width = height * Double(widthScale) / 1000
    return switch turn {
    case .upright: cairo_matrix_t(xx: width, yx: 0, xy: 0, yy: height, x0: 0, y0: 0)
    case .clockwise: cairo_matrix_t(xx: 0, yx: width, xy: -height, yy: 0, x0: 0, y0: 0)
    }
  }
}
