public import Newspaper

/// A line of text as it stands: its row of the leg, whatever of it the words fill.
public struct StandingLine: Hashable, Sendable {
  /// The slot it stands in.
  public var slot: String
  /// The story's id.
  public var story: String
  /// Body, subhead, table, jump or byline.
  public var part: Subject.Part
  /// The leg of the story, from 0.
  public var leg: Int
  /// The row on the page: as wide as the leg and a grid line high, or as high and a pitch wide.
  public var rect: Rect
  /// Which way it runs.
  public var writing: Writing
  /// Where the text was written.
  public var at: SourceRange?
}

extension StandingLine {
  /// Whether it is read before another line of its leg.
  func goesBefore(_ other: StandingLine) -> Bool { distance(to: other) > .zero }

  /// From this line on to another one of its leg, in the course of reading.
  func distance(to other: StandingLine) -> Length {
    switch writing {
    case .horizontal: other.rect.minY - rect.minY
    case .vertical: rect.maxX - other.rect.maxX
    }
  }
}

/// A finished page as a layout editor sees it: slots with the heads, text and photos in them.
struct StandingPage {
  let page: Page
  let frame: PageFrame
  let slots: [StandingSlot]
  /// What its rules cover.
  let rules: [Rect]

  var sheet: Sheet { frame.sheet }
  var grid: Grid { frame.sheet.grid }

  init(_ made: MadePage, of page: Page) {
    self.page = page
    frame = made.frame
    let origin = made.frame.sheet.typeAreaOrigin
    let items = Dictionary(grouping: made.frame.items, by: \.subject.slot)
    let lines = Dictionary(grouping: made.lines, by: \.slot)
    slots = page.layout.slots.map { slot in
      StandingSlot(
        slot: slot,
        rect: made.frame.sheet.grid.rect(of: slot.area).offset(dx: origin.x, dy: origin.y),
        items: items[slot.name] ?? [], lines: lines[slot.name] ?? [])
    }
    rules = made.frame.items.filter { $0.subject.part == .rule }.compactMap(\.area)
  }

  /// Slots whose head competes with others for the reader: those of stories and pictures.
  var headed: [StandingSlot] { slots.filter { $0.headline != nil && $0.competes } }

  /// All pairs of slots with heads.
  var headPairs: [(StandingSlot, StandingSlot)] {
    let headed = headed
    return headed.indices.flatMap { first in
      headed.indices.dropFirst(first + 1).map { (headed[first], headed[$0]) }
    }
  }

  /// The gutter with the white that centred type leaves beside it.
  var gutter: Length { grid.bodySize * grid.gutterCharacters * 3 / 2 }

  /// Whether two slots have an edge in common, gutters and rules aside.
  func touch(_ a: Rect, _ b: Rect) -> Bool { isBeside(a, b) || isAbove(a, b) || isAbove(b, a) }

  /// Whether the two stand side by side with nothing but a gutter between them.
  func isBeside(_ a: Rect, _ b: Rect) -> Bool {
    let (left, right) = a.minX < b.minX ? (a, b) : (b, a)
    let gap = right.minX - left.maxX
    let shared = min(a.maxY, b.maxY) - max(a.minY, b.minY)
    return gap > -grid.bodySize && gap <= gutter && shared >= grid.pitch * 3
  }

  /// Whether `b` begins a few lines under `a`.
  func isAbove(_ a: Rect, _ b: Rect) -> Bool {
    let gap = b.minY - a.maxY
    let shared = min(a.maxX, b.maxX) - max(a.minX, b.minX)
    return gap > -grid.pitch && gap <= grid.pitch * 4
      && shared >= grid.bodySize * grid.columnCharacters
  }

  /// The grid line that a place on the page lies in, from 1.
  func line(at y: Length) -> Int {
    Int((y - sheet.typeAreaOrigin.y).units / grid.pitch.units) + 1
  }
}

/// A slot of the finished page.
struct StandingSlot {
  let slot: Slot
  let rect: Rect
  let items: [FrameItem]
  let lines: [StandingLine]
  /// The headline; nil where none is printed.
  let headline: StandingHead?
  /// All heads together: kicker, headline, deck, byline.
  let heads: Rect?
  /// Its photos with their places.
  let photos: [(item: FrameItem, rect: Rect)]
  /// The legs of its text, each in the order of reading.
  let legs: [[StandingLine]]

  init(slot: Slot, rect: Rect, items: [FrameItem], lines: [StandingLine]) {
    self.slot = slot
    self.rect = rect
    self.items = items
    self.lines = lines
    headline = StandingHead(items.filter { $0.subject.part == .headline })
    let parts: [Subject.Part] = [.kicker, .headline, .deck, .byline]
    heads = items.filter { parts.contains($0.subject.part) }.compactMap(\.solidArea)
      .reduce(nil) { $0?.union($1) ?? $1 }
    photos = items.compactMap { item in
      guard item.subject.part == .photo, case .picture(let picture) = item.mark else { return nil }
      return (item, picture.frame)
    }
    legs = Dictionary(grouping: lines, by: \.leg).sorted { $0.key < $1.key }.map { leg in
      leg.value.sorted { $0.goesBefore($1) }
    }
  }

  var name: String { slot.name }

  /// The story that stands here.
  var source: String { headline?.source ?? lines.first?.story ?? "" }

  /// Whether the slot's head is one of the page's ranks: not display type, not a chart's title.
  var competes: Bool {
    switch slot.part {
    case .story, .photoNews, .photoFeature: true
    default: false
    }
  }

  /// Whether editors fill it: not furniture and not an advertisement.
  var isEditorial: Bool {
    switch slot.part {
    case .story, .photoNews, .photoFeature, .items, .display, .teasers, .chart, .announcement: true
    case .masthead, .ear, .numberLine, .qrRow, .barCode, .folio, .editors, .advertisement: false
    }
  }

  /// Which way its text runs.
  var writing: Writing { lines.first?.writing ?? .horizontal }
}

/// A headline as it stands on the page.
struct StandingHead {
  /// Which way it runs.
  enum Course { case across, down }

  let rect: Rect
  let size: Length
  let face: String
  let course: Course
  let source: String
  let at: SourceRange?

  /// Nil when there is no type among the items.
  init?(_ items: [FrameItem]) {
    let runs = items.compactMap { item -> GlyphRun? in
      if case .glyphs(let run) = item.mark { run } else { nil }
    }
    guard let first = runs.first, let subject = items.first?.subject,
      let rect = items.compactMap(\.solidArea).reduce(nil, { $0?.union($1) ?? $1 })
    else { return nil }
    self.rect = rect
    size = runs.map(\.size).max() ?? first.size
    face = first.face
    let steps = first.glyphs.last.map { $0.y - (first.glyphs.first?.y ?? .zero) } ?? .zero
    course = steps > first.size / 2 ? .down : .across
    source = subject.source
    at = subject.at
  }
}
