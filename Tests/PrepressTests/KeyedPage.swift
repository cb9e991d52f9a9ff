import CPango
import Newspaper
import Prepress

/// A page drawn straight by cairo in keyed colours, as Drawing does it.
final class KeyedPage {
  static let inks = InkTable([
    .init("black", .process(cyan: 0, magenta: 0, yellow: 0, black: 100)),
    .init("paper", .paper),
    .init("red", .process(cyan: 0, magenta: 100, yellow: 90, black: 0)),
    .init("blue", .process(cyan: 100, magenta: 60, yellow: 0, black: 20)),
    .init("beige", .process(cyan: 30, magenta: 0, yellow: 10, black: 0)),
    .init("Black", .spot(cyan: 0, magenta: 0, yellow: 0, black: 100)),
    .init("Spot Red", .spot(cyan: 0, magenta: 95, yellow: 80, black: 0)),
  ])

  var keys = ColourKeys()
  let cairo: OpaquePointer
  private let surface: OpaquePointer
  private let path: String
  private let size: Size

  init(_ bench: Bench, _ name: String = "keyed.pdf", width: Double = 400, height: Double = 560) {
    path = bench.path(name)
    size = Size(width: .points(width), height: .points(height))
    surface = cairo_pdf_surface_create(path, width, height)
    cairo = cairo_create(surface)
  }

  /// Ends the drawing and returns the PDF.
  func close(_ bench: Bench) throws -> [UInt8] {
    cairo_destroy(cairo)
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
    return try bench.read(path)
  }

  func job(_ title: String = "格物周报 第512期 1版") -> PressJob {
    let trim = Rect(origin: .zero, size: size).inset(dx: .points(9), dy: .points(9))
    return PressJob(
      title: title, made: 1_795_000_000, trims: [trim], inks: Self.inks, keys: keys)
  }

  func paint(_ ink: String, tint: Int = 100, alpha: Double = 1) {
    let key = keys.key(for: Paint(ink, tint: tint))
    cairo_set_source_rgba(cairo, key.red, key.green, key.blue, alpha)
  }

  func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    cairo_rectangle(cairo, x, y, width, height)
    cairo_fill(cairo)
  }

  func text(_ text: String, _ x: Double, _ y: Double, size: Double) {
    cairo_select_font_face(
      cairo, "Noto Serif CJK SC", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(cairo, size)
    cairo_move_to(cairo, x, y)
    cairo_show_text(cairo, text)
  }

  func line(_ x: Double, _ y: Double, to x2: Double, _ y2: Double, width: Double) {
    cairo_set_line_width(cairo, width)
    cairo_move_to(cairo, x, y)
    cairo_line_to(cairo, x2, y2)
    cairo_stroke(cairo)
  }

  /// Fills a box with a gradient through paints, from left to right.
  func gradient(
    _ stops: [(ink: String, alpha: Double)], _ x: Double, _ y: Double, _ width: Double,
    _ height: Double, radial: Bool = false
  ) {
    let pattern =
      radial
      ? cairo_pattern_create_radial(
        x + width / 2, y + height / 2, 1, x + width / 2, y + height / 2, width / 2)
      : cairo_pattern_create_linear(x, 0, x + width, 0)
    for (index, stop) in stops.enumerated() {
      let key = keys.key(for: Paint(stop.ink))
      cairo_pattern_add_color_stop_rgba(
        pattern, Double(index) / Double(stops.count - 1), key.red, key.green, key.blue,
        stop.alpha)
    }
    cairo_set_source(cairo, pattern)
    cairo_pattern_destroy(pattern)
    box(x, y, width, height)
  }

  /// Attaches a JPEG as it is; with a cut-out it is seen through an ellipse.
  func picture(
    _ picture: EncodedPicture, _ x: Double, _ y: Double, _ width: Double, _ height: Double,
    cutOut: Bool = false
  ) {
    let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1)
    let jpeg = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: picture.jpeg.count)
    _ = jpeg.initialize(from: picture.jpeg)
    cairo_surface_set_mime_data(
      image, "image/jpeg", jpeg.baseAddress, UInt(jpeg.count), { $0?.deallocate() },
      jpeg.baseAddress)
    cairo_save(cairo)
    cairo_translate(cairo, x, y)
    cairo_scale(cairo, width, height)
    cairo_set_source_surface(cairo, image, 0, 0)
    if cutOut {
      let mask = cairo_image_surface_create(CAIRO_FORMAT_A8, 64, 64)
      let painter = cairo_create(mask)
      cairo_arc(painter, 32, 32, 31, 0, 7)
      cairo_fill(painter)
      cairo_destroy(painter)
      let pattern = cairo_pattern_create_for_surface(mask)
      var matrix = cairo_matrix_t()
      cairo_matrix_init_scale(&matrix, 64, 64)
      cairo_pattern_set_matrix(pattern, &matrix)
      cairo_mask(cairo, pattern)
      cairo_pattern_destroy(pattern)
      cairo_surface_destroy(mask)
    } else {
      cairo_rectangle(cairo, 0, 0, 1, 1)
      cairo_fill(cairo)
    }
    cairo_restore(cairo)
    cairo_surface_destroy(image)
  }

  /// Draws together, then shows the whole at a strength.
  func group(alpha: Double, _ draw: () -> Void) {
    cairo_push_group(cairo)
    draw()
    cairo_pop_group_to_source(cairo)
    cairo_paint_with_alpha(cairo, alpha)
  }
}

extension KeyedPage {
  /// Every kind of item on one page.
  func drawEverything(photo: EncodedPicture, grey: EncodedPicture) {
    paint("beige")
    box(20, 20, 360, 100)
    paint("black")
    for line in 0..<6 {
      text("黑字压在四色网上，黑版之外不得有墨。Overprint 0123", 30, 36 + 12 * Double(line), size: 9)
    }
    paint("blue")
    box(220, 60, 150, 50)
    paint("paper")
    text("反白标题", 230, 95, size: 28)
    paint("Spot Red")
    text("专色标题", 30, 150, size: 30)
    paint("Spot Red", tint: 30)
    box(200, 126, 60, 30)
    paint("red")
    text("红色标题", 270, 150, size: 24)
    gradient([("red", 1), ("blue", 1), ("paper", 1)], 20, 165, 360, 30)
    gradient([("red", 1), ("blue", 0)], 20, 200, 80, 60, radial: true)
    gradient([("black", 1), ("black", 0)], 110, 200, 80, 60)
    paint("black", alpha: 0.5)
    box(200, 200, 80, 60)
    paint("black", tint: 30)
    box(290, 200, 40, 60)
    paint("black")
    line(20, 270, to: 380, 270, width: 0.5)
    line(20, 274, to: 380, 274, width: 2.5)
    box(20, 278, 360, 0.75)
    group(alpha: 0.6) {
      paint("red")
      box(20, 290, 60, 60)
      paint("black")
      text("组内", 24, 330, size: 20)
    }
    picture(photo, 100, 290, 120, 80)
    picture(grey, 230, 290, 80, 80)
    picture(photo, 320, 290, 60, 60, cutOut: true)
    stencil(30, 390)
    masked(90, 390)
    tiles(150, 390)
    paint("black")
    vertical("竖排文字", 360, 390)
  }

  private func stencil(_ x: Double, _ y: Double) {
    let mask = cairo_image_surface_create(CAIRO_FORMAT_A1, 500, 500)
    let painter = cairo_create(mask)
    cairo_arc(painter, 250, 250, 240, 0, 7)
    cairo_fill(painter)
    cairo_destroy(painter)
    cairo_save(cairo)
    cairo_translate(cairo, x, y)
    cairo_scale(cairo, 0.08, 0.08)
    paint("black")
    cairo_mask_surface(cairo, mask, 0, 0)
    cairo_restore(cairo)
    cairo_surface_destroy(mask)
  }

  private func masked(_ x: Double, _ y: Double) {
    let mask = cairo_pattern_create_linear(x, 0, x + 50, 0)
    cairo_pattern_add_color_stop_rgba(mask, 0, 0, 0, 0, 1)
    cairo_pattern_add_color_stop_rgba(mask, 1, 0, 0, 0, 0)
    cairo_save(cairo)
    cairo_rectangle(cairo, x, y, 50, 50)
    cairo_clip(cairo)
    paint("red")
    cairo_mask(cairo, mask)
    cairo_restore(cairo)
    cairo_pattern_destroy(mask)
  }

  private func tiles(_ x: Double, _ y: Double) {
    var extents = cairo_rectangle_t(x: 0, y: 0, width: 8, height: 8)
    let tile = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents)
    let painter = cairo_create(tile)
    let key = keys.key(for: Paint("blue"))
    cairo_set_source_rgb(painter, key.red, key.green, key.blue)
    cairo_rectangle(painter, 0, 0, 4, 4)
    cairo_fill(painter)
    cairo_destroy(painter)
    let pattern = cairo_pattern_create_for_surface(tile)
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT)
    cairo_set_source(cairo, pattern)
    box(x, y, 60, 50)
    cairo_pattern_destroy(pattern)
    cairo_surface_destroy(tile)
  }

  private func vertical(_ words: String, _ x: Double, _ y: Double) {
    for (index, character) in words.enumerated() {
      text(String(character), x, y + 14 * Double(index), size: 12)
    }
  }
}
