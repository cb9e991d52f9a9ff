import Composition
import Newspaper

/// The work on one page: what it is made from, and what stands on it so far.
final class PageDesk {
  let page: Page
  let issue: Issue
  let edition: Edition?
  let composer: Composer
  let pictures: (String) -> PixelSize?
  let remainders: [String: Remainder]
  let sheet: Sheet
  let grid: Grid
  let styles: StyleSheet

  var items: [FrameItem] = []
  var report = Report()
  var left: [JumpTarget: Remainder] = [:]
  var fillings: [Filling] = []
  var quality = TypeQuality()
  var conspicuous: [ConspicuousLine] = []

  init(
    page: Page, issue: Issue, edition: Edition?, composer: Composer,
    pictures: @escaping (String) -> PixelSize?, remainders: [String: Remainder]
  ) {
    self.page = page
    self.issue = issue
    self.edition = edition
    self.composer = composer
    self.pictures = pictures
    self.remainders = remainders
    sheet = page.layout.sheet
    grid = sheet.grid
    styles = issue.publication.styles
  }

  /// The pages of the edition being made.
  var pages: [Page] { issue.pages(of: edition) }

  /// The page as it stands now.
  func finished() -> MadePage {
    var frame = PageFrame(page: page.number, sheet: sheet, inks: issue.publication.inks)
    // Grounds first, then everything in the order it was placed.
    frame.items =
      items.filter { $0.subject.part == .box } + items.filter { $0.subject.part != .box }
    return MadePage(
      frame: frame, report: report, remainders: left, fillings: fillings,
      quality: quality, conspicuous: conspicuous)
  }

  /// Makes up a slot by the kind of part that stands in it.
  func fill(_ slot: Slot) {
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
    case .chart(let part): withStory(place) { chart(part, $0, place) }
    }
  }

  /// What the page's editor put into a slot.
  func placement(in slot: Slot) -> Placement? {
    page.placements.first { $0.slot.value == slot.name }
  }

  /// Runs `make` with the story placed in the slot, or reports an empty slot.
  func withStory(_ place: SlotPlace, _ make: (Story) -> Void) {
    guard case .story(let id) = placement(in: place.slot)?.content, let story = issue.stories[id]
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

  /// Adds a single line aligned within `x` … `x + measure`.
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
    put(line, x: x + shift, baseline: y, subject)
  }
}

/// A slot's place on the page: the lines and the width its content may use.
struct SlotPlace {
  let slot: Slot
  let grid: Grid
  /// The whole slot on the page.
  let rect: Rect
  /// The lines for content: the slot's own, less one above and below in a box.
  let lines: ClosedRange<Int>
  /// Left edge and width of the content: the slot's own, less one character each side in a box.
  let x: Length
  let width: Length
  private let top: Length

  init(slot: Slot, sheet: Sheet) {
    self.slot = slot
    grid = sheet.grid
    let origin = sheet.typeAreaOrigin
    top = origin.y
    rect = grid.rect(of: slot.area).offset(dx: origin.x, dy: origin.y)
    let boxed = slot.box != nil
    let first = slot.area.lines.lowerBound + (boxed ? 1 : 0)
    lines = first...max(first, slot.area.lines.upperBound - (boxed ? 1 : 0))
    let inset = boxed ? grid.bodySize : .zero
    x = rect.minX + inset
    width = rect.width - inset * 2
  }

  /// The place without `width` at its left, where something else stands.
  init(narrowing place: SlotPlace, by width: Length) {
    slot = place.slot
    grid = place.grid
    rect = place.rect
    lines = place.lines
    top = place.top
    x = place.x + width
    self.width = place.width - width
  }

  /// The top of a grid line on the page.
  func top(of line: Int) -> Length { top + grid.pitch * (line - 1) }

  /// The body baseline of a grid line on the page.
  func baseline(of line: Int) -> Length { top(of: line) + grid.baselineInLine }

  /// The baseline that centres type of a size in a grid line.
  func baseline(of line: Int, size: Length) -> Length {
    top(of: line) + (grid.pitch - size) / 2 + size.scaled(by: 0.88)
  }

  /// The rectangle from the head of the characters of `first` to the foot of those of `last`.
  func rect(from first: Int, through last: Int, x: Length, width: Length) -> Rect {
    let y = top(of: first) + grid.lineInset
    return Rect(
      x: x, y: y, width: width, height: top(of: last + 1) - grid.lineInset - y)
  }

  /// Equal legs of whole characters; what is left over widens the gutters.
  func legs(_ count: Int) -> [Leg] {
    let count = max(1, count)
    let total = Int(width.units / grid.bodySize.units)
    let gutters = grid.gutterCharacters * (count - 1)
    let characters = max(1, (total - gutters) / count)
    let measure = grid.bodySize * characters
    guard count > 1 else { return [Leg(x: x, measure: grid.bodySize * total, gutter: .zero)] }
    let gutter = (width - measure * count) / (count - 1)
    return (0..<count).map { Leg(x: x + (measure + gutter) * $0, measure: measure, gutter: gutter) }
  }

  /// As many legs as base columns.
  var baseLegs: [Leg] { legs(slot.area.columns.count) }
}

/// 一栏: a column of text within a slot.
struct Leg: Hashable {
  let x: Length
  let measure: Length
  /// The white to the next leg.
  let gutter: Length
  var maxX: Length { x + measure }
}
