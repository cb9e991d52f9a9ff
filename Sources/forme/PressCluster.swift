import ArgumentParser
import FoundationEssentials
import Production

/// What runs the units.
enum EngineName: String, ExpressibleByArgument, CaseIterable {
  /// Processes of this machine.
  case local
  /// Tasks of a Slurm cluster.
  case slurm
}

/// What goes first.
enum TierName: String, ExpressibleByArgument, CaseIterable {
  case backCatalogue = "back-catalogue"
  case edition, late

  var tier: Tier {
    switch self {
    case .backCatalogue: .backCatalogue
    case .edition: .edition
    case .late: .late
    }
  }
}

/// How a run is made on a cluster.
struct ClusterOptions: ParsableArguments {
  @Option(name: .long, help: "local (processes of this machine) or slurm (tasks of a cluster).")
  var engine: EngineName = .local
  @Option(name: .long, help: "The cluster's partition (default: the cluster's own).")
  var partition: String?
  @Option(
    name: .customLong("late-partition"),
    help: "The partition for late pages, which pushes others off their places.")
  var latePartition: String?
  @Option(name: .long, help: "back-catalogue, edition or late: what goes first on a cluster.")
  var tier: TierName?
  @Flag(name: .long, help: "Leave the run to the cluster, which sees to its end by itself.")
  var detach = false
  @Option(
    name: .customLong("chunk-seconds"),
    help: "Seconds of work, by past timings, in one task of the cluster.")
  var chunkSeconds: Double?
  @Option(name: .customLong("task-memory"), help: "Megabytes of memory that a task asks for.")
  var taskMemory: Int?
  @Option(
    name: .long, help: "A folder on local disk for the journal while a run on a cluster is going.")
  var journal: String?

  func validate() throws {
    let asked: [(String, Bool)] = [
      ("--partition", partition != nil), ("--late-partition", latePartition != nil),
      ("--detach", detach), ("--chunk-seconds", chunkSeconds != nil),
      ("--task-memory", taskMemory != nil), ("--journal", journal != nil),
    ]
    if engine != .slurm, let (name, _) = asked.first(where: \.1) {
      throw ValidationError("\(name) is for runs with --engine slurm")
    }
    if let chunkSeconds, !(0.1...3600).contains(chunkSeconds) {
      throw ValidationError("--chunk-seconds must be 0.1 to 3600")
    }
    if let taskMemory, taskMemory < 64 { throw ValidationError("--task-memory must be 64 or more") }
  }

  func set(_ order: inout RunOrder) {
    order.tier = tier?.tier
    guard engine == .slurm else { return }
    var cluster = ClusterOrder()
    cluster.partition = partition
    cluster.latePartition = latePartition
    cluster.chunkSeconds = chunkSeconds ?? cluster.chunkSeconds
    cluster.taskMemory = taskMemory ?? cluster.taskMemory
    cluster.journal = journal
    order.cluster = cluster
  }
}

extension Press {
  /// `forme press chunk`: a task of a cluster; started by a run, not by people.
  struct Chunk: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "chunk", abstract: "Makes the units of a chunk.", shouldDisplay: false)

    @Argument var output: String
    @Argument var folder: String

    func run() throws {
      let number = ProcessInfo.processInfo.environment["SLURM_ARRAY_TASK_ID"].flatMap { Int($0) }
      guard let number else { throw ValidationError("it is for tasks of a cluster") }
      throw ExitCode(ChunkWorker.work(output: output, folder: folder, index: number))
    }
  }
}
