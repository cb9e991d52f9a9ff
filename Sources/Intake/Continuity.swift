import Newspaper

/// Looks at the pages together: stories placed once, jumps that lead somewhere, no slot forgotten.
///
/// A slot that a story jumps to need not be written: its continuation is placed here. Jumps that
/// cannot be followed are taken out after they were reported, so that makeup meets none.
struct Continuity {
  private var pages: [Page]
  private let unread: PageReader.Unread
  /// The edition whose pages these are; nil for the issue's own.
  private let edition: String?
  private var faults: [Diagnostic] = []

  /// Checks the issue's pages and each edition's, and completes them.
  static func check(
    _ pages: inout [Page], _ editions: inout [Edition], unread: PageReader.Unread,
    reading: inout Reading
  ) {
    let asWritten = pages
    checkCount(pages, unread, reading: &reading)
    var issue = Continuity(pages: asWritten, unread: unread, edition: nil)
    issue.resolve()
    for fault in issue.faults { reading.report.add(fault) }
    pages = issue.pages
    for index in editions.indices {
      let own = editions[index].pages
      let view = asWritten.replaced(by: own)
      var edition = Continuity(pages: view, unread: unread, edition: editions[index].name)
      edition.resolve()
      let numbers = reached(from: own.map(\.number), in: edition.pages)
      editions[index].pages = edition.pages.filter { numbers.contains($0.number) }
      // What is wrong with the issue's own pages has been told.
      for fault in edition.faults
      where !issue.faults.contains(where: { $0.code == fault.code && $0.summary == fault.summary })
      {
        reading.report.add(fault)
      }
    }
  }

  private mutating func resolve() {
    followJumps()
    findOrphans()
    findLoops()
    findCrossings()
    checkStories()
    warnEmpty()
  }

  private mutating func add(
    _ severity: Severity, _ code: String, _ subject: String, at: SourceRange?, page: Int,
    _ summary: String, hints: [String]
  ) {
    faults.append(
      Diagnostic(
        severity, code, subject: subject, at: at, page: page, summary,
        explanation: edition.map { "In edition \($0)." }, hints: hints))
  }

  /// An edition's own pages and all that continue a story from one of them: what a story leaves for
  /// the page it jumps to depends on the page it comes from.
  private static func reached(from own: [Int], in pages: [Page]) -> [Int] {
    var numbers = own
    var next = 0
    while next < numbers.count {
      let page = pages.first { $0.number == numbers[next] }
      for jump in page?.placements.compactMap(\.jump) ?? []
      where !numbers.contains(jump.value.page) {
        numbers.append(jump.value.page)
      }
      next += 1
    }
    return numbers
  }

  private static func checkCount(
    _ pages: [Page], _ unread: PageReader.Unread, reading: inout Reading
  ) {
    let numbers = pages.flatMap(\.numbers) + unread.pages
    guard let last = numbers.max() else { return }
    let absent = (1...last).filter { !numbers.contains($0) }.map(String.init)
    guard !absent.isEmpty else { return }
    reading.report.add(
      Diagnostic(
        .warning, "page.gap", subject: "pages", at: pages.first?.at,
        "page \(absent.joined(separator: ", ")) is missing before page \(last)",
        hints: ["number the pages from 1 without a gap"]))
  }

  // MARK: - Jumps

  private func page(_ number: Int) -> Int? { pages.firstIndex { $0.numbers.contains(number) } }

  /// Checks where each jump leads and places the continuations.
  private mutating func followJumps() {
    var taken: [JumpTarget] = []
    for source in pages.indices {
      for index in pages[source].placements.indices {
        guard let jump = pages[source].placements[index].jump,
          !unread.pages.contains(jump.value.page)
        else { continue }
        // A slot of a spread is known by the left page.
        let target = page(jump.value.page)
        let goal = JumpTarget(
          page: target.map { pages[$0].number } ?? jump.value.page, slot: jump.value.slot)
        let from = pages[source].placements[index].slot.value
        let jumps = pages[source].layout.slot(from)?.takesText ?? true
        let fault =
          jumps
          ? obstacle(to: goal, taken: taken)
          : ("only text can go on elsewhere", "take out jump:")
        if let fault {
          add(
            .error, "jump.dead", from, at: jump.at, page: pages[source].number,
            "\(from): the jump to \(jump.value.page)/\(jump.value.slot) leads nowhere: "
              + fault.reason,
            hints: [fault.hint])
          pages[source].placements[index].jump = nil
          continue
        }
        taken.append(goal)
        pages[source].placements[index].jump?.value = goal
        guard let target,
          !pages[target].placements.contains(where: { $0.slot.value == jump.value.slot })
        else { continue }
        pages[target].placements.append(
          Placement(slot: Located(jump.value.slot, at: jump.at), content: .continuation))
      }
    }
  }

  /// Why a jump cannot end in a slot; nil when it can.
  private func obstacle(
    to target: JumpTarget, taken: [JumpTarget]
  ) -> (reason: String, hint: String)? {
    guard let index = page(target.page) else {
      let numbers = pages.flatMap(\.numbers).map(String.init).joined(separator: ", ")
      return ("there is no page \(target.page)", "use one of page \(numbers)")
    }
    let layout = pages[index].layout
    guard let slot = layout.slot(target.slot) else {
      let names = layout.slots.filter(\.takesText).map(\.name)
      return (
        "page \(target.page) has no slot \(target.slot)",
        suggestion(for: target.slot, among: names).map { "write \(target.page)/\($0)" }
          ?? "use one of " + names.joined(separator: ", ")
      )
    }
    guard slot.takesText else { return ("it takes no story", "name a slot of kind story") }
    if taken.contains(target) {
      return ("another story jumps there", "give each jump a slot of its own")
    }
    let placed = pages[index].placements.first { $0.slot.value == target.slot }
    guard placed == nil || placed?.content == .continuation, !unread.slots.contains(target) else {
      return ("it holds something else", "leave the slot free, or name another")
    }
    return nil
  }

  /// A jump that comes back to where it started is taken out.
  private mutating func findLoops() {
    for source in pages.indices {
      for index in pages[source].placements.indices {
        let start = JumpTarget(
          page: pages[source].number, slot: pages[source].placements[index].slot.value)
        guard let jump = pages[source].placements[index].jump, loops(start) else { continue }
        add(
          .error, "jump.loop", start.slot, at: jump.at, page: start.page,
          "\(start.slot): its jumps lead back to it", hints: ["take out one jump"])
        pages[source].placements[index].jump = nil
      }
    }
  }

  private func loops(_ start: JumpTarget) -> Bool {
    var seen: [JumpTarget] = []
    var current = start
    while !seen.contains(current) {
      seen.append(current)
      guard let index = page(current.page),
        let next = pages[index].placements.first(where: { $0.slot.value == current.slot })?.jump
      else { return false }
      current = next.value
    }
    return current == start
  }

  /// Pages are made one after the other: two whose stories go on in each other would both have to
  /// be the first.
  private mutating func findCrossings() {
    for source in pages.indices {
      for index in pages[source].placements.indices {
        guard let jump = pages[source].placements[index].jump,
          jump.value.page != pages[source].number,
          leads(from: jump.value.page, to: pages[source].number)
        else { continue }
        let from = pages[source].placements[index].slot.value
        add(
          .error, "jump.crossed", from, at: jump.at, page: pages[source].number,
          "\(from): goes on on page \(jump.value.page), from which a story comes back to page "
            + "\(pages[source].number)",
          hints: ["let all jumps between the two pages go the same way"])
        pages[source].placements[index].jump = nil
      }
    }
  }

  /// Whether jumps lead from a page to another one, over whatever pages.
  private func leads(from start: Int, to end: Int) -> Bool {
    Self.reached(from: [start], in: pages).contains(end)
  }

  /// Continuations that no story comes to.
  private mutating func findOrphans() {
    let targets = pages.flatMap { $0.placements.compactMap(\.jump?.value) }
    for page in pages {
      for placement in page.placements where placement.content == .continuation {
        let here = JumpTarget(page: page.number, slot: placement.slot.value)
        if targets.contains(here) { continue }
        add(
          .error, "jump.orphan", here.slot, at: placement.slot.at, page: page.number,
          "\(here.slot): continues a story, but none jumps to \(here.page)/\(here.slot)",
          hints: ["write jump: \(here.page)/\(here.slot) at the story that goes on here"])
      }
    }
  }

  // MARK: - Stories and slots

  private mutating func checkStories() {
    var placed: [String: (page: Int, slot: String)] = [:]
    for page in pages {
      for placement in page.placements {
        guard case .story(let id) = placement.content else { continue }
        if let first = placed[id] {
          add(
            .error, "story.twice", id, at: placement.slot.at, page: page.number,
            "\(id): stands on page \(page.number) and in slot \(first.slot) of page \(first.page)",
            hints: ["place it once; to let it go on elsewhere write jump:"])
        } else {
          placed[id] = (page.number, placement.slot.value)
        }
      }
    }
    guard unread.pages.isEmpty else { return }
    for page in pages {
      for placement in page.placements {
        guard case .teasers(let ids) = placement.content else { continue }
        for id in ids where placed[id] == nil {
          add(
            .error, "teaser.dead", id, at: placement.slot.at, page: page.number,
            "\(placement.slot.value): announces \(id), which stands on no page",
            hints: ["place the story, or take it out of the teasers"])
        }
      }
    }
  }

  private mutating func warnEmpty() {
    for page in pages {
      let filled = page.placements.map(\.slot.value)
      // A slot that lies over others and gets nothing is taken for not there.
      for slot in page.layout.slots
      where slot.takesCopy && slot.over.isEmpty && !filled.contains(slot.name) {
        if unread.slots.contains(JumpTarget(page: page.number, slot: slot.name)) { continue }
        add(
          .warning, "slot.empty", slot.name, at: page.at, page: page.number,
          "page \(page.number): nothing stands in slot \(slot.name)",
          hints: ["place something into \(slot.name)"])
      }
    }
  }
}

extension Slot {
  /// Whether a story can go on here.
  fileprivate var takesText: Bool { if case .story = part { true } else { false } }
}
