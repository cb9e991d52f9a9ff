import Newspaper

/// The keys of `publication.yaml`, and how they become a `Publication`.
enum PublicationFile {
  static let record = Record(
    "publication", "报刊: what stays the same from issue to issue.",
    [
      Field("name", .text, .required, "报刊名."),
      Field("latinName", .text, .optional, "The name in Latin letters, under the nameplate."),
      Field("sponsor", .text, .optional, "主管/主办, the line above the nameplate."),
      Field("cnNumber", .text, .optional, "国内统一连续出版物号, such as CN 99-0512."),
      Field("issn", .text, .optional, "ISSN, such as 1234-5679."),
      Field("postalCode", .text, .optional, "邮发代号."),
      Field("hotline", .text, .optional, "新闻热线."),
      Field("website", .text, .optional, "网址."),
      Field("editors", .list(of: .text), .optional, "Roles and names, in printing order."),
      Field("endSign", .text, .optional, "文末符: the sign that closes each story."),
      Field("qrCodes", .list(of: .record(qrCode)), .optional, "QR codes of the front page."),
      Field("nameplate", .text, .optional, "报头: an SVG file, from this folder."),
      Field(
        "inks", .table(.record(ink), of: "inks"), .optional,
        "油墨: the inks by name; black and paper are always there."),
      Field(
        "styles", .either([.text, .record(StyleFile.overrides)]), .optional,
        "A style sheet by name or file, or changes to one; newspaper where nothing is written."),
      Field(
        "lexicon", .text, .optional,
        "词表: a text file of words that headlines keep whole, one a line, from this folder."),
      FitKeys.field,
      FitKeys.fillersField,
      SigningKeys.field,
      Field("fonts", .text, .optional, "The folder with fonts.yaml, from this folder."),
      Field(
        "layouts", .either([.text, .list(of: .text)]), .optional,
        "Folders with layouts, from this folder; the installation's Layouts come last."),
    ])

  static let qrCode = Record(
    "QR code", "二维码: a code and the words under it.",
    [
      Field("label", .text, .required, "The words under the code."),
      Field("target", .text, .required, "Where it leads."),
    ])

  static let percents = Kind.list(.wholeNumber(0...100), count: 4...4)

  static let ink = Record(
    "ink", "油墨: what an ink is made of on the plates.",
    [
      Field("cmyk", percents, .optional, "Percent of cyan, magenta, yellow and black."),
      Field("spot", percents, .optional, "专色: an ink of its own, and the mix that stands for it."),
      Field("screen", .colour, .optional, "How a screen, and an SVG, shows it."),
    ])

  /// Builds what needs no other file; styles, fonts and art are resolved by whoever reads files.
  static func publication(
    _ checked: Checked, folder: String, reading: inout Reading
  ) -> Publication {
    var publication = Publication(
      name: checked.text("name") ?? "", folder: folder, fontFolder: "",
      styles: StyleSheet(text: [:], heads: []))
    publication.at = checked.at
    publication.latinName = checked.text("latinName")
    publication.sponsor = checked.text("sponsor")
    publication.cnNumber = checked.text("cnNumber")
    publication.issn = issn(checked, reading: &reading)
    publication.postalCode = checked.text("postalCode")
    publication.hotline = checked.text("hotline")
    publication.website = checked.text("website")
    publication.editors = checked.list("editors").compactMap(\.value.text)
    publication.endSign = checked.text("endSign")
    publication.qrCodes = checked.list("qrCodes").compactMap { item in
      guard let code = item.value.checked, let label = code.text("label"),
        let target = code.text("target")
      else { return nil }
      return QRCode(label: label, target: target)
    }
    publication.nameplate = checked.located("nameplate")
    publication.inks = inks(checked, reading: &reading)
    publication.signing = SigningKeys.stages(checked, reading: &reading)
    return publication
  }

  /// The declared inks after black and paper.
  private static func inks(_ checked: Checked, reading: inout Reading) -> InkTable {
    var table = InkTable.standard
    for entry in checked.table("inks") {
      guard let ink = entry.value.value.checked else { continue }
      let name = entry.name.value
      let mixes = ["cmyk", "spot"].filter { ink.has($0) }
      guard mixes.count == 1 else {
        reading.fault(
          "ink.recipe", name, at: entry.name.at,
          "ink \(name): " + (mixes.isEmpty ? "no mix is given" : "both cmyk and spot are given"),
          hints: ["write one of cmyk: [C, M, Y, K] and spot: [C, M, Y, K]"])
        continue
      }
      let parts = ink.list(mixes[0]).compactMap(\.value.whole)
      guard parts.count == 4 else { continue }
      guard name != "paper" else {
        reading.fault(
          "ink.recipe", name, at: entry.name.at, "ink paper: paper is bare and takes no mix",
          hints: ["give the ink another name"])
        continue
      }
      guard isFree(entry.name, isSpot: mixes[0] == "spot", table, &reading) else { continue }
      let recipe: InkRecipe =
        mixes[0] == "spot"
        ? .spot(cyan: parts[0], magenta: parts[1], yellow: parts[2], black: parts[3])
        : .process(cyan: parts[0], magenta: parts[1], yellow: parts[2], black: parts[3])
      table.declare(InkTable.Entry(name, recipe, screen: ink.colour("screen")))
    }
    return table
  }

  /// Whether an ink may have a name: plates have names of their own (ISO 32000-1, 8.6.6.4), and two
  /// inks that differ in capitals only are one on some plates.
  private static func isFree(
    _ name: Located<String>, isSpot: Bool, _ table: InkTable, _ reading: inout Reading
  ) -> Bool {
    let low = name.value.lowercased()
    let reserved = [Paint.unprinted.ink, Paint.registration, "all"]
    let plates = ["cyan", "magenta", "yellow", "black"]
    if reserved.contains(low) || isSpot && plates.contains(low) {
      reading.fault(
        "ink.reserved", name.value, at: name.at,
        "ink \(name.value): the name has a meaning of its own",
        hints: ["give the ink another name"])
      return false
    }
    let other = table.entries.map(\.name).first { $0.lowercased() == low && $0 != name.value }
    guard let other else { return true }
    reading.fault(
      "ink.twice", name.value, at: name.at,
      "ink \(name.value): differs from \(other) in capitals only",
      hints: ["give one of the two another name"])
    return false
  }

  /// The ISSN without a wrong check digit going unnoticed (ISO 3297: weights 8 to 2, modulus 11).
  private static func issn(_ checked: Checked, reading: inout Reading) -> String? {
    guard let written = checked.located("issn") else { return nil }
    let number =
      written.value.hasPrefix("ISSN") ? written.value.dropFirst(4).trimmed : written.value
    let digits = number.filter { $0 != "-" }.map { $0 == "X" ? 10 : $0.wholeNumberValue ?? -1 }
    let sum = zip(digits, [8, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    guard digits.count == 8, digits.allSatisfy({ $0 >= 0 }), !digits.dropLast().contains(10) else {
      reading.fault(
        "value.issn", "issn", at: written.at, "issn: \(number) is not an ISSN",
        hints: ["write eight digits such as 1234-5679"])
      return nil
    }
    if sum % 11 != 0 {
      reading.fault(
        "value.issn", "issn", at: written.at, "issn: the check digit of \(number) is wrong",
        hints: ["compare the number with its certificate"])
    }
    return number
  }
}
