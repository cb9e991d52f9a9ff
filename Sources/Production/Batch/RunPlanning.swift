import Newspaper

/// What a run is to do: issues are read, their units and editions entered.
extension PressRun {
  func plan(issue index: Int) async throws {
    if order.replacing == nil { try fetch(issue: index) }
    if let pages = order.replacing { return try await replace(pages: Set(pages), ofIssue: index) }
    let planned = try await PlannedIssue(
      fetched, issue: index, numberedFrom: units.count, known: numbers, store: store,
      clearance: clearance)
    note(planned, issue: index)
    let versioned = planned.editions.map { edition in
      var edition = edition
      let last = journal?.version(of: edition.name)
      edition.version = last?.number ?? 1
      if let last, edition.stored.differs(from: last), isFixed(edition) { edition.version += 1 }
      return edition
    }
    enter(planned, versioned, tier: order.tier ?? .edition)
  }

  /// Whether changed pages must not go out under the letter that an edition has.
  func isFixed(_ edition: PlannedEdition) -> Bool {
    switch order.versioning {
    case .onceComplete: EditionFolder(edition: edition, output: output, store: store).isWhole
    // What went out after the first version is never changed under its letter.
    case nil: edition.version > 1
    }
  }

  /// Brings an issue that lies in a bucket here.
  func fetch(issue index: Int) throws(StoreFault) {
    fetched.issues[index] = try FetchedInputs(output: output).local(order.issues[index])
  }

  func note(_ planned: PlannedIssue, issue index: Int) {
    isUnreadable = isUnreadable || !planned.isReadable
    reports.append(IssueReport(reading: planned.report, editions: []))
    tell(
      .planned(
        issue: index + 1, of: order.issues.count, folder: order.issues[index],
        units: planned.units.count, unchanged: planned.published.count))
    for finding in planned.unfit.diagnostics { tell(.finding(finding)) }
  }

  /// Enters the units and editions of the issue that was noted last.
  func enter(_ planned: PlannedIssue, _ planning: [PlannedEdition], tier: Tier) {
    let index = reports.count - 1
    let first = units.count
    for unit in planned.units {
      numbers[unit.key] = units.count
      units.append(unit)
      states.append(planned.published[unit.key].map(UnitState.done) ?? .waiting)
      waiters.append([])
      dependents.append([])
      for need in unit.needs { dependents[need].append(units.count - 1) }
      if planned.published[unit.key] == nil { unfinished += 1 }
    }
    journal?.enter(
      planned.units.map { unit in
        let isDone = planned.published[unit.key]
        return (
          unit, isDone.map { $0.pages.contains { $0.file == nil } ? .refused : .done } ?? .waiting
        )
      }, run: runNumber)
    let order = planning.indices.sorted {
      Urgency(tier: tier, due: planning[$0].due, rank: $0)
        .isBefore(Urgency(tier: tier, due: planning[$1].due, rank: $1)) ?? false
    }
    for edition in planning {
      journal?.set(edition.stored, of: edition.name)
    }
    journal?.carry()
    for place in order {
      let edition = planning[place]
      let number = editions.count
      let left = edition.units.filter { !states[$0].isOver }
      editions.append(EditionProgress(edition: edition, tier: tier, left: left))
      reports[index].editions.append(number)
      let folder = EditionFolder(edition: edition, output: output, store: store)
      tell(.awaited(edition: folder.name, due: edition.due))
      for unit in left.sorted() {
        waiters[unit].append(number)
        if case .waiting = states[unit] { queue(unit, tier: tier, edition: number) }
      }
      if tier == .late { hasten(left) }
    }
    // Whether a page was held back may already be known.
    for unit in Set(planning.flatMap(\.gathered)).sorted() { dropIfHeld(unit) }
    for number in reports[index].editions where editions[number].left.isEmpty { layOut(number) }
    // Told in the order in which the issue lists them, whatever the deadlines.
    let names = planning.map(\.name)
    reports[index].editions.sort { one, other in
      (names.firstIndex(of: editions[one].edition.name) ?? 0)
        < (names.firstIndex(of: editions[other].edition.name) ?? 0)
    }
    // A page that was changed besides the one to be replaced waits for the next run.
    for unit in first..<units.count where waiters[unit].isEmpty && !states[unit].isOver {
      end(unit, .failed("not asked for"))
    }
  }

  // MARK: - Late changes

  /// Reads the issue again and gives each edition concerned a new version, of which only the pages
  /// named are made anew, in front of everything else.
  func replace(pages: Set<Int>, ofIssue index: Int) async throws {
    readings += 1
    try fetch(issue: index)
    let planned = try await PlannedIssue(
      fetched, issue: index, reading: readings,
      replacement: Replacement(pages: pages) { self.journal?.version(of: $0)?.pages },
      numberedFrom: units.count, known: numbers, store: store,
      clearance: clearance)
    note(planned, issue: index)
    var changed: [PlannedEdition] = []
    for var edition in planned.editions {
      guard let last = journal?.version(of: edition.name), edition.stored.differs(from: last)
      else { continue }
      edition.version = last.number + 1
      changed.append(edition)
      for old in editions.indices
      where editions[old].edition.name == edition.name && !editions[old].isLaidOut {
        editions[old].isSuperseded = true
      }
    }
    if changed.isEmpty { report.add(nothingToReplace(pages, order.issues[index])) }
    enter(planned, changed, tier: .late)
  }

  func nothingToReplace(_ pages: Set<Int>, _ issue: String) -> Diagnostic {
    let list = pages.sorted().map(String.init).joined(separator: ", ")
    return Diagnostic(
      .warning, "press.replace.unchanged", subject: issue,
      "\(issue): page \(list) is in no edition other than it was made last",
      hints: [
        "save the changed story or issue.yaml first", "make the issue with forme press first",
      ])
  }
}
