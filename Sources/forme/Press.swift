import ArgumentParser
import Newspaper
import Production

/// Batch runs: several issues, all their editions, and what can be asked of them.
struct Press: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the press files of several issues and all their editions.",
    discussion: """
      Each edition gets a folder with one PDF a page, one of the whole edition and manifest.json \
      with sizes and SHA-256. Pages that editions share are made once, and pages that did not \
      change since the last run not at all. Pages that lack a signature which the publication \
      demands are held back. With --impose the plates are made besides. A run may be killed at \
      any moment: run again, and it goes on.
      """,
    subcommands: [
      Run.self, Status.self, Explain.self, Replace.self, Resume.self, Cancel.self, Work.self,
      Chunk.self,
    ],
    defaultSubcommand: Run.self)
}

extension Press {
  /// `forme press ISSUE… -o out`: plans a run and carries it out.
  struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "run", abstract: "Makes the files of issues (what is meant without a word).")

    @Argument(help: "The issues' folders, here or in a bucket (s3://bucket/issues/0512).")
    var issues: [String]
    @Option(name: .long, help: "all, or one edition's code.") var editions = "all"
    @Option(name: .customLong("for"), help: "press (CMYK, PDF/X-4) or screen (RGB).")
    var purpose: Purpose = .press
    @OptionGroup var shelf: StoreOption
    @OptionGroup var plates: PlateOption
    @Flag(
      name: .long, help: "Only tell what would be made, what is unchanged, and the cost to expect.")
    var plan = false
    @OptionGroup var place: PressPlace
    @OptionGroup var limits: UnitLimits
    @OptionGroup var cluster: ClusterOptions
    @OptionGroup var plant: PlantOptions
    @OptionGroup var figures: FigureOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      if plates.impose, purpose != .press {
        throw ValidationError("--impose makes plates for a press: it does not go with --for screen")
      }
    }

    func run() async throws {
      var order = RunOrder(
        issues: issues, edition: editions, purpose: purpose, press: plant.press,
        marks: plant.marks?.marks, workers: common.jobs)
      limits.set(&order)
      plates.set(&order)
      order.store = shelf.store
      cluster.set(&order)
      if plan { return try await tellPlan(order) }
      try await PressReporter(
        common: common, events: limits.events, attendance: cluster.detach ? .leaving : .staying,
        figures: figures.open()
      ).run(order, to: place.output)
    }

    private func tellPlan(_ order: RunOrder) async throws {
      do {
        let forecast = try await PressRoom.plan(order, output: place.output)
        print(common.json ? forecast.json + "\n" : forecast.text, terminator: "")
        if !common.json { Console.printFound(forecast.report, as: .text) }
        try Console.exit(for: forecast.report, opened: forecast.isReadable)
      } catch let error as UnknownEdition {
        throw ValidationError(error.description)
      }
    }
  }

}

/// The folder that a run writes to.
struct PressPlace: ParsableArguments {
  @Option(name: [.short, .customLong("output")], help: "The folder to write to.")
  var output: String

  /// What the latest run there was to make; ends the command when there was none.
  func lastOrder(as format: Format) throws -> RunOrder {
    if let order = PressRoom.lastOrder(output) { return order }
    var report = Report()
    report.add(PressRoom.nothing(output))
    Console.print(report, as: format)
    try Console.exit(for: report)
    throw ExitCode(1)
  }
}

/// Where finished pages lie.
struct StoreOption: ParsableArguments {
  @Option(
    name: .long,
    help: "Where finished pages lie, such as s3://bucket/prefix (default: in the output folder).")
  var store: String?

  func validate() throws {
    if let store, !PressRoom.isStore(store) {
      throw ValidationError("--store must be like s3://bucket/prefix")
    }
  }
}

/// Whether pages are put on plates.
struct PlateOption: ParsableArguments {
  @Flag(
    name: .long, help: "Make the plates, too, as the signature in the settings of the press says.")
  var impose = false

  func set(_ order: inout RunOrder) { order.imposing = impose ? .bySignature : nil }
}

/// What a unit may take, and what goes first.
struct UnitLimits: ParsableArguments {
  @Option(
    name: .customLong("time-limit"),
    help: "Seconds that a page may take before its worker is ended.")
  var timeLimit: Double = 120
  @Option(name: .long, help: "Megabytes of addresses that a worker may use.")
  var memory = 4096
  @Option(
    name: .long,
    help: "When an edition must be out, such as 0512-east=23:10 or east=23:10: the earliest first.")
  var deadline: [DeadlineOption] = []
  @Flag(name: .long, help: "Print what happens as JSON, one object a line, the findings last.")
  var events = false

  func validate() throws {
    guard timeLimit > 0 else { throw ValidationError("--time-limit must be over 0") }
    guard memory >= 256 else { throw ValidationError("--memory must be 256 or more") }
  }

  func set(_ order: inout RunOrder) {
    order.timeLimit = timeLimit
    order.memory = memory
    for deadline in deadline { order.deadlines[deadline.edition] = deadline.minutes }
  }
}

/// `east=23:10`.
struct DeadlineOption: ExpressibleByArgument {
  let edition: String
  let minutes: Int

  init?(argument: String) {
    let parts = argument.split(separator: "=")
    guard parts.count == 2 else { return nil }
    let time = parts[1].split(separator: ":").map { Int($0) }
    guard time.count == 2, let hour = time[0], let minute = time[1], (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    edition = String(parts[0])
    minutes = hour * 60 + minute
  }
}

extension Press {
  /// `forme press work`: a worker's process; started by a run, not by people.
  struct Work: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "work", abstract: "Makes units as ordered on standard input.",
      shouldDisplay: false)

    @Argument var store: String
    @Option var memory: Int

    func run() throws { PressWorker.work(store: store, memory: memory) }
  }
}
