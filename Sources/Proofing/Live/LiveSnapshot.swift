public import Makeup
public import Newspaper
public import Production

/// The issue as it stands now: a value, replaced whole with each change.
public struct LiveSnapshot: Sendable {
  /// Counts up with each change.
  public var generation = 0
  /// The last issue that could be read.
  public var issue: Issue?
  /// The edition that is shown; nil for an issue without.
  public var edition: Edition?
  /// What is wrong with the issue's files now.
  public var reading = Report()
  /// The last good pages, in order; those that are still to be made up are missing.
  public var pages: [LivePage] = []
  /// Pages that are still to be made up.
  public var pending: [Int] = []

  /// The page of a number.
  public func page(_ number: Int) -> LivePage? { pages.first { $0.number == number } }
}

/// A page as it stands now.
public struct LivePage: Sendable {
  /// The page's number.
  public var number: Int
  /// What a reader calls it: 第1版 要闻.
  public var name: String
  /// What it shows.
  public var digest: PageDigest
  /// The page as made up.
  public var made: MadePage
  /// What was found: makeup's findings at once, those of drawing, finishing and preflight as soon
  /// as the page was tried; until then those of the version before.
  public var report: Report
  /// What making it up took the last time.
  public var milliseconds: Double
}

/// What changed, told to every listener.
///
/// A listener that was away reads the snapshot anew when the generation is not the one after the
/// last that it saw.
public struct LiveChange: Sendable, Codable, Hashable {
  /// The generation of the snapshot that it led to.
  public var generation: Int
  /// Pages that are new, look different, or have other findings; in order.
  public var pages: [PageChange]
  /// From the moment at which the change was noticed until the pages were made up.
  public var milliseconds: Double
}

/// A page that changed.
public struct PageChange: Sendable, Codable, Hashable {
  /// The page's number.
  public var number: Int
  /// What it shows now.
  public var digest: PageDigest
  /// What it showed before; nil for a new page.
  public var before: PageDigest?
  /// The parts that look different; none where only findings or source places did.
  public var areas: [Area]
}

extension Report {
  /// The findings that are not another's.
  func without(_ other: Report) -> Report {
    var rest = Report()
    for finding in diagnostics where !other.diagnostics.contains(finding) { rest.add(finding) }
    return rest
  }
}
