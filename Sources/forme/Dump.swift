import ArgumentParser
import Makeup
import Newspaper
import Production

/// The locked-up page as text.
struct Dump: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the page frame as text that reviews and diffs well.")

  @Argument(help: "The issue's folder.") var issue: String
  @Option(name: .customLong("page"), help: "Only these pages, such as 1-4,7.")
  var pages: PageList?
  @Option(name: .long, help: "The edition's code or name (default: the first).")
  var edition: String?
  @Option(name: .long, help: "Number of pages to work on at once (default: one per core).")
  var jobs: Int?

  func run() async throws {
    let (builder, reading) = IssueBuilder.open(issue)
    guard let builder else {
      Console.print(reading, as: .text)
      return try Console.exit(for: reading, opened: false)
    }
    let editions = try EditionChoice.editions(named: edition, of: builder.issue)
    let chosen = try pages?.checked(against: builder.issue)
    var report = reading
    for page in await builder.makeUp(
      edition: editions[0], pages: chosen, workers: jobs)
    {
      print(page.frame.dump(), terminator: "")
      report.add(page.report)
    }
    Console.printFound(report, as: .text)
    try Console.exit(for: report)
  }
}
