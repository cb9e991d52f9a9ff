public import Newspaper
import Production

/// The layouts of a folder as small pictures: what stands where, without a word.
public struct LayoutGallery: Sendable {
  /// The layouts by name, each with the sentence that says when to use it.
  public let layouts: [PageLayout]
  private let styles: StyleSheet
  private let desk: ThumbnailDesk

  /// Opens a Layouts folder; the installation's own without a name.
  ///
  /// Nil when its layouts cannot be drawn; the report says why.
  public static func open(_ folder: String? = nil) -> (LayoutGallery?, Report) {
    let read = ThumbnailDesk.open(folder)
    guard let desk = read.desk else { return (nil, read.report) }
    return (LayoutGallery(layouts: read.layouts, styles: read.styles, desk: desk), read.report)
  }

  /// Writes a PNG for each layout, named after it, into a folder.
  public func write(to folder: String) -> Report {
    var report = OutputFolder.prepare(folder)
    for layout in layouts where report.canBeWritten {
      let frame = LayoutThumbnail(layout: layout, styles: styles).frame()
      if let png = desk.png(frame, dpi: Self.dpi, into: &report) {
        report.add(OutputFolder.write(png, as: "\(layout.name).png", in: folder))
      }
    }
    return report
  }

  /// A tabloid page becomes 238 × 338 pixels.
  private static let dpi = 22
}
