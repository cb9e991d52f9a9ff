import Newspaper

/// What becomes of units that ended, and of the editions that waited for them.
extension PressRun {
  /// Takes up what came of a unit; false when no other will fare better.
  func take(_ ending: UnitEnding) -> Bool {
    let unit = units[ending.unit]
    submitted -= 1
    switch ending.ending {
    case .published, .refused:
      let receipt: Receipt?
      do throws(StoreFault) { receipt = try store.receipt(of: unit.key) } catch {
        report.add(error.diagnostic)
        return false
      }
      guard let receipt else {
        return tryAgain(ending, because: ending.cause ?? "no receipt lies in the store")
      }
      let result = UnitResult(receipt)
      journal?.set(receipt.isRefused ? .refused : .done, of: unit.key, took: result.took)
      clock.add(unit, result.took)
      tellUnit(unit, ending, made: result)
      end(ending.unit, .done(result))
    case .differs:
      fail(
        ending, code: "press.differs", hint: "report this: the same input must give the same page")
    case .noStore where order.store == nil:
      report.add(
        Diagnostic(
          .error, "output.notWritten", subject: store.address, ending.cause ?? "cannot be written",
          hints: ["free some space on the disk, then run again: what is done stays"]))
      journal?.giveBack([unit.key])
      return false
    case .noStore, .noAnswer:
      let reason = ending.cause ?? "nothing is known of it"
      let fault: StoreFault =
        ending.ending == .noStore ? .refused(reason: reason) : .unreachable(reason: reason)
      report.add(fault.diagnostic)
      journal?.giveBack([unit.key])
      return false
    case .again:
      return tryAgain(ending, because: ending.cause ?? "it came to nothing")
    }
    return true
  }

  func tryAgain(_ ending: UnitEnding, because cause: String) -> Bool {
    let unit = units[ending.unit]
    if !ending.countsAsAttempt { journal?.giveBack([unit.key]) }
    let attempts = journal?.attempts(of: unit.key) ?? Self.mostAttempts
    if attempts >= Self.mostAttempts, ending.countsAsAttempt {
      var ending = ending
      ending.cause = cause
      fail(
        ending, code: "press.unit.failed",
        hint: "see \(PressRoom.log(output)); look at the photos and advertisements of the page")
      return true
    }
    if ending.countsAsAttempt {
      journal?.set(.waiting, of: unit.key, cause: cause)
      var told = ending
      told.cause = cause
      tellUnit(unit, told)
    }
    states[ending.unit] = .waiting
    let edition = waiters[ending.unit].first ?? 0
    var urgency = Urgency(tier: .edition, due: nil, rank: edition)
    if editions.indices.contains(edition) {
      urgency.tier = editions[edition].tier
      urgency.due = editions[edition].edition.due
    }
    if ending.countsAsAttempt {
      // Behind the others: what ends workers shall not keep them from the rest.
      urgency.due = nil
      urgency.rank = Int.max - Self.mostAttempts + attempts
    }
    ready.insert(ending.unit, urgency)
    return true
  }

  func fail(_ ending: UnitEnding, code: String, hint: String) {
    let unit = units[ending.unit]
    let cause = ending.cause ?? "unknown"
    journal?.set(.failed, of: unit.key, cause: cause)
    tellUnit(unit, ending)
    report.add(
      Diagnostic(
        .error, code, subject: unit.name,
        page: unit.kind == .pages ? unit.pages.first : nil,
        "\(unit.name) could not be made: \(cause)", hints: [hint]))
    end(ending.unit, .failed(cause))
  }

  func end(_ unit: Int, _ state: UnitState) {
    if !states[unit].isOver { unfinished -= 1 }
    states[unit] = state
    let waiting = waiters[unit]
    waiters[unit] = []
    for edition in waiting { editions[edition].left.remove(unit) }
    for dependent in dependents[unit] {
      dropIfHeld(dependent)
      if case .waiting = states[dependent] { queue(dependent) }
    }
    for edition in waiting where editions[edition].left.isEmpty { layOut(edition) }
  }

  /// A file of several pages is not made when one of them is held back, in all editions that want it.
  func dropIfHeld(_ unit: Int) {
    guard case .waiting = states[unit], units[unit].needs.allSatisfy({ states[$0].isOver }),
      waiters[unit].allSatisfy({ !heldPages(units[unit].pages, of: editions[$0].edition).isEmpty })
    else { return }
    end(unit, .failed("a page of it is held back"))
    journal?.set(.waiting, of: units[unit].key, cause: "a page of it is held back")
  }

  /// Those of some pages that are held back in an edition.
  func heldPages(_ numbers: [Int], of edition: PlannedEdition) -> [Int] {
    edition.pages.filter { numbers.contains($0.number) && file(of: $0, edition) == nil }
      .map(\.number)
  }

  /// The file of a page; nil for one that must not go to press.
  func file(of page: PlannedEdition.Page, _ edition: PlannedEdition) -> PageFile? {
    page.isHeld || refusal(of: page, edition).hasErrors
      ? nil : result(of: page.unit)?.page(page.number)?.file
  }

  /// The file of a unit that holds several pages; nil where one of them must not go to press.
  func file(of unit: Int?, with pages: [Int], _ edition: PlannedEdition) -> PageFile? {
    guard let unit, heldPages(pages, of: edition).isEmpty else { return nil }
    return result(of: unit)?.page(0)?.file
  }

  /// What the proof desk has against a page as it is.
  func refusal(of page: PlannedEdition.Page, _ edition: PlannedEdition) -> Report {
    guard let clearance = edition.clearance,
      let digest = result(of: page.unit)?.page(page.number)?.digest
    else { return Report() }
    return clearance(DeskPage(page.number, edition: page.ownEdition), digest)
  }

  func layOut(_ number: Int) {
    guard !editions[number].isLaidOut, !editions[number].isSuperseded else { return }
    editions[number].isLaidOut = true
    let folder = EditionFolder(edition: editions[number].edition, output: output, store: store)
    let edition = editions[number].edition
    report.add(
      folder.write { piece in
        switch piece {
        case .page(let page): self.file(of: page, edition)
        case .whole(let pages): self.file(of: edition.whole?.unit, with: pages, edition)
        case .plate(let plate): self.file(of: plate.unit, with: plate.pages, edition)
        }
      })
    tell(.edition(name: folder.name, summary: summary(of: edition, folder.name)))
  }

  func result(of unit: Int) -> UnitResult? {
    if case .done(let result) = states[unit] { result } else { nil }
  }

  func summary(of edition: PlannedEdition, _ name: String) -> String {
    let held = edition.pages.count { file(of: $0, edition) == nil }
    let count = edition.pages.count == 1 ? "1 page" : "\(edition.pages.count) pages"
    let made = edition.plates.count { file(of: $0.unit, with: $0.pages, edition) != nil }
    let plates =
      edition.plates.isEmpty ? "" : ", \(made) of \(edition.plates.count) plates"
    return "\(name): \(count)" + (held > 0 ? ", \(held) held back" : "") + plates
  }
}
