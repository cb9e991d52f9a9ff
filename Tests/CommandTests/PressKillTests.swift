import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Whatever breaks in a run: nothing is lost, nothing published twice, no file left half done.
@Suite(.serialized)
struct PressKillTests {
  /// Twenty times kill -9 of the coordinator in a run of 200 units, the next run started at once.
  @Test func coordinatorKilledAtTwentyMoments() throws {
    let room = try PressRoom(pages: 199)
    #expect(try room.run("press", "issue", "-o", "whole").status == 0)
    var random = SystemRandomNumberGenerator()
    var receipts: [String: [UInt8]] = [:]
    for kill in 0..<20 {
      let run = try room.start("press", "issue", "-o", "out")
      // The first kills hit the reading and planning.
      let count = kill < 3 ? 0 : receipts.count + Int.random(in: 1...10, using: &random)
      #expect(room.wait(for: count, in: "out", while: run), "ended by itself before kill \(kill)")
      usleep(UInt32.random(in: 0...(kill < 3 ? 400_000 : 40_000), using: &random))
      run.killAtOnce()
      for name in room.published(".json", in: "out") where receipts[name] == nil {
        receipts[name] = try room.scratch.bytes("out/.press/made/\(name)")
      }
    }
    #expect(receipts.count >= 17)
    let last = try room.run("press", "issue", "-o", "out")
    #expect(last.status == 0, "\(last.errors)")
    #expect(room.published(".json", in: "out").count == 200)
    #expect(room.published(".pdf", in: "out") == room.published(".pdf", in: "whole"))
    for (name, bytes) in receipts {
      #expect(try room.scratch.bytes("out/.press/made/\(name)") == bytes, "published once")
    }
    #expect(room.drafts(in: "out") == [])
    #expect(try room.edition("out/issue") == room.edition("whole/issue"))
    let status = try room.run("press", "status", "-o", "out")
    #expect(status.output.hasPrefix("done: 200 units, 200 done\n"), "\(status.output)")
  }

  @Test func workersKilled() throws {
    let room = try PressRoom(pages: 40)
    let run = try room.start("press", "issue", "-o", "out", "--jobs", "2")
    var killed = 0
    for count in [0, 5, 15, 25] where room.wait(for: count, in: "out", while: run) {
      while run.isRunning, run.children.isEmpty { usleep(2000) }
      if let worker = run.children.randomElement(), kill(worker, SIGKILL) == 0 { killed += 1 }
    }
    run.waitUntilExit()
    #expect(killed >= 2)
    #expect(run.terminationStatus == 0)
    #expect(room.published(".json", in: "out").count == 41)
    #expect(try room.scratch.text("out/issue/manifest.json").contains("issue-p40.pdf"))
  }

  /// A decoder that crashes, one that never comes back, one that eats all memory: the page is told
  /// by name, and the others come out.
  @Test(arguments: [
    ("crash:2", "crashed: Aborted (signal 6)"), ("hang:2", "took longer than 3 seconds"),
    ("hunger:2", "its worker"),
  ])
  func aPageThatEndsItsWorkerIsTold(_ trial: String, _ words: String) throws {
    let room = try PressRoom(pages: 4)
    let outcome = try room.run(
      "press", "issue", "-o", "out", "--time-limit", "3", "--memory", "2000", trial: trial)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("issue p2 could not be made: "), "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.contains("[press.unit.failed]"))
    #expect(outcome.errors.contains("issue: 4 pages, 1 held back"))
    #expect(
      room.scratch.files(below: "out") == [1, 3, 4].map { "issue/issue-p0\($0).pdf" } + [
        "issue/manifest.json"
      ])
    let told = try room.run("press", "explain", "issue p2", "-o", "out")
    #expect(told.output.contains("issue p2: failed"), "\(told.output)")
    #expect(told.output.contains("attempts in the latest run: 4"), "\(told.output)")
    // The photo was mended: only that page and the whole are made.
    let again = try room.run("press", "issue", "-o", "out", "--events")
    #expect(again.status == 0)
    #expect(again.output.components(separatedBy: "\"ending\":\"published\"").count == 3)
  }

  @Test(.enabled(if: getuid() == 0, "only root can make a small disk"))
  func aDiskThatFillsUp() throws {
    let room = try PressRoom(pages: 12)
    #expect(try room.run("press", "issue", "-o", "whole").status == 0)
    let disk = room.scratch("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
    let mounted = try Tool.run("mount", ["-t", "tmpfs", "-o", "size=400k", "tmpfs", disk])
    if mounted.status != 0 { try Test.cancel("no disk can be mounted: \(mounted.errors)") }
    defer { _ = try? Tool.run("umount", [disk]) }
    let full = try room.run("press", "issue", "-o", "disk")
    #expect(full.status == 1)
    #expect(full.errors.contains("no space left on the disk [output.notWritten]"), "\(full.errors)")
    #expect(full.errors.contains("    → free some space"))
    #expect(try Tool.run("mount", ["-o", "remount,size=40m", disk]).status == 0)
    let again = try room.run("press", "resume", "-o", "disk")
    #expect(again.status == 0, "\(again.errors)")
    #expect(room.drafts(in: "disk") == [])
    #expect(try room.edition("disk/issue") == room.edition("whole/issue"))
  }

  @Test func twoCoordinatorsAtOnce() throws {
    let room = try PressRoom(pages: 30)
    let first = try room.start("press", "issue", "-o", "out")
    #expect(room.wait(for: 1, in: "out", while: first))
    let second = try room.run("press", "issue", "-o", "out")
    #expect(second.status == 75, "trying again later may help")
    #expect(second.errors.contains("another run is at work in this folder [press.busy]"))
    first.waitUntilExit()
    #expect(first.terminationStatus == 0)
    #expect(room.published(".json", in: "out").count == 31)
  }
}

/// What a run makes, and what it leaves as it is.
struct PressRunTests {
  @Test func onlyWhatChangedIsMadeAgain() throws {
    let room = try PressRoom(pages: 5)
    let plan = try room.run("press", "issue", "-o", "out", "--plan")
    #expect(
      plan.output.contains("1 editions of 5 pages in all: 6 units, 0 unchanged, 6 to be made"))
    #expect(room.scratch.files(below: "out") == [], "a plan makes nothing")
    #expect(try room.run("press", "issue", "-o", "out").status == 0)
    let before = try room.edition("out/issue")
    // A comment and other lines before the pages change nothing that shows.
    let written = try room.scratch.text("issue/issue.yaml")
    try room.scratch.write("# 说明\n\n" + written, to: "issue/issue.yaml")
    try room.write(page: 3, "第三个")
    let next = try room.run("press", "issue", "-o", "out", "--plan")
    #expect(next.output.contains("issue p3: to be made"), "\(next.output)")
    #expect(next.output.contains("6 units, 4 unchanged, 2 to be made"), "\(next.output)")
    #expect(try room.run("press", "issue", "-o", "out").status == 0)
    let after = try room.edition("out/issue")
    let changed = after.keys.filter { after[$0] != before[$0] }.sorted()
    #expect(changed == ["issue-p03.pdf", "issue.pdf", "manifest.json"])
  }

  /// Findings of pages that are not made again stand where they are in the file as it is now.
  @Test func findingsOfUnchangedPagesAreToldAgain() throws {
    let room = try PressRoom(pages: 3)
    let written = try room.scratch.text("issue/issue.yaml")
    // A note about each page, at its place in issue.yaml.
    let open = written.replacingOccurrences(of: "layout.hole", with: "layout.cutAcross")
    try room.scratch.write(open, to: "issue/issue.yaml")
    let first = try room.run("press", "issue", "-o", "out", "--json")
    try room.scratch.write("# 一行\n# 两行\n" + open, to: "issue/issue.yaml")
    let second = try room.run("press", "issue", "-o", "out", "--json", "--events")
    #expect(!second.output.contains("\"event\":\"unit\""), "nothing is made")
    struct Finding: Decodable { let code: String, file: String?, line: Int? }
    struct Line: Decodable { let findings: [Finding]? }
    let before = try JSONDecoder().decode([Finding].self, from: Data(first.output.utf8))
    let last = try #require(second.output.split(separator: "\n").last)
    let after = try #require(try JSONDecoder().decode(Line.self, from: Data(last.utf8)).findings)
    #expect(before.map(\.code) == after.map(\.code))
    let isInIssue = before.map { $0.file?.hasSuffix("issue.yaml") == true }
    #expect(isInIssue.contains(true))
    for (index, finding) in after.enumerated() where isInIssue[index] {
      #expect(finding.line == before[index].line.map { $0 + 2 })
    }
  }

  @Test func aPageIsReplacedInANewVersion() throws {
    let room = try PressRoom(pages: 4)
    #expect(try room.run("press", "issue", "-o", "out").status == 0)
    let first = try room.edition("out/issue")
    try room.write(page: 2, "改了")
    try room.write(page: 3, "也改了")
    let outcome = try room.run("press", "replace", "issue", "--page", "2", "-o", "out")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let second = try room.edition("out/issue-B")
    #expect(try room.edition("out/issue") == first, "what went out stays")
    let changed = second.keys.filter { second[$0] != first[$0] }.sorted()
    #expect(changed == ["issue-p02.pdf", "issue.pdf", "manifest.json"], "page 3 was not asked for")
    #expect(try room.scratch.text("out/issue-B/manifest.json").contains("\"version\" : \"B\""))
    let again = try room.run("press", "replace", "issue", "--page", "2", "-o", "out")
    #expect(again.errors.contains("[press.replace.unchanged]"), "\(again.errors)")
    #expect(!room.scratch.files(below: "out").contains { $0.hasPrefix("issue-C") })
  }

  @Test func aPageIsReplacedWhileTheRunIsGoing() throws {
    let room = try PressRoom(pages: 60)
    let run = try room.start("press", "issue", "-o", "out")
    #expect(room.wait(for: 5, in: "out", while: run))
    try room.write(page: 50, "最后改的")
    let handed = try room.run("press", "replace", "issue", "--page", "50", "-o", "out")
    #expect(handed.output == "handed to the run that is at work\n", "\(handed.errors)")
    run.waitUntilExit()
    #expect(run.terminationStatus == 0)
    let plain = try room.run("press", "issue", "-o", "plain")
    #expect(plain.status == 0)
    var late = try room.edition("out/issue-B")
    var now = try room.edition("plain/issue")
    late["manifest.json"] = nil
    now["manifest.json"] = nil
    #expect(late.count == 61)
    #expect(late == now)
  }

  @Test func aRunIsCancelledAndGoesOn() throws {
    let room = try PressRoom(pages: 60)
    let run = try room.start("press", "issue", "-o", "out")
    #expect(room.wait(for: 3, in: "out", while: run))
    #expect(try room.run("press", "cancel", "-o", "out").status == 0)
    run.waitUntilExit()
    #expect(run.terminationStatus == 1)
    let count = room.published(".json", in: "out").count
    #expect(count < 61)
    #expect(try room.run("press", "status", "-o", "out").output.hasPrefix("stopped: 61 units"))
    #expect(try room.run("press", "resume", "-o", "out").status == 0)
    #expect(room.published(".json", in: "out").count == 61)
    #expect(try room.run("press", "cancel", "-o", "out").errors.contains("[press.idle]"))
  }

  @Test func askingWhereNothingWasMade() throws {
    let room = try PressRoom(pages: 1)
    for line in [
      ["status"], ["resume"], ["explain", "issue p1"], ["replace", "issue", "--page", "1"],
    ] {
      let outcome = try Tool.run(
        Tool.program, ["press"] + line + ["-o", "nowhere"], in: room.scratch.path)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("nowhere: nothing was made here by forme press"))
      #expect(room.scratch.files(below: "nowhere") == [])
    }
  }

  /// Processes, threads and the order of work leave no trace in the files.
  @Test func renderAndPressGiveTheSameBytes() throws {
    let room = try PressRoom(pages: 9)
    #expect(try room.run("press", "issue", "-o", "one", "--jobs", "1").status == 0)
    #expect(try room.run("press", "issue", "-o", "three", "--jobs", "3").status == 0)
    #expect(try room.run("render", "issue", "-o", "render").status == 0)
    let one = try room.edition("one/issue")
    #expect(one.count == 11)
    #expect(try room.edition("three/issue") == one)
    #expect(try room.edition("render/issue") == one)
  }
}
