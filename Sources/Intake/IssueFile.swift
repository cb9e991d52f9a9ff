import Newspaper

/// The keys of `issue.yaml`.
enum IssueFile {
  static let record = Record(
    "issue", "期: a number of a publication and what stands on its pages.",
    [
      Field("publication", .text, .optional, "The folder with publication.yaml; .. ."),
      Field("number", .wholeNumber(1...1_000_000), .required, "总第几期."),
      Field("date", .date, .required, "出版日期."),
      Field(
        "deadline", .moment, .optional, "付印时间, by the clock of the place, such as 2026-12-30 22:30."
      ),
      Field("lunarDate", .text, .optional, "农历, as printed."),
      Field("ear", .list(of: .text), .optional, "More lines of the ear, such as the weather."),
      Field("stories", .text, .optional, "The folder with the stories; the issue's own."),
      Field("pages", .table(.record(page), of: "pages"), .required, "版 by number."),
      Field("editions", .list(of: .record(edition)), .optional, "地方版."),
    ])

  static let page = Record(
    "page", "版: a layout and what goes into its slots.",
    [
      Field("layout", .text, .required, "The layout, by name."),
      Field("section", .text, .required, "版名."),
      Field(
        "fold", .choice(["whole", "cut"]), .optional,
        "中缝 of a spread: whole where both pages are one sheet, as in the middle of the issue; cut."
      ),
      Field("editors", .list(of: .text), .optional, "责任编辑 and others, for the folio line."),
      Field("slots", .table(content, of: "slots"), .optional, "What goes into each slot."),
      Field(
        "accept", .table(.text, of: "reasons"), .optional,
        "版面毛病 that the page has on purpose: the reason by code."),
      Field(
        "override", .table(.record(changedSlot), of: "slots"), .optional,
        "Changes to slots of the layout, for this page only."),
      FitKeys.field,
    ])

  /// Any key of any kind of slot; which of them fit is told when the slot's kind is known.
  static let changedSlot = Record(
    "changed slot", "Keys of a slot that differ on this page.",
    SlotKeys.all.flatMap(\.fields).reduce(into: []) { fields, field in
      guard !fields.contains(where: { $0.key == field.key }) else { return }
      let kind =
        field.key == "kind" ? Kind.choice(SlotKeys.all.map(\.name)) : field.kind
      fields.append(Field(field.key, kind, .optional, field.doc))
    })

  static let edition = Record(
    "edition", "地方版: a zone and the pages that differ in it.",
    [
      Field("name", .text, .required, "As printed, such as 华东版."),
      Field("code", .text, .required, "Short ASCII name for files."),
      Field(
        "pages", .table(.record(page.partial), of: "pages"), .optional,
        "What differs on a page; a page with a layout of its own takes no slots from the issue's."),
    ])

  static let content = Kind.either([.text] + contents.map { .record($0) })

  private static let jump = Field("jump", .jump, .optional, "下转: where it goes on.")

  private static let contents = [
    Record(
      "placed story", "A story, perhaps with a jump.",
      [Field("story", .text, .required, "The story's file."), jump]),
    Record(
      "continuation", "上接: the rest of a story that jumps here.",
      [Field("continuation", .flag, .required, "true"), jump]),
    Record(
      "placed advertisement", "广告, ready-made.",
      [
        Field("ad", .text, .required, "An SVG, photo or PDF, from the issue's folder."),
        Field("advertiser", .text, .optional, "Who pays for it."),
      ]),
    Record(
      "placed teasers", "导读.",
      [Field("teasers", .list(of: .text), .required, "The announced stories' files.")]),
  ]
}
