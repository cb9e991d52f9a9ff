import Newspaper

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

  /// A plate, which other editions may share.
  struct Plate: Sendable {
    /// Sheet and side, such as A1F.
    var name: String
    /// The pages on it, as they stand.
    var pages: [Int]
    /// Nil when reading found that a page of it must not go to press.
    var unit: Int?
    /// Its PDF in the store, once it is there.
    var stored: String?
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
  /// In the order of the sheets; none where they are not asked for.
  var plates: [Plate] = []
  /// Whether they are asked for.
  var imposing: RunOrder.Imposing?
  /// 1 is A.
  var version = 1
  /// When it must be out.
  var due: Deadline?
  /// Whether its pages are signed; nil where nobody is asked.
  var clearance: Clearance?

  /// Its version as the journal keeps it.
  var stored: Journal.Version {
    Journal.Version(
      number: version,
      pages: Dictionary(pages.map { ($0.number, $0.stored) }) { first, _ in first },
      plates: Dictionary(plates.map { ($0.name, $0.stored ?? "") }) { first, _ in first })
  }

  /// The units that its files come from.
  var units: Set<Int> { Set(pages.map(\.unit) + gathered) }

  /// Those of them that are put together from finished pages.
  var gathered: [Int] { (whole.map { [$0.unit] } ?? []) + plates.compactMap(\.unit) }
}

extension Journal.Version {
  /// Whether what went out as the other cannot stand for this one: plates that were not made before
  /// are no change.
  func differs(from other: Self) -> Bool {
    pages != other.pages || !plates.isEmpty && !other.plates.isEmpty && plates != other.plates
  }
}

/// An issue of a run: its units and editions, what reading found, and what was published before.
struct PlannedIssue: Sendable {
  var units: [PressUnit] = []
  var editions: [PlannedEdition] = []
  /// Receipts of earlier runs by key, their findings where they stand today.
  var published: [String: UnitResult] = [:]
  var report = Report()
  /// Editions whose pages do not lie on plates, as `report` has it too.
  var unfit = Report()
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
    report = found.named(from: asked.folder, besides: asked.press)
    guard let builder = opened else {
      isReadable = false
      return
    }
    var desk = PlanningDesk(
      builder: builder, purpose: order.standing, issue: index, first: first, known: known,
      store: store)
    desk.replacement = replacement
    if order.imposing != nil { desk.impose(for: asked.press, found: found) }
    let cleared = order.standing == .press ? await clearance(builder.issue) : nil
    for edition in try builder.issue.editions(named: order.edition) {
      var planned = try desk.plan(edition)
      planned.due = order.due(planned.name, edition, of: builder.issue)
      planned.clearance = cleared
      planned.imposing = order.imposing
      editions.append(planned)
    }
    units = desk.units
    published = desk.published
    unfit = desk.unfit.named(from: asked.folder, besides: asked.press)
    report.add(unfit)
  }
}

extension Report {
  /// The findings with their files named from where the run was started, as those of several issues
  /// stand side by side; a file that was given to the run is named so already.
  func named(from folder: String, besides given: String?) -> Report {
    var report = Report()
    for finding in diagnostics {
      report.add(finding.at?.file == given ? finding : finding.named(from: folder))
    }
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
