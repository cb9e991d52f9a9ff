import Foundation
import Intake
import Newspaper
import TestSupport
import Testing

/// The files that ship with Forme.
struct SampleTests {
  private func faults(of report: Report) -> [String] {
    report.diagnostics.filter { $0.severity > .note && !isAwaited($0) }.map(\.dump)
  }

  /// Fonts/ is built by a script; without it everything else is checked all the same.
  private func isAwaited(_ fault: Diagnostic) -> Bool {
    fault.code == "font.missing" && !FileManager.default.fileExists(atPath: "Fonts/fonts.yaml")
  }

  @Test func theSampleIssueHasNoFault() throws {
    let (read, report) = Intake.issue(at: "Samples/gewu/0512", layouts: "Layouts")
    #expect(faults(of: report) == [])
    let issue = try #require(read)
    #expect(issue.pages.map(\.number) == Array(1...8))
    #expect(issue.editions.map { $0.pages.map(\.number) } == [[], [7, 8]])
    #expect(issue.date.weekday == "四")
  }

  @Test func theBroadsheetHasNoFault() {
    let (issue, report) = Intake.issue(at: "Samples/gewu/broadsheet", layouts: "Layouts")
    #expect(faults(of: report) == [])
    #expect(issue?.pages.first?.layout.sheet.grid.typeArea.width == .points(999))
  }

  @Test func everyLayoutOfTheInstallationIsWhole() throws {
    let folder = try Scratch()
    for name in try FileManager.default.contentsOfDirectory(atPath: "Layouts").sorted()
    where name.hasSuffix(".yaml") {
      try folder.write(
        """
        publication: PUBLICATION
        number: 1
        date: 2026-12-31
        pages:
          1: {layout: tabloid-photo, section: 版}
          2: {layout: \(name.dropLast(5)), section: 版}
          4: {layout: tabloid-photo, section: 版}
        """.replacing(
          "PUBLICATION", with: FileManager.default.currentDirectoryPath + "/Samples/gewu"),
        to: "issue.yaml")
      let (_, report) = Intake.issue(at: folder.path, layouts: "Layouts")
      // A spread takes pages 2 and 3, any other layout leaves page 3 out.
      let found = report.diagnostics.filter {
        !["slot.empty", "page.gap"].contains($0.code) && !isAwaited($0)
      }.map(\.dump)
      #expect(found == [], "\(name)")
    }
  }

  @Test func tabloidTypeAreaIsThatOfThePageDesign() throws {
    let (issue, _) = Intake.issue(at: "Samples/gewu/0512", layouts: "Layouts")
    let sheet = try #require(issue?.pages.first?.layout.sheet)
    #expect(sheet.grid.typeArea == Size(width: .points(693), height: .points(984)))
    #expect(sheet.trim == Size(width: .millimetres(275), height: .millimetres(390)))
  }

  /// `UPDATE=1 swift test` writes them.
  @Test func theSchemasInLayoutsAreThoseOfTheTables() throws {
    for (name, json) in Intake.schemas() {
      let url = URL(filePath: "Layouts/schemas/\(name).schema.json")
      if ProcessInfo.processInfo.environment["UPDATE"] != nil {
        try Data(json.utf8).write(to: url)
      }
      #expect(try String(contentsOf: url, encoding: .utf8) == json)
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(json.utf8))
      }
    }
  }
}
