import Newspaper

/// Where each layout fault begins, with the source of the number.
///
/// Sources: N, newspaper teaching material as quoted in the composition reference; P, the house's
/// page design; H, our decision.
struct LayoutLimits {
  /// Heads are of similar size below this ratio (P: neighbouring ranks differ by at least 1.25).
  var rankRatio = 1.25
  /// The lead's head is this much larger than the next (P: ranks; a clear first thing to look at).
  var leadRatio = 1.25
  /// Two heads stand on one line when they share this part of the lower one's height (H).
  var abreast = 0.5
  /// Heads are stacked when no more lines than this lie between them (H).
  var stackedLines = 3
  /// Lines of text under a headline (N: three under a second-level head).
  var linesUnderHeadline = 3
  /// Lines of text under a subhead (N: one at least; H: two, as the flow keeps).
  var linesUnderSubhead = 2
  /// Lines of white that a column may show (P: no hole larger than two lines by one column).
  var holeLines = 2
  /// Lines of a story in a single leg (H: 48 lines of 12 points are 203 mm; then the head is out
  /// of sight).
  var legLines = 48
  /// Photos are of one size when width and height differ by less than this part (H).
  var equalPhotos = 0.05
  /// A head belongs to text within so many lines below it (H: caption and white of a photo between).
  var headToText = 3

  static let newspaper = LayoutLimits()
}
