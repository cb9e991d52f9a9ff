import ArgumentParser
import Newspaper
import Production

extension Press {
  /// `forme press status`: where the latest run of a folder stands.
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Tells where the latest run stands, while it is going too.")

    @OptionGroup var place: PressPlace
    @Flag(name: .long, help: "List all units, not only those that somebody should look at.")
    var units = false
    @Flag(name: .long, help: "Print the state and all units as JSON.")
    var json = false

    func run() throws {
      let (status, report) = PressRoom.status(place.output)
      if let status {
        print(json ? status.json + "\n" : status.text(listsAll: units), terminator: "")
      }
      Console.print(report, as: .text)
      try Console.exit(for: report)
    }
  }
}

extension Press {
  /// `forme press explain UNIT`: what is known of a unit.
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Tells what is known of a unit: its key, attempts, maker, files and findings.")

    @Argument(help: "Its name, such as \"0512-east p7\", or the beginning of its key.")
    var unit: String
    @OptionGroup var place: PressPlace

    func run() throws {
      let (text, report) = PressRoom.explain(unit, in: place.output)
      print(text, terminator: "")
      Console.print(report, as: .text)
      if text.isEmpty { try Console.exit(for: report) }
    }
  }
}

extension Press {
  /// `forme press replace ISSUE --page 3`: a late change.
  struct Replace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replace",
      abstract: "Makes pages anew and gives each edition concerned a new version.",
      discussion: """
        The new version gets a folder of its own, such as 0512-east-B; what was made before stays as \
        it is. Other pages stay as they were, even when their stories were changed meanwhile. A run \
        that is at work makes the pages in front of everything else.
        """)

    @Argument(help: "The issue's folder.") var issue: String
    @Option(
      name: [.customLong("page"), .customLong("pages")], help: "The pages, such as 3 or 1-4,7.")
    var pages: PageList
    @OptionGroup var place: PressPlace
    @OptionGroup var common: CommonOptions

    func run() async throws {
      if PressRoom.handOver(pages: pages.numbers, of: issue, to: place.output) {
        print("handed to the run that is at work")
        return
      }
      var order = try place.lastOrder(as: common.format)
      order.issues = [issue]
      order.replacing = pages.numbers.sorted()
      order.workers = common.jobs ?? order.workers
      try await PressReporter(common: common, events: false).run(order, to: place.output)
    }
  }
}

extension Press {
  /// `forme press resume`: the latest run once more.
  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resume", abstract: "Goes on with a run that was cancelled or killed.")

    @OptionGroup var place: PressPlace
    @Flag(name: .long, help: "Wait for a run that is at work in the folder to end first.")
    var wait = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
      var order = try place.lastOrder(as: common.format)
      order.workers = common.jobs ?? order.workers
      try await PressReporter(
        common: common, events: false, attendance: wait ? .waiting : .staying
      ).run(order, to: place.output)
    }
  }
}

extension Press {
  /// `forme press cancel`: stops the run that is at work.
  struct Cancel: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cancel", abstract: "Stops the run that is at work; what is finished stays.")

    @OptionGroup var place: PressPlace

    func run() throws {
      let report = PressRoom.cancel(place.output)
      Console.print(report, as: .text)
      try Console.exit(for: report)
    }
  }
}
