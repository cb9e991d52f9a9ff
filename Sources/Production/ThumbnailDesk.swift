import Drawing
import Intake
public import Newspaper

/// Draws page frames without type: what a picture of a layout needs.
public struct ThumbnailDesk: Sendable {
  private let fonts: FontLibrary

  /// Reads the layouts of a folder and makes ready to draw them.
  public static func open(_ folder: String?) -> (
    desk: ThumbnailDesk?, layouts: [PageLayout], styles: StyleSheet, report: Report
  ) {
    let read = Intake.layouts(
      at: folder ?? Installation.layouts, installed: Installation.layouts)
    var report = read.report
    if read.layouts.isEmpty, !report.hasErrors {
      let place = folder ?? Installation.layouts
      report.add(
        Diagnostic(
          .error, "layout.folder", subject: place, "\(place): no layout lies there",
          hints: ["name a folder with layouts"]))
    }
    guard !report.hasErrors else { return (nil, [], read.styles, report) }
    let fonts = FontLibrary(typefaces: Typefaces(roles: []), report: &report)
    return (ThumbnailDesk(fonts: fonts), read.layouts, read.styles, report)
  }

  /// A page as a PNG.
  public func png(_ page: PageFrame, dpi: Int, into report: inout Report) -> [UInt8]? {
    do throws(DrawingError) {
      return try PageDrawer(fonts: fonts).png(page, dpi: dpi, pictures: { _ in nil }).bytes
    } catch {
      report.add(
        Diagnostic(
          .error, "drawing.failed", subject: "layout", "a layout cannot be drawn: \(error)",
          hints: ["report this with the layout"]))
      return nil
    }
  }
}
