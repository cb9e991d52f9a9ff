public import Newspaper

/// What the finishing pass must know besides the drawn pages.
public struct PressJob: Hashable, Sendable {
  /// The document's title, as the plate room sees it.
  public var title: String
  /// The number printed on the first page of the file, for messages.
  public var firstPage: Int
  /// When it was made, in seconds since 1970; the same number gives the same bytes.
  public var made: Int
  /// How far the drawn page reaches over the trim on every side.
  public var bleed: Length
  /// The inks of the publication.
  public var inks: InkTable
  /// The keys Drawing drew with.
  public var keys: ColourKeys

  /// Describes a job.
  public init(
    title: String, firstPage: Int = 1, made: Int, bleed: Length, inks: InkTable, keys: ColourKeys
  ) {
    self.title = title
    self.firstPage = firstPage
    self.made = made
    self.bleed = bleed
    self.inks = inks
    self.keys = keys
  }
}

/// The finishing pass: drawn pages in keyed colours become PDF/X-4.
public enum PressPDF {
  /// Finishes drawn pages; whatever it does not know stops it with the thing named.
  public static func finish(
    _ pdf: [UInt8], _ job: PressJob, settings: PressSettings = .newsprint
  ) throws(Diagnostic) -> [UInt8] {
    if let fault = settings.condition.check() { throw fault }
    let file = try PDFFile(pdf, name: job.title)
    let pass = ColourPass(file, inks: PressInks(table: job.inks, keys: job.keys))
    for (index, page) in file.pages.enumerated() {
      let place = PassPlace(page: job.firstPage + index)
      try setBoxes(of: page, bleed: job.bleed, place)
      try pass.convert(page: page, at: place)
      page.keep([
        "/Type", "/Parent", "/Contents", "/Resources", "/Group", "/MediaBox", "/BleedBox",
        "/TrimBox",
      ])
    }
    file.root.keep(["/Type", "/Pages"])
    let seed = Digest.sha256(pdf + Array("\(job.title) \(job.made)".utf8))
    PressIdentity(
      title: job.title, condition: settings.condition,
      made: Moment(secondsSince1970: job.made), documentID: "uuid:\(uuid(seed))"
    ).apply(to: file)
    return try file.write(version: "1.6")
  }

  private static func setBoxes(
    of page: PDFObject, bleed: Length, _ place: PassPlace
  ) throws(Diagnostic) {
    let media = page["/MediaBox"].items.compactMap(\.value)
    let edge = bleed.points
    guard media.count == 4, media[2] - media[0] > 2 * edge, media[3] - media[1] > 2 * edge else {
      throw place.fault("page.box", "page has no size, or is smaller than its bleed")
    }
    let trim = [media[0] + edge, media[1] + edge, media[2] - edge, media[3] - edge]
    page["/BleedBox"] = page["/MediaBox"]
    page["/TrimBox"] = page.file.array(trim.map(page.file.number))
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
