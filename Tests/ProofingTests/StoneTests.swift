import Foundation
import Makeup
import Newspaper
import Production
import TestSupport
import Testing

/// Pages kept made up while the issue is worked on.
struct StoneTests {
  /// Copies the sample, whose fonts and layouts are the repository's.
  private func sample() throws -> Scratch {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch("Samples"), withIntermediateDirectories: true)
    try scratch.copy(Repository.file("Samples/gewu"), to: "Samples/gewu")
    try scratch.link("Fonts", to: Repository.file("Fonts"))
    return scratch
  }

  @Test("After every kind of edit the pages are those that are made from nothing.")
  func likeNew() async throws {
    let scratch = try sample()
    let folder = scratch("Samples/gewu/0512")
    let stone = Stone(folder: folder, cacheFolder: scratch("cache"))
    var pages: [Int: Stone.StonePage] = [:]
    func read() async -> [Int] {
      let reading = await stone.read()
      var made: [Int] = []
      for chain in reading.changed {
        for page in await stone.makeUp(chain: chain) {
          pages[page.made.frame.page] = page
          made.append(page.made.frame.page)
        }
      }
      return made.sorted()
    }
    #expect(await read() == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(await read() == [])
    func edit(_ file: String, _ old: String, _ new: String) throws {
      let name = "Samples/gewu/\(file)"
      let text = try scratch.text(name)
      let place = try #require(text.range(of: old), "\(file) has no \(old)")
      try scratch.write(text.replacingCharacters(in: place, with: new), to: name)
    }
    // Each step is compared with pages that are made from nothing: a paragraph and a headline that
    // shares its size with others; a story that jumps and one that is announced; places exchanged;
    // a line that moves all others, and what stands on all pages.
    let steps: [(edits: [(file: String, old: String, new: String)], pages: [Int])] = [
      (
        [
          ("stories/p2-a.md", "27日午后，北风三级。", "午后，北风。"),
          ("stories/p3-b.md", "headline: ", "headline: 很长很长很长很长的"),
        ], [1, 2, 3]
      ),
      (
        [
          ("stories/lead.md", "\n\n", "\n\n先加一段。\n\n"),
          ("stories/p5-essay.md", "headline: ", "headline: 又"),
        ], [1, 2, 5]
      ),
      (
        [("0512/issue.yaml", "b: p3-b.md\n      c: p3-c.md", "b: p3-c.md\n      c: p3-b.md")],
        Array(1...8)
      ),
      (
        [
          ("0512/issue.yaml", "pages:", "# 多一行\npages:"),
          ("publication.yaml", "hotline: ", "hotline: 0"),
        ], Array(1...8)
      ),
    ]
    for step in steps {
      for it in step.edits { try edit(it.file, it.old, it.new) }
      #expect(await read() == step.pages, "\(step.edits[0].file)")
      let (builder, _) = IssueBuilder.open(folder, cacheFolder: scratch("cache"))
      let new = try await #require(builder).makeUp(edition: builder?.issue.editions.first)
      for page in new where step.pages.contains(page.frame.page) {
        #expect(
          pages[page.frame.page]?.made == page,
          "page \(page.frame.page) after \(step.edits[0].file)")
      }
    }
  }
}
