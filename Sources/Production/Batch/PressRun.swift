import FoundationEssentials
import Glibc
import Intake
public import Newspaper
import Prepress

/// What happens in a run, as it happens.
public enum PressEvent: Sendable {
  /// An issue was read: so many units, so many of them published before.
  case planned(issue: Int, of: Int, folder: String, units: Int, unchanged: Int)
  /// A unit ended.
  case unit(name: String, ending: String, milliseconds: Double?, cause: String?)
  /// An edition's folder is complete.
  case edition(name: String, summary: String)
  /// How far the run is.
  case progress(PressProgress)
}

/// How far a run is.
public struct PressProgress: Sendable {
  /// Units done, whether now or before.
  public var done = 0
  /// Units of all issues planned so far.
  public var total = 0
  /// Units that came to nothing.
  public var failed = 0
  /// Pages made now, a second.
  public var pagesPerSecond = 0.0
  /// Seconds to go by what units took before; nil where that is not known.
  public var secondsLeft: Double?
}

/// 付印: a run of the press room from issue folders to edition folders.
///
/// The coordinator: plans, hands units to an engine, lays out editions. All that it knows can be
/// found out again from the sources and the store, so that it may be killed at any moment.
public final class PressRun {
  let order: RunOrder
  let output: String
  private let store: FolderStore
  private let clearance: (Issue) async -> Clearance?
  private let tell: (PressEvent) -> Void
  private var journal: Journal?
  private var engine: (any Engine)?
  private var runNumber = 0

  private var units: [PressUnit] = []
  private var states: [UnitState] = []
  private var numbers: [String: Int] = [:]
  private var editions: [EditionProgress] = []
  /// Editions that wait for a unit.
  private var waiters: [[Int]] = []
  private var ready = ReadyUnits()
  private var folders: [Int: String] = [:]
  private var nextIssue = 0
  private var readings = 0
  private var reports: [IssueReport] = []
  private var report = Report()
  private var isUnreadable = false
  private var clock = RunClock()
  /// Units that the engine has, and units whose end is not known.
  private var (submitted, unfinished) = (0, 0)
  private var lastLook = 0.0

  private enum UnitState {
    case waiting, submitted
    case done(UnitResult)
    case failed(String)

    var isOver: Bool {
      switch self {
      case .waiting, .submitted: false
      case .done, .failed: true
      }
    }
  }

  private struct EditionProgress {
    var edition: PlannedEdition
    var tier: Tier
    /// Units whose end it waits for.
    var left: Set<Int>
    var isLaidOut = false
    var isSuperseded = false
  }

  /// Findings of an issue, to be told in the order of issues and editions whatever ended first.
  private struct IssueReport {
    var reading: Report
    var editions: [Int]
  }

  /// Attempts at a unit in a run.
  static let mostAttempts = 4

  /// Prepares a run that writes to a folder.
  ///
  /// `clearance` gives who says whether the pages of an issue are signed.
  public init(
    _ order: RunOrder, output: String,
    clearance: @escaping (Issue) async -> Clearance? = { _ in nil },
    tell: @escaping (PressEvent) -> Void
  ) {
    self.clearance = clearance
    self.order = order
    self.output = output
    self.tell = tell
    store = FolderStore(folder: "\(output)/.press")
  }

  /// Runs to the end; `isReadable` is false when an issue could not be read.
  public func run() async throws -> (report: Report, isReadable: Bool) {
    if let edition = order.edition, edition != "all" {
      for folder in order.issues { try Self.look(for: edition, in: folder) }
    }
    report = OutputFolder.prepare(output)
    guard !report.hasErrors, let lock = takeLock() else { return (report, true) }
    store.tidy()
    try? FileManager.default.removeItem(atPath: PressRoom.cancelMark(output))
    PressRoom.note(order, in: output)
    let journal = Journal(PressRoom.journal(output))
    self.journal = journal
    runNumber = journal?.beginRun() ?? 0
    let embedded = EmbeddedEngine(
      EmbeddedEngine.Settings(
        workers: max(1, order.workers ?? ProcessInfo.processInfo.activeProcessorCount),
        store: store.folder, log: PressRoom.log(output), timeLimit: order.timeLimit,
        memory: order.memory), lock: lock)
    engine = embedded
    defer { embedded.cancel() }
    clock.pace = journal?.pace() ?? ([:], [:])
    let isFinished = try await loop()
    journal?.endRun(runNumber, isFinished ? (report.hasErrors ? "errors" : "done") : "stopped")
    return (finalReport(), !isUnreadable)
  }

  /// A slip of the pen shall not leave a folder behind.
  private static func look(for edition: String, in folder: String) throws {
    let issue = Intake.issue(at: folder, layouts: Installation.layouts).issue
    _ = try issue?.editions(named: edition)
  }

  private func takeLock() -> RunLock? {
    do throws(OutputFile.Failure) {
      try OutputFile.makeFolder(store.folder)
      if let lock = try RunLock(PressRoom.lock(output)) { return lock }
    } catch {
      report.add(error.diagnostic)
      return nil
    }
    report.add(
      Diagnostic(
        .error, "press.busy", subject: output, "\(output): another run is at work in this folder",
        hints: [
          "wait for it, or follow it with forme press status -o \(output)",
          "write to another folder",
        ]))
    return nil
  }

  // MARK: - The loop

  /// False when the run was stopped before its end.
  private func loop() async throws -> Bool {
    while true {
      try await planAhead()
      submitReady()
      if nextIssue == order.issues.count, unfinished == 0 { return true }
      guard try await lookUp() else { return false }
      do throws(EngineFault) {
        for ending in try engine?.endings(within: 100) ?? [] {
          guard take(ending) else { return false }
        }
      } catch {
        report.add(error.diagnostic)
        return false
      }
    }
  }

  /// Looks up now and then: for somebody who wants to cancel, or to replace a page. False when the
  /// run was cancelled.
  private func lookUp() async throws -> Bool {
    guard Machine.now - lastLook > 0.1 else { return true }
    lastLook = Machine.now
    tellProgress()
    if PressRoom.isCancelled(output) {
      report.add(
        Diagnostic(
          .error, "press.cancelled", subject: output, "the run was cancelled",
          hints: ["go on with forme press resume -o \(output)"]))
      return false
    }
    for request in PressRoom.takeRequests(output) {
      let places = order.issues.map(PressRoom.absolute)
      guard let issue = places.firstIndex(of: request.issue) else { continue }
      try await replace(pages: request.pages, ofIssue: issue)
    }
    return true
  }

  /// Reads the next issues while there is not enough to do: thousands need not be in memory at once.
  private func planAhead() async throws {
    let most = engine?.limits.queue ?? 1
    while nextIssue < order.issues.count, ready.count < most {
      try await plan(issue: nextIssue)
      nextIssue += 1
    }
  }

  private func plan(issue index: Int) async throws {
    if let pages = order.replacing { return try await replace(pages: Set(pages), ofIssue: index) }
    let planned = try await PlannedIssue(
      order, issue: index, numberedFrom: units.count, known: numbers, store: store,
      clearance: clearance)
    note(planned, issue: index)
    let versioned = planned.editions.map { edition in
      var edition = edition
      let last = journal?.version(of: edition.name)
      edition.version = last?.number ?? 1
      // What went out after the first version is never changed under its letter.
      if let last, last.number > 1, last.pages != edition.storedPages { edition.version += 1 }
      return edition
    }
    enter(planned, versioned, tier: .edition)
  }

  private func note(_ planned: PlannedIssue, issue index: Int) {
    isUnreadable = isUnreadable || !planned.isReadable
    reports.append(IssueReport(reading: planned.report, editions: []))
    tell(
      .planned(
        issue: index + 1, of: order.issues.count, folder: order.issues[index],
        units: planned.units.count, unchanged: planned.published.count))
  }

  /// Enters the units and editions of the issue that was noted last.
  private func enter(_ planned: PlannedIssue, _ planning: [PlannedEdition], tier: Tier) {
    let index = reports.count - 1
    let first = units.count
    for unit in planned.units {
      numbers[unit.key] = units.count
      units.append(unit)
      states.append(planned.published[unit.key].map(UnitState.done) ?? .waiting)
      waiters.append([])
      if planned.published[unit.key] == nil { unfinished += 1 }
    }
    journal?.enter(
      planned.units.map { unit in
        let isDone = planned.published[unit.key]
        return (
          unit, isDone.map { $0.pages.contains { $0.file == nil } ? .refused : .done } ?? .waiting
        )
      }, run: runNumber)
    let order = planning.indices.sorted {
      (planning[$0].deadline, $0) < (planning[$1].deadline, $1)
    }
    for place in order {
      let edition = planning[place]
      let number = editions.count
      let needs = Set(edition.pages.map(\.unit) + (edition.whole.map { [$0.unit] } ?? []))
      let left = needs.filter { !states[$0].isOver }
      editions.append(EditionProgress(edition: edition, tier: tier, left: left))
      reports[index].editions.append(number)
      journal?.setVersion(edition.version, of: edition.name, pages: edition.storedPages)
      for unit in left.sorted() {
        waiters[unit].append(number)
        if case .waiting = states[unit] { queue(unit, tier: tier, edition: number) }
      }
      // Whether a page was held back may already be known.
      if let whole = edition.whole?.unit, left.contains(whole) { dropIfHeld(whole) }
      if editions[number].left.isEmpty { layOut(number) }
    }
    // Told in the order in which the issue lists them, whatever the deadlines.
    let names = planning.map(\.name)
    reports[index].editions.sort { one, other in
      (names.firstIndex(of: editions[one].edition.name) ?? 0)
        < (names.firstIndex(of: editions[other].edition.name) ?? 0)
    }
    // A page that was changed besides the one to be replaced waits for the next run.
    for unit in first..<units.count where waiters[unit].isEmpty && !states[unit].isOver {
      end(unit, .failed("not asked for"))
    }
  }

  /// Queues a unit unless it waits for others.
  private func queue(_ unit: Int, tier: Tier, edition: Int) {
    guard units[unit].needs.allSatisfy({ states[$0].isOver }) else { return }
    ready.insert(unit, tier: tier, rank: edition)
  }

  private func submitReady() {
    guard let engine else { return }
    let most = engine.limits.queue
    var room = most - submitted
    while room > 0, let (unit, tier) = ready.next() {
      guard case .waiting = states[unit] else { continue }
      if !waiters[unit].contains(where: { !editions[$0].isSuperseded }) {
        end(unit, .failed("no edition wants it any more"))
        continue
      }
      submit(unit, tier: tier)
      room -= 1
    }
  }

  private func submit(_ unit: Int, tier: Tier) {
    let attempts = journal?.attempts(of: units[unit].key) ?? 0
    states[unit] = .submitted
    self.submitted += 1
    clock.start()
    journal?.start([units[unit].key])
    let planned = units[unit]
    let submitted = SubmittedUnit(
      issue: order.issue(planned.issue, reading: readings),
      unit: WorkOrder.Unit(
        number: unit, key: planned.key, task: planned.task, attempt: attempts + 1),
      isSuspect: attempts > 0)
    do throws(EngineFault) {
      try engine?.submit([submitted], tier: tier)
    } catch {
      states[unit] = .waiting
      self.submitted -= 1
      report.add(error.diagnostic)
    }
  }

  // MARK: - Endings

  /// Takes up what came of a unit; false when no other will fare better.
  private func take(_ ending: UnitEnding) -> Bool {
    let unit = units[ending.unit]
    submitted -= 1
    switch ending.ending {
    case .published, .refused:
      guard let receipt = (try? store.receipt(of: unit.key)) ?? nil else {
        return tryAgain(ending, because: ending.cause ?? "no receipt lies in the store")
      }
      let result = UnitResult(receipt)
      journal?.set(receipt.isRefused ? .refused : .done, of: unit.key, took: result.took)
      clock.add(unit, result.took)
      tellUnit(unit, ending, took: result.took)
      end(ending.unit, .done(result))
    case .differs:
      fail(
        ending, code: "press.differs", hint: "report this: the same input must give the same page")
    case .noStore:
      report.add(
        Diagnostic(
          .error, "output.notWritten", subject: store.folder, ending.cause ?? "cannot be written",
          hints: ["free some space on the disk, then run again: what is done stays"]))
      journal?.giveBack([unit.key])
      return false
    case .again:
      return tryAgain(ending, because: ending.cause ?? "it came to nothing")
    }
    return true
  }

  private func tryAgain(_ ending: UnitEnding, because cause: String) -> Bool {
    let unit = units[ending.unit]
    if !ending.countsAsAttempt { journal?.giveBack([unit.key]) }
    let attempts = journal?.attempts(of: unit.key) ?? Self.mostAttempts
    if attempts >= Self.mostAttempts, ending.countsAsAttempt {
      var ending = ending
      ending.cause = cause
      fail(
        ending, code: "press.unit.failed",
        hint: "see \(PressRoom.log(output)); look at the photos and advertisements of the page")
      return true
    }
    if ending.countsAsAttempt {
      journal?.set(.waiting, of: unit.key, cause: cause)
      var told = ending
      told.cause = cause
      tellUnit(unit, told, took: nil)
    }
    states[ending.unit] = .waiting
    let edition = waiters[ending.unit].first ?? 0
    // Behind the others: what ends workers shall not keep them from the rest.
    ready.insert(
      ending.unit, tier: editions.isEmpty ? .edition : editions[edition].tier,
      rank: ending.countsAsAttempt ? Int.max - Self.mostAttempts + attempts : edition)
    return true
  }

  private func fail(_ ending: UnitEnding, code: String, hint: String) {
    let unit = units[ending.unit]
    let cause = ending.cause ?? "unknown"
    journal?.set(.failed, of: unit.key, cause: cause)
    tellUnit(unit, ending, took: nil)
    report.add(
      Diagnostic(
        .error, code, subject: unit.name,
        page: unit.kind == .pages ? unit.pages.first : nil,
        "\(unit.name) could not be made: \(cause)", hints: [hint]))
    end(ending.unit, .failed(cause))
  }

  private func end(_ unit: Int, _ state: UnitState) {
    if !states[unit].isOver { unfinished -= 1 }
    states[unit] = state
    for edition in waiters[unit] {
      editions[edition].left.remove(unit)
      if let whole = editions[edition].edition.whole?.unit, !states[whole].isOver {
        dropIfHeld(whole)
        if case .waiting = states[whole] {
          queue(whole, tier: editions[edition].tier, edition: edition)
        }
      }
      if editions[edition].left.isEmpty { layOut(edition) }
    }
    waiters[unit] = []
  }

  /// The file of all pages is not made when one of them is held back, in all editions that want it.
  private func dropIfHeld(_ whole: Int) {
    guard case .waiting = states[whole], units[whole].needs.allSatisfy({ states[$0].isOver }),
      waiters[whole].allSatisfy({ hasHeldPage(editions[$0].edition) })
    else { return }
    end(whole, .failed("a page of it is held back"))
    journal?.set(.waiting, of: units[whole].key, cause: "a page of it is held back")
  }

  private func hasHeldPage(_ edition: PlannedEdition) -> Bool {
    edition.pages.contains { file(of: $0, edition) == nil }
  }

  /// The file of a page; nil for one that must not go to press.
  private func file(of page: PlannedEdition.Page, _ edition: PlannedEdition) -> PageFile? {
    page.isHeld || refusal(of: page, edition).hasErrors
      ? nil : result(of: page.unit)?.page(page.number)?.file
  }

  /// What the proof desk has against a page as it is.
  private func refusal(of page: PlannedEdition.Page, _ edition: PlannedEdition) -> Report {
    guard let clearance = edition.clearance,
      let digest = result(of: page.unit)?.page(page.number)?.digest
    else { return Report() }
    return clearance(DeskPage(page.number, edition: page.ownEdition), digest)
  }

  private func layOut(_ number: Int) {
    guard !editions[number].isLaidOut, !editions[number].isSuperseded else { return }
    editions[number].isLaidOut = true
    let folder = EditionFolder(edition: editions[number].edition, output: output, store: store)
    let edition = editions[number].edition
    let isHeld = hasHeldPage(edition)
    report.add(
      folder.write { page in
        if let page { return self.file(of: page, edition) }
        return isHeld ? nil : edition.whole.flatMap { self.result(of: $0.unit)?.page(0)?.file }
      })
    tell(.edition(name: folder.name, summary: summary(of: edition, folder.name)))
  }

  private func result(of unit: Int) -> UnitResult? {
    if case .done(let result) = states[unit] { result } else { nil }
  }

  private func summary(of edition: PlannedEdition, _ name: String) -> String {
    let held = edition.pages.count { file(of: $0, edition) == nil }
    let count = edition.pages.count == 1 ? "1 page" : "\(edition.pages.count) pages"
    return "\(name): \(count)" + (held > 0 ? ", \(held) held back" : "")
  }

  // MARK: - Telling

  private func tellUnit(_ unit: PressUnit, _ ending: UnitEnding, took: Double?) {
    tell(
      .unit(
        name: unit.name, ending: ending.ending.word, milliseconds: took, cause: ending.cause))
  }

  private func tellProgress() {
    var progress = PressProgress()
    progress.total = units.count
    var left = 0.0
    for index in units.indices {
      switch states[index] {
      case .done: progress.done += 1
      case .failed: progress.failed += 1
      default: left += clock.expected(units[index])
      }
    }
    progress.pagesPerSecond = clock.pagesPerSecond
    progress.secondsLeft = left / 1000 / Double(max(1, engine?.limits.slots ?? 1))
    tell(.progress(progress))
  }

  private func finalReport() -> Report {
    var all = Report()
    for issue in reports {
      all.add(issue.reading)
      for number in issue.editions where !editions[number].isSuperseded {
        all.add(findings(of: editions[number].edition))
      }
    }
    all.add(report)
    return all
  }

  private func findings(of edition: PlannedEdition) -> Report {
    var report = Report()
    let folder = order.issues[edition.issue]
    for page in edition.pages {
      let made = result(of: page.unit)?.page(page.number)?.findings ?? []
      for finding in made + refusal(of: page, edition).diagnostics {
        report.add(finding.named(from: folder))
      }
    }
    for finding in edition.whole.flatMap({ result(of: $0.unit) })?.page(0)?.findings ?? [] {
      report.add(finding.named(from: folder))
    }
    return report
  }

  // MARK: - Late changes

  /// Reads the issue again and gives each edition concerned a new version, of which only the pages
  /// named are made anew, in front of everything else.
  private func replace(pages: Set<Int>, ofIssue index: Int) async throws {
    readings += 1
    let planned = try await PlannedIssue(
      order, issue: index, reading: readings,
      replacement: Replacement(pages: pages) { self.journal?.version(of: $0)?.pages },
      numberedFrom: units.count, known: numbers, store: store,
      clearance: clearance)
    note(planned, issue: index)
    var changed: [PlannedEdition] = []
    for var edition in planned.editions {
      guard let last = journal?.version(of: edition.name), last.pages != edition.storedPages else {
        continue
      }
      edition.version = last.number + 1
      changed.append(edition)
      for old in editions.indices
      where editions[old].edition.name == edition.name && !editions[old].isLaidOut {
        editions[old].isSuperseded = true
      }
    }
    if changed.isEmpty { report.add(nothingToReplace(pages, order.issues[index])) }
    enter(planned, changed, tier: .late)
  }

  private func nothingToReplace(_ pages: Set<Int>, _ issue: String) -> Diagnostic {
    let list = pages.sorted().map(String.init).joined(separator: ", ")
    return Diagnostic(
      .warning, "press.replace.unchanged", subject: issue,
      "\(issue): page \(list) is in no edition other than it was made last",
      hints: [
        "save the changed story or issue.yaml first", "make the issue with forme press first",
      ])
  }
}

extension Ending {
  fileprivate var word: String {
    switch self {
    case .published: "published"
    case .refused: "held back"
    case .differs: "differs"
    case .noStore: "not written"
    case .again: "failed"
    }
  }
}

extension EngineFault {
  fileprivate var diagnostic: Diagnostic {
    switch self {
    case .cannotBeAsked(let reason):
      Diagnostic(
        .error, "press.engine", subject: "engine", reason,
        hints: ["see the log of the workers, then run again"])
    }
  }
}
