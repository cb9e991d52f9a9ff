import Makeup
import Newspaper
import Production
import TestSupport
import Testing

/// The sample's spread on its way to the press: behind makeup it is two pages like any others.
struct SpreadBuildTests {
  private static let folder = Repository.file("Samples/gewu/0514")

  private static func builder() throws -> IssueBuilder {
    try #require(IssueBuilder.open(folder, cacheFolder: Sample.cache).0)
  }

  @Test func onePageOfASpreadIsTheSameAlone() async throws {
    let built = try #require(
      await Self.builder().build(BuildOrder(editions: [nil], pages: [3], workers: 1)).first)
    #expect(built.pages.map(\.number) == [3])
    let whole = try await Sample.built.editions.first { $0.edition.name == "0514" }
    #expect(whole?.edition.pages.map(\.number) == [1, 2, 3, 4])
    #expect(built.pages[0].pdf != nil && built.pages[0].pdf == whole?.edition.pages[2].pdf)
  }

  /// What other people read out of the two pages is the copy, each character once.
  @Test func theCopyIsReadOnceFromTheTwoPages() async throws {
    let built = try #require(
      try await Sample.built.editions.first { $0.edition.name == "0514" })
    var read: [Character: Int] = [:]
    for page in built.edition.pages where [2, 3].contains(page.number) {
      let text = try Tool.run("pdftotext", [built.file(page), "-"]).output
      for character in text where character.isHan { read[character, default: 0] += 1 }
    }
    var written: [Character: Int] = [:]
    for page in built.issue.pages where page.layout.isSpread {
      for placement in page.placements {
        guard case .story(let id) = placement.content, let story = built.issue.stories[id]
        else { continue }
        for character in story.printed where character.isHan { written[character, default: 0] += 1 }
      }
      // Two folio lines.
      let date = built.issue.date
      let folio =
        "版\(page.section)格物周报\(date.year)年\(date.month)月\(date.day)日星期\(date.weekday)"
        + page.editors.joined()
      for character in folio + folio where character.isHan { written[character, default: 0] += 1 }
    }
    #expect(read == written)
    #expect(written.values.reduce(0, +) > 3000)
  }

  @Test func theFoldOfAWholeSheetHasNoBleed() async throws {
    let pages = await (try Self.builder()).makeUp(edition: nil, pages: [2, 3])
    #expect(pages.map(\.frame.page) == [2, 3])
    for (index, made) in pages.enumerated() {
      let sheet = made.frame.sheet
      let areas = made.frame.items.compactMap(\.area)
      if index == 0 {
        #expect(areas.map(\.maxX).max() == sheet.trim.width)
      } else {
        #expect(areas.map(\.minX).min() == .zero)
      }
    }
  }
}

extension Character {
  fileprivate var isHan: Bool {
    unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
  }
}

extension Story {
  /// All its words that stand on a page, but for those in a drawing.
  fileprivate var printed: String {
    var words = [kicker, deck, byline].compactMap { $0?.value } + (headline?.value ?? [])
    for photo in photos where !photo.path.hasSuffix(".svg") {
      words += [photo.caption, photo.credit].compactMap { $0?.value }
    }
    for block in body {
      switch block {
      case .paragraph(let text), .subhead(let text): words.append(text.plain)
      default: break
      }
    }
    return words.joined()
  }
}
