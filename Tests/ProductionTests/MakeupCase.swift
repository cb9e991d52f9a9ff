import Composition
import Foundation
import Intake
import Makeup
import Newspaper
import TestSupport

/// A case of Tests/Suite/makeup: a layout and stories, made up in square type.
///
/// Sections: `layout` (slots on the sheet of Tests/Fixtures/small: 3 columns of 12 characters),
/// stories by file name, and `slots` where a page says more than that story x.md stands in slot x.
/// A second page has the sections `layout 2` and `slots 2`. A case with a section `spread` has this
/// layout on pages 2 and 3 of four, and nothing else is shown; `slots` and `page` are then its own. `{{300}}` in a story stands for 300
/// characters of running text, and `accept` holds what the pages accept. `page` holds more
/// keys of page 1, `publication` more of the publication, `trials` the most trials of a story. A case
/// with a section `fit` shows how the slots are filled instead of the frame. small.png has 450 × 300
/// pixels, any other photo 3000 × 2000.
struct MakeupCase {
  let written: SuiteFile.Case

  /// The pages' text dumps and the findings.
  func madeUp() throws -> (frame: String, fit: String, report: String) {
    let (issue, reading) = try read()
    var report = reading
    var frames = ""
    var fit = ""
    for made in issue.map(makeUp) ?? [] where isShown(made) {
      for page in made.cutAtFold() { frames += page.frame.dump() }
      fit += made.fillings.map(\.words).joined()
      report.add(made.report)
      report.add(made.frame.faults())
    }
    return (frames, fit, Self.text(report))
  }

  /// What a layout editor says: the findings of one code, with those about acceptances.
  func reviewed(for code: String) throws -> String {
    let (issue, reading) = try read()
    var report = Report()
    for finding in reading.diagnostics where finding.severity == .error { report.add(finding) }
    guard let issue else { return Self.text(reading) }
    for (page, made) in zip(issue.pages, makeUp(issue)) where isShown(made) {
      let found = made.layoutFaults(of: page, stories: issue.stories)
      for finding in found.diagnostics where finding.code == code || code == "all" {
        report.add(finding)
      }
      for finding in found.diagnostics where finding.code.hasPrefix("accept.") {
        report.add(finding)
      }
    }
    return Self.text(report)
  }

  private func isShown(_ made: MadePage) -> Bool {
    written["spread"] == nil || made.frame.sheet.grid.fold != nil
  }

  /// The issue that the case's files make.
  private func read() throws -> (Issue?, Report) {
    let scratch = try Scratch.smallPublication()
    try scratch.write(issue, to: "issue/issue.yaml")
    try scratch.copy(Repository.file("Tests/Fixtures/small/issue/light.png"), to: "issue/small.png")
    if let more = written["publication"] {
      let file = Repository.file("Tests/Fixtures/small/publication.yaml")
      let own = try String(contentsOfFile: file, encoding: .utf8)
      try scratch.write(own + more, to: "publication.yaml")
    }
    for section in written.sections {
      if section.title.hasSuffix(".md") {
        try scratch.write(Self.filled(section.text), to: "issue/\(section.title)")
      } else if section.title.hasPrefix("layout") {
        let number = section.title.split(separator: " ").last == "2" ? 2 : 1
        try scratch.write("sheet: small\n\(section.text)", to: "layouts/page\(number).yaml")
      } else if section.title == "spread" {
        try scratch.write(
          "sheet: small\nspread: true\n\(section.text)", to: "layouts/spread.yaml")
        try scratch.write(
          "sheet: small\nslots:\n  folio: {kind: folio}\n", to: "layouts/blank.yaml")
      }
    }
    return Intake.issue(at: scratch("issue"), layouts: Repository.file("Layouts"))
  }

  /// A story with running text in place of `{{300}}`.
  private static func filled(_ text: String) -> String {
    let stock = Array("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳")
    return text.replacing(/\{\{(\d+)\}\}/) { match in
      let count = Int(match.1) ?? 0
      return String((0..<max(0, count - 1)).map { stock[$0 * 7 % stock.count] }) + "。"
    }
  }

  /// Pages in order, each getting what the ones before have left over for it.
  private func makeUp(_ issue: Issue) -> [MadePage] {
    var limits = CopyfitLimits()
    if let trials = written["trials"].flatMap({ Int($0.dropLast()) }) { limits.trials = trials }
    let makeup = Makeup(
      composer: Composer(shaper: SquareShaper()), limits: limits,
      pictures: { path in
        path.hasSuffix("small.png")
          ? PixelSize(width: 450, height: 300) : PixelSize(width: 3000, height: 2000)
      })
    return makeup.makeUp(issue.pages, of: issue)
  }

  private static func text(_ report: Report) -> String {
    report.diagnostics.map { finding in
      let place = finding.at.map { "\($0): " } ?? ""
      return "\(place)\(finding.severity.rawValue): \(finding.summary) [\(finding.code)]\n"
        + finding.hints.map { "    → \($0)\n" }.joined()
    }.joined()
  }

  private var issue: String {
    if written["spread"] != nil {
      return "number: 7\ndate: 2026-12-31\npages:\n"
        + "  1: {layout: blank, section: 一}\n  4: {layout: blank, section: 四}\n"
        + page(2, layout: "spread", keys: written["page"] ?? "", slots: written["slots"])
    }
    let pages = ["", " 2"].enumerated().compactMap { index, suffix -> String? in
      guard written["layout\(suffix)"] != nil else { return nil }
      return page(
        index + 1, layout: "page\(index + 1)", keys: index == 0 ? written["page"] ?? "" : "",
        slots: written["slots\(suffix)"])
    }
    return "number: 7\ndate: 2026-12-31\npages:\n" + pages.joined()
  }

  /// A page as it is written; where nobody says more, story x.md stands in slot x.
  private func page(_ number: Int, layout: String, keys: String, slots: String?) -> String {
    let stories = written.sections.filter { $0.title.hasSuffix(".md") }.map {
      "\($0.title.dropLast(3)): \($0.title)\n"
    }
    let accept = written["accept"].map { "    accept: \($0)" } ?? ""
    return "  \(number):\n    layout: \(layout)\n    section: 试\n\(accept)"
      + keys.split(separator: "\n").map { "    \($0)\n" }.joined() + "    slots:\n"
      + (slots ?? stories.joined()).split(separator: "\n").map { "      \($0)\n" }.joined()
  }
}

extension Filling {
  /// How the slot is filled, in one line.
  fileprivate var words: String {
    "\(slot): \(characters) characters, "
      + (excessLines > 0 ? "\(excessLines) lines over" : "\(-excessLines) lines free")
      + (whiteLines == 0 ? "" : ", \(whiteLines) lines of white added") + "\n"
  }
}
