import ArgumentParser
import Delivery
import FoundationEssentials
import Newspaper
import Production

/// Edition folders to a plant.
struct Deliver: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Sends the files of edition folders to a plant, each once and whole.",
    discussion: """
      What was broken off is taken up where it stopped: run the same command again. What the plant \
      has is not sent again; exit code 75 says that trying again later may help.
      """)

  @Argument(
    help: "Edition folders that forme press has written; none: what is left of earlier runs.")
  var folders: [String] = []
  @Option(name: .long, help: "The file that describes the plant.", completion: .file())
  var to: String
  @Flag(name: .long, help: "Send what has changed again, under a new version letter.")
  var resend = false
  @Option(name: .long, help: "With --resend: these pages, changed or not, such as 1-4,7.")
  var pages: PageList?
  @Flag(name: .long, help: "Say how far every file has come; the plant is asked, nothing is sent.")
  var status = false
  @Option(name: .long, help: "CIP4's xjdf.xsd: job tickets are checked with it.")
  var xsd: String?
  @Flag(name: .long, help: "Print findings and results as JSON.") var json = false

  func validate() throws {
    if pages != nil, !resend { throw ValidationError("--pages needs --resend") }
    if status, resend { throw ValidationError("--status sends nothing again") }
  }

  func run() throws {
    let (desk, reading) = DeliveryDesk.open(to)
    guard let desk else {
      Console.print(reading, as: json ? .json : .text)
      return try Console.exit(for: reading, opened: false)
    }
    let report = status ? showStatus(of: desk) : deliver(by: desk)
    if report.diagnostics.contains(where: { DeliveryDesk.passing.contains($0.code) }) {
      throw ExitCode(75)
    }
    try Console.exit(for: report)
  }

  private func deliver(by desk: DeliveryDesk) -> Report {
    let outcome = desk.deliver(
      folders, resend: pages.map { .pages($0.numbers) } ?? (resend ? .whatChanged : .nothing),
      schema: xsd
    ) { if !json { Console.progress($0) } }
    Console.endProgress()
    Console.print(outcome.report, as: json ? .json : .text)
    let known = outcome.known == 0 ? "" : ", \(outcome.known) were known there"
    Console.say("\(outcome.sent) files to \(desk.plant.name)\(known)", unless: json)
    return outcome.report
  }

  private func showStatus(of desk: DeliveryDesk) -> Report {
    let (standings, report) = desk.status()
    if json {
      print("{\n\"files\": \(standings.sortedJSON),\n\"findings\": \(report.json())\n}")
    } else {
      for standing in standings {
        print("\(standing.state.rawValue)\t\(standing.name)\t\(standing.due ?? "")")
      }
      Console.print(report, as: .text)
    }
    return report
  }
}
