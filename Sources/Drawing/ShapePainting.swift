import CPango
import Newspaper

// Areas, rules and grounds.
extension FramePainter {
  mutating func paint(_ shape: Shape, of subject: Subject) {
    switch shape {
    case .fill(let rect, let paint):
      guard use(paint, for: subject) else { return }
      addRectangle(rect)
      cairo_fill(context)
    case .frame(let rect, let width, let paint):
      guard use(paint, for: subject) else { return }
      cairo_set_line_width(context, width.points)
      addRectangle(rect.inset(dx: width / 2, dy: width / 2))
      cairo_stroke(context)
    case .line(let start, let end, let width, let paint):
      guard use(paint, for: subject) else { return }
      cairo_set_line_width(context, width.points)
      cairo_move_to(context, start.x.points, start.y.points)
      cairo_line_to(context, end.x.points, end.y.points)
      cairo_stroke(context)
    case .polygon(let corners, let paint):
      guard use(paint, for: subject) else { return }
      for corner in corners { cairo_line_to(context, corner.x.points, corner.y.points) }
      cairo_close_path(context)
      cairo_fill(context)
    case .ellipse(let rect, let paint):
      if use(paint, for: subject) { fillEllipse(rect) }
    case .gradient(let rect, let gradient): fill(rect, with: gradient, of: subject)
    case .veil(let rect, let paint, let strength):
      guard let colour = channels(of: paint, for: subject) else { return }
      cairo_set_source_rgba(
        context, colour.red, colour.green, colour.blue, Double(strength) / 100)
      addRectangle(rect)
      cairo_fill(context)
    }
  }

  private func fillEllipse(_ rect: Rect) {
    // A degenerate scale would put cairo's context into an error for good.
    guard rect.width > .zero, rect.height > .zero else { return }
    cairo_save(context)
    cairo_translate(context, rect.midX.points, rect.midY.points)
    cairo_scale(context, rect.width.points / 2, rect.height.points / 2)
    cairo_new_sub_path(context)
    cairo_arc(context, 0, 0, 1, 0, 2 * Double.pi)
    cairo_restore(context)
    cairo_fill(context)
  }

  private mutating func fill(_ rect: Rect, with gradient: Gradient, of subject: Subject) {
    guard let from = channels(of: gradient.from, for: subject),
      let to = channels(of: gradient.to, for: subject)
    else { return }
    let end = gradient.course == .down ? (rect.minX, rect.maxY) : (rect.maxX, rect.minY)
    let pattern = cairo_pattern_create_linear(
      rect.minX.points, rect.minY.points, end.0.points, end.1.points)
    cairo_pattern_add_color_stop_rgb(pattern, 0, from.red, from.green, from.blue)
    cairo_pattern_add_color_stop_rgb(pattern, 1, to.red, to.green, to.blue)
    cairo_set_source(context, pattern)
    addRectangle(rect)
    cairo_fill(context)
    cairo_pattern_destroy(pattern)
  }
}
