import Composition
import Newspaper

/// The work on one page: what it is made from, and what stands on it so far.
final class PageDesk {
  let page: Page
  /// Lines that its stories traded before it was made up.
  let trades: [Trade]
  let issue: Issue
  let edition: Edition?
  let composer: Composer
  /// Tells a photo's size by its path; ask by `pictures(_:)`.
  let probe: (String) -> PixelSize?
  /// The rests of stories that go on here, by slot; slots of this page add theirs.
  private(set) var remainders: [String: Remainder]
  let sheet: Sheet
  let grid: Grid
  let styles: StyleSheet

  var items: [FrameItem] = []
  var report = Report()
  var left: [JumpTarget: Remainder] = [:]
  /// What the slot that is being made up leaves for others.
  var onward: [JumpTarget: Remainder] = [:]
  var lines: [StandingLine] = []
  var fillings: [Filling] = []
  /// The figures of its body type, one for each page of the paper.
  var qualities: [TypeQuality]
  var conspicuous: [ConspicuousLine] = []
  /// See `sharedSize(of:)`.
  var sharedSizes: [String: (size: Length?, sources: SlotSources)] = [:]
  /// What was looked at for the slot that is being made up.
  let lookups: SlotLookups
  /// How stories fit where lines are traded.
  var standingFits: [Slot: StandingFit] = [:]
  var usedFillers: [Filler] = []
  /// Slots whose story used its trials up, here or when lines were traded.
  var stopped: Set<String>
  let limits: CopyfitLimits

  init(
    page: Page, issue: Issue, edition: Edition?, composer: Composer,
    pictures: @escaping (String) -> PixelSize?, remainders: [String: Remainder],
    limits: CopyfitLimits = CopyfitLimits(), trades: [Trade] = [], stopped: Set<String> = [],
    lookups: SlotLookups = SlotLookups()
  ) {
    self.lookups = lookups
    self.trades = trades
    self.stopped = stopped
    self.limits = limits
    self.page = page
    self.issue = issue
    self.edition = edition
    self.composer = composer
    probe = pictures
    self.remainders = remainders
    sheet = page.layout.sheet
    grid = sheet.grid
    styles = issue.publication.styles
    qualities = page.numbers.map { _ in TypeQuality() }
  }

  /// The resolution in pixels an inch that no change to a photo may fall under.
  var leastResolution: Int { limits.leastResolution }

  /// The pages of the edition being made; a slot that looks at them depends on all of them.
  var pages: [Page] {
    let pages = issue.pages(of: edition)
    lookups.sources.pages = pages
    return pages
  }

  /// The page as it stands now.
  func finished() -> MadePage {
    var frame = PageFrame(page: page.number, sheet: sheet, inks: issue.publication.inks)
    frame.section = page.section
    let items = items.filter { !$0.isUnprinted }
    // Grounds first, then everything in the order it was placed.
    frame.items =
      items.filter { $0.subject.part == .box } + items.filter { $0.subject.part != .box }
    return MadePage(
      frame: frame, report: report, remainders: left, lines: lines, fillings: fillings,
      qualities: qualities, conspicuous: conspicuous)
  }

  /// Makes up a slot by the kind of part that stands in it.
  func fill(_ slot: Slot) {
    if !slot.over.isEmpty, !isFilled(slot) { return }
    let place = SlotPlace(slot: slot, sheet: sheet)
    if let box = slot.box { printBox(box, place) }
    switch slot.part {
    case .masthead: masthead(place)
    case .ear: ear(place)
    case .numberLine: numberLine(place)
    case .qrRow: qrRow(place)
    case .barCode: barCode(place)
    case .folio: folio(place)
    case .advertisement: advertisement(place)
    case .teasers(let part): teasers(part, place)
    case .story(let part): storySlot(part, place)
    case .photoNews(let part): withStory(place) { photoNews(part, $0, place) }
    case .photoFeature(let part): withStory(place) { photoFeature(part, $0, place) }
    case .items(let part): withStory(place) { shortItems(part, $0, place) }
    case .display(let part): withStory(place) { display(part, $0, place) }
    case .announcement(let part): withStory(place) { announcement(part, $0, place) }
    case .editors: dutyLine(place)
    case .chart(let part): withStory(place) { chart(part, $0, place) }
    }
  }

  /// What the page's editor put into a slot.
  func placement(in slot: Slot) -> Placement? {
    page.placements.first { $0.slot.value == slot.name }
  }

  /// Keeps the rest of a story for the slot where it goes on, on this page or another.
  func leave(_ rest: Remainder, for target: JumpTarget) {
    onward[target] = rest
    if target.page == page.number { remainders[target.slot] = rest } else { left[target] = rest }
  }

  /// Whether the page has something for a slot; a slot that lies over others and has nothing is
  /// taken for not there.
  func isFilled(_ slot: Slot) -> Bool { placement(in: slot) != nil || !slot.takesCopy }

  /// Runs `make` with the story placed in the slot, or reports an empty slot.
  func withStory(_ place: SlotPlace, _ make: (Story) -> Void) {
    guard case .story(let id) = placement(in: place.slot)?.content, let story = story(id)
    else { return reportEmpty(place) }
    make(story)
    reportUnsetBody(of: story, place)
  }

  /// Reports text that this kind of part does not print: nothing of a story is lost in silence.
  private func reportUnsetBody(of story: Story, _ place: SlotPlace) {
    let setsBody =
      switch place.slot.part {
      case .photoNews, .display, .chart: false
      default: true
      }
    guard !setsBody, !story.body.isEmpty else { return }
    report.add(
      Diagnostic(
        .error, "makeup.body.unset", subject: story.id, at: story.at, page: page.number,
        area: place.rect,
        "\(story.id) has text, but slot \(place.slot.name) prints only its head and picture",
        hints: ["move the text into the caption", "place the story into a story slot"]))
  }

  func reportEmpty(_ place: SlotPlace) {
    report.add(
      Diagnostic(
        .warning, "makeup.slot.empty", subject: place.slot.name, at: page.at ?? place.slot.at,
        page: page.number, area: place.rect,
        "slot \(place.slot.name) of page \(page.number) is empty",
        hints: ["name a story for \(place.slot.name) in issue.yaml, or use another layout"]))
  }

  /// Adds an item to the page.
  func put(_ mark: FrameItem.Mark, _ subject: Subject) { items.append(FrameItem(mark, subject)) }

  /// Adds a composed line whose start stands at `x`, its baseline at `y`.
  func put(_ line: Line, x: Length, baseline y: Length, _ subject: Subject) {
    for run in line.runs {
      var placed = run
      placed.origin = Point(x: x + run.origin.x, y: y + run.origin.y)
      put(.glyphs(placed), subject)
    }
    for mark in line.marks { put(.shape(mark.moved(x: x, y: y)), subject) }
  }

  /// Adds a single line aligned within `x` … `x + measure`, opened where it lies across the fold.
  func put(
    _ line: Line, x: Length, measure: Length, alignment: TextAlignment, baseline y: Length,
    _ subject: Subject
  ) {
    let free = measure - line.width
    let shift: Length =
      switch alignment {
      case .start, .justify: .zero
      case .center: free / 2
      case .end: free
      }
    let clear = clearOfFold(line, at: x + shift, in: Span(from: x, to: x + measure))
    put(clear.line, x: clear.x, baseline: y, subject)
  }
}
