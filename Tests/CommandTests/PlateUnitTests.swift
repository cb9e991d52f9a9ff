import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Plates as units of a run: `forme press --impose`.
struct PlateUnitTests {
  /// Eight pages on printer's pairs unless another signature is asked for.
  private func room(pages: Int = 8, _ signature: String? = "{pagesPerPlate: 2}") throws -> PressRoom
  {
    let room = try PressRoom(pages: pages)
    if let signature { try room.scratch.write("signature: \(signature)\n", to: "press.yaml") }
    return room
  }

  /// What `forme impose` makes of the pages of a run without plates.
  private func imposedAfterwards(_ room: PressRoom) throws -> [String: [UInt8]] {
    #expect(try room.run("press", "issue", "-o", "after").status == 0)
    let imposed = try room.run("impose", "after/issue", "--press", "press.yaml")
    #expect(imposed.status == 0, "\(imposed.errors)")
    return try room.edition("after/issue")
  }

  /// The units that a run has made, by the words of its events.
  private func made(_ outcome: Outcome) -> [String] {
    struct Line: Decodable { let event: String, name: String?, ending: String? }
    return outcome.output.split(separator: "\n").compactMap { line in
      let line = try? JSONDecoder().decode(Line.self, from: Data(line.utf8))
      return line?.ending == "published" ? line?.name : nil
    }.sorted()
  }

  @Test(arguments: [
    "{pagesPerPlate: 1}", "{pagesPerPlate: 2, sections: [4, 4]}", "{pagesPerPlate: 4}",
  ])
  func theyAreTheBytesThatFormeImposeGives(signature: String) throws {
    let room = try room(signature)
    let outcome = try room.run("press", "issue", "-o", "out", "--impose")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let files = try room.edition("out/issue")
    #expect(files.keys.contains { $0.hasPrefix("issue-A1F") })
    // The manifest, too, which lists them.
    #expect(try files == imposedAfterwards(room))
  }

  @Test func theyAreMadeOnlyWhenAskedFor() throws {
    let room = try room()
    #expect(try room.run("press", "issue", "-o", "out").status == 0)
    #expect(room.published(".json", in: "out").count == 9)
    #expect(!room.scratch.files(below: "out").contains { $0.contains("A1F") })
    let later = try room.run("press", "issue", "-o", "out", "--impose", "--events")
    #expect(made(later) == ["issue A1B", "issue A1F", "issue A2B", "issue A2F"])
    #expect(
      !room.scratch.files(below: "out").contains { $0.hasPrefix("issue-B") }, "nothing changed")
    let screen = try room.run("press", "issue", "-o", "out", "--impose", "--for", "screen")
    #expect(screen.status == 64, "\(screen.errors)")
  }

  @Test func theyAreAskedAboutLikeOtherUnits() throws {
    let room = try room()
    let plan = try room.run("press", "issue", "-o", "out", "--impose", "--plan")
    #expect(plan.output.contains("issue A2B: to be made, about 50 ms"), "\(plan.output)")
    #expect(plan.output.contains("13 units, 0 unchanged, 13 to be made"), "\(plan.output)")
    #expect(room.scratch.files(below: "out") == [])
    #expect(try room.run("press", "issue", "-o", "out", "--impose").status == 0)
    let next = try room.run("press", "issue", "-o", "out", "--impose", "--plan", "--json")
    #expect(next.output.components(separatedBy: "\"kind\" : \"plate\"").count == 5)
    #expect(next.output.components(separatedBy: "\"unchanged\"").count == 14)
    let again = try room.run("press", "issue", "-o", "out", "--impose", "--events")
    #expect(made(again) == [])
    #expect(!again.output.contains("\"event\":\"unit\""))
    let status = try room.run("press", "status", "--units", "-o", "out")
    #expect(status.output.hasPrefix("done: 13 units, 13 done\n"), "\(status.output)")
    #expect(status.output.contains("  issue A1F: done\n"))
    let told = try room.run("press", "explain", "issue A1F", "-o", "out")
    #expect(told.output.contains("\n  plate A1F: "), "\(told.output)")
  }

  /// Pages and plates that nothing of it shows on stay as they are.
  @Test func whatChangedIsMadeAgainAndNoMore() throws {
    let room = try room()
    #expect(try room.run("press", "issue", "-o", "out", "--impose").status == 0)
    try room.write(page: 3, "改了")
    let late = try room.run("press", "issue", "-o", "out", "--impose", "--events")
    #expect(made(late) == ["issue", "issue A2F", "issue p3"])
    try room.scratch.write("signature: {pagesPerPlate: 4}\n", to: "press.yaml")
    let folded = try room.run("press", "issue", "-o", "out", "--impose", "--events")
    #expect(made(folded) == ["issue A1B", "issue A1F"], "no page knows how it lies on a plate")
    #expect(try room.edition("out/issue") == imposedAfterwards(room), "no old plate lies about")
  }

  @Test func aLateChangeGivesAVersionWithItsOwnPlates() throws {
    let room = try room()
    #expect(try room.run("press", "issue", "-o", "out", "--impose").status == 0)
    let first = try room.edition("out/issue")
    try room.write(page: 3, "最后改的")
    try room.write(page: 5, "没有要的")
    #expect(try room.run("press", "replace", "issue", "--page", "3", "-o", "out").status == 0)
    #expect(try room.edition("out/issue") == first, "what went out stays")
    let second = try room.edition("out/issue-B")
    let changed = ["A1F", "A1B", "A2F", "A2B"].filter {
      second["issue-B-\($0).pdf"] != first["issue-\($0).pdf"]
    }
    #expect(changed == ["A2F"])
    let imposed = try room.run("impose", "out/issue-B", "--press", "press.yaml")
    #expect(imposed.status == 0)
    #expect(try room.edition("out/issue-B") == second)
    // Other plates of the same pages are another state of what went out, too.
    try room.write(page: 5, "第5个书架")
    try room.scratch.write("signature: {pagesPerPlate: 2, plateMarks: []}\n", to: "press.yaml")
    #expect(try room.run("press", "issue", "-o", "out", "--impose").status == 0)
    #expect(try room.edition("out/issue-B") == second)
    #expect(room.scratch.files(below: "out").contains("issue-C/issue-C-A1F.pdf"))
  }

  /// The other plates can go to the press.
  @Test(arguments: [nil, "crash:3"]) func aPageThatIsHeldBackCostsItsPlate(trial: String?) throws {
    let room = try room()
    if trial == nil {
      try room.scratch.write(
        "---\nheadline: 太长\n---\n" + String(repeating: "候船室的墙角有一个书架。", count: 60),
        to: "issue/s3.md")
    }
    let outcome = try room.run("press", "issue", "-o", "out", "--impose", trial: trial)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("issue: no plate A2F: page 3 is held back [impose.held]"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("issue: 8 pages, 1 held back, 3 of 4 plates"))
    let plates = room.scratch.files(below: "out/issue").filter { $0.contains("-A") }
    #expect(plates == ["issue-A1B.pdf", "issue-A1F.pdf", "issue-A2B.pdf"])
    let status = try room.run("press", "status", "-o", "out").output
    #expect(status.contains("issue A2F: waiting, a page of it is held back"), "\(status)")
    let held = try room.edition("out/issue")
    try room.write(page: 3, "第3个书架")
    let mended = try room.run("press", "issue", "-o", "out", "--impose", "--events")
    #expect(made(mended) == ["issue", "issue A2F", "issue p3"])
    let whole = try room.edition("out/issue")
    #expect(plates.allSatisfy { whole[$0] == held[$0] })
    #expect(try whole == imposedAfterwards(room))
  }

  /// A story that is not there is known before anything is made: the plate is not even planned.
  @Test func aPageThatReadingHoldsBackCostsItsPlate() throws {
    let room = try room()
    try FileManager.default.removeItem(atPath: room.scratch("issue/s8.md"))
    let outcome = try room.run("press", "issue", "-o", "out", "--impose")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no plate A1F: page 8 is held back"), "\(outcome.errors)")
    #expect(room.scratch.files(below: "out/issue").count { $0.contains("-A") } == 3)
    // Somebody who sees the folder alone must not take it for an edition of seven pages, or of six.
    let alone = try room.run("impose", "out/issue", "--press", "press.yaml")
    #expect(alone.errors.contains("page 8 is missing [impose.pages]"), "\(alone.errors)")
  }

  /// What stands where a file belongs is told, and keeps none of the others from its place.
  @Test func aFolderStandsWhereAPlateBelongs() throws {
    let room = try room()
    try room.scratch.write("", to: "out/issue/issue-A1F.pdf/mine")
    try room.scratch.write("", to: "out/issue/issue-A2B.pdf/mine")
    let outcome = try room.run("press", "issue", "-o", "out", "--impose")
    #expect(outcome.status == 1)
    for plate in ["A1F", "A2B"] {
      #expect(
        outcome.errors.contains("issue-\(plate).pdf cannot be written: a folder stands there"),
        "\(outcome.errors)")
    }
    let plates = room.scratch.files(below: "out/issue").filter { $0.contains("-A") }
    #expect(
      plates.sorted() == [
        "issue-A1B.pdf", "issue-A1F.pdf/mine", "issue-A2B.pdf/mine", "issue-A2F.pdf",
      ])
    for plate in ["A1F", "A2B"] {
      try FileManager.default.removeItem(atPath: room.scratch("out/issue/issue-\(plate).pdf"))
    }
    #expect(try room.run("press", "issue", "-o", "out", "--impose").status == 0)
    #expect(try room.edition("out/issue") == imposedAfterwards(room))
  }

  /// What is wrong with the signature costs the plates alone, and is told before a page is made.
  @Test(arguments: [
    (8, nil, "no signature in press.yaml [impose.signature]"),
    (7, "{pagesPerPlate: 2}", "section 1 has 7 pages: a leaf has two sides [impose.pages]"),
    (8, "{pagesPerPlate: 2, sections: [4, 8]}", "the sections have 12 pages together"),
  ]) func aSignatureThatDoesNotFit(pages: Int, signature: String?, words: String) throws {
    let room = try room(pages: pages, signature)
    let plan = try room.run("press", "issue", "-o", "out", "--impose", "--plan")
    #expect(plan.status == 1 && plan.errors.contains(words), "\(plan.errors)")
    let outcome = try room.run("press", "issue", "-o", "out", "--impose", "--events")
    #expect(outcome.status == 1)
    #expect(made(outcome).count == pages + 1)
    let finding = try #require(outcome.output.range(of: "\"event\":\"finding\""))
    let unit = try #require(outcome.output.range(of: "\"event\":\"unit\""))
    #expect(finding.lowerBound < unit.lowerBound)
    let told = try room.run("press", "issue", "-o", "out", "--impose", "--press", "press.yaml")
    if signature != nil {
      #expect(told.errors.contains("\npress.yaml:1:12: error: "), "\(told.errors)")
      let after = try room.run("impose", "out/issue", "--press", "press.yaml")
      #expect(after.errors.contains(words), "the same words: \(after.errors)")
    }
  }

  /// As with all settings of a press that cannot be read, nothing goes out.
  @Test func aSignatureThatCannotBeRead() throws {
    let room = try room("{pagesPerPlate: 3}")
    let outcome = try room.run("press", "issue", "-o", "out", "--impose")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("press.yaml:1:28: error: "), "\(outcome.errors)")
    #expect(!outcome.errors.contains("no signature"))
    #expect(room.scratch.files(below: "out") == ["issue/manifest.json"])
  }

  @Test func killedAtSixMomentsTheyAreTheSame() throws {
    let room = try room(pages: 80)
    #expect(try room.run("press", "issue", "-o", "whole", "--impose").status == 0)
    var random = SystemRandomNumberGenerator()
    for kill in 1...6 {
      let run = try room.start("press", "issue", "-o", "out", "--impose", "--jobs", "2")
      // The pages are 80; the last kills hit the plates.
      let count = kill * 18
      #expect(room.wait(for: count, in: "out", while: run), "ended by itself before kill \(kill)")
      usleep(UInt32.random(in: 0...20_000, using: &random))
      run.killAtOnce()
    }
    let last = try room.run("press", "resume", "-o", "out")
    #expect(last.status == 0, "\(last.errors)")
    #expect(room.published(".json", in: "out").count == 121)
    #expect(room.published(".pdf", in: "out") == room.published(".pdf", in: "whole"))
    #expect(room.drafts(in: "out") == [])
    #expect(try room.edition("out/issue") == room.edition("whole/issue"))
  }

  /// Two editions that differ in pages 7 and 8 share the pair of 4 and 5, and that of 6 and 3.
  @Test func editionsShareThePlatesOfPagesThatTheyShare() throws {
    let scratch = try Scratch()
    try scratch.write("signature: {pagesPerPlate: 2}\n", to: "press.yaml")
    let plan = try Tool.run(
      Tool.program,
      [
        "press", Repository.file("Samples/gewu/0512"), "-o", scratch("out"), "--impose", "--plan",
        "--press", scratch("press.yaml"), "--json",
      ])
    struct Plan: Decodable {
      struct Unit: Decodable { let name: String, kind: String }
      let units: [Unit]
    }
    let units = try JSONDecoder().decode(Plan.self, from: Data(plan.output.utf8)).units
    #expect(
      units.filter { $0.kind == "plate" }.map(\.name).sorted() == [
        "0512 A2B", "0512 A2F", "0512-east A1B", "0512-east A1F", "0512-north A1B",
        "0512-north A1F",
      ])
  }

  /// The plant that takes plates gets them as they are made, and of a change the plate alone.
  @Test func aWatchFolderDeliversThem() throws {
    let watch = try WatchRoom(pages: 4)
    for file in ["press.yaml", "in/press.yaml"] {
      try watch.scratch.write("signature: {pagesPerPlate: 2}\n", to: file)
    }
    try watch.scratch.write(
      """
      name: 云泽印务
      transport: {kind: folder, path: plant}
      files: plates
      fileName: "{plate}{version}"
      """, to: "plant.yaml")
    try FileManager.default.createDirectory(
      atPath: watch.scratch("plant"), withIntermediateDirectories: false)
    try watch.drop("0512")
    let first = try watch.once("--impose", "--to", "plant.yaml")
    #expect(first.status == 0, "\(first.errors)")
    #expect(watch.scratch.files(below: "plant") == ["A1BA.pdf", "A1FA.pdf"])
    try watch.write("0512", page: 3, "改了")
    try watch.mark("0512")
    #expect(try watch.once("--impose", "--to", "plant.yaml").status == 0)
    #expect(watch.scratch.files(below: "plant") == ["A1BA.pdf", "A1BB.pdf", "A1FA.pdf"])
    #expect(
      try watch.scratch.bytes("plant/A1BB.pdf")
        == watch.scratch.bytes("out/0512-B/0512-B-A1B.pdf"))
  }
}
