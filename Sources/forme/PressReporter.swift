import ArgumentParser
import FoundationEssentials
import Newspaper
import Production
import Proofing

/// Carries a run out and tells how it goes.
struct PressReporter {
  let common: CommonOptions
  /// Whether every event is a line of JSON on standard output.
  let events: Bool
  var attendance = Attendance.staying
  var figures: FigureWindow?

  func run(_ order: RunOrder, to output: String) async throws {
    let run = PressRun(
      order, output: output, attendance: attendance,
      clearance: { await DeskStore.clearance(for: $0) }, tell: { tell($0) })
    let outcome: (report: Report, isReadable: Bool)
    do {
      outcome = try await run.run()
    } catch let error as UnknownEdition {
      throw ValidationError(error.description)
    }
    if events {
      Console.line("{\"event\":\"finished\",\"findings\":\(outcome.report.jsonLine())}")
    } else {
      Console.endProgress()
      Console.printFound(outcome.report, as: common.format)
    }
    try Console.exit(for: outcome.report, opened: outcome.isReadable)
  }

  private func tell(_ event: PressEvent) {
    figures?.take(event)
    if events { return Console.line(event.json) }
    switch event {
    case .planned(let index, let count, let folder, _, _):
      Console.progress("[\(index)/\(count)] \(folder)")
    case .unit(let unit):
      if let cause = unit.cause { Console.progress("\(unit.name): \(cause)\n") }
    case .finding(let finding): Console.progress("\(finding.subject): \(finding.summary)\n")
    case .edition(_, let summary): Console.progress(summary)
    case .progress(let progress): if Console.isTerminal { Console.progress(progress.text) }
    case .began, .awaited, .ended: break
    }
  }
}

extension PressProgress {
  /// One line for a terminal.
  fileprivate var text: String {
    var text = "\(done)/\(total)"
    if failed > 0 { text += ", \(failed) failed" }
    text += ", \(Int(pagesPerSecond.rounded())) pages/s"
    if let secondsLeft { text += ", about \(Int(secondsLeft.rounded())) s to go" }
    if let trouble { text += "; waiting: \(trouble)" }
    return text
  }
}

extension PressEvent {
  /// One object on one line.
  var json: String {
    struct Line: Encodable {
      var event: String
      var folder: String?
      var units: Int?
      var unchanged: Int?
      var name: String?
      var ending: String?
      var milliseconds: Double?
      var cause: String?
      var done: Int?
      var total: Int?
      var failed: Int?
      var pagesPerSecond: Double?
      var secondsLeft: Double?
      var trouble: String?
      var due: String?
    }
    var line: Line
    switch self {
    case .began: line = Line(event: "began")
    case .finding(let finding):
      line = Line(event: "finding", name: finding.subject, cause: finding.summary)
    case .ended(let words): line = Line(event: "ended", ending: words)
    case .awaited(let edition, let due): line = Line(event: "awaited", name: edition, due: due?.iso)
    case .planned(_, _, let folder, let units, let unchanged):
      line = Line(event: "planned", folder: folder, units: units, unchanged: unchanged)
    case .unit(let unit):
      line = Line(
        event: "unit", name: unit.name, ending: unit.ending, milliseconds: unit.milliseconds,
        cause: unit.cause)
    case .edition(let name, _): line = Line(event: "edition", name: name)
    case .progress(let progress):
      line = Line(
        event: "progress", done: progress.done, total: progress.total, failed: progress.failed,
        pagesPerSecond: progress.pagesPerSecond, secondsLeft: progress.secondsLeft,
        trouble: progress.trouble)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
