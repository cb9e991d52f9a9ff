// Proofing: made-up pages in, proof images with overlays out.
//
// The front door:
// - PageProofs: pages as files: pictures, contact sheet, report; compared with an earlier proof
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
  /// Type area, trim and bleed.
  case area
  /// The baselines of the body.
  case baselines
  /// By how many characters slots are over or short.
  case fit
  /// Pixels an inch of each photo.
  case photos
  /// The order in which the page is read aloud.
  case order
}
