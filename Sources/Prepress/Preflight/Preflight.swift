public import Newspaper

/// The examination of a finished PDF, ours or an advertiser's, against the limits of a press.
///
/// The rules are PDF/X-4 (ISO 15930-7, by secondary sources) and the Ghent Workgroup's 2022
/// newspaper limits, as reference/print-ready.md 1a and 1c lists them. Ink coverage is estimated from
/// what is painted (`InkMap`); only the plates show it exactly.
public enum Preflight {
  /// Examines a file by its path.
  public static func check(
    path: String, settings: PressSettings = .newsprint, inks: InkTable = .standard
  ) -> Report {
    if let bytes = FileBytes.read(path) {
      return check(bytes, name: path, settings: settings, inks: inks)
    }
    var report = Report()
    report.add(
      Diagnostic(
        .error, "pdf.missing", subject: path, "\(path): no such file, or it may not be read",
        hints: ["correct the name"]))
    return report
  }

  /// Examines a file; spot inks are allowed when the table declares them.
  ///
  /// Where the file is a page of ours, faults name the item of its frame that is at fault.
  public static func check(
    _ pdf: [UInt8], name: String, of frame: PageFrame? = nil,
    settings: PressSettings = .newsprint, inks: InkTable = .standard
  ) -> Report {
    var findings = Findings(name: name, frame: frame)
    let file: PDFFile
    do throws(Diagnostic) { file = try PDFFile(pdf, name: name) } catch {
      var report = Report()
      report.add(error)
      return report
    }
    FileExamination(file, bytes: pdf, standard: settings.standard).examine(into: &findings)
    IdentityExamination(file, settings: settings).examine(into: &findings)
    let pages = file.pages
    for (index, page) in pages.enumerated() {
      findings.begin(page)
      PageExamination(page: page, number: index + 1, bleed: settings.bleed).examine(into: &findings)
      var content = ContentExamination(
        page: page, number: index + 1, settings: settings,
        spots: inks.spotNames.union(settings.spotInks))
      content.examine(into: &findings)
    }
    if pages.isEmpty {
      findings.add(.error, "pages", "no pages")
    } else if Set(pages.map(\.trimSize)).count > 1 {
      findings.add(
        .error, "pages.size", "trimmed pages differ in size", rule: "GWG 2022 R0004",
        hints: ["make all pages of the file the same size"])
    }
    FileExamination(file, bytes: pdf, standard: settings.standard).examineUnused(&findings)
    if pages.count > 1, !pages.count.isMultiple(of: 2) {
      findings.add(
        .warning, "pages.odd", "\(pages.count) pages: a sheet has two sides",
        hints: ["add the missing page, or send pages one by one"])
    }
    while let warning = file.nextWarning() {
      findings.add(
        .error, "syntax", "damaged: \(warning)", hints: ["have the PDF written again"])
    }
    return findings.report
  }
}

extension InkTable {
  /// The names of inks with a plate of their own.
  var spotNames: Set<String> {
    Set(
      entries.compactMap { entry in
        if case .spot = entry.recipe { entry.name } else { nil }
      })
  }
}
