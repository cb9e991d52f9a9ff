import Composition
import Drawing
import Intake
public import Makeup
public import Newspaper

/// 拼版台: the pages of one edition, kept made up while the issue is worked on.
///
/// Only pages that are made from something that changed are made up again, and of these only the
/// slots that are. The stone is one worker with its own composer: ask it from any task, one thing
/// after the other is done.
public actor Stone {
  /// What reading the issue's files came to.
  public struct Reading: Sendable {
    /// Makes pages from it; nil when nothing can be made.
    public var builder: IssueBuilder?
    /// The edition that stands on the stone; nil for an issue without.
    public var edition: Edition?
    /// The pages, those that jump into each other together, in the order of their first pages.
    public var chains: [[Int]]
    /// The chains that have to be made up, by their place in `chains`.
    public var changed: [Int]
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
  /// The files as they were read last.
  private var known: KnownFiles? = KnownFiles()
  /// The states of the font files that the desk has open.
  private var fonts: [String: FileState?] = [:]
  /// Whether nothing was found about them: it would be told by opening them only.
  private var fontsAreSound = false
  private var chains: [EditionChain] = []
  private var common: CommonSources?
  /// What the chains that stand were made from, by their pages.
  private var standing: [[Int]: ChainSources] = [:]

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
    let isOpen = fontsAreSound && fonts.allSatisfy { FileState($0) == $1 }
    let earlier = isOpen ? desk?.builder : nil
    let (builder, report) = IssueBuilder.open(
      folder, press: press, cacheFolder: cacheFolder, earlier: earlier, known: &known)
    guard let builder else { return Reading(chains: [], changed: [], report: report) }
    let edition =
      builder.issue.editions.first { $0.code == editionName || $0.name == editionName }
      ?? builder.issue.editions.first
    take(builder, report)
    chains = builder.chains(of: edition)
    let numbers = chains.map(\.chain.numbers)
    standing = standing.filter { numbers.contains($0.key) }
    let common = CommonSources(of: builder.issue, edition)
    if self.common?.isSame(as: common) != true { self.common = common }
    let changed = chains.indices.filter { index in
      guard let known = standing[numbers[index]], let common = self.common else { return true }
      return !known.hold(for: chains[index], builder.issue, common)
    }
    return Reading(
      builder: builder, edition: edition, chains: numbers, changed: changed, report: report)
  }

  /// Goes on with the desk that stands, or sets up a new one for other fonts and words.
  private func take(_ builder: IssueBuilder, _ report: Report) {
    let old = desk?.builder
    fontsAreSound = !report.diagnostics.contains { $0.code.hasPrefix("font.") }
    let isSame =
      old?.fonts === builder.fonts
      && old?.issue.publication.lexicon == builder.issue.publication.lexicon
      && old?.settings == builder.settings && fontsAreSound
    if isSame, let desk {
      desk.take(builder)
    } else {
      desk = Desk(builder, standing: StandingMatter())
      standing = [:]
      fonts = [:]
      for role in builder.fonts.typefaces.roles {
        let path = builder.fonts.location(of: role.name)?.path ?? role.path
        fonts[path] = .some(FileState(path))
      }
    }
  }

  /// Makes up the pages of a chain of the last reading.
  public func makeUp(chain index: Int) -> [StonePage] {
    guard let desk, let common, chains.indices.contains(index) else { return [] }
    let clock = ContinuousClock()
    let start = clock.now
    var sources = ChainSources(of: chains[index], desk.builder.issue, common)
    let pages = desk.makeUp(chains[index])
    sources.add(filesOf: pages.map(\.frame))
    standing[chains[index].chain.numbers] = sources
    let each = (clock.now - start) / max(1, pages.count)
    return pages.map { made in
      StonePage(made: made, digest: desk.builder.digest(of: made.frame), time: each)
    }
  }
}

/// What all pages are made from: the issue without its stories.
///
/// It is compared once a reading; chains ask whether it is the very same.
final class CommonSources: Sendable {
  private let issue: Issue
  private let edition: Edition?

  init(of issue: Issue, _ edition: Edition?) {
    var bare = issue
    (bare.editions, bare.stories) = ([], [:])
    self.issue = bare
    self.edition = edition
  }

  func isSame(as other: CommonSources) -> Bool { issue == other.issue && edition == other.edition }
}

/// Everything that the pages of a chain are made from.
struct ChainSources {
  private let common: CommonSources
  /// The edition whose name they carry.
  private let edition: Edition?
  private var stories: [String: Story?] = [:]
  /// Pictures and art, by path.
  private var files: [String: FileState?] = [:]

  init(of chain: EditionChain, _ issue: Issue, _ common: CommonSources) {
    self.common = common
    edition = chain.edition
    for placement in chain.chain.pages.flatMap(\.placements) {
      switch placement.content {
      case .story(let id): stories[id] = .some(issue.stories[id])
      case .teasers(let ids): for id in ids { stories[id] = .some(issue.stories[id]) }
      case .continuation, .advertisement: break
      }
    }
    // A photo that is not there may come.
    for photo in stories.values.flatMap({ $0?.photos ?? [] }) {
      files[photo.path] = .some(FileState(photo.path))
    }
  }

  /// Remembers the states of the files that pages show.
  mutating func add(filesOf frames: [PageFrame]) {
    for path in frames.flatMap(\.items.files) where files[path] == nil {
      files[path] = .some(FileState(path))
    }
  }

  /// Whether the pages would be the same if they were made now.
  func hold(for chain: EditionChain, _ issue: Issue, _ common: CommonSources) -> Bool {
    self.common === common && edition == chain.edition
      && stories.allSatisfy { issue.stories[$0] == $1 }
      && files.allSatisfy { FileState($0) == $1 }
  }
}

extension [FrameItem] {
  /// The paths of what is shown.
  fileprivate var files: [String] {
    flatMap { item -> [String] in
      switch item.mark {
      case .group(_, let items): items.files
      case .picture(let picture): [picture.path]
      case .placedPage(let placed): [placed.path]
      case .art(let art): if case .svg(let path) = art.source { [path] } else { [] }
      case .glyphs, .shape: []
      }
    }
  }
}
