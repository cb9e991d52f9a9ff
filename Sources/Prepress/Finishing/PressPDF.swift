public import Newspaper

/// What the finishing pass must know besides the drawn pages.
public struct PressJob: Hashable, Sendable {
  /// The document's title, as the plate room sees it.
  public var title: String
  /// The number printed on the first page of the file, for messages.
  public var firstPage: Int
  /// When it was made, in seconds since 1970; the same number gives the same bytes.
  public var made: Int
  /// The trimmed page on each page of the file, from its upper left corner; the rest is bleed.
  public var trims: [Rect]
  /// The inks of the publication.
  public var inks: InkTable
  /// The keys Drawing drew with.
  public var keys: ColourKeys
  /// Advertisers' pages to be placed on each page of the file, above what is drawn.
  public var placedPages: [[PlacedPage]]

  /// Describes a job.
  public init(
    title: String, firstPage: Int = 1, made: Int, trims: [Rect], inks: InkTable, keys: ColourKeys,
    placedPages: [[PlacedPage]] = []
  ) {
    self.title = title
    self.firstPage = firstPage
    self.made = made
    self.trims = trims
    self.inks = inks
    self.keys = keys
    self.placedPages = placedPages
  }
}

/// The finishing pass: drawn pages in keyed colours become PDF/X-4.
public enum PressPDF {
  /// Finishes drawn pages; whatever it does not know stops it with the thing named.
  ///
  /// PDF/X-1a cannot hold transparency, and nothing is flattened: a page that has some comes out
  /// with it, for preflight to name the item.
  ///
  /// - Parameters:
  ///   - pdf: Pages as Drawing drew them.
  ///   - job: What must be known besides.
  ///   - settings: What the press wants.
  ///   - slug: The slug line of a page of the file, counted from 0, that will have these plates;
  ///     asked for where the settings want one.
  /// - Returns: The finished file.
  /// - Throws: What stops the pass.
  public static func finish(
    _ pdf: [UInt8], _ job: PressJob, settings: PressSettings = .newsprint,
    slug: (_ page: Int, _ plates: [String]) -> SlugLine? = { _, _ in nil }
  ) throws(Diagnostic) -> [UInt8] {
    if let fault = settings.condition.check() { throw fault }
    let file = try PDFFile(pdf, name: job.title)
    let pass = ColourPass(file, inks: PressInks(table: job.inks, keys: job.keys))
    // Files that objects are taken from are read while this one is written.
    var sources: [PDFFile] = []
    var advertisements: [AdvertisementPage] = []
    for (index, page) in file.pages.enumerated() {
      let place = PassPlace(page: job.firstPage + index)
      try setBoxes(of: page, trim: index < job.trims.count ? job.trims[index] : nil, place)
      try pass.convert(page: page, at: place)
      if index < job.placedPages.count, let trim = page.box("/TrimBox") {
        advertisements += try AdvertisementPage.place(
          job.placedPages[index], on: page, trim: trim, settings, place)
      }
      page.keep([
        "/Type", "/Parent", "/Contents", "/Resources", "/Group", "/MediaBox", "/BleedBox",
        "/TrimBox",
      ])
    }
    if !settings.marks.isEmpty {
      let plates = plates(of: pass, advertisements, in: file)
      for (index, page) in file.pages.enumerated() {
        let line =
          settings.marks.contains(.slug)
          ? slug(index, ["C", "M", "Y", "K"] + plates.map(\.ink)) : nil
        if let source = try mark(
          page, plates, pass, settings.marks, line, PassPlace(page: job.firstPage + index))
        {
          sources.append(source)
        }
      }
    }
    if settings.standard == .x1a {
      TransparencyRemoval.apply(to: file.pages)
    }
    file.root.keep(["/Type", "/Pages"])
    return try withExtendedLifetime((sources, advertisements)) { () throws(Diagnostic) in
      try sign(file, title: job.title, made: job.made, content: [pdf], settings)
    }
  }

  /// The plates of spot inks that the pages and the advertisements on them have.
  private static func plates(
    of pass: ColourPass, _ advertisements: [AdvertisementPage], in file: PDFFile
  ) -> [PrinterMarks.Plate] {
    var plates = pass.plates
    for (ink, space) in advertisements.flatMap({ $0.spots.sorted { $0.key < $1.key } })
    where !plates.contains(where: { $0.ink == ink }) {
      plates.append(
        PrinterMarks.Plate(
          ink: ink, resource: "/Plate\(plates.count)",
          space: PDFObject(file, foreign: space.numbered)))
    }
    return plates
  }

  /// Adds marks and slug line to a page after all are converted, when all plates are known; returns
  /// the file that the line comes from.
  private static func mark(
    _ page: PDFObject, _ plates: [PrinterMarks.Plate], _ pass: ColourPass,
    _ kinds: Set<PressSettings.Mark>, _ slug: SlugLine?, _ place: PassPlace
  ) throws(Diagnostic) -> PDFFile? {
    guard let trim = page.box("/TrimBox"), let bleed = page.box("/BleedBox") else { return nil }
    let marks = PrinterMarks(kinds: kinds, trim: trim, bleed: bleed, plates: plates)
    pass.paint(marks, on: page)
    page["/MediaBox"] = marks.sheet.array(in: page.file)
    guard let slug else { return nil }
    let line = try slug.form(in: page.file, inks: pass.inks.table, place)
    page["/Resources"].entry("/XObject")["/Slug"] = line.form
    // A long line is made narrower rather than let run into the register mark.
    let width = min(1, marks.slug.length / max(1, line.width)).formatted(places: 4)
    let (x, y) = (marks.slug.x.formatted(places: 3), marks.slug.y.formatted(places: 3))
    page.overpaint("q \(width) 0 0 1 \(x) \(y) cm /Slug Do Q\n")
    return line.source
  }

  /// Binds finished pages into one file, in order; the profile is kept once.
  public static func bind(
    _ pages: [[UInt8]], title: String, made: Int, settings: PressSettings = .newsprint
  ) throws(Diagnostic) -> [UInt8] {
    let bound = PDFFile()
    // The sources are read while the bound file is written.
    var sources: [PDFFile] = []
    for bytes in pages {
      let source = try PDFFile(bytes, name: title)
      sources.append(source)
      for page in source.pages { bound.append(page) }
    }
    return try withExtendedLifetime(sources) { () throws(Diagnostic) in
      try sign(bound, title: title, made: made, content: pages, settings)
    }
  }

  /// Writes the file with all that names it.
  ///
  /// The document's name is made from what is at hand: hashing the photos would take longer than
  /// the pass. The file identifier, which libqpdf makes, covers every byte.
  static func sign(
    _ file: PDFFile, title: String, made: Int, content: [[UInt8]], _ settings: PressSettings
  ) throws(Diagnostic) -> [UInt8] {
    let seed = "\(title)\n\(made)\n\(content.map(\.count))"
    PressIdentity(
      title: title, condition: settings.condition, standard: settings.standard,
      made: Moment(secondsSince1970: made),
      documentID: "uuid:\(uuid(Digest.sha256(Array(seed.utf8))))"
    ).apply(to: file)
    return switch settings.standard {
    case .x4: try file.write(version: "1.6", arrangement: .packed)
    case .x1a: try file.write(version: "1.4", arrangement: .plain)
    }
  }

  /// PDF counts from the lower left corner.
  private static func setBoxes(
    of page: PDFObject, trim: Rect?, _ place: PassPlace
  ) throws(Diagnostic) {
    let media = page["/MediaBox"].items.compactMap(\.value)
    guard media.count == 4, let trim else {
      throw place.fault("page.box", "page without a size or a trim")
    }
    let box = [
      media[0] + trim.minX.points, media[3] - trim.maxY.points, media[0] + trim.maxX.points,
      media[3] - trim.minY.points,
    ]
    // cairo rounds the page's size to a few decimals.
    let slack = 0.001
    guard box[0] >= media[0] - slack, box[1] >= media[1] - slack, box[2] <= media[2] + slack,
      box[3] <= media[3] + slack, box[2] > box[0], box[3] > box[1]
    else {
      throw place.fault("page.box", "trim reaches over the drawn page")
    }
    page["/BleedBox"] = page["/MediaBox"]
    page["/TrimBox"] = page.file.array(box.map(page.file.number))
  }

  private static func uuid(_ hex: String) -> String {
    let digits = Array(hex)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
      .joined(separator: "-")
  }
}

extension PDFObject {
  /// Removes every other key: structure, annotations and actions stay behind.
  fileprivate func keep(_ wanted: [String]) {
    for key in keys where !wanted.contains(key) { remove(key) }
  }
}
