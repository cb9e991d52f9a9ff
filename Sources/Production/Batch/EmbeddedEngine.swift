import FoundationEssentials
import Glibc

/// Worker processes of this machine, one a core.
///
/// A worker that dies takes nothing with it but the unit it was at: that one is tried again, the
/// others it had been handed do not count it as an attempt.
final class EmbeddedEngine: Engine {
  /// How workers are started, and what a unit may take.
  struct Settings: Sendable {
    var workers: Int
    var store: String
    var log: String
    /// Seconds that a unit may take.
    var timeLimit: Double
    /// Megabytes of addresses that a worker may use.
    var memory: Int
  }

  private final class Bench {
    let worker: WorkerProcess
    var units: [SubmittedUnit] = []
    /// The number of the unit it is at, and since when.
    var current: (unit: Int, since: Double)?
    var isOverdue = false

    init(_ worker: WorkerProcess) { self.worker = worker }
  }

  private let settings: Settings
  private let lock: RunLock
  private var queues: [Tier: [SubmittedUnit]] = [:]
  private var benches: [Bench] = []
  private var failedStarts = 0
  /// Units handed to a worker at once, at most.
  private static let mostAtOnce = 16
  /// A worker with so many units left is given the next, so that it never waits for its coordinator.
  private static let fewLeft = 1

  init(_ settings: Settings, lock: RunLock) {
    self.settings = settings
    self.lock = lock
    signal(SIGPIPE, SIG_IGN)
  }

  /// Starts the workers and lets them open an issue while its units are still being planned.
  func warmUp(_ issue: IssueOrder) {
    guard let line = try? JSONEncoder().encode(WorkOrder(issue: issue, units: [])) else { return }
    while benches.count < settings.workers, start() { benches.last?.worker.send(Array(line)) }
  }

  func submit(_ units: [SubmittedUnit], tier: Tier) {
    queues[tier, default: []] += units
    handOut()
  }

  var limits: EngineLimits {
    EngineLimits(slots: settings.workers, queue: settings.workers * Self.mostAtOnce * 2)
  }

  func cancel() {
    queues = [:]
    for bench in benches {
      bench.worker.kill()
      _ = bench.worker.bury()
    }
    benches = []
  }

  func endings(within milliseconds: Int32) throws(EngineFault) -> [UnitEnding] {
    handOut()
    if benches.isEmpty {
      guard failedStarts < 3 else { throw .cannotBeAsked("no worker can be started") }
      return []
    }
    var endings: [UnitEnding] = []
    var gone: [Int] = []
    for index in WorkerProcess.wait(for: benches.map(\.worker), milliseconds: milliseconds) {
      let bench = benches[index]
      if let lines = bench.worker.listen() {
        endings += lines.compactMap { hear($0, from: bench) }
      } else {
        gone.append(index)
      }
    }
    for index in gone.reversed() { endings += bury(benches.remove(at: index)) }
    endOverdue()
    handOut()
    return endings
  }

  // MARK: - Workers

  private func start() -> Bool {
    let program = Machine.program
    guard
      let worker = WorkerProcess(
        program, ["press", "work", settings.store, "--memory", "\(settings.memory)"],
        lock: lock.file, log: settings.log)
    else {
      failedStarts += 1
      return false
    }
    benches.append(Bench(worker))
    return true
  }

  /// Gives each worker that is about to have nothing to do the next units.
  private func handOut() {
    while queues.values.contains(where: { !$0.isEmpty }) {
      while benches.count < settings.workers, benches.allSatisfy({ !$0.units.isEmpty }), start() {}
      let next = benches.filter { !$0.isOverdue }.min { $0.units.count < $1.units.count }
      guard let bench = next, bench.units.count <= Self.fewLeft else { return }
      give(bench, self.next())
    }
  }

  private func give(_ bench: Bench, _ units: [SubmittedUnit]) {
    guard let first = units.first else { return }
    if bench.units.isEmpty { bench.current = (first.unit.number, Machine.now) }
    bench.units += units
    let order = WorkOrder(issue: first.issue, units: units.map(\.unit))
    guard let line = try? JSONEncoder().encode(order) else { return }
    bench.worker.send(Array(line))
  }

  /// The next units for one worker, the most urgent first, all of one issue: so many that all
  /// workers get some.
  private func next() -> [SubmittedUnit] {
    guard let tier = queues.keys.sorted(by: >).first(where: { queues[$0]?.isEmpty == false }),
      var queue = queues[tier], let first = queue.first
    else { return [] }
    let share = (queue.count + settings.workers - 1) / settings.workers
    var units: [SubmittedUnit] = []
    while units.count < min(share, Self.mostAtOnce), let unit = queue.first,
      unit.issue == first.issue, units.isEmpty || !(unit.isSuspect || first.isSuspect)
    {
      units.append(unit)
      queue.removeFirst()
    }
    queues[tier] = queue
    return units
  }

  private func hear(_ line: ArraySlice<UInt8>, from bench: Bench) -> UnitEnding? {
    guard let word = try? JSONDecoder().decode(WorkerWord.self, from: Data(line)),
      bench.units.contains(where: { $0.unit.number == word.unit })
    else { return nil }
    guard let ending = word.ending else {
      bench.current = (word.unit, Machine.now)
      return nil
    }
    bench.units.removeAll { $0.unit.number == word.unit }
    // What is published may have been finished long before: the worker is at another one now.
    if bench.current?.unit == word.unit {
      bench.current = bench.units.first.map { ($0.unit.number, Machine.now) }
    }
    return UnitEnding(unit: word.unit, ending: ending, cause: word.cause)
  }

  /// What becomes of the units of a worker that has died.
  private func bury(_ bench: Bench) -> [UnitEnding] {
    let end = bench.worker.bury()
    let cause =
      bench.isOverdue
      ? "took longer than \(Int(settings.timeLimit)) seconds and was ended" : "its worker \(end)"
    return bench.units.map { unit in
      let isCulprit = unit.unit.number == bench.current?.unit
      return UnitEnding(
        unit: unit.unit.number, ending: .again, cause: cause, countsAsAttempt: isCulprit)
    }
  }

  private func endOverdue() {
    let now = Machine.now
    for bench in benches where !bench.isOverdue {
      if let current = bench.current, now - current.since > settings.timeLimit {
        bench.isOverdue = true
        bench.worker.kill()
      }
    }
  }
}
