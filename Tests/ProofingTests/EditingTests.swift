import Foundation
import Intake
import Newspaper
import Production
import Proofing
import TestSupport
import Testing

/// Edits made on the proof, written back into the source files.
@Suite(.serialized) struct EditingTests {
  @Test(
    "An edit is in the file at once and on the page soon after; it can be taken back and done again."
  )
  func thereAndBack() async throws {
    try await LiveDesk.open { desk in
      let before = try desk.scratch.text("issue/lead.md")
      let digest = await desk.live.snapshot.page(1)?.digest
      let receipt = try await desk.edit("lead.md", .head(.kicker, "新引题"))
      let after = try desk.scratch.text("issue/lead.md")
      #expect(after.contains("kicker: 新引题\n"))
      #expect(after.replacing("kicker: 新引题\n", with: "") == before)
      #expect(receipt.after == (await desk.live.source("lead.md"))?.digest)
      await desk.live.settled()
      #expect(await desk.live.snapshot.page(1)?.digest != digest)
      _ = try await desk.live.undo()
      #expect(try desk.scratch.text("issue/lead.md") == before)
      await desk.live.settled()
      #expect(await desk.live.snapshot.page(1)?.digest == digest)
      _ = try await desk.live.redo()
      #expect(try desk.scratch.text("issue/lead.md") == after)
      #expect(await desk.refused { try await desk.live.redo() } == .nothing)
    }
  }

  @Test("Who comes second is told with both texts, and theirs is kept.")
  func twoAtOnce() async throws {
    try await LiveDesk.open { desk in
      let source = try #require(await desk.live.source("lead.md"))
      func edit(_ text: String) -> SourceEdit {
        SourceEdit(file: "lead.md", basedOn: source.digest, change: .body(text))
      }
      _ = try await desk.live.edit(edit("\n先存的。\n"))
      let refusal = await desk.refused { try await desk.live.edit(edit("\n后存的。\n")) }
      guard case .changedUnderneath(let now, let yours, let keptAs) = refusal else {
        Issue.record("expected a refusal, found \(String(describing: refusal))")
        return
      }
      #expect(now.body == "\n先存的。\n")
      #expect(yours == "\n后存的。\n")
      #expect(try desk.scratch.text("issue/\(try #require(keptAs))") == yours)
      #expect(try desk.scratch.text("issue/lead.md").hasSuffix("先存的。\n"))
    }
  }

  @Test("What was changed by others meanwhile is not taken back over it.")
  func undoUnderneath() async throws {
    try await LiveDesk.open { desk in
      #expect(await desk.refused { try await desk.live.undo() } == .nothing)
      _ = try await desk.edit("lead.md", .head(.deck, "副题"))
      try desk.scratch.write("别的\n", to: "issue/lead.md")
      guard case .changedUnderneath = await desk.refused({ try await desk.live.undo() }) else {
        Issue.record("the undo was not refused")
        return
      }
      #expect(try desk.scratch.text("issue/lead.md") == "别的\n")
    }
  }

  @Test("Stories change places in the issue's file.")
  func places() async throws {
    try await LiveDesk.open { desk in
      let pages = try #require(await desk.live.snapshot.issue?.pages)
      let slots = pages.flatMap { page in
        page.placements.compactMap { placement -> (Int, String, String)? in
          guard case .story(let id) = placement.content else { return nil }
          return (page.number, placement.slot.value, id)
        }
      }
      let (first, second) = (slots[0], slots[1])
      _ = try await desk.edit(
        "issue.yaml",
        .swap(page: first.0, slot: first.1, otherPage: second.0, otherSlot: second.1))
      await desk.live.settled()
      let after = try #require(await desk.live.snapshot.issue?.pages)
      func story(_ place: (Int, String, String)) -> Placement.Content? {
        after.first { $0.number == place.0 }?.placements.first { $0.slot.value == place.1 }?.content
      }
      #expect(story(first) == .story(second.2))
      #expect(story(second) == .story(first.2))
      _ = try await desk.live.undo()
    }
  }

  @Test("No file is read or written that is not the issue's own.")
  func paths() async throws {
    try await LiveDesk.open { desk in
      let names = [
        "../publication.yaml", "/etc/passwd", "lead.md/../lead.md", "./lead.md", "LEAD.md",
        "lead.md\0", "%2e%2e/styles.yaml", "．．/styles.yaml", "", "..", "issue",
      ]
      func refusal(_ file: String) async -> EditRefusal? {
        await desk.refused {
          try await desk.live.edit(
            SourceEdit(file: file, basedOn: "", change: .head(.headline, "改")))
        }
      }
      for name in names {
        #expect(await desk.live.source(name) == nil, "\(name)")
        #expect(await refusal(name) == .unknown(name))
      }
      // A story that is a link out of the publication is refused, whatever it leads to.
      let elsewhere = try Scratch()
      try elsewhere.write("---\nheadline: 甲\n---\n文\n", to: "x.md")
      try FileManager.default.removeItem(atPath: desk.scratch("issue/second.md"))
      try desk.scratch.link("issue/second.md", to: elsewhere("x.md"))
      #expect(await desk.live.source("second.md") == nil)
      #expect(await refusal("second.md") == .outside("second.md"))
      #expect(try elsewhere.text("x.md").contains("headline: 甲"))
    }
  }

  @Test("An unknown slot, photo or story is refused and nothing is written.")
  func unknown() async throws {
    try await LiveDesk.open { desk in
      let before = try desk.scratch.text("issue/issue.yaml")
      let refusals: [SourceEdit.Change] = [
        .assign(page: 1, slot: "nowhere", story: "lead.md"),
        .assign(page: 99, slot: "lead", story: "lead.md"),
        .assign(page: 1, slot: "lead", story: "../../etc/passwd"),
      ]
      for change in refusals {
        #expect(
          await desk.refused { try await desk.edit("issue.yaml", change) } != nil, "\(change)")
      }
      #expect(try desk.scratch.text("issue/issue.yaml") == before)
    }
  }
}
