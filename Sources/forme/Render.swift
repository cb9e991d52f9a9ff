public import ArgumentParser
import Newspaper
public import Production
import Proofing

/// Renders an issue: one PDF a page and one of the whole issue.
struct Render: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Renders an issue and its pages as PDF.")

  @Argument(help: "The issue's folder.") var issue: String
  @Option(name: .long, help: "Only these pages, such as 1-4,7.") var pages: PageList?
  @Option(name: .long, help: "The edition's code or name (default: the first).")
  var edition: String?
  @Option(name: .customLong("for"), help: "press (CMYK, PDF/X-4) or screen (RGB).")
  var purpose: Purpose = .press
  @Option(name: [.short, .customLong("output")], help: "The folder to write to.")
  var output: String
  @OptionGroup var plant: PlantOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let (builder, reading) = IssueBuilder.open(issue, press: plant.press, marks: plant.marks?.marks)
    guard let builder else {
      Console.print(reading, as: common.format)
      return try Console.exit(for: reading, opened: false)
    }
    let order = BuildOrder(
      editions: try EditionChoice.editions(named: edition, of: builder.issue),
      pages: try pages?.checked(against: builder.issue), purpose: purpose, workers: common.jobs,
      // Whoever renders looks at the page; that it is not signed is told, and press refuses it.
      clearance: await DeskStore.clearance(for: builder.issue, .warning))
    var report = reading
    report.add(OutputFolder.prepare(output))
    for edition in report.canBeWritten ? await builder.build(order) : [] {
      report.add(edition.report)
      report.add(await edition.write(to: output))
      Console.say("\(output)/\(edition.summary)", unless: common.json)
    }
    Console.printFound(report, as: common.format)
    try Console.exit(for: report)
  }
}

/// Finds the edition that an option names.
enum EditionChoice {
  /// The named edition, or the issue's first one, or the issue itself when it has none.
  static func editions(named name: String?, of issue: Issue) throws -> [Edition?] {
    guard let name else { return [issue.editions.first] }
    if name == "all" { return issue.editions.isEmpty ? [nil] : issue.editions }
    guard let found = issue.editions.first(where: { $0.code == name || $0.name == name }) else {
      let known = issue.editions.map(\.code).joined(separator: ", ")
      throw ValidationError("the issue has no edition “\(name)”; it has: \(known)")
    }
    return [found]
  }
}

extension Purpose: ExpressibleByArgument {}
