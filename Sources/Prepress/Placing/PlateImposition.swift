public import Newspaper

/// 拼大版: finished pages in, the PDF of one plate side out.
///
/// Pages are placed as they are, each with its own resources: black overprints and inks keep their
/// plates as on the page itself. Where two pages meet they are cut at the trim, so that a picture
/// over both has no gap; elsewhere the bleed stays.
public enum PlateImposition {
  /// Imposes a side; `pages` holds the finished file of each of its pages.
  public static func impose(
    _ side: PlateSide, pages: [Int: [UInt8]], marks: Set<Signature.Mark>, title: String, made: Int,
    settings: PressSettings
  ) throws(Diagnostic) -> [UInt8] {
    let sheet = PDFFile()
    var sources: [PDFFile] = []
    var placed: [PlacedPage] = []
    for cell in side.cells {
      guard let bytes = pages[cell.page] else { continue }
      let source = try PDFFile(bytes, name: "page \(cell.page)")
      sources.append(source)
      placed.append(try PlacedPage(cell, source, settings))
    }
    guard let size = placed.first?.trim else {
      throw fault("pages", side.name, "no page", hint: "render all pages first")
    }
    for page in placed
    where abs(page.trim.width - size.width) > 0.01 || abs(page.trim.height - size.height) > 0.01 {
      throw fault(
        "size", side.name, "page \(page.cell.page) is not as large as the others",
        hint: "give all pages of a section the same sheet")
    }
    let plate = PlateSheet(side: side, page: size, bleed: placed.map(\.bleedWidth).max() ?? 0)
    try sheet.append(plate, placed, marks)
    let bytes = try withExtendedLifetime(sources) { () throws(Diagnostic) in
      try PressPDF.sign(
        sheet, title: title, made: made, content: side.cells.compactMap { pages[$0.page] },
        settings)
    }
    return bytes
  }

  fileprivate static func fault(
    _ code: String, _ subject: String, _ summary: String, hint: String
  ) -> Diagnostic {
    Diagnostic(
      .error, "impose.\(code)", subject: subject, "plate \(subject): \(summary)", hints: [hint])
  }

  /// A page with its boxes.
  fileprivate struct PlacedPage {
    let cell: PlateSide.Cell
    let page: PDFObject
    let trim: PDFBox
    let bleed: PDFBox

    init(
      _ cell: PlateSide.Cell, _ source: PDFFile, _ settings: PressSettings
    ) throws(Diagnostic) {
      self.cell = cell
      let pages = source.pages
      guard pages.count == 1, let page = pages.first, let trim = page.box("/TrimBox") else {
        throw fault(
          "page", "\(cell.page)", "not a single trimmed page", hint: "render the page for press")
      }
      let intent = source.root["/OutputIntents"].items.first
      let condition = intent?["/OutputConditionIdentifier"].text
      guard condition == settings.condition.identifier else {
        throw fault(
          "condition", "\(cell.page)",
          "the page is made for \(condition ?? "no press"), not \(settings.condition.identifier)",
          hint: "render and impose with the same press.yaml")
      }
      self.page = page
      self.trim = trim
      bleed = page.box("/BleedBox") ?? trim
    }

    /// How far the page reaches over its trim, at most.
    var bleedWidth: Double {
      max(
        trim.left - bleed.left, bleed.right - trim.right, trim.bottom - bleed.bottom,
        bleed.top - trim.top)
    }

    var hasGroup: Bool { page["/Group"].isDictionary }

    /// What of the page is shown in a place: no bleed where another page stands.
    func shown(in side: PlateSide) -> PDFBox {
      var box = bleed
      // On the page, as it stands; a turned one has its left side at the right of the plate.
      let hasLeft = cell.isTurned ? cell.column < side.columns - 1 : cell.column > 0
      let hasRight = cell.isTurned ? cell.column > 0 : cell.column < side.columns - 1
      let hasBelow = cell.isTurned ? cell.row < side.rows - 1 : cell.row > 0
      let hasAbove = cell.isTurned ? cell.row > 0 : cell.row < side.rows - 1
      if hasLeft { box.left = trim.left }
      if hasRight { box.right = trim.right }
      if hasBelow { box.bottom = trim.bottom }
      if hasAbove { box.top = trim.top }
      return box
    }
  }

  /// The plate's boxes: its trim is what its pages cover together.
  fileprivate struct PlateSheet {
    let side: PlateSide
    let page: PDFBox
    let bleed: Double

    var trim: PDFBox {
      PDFBox(
        left: 0, bottom: 0, right: page.width * Double(side.columns),
        top: page.height * Double(side.rows))
    }

    var bleedBox: PDFBox {
      PDFBox(left: -bleed, bottom: -bleed, right: trim.right + bleed, top: trim.top + bleed)
    }

    /// The operators that paint a page under a name.
    func place(_ placed: PlacedPage, as name: String) -> String {
      let x = page.width * Double(placed.cell.column)
      let y = page.height * Double(placed.cell.row)
      let matrix =
        placed.cell.isTurned
        ? [-1, 0, 0, -1, x + placed.trim.right, y + placed.trim.top]
        : [1, 0, 0, 1, x - placed.trim.left, y - placed.trim.bottom]
      let numbers = matrix.map { $0.formatted(places: 5) }.joined(separator: " ")
      return "q \(numbers) cm \(name) Do Q\n"
    }

    /// Dashes outside the bleed, where pages meet.
    var foldMarks: String {
      func line(_ x: Double, _ y: Double, _ x2: Double, _ y2: Double) -> String {
        [x, y].map { $0.formatted(places: 3) }.joined(separator: " ") + " m "
          + [x2, y2].map { $0.formatted(places: 3) }.joined(separator: " ") + " l S\n"
      }
      // Beyond the register mark that stands in the middle.
      let (near, far) = (bleed + 20, bleed + 29)
      var lines = ""
      for column in 1..<max(1, side.columns) {
        let x = page.width * Double(column)
        lines += line(x, -near, x, -far) + line(x, trim.top + near, x, trim.top + far)
      }
      for row in 1..<max(1, side.rows) {
        let y = page.height * Double(row)
        lines += line(-near, y, -far, y) + line(trim.right + near, y, trim.right + far, y)
      }
      return lines.isEmpty ? "" : "q 0.25 w 1 1 1 1 K [2 1.5] 0 d\n\(lines)Q\n"
    }
  }
}

extension PDFFile {
  /// Adds the page of a plate.
  fileprivate func append(
    _ plate: PlateImposition.PlateSheet, _ pages: [PlateImposition.PlacedPage],
    _ marks: Set<Signature.Mark>
  ) throws(Diagnostic) {
    let sheet = parse("<< /Type /Page /Resources << /XObject << >> >> >>")
    var content = ""
    var spots: [String: PDFObject] = [:]
    for page in pages {
      let name = "/Page\(page.cell.page)"
      guard let form = page.page.form(showing: page.shown(in: plate.side), in: self) else {
        throw PlateImposition.fault(
          "page", "\(page.cell.page)", "content cannot be decoded", hint: "render the page again")
      }
      sheet["/Resources"]["/XObject"][name] = form
      content += plate.place(page, as: name)
      for (ink, space) in SpotSearch.spots(in: page.page["/Resources"]) where spots[ink] == nil {
        spots[ink] = PDFObject(self, foreign: space.numbered)
      }
    }
    let kinds: Set<PressSettings.Mark> =
      marks.contains(.plate) ? [.crop, .register, .colourBar] : []
    let plates = spots.sorted { $0.key < $1.key }.enumerated().map { index, spot in
      PrinterMarks.Plate(ink: spot.key, resource: "/Plate\(index)", space: spot.value)
    }
    let printers = PrinterMarks(
      kinds: kinds, trim: plate.trim, bleed: plate.bleedBox, plates: plates)
    if !kinds.isEmpty {
      let both = Overprint(fill: true, stroke: true)
      sheet["/Resources"].entry("/ExtGState")[both.resource] = parse(both.dictionary)
      for plate in plates {
        sheet["/Resources"].entry("/ColorSpace")[plate.resource] = plate.space
      }
      content += printers.operators
    }
    if marks.contains(.fold) { content += plate.foldMarks }
    sheet["/Contents"] = shared(stream(Array(content.utf8)))
    // Without marks the plate is just as large as its bleed.
    sheet["/MediaBox"] = (marks.isEmpty ? plate.bleedBox : printers.sheet).array(in: self)
    sheet["/BleedBox"] = plate.bleedBox.array(in: self)
    sheet["/TrimBox"] = plate.trim.array(in: self)
    if pages.contains(where: \.hasGroup) {
      sheet["/Group"] = parse("<< /Type /Group /S /Transparency /CS /DeviceCMYK /I true >>")
    }
    append(shared(sheet))
  }
}
