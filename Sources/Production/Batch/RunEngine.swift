import FoundationEssentials
import Glibc
import Newspaper

/// Which engine makes a run's units, and what it leaves behind.
extension PressRun {
  /// Nil when there is none to be had; the report says why.
  func openEngine(_ lock: RunLock) -> (any Engine)? {
    guard let cluster = order.cluster else {
      return EmbeddedEngine(
        EmbeddedEngine.Settings(
          workers: max(1, order.workers ?? ProcessInfo.processInfo.activeProcessorCount),
          store: store.address, log: PressRoom.log(output), timeLimit: order.timeLimit,
          memory: order.memory), lock: lock)
    }
    let store = store
    do throws(EngineFault) {
      return try SlurmEngine(
        SlurmEngine.Settings(
          cluster: cluster, store: store.address, runs: PressRoom.runs(output),
          command: [Machine.program, "press", "chunk", output],
          finisher: [Machine.program, "press", "resume", "--wait", "-o", output],
          timeLimit: order.timeLimit, memory: order.memory,
          others: order.replacing == nil ? .ended : .left,
          receipt: { key in (try? store.receipt(of: key)) ?? nil }))
    } catch {
      report.add(error.diagnostic)
      return nil
    }
  }

  /// Whether the cluster has all that can be handed out now, and a job that sees to the rest.
  func leave() throws(EngineFault) -> Bool {
    guard nextIssue == order.issues.count, let slurm = engine as? SlurmEngine, try slurm.leave()
    else { return false }
    report.add(
      Diagnostic(
        .note, "press.left", subject: output,
        "\(unfinished) units are with the cluster, which goes on by itself",
        hints: ["see how far it is with forme press status -o \(output)"]))
    return true
  }

  /// Takes away what tasks of machines that are gone were about to publish.
  func clearUp(_ end: RunEnd) {
    guard let slurm = engine as? SlurmEngine, end != .left else { return }
    slurm.cancel()
    guard end == .finished, !report.hasErrors, slurm.clear(within: 10) else { return }
    store.tidy(.all)
  }
}

/// Whether whoever starts a run stays with it.
public enum Attendance: Sendable {
  /// To its end.
  case staying
  /// To its end, once the run that is at work in the folder is over.
  case waiting
  /// Until the cluster has it all, with a job that sees to the rest.
  case leaving
}

/// How a coordinator comes to its end.
enum RunEnd {
  case finished, stopped
  /// The cluster goes on without it.
  case left

  /// As the journal has it.
  func word(_ report: Report) -> String {
    switch self {
    case .finished: report.hasErrors ? "errors" : "done"
    case .stopped: "stopped"
    case .left: Journal.left
    }
  }
}

extension Machine {
  /// Where this program lies.
  static var program: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "forme"
  }

  /// A folder on local disk for what is of no use tomorrow.
  static var temporaryFolder: String {
    ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }
}
