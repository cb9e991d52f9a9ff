import Foundation
import Newspaper
import Production
import TestSupport
import Testing

/// What a reader copies out of a page is what the editors wrote, character for character.
struct TextTests {
  @Test func everySentenceIsInThePages() async throws {
    for built in try await Sample.built.editions {
      var texts: [Int: String] = [:]
      for page in built.edition.pages where page.pdf != nil {
        let outcome = try Tool.run("pdftotext", ["-raw", built.file(page), "-"])
        texts[page.number] = outcome.output.withoutSpace
      }
      let pages = built.issue.pages(of: built.edition.edition)
      for page in pages where page.layout.isSpread {
        try expect(page, of: built.issue, in: page.numbers.map { try #require(texts[$0]) })
      }
      for page in pages where !page.layout.isSpread {
        for placement in page.placements {
          guard case .story(let id) = placement.content, let story = built.issue.stories[id] else {
            continue
          }
          let name = "\(built.edition.name), page \(page.number): \(id)"
          guard let here = texts[page.number] else { continue }
          // A chart's caption is its alternate text, for readers who cannot see it.
          let isChart = story.photos.contains { $0.path.hasSuffix(".svg") }
          for line in isChart ? story.heads : story.heads + story.captions {
            #expect(here.holds(line), "\(name): \(line)")
          }
          // The body stands in one piece, or in two where it jumps.
          let body = story.bodyText
          let first = body.longestPrefix(in: here)
          if let jump = placement.jump {
            let rest = String(body.dropFirst(first))
            #expect(first > 100 && !rest.isEmpty, "\(name) does not jump")
            #expect(texts[jump.value.page]?.holds(rest) == true, "\(name): \(rest.prefix(30))")
            #expect(here.holds("（下转第\(jump.value.page)版）"), "\(name)")
          } else {
            #expect(first == body.count, "\(name): …\(body.dropFirst(first).prefix(30))")
          }
        }
      }
    }
  }

  /// What stands on a spread is read on one of its pages, or first on the left, then on the right.
  private func expect(_ spread: Page, of issue: Newspaper.Issue, in texts: [String]) throws {
    for placement in spread.placements {
      guard case .story(let id) = placement.content, let story = issue.stories[id] else { continue }
      let isChart = story.photos.contains { $0.path.hasSuffix(".svg") }
      for words in story.heads + [story.bodyText] + (isChart ? [] : story.captions) {
        let first = words.longestPrefix(in: texts[0])
        let rest = String(words.dropFirst(first))
        #expect(
          texts[1].holds(words) || texts[1].holds(rest), "\(id): …\(rest.prefix(30))")
      }
    }
  }
}

extension Story {
  /// The lines over the body, as printed.
  fileprivate var heads: [String] {
    [label?.value, kicker?.value, headline?.value.joined(), deck?.value, byline?.value]
      .compactMap { $0?.withoutSpace }
  }

  /// The lines under the photos.
  fileprivate var captions: [String] {
    photos.flatMap { [$0.caption?.value, $0.credit?.value] }.compactMap { $0?.withoutSpace }
  }

  /// The body with its dateline.
  fileprivate var bodyText: String {
    let blocks = body.map { block in
      switch block {
      case .paragraph(let text), .subhead(let text): text.plain
      case .table(let rows): rows.joined().map(\.plain).joined()
      }
    }
    return ((dateline?.value ?? "") + blocks.joined()).withoutSpace
  }
}

extension String {
  fileprivate var withoutSpace: String { filter { !$0.isWhitespace } }

  /// Whether it holds the same characters; not only equivalent ones.
  fileprivate func holds(_ text: String) -> Bool {
    text.isEmpty || range(of: text, options: .literal) != nil
  }

  /// How many characters from the start stand in a text in one piece.
  fileprivate func longestPrefix(in text: String) -> Int {
    var (least, most) = (0, count)
    while least < most {
      let middle = (least + most + 1) / 2
      if text.holds(String(prefix(middle))) { least = middle } else { most = middle - 1 }
    }
    return least
  }
}
