import Intake
import Newspaper
import Testing

struct SampleTests {
  @Test func prints() {
    let (issue, report) = Intake.issue(at: "Samples/gewu/0512", layouts: "Layouts")
    for d in report.diagnostics {
      print(
        "\(d.at.map(\.description) ?? "-"): \(d.severity) \(d.code): \(d.summary) | \(d.explanation ?? "") | \(d.hints)"
      )
    }
    #expect(issue?.pages.count == 8)
    for e in issue?.editions ?? [] { print(e.code, e.pages.map(\.number)) }
    let (b, r) = Intake.issue(at: "Samples/gewu/broadsheet", layouts: "Layouts")
    for d in r.diagnostics {
      print(
        "\(d.at.map(\.description) ?? "-"): \(d.severity) \(d.code): \(d.summary) | \(d.explanation ?? "") | \(d.hints)"
      )
    }
    #expect(b?.pages.count == 1)
  }
}
