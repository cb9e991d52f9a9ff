import ArgumentParser
import Newspaper
import Production

/// Which story could stand where.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Proposes stories for the open slots of an issue.",
    discussion: """
      Tells how many characters and photos each open slot wants, which story of the issue's story \
      folder fits it best, and which stories find no place.
      """)

  @Argument(help: "The issue's folder.") var issue: String
  @Option(name: .long, help: "Only this page (default: every page with open slots).")
  var page: Int?
  @Option(name: .long, help: "A layout for a page that is not there yet, or has nothing on it.")
  var layout: String?
  @Flag(name: .long, help: "Write the proposed entries into issue.yaml.")
  var write = false
  @Flag(name: .long, help: "Print the plan as JSON, findings too.")
  var json = false

  func validate() throws {
    if layout != nil, page == nil { throw ValidationError("--layout needs --page") }
    if let page, !(1...999).contains(page) { throw ValidationError("--page must be 1 to 999") }
  }

  func run() throws {
    let (planner, reading) = Planner.open(issue, page: page, layout: layout)
    var report = reading
    guard let planner else {
      Console.print(report, as: json ? .json : .text)
      return try Console.exit(for: report, opened: report.isAboutPlan)
    }
    let plan = planner.plan()
    // Of an issue that could not be read whole it is not known what is open.
    if json {
      print(plan.json(), terminator: "")
    } else if !plan.pages.isEmpty || !report.hasErrors {
      print(plan.text(), terminator: "")
    }
    if write { report.add(planner.write(plan)) }
    Console.print(report, as: .text)
    try Console.exit(for: report)
  }
}

extension Report {
  /// Whether the issue itself was read: then it is what was asked for that cannot be done.
  fileprivate var isAboutPlan: Bool { diagnostics.contains { $0.code == "plan.page" } }
}
