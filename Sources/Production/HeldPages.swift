import Newspaper

/// The pages that must not go to press for what was wrong with the files they were read from.
///
/// What reading left out (a story, a slot, a key) is not on the page, so makeup finds nothing.
struct HeldPages: Sendable {
  private var numbers: Set<Int> = []
  private var holdsAll = false

  /// Whether anything is held back, and the issue as a whole with it.
  var isEmpty: Bool { numbers.isEmpty && !holdsAll }

  /// Lays each error of reading to the pages that it concerns; to all where that is not known.
  init(_ report: Report, of issue: Issue) {
    let pages = issue.pages + issue.editions.flatMap(\.pages)
    for finding in report.diagnostics where finding.severity == .error {
      let concerned = pages.filter { Self.concerns(finding, $0, of: pages) }
      if concerned.isEmpty { holdsAll = true }
      numbers.formUnion(concerned.flatMap(\.numbers))
    }
  }

  /// Whether a page is held back.
  func contains(_ page: Int) -> Bool { holdsAll || numbers.contains(page) }

  private static func concerns(_ finding: Diagnostic, _ page: Page, of pages: [Page]) -> Bool {
    if let number = finding.page { return page.numbers.contains(number) }
    guard let at = finding.at else { return false }
    if at.file == page.at?.file {
      // The page in whose lines of issue.yaml it was written.
      let before = pages.compactMap { $0.at?.line }.filter { $0 <= at.line }
      return page.at?.line == before.max()
    }
    return page.layout.at?.file == at.file || page.placements.contains { $0.names(at.file) }
  }
}

extension Placement {
  /// Whether a story stands here, or is announced.
  fileprivate func names(_ story: String) -> Bool {
    switch content {
    case .story(let id): id == story
    case .teasers(let ids): ids.contains(story)
    case .continuation, .advertisement: false
    }
  }
}
