import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Runs on a real Slurm cluster: whatever breaks, each page comes out once, with the bytes that one
/// machine gives.
struct SlurmTests {
  enum Fault: String, CaseIterable, Sendable {
    case none
    /// A unit that comes to nothing twice.
    case flaky
    /// The daemon of a machine is killed; its tasks go on, and nobody knows.
    case daemon
    case power
    /// Out, and in again when the machine was given up.
    case cable
    case controller
  }

  /// All faults three times running, each time on clusters of their own beside each other.
  @Test(.serialized, arguments: 1...3) func aFaultIsSurvived(_ round: Int) async throws {
    try await withThrowingTaskGroup { group in
      for fault in Fault.allCases {
        group.addTask { try await survive(fault, round) }
      }
      try await group.waitForAll()
    }
  }

  private func survive(_ fault: Fault, _ round: Int) async throws {
    let room = try PressRoom(pages: 29)
    // Ten tasks are several arrays then.
    let cluster = try await Cluster(for: room, "MaxArraySize=5")
    let run = try cluster.start("issue", trial: fault == .flaky ? "slow:*,flaky:3" : "slow:*")
    try await cluster.until("the second machine is in the middle of a task") {
      room.receipts(of: "n2", in: "out") > 0
    }
    var receipts: [String: [UInt8]] = [:]
    for name in room.published(".json", in: "out") {
      receipts[name] = try room.scratch.bytes("out/.press/made/\(name)")
    }
    try await strike(fault, cluster)
    try await cluster.until("the run has ended") {
      if fault == .controller { try resume(cluster) }
      return !run.isRunning
    }
    #expect(run.terminationStatus == 0, "\(fault): \(cluster.events.suffix(2000))")
    // What one machine makes of it, undisturbed.
    #expect(try room.run("press", "issue", "-o", "local").status == 0)
    #expect(room.published(".json", in: "out").count == 30)
    #expect(room.published(".json", in: "out") == room.published(".json", in: "local"))
    #expect(room.published(".pdf", in: "out") == room.published(".pdf", in: "local"))
    #expect(try room.edition("out/issue") == room.edition("local/issue"))
    #expect(try room.runs(in: "out") == room.runs(in: "local"), "the same run")
    for (name, bytes) in receipts {
      #expect(try room.scratch.bytes("out/.press/made/\(name)") == bytes, "published once")
    }
    let told = cluster.events.components(separatedBy: "\"ending\":\"published\"").count - 1
    #expect(told == 30, "each is told once, \(fault)")
    #expect(room.drafts(in: "out") == [])
    let third = try room.run("press", "explain", "issue p3", "-o", "out")
    if fault == .flaky { #expect(third.output.contains("attempt 3, in"), "\(third.output)") }
  }

  private func strike(_ fault: Fault, _ cluster: Cluster) async throws {
    func isNode(_ state: String) throws -> Bool {
      try cluster.run("sinfo", "-h", "-n", "n2", "-p", "press", "-t", state, "-o", "%N").output
        != ""
    }
    switch fault {
    case .none, .flaky: break
    case .daemon: try cluster.fault("kill", "n2")
    case .power: try cluster.fault("crash", "n2")
    case .cable:
      try cluster.fault("cut", "n2")
      try await cluster.until("the machine is given up") { try isNode("down") }
      try cluster.fault("plug", "n2")
    case .controller:
      try cluster.fault("kill", "ctl")
      try await cluster.until("the run waits") { cluster.events.contains("\"trouble\"") }
      try cluster.fault("boot", "ctl")
    }
  }

  /// What an operator does when the controller has forgotten what it started, and takes machines
  /// out of service for it.
  private func resume(_ cluster: Cluster) throws {
    let drained = try cluster.run("sinfo", "-h", "-N", "-p", "press", "-t", "drain", "-o", "%N")
    for node in drained.output.split(separator: "\n") {
      try cluster.run("scontrol", "update", "nodename=\(node)", "state=resume")
    }
  }

  /// Six places, all busy with old issues, and more tasks waiting: the late pages push them off.
  @Test func aLateEditionIsOutWhileAllPlacesAreBusy() async throws {
    let room = try PressRoom(pages: 40)
    try room.scratch.copy(room.scratch("issue"), to: "back")
    let yaml = try room.scratch.text("issue/issue.yaml")
    let front = try #require(yaml.range(of: "  4:\n"))
    try room.scratch.write(String(yaml[..<front.lowerBound]), to: "issue/issue.yaml")
    // Today's issue was made by this machine.
    #expect(try room.run("press", "issue", "-o", "out").status == 0)
    let first = try room.edition("out/issue")
    let cluster = try await Cluster(for: room)
    let held = (4...40).map { "hold-\($0)" }
    for name in held { try room.scratch.write("", to: name) }
    let run = try cluster.start("issue", "back", "--tier", "back-catalogue", trial: "hold:*")
    try await cluster.until("all places are busy") { try cluster.tasks("R") == 6 }
    #expect(try cluster.tasks("PD") > 0)
    try room.write(page: 2, "最后改的")
    let handed = try room.run("press", "replace", "issue", "--page", "2", "-o", "out")
    #expect(handed.output == "handed to the run that is at work\n", "\(handed.errors)")
    try await cluster.until("the late edition is out") {
      room.scratch.files(below: "out/issue-B").contains("manifest.json")
    }
    #expect(!room.scratch.files(below: "out/back").contains("manifest.json"), "before the others")
    for name in held { try FileManager.default.removeItem(atPath: room.scratch(name)) }
    try await cluster.end(of: run)
    #expect(run.terminationStatus == 0, "\(cluster.events.suffix(2000))")
    #expect(try room.run("press", "issue", "back", "-o", "local").status == 0)
    #expect(try room.edition("out/issue") == first, "what went out stays")
    #expect(try room.edition("out/back") == room.edition("local/back"))
    var late = try room.edition("out/issue-B")
    var now = try room.edition("local/issue")
    (late["manifest.json"], now["manifest.json"]) = (nil, nil)
    #expect(late == now)
    let status = try room.run("press", "status", "--units", "-o", "out").output
    #expect(!status.contains("attempt"), "to be pushed off is no fault of a page: \(status)")
  }

  @Test func aRunThatNobodyWatchesComesToItsEnd() async throws {
    let room = try PressRoom(pages: 20)
    let cluster = try await Cluster(for: room)
    let left = try cluster.forme(
      ["issue", "-o", "out", "--detach"] + Cluster.engine, trial: "slow:*,flaky:3")
    #expect(left.status == 0)
    #expect(left.errors.contains("with the cluster, which goes on by itself [press.left]"))
    let status = try cluster.forme(["status", "-o", "out"]).output
    #expect(status.hasPrefix("left to the cluster, "), "\(status)")
    try await cluster.until("it is done") {
      try cluster.forme(["status", "-o", "out"]).output.hasPrefix("done: 21 units, 21 done")
    }
    #expect(try room.run("press", "issue", "-o", "local").status == 0)
    #expect(try room.edition("out/issue") == room.edition("local/issue"))
  }

  /// Plates wait for their pages on a cluster, too, and a late change takes its plate along.
  @Test func platesAreMadeOfPagesThatTheClusterMade() async throws {
    let room = try PressRoom(pages: 8)
    try room.scratch.write("signature: {pagesPerPlate: 2}\n", to: "press.yaml")
    let cluster = try await Cluster(for: room)
    let run = try cluster.forme(["issue", "-o", "out", "--impose"] + Cluster.engine)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try room.run("press", "issue", "-o", "local", "--impose").status == 0)
    #expect(room.published(".json", in: "out").count == 13)
    #expect(room.published(".pdf", in: "out") == room.published(".pdf", in: "local"))
    let first = try room.edition("out/issue")
    #expect(try first == room.edition("local/issue"))
    #expect(try room.runs(in: "out") == room.runs(in: "local"), "the same run")
    try room.write(page: 3, "最后改的")
    let late = try cluster.forme(["replace", "issue", "--page", "3", "-o", "out"])
    #expect(late.status == 0, "\(late.errors)")
    #expect(room.published(".json", in: "out").count == 16, "page, plate and all pages")
    let second = try room.edition("out/issue-B")
    #expect(second["issue-B-A2F.pdf"] != nil && second["issue-B-A2F.pdf"] != first["issue-A2F.pdf"])
    #expect(second["issue-B-A2B.pdf"] == first["issue-A2B.pdf"])
  }

  @Test func aRunThatNobodyWatchesIsCancelledAndGoesOn() async throws {
    let room = try PressRoom(pages: 20)
    let cluster = try await Cluster(for: room)
    let left = try cluster.forme(
      ["issue", "-o", "out", "--detach"] + Cluster.engine, trial: "slower:*")
    #expect(left.status == 0, "\(left.errors)")
    #expect(try cluster.forme(["cancel", "-o", "out"]).status == 0)
    try await cluster.until("the cluster has nothing of it") { try cluster.tasks("R,PD,CG") == 0 }
    #expect(try cluster.forme(["status", "-o", "out"]).output.hasPrefix("stopped: 21 units"))
    #expect(try cluster.forme(["cancel", "-o", "out"]).errors.contains("[press.idle]"))
    #expect(room.published(".json", in: "out").count < 21)
    #expect(try cluster.forme(["resume", "-o", "out"]).status == 0)
    #expect(room.published(".json", in: "out").count == 21)
  }

  /// A page with errors is held back and not tried again; what the cluster does not have is told.
  @Test func whatIsRefused() async throws {
    let room = try PressRoom(pages: 3)
    try room.scratch.write(
      "---\nheadline: 太长\n---\n" + String(repeating: "候船室的墙角有一个书架。", count: 60),
      to: "issue/s2.md")
    let cluster = try await Cluster(for: room)
    let run = try cluster.forme(["issue", "-o", "out"] + Cluster.engine)
    #expect(run.status == 1)
    #expect(run.errors.contains("issue: 3 pages, 1 held back"), "\(run.errors)")
    #expect(try room.run("press", "issue", "-o", "local").status == 1)
    #expect(try room.edition("out/issue") == room.edition("local/issue"))
    let told = try cluster.forme(["explain", "issue p2", "-o", "out"])
    #expect(told.output.contains("issue p2: refused"), "\(told.output)")
    #expect(told.output.contains("attempts in the latest run: 1"), "\(told.output)")
    let unknown = try cluster.forme([
      "issue", "-o", "x", "--engine", "slurm", "--partition", "nights",
    ])
    #expect(unknown.errors.contains("the cluster has no partition nights [press.engine.refused]"))
    #expect(unknown.errors.contains("    → it has: late, press"), "\(unknown.errors)")
    let huge = try cluster.forme(
      ["issue", "-o", "x", "--engine", "slurm", "--task-memory", "9000000"])
    #expect(huge.status == 1)
    #expect(huge.errors.contains("sbatch: "), "\(huge.errors)")
    #expect(huge.errors.contains("    → try the same with sbatch by hand"), "\(huge.errors)")
    // Of all commands only the one that watches over tests is there.
    try FileManager.default.createDirectory(
      atPath: room.scratch("bin"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: room.scratch("bin/timeout"), withDestinationPath: "/usr/bin/timeout")
    let absent = try Tool.run(
      Tool.program, ["press", "issue", "-o", "x", "--engine", "slurm"], in: room.scratch.path,
      environment: ["PATH": room.scratch("bin")])
    #expect(
      absent.errors.contains("scontrol is not there [press.engine.refused]"), "\(absent.errors)")
  }

  /// Whoever goes on with a run finds the tasks that are at work, and hands in none of them again.
  @Test func aCoordinatorThatIsKilled() async throws {
    let room = try PressRoom(pages: 24)
    let cluster = try await Cluster(for: room)
    let run = try cluster.start("issue", trial: "slower:*")
    try await cluster.until("tasks are at work") { try cluster.tasks("R") == 6 }
    run.killAtOnce()
    let before = try cluster.tasks("R,PD,CG")
    let second = try cluster.start("issue")
    try await cluster.until("it has planned") { cluster.events.contains("\"planned\"") }
    #expect(try cluster.tasks("R,PD,CG") <= before)
    try await cluster.end(of: second)
    #expect(second.terminationStatus == 0)
    #expect(try room.run("press", "issue", "-o", "local").status == 0)
    #expect(try room.edition("out/issue") == room.edition("local/issue"))
    #expect(room.published(".json", in: "out") == room.published(".json", in: "local"))
    #expect(room.drafts(in: "out") == [])
  }
}
