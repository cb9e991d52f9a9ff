import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A real Slurm cluster of three machines with two places each, beside the room whose pages it makes.
///
/// All of it is gone with the test, also with one that is killed: it ends with its standard input.
final class Cluster {
  let room: PressRoom
  private let process = Process()
  private let leash = Pipe()
  private static let script = Repository.file("Tests/Press/slurm")

  /// Brings it up, with settings besides those of `slurm.conf`.
  init(for room: PressRoom, _ settings: String...) async throws {
    self.room = room
    try room.scratch.write("", to: "cluster.said")
    process.executableURL = URL(filePath: Self.script)
    process.arguments = [room.scratch("cluster"), "up"] + settings
    process.standardInput = leash
    let output = FileHandle(forWritingAtPath: room.scratch("cluster.said"))
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try await until("the cluster is up: \(said())") { said().contains("ready") }
  }

  deinit {
    try? leash.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func said() -> String { (try? room.scratch.text("cluster.said")) ?? "" }

  /// Does something to a machine: `fault("crash", "n2")`.
  func fault(_ words: String...) throws {
    let outcome = try Tool.run(Self.script, [room.scratch("cluster")] + words)
    #expect(outcome.status == 0, "\(words): \(outcome.errors)")
  }

  /// Runs a program on the controller's machine.
  @discardableResult
  func run(_ words: String..., trial: String? = nil) throws -> Outcome {
    try Tool.run(
      Self.script, [room.scratch("cluster"), "run"] + words, in: room.scratch.path,
      environment: environment(trial))
  }

  /// Runs `forme press` there to its end.
  func forme(_ words: [String], trial: String? = nil) throws -> Outcome {
    try Tool.run(
      Self.script, [room.scratch("cluster"), "run", Tool.program, "press"] + words,
      in: room.scratch.path, environment: environment(trial))
  }

  /// Starts a run there that writes to `out`, in tasks of few units; what happens is in `events`.
  func start(_ words: String..., trial: String = "slow:*") throws -> Process {
    let run = Process()
    run.executableURL = URL(filePath: Self.script)
    run.arguments =
      [room.scratch("cluster"), "run", Tool.program, "press"] + words + Self.engine + [
        "-o", "out", "--events",
      ]
    run.currentDirectoryURL = URL(filePath: room.scratch.path)
    run.environment = ProcessInfo.processInfo.environment.merging(environment(trial)) { $1 }
    try room.scratch.write("", to: "events")
    run.standardInput = FileHandle.nullDevice
    run.standardOutput = FileHandle(forWritingAtPath: room.scratch("events"))
    run.standardError = FileHandle.nullDevice
    try run.run()
    return run
  }

  static let engine = [
    "--engine", "slurm", "--partition", "press", "--late-partition", "late", "--chunk-seconds",
    "0.5",
  ]

  private func environment(_ trial: String?) -> [String: String] {
    try? FileManager.default.createDirectory(
      atPath: room.scratch("local"), withIntermediateDirectories: true)
    var environment = ["FORME_CACHE": room.scratch("cache"), "TMPDIR": room.scratch("local")]
    environment["FORME_TRIAL"] = trial
    return environment
  }

  /// How many tasks of a state there are: `R` at work, `PD` waiting.
  func tasks(_ state: String) throws -> Int {
    try run("squeue", "-h", "-r", "-t", state, "-o", "%K").output.split(separator: "\n").count
  }

  /// What the run that was started has told so far.
  var events: String { (try? room.scratch.text("events")) ?? "" }

  /// Waits for what is to be seen.
  func until(_ what: @autoclosure () -> String, _ isSeen: () throws -> Bool) async throws {
    let end = Date(timeIntervalSinceNow: 100)
    while try !isSeen() {
      guard Date() < end else {
        Issue.record("never seen: \(what())\n\(self.said())\n\(self.events.suffix(2000))")
        throw CancellationError()
      }
      try await Task.sleep(for: .milliseconds(40))
    }
  }

  /// Waits for the end of a run.
  func end(of run: Process) async throws {
    try await until("the run has ended") { !run.isRunning }
  }
}

extension PressRoom {
  /// The names of the runs that wrote to a folder, with their plans.
  func runs(in output: String) throws -> [String: [UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: scratch("\(output)/.press/runs"))
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, try scratch.bytes("\(output)/.press/runs/\(name)/manifest.jsonl"))
      })
  }

  /// Receipts of units that a machine of the cluster made.
  func receipts(of machine: String, in output: String) -> Int {
    published(".json", in: output).count { name in
      (try? scratch.text("\(output)/.press/made/\(name)"))?.contains("\"maker\":\"\(machine) ")
        == true
    }
  }
}
