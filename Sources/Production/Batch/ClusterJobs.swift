import FoundationEssentials
import Glibc

/// The jobs of a run on a cluster, and the folders of their chunks.
///
/// A job is known by its name, which comes from the run: the cluster may hand the same number out
/// twice.
final class ClusterJobs {
  let run: String
  /// The run's folder.
  let folder: String
  private var chunks: String { "\(folder)/chunks" }
  /// The job that tasks are added to, and their number so far.
  private var last: (job: Int, count: Int)

  /// A run's jobs; those that an earlier coordinator handed in are found by their folders.
  init(run: String, in runs: String) {
    self.run = run
    folder = "\(runs)/\(run)"
    let chunks = "\(folder)/chunks"
    let known = Self.numbers(in: chunks, ending: "").max() ?? 0
    last = (known, Self.numbers(in: "\(chunks)/\(known)", ending: ".json").max() ?? 0)
  }

  /// The jobs of all runs that have chunks.
  static func all(in runs: String) -> [ClusterJobs] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
    return names.sorted().filter { unsafe access("\(runs)/\($0)/chunks", F_OK) == 0 }
      .map { ClusterJobs(run: $0, in: runs) }
  }

  /// The names of all jobs with tasks.
  var names: [String] { (0...last.job).map { name($0) } }

  /// The job that follows when all others are done.
  var finisher: String { name(nil) }

  private func name(_ job: Int?) -> String {
    "forme-\(run.prefix(12))-" + (job.map { "\($0)" } ?? "end")
  }

  func folder(of name: String) -> String {
    "\(chunks)/\(name.split(separator: "-").last ?? "")"
  }

  func place(of task: Slurm.Task) -> Chunk.Place {
    Chunk.Place(folder: folder(of: task.job), index: task.index)
  }

  /// Numbers for so many new tasks, or as many as the job has room for: an array takes none from
  /// `size` on.
  func next(_ count: Int, below size: Int) -> [Slurm.Task] {
    if last.count + 1 >= size { last = (last.job + 1, 0) }
    let first = last.count + 1
    let end = min(first + count, size)
    last.count = end - 1
    return (first..<end).map { Slurm.Task(job: name(last.job), index: $0) }
  }

  /// Removes the chunks: a task that still comes for one has nothing to do.
  func clear() { try? FileManager.default.removeItem(atPath: chunks) }

  private static func numbers(in folder: String, ending: String) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(ending) }.compactMap { Int($0.dropLast(ending.count)) }
  }
}
