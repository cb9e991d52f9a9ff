import FoundationEssentials
import Glibc
import Newspaper

/// 读数: the figures of runs and of a watch folder, gathered from what they tell, in the text format
/// of Prometheus.
public struct PressFigures: Sendable {
  private var progress = PressProgress()
  private var isRunning = false
  private var runs: [String: Int] = [:]
  private var attempts: [String: Int] = [:]
  private var bytes = 0
  private var pages = 0
  private var times = Histogram()
  /// Editions that are being made and when they must be out, by their folders.
  private var awaited: [String: Deadline] = [:]
  private var editions = 0
  /// Dropped issues by state, and when those at work must be out; nil where none is watched.
  private var drops: [DropState: Int]?
  private var due: [String: Deadline] = [:]

  /// Starts with nothing done.
  public init() {}

  /// Counts what a run tells.
  public mutating func take(_ event: PressEvent) {
    switch event {
    case .began:
      isRunning = true
      awaited = [:]
    case .planned, .finding: break
    case .awaited(let edition, let deadline): awaited[edition] = deadline
    case .unit(let unit):
      attempts[unit.ending, default: 0] += 1
      guard let took = unit.milliseconds else { return }
      times.add(took / 1000)
      bytes += unit.bytes
      pages += unit.pages
    case .edition(let name, _):
      editions += 1
      awaited[name] = nil
    case .progress(let progress): self.progress = progress
    case .ended(let words):
      isRunning = false
      runs[words, default: 0] += 1
      progress.pagesPerSecond = 0
      awaited = [:]
    }
  }

  /// Counts what a watch folder tells.
  public mutating func take(_ event: WatchEvent) {
    switch event {
    case .press(let event): take(event)
    case .census(let census): drops = census
    case .state(let name, let state, _, let deadline):
      due[name] = state.isEnd ? nil : deadline
    case .finding: break
    }
  }

  /// All figures as they are now; `files` are those on their way to the plant by
  /// state, nil where nothing is delivered.
  public func text(files: [(state: String, count: Int)]? = nil) -> String {
    let now = Machine.now
    var text = FigureText()
    text.gauge("forme_run_active", "1 while a run is at work.", isRunning ? 1 : 0)
    text.family(
      "forme_runs_total", .counter, "Runs that ended, by how.",
      ["done", "errors", "stopped"].map { ([("result", $0)], Double(runs[$0] ?? 0)) })
    addUnits(to: &text)
    text.family(
      "forme_edition_deadline_seconds", .gauge,
      "Seconds until an edition being made must be out; negative when it is late.",
      awaited.keys.sorted().compactMap { name in
        awaited[name]?.seconds.map { ([("edition", name)], $0 - now) }
      })
    if let drops {
      text.family(
        "forme_watch_issues", .gauge, "Issues in the watch folder by state.",
        DropState.allCases.map { ([("state", $0.rawValue)], Double(drops[$0] ?? 0)) })
      text.family(
        "forme_issue_deadline_seconds", .gauge,
        "Seconds until an issue in the watch folder must be out; negative when it is late.",
        due.keys.sorted().compactMap { name in
          due[name]?.seconds.map { ([("issue", name)], $0 - now) }
        })
    }
    if let files {
      text.family(
        "forme_delivery_files", .gauge, "Files on their way to the plant by state.",
        files.map { ([("state", $0.state)], Double($0.count)) })
    }
    return text.text
  }

  private func addUnits(to text: inout FigureText) {
    let waiting = progress.total - progress.done - progress.failed - progress.submitted
    text.family(
      "forme_units", .gauge, "Units of the run by state.",
      [
        ("waiting", waiting), ("submitted", progress.submitted), ("done", progress.done),
        ("failed", progress.failed),
      ].map { ([("state", $0.0)], Double($0.1)) })
    text.gauge(
      "forme_queue_units", "Units that could be handed out.", Double(progress.ready))
    text.family(
      "forme_attempts_total", .counter, "Attempts at units by how they ended.",
      attempts.keys.sorted().map { ([("ending", $0)], Double(attempts[$0] ?? 0)) })
    text.gauge(
      "forme_pages_per_second", "Pages made a second by the run at work.", progress.pagesPerSecond)
    if let left = progress.secondsLeft, isRunning {
      text.gauge("forme_run_seconds_left", "Seconds to go, by what units took before.", left)
    }
    text.counter("forme_pages_total", "Pages made.", Double(pages))
    text.counter("forme_published_bytes_total", "Bytes of PDF published.", Double(bytes))
    text.counter("forme_editions_total", "Edition folders laid out.", Double(editions))
    text.histogram("forme_unit_seconds", "What units took.", times)
  }
}

/// Counts of values up to each bound.
private struct Histogram: Sendable {
  static let bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
  /// Of values up to each bound, and of all at the end.
  private(set) var counts = Array(repeating: 0, count: bounds.count + 1)
  private(set) var sum = 0.0

  mutating func add(_ value: Double) {
    sum += value
    for (index, bound) in Self.bounds.enumerated() where value <= bound { counts[index] += 1 }
    counts[Self.bounds.count] += 1
  }
}

/// Writes families of figures as Prometheus reads them.
private struct FigureText {
  enum Kind: String { case gauge, counter, histogram }

  typealias Sample = (labels: [(name: String, value: String)], value: Double)

  private(set) var text = ""

  mutating func gauge(_ name: String, _ help: String, _ value: Double) {
    family(name, .gauge, help, [([], value)])
  }

  mutating func counter(_ name: String, _ help: String, _ value: Double) {
    family(name, .counter, help, [([], value)])
  }

  mutating func family(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
    head(name, kind, help)
    for sample in samples { line(name, sample) }
  }

  mutating func histogram(_ name: String, _ help: String, _ values: Histogram) {
    head(name, .histogram, help)
    let bounds = Histogram.bounds.map { "\($0)" } + ["+Inf"]
    for (bound, count) in zip(bounds, values.counts) {
      line("\(name)_bucket", ([("le", bound)], Double(count)))
    }
    line("\(name)_sum", ([], values.sum))
    line("\(name)_count", ([], Double(values.counts.last ?? 0)))
  }

  private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func line(_ name: String, _ sample: Sample) {
    let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
    text += name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}")
    let value = sample.value
    text += value == value.rounded() && abs(value) < 1e15 ? " \(Int(value))\n" : " \(value)\n"
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

extension Deadline {
  /// Seconds since 1970 by the clock of this machine's place; nil where no calendar has the moment.
  var seconds: Double? {
    var parts = unsafe tm()
    unsafe parts.tm_year = Int32(date.year) - 1900
    unsafe parts.tm_mon = Int32(date.month) - 1
    unsafe parts.tm_mday = Int32(date.day)
    unsafe parts.tm_hour = Int32(hour)
    unsafe parts.tm_min = Int32(minute)
    // Whether it is summer time is to be found out.
    unsafe parts.tm_isdst = -1
    let seconds = unsafe mktime(&parts)
    return seconds == -1 ? nil : Double(seconds)
  }
}
