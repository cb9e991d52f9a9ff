import Newspaper

/// The keys of a slot by kind, and how they become a `Slot`.
enum SlotKeys {
  static let all: [Record] = [
    furniture("masthead", "报头: sponsor line, nameplate, Latin name."),
    furniture("ear", "报眼: date, lunar date, number, pages today."),
    furniture("numberLine", "The line of numbers, hotline and editors under the nameplate."),
    furniture("qrRow", "The publication's QR codes."),
    furniture("barCode", "条码: the ISSN as a bar code, with the issue's number."),
    Record("folio", "报眉, in the head margin.", [kind("folio")]),
    slot(
      "story", "稿件 with its head and photos.",
      [
        Field("head", head, .optional, "over where not written."), rank("third"), legs,
        Field("photos", .list(of: .record(photo)), .optional, "Where its photos stand."),
        Field("columnRules", .choice(["hidden", "shown"]), .optional, "栏线; hidden."),
        Field("headLines", .wholeNumber(1...6), .optional, "The most lines of the headline."),
        Field(
          "headGround", .paint, .optional,
          "反白: the ground of the head; type is in paper on a dark one."),
        Field(
          "label", .choice(["hidden", "bar"]), .optional, "The story's label in a bar; hidden."),
        Field("dropCap", .wholeNumber(2...6), .optional, "首字下沉: lines of the first character."),
        Field("quotes", .list(of: .record(photo)), .optional, "提要: where pull quotes stand."),
        Field("portrait", .record(photo), .optional, "Where the author's portrait stands."),
        Field(
          "writing", .choice(["horizontal", "vertical"]), .optional,
          "直排 with vertical; horizontal."),
        FitKeys.field,
      ]),
    slot("photoNews", "图片新闻: label, picture, head and caption.", [rank("item")]),
    slot(
      "photoFeature", "Several photos under one head.",
      [
        Field("head", head, .optional, "over where not written."), rank("third"),
        Field(
          "arrangement", .choice(["row", "largeOnTop", "largeAtLeft", "pairs"]), .optional,
          "How the photos stand; row."),
        Field("introLegs", .wholeNumber(1...8), .optional, "Legs of the text under the head; 1."),
      ]),
    slot("items", "简讯: short items under one label.", [rank("item"), legs]),
    slot(
      "display", "A piece in display type, such as a greeting.",
      [
        rank("display"),
        Field("ornament", .text, .optional, "An SVG file, from the publication's folder."),
      ]),
    slot(
      "teasers", "导读: an index of inside pages.",
      [Field("title", .text, .optional, "今日导读 where not written.")]),
    slot("chart", "A drawing with a head over it.", [rank("item")]),
    slot("announcement", "公告、启事: signature and day at the right.", [rank("item"), legs]),
    furniture("editors", "责任编辑、版式、校对: the page's editors in a line."),
    furniture("advertisement", "广告."),
  ]

  private static let columns = Field("columns", .span, .required, "Base columns, such as 1-4.")
  private static let lines = Field("lines", .span, .required, "Lines of the grid, such as 12-46.")
  private static let legs = Field(
    "legs",
    .either([.wholeNumber(1...20), .list(.wholeNumber(1...200), count: 1...20)]), .optional,
    "How many legs of text, or the measure of each in characters.")
  private static let without = Field(
    "without", .list(of: .record(cutout)), .optional, "Parts of its area that are not its own.")
  private static let over = Field(
    "over", .lines, .optional, "Slots that it lies over; their text runs round it.")
  private static let boxField = Field("box", .record(box), .optional, "Border and ground.")

  private static func kind(_ name: String) -> Field {
    Field("kind", .choice([name]), .required, "What stands here.")
  }

  private static func rank(_ usual: String) -> Field {
    Field("rank", .text, .optional, "Rank of the head in the style sheet; \(usual).")
  }

  private static func slot(_ name: String, _ doc: String, _ fields: [Field]) -> Record {
    Record(name, doc, [kind(name), columns, lines, without, over] + fields + [boxField])
  }

  private static func furniture(_ name: String, _ doc: String) -> Record { slot(name, doc, []) }

  static let cutout = Record("cutout", "A rectangle of base columns and lines.", [columns, lines])

  static let head = Kind.either([
    .choice(["over", "none"]),
    .record(
      Record(
        "head beside", "旁题.",
        [Field("beside", .wholeNumber(1...8), .required, "Legs that the head takes.")])),
    .record(
      Record(
        "vertical head", "竖题.",
        [Field("vertical", .wholeNumber(2...12), .required, "Its width in body characters.")])),
    .record(
      Record(
        "wrapped head", "串文题: text runs under and beside it.",
        [Field("wrapped", .wholeNumber(1...8), .required, "First legs that it stands over.")])),
    .record(
      Record(
        "enclosed head", "文包题: text runs on both sides.",
        [
          Field("enclosed", .span, .required, "The legs that it stands in, such as 2-3."),
          Field("line", .wholeNumber(1...400), .optional, "Its first line; in the middle."),
        ])),
    .record(
      Record(
        "head on a photo", "压图题: on the first photo.",
        [Field("onPhoto", .choice(["top", "foot"]), .required, "At which edge.")])),
  ])

  static let photo = Record(
    "photo", "A photo among the legs.",
    [
      Field("legs", .span, .required, "The legs it covers, such as 2-3."),
      Field(
        "line", .wholeNumber(-400...400), .required,
        "Its first line in the text area; negative counts from the foot."),
      Field("lines", .wholeNumber(2...200), .required, "Lines of the picture without caption."),
      Field(
        "characters", .wholeNumber(3...200), .optional,
        "Its width where text runs beside it in its legs."),
      Field("at", .choice(["start", "middle", "end"]), .optional, "Where in its legs; middle."),
    ])

  static let box = Record(
    "box", "Border and ground of a box.",
    [
      Field("border", .length(.points, 0...12), .optional, "In points; none where not written."),
      Field("borderPaint", .paint, .optional, "black where not written."),
      Field(
        "ground", .either([.paint, .record(gradient)]), .optional,
        "A tint such as black 8%, or a gradient."),
      Field("corners", .choice(["square", "rounded", "cut"]), .optional, "圆角、切角; square."),
      Field("radius", .length(.points, 1...40), .optional, "Of the corners; 6 pt."),
    ])

  static let gradient = Record(
    "gradient", "渐变网: one process ink going over into another.",
    [
      Field("from", .paint, .required, "The paint at the top, or at the left."),
      Field("to", .paint, .required, "The paint at the foot, or at the right."),
      Field(
        "course", .choice(Gradient.Course.allCases.map(\.rawValue)), .optional,
        "down where not written."),
    ])

  /// The slot of checked keys; nil when it has no place.
  static func slot(_ name: Located<String>, _ checked: Checked, grid: Grid) -> Slot? {
    guard let part = part(checked) else { return nil }
    let area: GridArea
    if part == .folio {
      area = GridArea(columns: 1...grid.columns, lines: 1...1)
    } else if let columns = checked.span("columns"), let lines = checked.span("lines") {
      area = GridArea(columns: columns, lines: lines)
    } else {
      return nil
    }
    var slot = Slot(name: name.value, area: area, part: part, at: name.at)
    if checked.record["without"] != nil {
      slot.cutouts = checked.list("without").compactMap { item in
        guard let keys = item.value.checked, let columns = keys.span("columns"),
          let lines = keys.span("lines")
        else { return nil }
        return GridArea(columns: columns, lines: lines)
      }
      slot.over = checked.lines("over")?.value ?? []
    }
    if checked.record["box"] != nil, let box = checked.record("box") {
      slot.box = BoxStyle(
        border: box.length("border") ?? .zero, borderPaint: box.paint("borderPaint") ?? .black,
        ground: ground(box), corners: corners(box))
    }
    return slot
  }

  private static func ground(_ box: Checked) -> BoxStyle.Ground? {
    if let paint = box.paint("ground") { return .plain(paint) }
    guard let gradient = box.record("ground"), let from = gradient.paint("from"),
      let to = gradient.paint("to")
    else { return nil }
    let course = gradient.choice("course", Gradient.Course.self) ?? .down
    return .gradient(Gradient(from: from, to: to, course: course))
  }

  private static func part(_ checked: Checked) -> Part? {
    switch checked.record.name {
    case "masthead": .masthead
    case "ear": .ear
    case "numberLine": .numberLine
    case "qrRow": .qrRow
    case "barCode": .barCode
    case "folio": .folio
    case "story":
      .story(story(checked))
    case "photoNews": .photoNews(PhotoNewsPart(rank: checked.text("rank") ?? "item"))
    case "photoFeature":
      .photoFeature(
        PhotoFeaturePart(
          rank: checked.text("rank") ?? "third", head: placement(checked),
          arrangement: checked.choice("arrangement", PhotoFeaturePart.Arrangement.self) ?? .row,
          introLegs: checked.whole("introLegs") ?? 1))
    case "items":
      .items(ItemsPart(rank: checked.text("rank") ?? "item", legs: legs(checked)))
    case "display":
      .display(
        DisplayPart(
          rank: checked.text("rank") ?? "display", ornament: checked.located("ornament")))
    case "teasers": .teasers(TeasersPart(title: checked.text("title") ?? "今日导读"))
    case "chart": .chart(ChartPart(rank: checked.text("rank") ?? "item"))
    case "announcement":
      .announcement(
        AnnouncementPart(
          rank: checked.text("rank") ?? "item",
          legs: checked.has("legs") ? legs(checked) : .equal(1)))
    case "editors": .editors
    case "advertisement": .advertisement
    default: nil
    }
  }

  private static func legs(_ checked: Checked) -> Legs {
    if let count = checked.whole("legs") { return .equal(count) }
    let measures = checked.list("legs").compactMap(\.value.whole)
    return measures.isEmpty ? .base : .characters(measures)
  }

  private static func placement(_ checked: Checked) -> HeadPlacement {
    if checked.text("head") == "none" { return .none }
    guard let head = checked.record("head") else { return .over }
    let found: HeadPlacement? =
      switch head.record.name {
      case "head beside": head.whole("beside").map { .beside(legs: $0) }
      case "vertical head": head.whole("vertical").map { .vertical(characters: $0) }
      case "head on a photo":
        head.choice("onPhoto", HeadPlacement.Edge.self).map { .onPhoto($0) }
      case "wrapped head": head.whole("wrapped").map { .wrapped(legs: $0) }
      default: head.span("enclosed").map { .enclosed(legs: $0, line: head.whole("line")) }
      }
    return found ?? .over
  }

  private static func story(_ checked: Checked) -> StoryPart {
    var part = StoryPart(
      head: placement(checked), rank: checked.text("rank") ?? "third", legs: legs(checked),
      photos: boxes(checked.list("photos")),
      columnRules: checked.choice("columnRules", RuleVisibility.self) ?? .hidden)
    part.headLines = checked.whole("headLines")
    part.headGround = checked.paint("headGround")
    part.label = checked.choice("label", LabelBar.self) ?? .hidden
    part.dropCap = checked.whole("dropCap")
    part.quotes = boxes(checked.list("quotes"))
    part.portrait = checked.record("portrait").flatMap(box)
    part.writing = checked.choice("writing", Writing.self) ?? .horizontal
    return part
  }

  private static func corners(_ checked: Checked) -> Corners {
    let radius = checked.length("radius") ?? .points(6)
    switch checked.text("corners") {
    case "rounded": return .rounded(radius)
    case "cut": return .cut(radius)
    default: return .square
    }
  }

  private static func boxes(_ items: [Located<CheckedValue>]) -> [PhotoBox] {
    items.compactMap { $0.value.checked.flatMap(box) }
  }

  private static func box(_ keys: Checked) -> PhotoBox? {
    guard let legs = keys.span("legs"), let line = keys.whole("line"),
      let lines = keys.whole("lines")
    else { return nil }
    return PhotoBox(
      legs: legs, firstLine: line, lines: lines, characters: keys.whole("characters"),
      side: keys.choice("at", PhotoBox.Side.self) ?? .middle)
  }
}
