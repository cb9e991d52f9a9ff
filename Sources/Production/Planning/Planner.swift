import Composition
import FoundationEssentials
import Intake
import Makeup
public import Newspaper
import Prepress

/// Plans an issue's open slots.
public struct Planner {
  private let copy: WaitingCopy
  private let composer: Composer
  private let photos: (String) -> PixelSize?
  private let page: Int?
  private let folder: String

  /// Opens an issue to plan it.
  ///
  /// - Parameters:
  ///   - folder: The folder that holds `issue.yaml`.
  ///   - page: Nil for all pages that have open slots.
  ///   - layout: A layout for the page, where the issue does not have it yet or nothing is on it.
  /// - Returns: Nil when the issue cannot be read; the report says why.
  public static func open(_ folder: String, page: Int? = nil, layout: String? = nil)
    -> (Planner?, Report)
  {
    let trial = layout.flatMap { layout in page.map { (page: $0, layout: layout) } }
    let read = Intake.waitingCopy(at: folder, layouts: Installation.layouts, trial: trial)
    guard let copy = read.copy else { return (nil, read.report) }
    var known: KnownFiles?
    var (builder, report) = IssueBuilder.open(
      copy.issue, read.report, cacheFolder: nil, known: &known)
    guard let builder else { return (nil, report) }
    if let page, !copy.issue.pages.contains(where: { $0.numbers.contains(page) }) {
      if !report.hasErrors {
        report.add(
          Diagnostic(
            .error, "plan.page", subject: "page \(page)", page: page,
            "the issue has no page \(page)",
            hints: ["name a layout for it with --layout", "use one of its own pages"]))
      }
      return (nil, report)
    }
    let desk = Desk(builder)
    return (
      Planner(
        copy: copy, composer: desk.composer,
        photos: { path in
          if case .success(let probe) = builder.photos.probe(path) { probe.size } else { nil }
        }, page: page, folder: folder), report
    )
  }

  /// The proposal.
  public func plan() -> IssuePlan {
    let makeup = Makeup(composer: composer, pictures: photos)
    let pages = copy.issue.pages.filter { page.map($0.numbers.contains) ?? true }
    var open: [(page: Page, slot: OpenSlot)] = []
    for page in pages { open += openSlots(of: page, makeup).map { (page, $0) } }
    let stories = copy.stories.sorted { ($0.priority, $0.id) < ($1.priority, $1.id) }
    let scores = open.map { entry in stories.map { PlanScore.of($0, in: entry.slot) } }
    let chosen = Assignment.best(scores.map { $0.map { try? $0.get().points } })
    var plan = IssuePlan()
    for page in pages {
      let own = open.indices.filter { open[$0].page.number == page.number }
      guard !own.isEmpty else { continue }
      let excess = trial(
        of: page, own.map { (open[$0].slot, chosen[$0].map { stories[$0] }) }, makeup)
      plan.pages.append(
        IssuePlan.PagePlan(
          page: page.number, layout: page.layout.name,
          slots: own.map { index in
            let slot = open[index].slot
            let score = chosen[index].flatMap { try? scores[index][$0].get() }
            let story = chosen[index].map { stories[$0] }
            return IssuePlan.SlotPlan(
              slot: slot.slot.name, leastCharacters: slot.capacity?.characters.lowerBound,
              mostCharacters: slot.capacity?.characters.upperBound,
              photos: slot.capacity?.photos ?? slot.photos.lowerBound,
              story: story.flatMap { copy.names[$0.id] }, score: score?.points,
              reasons: score?.reasons ?? [], excessCharacters: excess[slot.slot.name])
          }))
    }
    for (index, story) in stories.enumerated() where !chosen.contains(index) {
      plan.unplaced.append(
        IssuePlan.Unplaced(
          story: copy.names[story.id] ?? story.id,
          reason: reason(zip(open, scores).map { ($0.slot, $1[index]) })))
    }
    return plan
  }

  /// Slots of a page that take a story and have none, the most important first.
  private func openSlots(of page: Page, _ makeup: Makeup) -> [OpenSlot] {
    let taken = Set(page.placements.map(\.slot.value))
    let styles = copy.issue.publication.styles
    func size(_ slot: Slot) -> Length {
      switch slot.part {
      case .story(let part): styles.head(part.rank)?.sizes.first ?? .zero
      case .photoFeature(let part): styles.head(part.rank)?.sizes.first ?? .zero
      case .photoNews(let part): styles.head(part.rank)?.sizes.first ?? .zero
      default: .zero
      }
    }
    func takesStory(_ slot: Slot) -> Bool {
      switch slot.part {
      case .story, .photoNews, .photoFeature, .items, .display, .chart: true
      default: false
      }
    }
    let ordered = page.layout.slots.filter(takesStory).sorted { a, b in
      (size(b), a.area.lines.lowerBound, a.area.columns.lowerBound, a.name)
        < (size(a), b.area.lines.lowerBound, b.area.columns.lowerBound, b.name)
    }
    return ordered.enumerated().filter { !taken.contains($0.element.name) }.map { rank, slot in
      let shown = if case .story(let part) = slot.part { part.photos.count } else { 0 }
      return OpenSlot(
        slot: slot,
        capacities: (0...shown).compactMap {
          makeup.capacity(of: slot, on: page, of: copy.issue, photos: $0)
        },
        weight: max(0.2, 1 - 0.15 * Double(rank)))
    }
  }

  /// What makeup says of the proposed stories: characters over or wanting, by slot.
  private func trial(
    of page: Page, _ proposals: [(slot: OpenSlot, story: Story?)], _ makeup: Makeup
  ) -> [String: Int] {
    var issue = copy.issue
    var page = page
    for proposal in proposals {
      guard let story = proposal.story else { continue }
      issue.stories[story.id] = story
      page.placements.append(
        Placement(slot: Located(proposal.slot.slot.name), content: .story(story.id)))
    }
    var excess: [String: Int] = [:]
    for filling in makeup.makeUp(page, of: issue).fillings {
      let isProposed = proposals.contains {
        $0.slot.slot.name == filling.slot && $0.story != nil && $0.slot.capacity != nil
      }
      if isProposed { excess[filling.slot] = filling.excessCharacters }
    }
    return excess
  }

  private func reason(_ results: [(OpenSlot, Result<PlanScore, PlanObstacle>)]) -> String {
    let fitting = results.compactMap { slot, result in
      (try? result.get()).map { (slot.slot.name, $0.points) }
    }
    if let best = fitting.max(by: { $0.1 < $1.1 }) {
      return "others fit better (slot \(best.0), score \(best.1))"
    }
    var nearest: (text: String, by: Int)?
    for (slot, result) in results {
      guard case .failure(let failure) = result else { continue }
      let found: (String, Int)? =
        switch failure.obstacle {
        case .kind: nil
        case .tooLong(let by): ("\(by) characters too long for slot \(slot.slot.name)", by)
        case .tooShort(let by): ("\(by) characters too short for slot \(slot.slot.name)", by)
        }
      if let found, found.1 < nearest?.by ?? .max { nearest = found }
    }
    return nearest?.text
      ?? (results.isEmpty ? "no slot is open" : "no open slot takes this kind of copy")
  }

  /// Writes a plan's entries into `issue.yaml`, whole or not at all.
  ///
  /// The report says why it could not be done; nothing is written then.
  public func write(_ plan: IssuePlan) -> Report {
    var report = Report()
    let path = "\(folder)/issue.yaml"
    guard let bytes = FileManager.default.contents(atPath: path),
      var text = String(validating: bytes, as: UTF8.self)
    else { return report }
    for page in plan.pages {
      let stories = page.slots.compactMap { slot in slot.story.map { (slot: slot.slot, story: $0) }
      }
      guard !stories.isEmpty else { continue }
      let entries = IssueEntries(page: page.page, layout: page.layout, stories: stories)
      switch entries.written(into: text, file: "issue.yaml") {
      case .success(let new): text = new
      case .failure(let refusal):
        report.add(refusal)
        return report
      }
    }
    do throws(OutputFile.Failure) {
      let place = URL(filePath: path).resolvingSymlinksInPath().path
      try OutputFile.write(Array(text.utf8), to: place)
    } catch {
      report.add(error.diagnostic)
    }
    return report
  }
}
