import Foundation
import Newspaper
import Production
import TestSupport
import Testing

/// What a reader copies out of a page is what the editors wrote, character for character.
struct TextTests {
  /// Lines that makeup does not print yet: decks and bylines of short items, bylines under a head
  /// set downwards, captions of charts (alternate text only).
  private static let unprinted = [
    "p2-c.md: 本报记者沈砚", "p4-chart.md: 红柱为全天亮于该星等的星数",
    "p6-qa.md: 读者来信，编辑部请人作答", "p6-qa.md: 本报记者陈望舒整理", "p8-books.md: 沈砚荐书",
  ]

  @Test func everySentenceIsInThePages() async throws {
    for built in try await Sample.built.editions {
      var texts: [Int: String] = [:]
      for page in built.edition.pages where page.pdf != nil {
        let outcome = try Tool.run("pdftotext", ["-raw", built.file(page), "-"])
        texts[page.number] = outcome.output.withoutSpace
      }
      for page in built.issue.pages(of: built.edition.edition) {
        for placement in page.placements {
          guard case .story(let id) = placement.content, let story = built.issue.stories[id] else {
            continue
          }
          let name = "\(built.edition.name), page \(page.number): \(id)"
          guard let here = texts[page.number] else { continue }
          for line in story.lines where !here.holds(line) {
            withKnownIssue(isIntermittent: true) {
              Issue.record("\(name): \(line)")
            } when: {
              Self.unprinted.contains { "\(name): \(line)".contains($0) }
            }
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
}

extension Story {
  /// The lines round the body, as printed.
  fileprivate var lines: [String] {
    let heads = [label?.value, kicker?.value, headline?.value.joined(), deck?.value, byline?.value]
    let captions = photos.flatMap { [$0.caption?.value, $0.credit?.value] }
    return (heads + captions).compactMap { $0?.withoutSpace }
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
