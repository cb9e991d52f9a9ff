import FoundationEssentials
import Newspaper

/// What is done with an issue: made, checked, delivered, reported.
extension WatchFolder {
  /// Handles an issue as far as it goes now.
  func handle(_ drop: Drop) async {
    var note = drop.note
    note.attempts += 1
    note.editions = []
    enter(.making, &note, drop)
    var report = drop.faults
    if !report.hasErrors {
      guard let made = await make(drop, &note) else {
        note.attempts -= 1
        enter(
          .received, &note, drop, cause: isWanted() ? "waits for something more urgent" : nil)
        return
      }
      report = made
    }
    if hasChanged(note) {
      note.attempts = 0
      enter(.received, &note, drop, cause: "was changed while it was being made")
      return
    }
    var delivery: DropDelivery?
    let whole = note.editions.filter(\.isWhole).map { "\(order.output)/\($0.folder)" }
    if let deliver, !whole.isEmpty {
      enter(.delivering, &note, drop)
      let done = deliver(whole)
      report.add(done.report)
      delivery = done
      guard isWanted() else { return }
    }
    end(&note, drop, delivery, report)
  }

  private func enter(_ state: DropState, _ note: inout DropNote, _ drop: Drop, cause: String? = nil)
  {
    note.enter(state, cause: cause)
    keep(note)
    tell(.state(name: note.issue, state, cause: cause, due: drop.due))
  }

  /// Makes the editions of an issue; nil when it has to stand back.
  private func make(_ drop: Drop, _ note: inout DropNote) async -> Report? {
    var folders: [String: String] = [:]
    var lastLook = Machine.now
    var standsBack = false
    let run = PressRun(
      order.run("\(order.folder)/\(drop.name)"), output: order.output, clearance: clearance,
      isWanted: { [self] in
        if Machine.now - lastLook > order.interval {
          lastLook = Machine.now
          standsBack = look().contains { $0.name != drop.name && $0.isMoreUrgent(than: drop) }
        }
        return !standsBack && isWanted()
      },
      tell: { [self] event in
        if case .edition(let folder, let summary) = event { folders[folder] = summary }
        tell(.press(event))
      })
    var report: Report
    do {
      report = try await run.run().report
    } catch {
      report = Report()
      report.add(
        Diagnostic(.error, "press.engine", subject: drop.name, "\(drop.name): \(error)"))
    }
    if standsBack || !isWanted() { return nil }
    note.editions = folders.keys.sorted().map { folder in
      let manifest = Manifest(in: "\(order.output)/\(folder)")
      return DropNote.Edition(
        folder: folder, pages: manifest?.files.count { $0.kind == .page } ?? 0,
        isWhole: manifest?.isWhole ?? false)
    }
    return report
  }

  private func hasChanged(_ note: DropNote) -> Bool {
    var marker: String?
    if case .marker(let name) = order.sign { marker = name }
    let listing = DropListing(of: note.issue, in: order.folder, without: marker)
    return listing.digest != note.listing
  }

  /// Ends the work on an issue, or lets it wait where trying again may help.
  private func end(
    _ note: inout DropNote, _ drop: Drop, _ delivery: DropDelivery?, _ report: Report
  ) {
    let errors = report.diagnostics.filter { $0.severity == .error }
    let passing = errors.filter { order.passing.contains($0.code) }
    let state: DropState
    if let first = passing.first, passing.count == errors.count {
      state = .received
      let wait = min(60, (later[note.issue]?.wait ?? 0.5) * 2)
      later[note.issue] = (Machine.now + wait, wait)
      note.attempts = 0
      note.enter(state, cause: first.summary)
    } else {
      state = errors.isEmpty ? .done : .refused
      later[note.issue] = nil
      note.attempts = 0
      note.enter(state)
      for error in errors { outcome.add(error) }
    }
    // The report first: who sees the state finds it there.
    let fault = DropReport(note: note, delivery: delivery, findings: report).write(
      in: order.folder)
    for finding in fault.diagnostics { tell(.finding(finding)) }
    keep(note)
    tell(.state(name: note.issue, state, cause: note.cause, due: drop.due))
  }
}

extension WatchFolder.Drop {
  /// Whether work on the other is to be broken off for this one.
  fileprivate func isMoreUrgent(than other: WatchFolder.Drop) -> Bool {
    guard let due, !note.isSuspect else { return false }
    guard let others = other.due else { return true }
    return due < others
  }
}
