public import Newspaper

extension Preflight {
  /// Examines a page of an advertiser's PDF at the size it is placed.
  ///
  /// An advertisement need not be PDF/X itself; what it paints must suit the press. RGB is refused,
  /// or converted where the press wants that, never in silence.
  public static func check(
    advertisement placed: PlacedPage, named name: String, settings: PressSettings = .newsprint,
    inks: InkTable = .standard
  ) -> Report {
    var findings = Findings(name: name)
    let source: AdvertisementPage
    do throws(Diagnostic) { source = try AdvertisementPage(placed, name: name) } catch {
      var report = Report()
      report.add(error)
      return report
    }
    examine(source, filling: placed.frame.size, &findings)
    let changed = source.convertRGB(settings)
    if changed.colours + changed.pictures > 0 {
      findings.add(
        .warning, "ad.converted",
        "\(counted(changed.colours, "colour")) and \(counted(changed.pictures, "picture")) "
          + "converted from RGB or grey",
        rule: "The press wants RGB to be converted, not refused.",
        hints: ["look at it in the proof", "ask for an advertisement in CMYK"])
    }
    let scale = source.scale(filling: placed.frame.size)
    var matrix = Matrix()
    (matrix.a, matrix.d) = scale
    var content = ContentExamination(
      page: source.page, number: placed.page, settings: settings,
      spots: inks.spotNames.union(settings.spotInks),
      area: PDFBox(source.trim, under: matrix))
    content.examine(from: PaintState(matrix: matrix), into: &findings)
    while let warning = source.page.file.nextWarning() {
      findings.add(
        .error, "syntax", "damaged: \(warning)", hints: ["have the advertisement written again"])
    }
    return findings.report
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  private static func examine(
    _ source: AdvertisementPage, filling size: Size, _ findings: inout Findings
  ) {
    if let turn = source.page["/Rotate"].integer, turn % 360 != 0 {
      findings.add(
        .error, "page.rotate", "turned by \(turn)°", rule: "GWG 2022 R0004",
        hints: ["turn the advertisement's content, not its page"])
    }
    if !source.hasTrim {
      findings.add(
        .warning, "ad.trim", "does not say where it is trimmed; the whole sheet is placed",
        hints: ["ask for a PDF with a TrimBox"])
    }
    let scale = source.scale(filling: size)
    if abs(scale.x / scale.y - 1) > 0.01 {
      let wide = Int((100 * (scale.x / scale.y - 1)).rounded())
      findings.add(
        .warning, "ad.proportion",
        "made for another shape: printed \(abs(wide)) % too \(wide > 0 ? "wide" : "narrow")",
        hints: [
          "ask for an advertisement of \(size.width.millimetres.formatted(places: 1)) × "
            + "\(size.height.millimetres.formatted(places: 1)) mm"
        ])
    }
  }
}
