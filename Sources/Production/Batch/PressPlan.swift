public import Newspaper

/// What `forme press` was asked to do.
public struct RunOrder: Codable, Sendable {
  /// The issues' folders.
  public var issues: [String]
  /// One edition by code or name; nil for all.
  public var edition: String?
  /// What the files are for: `press` or `screen`.
  public var purpose: String
  /// A file with the settings of the press.
  public var press: String?
  /// Marks outside the trim; nil: as the press wants.
  public var marks: [String]?
  /// Nil: one a core.
  public var workers: Int?
  /// Seconds that a unit may take.
  public var timeLimit: Double = 120
  /// Megabytes of addresses that a worker may use.
  public var memory: Int = 4096
  /// When editions must be out, minutes after midnight by folder name or edition code.
  ///
  /// The earliest goes first; times from noon on are of the day before. For what is not named the
  /// issue's own deadline counts.
  public var deadlines: [String: Int] = [:]
  /// Pages that alone are to be made anew, each edition concerned getting a new version.
  public var replacing: [Int]?
  /// Where finished pages lie, such as `s3://bucket/prefix`; nil: in the output folder.
  public var store: String?
  /// When changed pages make a new version of an edition; nil: once there is a later one than the
  /// first.
  public var versioning: Versioning?

  /// When changed pages make a new version of an edition.
  public enum Versioning: String, Codable, Sendable {
    /// As soon as the last one is complete.
    case onceComplete
  }
  /// What goes first where runs meet on a cluster; nil: an edition.
  public var tier: Tier?
  /// The cluster that makes the units; nil: this machine does.
  public var cluster: ClusterOrder?

  /// Makes an order.
  public init(
    issues: [String], edition: String?, purpose: Purpose, press: String?,
    marks: Set<PressSettings.Mark>?, workers: Int?
  ) {
    self.issues = issues
    self.edition = edition
    self.purpose = purpose.rawValue
    self.press = press
    self.marks = marks.map { $0.map(\.rawValue).sorted() }
    self.workers = workers
  }

  func issue(_ index: Int, reading: Int = 0) -> IssueOrder {
    IssueOrder(
      folder: issues[index], purpose: purpose, press: press, marks: marks, reading: reading)
  }

  func openStore(_ output: String) -> any PressStore {
    PressRoom.store(at: store ?? PressRoom.place(output))
  }

  /// When an edition must be out by the times of the order, else by those of its issue.
  func due(_ name: String, _ edition: Edition?, of issue: Issue) -> Deadline? {
    guard let minutes = deadlines[name] ?? edition.flatMap({ deadlines[$0.code] }) else {
      return issue.deadline
    }
    return Deadline(hour: minutes / 60, minute: minutes % 60, of: issue.date)
  }

  var standing: Purpose { Purpose(rawValue: purpose) ?? .press }
}

/// Asked for an edition that the issue does not have.
public struct UnknownEdition: Error, CustomStringConvertible {
  let name: String
  let known: [String]

  /// The fact, and what there is.
  public var description: String {
    "the issue has no edition “\(name)”; it has: \(known.joined(separator: ", "))"
  }
}

/// An edition of a run: which units its files come from, and how they are called.
struct PlannedEdition: Sendable {
  struct Page: Sendable {
    var number: Int
    var unit: Int
    /// Its PDF in the store, once it is there.
    var stored: String
    /// Its name in the edition's folder.
    var file: String
    /// Whether reading found that it must not go to press.
    var isHeld: Bool
    /// The edition whose own page it is; nil for a page that all share.
    var ownEdition: String?
    /// 版名.
    var section: String
  }

  var issue: Int
  /// Its folder: `0512-east`.
  var name: String
  var publication: String
  var latinName: String?
  var number: Int
  var date: String
  var title: String?
  /// The edition's code.
  var code: String?
  var pages: [Page]
  /// The unit of the file of all pages, and its name in the folder; nil when a page is held.
  var whole: (unit: Int, file: String)?
  /// That file's name, whether it is made or not.
  var wholeFile: String
  /// 1 is A.
  var version = 1
  /// When it must be out.
  var due: Deadline?
  /// Whether its pages are signed; nil where nobody is asked.
  var clearance: Clearance?

  /// The page files in the store by page number.
  var storedPages: [Int: String] {
    Dictionary(pages.map { ($0.number, $0.stored) }) { first, _ in first }
  }
}

/// An issue of a run: its units and editions, what reading found, and what was published before.
struct PlannedIssue: Sendable {
  var units: [PressUnit] = []
  var editions: [PlannedEdition] = []
  /// Receipts of earlier runs by key, their findings where they stand today.
  var published: [String: UnitResult] = [:]
  var report = Report()
  var isReadable = true
}

/// What came of a unit: its pages and the findings about them.
struct UnitResult: Sendable {
  struct Page: Sendable {
    var number: Int
    var file: PageFile?
    var digest: PageDigest?
    var findings: [Diagnostic]
  }

  var pages: [Page]
  var took: Double

  init(_ receipt: Receipt, places: () -> [SourceRange] = { [] }) {
    took = receipt.took
    pages = receipt.pages.map { page in
      Page(
        number: page.number, file: page.file, digest: page.digest,
        findings: page.findings.map { $0.diagnostic(places: places) })
    }
  }

  func page(_ number: Int) -> Page? { pages.first { $0.number == number } }
}

/// 换版: pages that are made anew, while all others stay as they were last.
struct Replacement {
  var pages: Set<Int>
  /// The page files of an edition as it was made last, by page.
  var kept: (String) -> [Int: String]?
}

extension PlannedIssue {
  /// Reads an issue and says what is to be made of it, from its sources alone: nothing is made up.
  ///
  /// Units are numbered from `first` on; `known` are the numbers of units planned before.
  init(
    _ order: RunOrder, issue index: Int, reading: Int = 0, replacement: Replacement? = nil,
    numberedFrom first: Int, known: [String: Int], store: any PressStore,
    clearance: (Issue) async -> Clearance? = { _ in nil }
  ) async throws {
    let asked = order.issue(index, reading: reading)
    let marks = asked.marks.map { Set($0.compactMap(PressSettings.Mark.init(rawValue:))) }
    let (opened, found) = IssueBuilder.open(asked.folder, press: asked.press, marks: marks)
    report = found.named(from: asked.folder)
    guard let builder = opened else {
      isReadable = false
      return
    }
    var desk = PlanningDesk(
      builder: builder, purpose: order.standing, issue: index, first: first, known: known,
      store: store)
    desk.replacement = replacement
    let cleared = order.standing == .press ? await clearance(builder.issue) : nil
    for edition in try builder.issue.editions(named: order.edition) {
      var planned = try desk.plan(edition)
      planned.due = order.due(planned.name, edition, of: builder.issue)
      planned.clearance = cleared
      editions.append(planned)
    }
    units = desk.units
    published = desk.published
  }
}

extension Issue {
  func editions(named name: String?) throws -> [Edition?] {
    guard let name, name != "all" else { return editions.isEmpty ? [nil] : editions }
    guard let found = editions.first(where: { $0.code == name || $0.name == name }) else {
      throw UnknownEdition(name: name, known: editions.map(\.code))
    }
    return [found]
  }
}

/// Plans the editions of one issue.
private struct PlanningDesk {
  let builder: IssueBuilder
  let purpose: Purpose
  let issue: Int
  let first: Int
  let known: [String: Int]
  let store: any PressStore
  var replacement: Replacement?
  var units: [PressUnit] = []
  var published: [String: UnitResult] = [:]
  private var keys: KeyMaker
  private var numbers: [String: Int] = [:]
  private var planned: [EditionChain: (unit: Int, key: String)] = [:]
  private var contents: [String: String] = [:]

  init(
    builder: IssueBuilder, purpose: Purpose, issue: Int, first: Int, known: [String: Int],
    store: any PressStore
  ) {
    self.builder = builder
    self.purpose = purpose
    self.issue = issue
    self.first = first
    self.known = known
    self.store = store
    keys = KeyMaker(builder, purpose: purpose)
  }

  mutating func plan(_ edition: Edition?) throws(StoreFault) -> PlannedEdition {
    let whole = builder.issue
    let name = edition.map { "\(whole.folderName)-\($0.code)" } ?? whole.folderName
    var pages: [PlannedEdition.Page] = []
    let kept = replacement.flatMap { $0.kept(name) }
    for chain in whole.chains(of: edition) {
      var place: (unit: Int, key: String)?
      if let kept { place = try planKept(chain, kept) }
      if place == nil { place = try plan(chain) }
      guard let (unit, key) = place else { continue }
      pages += chain.chain.pages.flatMap { page in
        page.numbers.map { number in
          PlannedEdition.Page(
            number: number, unit: unit, stored: UnitNames.pdf(key, page: number),
            file: builder.settings.fileNames.page(number, of: whole, edition),
            isHeld: builder.held.contains(number), ownEdition: chain.edition?.code,
            section: page.section)
        }
      }
    }
    pages.sort { $0.number < $1.number }
    let file = builder.settings.fileNames.whole(whole, edition)
    var planned = PlannedEdition(
      issue: issue, name: name, publication: whole.publication.name,
      latinName: whole.publication.latinName, number: whole.number, date: whole.date.iso,
      title: edition?.name, code: edition?.code, pages: pages, wholeFile: file)
    if builder.held.isEmpty, !pages.isEmpty {
      planned.whole = (try planWhole(pages, edition, name), file)
    }
    return planned
  }

  private mutating func plan(_ chain: EditionChain) throws(StoreFault) -> (unit: Int, key: String) {
    if let known = planned[chain] { return known }
    let part = IssuePart(of: builder.issue, for: chain)
    let key = keys.inputs(of: part, as: .aFileEach).key
    let numbers = chain.chain.numbers
    let unit = try add(
      PressUnit(
        key: key, name: name(of: chain), kind: .pages,
        task: .pages(first: numbers.first ?? 0, edition: chain.edition?.code), issue: issue,
        pages: numbers), part)
    planned[chain] = (unit, key)
    return (unit, key)
  }

  /// The unit of pages that stay as they were; nil for pages to be replaced, and for those that were
  /// never finished and can only be made as they are now.
  private mutating func planKept(_ chain: EditionChain, _ kept: [Int: String])
    throws(StoreFault) -> (unit: Int, key: String)?
  {
    let numbers = chain.chain.numbers
    guard let first = numbers.first, let replacement, replacement.pages.isDisjoint(with: numbers),
      let key = kept[first].map(UnitNames.key),
      numbers.allSatisfy({ kept[$0] == UnitNames.pdf(key, page: $0) })
    else { return nil }
    if let number = known[key] ?? self.numbers[key] { return (number, key) }
    guard try store.receipt(of: key) != nil else { return nil }
    let unit = PressUnit(
      key: key, name: name(of: chain), kind: .pages,
      task: .pages(first: first, edition: chain.edition?.code), issue: issue, pages: numbers)
    return (try add(unit, nil), key)
  }

  private func name(of chain: EditionChain) -> String {
    let folder = builder.issue.folderName
    let place = chain.edition.map { "\(folder)-\($0.code)" } ?? folder
    return "\(place) p\(chain.chain.numbers.map(String.init).joined(separator: "+"))"
  }

  private mutating func planWhole(
    _ pages: [PlannedEdition.Page], _ edition: Edition?, _ name: String
  ) throws(StoreFault) -> Int {
    let numbers = pages.map(\.number)
    guard purpose == .press else {
      let chain = EditionChain(
        chain: Chain(pages: builder.issue.pages(of: edition)), edition: edition)
      let part = IssuePart(of: builder.issue, for: chain)
      return try add(
        PressUnit(
          key: keys.inputs(of: part, as: .oneFile).key, name: name, kind: .edition,
          task: .whole(edition: edition?.code), issue: issue, pages: numbers,
          needs: Set(pages.map(\.unit)).sorted()), part)
    }
    let files = pages.map(\.stored)
    return try add(
      PressUnit(
        key: keys.inputs(binding: files, of: builder.issue).key, name: name, kind: .edition,
        task: .bind(files), issue: issue, pages: numbers, needs: Set(pages.map(\.unit)).sorted()),
      nil)
  }

  /// Enters a unit unless it is known; looks up whether it was published before.
  private mutating func add(_ unit: PressUnit, _ part: IssuePart?) throws(StoreFault) -> Int {
    if let number = known[unit.key] ?? numbers[unit.key] { return number }
    let number = first + units.count
    numbers[unit.key] = number
    units.append(unit)
    if let receipt = try store.receipt(of: unit.key) {
      lazy var known = part?.places ?? []
      published[unit.key] = UnitResult(receipt, places: { known })
    }
    return number
  }
}

extension Report {
  /// The findings with their files named from where the run was started, as those of several issues
  /// stand side by side.
  func named(from folder: String) -> Report {
    var report = Report()
    for finding in diagnostics { report.add(finding.named(from: folder)) }
    return report
  }
}

extension Diagnostic {
  func named(from folder: String) -> Diagnostic {
    var finding = self
    if let file = at?.file, !file.hasPrefix("/") { finding.at?.file = "\(folder)/\(file)" }
    return finding
  }
}
