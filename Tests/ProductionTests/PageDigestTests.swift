import Foundation
import Makeup
import Newspaper
import TestSupport
import Testing

@testable import Production

@Suite struct PageDigestTests {
  /// The digests of the small publication's pages as they lie in a folder.
  private func digests(_ scratch: Scratch, cache: String? = nil) async throws -> [PageDigest] {
    let builder = try #require(
      IssueBuilder.open(scratch("issue"), cacheFolder: cache).0)
    return await builder.makeUp(edition: nil).map { builder.digest(of: $0.frame) }
  }

  @Test func theSamePageHasTheSameDigestWhereverItLies() async throws {
    let here = try Scratch.smallPublication()
    let there = try Scratch.smallPublication()
    let first = try await digests(here)
    #expect(first.count == 2)
    #expect(Set(first).count == 2)
    #expect(try await digests(here) == first)
    #expect(try await digests(there) == first)
    #expect(try await digests(there, cache: there("cache")) == first)
    #expect(PageDigest(first[0].text) == first[0])
  }

  @Test func aCharacterChangesOnlyItsPage() async throws {
    let scratch = try Scratch.smallPublication()
    let before = try await digests(scratch)
    let text = try scratch.text("issue/lead.md")
    let place = try #require(text.lastIndex(of: "。"))
    try scratch.write(
      text.replacingCharacters(in: place...place, with: "！"), to: "issue/lead.md")
    let after = try await digests(scratch)
    #expect(zip(before, after).count { $0 != $1 } == 1)
  }

  @Test func whatIsNotPrintedDoesNotCount() async throws {
    let scratch = try Scratch.smallPublication()
    let before = try await digests(scratch)
    let issue = try scratch.text("issue/issue.yaml")
    try scratch.write("# 一行注释\n\n" + issue, to: "issue/issue.yaml")
    #expect(try await digests(scratch) == before)
  }

  @Test func bytesOfPicturesCountNotTheirNames() throws {
    let scratch = try Scratch.smallPublication()
    func page(_ path: String) -> PageFrame {
      var frame = PageFrame(page: 1, sheet: Sheet.square, inks: .standard)
      let box = Rect(x: .zero, y: .zero, width: .points(10), height: .points(10))
      frame.items = [
        FrameItem(
          .picture(
            PlacedPicture(
              path: scratch(path), frame: box, crop: PixelRect(x: 0, y: 0, width: 9, height: 9),
              alternateText: path)), Subject(.photo, source: path))
      ]
      return frame
    }
    let builder = try #require(IssueBuilder.open(scratch("issue"), cacheFolder: nil).0)
    try scratch.write("one", to: "a.jpg")
    try scratch.write("one", to: "b.jpg")
    let digest = builder.digest(of: page("a.jpg"))
    #expect(builder.digest(of: page("b.jpg")) == digest)
    #expect(builder.digest(of: page("gone.jpg")) != digest)
    // As many bytes, written at once: the file's inode and times tell that it is another.
    try scratch.write("two", to: "a.jpg")
    #expect(builder.digest(of: page("a.jpg")) != digest)
  }

  @Test func onlyInksOfThePageCount() throws {
    var frame = PageFrame(page: 1, sheet: Sheet.square, inks: .standard)
    let box = Rect(x: .zero, y: .zero, width: .points(10), height: .points(10))
    frame.items = [FrameItem(.shape(.fill(box, Paint("accent"))), Subject(.rule))]
    let scratch = try Scratch.smallPublication()
    let builder = try #require(IssueBuilder.open(scratch("issue"), cacheFolder: nil).0)
    func digest(_ entries: (String, InkRecipe)...) -> PageDigest {
      for (name, recipe) in entries { frame.inks.declare(.init(name, recipe)) }
      return builder.digest(of: frame)
    }
    let red = digest(("accent", .process(cyan: 0, magenta: 95, yellow: 85, black: 0)))
    #expect(digest(("gold", .spot(cyan: 0, magenta: 10, yellow: 60, black: 20))) == red)
    #expect(digest(("accent", .process(cyan: 0, magenta: 90, yellow: 85, black: 0))) != red)
  }

  @Test(arguments: [
    "", "abc", String(repeating: "g", count: 64), String(repeating: "A", count: 64),
  ])
  func whatIsNoDigestIsNotTakenForOne(text: String) throws {
    #expect(PageDigest(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([PageDigest].self, from: Data("[\"\(text)\"]".utf8))
    }
  }
}

extension Sheet {
  /// A page of no consequence.
  fileprivate static var square: Sheet {
    Sheet(
      name: "square", trim: Size(width: .points(100), height: .points(100)), bleed: .zero,
      margins: Margins(top: .zero, right: .zero, bottom: .zero, left: .zero),
      grid: Grid(
        bodySize: .points(9), columnCharacters: 10, columns: 1, gutterCharacters: 1,
        pitch: .points(12), lines: 8))
  }
}
