import FoundationEssentials
import Makeup
import Newspaper
import Production
import Proofing

/// What an editor waits for: one paragraph of a story is saved, and the page shows it.
struct LiveBench {
  /// One saved paragraph.
  struct Turn {
    /// From the save until the page was made up.
    var made: Duration
    /// From the save until the tiles that changed were drawn.
    var drawn: Duration
    /// How many tiles that were.
    var tiles: Int
  }

  private let live: LiveIssue
  private let root: String
  private let copy: String

  /// What opening it took, all pages made up.
  let opening: Duration

  /// Copies the publication of an issue into a folder of its own and opens the issue there; with a
  /// number of pages, another issue made of so many copies of its inside pages.
  init?(_ folder: String, pages: Int? = nil) async {
    let files = FileManager.default
    let copy = files.temporaryDirectory.appending(path: "forme-bench-\(UUID().uuidString)").path
    let parts = folder.split(separator: "/")
    guard let name = parts.last else { return nil }
    let publication = parts.dropLast().joined(separator: "/")
    do {
      try files.createDirectory(atPath: "\(copy)/Samples", withIntermediateDirectories: true)
      try files.copyItem(atPath: publication, toPath: "\(copy)/Samples/publication")
      // The sample's fonts are the repository's.
      try files.createSymbolicLink(
        atPath: "\(copy)/Fonts", withDestinationPath: files.currentDirectoryPath + "/Fonts")
      self.copy = "\(copy)/Samples/publication"
      if let pages { try LargeIssue.write(pages, from: String(name), in: self.copy) }
    } catch {
      return nil
    }
    root = copy
    live = LiveIssue(folder: "\(self.copy)/\(pages == nil ? String(name) : LargeIssue.name)")
    let start = ContinuousClock.now
    await live.start()
    await live.settled()
    opening = ContinuousClock.now - start
  }

  /// Removes the copy.
  func close() async {
    await live.stop()
    try? FileManager.default.removeItem(atPath: root)
  }

  /// Saves a paragraph of a story again and again, each time with other words, and waits for the
  /// tiles of its page that an editor sees at a zoom step.
  func turns(_ count: Int, story: String, page: Int, zoom: Int) async -> [Turn] {
    guard let original = try? String(contentsOfFile: "\(copy)/\(story)", encoding: .utf8),
      let frame = await live.snapshot.page(page)?.made.frame
    else { return [] }
    let lines = original.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let size = PageTiles.size(of: frame.sheet, zoom: zoom),
      let close = lines.dropFirst().firstIndex(of: "---"),
      let paragraph = lines.indices.dropFirst(close).max(by: {
        lines[$0].count < lines[$1].count
      })
    else { return [] }
    // Everything that is on the screen was drawn before the edit.
    let side = PageTiles.side
    let grid = (columns: (size.width + side - 1) / side, rows: (size.height + side - 1) / side)
    var turns: [Turn] = []
    for turn in 0..<count {
      await draw(page: page, zoom: zoom, grid, of: nil)
      var edited = lines
      edited[paragraph] =
        String(lines[paragraph].dropFirst(turn % 7 + 1)) + (turn % 2 == 0 ? "新字。" : "")
      var changes = await live.changes().makeAsyncIterator()
      let start = ContinuousClock.now
      try? edited.joined(separator: "\n").write(
        toFile: "\(copy)/\(story)", atomically: true, encoding: .utf8)
      guard let change = await changes.next() else { return turns }
      let made = ContinuousClock.now - start
      let areas = change.pages.first { $0.number == page }?.areas ?? []
      let tiles = await draw(page: page, zoom: zoom, grid, of: areas)
      turns.append(Turn(made: made, drawn: ContinuousClock.now - start, tiles: tiles))
      await live.settled()
    }
    return turns
  }

  /// Draws the tiles of a page, those in some areas or all; gives their number.
  @discardableResult
  private func draw(
    page: Int, zoom: Int, _ grid: (columns: Int, rows: Int), of areas: [Area]?
  ) async -> Int {
    guard let digest = await live.snapshot.page(page)?.digest else { return 0 }
    let points = Double(PageTiles.side) * 72 / PageTiles.resolutions[zoom]
    return await withTaskGroup(of: Void.self) { group in
      var count = 0
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let (x, y) = (Double(column) * points, Double(row) * points)
          let isWanted = areas?.contains { area in
            area.x < x + points && x < area.x + area.width && area.y < y + points
              && y < area.y + area.height
          }
          guard isWanted ?? true else { continue }
          count += 1
          group.addTask { _ = await live.tile(digest, zoom: zoom, column: column, row: row) }
        }
      }
      return count
    }
  }
}
