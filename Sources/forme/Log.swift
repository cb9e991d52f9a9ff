import ArgumentParser
import Newspaper
import Production
import Proofing

/// The desk's log.
struct Log: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the log of an issue's proof desk as JSON lines, and proves it whole.",
    discussion: """
      Each line holds the hash of the line before. A line's hash is the SHA-256 of the line without \
      its last member, hash. The exit code is 1 when the chain is broken.
      """)

  @Argument(help: "The issue's folder.") var issue: String
  @Flag(name: .long, help: "Only examine the chain; print nothing of it.") var verify = false
  @OptionGroup var common: CommonOptions

  func run() async throws {
    var report = Report()
    do throws(DeskFault) {
      if let desk = try DeskStore.existing(folder: issue) {
        if !verify { print(try await desk.exportLog(), terminator: "") }
        let check = try await desk.verifyLog()
        report.add(check.report(of: desk.folder))
        Console.say(check.description, unless: common.json)
      } else {
        Console.say("\(issue) has no log yet", unless: common.json)
      }
    } catch {
      report.add(error.diagnostic)
    }
    if !common.json || verify { Console.print(report, as: common.format) }
    try Console.exit(for: report)
  }
}
