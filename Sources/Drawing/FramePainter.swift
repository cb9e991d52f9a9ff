import CPango
import Newspaper

/// Paints the items of one page: a switch over `PageFrame`, no decision left.
struct FramePainter {
  /// What the page becomes.
  enum Output {
    case vector
    case pixels(dpi: Int)
  }

  let page: PageFrame
  let context: OpaquePointer
  let fonts: FontLibrary
  let faces: DrawingFaces
  let drawings: SVGLibrary
  let output: Output
  var palette: Palette
  /// How often each picture stands on this page.
  var attachments: [String: Int] = [:]
  private(set) var report = Report()

  init(
    page: PageFrame, context: OpaquePointer, fonts: FontLibrary, faces: DrawingFaces,
    drawings: SVGLibrary, output: Output, palette: Palette
  ) {
    self.page = page
    self.context = context
    self.fonts = fonts
    self.faces = faces
    self.drawings = drawings
    self.output = output
    self.palette = palette
  }

  mutating func paint(_ items: [FrameItem], pictures: PageDrawer.Pictures) {
    for item in items {
      switch item.mark {
      case .group(let clip, let inner):
        cairo_save(context)
        addRectangle(clip)
        cairo_clip(context)
        paint(inner, pictures: pictures)
        cairo_restore(context)
      case .glyphs(let run): paint(run, of: item.subject)
      case .shape(let shape): paint(shape, of: item.subject)
      case .picture(let picture): paint(picture, pictures(picture), of: item.subject)
      case .art(let art): paint(art, of: item.subject)
      case .placedPage(let placed): paint(placed, of: item.subject)
      }
    }
  }

  /// Notes a finding about an item.
  mutating func note(
    _ code: String, _ subject: Subject, area: Rect? = nil, severity: Severity = .error,
    _ summary: String, hints: [String]
  ) {
    report.add(
      Diagnostic(
        severity, code, subject: subject.source.isEmpty ? subject.part.rawValue : subject.source,
        at: subject.at, page: page.page, area: area, summary, hints: hints))
  }

  /// Makes a paint current; an undeclared ink is reported and nothing is to be drawn.
  mutating func use(_ paint: Paint, for subject: Subject) -> Bool {
    guard let channels = channels(of: paint, for: subject) else {
      cairo_set_source_rgb(context, 0, 0, 0)
      return false
    }
    cairo_set_source_rgb(context, channels.red, channels.green, channels.blue)
    return true
  }

  /// cairo's channels for a paint; an undeclared ink is reported.
  mutating func channels(
    of paint: Paint, for subject: Subject
  ) -> (red: Double, green: Double, blue: Double)? {
    if let channels = palette.channels(of: paint) { return channels }
    let declared = page.inks.entries.map(\.name).joined(separator: ", ")
    note(
      "ink.undeclared", subject, "\(subject.part.rawValue): ink \(paint.ink) is not declared",
      hints: ["declare \(paint.ink) in publication.yaml, or use one of \(declared)"])
    return nil
  }

  func addRectangle(_ rect: Rect) {
    cairo_rectangle(
      context, rect.minX.points, rect.minY.points, rect.width.points, rect.height.points)
  }
}
