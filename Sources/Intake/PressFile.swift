import Newspaper

/// The keys of `press.yaml`, and how they change a press's settings.
enum PressFile {
  static let record = Record(
    "press", "印厂参数: what a press can print; newsprint where nothing is written.",
    [
      Field("condition", .record(condition), .optional, "印刷条件: what colours are made for."),
      Field(
        "standard", .choice(PressSettings.Standard.allCases.map(\.rawValue)), .optional,
        "The kind of PDF/X; PDF/X-4."),
      Field(
        "inkLimit", .wholeNumber(100...400), .optional,
        "总墨量: the most ink in percent over any 15 mm square; 240."),
      Field(
        "spotInks", .list(of: .text), .optional,
        "专色 that it can print besides those that the publication declares."),
      Field("resolutions", .record(resolutions), .optional, "Pixels an inch of photos."),
      Field("minimums", .record(minimums), .optional, "The smallest things that print."),
      Field(
        "sharpening", .choice(PressSettings.Sharpening.allCases.map(\.rawValue)), .optional,
        "Whether photos are made crisper for the paper; none."),
      Field(
        "bleed", .length(.millimetres, 0...20), .optional,
        "出血 round every page; as the sheet says where not written."),
      Field("marks", marks, .optional, "What is printed outside the trim; none."),
      Field("advertisements", .record(advertisements), .optional, "广告: what may be placed."),
      Field("fileNames", .record(fileNames), .optional, "How the files are called."),
      Field("signature", .record(signature), .optional, "帖: how pages lie on plates; none."),
    ])

  static let condition = Record(
    "output condition", "印刷条件: paper, inks and press by their registered name.",
    [
      Field("identifier", .text, .required, "The registered name, such as CGATS TR 002."),
      Field("registry", .text, .optional, "Where it is registered; http://www.color.org."),
      Field("title", .text, .optional, "What it is, in words; the identifier."),
      Field(
        "profile", .text, .optional,
        "The plant's ICC profile, from this folder; only CGATS TR 002 comes with Forme."),
    ])

  private static let pixels = Kind.number(1...10_000)

  static let resolutions = Record(
    "resolutions", "Pixels an inch.",
    [
      Field("most", pixels, .optional, "Photos with more are reduced to this; 300."),
      Field("warnBelow", pixels, .optional, "150."),
      Field("failBelow", pixels, .optional, "100."),
      Field("lineArtWarnBelow", pixels, .optional, "For pictures of one bit a pixel; 800."),
      Field("lineArtFailBelow", pixels, .optional, "For pictures of one bit a pixel; 550."),
    ])

  private static let size = Kind.length(.points, 0...72)

  static let minimums = Record(
    "minimums", "The smallest things that print.",
    [
      Field("hairline", size, .optional, "The thinnest rule; 0.25 pt."),
      Field("colourTextWarnBelow", size, .optional, "White or many-ink text; 10 pt."),
      Field("colourTextFailBelow", size, .optional, "White or many-ink text; 5 pt."),
    ])

  static let marks = Kind.either([
    .choice(["none", "all"]),
    .list(of: .choice(PressSettings.Mark.allCases.map(\.rawValue))),
  ])

  static let advertisements = Record(
    "advertisement rules", "What may be placed.",
    [
      Field(
        "rgb", .choice(PressSettings.ForeignColour.allCases.map(\.rawValue)), .optional,
        "Whether RGB is refused or converted; refuse.")
    ])

  static let signature = Record(
    "signature", "帖: how pages lie on plates.",
    [
      Field("pagesPerPlate", .choice(["1", "2", "4"]), .required, "How many pages a plate has."),
      Field(
        "sections", .list(of: .wholeNumber(2...256)), .optional,
        "叠: how many pages each section has; the edition is one section."),
      Field(
        "heads", .choice(Signature.Heads.allCases.map(\.rawValue)), .optional,
        "How two rows of pages stand to each other; head-to-head."),
      Field(
        "plateMarks", .list(of: .choice(Signature.Mark.allCases.map(\.rawValue))), .optional,
        "What is printed outside the trim of a plate; fold and plate."),
    ])

  static let fileNames = Record(
    "file names", "Names without .pdf, with fields in {braces}.",
    [
      Field("page", .text, .optional, "{folder}-{edition}-p{page:2}"),
      Field("issue", .text, .optional, "The file with all pages; {folder}-{edition}."),
    ])

  /// The settings of checked keys over those of `base`.
  static func settings(
    _ checked: Checked, over base: PressSettings, folder: FilePath, reading: inout Reading
  ) -> PressSettings {
    var press = base
    if let keys = checked.record("condition") {
      press.condition = condition(keys, over: base.condition, folder, &reading)
    }
    press.standard = checked.choice("standard", PressSettings.Standard.self) ?? base.standard
    press.inkLimit = checked.whole("inkLimit") ?? base.inkLimit
    press.spotInks = checked.list("spotInks").compactMap(\.value.text)
    press.sharpening =
      checked.choice("sharpening", PressSettings.Sharpening.self) ?? base.sharpening
    press.bleed = checked.length("bleed") ?? base.bleed
    press.marks = marks(checked) ?? base.marks
    if let keys = checked.record("advertisements") {
      press.advertisementRGB =
        keys.choice("rgb", PressSettings.ForeignColour.self) ?? base.advertisementRGB
    }
    if let keys = checked.record("signature"), let count = keys.text("pagesPerPlate") {
      var signature = Signature(pagesPerPlate: Int(count) ?? 1, at: keys.at)
      signature.sections = keys.list("sections").compactMap(\.value.whole)
      signature.heads = keys.choice("heads", Signature.Heads.self) ?? signature.heads
      if keys["plateMarks"] != nil {
        signature.marks = Set(
          keys.list("plateMarks").compactMap { $0.value.text.flatMap(Signature.Mark.init) })
      }
      press.signature = signature
    }
    if let keys = checked.record("resolutions") {
      set(&press.resolutions, keys, &reading)
    }
    if let keys = checked.record("minimums") { set(&press.minimums, keys, &reading) }
    if let keys = checked.record("fileNames") {
      for (key, name) in [("page", \FileNames.page), ("issue", \FileNames.issue)] {
        guard let written = keys.located(key) else { continue }
        let fields = FileNameTemplate.Field.ofPressFiles.filter {
          key == "page" || $0 != .page && $0 != .section
        }
        if let template = reading.template(written, key, fields: fields) {
          press.fileNames[keyPath: name] = template
        }
      }
    }
    return press
  }

  private static func marks(_ checked: Checked) -> Set<PressSettings.Mark>? {
    if let word = checked.text("marks") {
      return word == "all" ? Set(PressSettings.Mark.allCases) : []
    }
    guard checked["marks"] != nil else { return nil }
    return Set(
      checked.list("marks").compactMap { $0.value.text.flatMap(PressSettings.Mark.init) })
  }

  // MARK: - Condition

  private static func condition(
    _ keys: Checked, over base: OutputCondition, _ folder: FilePath, _ reading: inout Reading
  ) -> OutputCondition {
    guard let identifier = keys.located("identifier") else { return base }
    var condition = OutputCondition(
      identifier: identifier.value, registry: keys.text("registry") ?? "http://www.color.org",
      title: keys.text("title") ?? identifier.value, profile: base.profile, at: identifier.at)
    guard let written = keys.located("profile") else {
      if identifier.value != base.identifier {
        reading.fault(
          "icc.missing", identifier.value, at: identifier.at,
          "\(identifier.value): its ICC profile is not named",
          explanation: "Only \(base.identifier) comes with Forme.",
          hints: ["add profile: with the file the printer gave you"])
      } else if keys.text("title") == nil {
        condition.title = base.title
      }
      return condition
    }
    condition.at = written.at
    let file = folder.appending(written.value)
    guard
      let found = reading.existing(
        file, code: "icc.missing", subject: written.value, at: written.at)
    else { return condition }
    guard let bytes = reading.disk.bytes(found) else {
      reading.fault(
        "file.unreadable", written.value, at: written.at, "\(file.name): cannot be read",
        hints: ["check the permissions of the file"])
      return condition
    }
    condition.profile = bytes
    return condition
  }

  // MARK: - Limits

  private static func set(
    _ limits: inout PressSettings.Resolutions, _ keys: Checked, _ reading: inout Reading
  ) {
    limits.most = keys.number("most") ?? limits.most
    limits.warnBelow = keys.number("warnBelow") ?? limits.warnBelow
    limits.failBelow = keys.number("failBelow") ?? limits.failBelow
    limits.lineArtWarnBelow = keys.number("lineArtWarnBelow") ?? limits.lineArtWarnBelow
    limits.lineArtFailBelow = keys.number("lineArtFailBelow") ?? limits.lineArtFailBelow
    order(keys, "failBelow", limits.failBelow, "warnBelow", limits.warnBelow, &reading)
    order(keys, "warnBelow", limits.warnBelow, "most", limits.most, &reading)
    order(
      keys, "lineArtFailBelow", limits.lineArtFailBelow, "lineArtWarnBelow",
      limits.lineArtWarnBelow, &reading)
  }

  private static func set(
    _ limits: inout PressSettings.Minimums, _ keys: Checked, _ reading: inout Reading
  ) {
    limits.hairline = keys.length("hairline") ?? limits.hairline
    limits.colourTextWarnBelow = keys.length("colourTextWarnBelow") ?? limits.colourTextWarnBelow
    limits.colourTextFailBelow = keys.length("colourTextFailBelow") ?? limits.colourTextFailBelow
    order(
      keys, "colourTextFailBelow", limits.colourTextFailBelow.points, "colourTextWarnBelow",
      limits.colourTextWarnBelow.points, &reading)
  }

  /// A limit that must not be above another, of which at least one was written.
  private static func order(
    _ keys: Checked, _ low: String, _ lowest: Double, _ high: String, _ highest: Double,
    _ reading: inout Reading
  ) {
    guard lowest > highest, let at = keys[low]?.at ?? keys[high]?.at else { return }
    reading.fault(
      "press.limits", low, at: at,
      "\(low): \(lowest.formatted(places: 2)) is more than \(high), "
        + highest.formatted(places: 2),
      hints: ["write \(low) lower, or \(high) higher"])
  }
}

/// Which settings of the press are asked for.
struct PressOrder: Equatable, Sendable {
  /// The file; nil when there can be none.
  var place: FilePath?
  /// Whether somebody named it: then it must be there.
  var isNamed: Bool
  /// The settings that hold where nothing is written.
  var base: PressSettings

  func settings(_ reading: inout Reading) -> PressSettings {
    guard let place, isNamed || reading.disk.isFile(place),
      let tree = reading.yaml(place, code: "press.missing", subject: place.name, at: nil),
      let checked = reading.check(tree, as: PressFile.record)
    else { return base }
    return PressFile.settings(checked, over: base, folder: place.folder, reading: &reading)
  }
}
