import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

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
