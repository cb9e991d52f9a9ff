import ArgumentParser
import Newspaper
import Production

/// Everything that would stop the press, nothing written.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reports everything that would stop the press; writes nothing.",
    discussion: "Takes an issue's folder or a PDF file, ours or not.")

  @Argument(help: "The issue's folder, or a PDF file.") var subject: String
  @OptionGroup var common: CommonOptions

  func run() async throws {
    let report = await Checkroom.check(subject, workers: common.jobs)
    Console.print(report, as: common.format)
    try Console.exit(for: report)
  }
}
