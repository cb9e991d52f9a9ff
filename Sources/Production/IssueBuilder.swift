import Composition
import Drawing
import FoundationEssentials
import Intake
public import Makeup
public import Newspaper
import Prepress

/// Builds an issue: read, make up, draw, finish, preflight.
public struct IssueBuilder: Sendable {
  /// The issue as read.
  public internal(set) var issue: Issue
  /// What reading found keeps these from the press.
  var held: HeldPages
  let fonts: FontLibrary
  let hyphenation: Hyphenation?
  let photos: PhotoDesk
  let settings: PressSettings
  /// Where converted photos and digests of files are kept; nil to keep none.
  let cacheFolder: String?
  /// The time the files say they were made: SOURCE_DATE_EPOCH, else midnight of the issue's day,
  /// so that the same input gives the same bytes.
  let made: Int

  /// Opens an issue folder with all that its pages need.
  ///
  /// Nil when nothing can be made from it; the report says why.
  ///
  /// Converted photos are kept in `cacheFolder`, by default `forme` in the user's cache folder.
  /// The settings of the press stand in the file named by `press`, else in `press.yaml` beside
  /// `publication.yaml`; `marks` has the last word on what is printed outside the trim.
  public static func open(
    _ folder: String, press: String? = nil, marks: Set<PressSettings.Mark>? = nil,
    cacheFolder: String? = defaultCache
  ) -> (IssueBuilder?, Report) {
    var none: KnownFiles?
    return open(
      folder, press: press, marks: marks, cacheFolder: cacheFolder, earlier: nil, known: &none)
  }

  /// Opens an issue folder again: files that are known are not read anew; fonts, hyphenation and
  /// photos are taken from an earlier opening where they are the same.
  static func open(
    _ folder: String, press: String?, marks: Set<PressSettings.Mark>? = nil, cacheFolder: String?,
    earlier: IssueBuilder?, known: inout KnownFiles?
  ) -> (IssueBuilder?, Report) {
    let read = Intake.issue(at: folder, layouts: Installation.layouts, known: &known)
    return open(
      read.issue, read.report, press: press, marks: marks, cacheFolder: cacheFolder,
      earlier: earlier, known: &known)
  }

  /// Opens an issue that has been read.
  static func open(
    _ read: Issue?, _ reading: Report, press: String? = nil, marks: Set<PressSettings.Mark>? = nil,
    cacheFolder: String?, earlier: IssueBuilder? = nil, known: inout KnownFiles?
  ) -> (IssueBuilder?, Report) {
    var report = reading
    var (settings, pressReport) = PressSettings.read(
      press, for: read?.publication, known: &known)
    report.add(pressReport)
    guard var issue = read else { return (nil, report) }
    settings.marks = marks ?? settings.marks
    if let bleed = settings.bleed { issue.setBleed(bleed) }
    report.add(settings.fileNames.collisions(in: issue))
    let cache = KeptPictures(cacheFolder, report: &report)
    let (typefaces, fontReport) = Intake.typefaces(
      at: issue.publication.fontFolder, known: &known)
    // That there is no fonts.yaml was told with the publication.
    if typefaces != nil || !report.hasErrors { report.add(fontReport) }
    guard let typefaces else { return (nil, report) }
    var opening = Report()
    let fonts =
      earlier.flatMap { $0.fonts.typefaces == typefaces ? $0.fonts : nil }
      ?? FontLibrary(typefaces: typefaces, report: &opening)
    for finding in opening.diagnostics
    where !report.diagnostics.contains(where: { $0.isAbout(absentFontOf: finding) }) {
      report.add(finding)
    }
    let builder = IssueBuilder(
      issue: issue, held: HeldPages(report, of: issue), fonts: fonts,
      hyphenation: earlier?.hyphenation ?? .installed(report: &report),
      photos: earlier.flatMap { $0.settings == settings ? $0.photos : nil }
        ?? PhotoDesk(settings: settings, cacheFolder: cache.folder, cacheLimit: cache.limit),
      settings: settings, cacheFolder: cache.folder, made: sourceDate ?? issue.date.secondsSince1970
    )
    return (builder, report)
  }

  private static var sourceDate: Int? {
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }
  }

  /// Makes up pages of an edition without drawing them.
  public func makeUp(edition: Edition?, pages: Set<Int>? = nil, workers: Int? = nil) async
    -> [MadePage]
  {
    let chains = self.chains(of: edition).filter { chain in
      pages.map { !$0.isDisjoint(with: chain.chain.numbers) } ?? true
    }
    let made = await onWorkers(
      workers ?? cores, items: chains.count, tools: { Desk(self) },
      work: { desk, index in desk.makeUp(chains[index]) })
    return made.flatMap(\.self).filter { pages?.contains($0.frame.page) ?? true }
      .sorted { $0.frame.page < $1.frame.page }
  }

  /// Builds editions.
  ///
  /// Pages that editions share are made once. All pages are made up before one is drawn: by then
  /// it is known which glyphs are wanted, and a page is drawn by whoever is free.
  public func build(_ order: BuildOrder) async -> [BuiltEdition] {
    let workers = order.workers ?? cores
    let units = units(of: order)
    let made = await onWorkers(
      workers, items: units.count, tools: { Desk(self) },
      work: { desk, index in desk.makeUp(units[index], order) })
    let pages = made.flatMap(\.self)
    await fonts.prepare(for: pages.map(\.made.frame))
    var built = await onWorkers(
      workers, items: pages.count, tools: { Desk(self) },
      work: { desk, index in desk.build(pages[index], order) })[...]
    var results: [EditionChain: [BuiltPage]] = [:]
    for (unit, pages) in zip(units, made) {
      results[unit] = Array(built.prefix(pages.count))
      built.removeFirst(pages.count)
    }
    let editions = order.editions.map { edition in
      chains(of: edition).flatMap { results[$0] ?? [] }.sorted { $0.number < $1.number }
    }
    let wholes = await onWorkers(
      workers, items: editions.count, tools: { Desk(self) },
      work: { desk, index in desk.assemble(editions[index], order.purpose) })
    return order.editions.indices.map { index in
      BuiltEdition(
        issue: issue, edition: order.editions[index], fileNames: settings.fileNames,
        pages: editions[index], whole: wholes[index], isComplete: order.pages == nil)
    }
  }

  /// A page of an edition as the proof desk knows it.
  public func deskPage(_ number: Int, of edition: Edition?) -> DeskPage {
    let chain = chains(of: edition).first { $0.chain.numbers.contains(number) }
    return DeskPage(number, edition: chain?.edition?.code)
  }

  /// The chains of an edition, each with the edition's name where its pages carry it.
  func chains(of edition: Edition?) -> [EditionChain] { issue.chains(of: edition) }

  /// The distinct chains of all editions ordered, in a stable order.
  func units(of order: BuildOrder) -> [EditionChain] {
    var seen: Set<EditionChain> = []
    return order.editions.flatMap { chains(of: $0) }.filter { chain in
      guard let wanted = order.pages else { return seen.insert(chain).inserted }
      return !wanted.isDisjoint(with: chain.chain.numbers) && seen.insert(chain).inserted
    }
  }

  var cores: Int { ProcessInfo.processInfo.activeProcessorCount }
}

extension Diagnostic {
  /// Whether reading has missed the file of a role that the font library could not open.
  fileprivate func isAbout(absentFontOf other: Diagnostic) -> Bool {
    code == "font.missing" && other.code == "font.file.missing" && subject == other.subject
  }
}

extension IssueBuilder {
  /// A photo's size in pixels by its path, upright; nil for one that cannot be read.
  public func size(ofPhoto path: String) -> PixelSize? {
    try? photos.probe(path).get().size
  }
}
