/// A page's plan: a sheet and named slots.
///
/// Written as a YAML file in Layouts/.
public struct PageLayout: Hashable, Sendable {
  /// The name by which issues call it.
  public var name: String
  /// A sentence that says when to use it.
  public var about: String?
  /// The sheet it is drawn on.
  public var sheet: Sheet
  /// The slots in the order of the file.
  public var slots: [Slot]
  /// Rules between slots.
  public var rules: [LayoutRule]
  /// 补白 of this page, tried before the publication's.
  public var fillers: [Filler] = []
  /// Where it was written.
  public var at: SourceRange?

  /// Makes a layout.
  public init(
    name: String, sheet: Sheet, slots: [Slot], rules: [LayoutRule] = [], at: SourceRange? = nil
  ) {
    self.name = name
    self.sheet = sheet
    self.slots = slots
    self.rules = rules
    self.at = at
  }

  /// The slot of a name.
  public func slot(_ name: String) -> Slot? { slots.first { $0.name == name } }
}

/// 版位: a named place on the grid and the newspaper part that stands there.
public struct Slot: Hashable, Sendable {
  /// The name by which issues call it.
  public var name: String
  /// Its place on the grid; a slot with cutouts has only a part of it.
  public var area: GridArea
  /// Corners and edges of the area that are not the slot's.
  public var cutouts: [GridArea] = []
  /// Slots that give way to this one, which lies over them: an inset box, an advertisement.
  public var over: [String] = []
  /// What stands there.
  public var part: Part
  /// Border and tint round the part; nil for none.
  public var box: BoxStyle?
  /// What it and the page say about copyfitting, the nearest to the story last.
  public var copyfit: [CopyfitChange] = []
  /// Where it was written.
  public var at: SourceRange?

  /// Makes a slot.
  public init(
    name: String, area: GridArea, part: Part, box: BoxStyle? = nil, at: SourceRange? = nil
  ) {
    self.name = name
    self.area = area
    self.part = part
    self.box = box
    self.at = at
  }
}

/// What kind of thing stands in a slot, with the options of that kind.
public enum Part: Hashable, Sendable {
  /// 报头: sponsor line, nameplate art, Latin name.
  case masthead
  /// 报眼: date, lunar date, number, pages today.
  case ear
  /// The line of CN number, postal code, hotline, site, editors between two hairlines.
  case numberLine
  /// The publication's QR codes with their labels.
  case qrRow
  /// 条码: the publication's ISSN as an EAN-13 bar code, the number as its add-on.
  case barCode
  /// 报眉; stands in the head margin, its slot needs no area of its own.
  case folio
  case story(StoryPart)
  case photoNews(PhotoNewsPart)
  case photoFeature(PhotoFeaturePart)
  case items(ItemsPart)
  /// A boxed piece in display type, such as a greeting.
  case display(DisplayPart)
  /// 导读: what stands on the inside pages.
  case teasers(TeasersPart)
  /// A chart or drawing (SVG) with a head over it: the story's first photo entry names the file.
  case chart(ChartPart)
  case advertisement
  /// 公告、启事: a headed notice, signature and day at the right of its end.
  case announcement(AnnouncementPart)
  /// 责任编辑、版式、校对: the page's editors in a line.
  case editors
}

/// A notice.
public struct AnnouncementPart: Hashable, Sendable {
  /// The head's rank in the style sheet.
  public var rank: String
  /// How the slot is divided into legs.
  public var legs: Legs

  /// Makes a notice.
  public init(rank: String = "item", legs: Legs = .equal(1)) {
    self.rank = rank
    self.legs = legs
  }
}

/// 图片新闻: a label, one picture, head and caption.
public struct PhotoNewsPart: Hashable, Sendable {
  /// The head's rank in the style sheet.
  public var rank: String

  /// Makes a photo news part.
  public init(rank: String = "item") { self.rank = rank }
}

/// Several photos under one head.
public struct PhotoFeaturePart: Hashable, Sendable {
  /// How the photos stand.
  public enum Arrangement: String, Hashable, Sendable {
    /// One beside the other, equally wide.
    case row
    /// One large, the others in a row below it.
    case largeOnTop
    /// One large at the left, the others stacked at the right.
    case largeAtLeft
    /// In rows of two.
    case pairs
  }

  /// The head's rank in the style sheet.
  public var rank: String
  /// Where the head stands.
  public var head: HeadPlacement
  /// How the photos stand.
  public var arrangement: Arrangement
  /// Legs of the introductory text under the head.
  public var introLegs: Int

  /// Makes a photo feature part.
  public init(
    rank: String = "third", head: HeadPlacement = .over, arrangement: Arrangement = .row,
    introLegs: Int = 1
  ) {
    self.rank = rank
    self.head = head
    self.arrangement = arrangement
    self.introLegs = introLegs
  }
}

/// 简讯: short items under one label, each with a small head.
public struct ItemsPart: Hashable, Sendable {
  /// The head's rank in the style sheet.
  public var rank: String
  /// How the slot is divided into legs.
  public var legs: Legs

  /// Makes an items part.
  public init(rank: String = "item", legs: Legs = .base) {
    self.rank = rank
    self.legs = legs
  }
}

/// A piece in display type.
public struct DisplayPart: Hashable, Sendable {
  /// The head's rank in the style sheet.
  public var rank: String
  /// Vector art (SVG) behind or beside the words, from the publication's folder.
  public var ornament: Located<String>?

  /// Makes a display part.
  public init(rank: String = "display", ornament: Located<String>? = nil) {
    self.rank = rank
    self.ornament = ornament
  }
}

/// 导读: an index of inside pages.
public struct TeasersPart: Hashable, Sendable {
  /// The words in the title bar.
  public var title: String

  /// Makes an index.
  public init(title: String = "今日导读") { self.title = title }
}

/// A drawing with a head.
public struct ChartPart: Hashable, Sendable {
  /// The head's rank in the style sheet.
  public var rank: String

  /// Makes a chart part.
  public init(rank: String = "item") { self.rank = rank }
}

/// Border and ground of a box.
public struct BoxStyle: Hashable, Sendable {
  /// Border width; zero for none.
  public var border: Length
  /// The border's paint.
  public var borderPaint: Paint
  /// Nil for bare paper.
  public var ground: Ground?

  /// What a box is filled with.
  public enum Ground: Hashable, Sendable {
    case plain(Paint)
    case gradient(Gradient)
  }
  /// How its corners are shaped.
  public var corners: Corners

  /// Makes a box style.
  public init(
    border: Length, borderPaint: Paint = .black, ground: Ground? = nil, corners: Corners = .square
  ) {
    self.border = border
    self.borderPaint = borderPaint
    self.ground = ground
    self.corners = corners
  }
}

/// The shape of a rectangle's corners.
public enum Corners: Hashable, Sendable {
  case square
  /// Quarter circles of a radius.
  case rounded(Length)
  /// 切角: cut off so far from the corner.
  case cut(Length)
}

/// A rule between slots, on the grid.
public struct LayoutRule: Hashable, Sendable {
  /// Which way it runs.
  public enum Course: Hashable, Sendable {
    /// In the middle of a line, across columns.
    case horizontal(line: Int, columns: ClosedRange<Int>)
    /// In the gutter after a column, down lines.
    case vertical(afterColumn: Int, lines: ClosedRange<Int>)
  }

  /// Where it runs.
  public var course: Course
  /// Its thickness.
  public var width: Length
  /// Its paint.
  public var paint: Paint

  /// Makes a rule.
  public init(_ course: Course, width: Length, paint: Paint = .black) {
    self.course = course
    self.width = width
    self.paint = paint
  }
}
