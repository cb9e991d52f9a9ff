import Newspaper

/// The keys of a style sheet, and how they become a `StyleSheet`.
enum StyleFile {
  static let record = Record(
    "style sheet", "How type is set, by the part it plays.",
    [
      Field("about", .text, .optional, "When to use it."),
      Field("text", .record(textParts), .required, "Styles of text by part."),
      Field(
        "heads", .table(.record(head), of: "ranks"), .required,
        "Styles of headlines by rank, the largest first."),
      Field("composition", .record(composition), .optional, "Where standards leave a choice."),
      FitKeys.field,
    ])

  /// What a publication may write in place of a style sheet's name.
  static let overrides = Record(
    "changed style sheet", "A style sheet with some styles changed.",
    [
      Field("base", .text, .required, "The style sheet to change, by name or file."),
      Field("text", .record(textParts.shallow), .optional, "Changed styles of text."),
      Field(
        "heads", .table(.record(head.partial), of: "ranks"), .optional,
        "Changed or added ranks."),
      Field("composition", .record(composition), .optional, "Changed choices."),
    ])

  /// The parts with what they are called in the trade.
  private static let parts: [(StyleSheet.Part, String)] = [
    (.body, "正文"), (.subhead, "小标题"), (.byline, "署名"), (.dateline, "电头"),
    (.caption, "图注"), (.credit, "摄影署名"), (.jump, "下转/上接"), (.folio, "报眉"),
    (.label, "栏目"), (.kicker, "引题 where no rank says otherwise"),
    (.deck, "副题 where no rank says otherwise"), (.sponsor, "主办, above the nameplate"),
    (.latinName, "Latin name, under the nameplate"), (.ear, "报眼"),
    (.numberLine, "刊号行"), (.qrLabel, "words under a QR code"), (.itemHead, "简讯标题"),
    (.teaser, "导读"), (.teaserPage, "page number of a 导读 entry"), (.table, "表格"),
    (.bold, "**bold** in text"), (.kai, "*Kai* in text"),
    (.pullQuote, "提要"), (.dropCap, "首字; its size comes from the slot"),
    (.dutyLine, "责任编辑、版式、校对"),
  ]

  static let textParts = Record(
    "text style by part", "Styles of text by part; a part left out is set like the body.",
    parts.map { part, doc in
      Field(part.rawValue, .record(text), part == .body ? .required : .optional, doc)
    })

  static let alignment = Kind.choice(TextAlignment.allCases.map(\.rawValue))
  static let size = Kind.length(.points, 4...400)

  static let text = Record(
    "text style", "One way to set text.",
    [
      Field("face", .text, .required, "A role of fonts.yaml."),
      Field("size", size, .required, "字号, in points."),
      Field("pitch", size, .optional, "行距 from baseline to baseline; 4/3 of the size."),
      Field("tracking", .wholeNumber(-100...1000), .optional, "字距 in thousandths of an em."),
      Field("align", alignment, .optional, "justify where nothing is written."),
      Field("paint", .paint, .optional, "black where nothing is written."),
    ])

  static let head = Record(
    "head style", "How the heads of one rank are set.",
    [
      Field("face", .text, .required, "A role of fonts.yaml."),
      Field("sizes", .list(size, count: 1...12), .required, "Sizes to try, the largest first."),
      Field("leading", .wholeNumber(0...200), .optional, "Space between lines in percent of size."),
      Field("condensed", .wholeNumber(80...100), .optional, "The narrowest width in percent."),
      Field("maxLines", .wholeNumber(1...6), .optional, "The most lines of the headline."),
      Field("align", alignment, .optional, "center where nothing is written."),
      Field("paint", .paint, .optional, "black where nothing is written."),
      Field(
        "siblings", .choice(["near", "same", "free"]), .optional,
        "Whether heads of the rank on a page get one size: near when they differ by a step."),
      Field("kicker", .record(text), .required, "引题 of this rank."),
      Field("deck", .record(text), .required, "副题 of this rank."),
    ])

  static let composition = Record(
    "composition", "How text is composed where the standards leave a choice.",
    [
      choice("kinsoku", CompositionRules.Kinsoku.self, "避头尾 level."),
      choice("punctuation", CompositionRules.PunctuationStyle.self, "Widths of marks."),
      choice("lineEnd", CompositionRules.LineEnd.self, "Marks at a line's end."),
      choice("breaking", CompositionRules.Breaking.self, "How breaks are chosen."),
      choice("hanging", CompositionRules.Hanging.self, "Marks beyond the line's end."),
      choice(
        "paragraphStart", CompositionRules.ParagraphStart.self,
        "The white before an opening mark at a paragraph's start."),
      choice("ellipsis", CompositionRules.Ellipsis.self, "Whether …… may start a line."),
      choice(
        "sentenceEnd", CompositionRules.SentenceEnd.self, "Whether the white after 。 gives way."),
      choice("doubledMarks", CompositionRules.DoubledMarks.self, "Width of ？！."),
      choice("hyphenation", CompositionRules.Hyphenation.self, "Where Latin words are divided."),
      Field(
        "widestGap", .wholeNumber(250...1000), .optional,
        "The widest gap between Han and Latin, in thousandths of an em; 500."),
      Field(
        "markSpaceFloor", .wholeNumber(0...500), .optional,
        "White beside marks that is given up unwillingly, in thousandths of an em; 250."),
      Field("indent", .wholeNumber(0...4), .optional, "首行缩进 in characters; 2."),
    ])

  private static func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type, _ doc: String
  ) -> Field where Choice.RawValue == String {
    Field(key, .choice(type.allCases.map(\.rawValue)), .optional, doc)
  }

  static func styleSheet(_ checked: Checked, reading: inout Reading) -> StyleSheet {
    var sheet = StyleSheet(text: [:], heads: [])
    for entry in checked.record("text")?.entries ?? [] {
      guard let part = StyleSheet.Part(rawValue: entry.name.value),
        let style = entry.value.value.checked.flatMap(textStyle)
      else { continue }
      sheet.text[part] = style
    }
    for entry in checked.table("heads") {
      guard let head = entry.value.value.checked else { continue }
      if let style = headStyle(entry.name, head, reading: &reading) { sheet.heads.append(style) }
    }
    if let choices = checked.record("composition") { compose(&sheet, choices) }
    if let change = FitKeys.change(checked, reading: &reading) {
      sheet.copyfit = sheet.copyfit.changed(by: change)
    }
    return sheet
  }

  private static func compose(_ sheet: inout StyleSheet, _ choices: Checked) {
    func set<Choice: RawRepresentable>(
      _ key: String, _ path: WritableKeyPath<CompositionRules, Choice>
    ) where Choice.RawValue == String {
      if let choice = choices.choice(key, Choice.self) { sheet.rules[keyPath: path] = choice }
    }
    set("kinsoku", \.kinsoku)
    set("punctuation", \.punctuation)
    set("lineEnd", \.lineEnd)
    set("breaking", \.breaking)
    set("hanging", \.hanging)
    set("paragraphStart", \.paragraphStart)
    set("ellipsis", \.ellipsis)
    set("sentenceEnd", \.sentenceEnd)
    set("doubledMarks", \.doubledMarks)
    set("hyphenation", \.hyphenation)
    if let gap = choices.whole("widestGap") { sheet.rules.widestGap = gap }
    if let floor = choices.whole("markSpaceFloor") { sheet.rules.markSpaceFloor = floor }
    if let indent = choices.whole("indent") { sheet.indent = indent }
  }

  private static func textStyle(_ checked: Checked) -> TextStyle? {
    guard let face = checked.text("face"), let size = checked.length("size") else { return nil }
    return TextStyle(
      face: face, size: size, pitch: checked.length("pitch") ?? size * 4 / 3,
      tracking: checked.whole("tracking") ?? 0,
      alignment: checked.choice("align", TextAlignment.self) ?? .justify,
      paint: checked.paint("paint") ?? .black)
  }

  private static func headStyle(
    _ rank: Located<String>, _ checked: Checked, reading: inout Reading
  ) -> HeadStyle? {
    let sizes = checked.list("sizes").compactMap(\.value.length)
    guard let face = checked.text("face"), !sizes.isEmpty,
      let kicker = checked.record("kicker").flatMap(textStyle),
      let deck = checked.record("deck").flatMap(textStyle)
    else { return nil }
    if sizes != sizes.sorted(by: >) {
      reading.fault(
        "style.sizes", rank.value, at: checked["sizes"]?.at,
        "\(rank.value): sizes do not fall", hints: ["write the largest size first"])
    }
    var style = HeadStyle(
      rank: rank.value, face: face, sizes: sizes, leading: checked.whole("leading") ?? 15,
      condensed: checked.whole("condensed") ?? 100, maxLines: checked.whole("maxLines") ?? 2,
      alignment: checked.choice("align", TextAlignment.self) ?? .center,
      paint: checked.paint("paint") ?? .black, kicker: kicker, deck: deck)
    style.siblings = checked.choice("siblings", HeadStyle.Siblings.self) ?? .near
    return style
  }
}

extension Record {
  /// The same keys with everything in them optional, two levels deep.
  fileprivate var shallow: Record {
    var shallow = Record(
      name, doc,
      fields.map { field in
        guard case .record(let inner) = field.kind else {
          return Field(field.key, field.kind, .optional, field.doc)
        }
        return Field(field.key, .record(inner.partial), .optional, field.doc)
      })
    shallow.variety = "partial"
    return shallow
  }
}
