import FoundationEssentials
import Glibc
import Newspaper

/// Tasks of a Slurm cluster, each with a chunk of units.
///
/// What its tasks write beside their chunks is the early news. Who is still there the cluster is
/// asked; and of a chunk that it has no more, twice in a row, the receipts tell what came of it.
final class SlurmEngine: Engine {
  /// What a task is started with.
  struct Settings {
    var cluster: ClusterOrder
    /// What tasks open the store by.
    var store: String
    /// The folder of the runs.
    var runs: String
    /// Our program with the words for a task, but for the folder of its job.
    var command: [String]
    /// Our program with the words that go on with the run.
    var finisher: [String]
    var timeLimit: Double
    var memory: Int
    /// What becomes of tasks of other runs in the folder.
    var others: Others
    /// Tells what was published.
    var receipt: (String) -> Receipt?
  }

  enum Others {
    /// A coordinator that was killed handed them in, for issues as they were then.
    case ended
    case left
  }

  /// A chunk whose task has not come to its end.
  private final class Task {
    let place: Chunk.Place
    let task: Slurm.Task
    let units: [WorkOrder.Unit]
    /// The unit it is at.
    var current: Int?
    var heard = 0
    var missing = 0

    init(_ place: Chunk.Place, _ task: Slurm.Task, _ units: [WorkOrder.Unit]) {
      self.place = place
      self.task = task
      self.units = units
    }
  }

  let limits: EngineLimits
  private(set) var trouble: String?
  private let settings: Settings
  private let slurm = Slurm()
  private let cluster: Slurm.Limits
  private var jobs: ClusterJobs?
  /// Whether it is known what an earlier coordinator left at work.
  private var isTakenOver = false
  private var isCancelled = false
  private var queues: [Precedence: [SubmittedUnit]] = [:]
  /// Units whose end is awaited, by key.
  private var awaited: [String: SubmittedUnit] = [:]
  private var tasks: [Task] = []
  /// How often units went down with tasks that said nothing at all.
  private var silences: [String: Int] = [:]
  private var refusals = 0
  private var submitted: [String] = []
  private var lastLook = 0.0
  /// Seconds between questions to the cluster.
  private static let pause = 1.0
  /// The same attempts a unit has.
  private static let most = 4

  init(_ settings: Settings) throws(EngineFault) {
    self.settings = settings
    cluster = try slurm.limits(settings.cluster)
    // Everything is planned before anything is handed in: the run's name is that of its plan.
    limits = EngineLimits(slots: max(1, cluster.slots), queue: .max)
  }

  func begin(_ run: String) { jobs = ClusterJobs(run: run, in: settings.runs) }

  func submit(_ units: [SubmittedUnit], tier: Tier) {
    for unit in units {
      awaited[unit.unit.key] = unit
      queues[Precedence(tier: tier, isLast: unit.isLast), default: []].append(unit)
    }
  }

  func hasten(_ units: Set<Int>) {
    let late = Precedence(tier: .late, isLast: false)
    for (precedence, queue) in queues where precedence > late {
      queues[precedence] = queue.filter { !units.contains($0.unit.number) }
    }
    queues[late, default: []] += awaited.values.filter { units.contains($0.unit.number) }
      .sorted { $0.unit.number < $1.unit.number }
  }

  func endings(within milliseconds: Int32) throws(EngineFault) -> [UnitEnding] {
    if !isTakenOver || Machine.now - lastLook > Self.pause { try look() }
    var endings: [UnitEnding] = []
    for task in tasks { endings += hear(task) }
    for task in tasks where task.missing >= 2 { endings += bury(task) }
    tasks.removeAll { task in task.missing >= 2 || !task.units.contains { awaited[$0.key] != nil } }
    if endings.isEmpty { usleep(UInt32(milliseconds) * 1000) }
    return endings
  }

  func cancel() {
    guard let jobs, !isCancelled else { return }
    isCancelled = true
    (queues, awaited, tasks) = ([:], [:], [])
    // Whoever finishes a run that was left may be a job itself.
    let own = ProcessInfo.processInfo.environment["SLURM_JOB_NAME"]
    try? slurm.cancel((jobs.names + [jobs.finisher]).filter { $0 != own })
  }

  /// Removes the chunks once no task is at work any more; false when some still are after so many
  /// seconds.
  func clear(within seconds: Double) -> Bool {
    guard let jobs else { return false }
    let end = Machine.now + seconds
    while Machine.now < end {
      if let tasks = try? slurm.tasks(of: jobs.names), tasks.isEmpty {
        jobs.clear()
        return settings.others == .ended
      }
      usleep(200_000)
    }
    return false
  }

  /// Hands in a job that goes on when the tasks are done; false while not all are handed in.
  func leave() throws(EngineFault) -> Bool {
    guard let jobs, isTakenOver, queues.values.allSatisfy(\.isEmpty) else { return false }
    let cluster = settings.cluster
    try slurm.submit(
      jobs.finisher, after: submitted, partition: cluster.latePartition ?? cluster.partition,
      memory: cluster.taskMemory, log: "\(jobs.folder)/end.log", settings.finisher)
    return true
  }

  // MARK: - Asking and handing in

  private func look() throws(EngineFault) {
    guard let jobs else { return }
    lastLook = Machine.now
    let before = tasks
    do throws(EngineFault) {
      let active = try slurm.tasks(of: jobs.names)
      trouble = nil
      if !isTakenOver { try takeOver(active, jobs) }
      for task in before { task.missing = active.contains(task.task) ? 0 : task.missing + 1 }
    } catch .cannotBeAsked(let reason) {
      // Not being told of a task does not mean that it is gone.
      trouble = reason
      return
    }
    try handIn()
    lastLook = Machine.now
  }

  /// Takes up the tasks that another coordinator of this run handed in.
  private func takeOver(_ active: Set<Slurm.Task>, _ jobs: ClusterJobs) throws(EngineFault) {
    if settings.others == .ended {
      for other in ClusterJobs.all(in: settings.runs) where other.run != jobs.run {
        try slurm.cancel(other.names)
        other.clear()
      }
    }
    isTakenOver = true
    for task in active.sorted(by: { ($0.job, $0.index) < ($1.job, $1.index) }) {
      let place = jobs.place(of: task)
      guard let chunk = Chunk(at: place) else { continue }
      tasks.append(Task(place, task, chunk.units))
    }
    let held = Set(tasks.flatMap(\.units).map(\.key))
    for (precedence, queue) in queues {
      queues[precedence] = queue.filter { !held.contains($0.unit.key) }
    }
  }

  private func handIn() throws(EngineFault) {
    for precedence in queues.keys.sorted() {
      guard let queue = queues[precedence], !queue.isEmpty else { continue }
      let room = max(0, cluster.jobs / 2 - tasks.count)
      let chunks = queue.chunks(seconds: settings.cluster.chunkSeconds, slots: limits.slots)
      queues[precedence] = chunks.dropFirst(room).flatMap { $0 }
      var rest = chunks.prefix(room)
      while !rest.isEmpty {
        do throws(EngineFault) {
          rest = rest.dropFirst(try handIn(rest, precedence))
          refusals = 0
        } catch {
          queues[precedence] = rest.flatMap { $0 } + (queues[precedence] ?? [])
          try note(error)
          return
        }
      }
    }
  }

  /// Hands in as many chunks as one array takes, and says how many.
  private func handIn(_ chunks: ArraySlice<[SubmittedUnit]>, _ precedence: Precedence)
    throws(EngineFault) -> Int
  {
    guard let jobs else { return 0 }
    let places = jobs.next(chunks.count, below: cluster.arraySize)
    guard let name = places.first?.job else { return 0 }
    var minutes = 1
    for (place, units) in zip(places, chunks) {
      do throws(OutputFile.Failure) {
        try Chunk(
          units, store: settings.store, timeLimit: settings.timeLimit, memory: settings.memory
        ).write(
          at: jobs.place(of: place))
      } catch {
        throw .refused("\(error.path) cannot be written: \(error.reason)", hint: "make room")
      }
      let seconds = units.reduce(0) { $0 + $1.expected } / 1000
      // A unit that comes to no end is ended by its task; a slow machine is none.
      minutes = max(minutes, Int((seconds * 4 + settings.timeLimit) / 60) + 2)
    }
    let isLate = precedence.tier == .late
    let cluster = settings.cluster
    let number = try slurm.submit(
      Slurm.JobArray(
        name: name,
        partition: isLate ? cluster.latePartition ?? cluster.partition : cluster.partition,
        indices: places.map(\.index), niceness: precedence.niceness,
        memory: cluster.taskMemory, minutes: minutes, log: "\(jobs.folder(of: name))/%a.log",
        command: settings.command + [jobs.folder(of: name)]))
    submitted.append(number)
    for (task, units) in zip(places, chunks) {
      tasks.append(Task(jobs.place(of: task), task, units.map(\.unit)))
    }
    return places.count
  }

  /// The cluster may be full, or away; but what it refuses again and again it will never take.
  private func note(_ fault: EngineFault) throws(EngineFault) {
    guard case .cannotBeAsked(let reason) = fault else { throw fault }
    trouble = reason
    refusals += 1
    if refusals >= Self.most, (try? slurm.tasks(of: jobs?.names ?? [])) != nil {
      throw .refused(reason, hint: "try the same with sbatch by hand")
    }
  }

  // MARK: - Listening

  /// What a task has said since.
  private func hear(_ task: Task) -> [UnitEnding] {
    guard let data = FileManager.default.contents(atPath: task.place.words),
      let end = data.lastIndex(of: 10), end >= task.heard
    else { return [] }
    let lines = data[task.heard...end].split(separator: 10)
    task.heard = end + 1
    var endings: [UnitEnding] = []
    for line in lines {
      guard let word = try? JSONDecoder().decode(WorkerWord.self, from: Data(line)) else {
        continue
      }
      if word.isPushedOff == true {
        task.current = nil
        task.missing = 2
        continue
      }
      guard let ending = word.ending else {
        task.current = word.unit
        continue
      }
      // Publishing goes on beside the making of the next.
      if task.current == word.unit { task.current = nil }
      guard let unit = task.units.first(where: { $0.number == word.unit })
      else { continue }
      endings += conclude(unit.key, ending, word.cause)
    }
    return endings
  }

  private func conclude(_ key: String, _ ending: Ending, _ cause: String?, counts: Bool = true)
    -> [UnitEnding]
  {
    guard let unit = awaited.removeValue(forKey: key) else { return [] }
    silences[key] = counts ? nil : silences[key]
    return [
      UnitEnding(unit: unit.unit.number, ending: ending, cause: cause, countsAsAttempt: counts)
    ]
  }

  /// What became of the units of a task that is gone.
  private func bury(_ task: Task) -> [UnitEnding] {
    var endings = hear(task)
    for unit in task.units where awaited[unit.key] != nil {
      if let receipt = settings.receipt(unit.key) {
        endings += conclude(unit.key, receipt.isRefused ? .refused : .published, nil)
        continue
      }
      // Another task may have it too.
      let isElsewhere = tasks.contains { other in
        other !== task && other.missing < 2 && other.units.contains { $0.key == unit.key }
      }
      if isElsewhere { continue }
      if task.heard == 0 { silences[unit.key, default: 0] += 1 }
      let counts = unit.number == task.current || silences[unit.key, default: 0] > Self.most
      endings += conclude(
        unit.key, .again, "its task is gone from the cluster; see \(task.place.log)", counts: counts
      )
    }
    return endings
  }
}

/// What goes before what in the cluster's queue; the least goes first.
private struct Precedence: Hashable, Comparable {
  var tier: Tier
  /// Whether it is what an edition waits for last: it goes before the pages of others.
  var isLast: Bool

  /// The cluster's own order falls by one with every job that is handed in.
  var niceness: Int { 20_000 * (Tier.late.rawValue - tier.rawValue) + (isLast ? 0 : 10_000) }

  static func < (left: Precedence, right: Precedence) -> Bool { left.niceness < right.niceness }
}

extension SubmittedUnit {
  fileprivate var isLast: Bool {
    switch unit.task {
    case .bind, .impose: true
    case .pages, .whole: unit.attempt > 1
    }
  }
}
