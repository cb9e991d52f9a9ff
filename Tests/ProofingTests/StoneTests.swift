import Foundation
import Makeup
import Newspaper
import Production
import TestSupport
import Testing

/// Pages kept made up while the issue is worked on.
struct StoneTests {
  /// An issue on the stone, and what became of its pages.
  private final class Desk {
    let scratch: Scratch
    let folder: String
    let stone: Stone
    var pages: [Int: Stone.StonePage] = [:]
    var reading: Stone.Reading?

    init(_ scratch: Scratch, _ folder: String) {
      self.scratch = scratch
      self.folder = scratch(folder)
      stone = Stone(folder: scratch(folder), cacheFolder: scratch("cache"))
    }

    /// Reads the files and makes up what changed; gives the pages that were made.
    func read() async -> [Int] {
      let reading = await stone.read()
      self.reading = reading
      let numbers = Set(reading.chains.joined())
      if reading.builder != nil { pages = pages.filter { numbers.contains($0.key) } }
      var made: [Int] = []
      for chain in reading.changed {
        for page in await stone.makeUp(chain: chain) {
          pages[page.made.frame.page] = page
          made.append(page.made.frame.page)
        }
      }
      return made.sorted()
    }

    /// Compares what was read and all pages with those that are made from nothing.
    func expectLikeNew(_ state: String) async {
      let (builder, report) = IssueBuilder.open(folder, cacheFolder: scratch("cache"))
      #expect(reading?.report == report, "\(state)")
      #expect((reading?.builder == nil) == (builder == nil), "\(state)")
      guard let builder else { return }
      #expect(reading?.builder?.issue == builder.issue, "\(state)")
      let new = await builder.makeUp(edition: builder.issue.editions.first)
      #expect(pages.keys.sorted() == new.map(\.frame.page), "\(state)")
      for page in new {
        #expect(pages[page.frame.page]?.made == page, "page \(page.frame.page), \(state)")
        #expect(
          pages[page.frame.page]?.digest == builder.digest(of: page.frame),
          "page \(page.frame.page), \(state)")
      }
    }

    func edit(_ file: String, _ old: String, _ new: String) throws {
      let text = try scratch.text(file)
      let place = try #require(text.range(of: old), "\(file) has no \(old)")
      try scratch.write(text.replacingCharacters(in: place, with: new), to: file)
    }
  }

  @Test("After every kind of edit the pages are those that are made from nothing.")
  func likeNew() async throws {
    // The sample, whose fonts and layouts are the repository's.
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch("Samples"), withIntermediateDirectories: true)
    try scratch.copy(Repository.file("Samples/gewu"), to: "Samples/gewu")
    try scratch.link("Fonts", to: Repository.file("Fonts"))
    let desk = Desk(scratch, "Samples/gewu/0512")
    #expect(await desk.read() == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(await desk.read() == [])
    // A paragraph and a headline that shares its size with others; a story that jumps and one that
    // is announced; places exchanged; a line that moves all others, and what stands on all pages.
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
        [
          ("0512/issue.yaml", "b: p3-b.md\n      c: p3-c.md", "b: p3-c.md\n      c: p3-b.md"),
          ("0512/issue.yaml", "pages:", "# 多一行\npages:"),
          ("publication.yaml", "hotline: ", "hotline: 0"),
        ], Array(1...8)
      ),
    ]
    for (number, step) in steps.enumerated() {
      for it in step.edits { try desk.edit("Samples/gewu/\(it.file)", it.old, it.new) }
      #expect(await desk.read() == step.pages, "\(step.edits[0].file)")
      // What the first step had left wrong would still be seen.
      if number > 0 { await desk.expectLikeNew("after \(step.edits[0].file)") }
    }
  }

  @Test(
    "Text, photos, layouts and settings: whatever is edited, the pages are as made from nothing.")
  func smallEdits() async throws {
    let desk = Desk(try .smallPublication(), "issue")
    #expect(await desk.read() == [1, 2])
    let steps: [(file: String, old: String, new: String)] = [
      ("issue/second.md", "候船室的墙角", "候船室外面的墙角，向阳的一边"),
      ("issue/lead.md", "值班日志", "值班日志和水位记录"),
      ("issue/lead.md", "byline: 本报记者　方知夏\n", "byline: 方知夏\ndeck: 四十年的日志\n"),
      ("issue/picture.md", "credit: 江流摄\n", "credit: 江流摄\n    focus: [0.2, 0.3]\n"),
      ("issue/picture.md", "换了下来。", "换了下来，装上了一盏省电的。"),
      ("issue/ad.svg", "<svg", "<!-- 又一版 --><svg"),
      ("layouts/front.yaml", "lines: 1-20", "lines: 1-18"),
      ("layouts/inside.yaml", "lines: 12-26, fit: {white: off}", "lines: 12-26, fit: {white: 2}"),
      ("layouts/sheets/small.yaml", "head: 22 mm", "head: 23 mm"),
      ("issue/issue.yaml", "number: 7", "number: 8"),
      ("issue/issue.yaml", "section: 二版", "section: 副刊"),
      ("issue/issue.yaml", "    accept: {layout.hole: 试样只排到第26行}\n", ""),
      ("issue/issue.yaml", "lead: {story: lead.md, jump: 2/rest}", "lead: lead.md"),
      ("styles.yaml", "sizes: [28, 26, 24]", "sizes: [22]"),
      ("publication.yaml", "name: 试报", "name: 小报\nhotline: '12345'"),
    ]
    for (number, step) in steps.enumerated() {
      let state = "edit \(number) of \(step.file)"
      let before = try desk.scratch.text(step.file)
      try desk.edit(step.file, step.old, step.new)
      #expect(await desk.read() != [], "\(state)")
      await desk.expectLikeNew(state)
      // Some edits are taken back, the rest add up.
      if number.isMultiple(of: 5) {
        try desk.scratch.write(before, to: step.file)
        _ = await desk.read()
        await desk.expectLikeNew("\(state) taken back")
      }
    }
  }

  @Test(
    "Whatever becomes of a file, the stone shows and tells what a new reading does.",
    arguments: Mishap.allCases)
  func mishaps(_ mishap: Mishap) async throws {
    let desk = Desk(try .smallPublication(), "issue")
    _ = await desk.read()
    let names =
      desk.scratch.files(below: "issue").map { "issue/\($0)" }
      + ["publication.yaml", "styles.yaml", "layouts/front.yaml", "layouts/sheets/small.yaml"]
    #expect(names.count == 10)
    for name in names {
      let file = URL(filePath: desk.scratch(name))
      let whole = try Data(contentsOf: file)
      try mishap.befall(file, whole)
      _ = await desk.read()
      await desk.expectLikeNew("\(mishap) \(name)")
      try? FileManager.default.removeItem(at: file)
      try whole.write(to: file)
    }
    _ = await desk.read()
    await desk.expectLikeNew("whole again")
  }

  @Test("What was saved is seen, whatever the clock says it was saved at.", arguments: [-30.0, 60])
  func clocks(years: Double) async throws {
    let desk = Desk(try .smallPublication(), "issue")
    _ = await desk.read()
    for name in ["issue/second.md", "issue/light.png", "layouts/inside.yaml"] {
      var bytes = try desk.scratch.bytes(name)
      // Of the same length: 26 becomes 25 in the layout, 三 becomes 下 in the story.
      if name.hasSuffix(".png") { bytes[bytes.count - 5] ^= 1 }
      if name.hasSuffix(".yaml") {
        bytes = [UInt8](String(decoding: bytes, as: UTF8.self).replacing("26", with: "25").utf8)
      }
      if name.hasSuffix(".md") {
        bytes = [UInt8](String(decoding: bytes, as: UTF8.self).replacing("三", with: "下").utf8)
      }
      try desk.scratch.write(bytes, to: name)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: years * 365 * 86400)],
        ofItemAtPath: desk.scratch(name))
      #expect(await desk.read() != [], "\(name)")
      await desk.expectLikeNew("\(name), \(years) years from now")
    }
  }

  /// What may become of a file while somebody works on the issue.
  enum Mishap: CaseIterable {
    case deleted, halfSaved, folderInstead

    func befall(_ file: URL, _ whole: Data) throws {
      switch self {
      case .deleted: try FileManager.default.removeItem(at: file)
      case .halfSaved: try whole.prefix(whole.count / 2).write(to: file)
      case .folderInstead:
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
      }
    }
  }
}
