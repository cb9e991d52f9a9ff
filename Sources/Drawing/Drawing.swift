// Drawing: locked-up pages in, PDF and PNG out; text in, shaped clusters out.
//
// The front door:
// - FontLibrary: the fonts of a publication, opened once, shared by all workers
// - PangoShaper: measures and shapes text with them (Composition's `Shaper`); one per worker
// - WordSegmenter: finds words in headlines (Composition's `Segmenter`); one per worker
// - PageDrawer: draws `PageFrame`s; one per worker
// What goes in besides: pictures that are ready to be attached, from a closure.
// What it never does: decide where anything stands, compute a colour for type, write a file.
// The only target that knows Pango, cairo, fontconfig, FreeType, HarfBuzz, ICU, librsvg, zint and
// TurboJPEG (which decodes photos for proofs; in a PDF they stay as they are).

public import Newspaper

/// How paints are written.
public enum PaintColours: Hashable, Sendable {
  /// As keys for Prepress, which turns them into inks.
  case keyed
  /// As the inks look on a screen.
  case screen
}

/// Pages as a PDF, not yet finished for press.
public struct DrawnDocument: Hashable, Sendable {
  /// The PDF file.
  public var bytes: [UInt8]
  /// What the colours stand for; empty when they are screen colours.
  public var keys: ColourKeys
  /// The trimmed page on each PDF page, from its upper left corner; the rest is bleed.
  public var trims: [Rect]
  /// How each page is read: its passages are marked in the PDF in their order; empty for press.
  public var readings: [PageReading]
  /// What could not be drawn as the frame asks.
  public var report: Report
}

/// A page as a PNG.
public struct DrawnImage: Hashable, Sendable {
  /// The PNG file.
  public var bytes: [UInt8]
  /// What could not be drawn as the frame asks.
  public var report: Report
}

/// Why nothing came out at all.
public enum DrawingError: Error, Hashable, Sendable {
  /// A document without a page was asked for.
  case noPages
  /// A picture of so many pixels cannot be made; 32,767 a side is the most.
  case pictureSize(width: Int, height: Int)
  /// cairo gave up; its own words.
  case cairo(String)
}

/// Draws locked-up pages with the fonts of one library.
///
/// A character, picture or piece of art that cannot be drawn leaves a finding in the report and
/// the rest of the page is drawn. Confined to the worker that made it.
public final class PageDrawer {
  /// Finds the encoded form of a picture: the JPEG holds just the crop and fills the box.
  public typealias Pictures = (PlacedPicture) -> EncodedPicture?

  private let fonts: FontLibrary
  private let faces: DrawingFaces
  private let drawings = SVGLibrary()

  /// Makes a drawer for one worker.
  public init(fonts: FontLibrary) {
    self.fonts = fonts
    faces = DrawingFaces(fonts: fonts)
  }

  /// Draws pages into one PDF, each with its bleed around it.
  ///
  /// The date is the only one the file carries: the same pages give the same bytes. Pages for a
  /// screen are drawn in reading order, each passage marked.
  public func pdf(
    _ pages: [PageFrame], colours: PaintColours, date: CalendarDate, pictures: Pictures
  ) throws(DrawingError) -> DrawnDocument {
    guard let first = pages.first else { throw .noPages }
    var document = DrawnDocument(
      bytes: [], keys: ColourKeys(), trims: [],
      readings: colours == .screen ? pages.map(\.reading) : [], report: Report())
    faces.cut(to: GlyphUse(of: pages, fonts: fonts))
    let canvas = try Canvas.pdf(of: first.sheet.paperSize, date: date)
    for (index, page) in pages.enumerated() {
      let sheet = page.sheet
      let trim = Rect(origin: Point(x: sheet.bleed, y: sheet.bleed), size: sheet.trim)
      document.trims.append(trim)
      canvas.beginPage(size: sheet.paperSize, origin: trim.origin)
      var painter = FramePainter(
        page: page, context: canvas.context, fonts: fonts, faces: faces, drawings: drawings,
        output: .vector, palette: Palette(colours, inks: page.inks, keys: document.keys))
      if colours == .screen {
        let reading = document.readings[index]
        painter.paint(reading.furniture, pictures: pictures)
        for passage in reading.passages {
          canvas.mark { painter.paint(passage, pictures: pictures) }
        }
      } else {
        painter.paint(page.items, pictures: pictures)
      }
      document.keys = painter.palette.keys
      document.report.add(painter.report)
      try canvas.endPage()
    }
    document.bytes = try canvas.finish()
    return document
  }

  /// Draws the trimmed page, and an overlay above it, as a picture of so many dots an inch.
  public func png(
    _ page: PageFrame, dpi: Int, overlay: [FrameItem] = [], pictures: Pictures
  ) throws(DrawingError) -> DrawnImage {
    let canvas = try Canvas.image(of: page.sheet.trim, dpi: dpi)
    var painter = FramePainter(
      page: page, context: canvas.context, fonts: fonts, faces: faces, drawings: drawings,
      output: .pixels(dpi: dpi), palette: Palette(.screen, inks: page.inks, keys: ColourKeys()))
    painter.paint(page.items + overlay, pictures: pictures)
    return DrawnImage(bytes: try canvas.finishPNG(), report: painter.report)
  }

  /// Draws a part of the trimmed page: so many pixels of the picture that the whole page would be
  /// at a resolution in dots an inch.
  public func png(
    _ page: PageFrame, part: PixelRect, dpi: Double, pictures: Pictures
  ) throws(DrawingError) -> DrawnImage {
    let canvas = try Canvas.image(of: part, dpi: dpi)
    var painter = FramePainter(
      page: page, context: canvas.context, fonts: fonts, faces: faces, drawings: drawings,
      output: .pixels(dpi: Int(dpi.rounded(.up))),
      palette: Palette(.screen, inks: page.inks, keys: ColourKeys()))
    painter.paint(page.items, pictures: pictures)
    return DrawnImage(bytes: try canvas.finishPNG(), report: painter.report)
  }
}

extension Sheet {
  /// Trim and bleed together.
  fileprivate var paperSize: Size {
    Size(width: trim.width + bleed * 2, height: trim.height + bleed * 2)
  }
}
