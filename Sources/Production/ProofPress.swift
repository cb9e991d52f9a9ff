import Drawing
public import Newspaper

/// 打样机: draws pictures of pages as they stand on the stone, and of parts of them.
///
/// One worker with its own drawer; two presses draw two parts at the same time.
public actor ProofPress {
  private var desk: Desk?
  private var issueFonts: FontLibrary?

  /// Sets up a press.
  public init() {}

  /// Draws a part of the trimmed page as PNG; nil when it cannot be drawn.
  ///
  /// The part is so many pixels of the picture that the whole page would be at a resolution in dots
  /// an inch.
  public func png(
    of page: PageFrame, part: PixelRect, dpi: Double, with builder: IssueBuilder
  ) -> (bytes: [UInt8]?, report: Report) {
    let desk = desk(for: builder)
    var report = Report()
    let bytes = desk.png(page, part: part, dpi: dpi, into: &report)
    return (bytes, report)
  }

  private func desk(for builder: IssueBuilder) -> Desk {
    if let desk, issueFonts === builder.fonts { return desk }
    let desk = Desk(builder)
    self.desk = desk
    issueFonts = builder.fonts
    return desk
  }
}
