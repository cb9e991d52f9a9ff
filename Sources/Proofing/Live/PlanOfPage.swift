import Makeup
import Newspaper

extension PagePlan {
  /// The plan of a page that was made up; `photos` tells the size of a photo by its path.
  init(_ made: MadePage, of page: Page, photos: (String) -> PixelSize?) {
    let sheet = made.frame.sheet
    self.page = made.frame.page
    width = sheet.trim.width.hundredths
    height = sheet.trim.height.hundredths
    slots = page.layout.slots.compactMap { slot in
      page.rect(of: slot, on: made.frame.page).map { SlotPlan(slot, in: $0, of: page, made) }
    }
    pieces = []
    var places: [Key: Int] = [:]
    for item in made.frame.items where item.isPointedAt {
      let key = Key(item.subject)
      guard var line = Line(item, on: sheet) else { continue }
      if case .picture(let picture) = item.mark, let size = photos(picture.path) {
        line.shows = Area(thousandths: picture.crop, of: size)
      }
      if let place = places[key] {
        pieces[place].add(line)
      } else {
        places[key] = pieces.count
        pieces.append(Piece(item, line))
      }
    }
  }

  /// What tells pieces apart.
  private struct Key: Hashable {
    let part: Subject.Part
    let slot: String
    let source: String
    let piece: Int
    let cell: TableCell?

    init(_ subject: Subject) {
      part = subject.part
      slot = subject.slot
      source = subject.source
      piece = subject.piece
      cell = subject.cell
    }
  }
}

extension FrameItem {
  /// Whether somebody can point at it: type, pictures, art.
  fileprivate var isPointedAt: Bool {
    switch mark {
    case .glyphs, .picture, .art, .placedPage: true
    case .group(_, let inner): inner.contains(where: \.isPointedAt)
    case .shape: false
    }
  }
}

extension PagePlan.SlotPlan {
  fileprivate init(_ slot: Slot, in rect: Rect, of page: Page, _ made: MadePage) {
    let filling = made.fillings.first { $0.slot == slot.name }
    let placement = page.placements.first { $0.slot.value == slot.name }
    name = slot.name
    kind = slot.part.word
    area = Area(rect)
    takesStory = slot.part.takesStory
    switch placement?.content {
    case .story(let id): story = id
    case .continuation:
      story = made.lines.first { $0.slot == slot.name }?.story
    default: story = nil
    }
    characters = filling?.characters
    excess = filling?.excessCharacters
    moves = filling?.moves ?? []
  }
}

extension Part {
  /// The word that layouts call the kind by.
  fileprivate var word: String {
    switch self {
    case .masthead: "masthead"
    case .ear: "ear"
    case .numberLine: "numberLine"
    case .qrRow: "qrRow"
    case .barCode: "barCode"
    case .folio: "folio"
    case .story: "story"
    case .photoNews: "photoNews"
    case .photoFeature: "photoFeature"
    case .items: "items"
    case .display: "display"
    case .teasers: "teasers"
    case .chart: "chart"
    case .advertisement: "advertisement"
    case .announcement: "announcement"
    case .editors: "editors"
    }
  }

  /// Whether a story is put into it.
  var takesStory: Bool {
    switch self {
    case .story, .photoNews, .photoFeature, .items, .display, .chart, .announcement: true
    case .masthead, .ear, .numberLine, .qrRow, .barCode, .folio, .teasers, .advertisement, .editors:
      false
    }
  }
}

extension PagePlan.Piece {
  fileprivate init(_ item: FrameItem, _ line: PagePlan.Line) {
    part = item.subject.part.rawValue
    slot = item.subject.slot
    source = item.subject.source
    piece = item.subject.piece
    if case .glyphs(let run) = item.mark {
      face = run.face
      size = run.size.hundredths
    }
    lines = [line]
    at = item.subject.at?.description
  }

  /// Adds a line, or another run of the last one.
  fileprivate mutating func add(_ line: PagePlan.Line) {
    guard var last = lines.last, last.isSameLine(as: line) else { return lines.append(line) }
    last.text += line.text
    last.area = last.area.union(line.area)
    lines[lines.count - 1] = last
  }
}

extension FrameItem {
  /// What it says, or what it shows.
  fileprivate var told: String {
    switch mark {
    case .glyphs(let run): run.text
    case .picture(let picture): picture.alternateText
    case .art(let art): art.alternateText
    case .group(_, let inner): inner.map(\.told).joined()
    case .shape, .placedPage: ""
    }
  }
}

extension PagePlan.Line {
  /// Nil for what has no place.
  fileprivate init?(_ item: FrameItem, on sheet: Sheet) {
    guard let rect = item.area else { return nil }
    area = Area(rect)
    text = item.told
    let grid = sheet.grid
    let x = (rect.minX - sheet.typeAreaOrigin.x).units
    let y = (rect.midY - sheet.typeAreaOrigin.y).units
    let step = (grid.bodySize * (grid.columnCharacters + grid.gutterCharacters)).units
    let (column, line) = (x / step + 1, y / grid.pitch.units + 1)
    self.column = x >= 0 && column <= grid.columns ? column : nil
    self.line = y >= 0 && line <= grid.lines ? line : nil
  }

  /// Whether a run goes on where another ended.
  fileprivate func isSameLine(as other: PagePlan.Line) -> Bool {
    abs(area.y + area.height - other.area.y - other.area.height) < 1
      && other.area.x > area.x && other.area.x - area.x - area.width < 12
  }
}

extension Area {
  fileprivate init(thousandths crop: PixelRect, of size: PixelSize) {
    func share(_ part: Int, _ whole: Int) -> Double { Double(part * 10_000 / max(1, whole)) / 10 }
    self.init(
      x: share(crop.x, size.width), y: share(crop.y, size.height),
      width: share(crop.width, size.width), height: share(crop.height, size.height))
  }

  fileprivate func union(_ other: Area) -> Area {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Area(
      x: left, y: top, width: max(x + width, other.x + other.width) - left,
      height: max(y + height, other.y + other.height) - top)
  }
}
