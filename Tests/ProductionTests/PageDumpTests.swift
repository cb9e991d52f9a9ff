import Foundation
import Makeup
import Newspaper
import Production
import TestSupport
import Testing

/// Every page of the sample as text, in Tests/Suite/pages; `UPDATE=1 swift test` rewrites it.
struct PageDumpTests {
  private static let folder = Repository.file("Tests/Suite/pages")

  @Test func pagesAreAsReviewed() async throws {
    let pages = try await Self.pages()
    if SuiteFile.isUpdating {
      try? FileManager.default.removeItem(atPath: Self.folder)
      try FileManager.default.createDirectory(
        atPath: Self.folder, withIntermediateDirectories: true)
      for page in pages {
        try page.dump.write(toFile: Self.path(page.name), atomically: true, encoding: .utf8)
      }
    }
    for page in pages {
      let reviewed = (try? String(contentsOfFile: Self.path(page.name), encoding: .utf8)) ?? ""
      let change = page.dump == reviewed ? nil : page.dump.firstChange(reviewed)
      #expect(change == nil, "\(page.name)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    #expect(names.sorted() == pages.map { "\($0.name).dump" }.sorted(), "a dump of no page")
  }

  private static func path(_ name: String) -> String { "\(folder)/\(name).dump" }

  /// The distinct pages: those of all editions by the issue's name, an edition's own by its name.
  private static func pages() async throws -> [(name: String, dump: String)] {
    var pages: [(name: String, dump: String)] = []
    for built in try await Sample.built.editions {
      for page in built.edition.pages {
        let zoned = built.issue.editions.contains { edition in
          edition.pages.contains { $0.number == page.number }
        }
        let issue = built.issue.folder.split(separator: "/").last.map(String.init) ?? ""
        let name = "\(zoned ? built.edition.name : issue)-p\(page.number)"
        if !pages.contains(where: { $0.name == name }) {
          pages.append((name, page.made.frame.dump()))
        }
      }
    }
    return pages
  }
}

extension String {
  /// The first line that is not the same in another text.
  fileprivate func firstChange(_ other: String) -> String {
    let (mine, others) = (split(separator: "\n"), other.split(separator: "\n"))
    for (index, line) in mine.enumerated() where index >= others.count || others[index] != line {
      return "line \(index + 1): \(line)"
    }
    return "\(others.count - mine.count) lines fewer"
  }
}
