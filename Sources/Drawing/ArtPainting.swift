import CPango
import CRSVG
import FoundationEssentials
import Newspaper

// Codes, drawings and placed pages.
extension FramePainter {
  mutating func paint(_ art: PlacedArt, of subject: Subject) {
    guard art.frame.width > .zero, art.frame.height > .zero else { return }
    switch art.source {
    case .svg(let path): paint(svg: path, in: art.frame, of: subject)
    case .qr(let text, let paint): self.paint(art, code: "qr", text, in: paint, of: subject)
    case .ean13(let digits, _, let paint):
      self.paint(art, code: "ean", digits, in: paint, of: subject)
    }
  }

  /// Prepress places PDF pages, as they are; on a screen a crossed box stands for them.
  mutating func paint(_ placed: PlacedPage, of subject: Subject) {
    guard palette.colours == .screen else { return }
    note(
      "art.pdf.unseen", subject, area: placed.printed, severity: .note,
      "\(placed.path): PDF pages are shown in press files only", hints: [])
    paintCross(placed.printed, of: subject)
  }

  private mutating func paint(
    _ art: PlacedArt, code: String, _ text: String, in paint: Paint, of subject: Subject
  ) {
    do throws(BarCode.Fault) {
      guard let symbol = try CodeSymbol(art, fonts: fonts) else { return }
      if symbol.module < Self.leastModule(of: art.source) {
        note(
          "art.\(code).small", subject, area: art.frame, severity: .warning,
          "\(text): bars \(symbol.module.millimetres.formatted(places: 2)) mm wide cannot be read "
            + "from newsprint",
          hints: ["make its box larger or its text shorter"])
      }
      if page.inks["paper"] != nil, use(.paper, for: subject) {
        addRectangle(symbol.area)
        cairo_fill(context)
      }
      guard use(paint, for: subject) else { return }
      // One figure, so that no viewer shows seams between the bars.
      for bar in symbol.bars { addRectangle(bar) }
      cairo_fill(context)
      for run in symbol.digits { self.paint(run, of: subject) }
    } catch {
      missing(
        "art.\(code).text", subject, art.frame, "\(text): no code can be made: \(error.words)",
        hint: "correct the text of the code")
    }
  }

  /// GS1 allows EAN-13 down to 80 % of 0.33 mm; for QR the same is the least on newsprint.
  private static func leastModule(of source: PlacedArt.Source) -> Length { .millimetres(0.264) }
}

// SVG.
extension FramePainter {
  private mutating func paint(svg path: String, in frame: Rect, of subject: Subject) {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      return missing(
        "art.svg.missing", subject, frame, "\(path): cannot be opened", hint: "correct the path")
    }
    do throws(SVGLibrary.Fault) {
      let drawing = try drawings.drawing(Array(data), inks: page.inks) { paint in
        palette.channels(of: paint).map {
          ScreenColour(
            red: Int(($0.red * 255).rounded()), green: Int(($0.green * 255).rounded()),
            blue: Int(($0.blue * 255).rounded()))
        }
      }
      do throws(SVGLibrary.Damage) {
        try render(drawing.raw, in: frame)
      } catch {
        throw .damaged(error)
      }
    } catch {
      tell(error, of: path, in: frame, of: subject)
    }
  }

  private mutating func tell(
    _ fault: SVGLibrary.Fault, of path: String, in frame: Rect, of subject: Subject
  ) {
    switch fault {
    case .unprintable(let faults):
      for fault in faults {
        note(
          "art.svg.\(fault.code)", subject, area: frame, "\(path):\(fault.line): \(fault.fact)",
          hints: [fault.hint])
      }
      paintCross(frame, of: subject)
    case .damaged(let damage):
      missing(
        "art.svg.damaged", subject, frame, "\(path): cannot be drawn: \(damage.words)",
        hint: "save it again as plain SVG with a viewBox")
    }
  }

  /// Draws an SVG centred in a box.
  private func render(
    _ handle: UnsafeMutablePointer<RsvgHandle>, in frame: Rect
  ) throws(SVGLibrary.Damage) {
    guard let size = naturalSize(of: handle) else {
      throw SVGLibrary.Damage("it has neither a size nor a viewBox")
    }
    let scale = min(frame.width.points / size.width, frame.height.points / size.height)
    cairo_save(context)
    defer { cairo_restore(context) }
    cairo_translate(
      context, frame.minX.points + (frame.width.points - size.width * scale) / 2,
      frame.minY.points + (frame.height.points - size.height * scale) / 2)
    cairo_scale(context, scale, scale)
    var viewport = RsvgRectangle(x: 0, y: 0, width: size.width, height: size.height)
    var error: UnsafeMutablePointer<GError>?
    guard rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else {
      throw SVGLibrary.Damage(taking: error)
    }
  }

  private func naturalSize(
    of handle: UnsafeMutablePointer<RsvgHandle>
  ) -> (width: Double, height: Double)? {
    var has: (width: gboolean, height: gboolean, box: gboolean) = (0, 0, 0)
    var (width, height) = (RsvgLength(), RsvgLength())
    var box = RsvgRectangle()
    rsvg_handle_get_intrinsic_dimensions(
      handle, &has.width, &width, &has.height, &height, &has.box, &box)
    if has.box != 0, box.width > 0, box.height > 0 { return (box.width, box.height) }
    var size = (width: 0.0, height: 0.0)
    guard rsvg_handle_get_intrinsic_size_in_pixels(handle, &size.width, &size.height) != 0,
      size.width > 0, size.height > 0
    else { return nil }
    return size
  }
}
