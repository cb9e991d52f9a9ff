import Composition
public import Makeup
public import Newspaper

/// Sets labels of a proof overlay in the publication's Hei.
public struct Lettering {
  private let composer: Composer

  init(composer: Composer) { self.composer = composer }

  /// One line of words with its upper left corner at a point.
  public func label(_ text: String, at point: Point, size: Length, paint: Paint) -> [FrameItem] {
    let style = TextStyle(face: "hei", size: size, pitch: size, paint: paint)
    let line = composer.singleLine(RichText(text), style: style)
    return line.runs.map { run in
      var run = run
      run.origin = Point(
        x: point.x + run.origin.x, y: point.y + size.scaled(by: 0.88) + run.origin.y)
      return FrameItem(.glyphs(run), Subject(.mark))
    }
  }

  /// The width of a label.
  public func width(of text: String, size: Length) -> Length {
    let style = TextStyle(face: "hei", size: size, pitch: size)
    return composer.singleLine(RichText(text), style: style).width
  }
}

/// A page drawn for proofing.
public struct ProofImage: Sendable {
  /// The page as made up.
  public var made: MadePage
  /// Nil when the page could not be drawn.
  public var png: [UInt8]?
  /// The page with what was laid over it; nil where nothing was.
  public var overlaid: [UInt8]?
  /// Findings of makeup and drawing.
  public var report: Report
}

extension IssueBuilder {
  /// Draws pages of an edition as PNG.
  ///
  /// `overlay` says what is laid over a page; `inks` are declared besides the publication's for it.
  public func proofs(
    edition: Edition?, pages: Set<Int>?, dpi: Int, workers: Int?, inks: [InkTable.Entry] = [],
    overlay: @Sendable @escaping (MadePage, Lettering) -> [FrameItem] = { _, _ in [] }
  ) async -> [ProofImage] {
    let chains = self.chains(of: edition)
    let images = await onWorkers(
      workers ?? cores, items: chains.count, tools: { Desk(self) },
      work: { desk, index in
        desk.makeUp(chains[index]).filter { pages?.contains($0.frame.page) ?? true }.map { made in
          var proof = ProofImage(made: made, report: made.report)
          proof.png = desk.png(made.frame, dpi: dpi, overlay: [], into: &proof.report)
          let items = overlay(made, desk.lettering)
          if !items.isEmpty {
            var frame = made.frame
            for ink in inks { frame.inks.declare(ink) }
            proof.overlaid = desk.png(frame, dpi: dpi, overlay: items, into: &proof.report)
          }
          return proof
        }
      })
    return images.flatMap(\.self).sorted { $0.made.frame.page < $1.made.frame.page }
  }

  /// Words on paper as PNG, for a sheet of several pictures; nil when they cannot be drawn.
  public func label(_ words: String, size: Length, dpi: Int) -> [UInt8]? {
    let desk = Desk(self)
    let lettering = desk.lettering
    var sheet = Sheet.label
    sheet.trim = Size(
      width: lettering.width(of: words, size: size) + size, height: size.scaled(by: 1.25))
    var frame = PageFrame(page: 1, sheet: sheet, inks: .standard)
    frame.items = lettering.label(words, at: .zero, size: size, paint: .black)
    var report = Report()
    return desk.png(frame, dpi: dpi, overlay: [], into: &report)
  }
}

extension Sheet {
  /// Paper for a few words.
  fileprivate static let label = Sheet(
    name: "label", trim: Size(width: .zero, height: .zero), bleed: .zero,
    margins: Margins(top: .zero, right: .zero, bottom: .zero, left: .zero),
    grid: Grid(
      bodySize: .points(9), columnCharacters: 10, columns: 1, gutterCharacters: 1,
      pitch: .points(12), lines: 1))
}
