import Newspaper

/// What a run says: events on its way, findings at its end.
extension PressRun {
  func tellUnit(_ unit: PressUnit, _ ending: UnitEnding, made result: UnitResult? = nil) {
    var tale = UnitTale(
      name: unit.name, ending: ending.ending.word, milliseconds: result?.took, cause: ending.cause)
    if let result {
      if unit.kind == .pages { tale.pages = result.pages.count }
      tale.bytes = result.pages.reduce(0) { $0 + ($1.file?.bytes ?? 0) }
    }
    tell(.unit(tale))
  }

  func tellProgress() {
    var progress = PressProgress()
    progress.total = units.count
    progress.submitted = submitted
    progress.ready = ready.count
    var left = 0.0
    for index in units.indices {
      switch states[index] {
      case .done: progress.done += 1
      case .failed: progress.failed += 1
      default: left += clock.expected(units[index])
      }
    }
    progress.pagesPerSecond = clock.pagesPerSecond
    progress.secondsLeft = left / 1000 / Double(max(1, engine?.limits.slots ?? 1))
    progress.trouble = engine?.trouble
    tell(.progress(progress))
  }

  var noJournal: Diagnostic {
    Diagnostic(
      .warning, "press.journal", subject: output,
      "the journal cannot be kept: a unit that fails is not tried again",
      hints: [
        order.cluster == nil
          ? "take \(PressRoom.journal(output)) away if it is damaged"
          : "name a folder on local disk with --journal"
      ])
  }

  func finalReport() -> Report {
    var all = Report()
    for issue in reports {
      all.add(issue.reading)
      for number in issue.editions where !editions[number].isSuperseded {
        all.add(findings(of: editions[number].edition))
      }
    }
    all.add(report)
    return all
  }

  func findings(of edition: PlannedEdition) -> Report {
    var report = Report()
    let folder = fetched.issues[edition.issue]
    for page in edition.pages {
      let made = result(of: page.unit)?.page(page.number)?.findings ?? []
      for finding in made + refusal(of: page, edition).diagnostics {
        report.add(finding.named(from: folder))
      }
    }
    for unit in edition.gathered {
      for finding in result(of: unit)?.page(0)?.findings ?? [] {
        report.add(finding.named(from: folder))
      }
    }
    if let held = heldPlates(of: edition) { report.add(held) }
    return report
  }

  /// Plates that wait for pages that are held back.
  private func heldPlates(of edition: PlannedEdition) -> Diagnostic? {
    let held = edition.plates.map { heldPages($0.pages, of: edition) }
    let plates = zip(edition.plates, held).filter { !$1.isEmpty }.map(\.0.name)
    guard !plates.isEmpty else { return nil }
    let pages = Set(held.joined()).sorted().map(String.init).joined(separator: ", ")
    return Diagnostic(
      .error, "impose.held", subject: edition.name,
      "\(edition.name): no plate \(plates.joined(separator: ", ")): page \(pages) is held back",
      hints: ["mend the page, then run again: only what it is on is made"])
  }
}

extension Ending {
  fileprivate var word: String {
    switch self {
    case .published: "published"
    case .refused: "held back"
    case .differs: "differs"
    case .noStore: "not written"
    case .noAnswer: "no answer"
    case .again: "failed"
    }
  }
}

extension EngineFault {
  var diagnostic: Diagnostic {
    switch self {
    case .cannotBeAsked(let reason):
      Diagnostic(
        .error, "press.engine", subject: "engine", reason,
        hints: ["see the log of the workers, then run again"])
    case .refused(let reason, let hint):
      Diagnostic(.error, "press.engine.refused", subject: "engine", reason, hints: [hint])
    }
  }
}
