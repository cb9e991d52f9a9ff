import CPango
import Newspaper

/// A cairo surface being drawn on.
///
/// Finishing consumes it; dropping it abandons the output.
struct Canvas: ~Copyable {
  let context: OpaquePointer
  private let surface: OpaquePointer
  private let output: Output

  /// What cairo wrote.
  private final class Output {
    var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { closure, data, length in
      guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
      let output = Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue()
      output.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }

    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
  }

  /// A PDF with a creation date and no other.
  static func pdf(of size: Size, date: CalendarDate) throws(DrawingError) -> Canvas {
    let output = Output()
    let surface = cairo_pdf_surface_create_for_stream(
      Output.write, output.closure, size.width.points, size.height.points)
    let canvas = try open(surface, output)
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date.midnight)
    return canvas
  }

  /// White pixels for a page of a size.
  static func image(of size: Size, dpi: Int) throws(DrawingError) -> Canvas {
    let scale = Double(dpi) / 72
    let width = Int((size.width.points * scale).rounded())
    let height = Int((size.height.points * scale).rounded())
    guard (1...32_767).contains(width), (1...32_767).contains(height) else {
      throw .pictureSize(width: width, height: height)
    }
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    let canvas = try open(surface, Output())
    cairo_set_source_rgb(canvas.context, 1, 1, 1)
    cairo_paint(canvas.context)
    cairo_scale(canvas.context, scale, scale)
    return canvas
  }

  /// White pixels for a part of a page that is drawn at so many dots an inch.
  static func image(of part: PixelRect, dpi: Double) throws(DrawingError) -> Canvas {
    guard (1...32_767).contains(part.width), (1...32_767).contains(part.height) else {
      throw .pictureSize(width: part.width, height: part.height)
    }
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(part.width), Int32(part.height))
    let canvas = try open(surface, Output())
    cairo_set_source_rgb(canvas.context, 1, 1, 1)
    cairo_paint(canvas.context)
    cairo_translate(canvas.context, -Double(part.x), -Double(part.y))
    cairo_scale(canvas.context, dpi / 72, dpi / 72)
    return canvas
  }

  private static func open(
    _ surface: OpaquePointer?, _ output: Output
  ) throws(DrawingError) -> Canvas {
    guard let surface, let context = cairo_create(surface) else { throw .cairo("out of memory") }
    let canvas = Canvas(context: context, surface: surface, output: output)
    try canvas.check()
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
    return canvas
  }

  deinit {
    cairo_destroy(context)
    // Finishing first: cairo writes to `output` while it does.
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
  }

  /// Starts a PDF page; afterwards distances run from `origin` on it.
  func beginPage(size: Size, origin: Point) {
    cairo_pdf_surface_set_size(surface, size.width.points, size.height.points)
    cairo_save(context)
    cairo_translate(context, origin.x.points, origin.y.points)
  }

  /// Marks what `draw` draws as one, in the order of the page.
  ///
  /// cairo's tag only holds the place: its structure tree knows neither alternate text nor
  /// language, so Prepress makes the tree.
  func mark(_ draw: () -> Void) {
    cairo_tag_begin(context, "P", nil)
    draw()
    cairo_tag_end(context, "P")
  }

  func endPage() throws(DrawingError) {
    cairo_restore(context)
    cairo_show_page(context)
    try check()
  }

  /// The finished PDF.
  consuming func finish() throws(DrawingError) -> [UInt8] {
    cairo_surface_finish(surface)
    try check()
    return output.bytes
  }

  /// The picture as PNG.
  consuming func finishPNG() throws(DrawingError) -> [UInt8] {
    try check()
    cairo_surface_flush(surface)
    guard let pixels = cairo_image_surface_get_data(surface) else { throw .cairo("no pixels") }
    let picture = PNGFile(
      pixels: pixels, width: Int(cairo_image_surface_get_width(surface)),
      height: Int(cairo_image_surface_get_height(surface)),
      bytesPerRow: Int(cairo_image_surface_get_stride(surface)))
    return picture.bytes
  }

  private func check() throws(DrawingError) {
    for status in [cairo_status(context), cairo_surface_status(surface)]
    where status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED {
      throw .cairo(status.words)
    }
  }
}

extension cairo_status_t {
  /// cairo's name for the status.
  fileprivate var words: String { cairo_status_to_string(self).map { String(cString: $0) } ?? "?" }
}

extension CalendarDate {
  /// The first moment of the day in ISO 8601, as cairo wants it.
  fileprivate var midnight: String {
    func padded(_ number: Int, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))T00:00:00Z"
  }
}
