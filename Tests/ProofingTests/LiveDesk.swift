import Foundation
import Proofing
import TestSupport
import Testing

/// The small publication, opened live.
struct LiveDesk {
  let scratch: Scratch
  let live: LiveIssue

  /// Opens it for as long as something is tried with it; nothing of it is left.
  static func open(
    _ scratch: Scratch? = nil, issue: String = "issue",
    _ trial: (LiveDesk) async throws -> Void
  ) async throws {
    let scratch = try scratch ?? .smallPublication()
    let live = LiveIssue(folder: scratch(issue), cacheFolder: scratch("cache"))
    await live.start()
    await live.settled()
    do {
      try await trial(LiveDesk(scratch: scratch, live: live))
    } catch {
      await live.stop()
      throw error
    }
    await live.stop()
  }

  /// Does something to the files and gives the first change that comes of it.
  func change(_ work: () throws -> Void) async throws -> LiveChange {
    let changes = await live.changes()
    try work()
    return try await first(of: changes)
  }

  func first(of changes: AsyncStream<LiveChange>) async throws -> LiveChange {
    try await withThrowingTaskGroup(of: LiveChange?.self) { group in
      group.addTask {
        for await change in changes { return change }
        return nil
      }
      group.addTask {
        try await Task.sleep(for: .seconds(10))
        return nil
      }
      defer { group.cancelAll() }
      return try #require(try await group.next() ?? nil, "no change was told in ten seconds")
    }
  }

  /// Waits until the snapshot is as wanted.
  func until(_ isSo: (LiveSnapshot) -> Bool) async throws -> LiveSnapshot {
    for _ in 0..<6000 {
      let snapshot = await live.snapshot
      if isSo(snapshot) { return snapshot }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("the snapshot did not come to be so in a minute")
    return await live.snapshot
  }

  func edit(_ file: String, _ change: SourceEdit.Change) async throws -> EditReceipt {
    let source = try #require(await live.source(file))
    return try await live.edit(SourceEdit(file: file, basedOn: source.digest, change: change))
  }

  func refused(_ work: () async throws -> EditReceipt) async -> EditRefusal? {
    do {
      _ = try await work()
      return nil
    } catch {
      return error as? EditRefusal
    }
  }
}

extension Scratch {
  /// The small publication with an issue `many` of so many pages, each with a story of its own.
  static func manyPages(_ count: Int) throws -> Scratch {
    let scratch = try smallPublication()
    let layout = """
      sheet: small
      slots:
        folio: {kind: folio}
        story: {kind: story, columns: 1-2, lines: 1-15, fit: {white: off}}
      """
    try scratch.write(layout, to: "layouts/one.yaml")
    let story = try scratch.text("issue/second.md")
    var issue = "publication: ..\nnumber: 7\ndate: 2026-12-31\npages:\n"
    for page in 1...count {
      try scratch.write(story, to: "many/story-\(page).md")
      issue += "  \(page): {layout: one, section: 版, slots: {story: story-\(page).md}, "
      issue += "accept: {layout.hole: 试样只排上半版}}\n"
    }
    try scratch.write(issue, to: "many/issue.yaml")
    return scratch
  }
}
