import ArgumentParser
import Delivery
import FoundationEssentials
import Newspaper
import Production
import Proofing

/// A folder into which issues are dropped, each made and delivered by itself.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes and delivers the issues that are dropped into a folder.",
    discussion: """
      Beside each issue stands how far it has come (0512.status.json) and, at its end, what was \
      found (0512.report.txt and .json). An issue that is changed and dropped again makes a new \
      version. Take a status file away to have its issue handled again. SIGTERM ends the watch in \
      order; killed, it goes on where it was when it is started again.
      """)

  @Argument(help: "The folder to watch.", completion: .directory) var folder: String
  @OptionGroup var place: PressPlace
  @OptionGroup var shelf: StoreOption
  @Option(name: .long, help: "The file that describes the plant to deliver to.")
  var to: String?
  @Option(name: .long, help: "An issue is complete when this file lies in it.")
  var marker = "issue.ready"
  @Option(
    name: .long,
    help: "Without a marker: an issue is complete when it has not changed for so many seconds.")
  var settle: Double?
  @Option(name: .long, help: "Seconds between two looks.") var every = 1.0
  @OptionGroup var figures: FigureOptions
  @Flag(name: .long, help: "End when nothing is left that can be done now.") var once = false
  @OptionGroup var plates: PlateOption
  @OptionGroup var limits: UnitLimits
  @OptionGroup var plant: PlantOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard !marker.isEmpty, !marker.contains("/"), !marker.hasPrefix(".") else {
      throw ValidationError("--marker must be the name of a file, without a point in front")
    }
    if let settle, settle < 0 { throw ValidationError("--settle must not be negative") }
    guard (0.05...3600).contains(every) else {
      throw ValidationError("--every must be 0.05 to 3600")
    }
  }

  func run() async throws {
    var desk: DeliveryDesk?
    if let to {
      let (opened, reading) = DeliveryDesk.open(to)
      desk = opened
      if opened == nil {
        Console.print(reading, as: common.format)
        return try Console.exit(for: reading, opened: false)
      }
    }
    let window = figures.open { [desk] in desk?.counts() }
    let reporter = WatchReporter(isForMachines: limits.events, figures: window)
    let watch = WatchFolder(
      order(), clearance: { await DeskStore.clearance(for: $0) },
      deliver: desk.map { desk in { Self.deliver($0, by: desk) } },
      isWanted: { !Termination.isAsked }, tell: { reporter.tell($0) })
    Termination.listen()
    let report = await watch.watch(once ? .once : .forGood)
    Console.endProgress()
    Console.print(report, as: common.format)
    // What issues came to stands beside them; a watch that was told to end did as it was told.
    if Termination.isAsked { return }
    try Console.exit(for: report)
  }

  private func order() -> WatchOrder {
    var run = RunOrder(
      issues: [], edition: "all", purpose: .press, press: plant.press, marks: plant.marks?.marks,
      workers: common.jobs)
    limits.set(&run)
    plates.set(&run)
    run.store = shelf.store
    var order = WatchOrder(
      folder: folder, output: place.output,
      sign: settle.map { .quiet($0) } ?? .marker(marker), run: run,
      // On a full disk, too, it waits until there is room.
      passing: PressRoom.passing.union(DeliveryDesk.passing).union(["output.notWritten"]))
    order.interval = every
    return order
  }

  private static func deliver(_ folders: [String], by desk: DeliveryDesk) -> DropDelivery {
    let outcome = desk.deliver(folders, isWanted: { !Termination.isAsked })
    return DropDelivery(sent: outcome.sent, known: outcome.known, report: outcome.report)
  }
}

/// Tells what happens in a watch folder, a line each.
struct WatchReporter {
  /// Whether every event is a line of JSON on standard output.
  let isForMachines: Bool
  var figures: FigureWindow?

  func tell(_ event: WatchEvent) {
    figures?.take(event)
    switch event {
    case .state(let name, let state, let cause, let due):
      if isForMachines { return Console.line(json(name, state, cause, due)) }
      let why = cause.map { ", \($0)" } ?? ""
      Console.progress("\(name): \(state.rawValue) \(state.word)\(why)")
      if Console.isTerminal { Console.progress("\n") }
    case .press(let event): if isForMachines { Console.line(event.json) }
    case .census: break
    case .finding(let finding):
      var report = Report()
      report.add(finding)
      Console.print(report, as: .text)
    }
  }

  private func json(
    _ name: String, _ state: DropState, _ cause: String?, _ due: Deadline?
  ) -> String {
    struct Line: Encodable {
      var event = "state"
      var issue: String
      var state: DropState
      var cause: String?
      var due: String?
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = Line(issue: name, state: state, cause: cause, due: due?.iso)
    return (try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
