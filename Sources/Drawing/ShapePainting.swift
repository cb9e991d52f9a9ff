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
    case .plate(let rect, let corners, let outline, let paint):
      guard use(paint, for: subject) else { return }
      paintPlate(rect, corners, outline: outline)
    case .gradient(let rect, let gradient): fill(rect, with: gradient, of: subject)
    case .veil(let rect, let paint, let strength):
      guard let colour = channels(of: paint, for: subject) else { return }
      cairo_set_source_rgba(
        context, colour.red, colour.green, colour.blue, Double(strength) / 100)
      addRectangle(rect)
      cairo_fill(context)
    }
  }

  private func paintPlate(_ rect: Rect, _ corners: Corners, outline: Length?) {
    let inset = (outline ?? .zero) / 2
    addPlate(rect.inset(dx: inset, dy: inset), corners)
    if let outline {
      cairo_set_line_width(context, outline.points)
      cairo_stroke(context)
    } else {
      cairo_fill(context)
    }
  }

  /// The outline of a rectangle with shaped corners, clockwise.
  private func addPlate(_ rect: Rect, _ corners: Corners) {
    let cut: Length
    switch corners {
    case .square: return addRectangle(rect)
    case .rounded(let length), .cut(let length):
      cut = min(length, rect.width / 2, rect.height / 2)
    }
    let (left, top) = (rect.minX.points, rect.minY.points)
    let (right, foot) = (rect.maxX.points, rect.maxY.points)
    let c = cut.points
    cairo_new_sub_path(context)
    if case .rounded = corners {
      cairo_arc(context, right - c, top + c, c, -Double.pi / 2, 0)
      cairo_arc(context, right - c, foot - c, c, 0, Double.pi / 2)
      cairo_arc(context, left + c, foot - c, c, Double.pi / 2, Double.pi)
      cairo_arc(context, left + c, top + c, c, Double.pi, Double.pi * 1.5)
    } else {
      for (x, y) in [
        (left + c, top), (right - c, top), (right, top + c), (right, foot - c), (right - c, foot),
        (left + c, foot), (left, foot - c), (left, top + c),
      ] { cairo_line_to(context, x, y) }
    }
    cairo_close_path(context)
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
