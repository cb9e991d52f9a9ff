import Foundation
import Makeup
import Newspaper
import Production
import Proofing
import TestSupport
import Testing

/// An issue that is watched and kept made up.
@Suite(.serialized) struct LiveIssueTests {
  @Test("It opens with its pages made up, each with its digest and its findings.")
  func opening() async throws {
    try await LiveDesk.open { desk in
      let snapshot = await desk.live.snapshot
      #expect(snapshot.pages.map(\.number) == [1, 2])
      #expect(snapshot.pages.allSatisfy { $0.report.diagnostics.isEmpty && $0.milliseconds > 0 })
      #expect(snapshot.reading.diagnostics.isEmpty)
      #expect(snapshot.pending.isEmpty)
      #expect(Set(snapshot.pages.map(\.digest)).count == 2)
    }
  }

  @Test("What only drawing and preflight find is told as forme check tells it.")
  func findingsOfThePress() async throws {
    try await LiveDesk.open { desk in
      let sound = try desk.scratch.text("issue/ad.svg")
      try desk.scratch.write(
        "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><text>活字</text></svg>",
        to: "issue/ad.svg")
      let found = try await desk.until { snapshot in
        snapshot.page(2)?.report.diagnostics.contains { $0.code == "art.svg.text" } == true
      }
      let checked = await Checkroom.check(desk.scratch("issue")).report
      let ofPage = checked.diagnostics.filter { $0.page == 2 }
      #expect(found.page(2)?.report.diagnostics == ofPage)
      // Mended, it is told no more; another page never had it.
      try desk.scratch.write(sound, to: "issue/ad.svg")
      let mended = try await desk.until { $0.page(2)?.report.diagnostics.isEmpty == true }
      #expect(mended.page(1)?.report.diagnostics.isEmpty == true)
    }
  }

  @Test("A saved paragraph is told with the page it stands on and the areas that look different.")
  func oneParagraph() async throws {
    try await LiveDesk.open { desk in
      let before = await desk.live.snapshot
      let text = try desk.scratch.text("issue/second.md")
      let change = try await desk.change {
        try desk.scratch.write(text + "\n多了一段话。\n", to: "issue/second.md")
      }
      let after = await desk.live.snapshot
      let changed = try #require(change.pages.first)
      #expect(change.pages.count == 1)
      #expect(changed.before == before.page(changed.number)?.digest)
      #expect(changed.digest == after.page(changed.number)?.digest)
      let slot = try #require(
        await desk.live.plan(of: changed.digest)?.slots.first { $0.story == "second.md" })
      #expect(!changed.areas.isEmpty)
      let inside = changed.areas.allSatisfy { area in
        area.y > slot.area.y - 20 && area.y + area.height < slot.area.y + slot.area.height + 20
      }
      #expect(inside, "only the story's slot looks different")
    }
  }

  @Test("Tiles are PNG pictures of their size; those that did not change are not drawn again.")
  func tiles() async throws {
    try await LiveDesk.open { desk in
      let page = try #require(await desk.live.snapshot.page(1))
      let size = try #require(PageTiles.size(of: page.made.frame.sheet, zoom: 3))
      let tile = try #require(await desk.live.tile(page.digest, zoom: 3, column: 0, row: 0))
      #expect(pngSize(tile) == [min(512, size.width), 512])
      let (column, row) = ((size.width - 1) / 512, (size.height - 1) / 512)
      let last = try #require(await desk.live.tile(page.digest, zoom: 3, column: column, row: row))
      #expect(pngSize(last) == [size.width - column * 512, size.height - row * 512])
      #expect(await desk.live.tile(page.digest, zoom: 3, column: column + 1, row: 0) == nil)
      #expect(await desk.live.tile(page.digest, zoom: 99, column: 0, row: 0) == nil)
      #expect(await desk.live.tile(page.digest, zoom: 3, column: -1, row: .max) == nil)
      let none = try #require(PageDigest(String(repeating: "0", count: 64)))
      #expect(await desk.live.tile(none, zoom: 3, column: 0, row: 0) == nil)
      #expect(pngSize(try #require(await desk.live.picture(page.digest, width: 200))).first == 200)
      #expect(await desk.live.picture(page.digest, width: 1 << 20) == nil)
    }
  }

  private func pngSize(_ png: [UInt8]) -> [Int] {
    [16, 20].map { start in png[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
  }

  @Test("However a file is saved it is read once it is whole.")
  func saving() async throws {
    try await LiveDesk.open { desk in
      let path = desk.scratch("issue/second.md")
      let text = try desk.scratch.text("issue/second.md")
      for (turn, save) in Save.allCases.enumerated() {
        let edited = text.replacing("headline:", with: "kicker: 新引题\(turn)\nheadline:")
        let change = try await desk.change { try save.write(edited, to: path) }
        #expect(change.pages.map(\.number) == [2], "\(save)")
        let snapshot = await desk.live.snapshot
        #expect(snapshot.issue?.stories["second.md"]?.kicker?.value == "新引题\(turn)", "\(save)")
        #expect(snapshot.reading.diagnostics.isEmpty, "\(save)")
      }
    }
  }

  /// How editors save.
  enum Save: CaseIterable {
    case overwrite, besideAndRename, deleteAndWrite, inPieces

    func write(_ text: String, to path: String) throws {
      let bytes = Data(text.utf8)
      switch self {
      case .overwrite: try bytes.write(to: URL(filePath: path))
      case .besideAndRename: try bytes.write(to: URL(filePath: path), options: .atomic)
      case .deleteAndWrite:
        try FileManager.default.removeItem(atPath: path)
        try bytes.write(to: URL(filePath: path))
      case .inPieces:
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 0)
        for start in stride(from: 0, to: bytes.count, by: 64) {
          try file.write(contentsOf: bytes[start..<min(start + 64, bytes.count)])
          usleep(500)
        }
        try file.close()
      }
    }
  }

  @Test("An issue that becomes unreadable keeps its last good pages and tells what is wrong.")
  func unreadable() async throws {
    try await LiveDesk.open { desk in
      let good = await desk.live.snapshot
      let text = try desk.scratch.text("issue/issue.yaml")
      try desk.scratch.write("pages: [", to: "issue/issue.yaml")
      let broken = try await desk.until { $0.reading.hasErrors }
      #expect(broken.pages.map(\.digest) == good.pages.map(\.digest))
      #expect(broken.issue == good.issue)
      try FileManager.default.removeItem(atPath: desk.scratch("issue/issue.yaml"))
      let gone = try await desk.until {
        $0.reading.diagnostics.contains { $0.code == "issue.missing" }
      }
      #expect(gone.pages.count == 2)
      try FileManager.default.createDirectory(
        atPath: desk.scratch("issue/issue.yaml"), withIntermediateDirectories: false)
      _ = try await desk.until {
        $0.reading.diagnostics.contains { $0.summary.contains("is a folder") }
      }
      try FileManager.default.removeItem(atPath: desk.scratch("issue/issue.yaml"))
      try desk.scratch.write(text, to: "issue/issue.yaml")
      let mended = try await desk.until { !$0.reading.hasErrors }
      #expect(mended.pages.map(\.digest) == good.pages.map(\.digest))
    }
  }

  @Test("A folder moved away and back again is followed.")
  func movedFolder() async throws {
    try await LiveDesk.open { desk in
      let (here, away) = (desk.scratch("issue"), desk.scratch("away"))
      try FileManager.default.moveItem(atPath: here, toPath: away)
      let gone = try await desk.until { $0.reading.hasErrors }
      #expect(gone.pages.count == 2)
      try FileManager.default.moveItem(atPath: away, toPath: here)
      let back = try await desk.until { !$0.reading.hasErrors }
      #expect(back.pages.map(\.digest) == gone.pages.map(\.digest))
      let text = try desk.scratch.text("issue/second.md")
      try desk.scratch.write(text + "\n又多了一段话。\n", to: "issue/second.md")
      // News of the folder may come before that of the page.
      _ = try await desk.until { $0.pages.map(\.digest) != back.pages.map(\.digest) }
    }
  }

  @Test("Of two hundred pages an edit touches one, and takes no more memory each time.")
  func manyPages() async throws {
    let scratch = try Scratch.manyPages(200)
    try await LiveDesk.open(scratch, issue: "many") { desk in
      let opened = await desk.live.snapshot
      #expect(opened.pages.map(\.number) == Array(1...200))
      #expect(opened.reading.diagnostics == [])
      #expect(opened.pages.flatMap(\.report.diagnostics) == [])
      let text = try scratch.text("many/story-100.md")
      let change = try await desk.change {
        try scratch.write(text.replacing("墙角", with: "墙角里"), to: "many/story-100.md")
      }
      #expect(change.pages.map(\.number) == [100])
      await desk.live.settled()
      let edited = await desk.live.snapshot
      // A page that had been made again would have taken another time.
      for (old, new) in zip(opened.pages, edited.pages) where old.number != 100 {
        #expect(old.digest == new.digest && old.milliseconds == new.milliseconds)
      }
    }
    let writer = URL(filePath: Tool.program).deletingLastPathComponent().appending(
      path: "DeskWriter")
    // In one arena: each thread's own would fill up at a time of its own.
    let outcome = try Tool.run(
      writer.path, [scratch("many"), "story-100.md", "120"],
      environment: ["MALLOC_ARENA_MAX": "1"])
    #expect(outcome.status == 0)
    let kilobytes = outcome.output.split(separator: "\n").compactMap { Int($0) }
    try #require(kilobytes.count == 4)
    // Once what is kept for the next edit is full, no more is taken.
    #expect(kilobytes[3] - kilobytes[1] < 1 << 10, "\(kilobytes)")
  }

  @Test("The plan names what stands under the pointer.")
  func plan() async throws {
    try await LiveDesk.open { desk in
      let page = try #require(await desk.live.snapshot.page(1))
      let plan = try #require(await desk.live.plan(of: page.digest))
      let lead = try #require(plan.slots.first { $0.story == "lead.md" })
      #expect(lead.kind == "story" && lead.takesStory)
      let headline = try #require(
        plan.pieces.first { $0.part == "headline" && $0.source == "lead.md" })
      #expect(headline.at?.hasPrefix("lead.md:") == true)
      #expect(headline.face != nil && (headline.size ?? 0) > 9)
      let body = plan.pieces.filter { $0.part == "body" && $0.source == "lead.md" }
      let lines = body.flatMap(\.lines)
      #expect(lines.allSatisfy { $0.column != nil && $0.line != nil })
      #expect(lines.map(\.text).joined().count == lead.characters)
    }
  }
}
