import FoundationEssentials
import Glibc

/// A Slurm cluster as its commands show it: `sbatch`, `squeue`, `scancel`, `scontrol`, `sinfo`.
///
/// Only what stays the same from version to version is read: names of jobs, numbers in their
/// arrays, exit codes. A command that fails says that the cluster cannot be asked, never that it
/// has nothing.
struct Slurm {
  /// What the cluster takes.
  struct Limits {
    /// The numbers in an array stay below this.
    var arraySize: Int
    /// Tasks that the controller keeps in mind, of all its users.
    var jobs: Int
    /// Tasks at work at once in the partition.
    var slots: Int
  }

  /// A task of an array.
  struct Task: Hashable {
    var job: String
    var index: Int
  }

  /// Tasks that differ in nothing but their number.
  struct JobArray {
    var name: String
    var partition: String?
    var indices: [Int]
    /// Less urgent than others of its partition by so much.
    var niceness: Int
    var memory: Int
    var minutes: Int
    /// Where what they print goes; `%a` is the number.
    var log: String
    var command: [String]
  }

  /// What the cluster takes; refuses partitions that it does not have.
  func limits(_ order: ClusterOrder) throws(EngineFault) -> Limits {
    let settings = try ask("scontrol", ["show", "config"])
    func setting(_ name: String, otherwise: Int) -> Int {
      let line = settings.split(separator: "\n").first { $0.hasPrefix(name) }
      return line?.split(separator: "=").last.flatMap { Int($0.filter(\.isNumber)) } ?? otherwise
    }
    var slots: [String: Int] = [:]
    var usual: String?
    for line in try ask("sinfo", ["-h", "-o", "%P %C"]).split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 2 else { continue }
      let name = parts[0].filter { $0 != "*" }
      if parts[0].hasSuffix("*") { usual = name }
      // At work, idle, down, all.
      let counts = parts[1].split(separator: "/").map { Int($0) ?? 0 }
      slots[name, default: 0] += counts.count == 4 ? counts[0] + counts[1] : 0
    }
    for name in [order.partition, order.latePartition].compactMap({ $0 }) where slots[name] == nil {
      throw .refused(
        "the cluster has no partition \(name)",
        hint: "it has: \(slots.keys.sorted().joined(separator: ", "))")
    }
    return Limits(
      arraySize: setting("MaxArraySize", otherwise: 1001),
      jobs: setting("MaxJobCount", otherwise: 10_000),
      slots: (order.partition ?? usual).flatMap { slots[$0] } ?? 1)
  }

  /// Hands an array in; gives its number.
  ///
  /// Its tasks are never started again by the cluster under the same number: that takes two
  /// minutes, and may drain the node. The environment passes as it is; naming variables with
  /// --export would run a login shell for every task.
  func submit(_ array: JobArray) throws(EngineFault) -> String {
    var words = [
      "--array=\(Self.ranges(array.indices))", "--no-requeue", "--ntasks=1",
      "--mem=\(array.memory)",
      "--time=\(array.minutes)", "--nice=\(array.niceness)", "--output=\(array.log)",
    ]
    if let partition = array.partition { words.append("--partition=\(partition)") }
    return try submit(array.name, words, array.command)
  }

  /// Hands in a job that follows when other jobs have come to an end, however they ended.
  ///
  /// It is the only one that the cluster starts again by itself.
  func submit(
    _ name: String, after jobs: [String], partition: String?, memory: Int, log: String,
    _ command: [String]
  ) throws(EngineFault) {
    var words = ["--requeue", "--ntasks=1", "--mem=\(memory)", "--output=\(log)"]
    if !jobs.isEmpty { words.append("--dependency=afterany:" + jobs.joined(separator: ":")) }
    if let partition { words.append("--partition=\(partition)") }
    _ = try submit(name, words, command)
  }

  private func submit(_ name: String, _ words: [String], _ command: [String])
    throws(EngineFault) -> String
  {
    let here = FileManager.default.currentDirectoryPath
    // The shell gives way to the program, so that signals for the task reach it.
    let line = "exec " + command.map(Self.quoted).joined(separator: " ")
    let answer = try ask(
      "sbatch",
      ["--parsable", "--job-name=\(name)", "--chdir=\(here)", "--open-mode=append"] + words + [
        "--wrap=\(line)"
      ])
    return String(answer.prefix { $0.isNumber })
  }

  /// The tasks that the cluster has of jobs with these names, waiting or at work.
  func tasks(of jobs: [String]) throws(EngineFault) -> Set<Task> {
    guard !jobs.isEmpty else { return [] }
    let answer = try ask(
      "squeue", ["-h", "-r", "-n", jobs.joined(separator: ","), "-o", "%j %K"])
    var tasks: Set<Task> = []
    for line in answer.split(separator: "\n") {
      let parts = line.split(separator: " ")
      if let job = parts.first {
        tasks.insert(Task(job: String(job), index: Int(parts.last ?? "") ?? 0))
      }
    }
    return tasks
  }

  /// Ends all jobs of these names.
  func cancel(_ jobs: [String]) throws(EngineFault) {
    for job in jobs { _ = try ask("scancel", ["--quiet", "-n", job]) }
  }

  private func ask(_ name: String, _ arguments: [String]) throws(EngineFault) -> String {
    guard let command = Command(name, arguments), command.status != 127 else {
      throw .refused(
        "\(name) is not there", hint: "install the commands of Slurm (Debian: slurm-client)")
    }
    guard command.status == 0 else { throw .cannotBeAsked("\(name): \(command.complaint)") }
    return command.output
  }

  /// `1-5,9`.
  static func ranges(_ numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }.joined(separator: ",")
  }

  static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
