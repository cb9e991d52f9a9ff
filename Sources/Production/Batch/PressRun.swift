import FoundationEssentials
import Glibc
import Intake
public import Newspaper
import ObjectStore
import Prepress

/// 付印: a run of the press room from issue folders to edition folders.
///
/// The coordinator: plans, hands units to an engine, lays out editions. All that it knows can be
/// found out again from the sources and the store, so that it may be killed at any moment.
public final class PressRun {
  let order: RunOrder
  /// The order with the folders that issues of buckets were fetched into.
  var fetched: RunOrder
  let output: String
  let store: any PressStore
  let attendance: Attendance
  let clearance: (Issue) async -> Clearance?
  let isWanted: () -> Bool
  let tell: (PressEvent) -> Void
  var journal: Journal?
  var engine: (any Engine)?
  var runNumber = 0

  var units: [PressUnit] = []
  var states: [UnitState] = []
  var numbers: [String: Int] = [:]
  var editions: [EditionProgress] = []
  /// Editions that wait for a unit.
  var waiters: [[Int]] = []
  /// Units that a unit is needed for.
  var dependents: [[Int]] = []
  var ready = ReadyUnits()
  var folders: [Int: String] = [:]
  var nextIssue = 0
  var unitList = UnitList()
  var readings = 0
  var reports: [IssueReport] = []
  var report = Report()
  var isUnreadable = false
  var clock = RunClock()
  /// Units that the engine has, and units whose end is not known.
  var (submitted, unfinished) = (0, 0)
  var lastLook = 0.0

  enum UnitState {
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

  struct EditionProgress {
    var edition: PlannedEdition
    var tier: Tier
    /// Units whose end it waits for.
    var left: Set<Int>
    var isLaidOut = false
    var isSuperseded = false
  }

  /// Findings of an issue, to be told in the order of issues and editions whatever ended first.
  struct IssueReport {
    var reading: Report
    var editions: [Int]
  }

  /// Attempts at a unit in a run.
  static let mostAttempts = 4

  /// Prepares a run that writes to a folder.
  ///
  /// `clearance` gives who says whether the pages of an issue are signed; `isWanted` is asked now and
  /// then whether to go on.
  public init(
    _ order: RunOrder, output: String, attendance: Attendance = .staying,
    clearance: @escaping (Issue) async -> Clearance? = { _ in nil },
    isWanted: @escaping () -> Bool = { true }, tell: @escaping (PressEvent) -> Void
  ) {
    self.isWanted = isWanted
    self.attendance = attendance
    self.clearance = clearance
    self.order = order
    fetched = order
    self.output = output
    self.tell = tell
    store = order.openStore(output)
  }

  /// Runs to the end; `isReadable` is false when an issue could not be read.
  public func run() async throws -> (report: Report, isReadable: Bool) {
    if let edition = order.edition, edition != "all" {
      for folder in order.issues where !folder.hasPrefix(BucketAddress.scheme) {
        try Self.look(for: edition, in: folder)
      }
    }
    report = OutputFolder.prepare(output)
    guard !report.hasErrors, let lock = takeLock() else { return (report, true) }
    store.tidy(order.cluster == nil ? .ofThisMachine : .old)
    let isFirst = store.isNew
    guard let engine = openEngine(lock) else { return (report, true) }
    self.engine = engine
    try? FileManager.default.removeItem(atPath: PressRoom.cancelMark(output))
    PressRoom.note(order, in: output)
    tell(.began)
    let journal = PressRoom.journal(for: order, in: output)
    self.journal = journal
    if journal == nil { report.add(noJournal) }
    runNumber = journal?.beginRun() ?? 0
    // Where nothing was ever made there is work for all; else the plan says whether there is any.
    if isFirst, order.issues.first?.hasPrefix(BucketAddress.scheme) == false {
      engine.warmUp(order.issue(0))
    }
    clock.pace = journal?.pace() ?? ([:], [:])
    var end = RunEnd.stopped
    defer { if end != .left { engine.cancel() } }
    do {
      end = try await loop()
    } catch let fault as StoreFault {
      report.add(fault.diagnostic)
    }
    let all = finalReport()
    journal?.endRun(runNumber, end.word(all))
    journal?.carry()
    clearUp(end)
    tellProgress()
    tell(.ended(end.word(all)))
    return (all, !isUnreadable)
  }

  /// A slip of the pen shall not leave a folder behind.
  static func look(for edition: String, in folder: String) throws {
    let issue = Intake.issue(at: folder, layouts: Installation.layouts).issue
    _ = try issue?.editions(named: edition)
  }

  func takeLock() -> RunLock? {
    do throws(OutputFile.Failure) {
      try OutputFile.makeFolder(PressRoom.place(output))
      repeat {
        if let lock = try RunLock(PressRoom.lock(output)) { return lock }
        usleep(500_000)
      } while attendance == .waiting
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

  func loop() async throws -> RunEnd {
    while true {
      try await planAhead()
      submitReady()
      if nextIssue == order.issues.count, unfinished == 0 { return .finished }
      guard try await lookUp() else { return .stopped }
      do throws(EngineFault) {
        for ending in try engine?.endings(within: 100) ?? [] {
          guard take(ending) else { return .stopped }
        }
        if attendance == .leaving, try leave() { return .left }
      } catch {
        report.add(error.diagnostic)
        return .stopped
      }
    }
  }

  /// Looks up now and then: for somebody who wants to cancel, or to replace a page.
  ///
  /// False when the run was cancelled.
  func lookUp() async throws -> Bool {
    guard Machine.now - lastLook > 0.1 else { return true }
    lastLook = Machine.now
    tellProgress()
    journal?.carry(after: 1)
    if PressRoom.isCancelled(output) || !isWanted() {
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
  func planAhead() async throws {
    let most = engine?.limits.queue ?? 1
    while nextIssue < order.issues.count, ready.count < most {
      let first = units.count
      try await plan(issue: nextIssue)
      unitList.add(units[first...])
      nextIssue += 1
      if nextIssue == order.issues.count { begin() }
    }
  }

  /// The plan is complete: the run has its name.
  func begin() {
    do throws(OutputFile.Failure) {
      try unitList.write(in: output)
    } catch {
      report.add(error.diagnostic)
    }
    engine?.begin(unitList.run)
  }

  /// Queues a unit unless it waits for others.
  func queue(_ unit: Int, tier: Tier, edition: Int) {
    guard units[unit].needs.allSatisfy({ states[$0].isOver }) else { return }
    ready.insert(unit, Urgency(tier: tier, due: editions[edition].edition.due, rank: edition))
  }

  /// Queues a unit for the most urgent edition that waits for it.
  func queue(_ unit: Int) {
    func urgency(_ edition: Int) -> Urgency {
      Urgency(
        tier: editions[edition].tier, due: editions[edition].edition.due, rank: edition)
    }
    let first = waiters[unit].min { urgency($0).isBefore(urgency($1)) ?? false }
    if let first { queue(unit, tier: editions[first].tier, edition: first) }
  }

  /// What a late edition shares with others goes in front with it.
  func hasten(_ left: Set<Int>) {
    engine?.hasten(left.filter { if case .submitted = states[$0] { true } else { false } })
  }

  func submitReady() {
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

  func submit(_ unit: Int, tier: Tier) {
    let attempts = journal?.attempts(of: units[unit].key) ?? 0
    states[unit] = .submitted
    self.submitted += 1
    clock.start()
    journal?.start([units[unit].key])
    let planned = units[unit]
    let submitted = SubmittedUnit(
      issue: fetched.issue(planned.issue, reading: readings),
      unit: WorkOrder.Unit(
        number: unit, key: planned.key, task: planned.task, attempt: attempts + 1),
      expected: clock.expected(planned),
      isSuspect: attempts > 0)
    do throws(EngineFault) {
      try engine?.submit([submitted], tier: tier)
    } catch {
      states[unit] = .waiting
      self.submitted -= 1
      report.add(error.diagnostic)
    }
  }
}
