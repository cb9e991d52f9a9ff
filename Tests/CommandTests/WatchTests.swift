import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A publication's folder that is watched: issues lie in `in`, editions come to `out`.
struct WatchRoom {
  let room: PressRoom
  var scratch: Scratch { room.scratch }

  /// `original` holds an issue of so many pages, not yet dropped.
  init(pages: Int = 2) throws {
    room = try PressRoom(pages: pages)
    try FileManager.default.createDirectory(
      atPath: scratch("in"), withIntermediateDirectories: false)
    for name in ["publication.yaml", "styles.yaml", "layouts", "Fonts"] {
      try scratch.link("in/\(name)", to: scratch(name))
    }
  }

  /// Copies the issue into the folder, complete with its marker.
  func drop(_ name: String, marked: Bool = true, more: String = "") throws {
    try scratch.copy(scratch("issue"), to: "in/\(name)")
    if !more.isEmpty {
      let written = try scratch.text("in/\(name)/issue.yaml")
      try scratch.write(more + "\n" + written, to: "in/\(name)/issue.yaml")
    }
    if marked { try mark(name) }
  }

  /// Says that an issue is complete.
  func mark(_ name: String) throws { try scratch.write("", to: "in/\(name)/issue.ready") }

  /// Writes the story of a page of a dropped issue.
  func write(_ name: String, page: Int, _ words: String) throws {
    try scratch.write(
      "---\nheadline: \(words)\n---\n候船室的墙角有一个书架，是木匠老何用旧船板钉的。\n",
      to: "in/\(name)/s\(page).md")
  }

  /// Handles what is there and ends.
  @discardableResult
  func once(_ more: String..., trial: String? = nil) throws -> Outcome {
    var environment = ["FORME_CACHE": scratch("cache")]
    environment["FORME_TRIAL"] = trial
    return try Tool.run(
      Tool.program, ["watch", "in", "-o", "out", "--once", "--every", "0.1"] + more,
      in: scratch.path, environment: environment)
  }

  func start(_ more: String...) throws -> Process {
    try room.start(["watch", "in", "-o", "out", "--every", "0.1"] + more)
  }

  struct Note: Decodable {
    struct Edition: Decodable, Equatable {
      var folder: String
      var pages: Int
      var isWhole: Bool
    }
    var state: String
    var word: String
    var cause: String?
    var due: String?
    var editions: [Edition]
  }

  func note(_ name: String) throws -> Note {
    try JSONDecoder().decode(Note.self, from: Data(scratch.bytes("in/\(name).status.json")))
  }

  func state(_ name: String) -> String? { (try? note(name))?.state }

  func wait(while process: Process, until isSo: () -> Bool) -> Bool {
    while process.isRunning {
      if isSo() { return true }
      usleep(5000)
    }
    return false
  }
}

/// What becomes of issues that are dropped into a watched folder.
struct WatchTests {
  @Test func anIssueIsMadeAndReported() throws {
    let watch = try WatchRoom()
    try watch.drop("0512")
    try watch.drop("0513", marked: false)
    let outcome = try watch.once()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors == "0512: received 收到\n0512: making 排版\n0512: done 交付\n")
    let note = try watch.note("0512")
    #expect(note.state == "done" && note.word == "交付")
    #expect(note.editions == [.init(folder: "0512", pages: 2, isWhole: true)])
    let report = try watch.scratch.text("in/0512.report.txt")
    #expect(report.hasPrefix("0512: done 交付\n0512: 2 pages\n"), "\(report)")
    let json = try watch.scratch.bytes("in/0512.report.json")
    let read = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
    #expect(read?["state"] as? String == "done")
    #expect(
      watch.scratch.files(below: "out") == [
        "0512/0512-p01.pdf", "0512/0512-p02.pdf", "0512/0512.pdf", "0512/manifest.json",
      ])
    #expect(watch.state("0513") == nil, "not marked, not touched")
  }

  @Test func unchangedIsLeftAndChangedMakesANewVersion() throws {
    let watch = try WatchRoom()
    try watch.drop("0512")
    #expect(try watch.once().status == 0)
    let first = try watch.room.edition("out/0512")
    #expect(try watch.once().errors == "", "nothing to do")
    try watch.mark("0512")
    #expect(try watch.once().status == 0)
    #expect(try watch.room.edition("out/0512") == first)
    try watch.write("0512", page: 2, "改了")
    #expect(try watch.once().errors == "", "waits for its marker")
    try watch.mark("0512")
    #expect(try watch.once().status == 0)
    #expect(try watch.room.edition("out/0512") == first, "what went out stays")
    let second = try watch.room.edition("out/0512-B")
    let changed = second.keys.filter { second[$0] != first[$0] }.sorted()
    #expect(changed == ["0512-p02.pdf", "0512.pdf", "manifest.json"])
    #expect(try watch.note("0512").editions.map(\.folder) == ["0512-B"])
  }

  @Test func aBadIssueIsReportedAndDoesNotStopTheOthers() throws {
    let watch = try WatchRoom()
    try watch.drop("0511")
    try watch.scratch.write("pages: [", to: "in/0511/issue.yaml")
    try watch.drop("0512")
    let outcome = try watch.once()
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(watch.state("0511") == "refused" && watch.state("0512") == "done")
    let report = try watch.scratch.text("in/0511.report.txt")
    #expect(report.contains("in/0511/issue.yaml:"), "\(report)")
    #expect(try watch.once().errors == "", "told once")
    // Mended and dropped again it is the first version: the bad one never was complete.
    try FileManager.default.removeItem(atPath: watch.scratch("in/0511"))
    try watch.drop("0511")
    #expect(try watch.once().status == 0)
    #expect(watch.scratch.files(below: "out").contains("0511/manifest.json"))
  }

  @Test func theEarliestDeadlineGoesFirst() throws {
    let watch = try WatchRoom(pages: 1)
    try watch.drop("0511")
    try watch.drop("0512", more: "deadline: 2026-12-30 23:10")
    try watch.drop("0513", more: "deadline: 2026-12-30 22:30")
    let outcome = try watch.once()
    let order = outcome.errors.split(separator: "\n").filter { $0.contains("making") }
    #expect(order.map { $0.prefix(4) } == ["0513", "0512", "0511"], "\(outcome.errors)")
    #expect(try watch.note("0513").due == "2026-12-30T22:30")
  }

  @Test func editionsAreDelivered() throws {
    let watch = try WatchRoom()
    try watch.scratch.write(
      """
      name: 云泽印务
      transport: {kind: folder, path: plant}
      fileName: "p{page:2}{version}"
      checksums: "list{version}"
      """, to: "plant.yaml")
    try watch.drop("0512")
    // The plant's folder is not there yet.
    let early = try watch.once("--to", "plant.yaml")
    #expect(early.status == 75, "\(early.errors)")
    #expect(watch.state("0512") == "received")
    #expect(try watch.scratch.text("in/0512.report.txt").contains("[delivery.folder]"))
    try FileManager.default.createDirectory(
      atPath: watch.scratch("plant"), withIntermediateDirectories: false)
    #expect(try watch.once("--to", "plant.yaml").status == 0)
    let first = ["listA.sha256", "p01A.pdf", "p02A.pdf"]
    #expect(watch.scratch.files(below: "plant") == first)
    try watch.write("0512", page: 2, "改了")
    try watch.mark("0512")
    #expect(try watch.once("--to", "plant.yaml").status == 0)
    #expect(
      watch.scratch.files(below: "plant") == (first + ["listB.sha256", "p02B.pdf"]).sorted())
    #expect(try watch.scratch.text("in/0512.report.txt").contains("delivered: 2 files now, 1 "))
  }

  @Test func withoutAMarkerAListingThatStaysTheSameIsComplete() throws {
    let watch = try WatchRoom()
    try watch.drop("0512", marked: false)
    try watch.scratch.write("no issue", to: "in/notes/readme.txt")
    #expect(try watch.once("--settle", "0.3").status == 0)
    #expect(watch.state("0512") == "done")
    #expect(watch.state("notes") == nil)
    #expect(try watch.once("--settle", "0.3").errors == "")
    try watch.write("0512", page: 1, "改了")
    #expect(try watch.once("--settle", "0.3").status == 0)
    #expect(watch.scratch.files(below: "out").contains("0512-B/manifest.json"))
  }

  @Test func halfACopyWaits() throws {
    let watch = try WatchRoom()
    try watch.drop("0512", marked: false)
    let process = try watch.start("--settle", "1")
    // As long as something comes in, nothing begins.
    for step in 0..<15 {
      try watch.scratch.write("\(step)", to: "in/0512/photo.part")
      usleep(50_000)
      #expect(watch.state("0512") == nil)
    }
    #expect(watch.wait(while: process) { watch.state("0512") == "done" })
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
  }

  @Test func termEndsItInOrderAndTheNextGoesOn() throws {
    let watch = try WatchRoom(pages: 40)
    try watch.drop("0512")
    let process = try watch.start()
    #expect(watch.wait(while: process) { watch.room.published(".json", in: "out").count > 3 })
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    let count = watch.room.published(".json", in: "out").count
    #expect(count < 41 && watch.state("0512") == "received")
    #expect(try watch.once().status == 0)
    #expect(watch.room.published(".json", in: "out").count == 41)
  }

  /// A more urgent issue that comes in is not kept waiting by a long one.
  @Test func whatIsMoreUrgentBreaksIn() throws {
    let watch = try WatchRoom(pages: 50)
    try watch.drop("0512")
    try watch.scratch.copy(watch.scratch("issue"), to: "late")
    let issue = try watch.scratch.text("late/issue.yaml")
    let first = issue.components(separatedBy: "  2:\n")[0]
    try watch.scratch.write("deadline: 2026-12-30 22:30\n" + first, to: "late/issue.yaml")
    let process = try watch.start()
    #expect(watch.wait(while: process) { watch.room.published(".json", in: "out").count > 3 })
    try watch.scratch.copy(watch.scratch("late"), to: "in/0513")
    try watch.mark("0513")
    #expect(watch.wait(while: process) { watch.state("0513") == "done" })
    #expect(watch.state("0512") != "done")
    #expect(watch.wait(while: process) { watch.state("0512") == "done" })
    process.terminate()
    process.waitUntilExit()
    #expect(watch.room.published(".json", in: "out").count == 53)
  }
}

/// What may lie in a folder that anybody may drop things into.
struct WatchFaultTests {
  @Test func linksPipesAndOddNames() throws {
    let watch = try WatchRoom(pages: 1)
    for name in ["-rf", "第五 期", "leads-out", "pipe", "linked", "shares"] where name != "linked" {
      try watch.drop(name)
    }
    let odd = try watch.once()
    #expect(odd.status == 0, "\(odd.errors)")
    try watch.scratch.write("somebody's secret", to: "secret.md")
    try watch.scratch.link("in/leads-out/more.md", to: watch.scratch("secret.md"))
    try watch.mark("leads-out")
    unsafe mkfifo(watch.scratch("in/pipe/photo.jpg"), 0o644)
    try watch.mark("pipe")
    unsafe mkfifo(watch.scratch("in/fifo.status.json"), 0o644)
    try watch.scratch.copy(watch.scratch("issue"), to: "elsewhere")
    try watch.scratch.write("", to: "elsewhere/issue.ready")
    try watch.scratch.link("in/linked", to: watch.scratch("elsewhere"))
    try watch.scratch.write("shared", to: "in/shared.txt")
    try watch.scratch.link("in/shares/note.txt", to: "../shared.txt")
    try watch.mark("shares")
    let outcome = try watch.once()
    #expect(outcome.status == 1)
    for (name, code) in [
      ("leads-out", "watch.link"), ("pipe", "watch.kind"), ("linked", "watch.link"),
    ] {
      #expect(watch.state(name) == "refused")
      let report = try watch.scratch.text("in/\(name).report.txt")
      #expect(report.contains("[\(code)]"), "\(report)")
    }
    #expect(watch.state("-rf") == "done" && watch.state("第五 期") == "done")
    #expect(watch.state("shares") == "done", "a link within the folder is no harm")
  }

  @Test func aFolderThatIsTakenAwayOrReplaced() throws {
    let watch = try WatchRoom(pages: 60)
    for name in ["0512", "0513"] { try watch.drop(name) }
    let process = try watch.start()
    #expect(watch.wait(while: process) { watch.state("0512") == "making" })
    process.killAtOnce()
    try FileManager.default.removeItem(atPath: watch.scratch("in/0512"))
    try FileManager.default.removeItem(atPath: watch.scratch("in/0513"))
    try watch.scratch.write("a file now", to: "in/0513")
    #expect(try watch.once().status == 0)
    #expect(watch.state("0512") == "gone")
    #expect([nil, "gone"].contains(watch.state("0513")))
  }

  @Test func aWatchedFolderThatIsNotThere() throws {
    let watch = try WatchRoom(pages: 1)
    let outcome = try Tool.run(
      Tool.program, ["watch", "nowhere", "-o", "out", "--once"], in: watch.scratch.path)
    #expect(outcome.status == 75)
    #expect(outcome.errors.contains("[watch.folder]"), "\(outcome.errors)")
  }

  /// Files that forme may not read are told; the others are made.
  @Test(.enabled(if: getuid() == 0, "only root can become somebody else"))
  func permissionDenied() throws {
    let watch = try WatchRoom(pages: 1)
    try watch.drop("0512")
    try watch.drop("0513")
    unsafe chmod(watch.scratch("in/0512/s1.md"), 0)
    try watch.drop("0514")
    unsafe chmod(watch.scratch("in/0514"), 0)
    for folder in ["in", ""] { unsafe chmod(watch.scratch(folder), 0o777) }
    let program = watch.scratch("forme")
    let outcome = try Tool.run(
      "setpriv",
      [
        "--reuid=65534", "--regid=65534", "--clear-groups", Tool.program, "watch", "in", "-o",
        "out",
      ]
        + ["--once", "--every", "0.1"],
      in: watch.scratch.path, environment: ["FORME_CACHE": watch.scratch("cache"), "HOME": program])
    if outcome.errors.contains("failed to execute") { try Test.cancel("\(outcome.errors)") }
    #expect(outcome.status == 1, "\(outcome.errors)")
    for name in ["0512", "0514"] {
      #expect(try watch.scratch.text("in/\(name).report.txt").contains("[watch.unreadable]"))
    }
    #expect(watch.state("0513") == "done", "\(outcome.errors)")
  }

  @Test func twoWatches() throws {
    let watch = try WatchRoom(pages: 1)
    try watch.drop("0512")
    let process = try watch.start()
    #expect(watch.wait(while: process) { watch.state("0512") == "done" })
    let second = try watch.once()
    #expect(second.status == 75 && second.errors.contains("[watch.busy]"), "\(second.errors)")
    process.killAtOnce()
    #expect(try watch.once().status == 0)
  }

  @Test(.enabled(if: getuid() == 0, "only root can make a small disk"))
  func aDiskThatFillsUp() throws {
    let watch = try WatchRoom(pages: 12)
    try FileManager.default.createDirectory(
      atPath: watch.scratch("out"), withIntermediateDirectories: false)
    let mounted = try Tool.run(
      "mount", ["-t", "tmpfs", "-o", "size=400k", "tmpfs", watch.scratch("out")])
    if mounted.status != 0 { try Test.cancel("no disk can be mounted: \(mounted.errors)") }
    defer { _ = try? Tool.run("umount", ["-l", watch.scratch("out")]) }
    try watch.drop("0512")
    let full = try watch.once()
    #expect(full.status == 75, "\(full.errors)")
    #expect(watch.state("0512") == "received")
    #expect(try watch.scratch.text("in/0512.report.txt").contains("no space left on the disk"))
    #expect(
      try Tool.run("mount", ["-o", "remount,size=40m", watch.scratch("out")]).status == 0)
    let again = try watch.once()
    #expect(again.status == 0, "\(again.errors)")
    #expect(watch.state("0512") == "done")
  }
}

/// The watch is killed at 20 moments: each file once and whole at the plant, each issue done.
@Suite(.serialized) struct WatchKillTests {
  @Test func killedAtTwentyMoments() throws {
    let watch = try WatchRoom(pages: 12)
    try watch.scratch.write(
      """
      name: 云泽印务
      transport: {kind: folder, path: plant}
      fileName: "{number}-p{page:2}{version}"
      """, to: "plant.yaml")
    try FileManager.default.createDirectory(
      atPath: watch.scratch("plant"), withIntermediateDirectories: false)
    let issue = try watch.scratch.text("issue/issue.yaml")
    for number in 1...4 {
      try watch.drop("051\(number)", marked: false)
      try watch.scratch.write(
        issue.replacing("number: 7", with: "number: \(number)"), to: "in/051\(number)/issue.yaml")
      try watch.mark("051\(number)")
    }
    var random = SystemRandomNumberGenerator()
    var states: Set<String> = []
    for _ in 0..<20 {
      let process = try watch.start("--to", "plant.yaml")
      usleep(UInt32.random(in: 50_000...450_000, using: &random))
      process.killAtOnce()
      for number in 1...4 { states.insert(watch.state("051\(number)") ?? "none") }
    }
    // Kills that never hit work under way would show nothing.
    #expect(states.contains("making") || states.contains("delivering"), "\(states)")
    let last = try watch.once("--to", "plant.yaml")
    #expect(last.status == 0, "\(last.errors)")
    for number in 1...4 { #expect(watch.state("051\(number)") == "done") }
    let pages = (1...4).flatMap { number in
      (1...12).map { "\(number)-p\($0 < 10 ? "0" : "")\($0)A.pdf" }
    }
    #expect(watch.scratch.files(below: "plant") == pages.sorted())
    for number in 1...4 {
      for page in 1...12 {
        let name = "p\(page < 10 ? "0" : "")\(page)"
        #expect(
          try watch.scratch.bytes("plant/\(number)-\(name)A.pdf")
            == watch.scratch.bytes("out/051\(number)/051\(number)-\(name).pdf"))
      }
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: watch.scratch("in"))
    #expect(!left.contains { $0.hasSuffix(".part") })
  }
}
