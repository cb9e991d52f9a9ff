import Newspaper

/// The keys of a sheet and of a layout, and how they become a `Sheet` and a `PageLayout`.
enum LayoutFile {
  static let sheet = Record(
    "sheet", "纸型: a format with its bleed, margins and grid.",
    [
      Field("about", .text, .optional, "When to use it."),
      Field("width", millimetres, .required, "Width after trimming."),
      Field("height", millimetres, .required, "Height after trimming."),
      Field("bleed", .length(.millimetres, 0...20), .optional, "出血, 3 mm where not written."),
      Field("margins", .record(margins), .required, "White round the type area."),
      Field("grid", .record(grid), .required, "版样格."),
    ])

  static let millimetres = Kind.length(.millimetres, 20...2000)

  static let margins = Record(
    "margins", "White round the type area.",
    [
      Field("head", .length(.millimetres, 0...200), .required, "天头; the folio stands in it."),
      Field("foot", .length(.millimetres, 0...200), .required, "地脚."),
      Field("sides", .length(.millimetres, 0...200), .required, "Left and right."),
    ])

  static let grid = Record(
    "grid", "The page counted in characters and lines.",
    [
      Field("bodySize", .length(.points, 5...20), .required, "正文字号."),
      Field("columns", .wholeNumber(1...20), .required, "基本栏 of the type area."),
      Field("characters", .wholeNumber(4...60), .required, "Characters of a base column."),
      Field("gutter", .wholeNumber(0...4), .optional, "栏距 in characters, 1 where not written."),
      Field("pitch", .length(.points, 5...40), .required, "行距."),
      Field("lines", .wholeNumber(1...400), .required, "Lines of the type area."),
    ])

  static let record = Record(
    "layout", "版样: a sheet and the slots on it.",
    [
      Field("about", .text, .optional, "When to use it."),
      Field("sheet", .text, .required, "The sheet, by name."),
      Field(
        "spread", .flag, .optional,
        "通版 with true: two facing pages, their base columns counted from left to right."),
      Field(
        "slots", .table(.variants(key: "kind", SlotKeys.all), of: "slots"), .required,
        "版位 by name."),
      Field(
        "ads", .choice(["first"]), .optional,
        "广告先行: stories give way to the advertisements that lie over them."),
      Field(
        "rules", .list(of: .either([.record(acrossRule), .record(downRule)])), .optional,
        "版线 between slots."),
      FitKeys.fillersField,
    ])

  static let acrossRule = Record(
    "rule across", "A rule in the middle of a line.",
    [
      Field("line", .wholeNumber(1...400), .required, "The line it stands in."),
      Field("columns", .span, .optional, "From column to column; all where not written."),
      Field("width", ruleWidth, .optional, "In points, 0.25 where not written."),
      Field("paint", .paint, .optional, "black where not written."),
    ])

  static let downRule = Record(
    "rule down", "A rule in the gutter after a column.",
    [
      Field("after", .wholeNumber(1...20), .required, "The column before the gutter."),
      Field("lines", .span, .required, "From line to line."),
      Field("width", ruleWidth, .optional, "In points, 0.25 where not written."),
      Field("paint", .paint, .optional, "black where not written."),
    ])

  /// 广告先行: each advertisement lies over the stories it meets.
  static func placeAdsFirst(_ slots: inout [Slot], _ checked: Checked) {
    guard checked.text("ads") == "first" else { return }
    for index in slots.indices where slots[index].part == .advertisement {
      let under = slots.filter { $0.givesWay && $0.cellsShared(with: slots[index]) != nil }
      for slot in under where !slots[index].over.contains(slot.name) {
        slots[index].over.append(slot.name)
      }
    }
  }

  static let ruleWidth = Kind.length(.points, 0.1...12)

  static func sheet(_ checked: Checked, name: String, reading: inout Reading) -> Sheet? {
    guard let width = checked.length("width"), let height = checked.length("height"),
      let margins = checked.record("margins"), let head = margins.length("head"),
      let foot = margins.length("foot"), let sides = margins.length("sides"),
      let grid = checked.record("grid"), let bodySize = grid.length("bodySize"),
      let columns = grid.whole("columns"), let characters = grid.whole("characters"),
      let pitch = grid.length("pitch"), let lines = grid.whole("lines")
    else { return nil }
    let sheet = Sheet(
      name: name, trim: Size(width: width, height: height),
      bleed: checked.length("bleed") ?? .millimetres(3),
      margins: Margins(top: head, right: sides, bottom: foot, left: sides),
      grid: Grid(
        bodySize: bodySize, columnCharacters: characters, columns: columns,
        gutterCharacters: grid.whole("gutter") ?? 1, pitch: pitch, lines: lines))
    checkFit(sheet, at: checked.place(of: "grid"), reading: &reading)
    return sheet
  }

  /// The grid must leave the margins free; half a line is granted for rounding in millimetres.
  private static func checkFit(_ sheet: Sheet, at: SourceRange?, reading: inout Reading) {
    let wide = sheet.grid.typeArea.width + sheet.margins.left + sheet.margins.right
    let high = sheet.grid.typeArea.height + sheet.margins.top + sheet.margins.bottom
    let slack = sheet.grid.pitch / 2
    for (name, need, have) in [
      ("wide", wide, sheet.trim.width), ("high", high, sheet.trim.height),
    ] where need > have + slack {
      reading.fault(
        "sheet.grid", sheet.name, at: at,
        "\(sheet.name): grid and margins are \((need - have).millimetres.formatted(places: 1)) mm "
          + "too \(name) for the sheet",
        hints: ["take fewer \(name == "wide" ? "characters" : "lines"), or smaller margins"])
    }
  }

  static func rules(_ checked: Checked, grid: Grid, reading: inout Reading) -> [LayoutRule] {
    checked.list("rules").compactMap { item in
      guard let rule = item.value.checked else { return nil }
      let width = rule.length("width") ?? .points(0.25)
      let paint = rule.paint("paint") ?? .black
      let course: LayoutRule.Course
      if rule.record.name == acrossRule.name {
        guard let line = rule.whole("line") else { return nil }
        let columns = rule.span("columns") ?? 1...grid.columns
        guard line <= grid.lines, columns.upperBound <= grid.columns else {
          outside(item.at, grid, reading: &reading)
          return nil
        }
        course = .horizontal(line: line, columns: columns)
      } else if let after = rule.whole("after"), let lines = rule.span("lines") {
        guard after < grid.columns, lines.upperBound <= grid.lines else {
          outside(item.at, grid, reading: &reading)
          return nil
        }
        guard after != grid.fold?.column else {
          reading.fault(
            "spread.rule", "rule", at: item.at,
            "rule: after column \(after) lies the fold, not a gutter",
            hints: ["take it out: the fold parts the pages"])
          return nil
        }
        course = .vertical(afterColumn: after, lines: lines)
      } else {
        return nil
      }
      return LayoutRule(course, width: width, paint: paint)
    }
  }

  private static func outside(_ at: SourceRange?, _ grid: Grid, reading: inout Reading) {
    reading.fault(
      "rule.outside", "rule", at: at, "rule: reaches outside the grid",
      explanation: "The grid has \(grid.columns) columns and \(grid.lines) lines.",
      hints: ["move it inside"])
  }
}
