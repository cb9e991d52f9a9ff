import Composition
import Drawing
import Intake
public import Makeup
public import Newspaper

/// 拼版台: the pages of one edition, kept made up while the issue is worked on.
///
/// What is read again is only what changed; the rest is as it was. The stone is one worker with its
/// own composer: ask it from any task, one thing after the other is done.
public actor Stone {
  /// What reading the issue's files came to.
  public struct Reading: Sendable {
    /// Makes pages from it; nil when nothing can be made.
    public var builder: IssueBuilder?
    /// The edition that stands on the stone; nil for an issue without.
    public var edition: Edition?
    /// The pages, those that jump into each other together, in the order of their first pages.
    public var chains: [[Int]]
    /// What is wrong with the files.
    public var report: Report
  }

  /// A page as it stands on the stone.
  public struct StonePage: Sendable {
    /// The page as made up.
    public var made: MadePage
    /// What it shows.
    public var digest: PageDigest
    /// What making it up took.
    public var time: Duration
  }

  private let folder: String
  private let editionName: String?
  private let press: String?
  private let cacheFolder: String?
  private var desk: Desk?
  private var chains: [EditionChain] = []

  /// Sets up a stone for the issue in a folder; nothing is read yet.
  ///
  /// `edition` is a code or a name, nil for the first; `press` names the settings of the press.
  public init(
    folder: String, edition: String? = nil, press: String? = nil,
    cacheFolder: String? = IssueBuilder.defaultCache
  ) {
    self.folder = folder
    editionName = edition
    self.press = press
    self.cacheFolder = cacheFolder
  }

  /// Reads the issue's files as they are now.
  ///
  /// When nothing can be made from them what stands on the stone stays there.
  public func read() -> Reading {
    let (builder, report) = IssueBuilder.open(folder, press: press, cacheFolder: cacheFolder)
    guard let builder else { return Reading(chains: [], report: report) }
    let edition =
      builder.issue.editions.first { $0.code == editionName || $0.name == editionName }
      ?? builder.issue.editions.first
    desk = Desk(builder)
    chains = builder.chains(of: edition)
    return Reading(
      builder: builder, edition: edition, chains: chains.map { $0.chain.numbers },
      report: report)
  }

  /// Makes up the pages of a chain of the last reading.
  public func makeUp(chain index: Int) -> [StonePage] {
    guard let desk, chains.indices.contains(index) else { return [] }
    let clock = ContinuousClock()
    let start = clock.now
    let pages = desk.makeUp(chains[index])
    let each = (clock.now - start) / max(1, pages.count)
    return pages.map { made in
      StonePage(made: made, digest: desk.builder.digest(of: made.frame), time: each)
    }
  }
}
