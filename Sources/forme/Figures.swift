import ArgumentParser
import Newspaper
import Production
import Proofing
import Synchronization

/// Options for those who look at a run from outside.
struct FigureOptions: ParsableArguments {
  @Flag(
    name: .customLong("serve-metrics"),
    help: "Serve Prometheus figures to this machine at /metrics.")
  var serveMetrics = false
  @Option(
    name: .customLong("metrics-port"),
    help: "The port for --serve-metrics; 0: any that is free.")
  var metricsPort: UInt16 = 9464

  /// Opens the window where it is wanted; `files` counts what is on its way to a plant.
  ///
  /// Pages are made whether the figures can be seen or not: that is only told.
  func open(files: @escaping @Sendable () -> [(state: String, count: Int)]? = { nil })
    -> FigureWindow?
  {
    guard serveMetrics else { return nil }
    let window = FigureWindow()
    let (door, report) = FigureDoor.open(port: metricsPort) { window.text(files: files()) }
    if let door { Console.progress("figures are at \(door.address)") }
    if door != nil, Console.isTerminal { Console.progress("\n") }
    if !report.diagnostics.isEmpty { Console.print(report, as: .text) }
    return window
  }
}

/// The figures as they are now: a run writes, the door reads.
final class FigureWindow: Sendable {
  private let figures = Mutex(PressFigures())

  func take(_ event: PressEvent) { figures.withLock { $0.take(event) } }

  func take(_ event: WatchEvent) { figures.withLock { $0.take(event) } }

  func text(files: [(state: String, count: Int)]?) -> String {
    let now = figures.withLock { $0 }
    return now.text(files: files)
  }
}
