import Drawing
import Makeup
public import Newspaper
import Prepress

/// The plates of a page, for looking at.
public struct PlateProof: Sendable {
  /// The page's number.
  public var number: Int
  /// PNG files by what they show: a plate's letter or ink, "composite", "ink".
  public var images: [(name: String, png: [UInt8])] = []
  /// Findings of building and separating.
  public var report: Report
}

extension IssueBuilder {
  /// Separates the finished press pages of an edition: each plate in grey, all plates over each
  /// other as they print, and a map of the squares with too much ink.
  public func plates(
    edition: Edition?, pages: Set<Int>?, dpi: Int, workers: Int?, inks: [InkTable.Entry],
    overlay: @Sendable @escaping ([(area: Rect, words: String)], Lettering) -> [FrameItem]
  ) async -> [PlateProof] {
    let order = BuildOrder(editions: [edition], pages: pages, workers: workers)
    let built = await build(order).flatMap(\.pages)
    return await onWorkers(
      workers ?? cores, items: built.count, tools: { Desk(self) },
      work: { desk, index in desk.plates(of: built[index], dpi: dpi, inks: inks, overlay) })
  }
}

extension Desk {
  /// The plates of a page that was built; none when it was held back.
  func plates(
    of page: BuiltPage, dpi: Int, inks: [InkTable.Entry],
    _ overlay: ([(area: Rect, words: String)], Lettering) -> [FrameItem]
  ) -> PlateProof {
    var proof = PlateProof(number: page.number, report: page.report)
    guard let pdf = page.pdf else { return proof }
    do throws(Diagnostic) {
      let separations = try Separations(of: pdf, dpi: dpi, settings: builder.settings)
      proof.images = separations.plates.map { (name: $0.name, png: $0.png) }
      proof.images.append((name: "composite", png: separations.composite))
      proof.report.add(separations.findings(page, limit: builder.settings.inkLimit))
      var squares = separations.squaresOverLimit
      if squares.isEmpty, let heaviest = separations.heaviestSquare { squares = [heaviest] }
      let items = overlay(
        squares.map { (area: $0.area, words: "\($0.percent)%") }, lettering)
      if let png = map(separations.ground, page.made.frame, items, dpi: dpi, inks: inks) {
        proof.images.append((name: "ink", png: png))
      }
    } catch {
      var finding = error
      finding.page = page.number
      proof.report.add(finding)
    }
    return proof
  }

  /// Items drawn over the faded page.
  private func map(
    _ ground: EncodedPicture, _ frame: PageFrame, _ items: [FrameItem], dpi: Int,
    inks: [InkTable.Entry]
  ) -> [UInt8]? {
    var map = PageFrame(page: frame.page, sheet: frame.sheet, inks: frame.inks)
    for ink in inks { map.inks.declare(ink) }
    let picture = PlacedPicture(
      path: "", frame: Rect(origin: .zero, size: frame.sheet.trim),
      crop: PixelRect(x: 0, y: 0, width: ground.size.width, height: ground.size.height),
      alternateText: "")
    map.items = [FrameItem(.picture(picture), Subject(.mark))] + items
    return (try? drawer.png(map, dpi: dpi, pictures: { _ in ground }))?.bytes
  }
}

extension Separations {
  /// One finding for the heaviest square over the limit.
  fileprivate func findings(_ page: BuiltPage, limit: Int) -> Report {
    var report = Report()
    guard let worst = squaresOverLimit.first else { return report }
    let count = squaresOverLimit.count
    report.add(
      Diagnostic(
        .error, "plates.ink.limit", subject: "page \(page.number)", page: page.number,
        area: worst.area,
        "page \(page.number): \(worst.percent) % ink over 15 mm, the limit is \(limit) %"
          + (count > 1 ? "; \(count) squares are over it" : ""),
        explanation: "GWG 2022 R0026",
        hints: ["use lighter tints or photos there; the map shows where"]))
    return report
  }
}
