internal import Composition
import FoundationEssentials
internal import Makeup
internal import Newspaper

/// How well an issue's lines are set, page by page and in all (`forme check --typography`).
public struct TypeSheet: Sendable {
  private let editions: [EditionSheet]

  /// Makes up all pages of all editions and counts their lines.
  public init(of builder: IssueBuilder, workers: Int? = nil) async {
    var sheets: [EditionSheet] = []
    let all: [Edition?] = builder.issue.editions.isEmpty ? [nil] : builder.issue.editions
    for edition in all {
      var sheet = EditionSheet(edition: edition?.name, pages: [], all: Figures(TypeQuality()))
      var sum = TypeQuality()
      for page in await builder.makeUp(edition: edition, workers: workers) {
        sum.add(page.quality)
        var figures = Figures(page.quality)
        figures.page = page.frame.page
        figures.faults = page.conspicuous.filter { $0.fault != .tight }.map {
          Fault(fault: $0.fault.rawValue, text: $0.text)
        }
        sheet.pages.append(figures)
      }
      sheet.all = Figures(sum)
      sheets.append(sheet)
    }
    editions = sheets
  }

  /// One line a page and one for all.
  public var text: String {
    editions.map { edition in
      let pages = edition.pages.map { page in
        "  page \(page.page ?? 0): \(page.summary)\n"
          + page.faults.map { "    \($0.fault): \($0.text)\n" }.joined()
      }
      return (edition.edition.map { "\($0)\n" } ?? "") + pages.joined()
        + "  all: \(edition.all.summary)\n"
    }.joined()
  }

  /// An array of editions; shares of lines are in percent.
  public var json: String { editions.sortedJSON }
}

private struct EditionSheet: Encodable {
  var edition: String?
  var pages: [Figures]
  var all: Figures
}

private struct Fault: Encodable {
  var fault: String
  var text: String
}

private struct Figures: Encodable {
  var page: Int?
  var lines: Int
  var over10: Double
  var over25: Double
  var tight: Double
  var orphans: Int
  var violations: Int
  var overruns: Int
  var faults: [Fault] = []

  init(_ quality: TypeQuality) {
    func percent(_ count: Int) -> Double {
      (10_000 * Double(count) / Double(max(1, quality.lines))).rounded() / 100
    }
    lines = quality.lines
    over10 = percent(quality.loose)
    over25 = percent(quality.tooLoose)
    tight = percent(quality.tight)
    orphans = quality.orphans
    violations = quality.violations
    overruns = quality.overruns
  }

  var summary: String {
    "\(lines) lines, over 0.10 em \(over10.formatted(places: 2)) %, over 0.25 em "
      + "\(over25.formatted(places: 2)) %, squeezed below the soft floor "
      + "\(tight.formatted(places: 2)) %, \(orphans) orphans, \(violations) kinsoku violations, "
      + "\(overruns) overruns"
  }
}
