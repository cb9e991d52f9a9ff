// Proofing: made-up pages in, proof images with overlays out.
//
// The front door:
// - PageProofs: PNG pages as files
// - LayoutGallery: a small picture of each layout
// - OverlayLayer: what can be laid over a page
// - PlateImages: the plates of finished press pages as files
// - LiveIssue: an issue that is watched and kept made up: snapshots, changes, tiles, page plans,
//   overlays as data, edits written back to the source files
// - DeskStore, Roster: versions, remarks, signatures and the log; who may come to the desk
// - SignOff, SigningRound: how pages pass their stages
// - TextComparison, PictureComparison: two versions of a page in, what changed out
//
// What it never does: know how pages are made.

import Makeup
public import Newspaper
public import Production

/// What can be laid over a proof.
public enum OverlayLayer: String, Hashable, Sendable, Codable, CaseIterable {
  /// Columns and lines of the page grid.
  case grid
  /// Slots with their names, stories, and characters over or short.
  case slots
  /// Lines stretched or squeezed too far, orphans, broken rules.
  case typography
  /// Findings at their place.
  case diagnostics
}

/// Writes proof images of an issue's pages.
public struct PageProofs: Sendable {
  let builder: IssueBuilder
  let layers: Set<OverlayLayer>
  let dpi: Int

  /// Prepares proofs with some layers at a resolution in dots an inch.
  public init(builder: IssueBuilder, layers: Set<OverlayLayer>, dpi: Int) {
    self.builder = builder
    self.layers = layers
    self.dpi = dpi
  }

  /// Writes `p01.png` … into a folder; gives all findings.
  public func write(edition: Edition?, pages: Set<Int>?, workers: Int?, to folder: String) async
    -> Report
  {
    let layers = self.layers
    let images = await builder.proofs(
      edition: edition, pages: pages, dpi: dpi, workers: workers, inks: ProofOverlay.inks,
      overlay: { made, lettering in
        ProofOverlay(made: made, lettering: lettering).items(layers)
      })
    var report = Report()
    for image in images {
      report.add(image.report)
      guard let png = image.png else { continue }
      let number = image.made.frame.page
      let name = number < 10 ? "p0\(number).png" : "p\(number).png"
      report.add(OutputFolder.write(png, as: name, in: folder))
    }
    return report
  }
}
