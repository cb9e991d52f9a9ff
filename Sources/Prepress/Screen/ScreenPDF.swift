public import Newspaper

/// What is to be known of pages for a screen besides how they were drawn.
public struct ScreenJob: Hashable, Sendable {
  /// A page of the file.
  public struct Page: Hashable, Sendable {
    /// The number printed on it.
    public var number: Int
    /// What the outline calls it: 第1版 要闻.
    public var title: String
    /// The trimmed page on the drawn one, from its upper left corner; the rest is bleed.
    public var trim: Rect
    /// How it is read; its passages are marked in the drawn page in their order.
    public var reading: PageReading

    /// Describes a page.
    public init(number: Int, title: String, trim: Rect, reading: PageReading) {
      self.number = number
      self.title = title
      self.trim = trim
      self.reading = reading
    }
  }

  /// The document's title, as a window shows it.
  public var title: String
  /// Who made it: the publication.
  public var author: String
  /// The language of the text, by BCP 47.
  public var language: String
  /// When it was made, in seconds since 1970; the same number gives the same bytes.
  public var made: Int
  /// The pages in order.
  public var pages: [Page]

  /// Describes a job.
  public init(
    title: String, author: String, language: String = "zh-CN", made: Int, pages: [Page]
  ) {
    self.title = title
    self.author = author
    self.language = language
    self.made = made
    self.pages = pages
  }
}

/// The screen PDF: pages drawn in screen colours get their structure, links, outline and page
/// labels, and are written for reading from the network.
public enum ScreenPDF {
  /// Finishes drawn pages.
  public static func finish(_ pdf: [UInt8], _ job: ScreenJob) throws(Diagnostic) -> [UInt8] {
    let file = try PDFFile(pdf, name: job.title)
    let objects = file.pages
    guard objects.count == job.pages.count else {
      throw fault(job, "\(objects.count) pages drawn, \(job.pages.count) expected")
    }
    var pages: [ScreenPage] = []
    for (index, object) in objects.enumerated() {
      guard let page = ScreenPage(object, job.pages[index], index: index) else {
        throw fault(job, "page \(job.pages[index].number) has no size")
      }
      try mark(page, job)
      pages.append(page)
    }
    let destinations = Destinations(pages)
    var structure = StructureTree(file, destinations)
    structure.add(pages)
    file.root["/StructTreeRoot"] = structure.finished(title: job.title)
    file.root["/MarkInfo"] = file.parse("<< /Marked true >>")
    file.root["/Outlines"] = Outline(file, pages).root
    file.root["/PageMode"] = file.name("UseOutlines")
    file.root["/PageLabels"] = labels(pages, in: file)
    ScreenIdentity(job: job).apply(to: file)
    return try file.write(version: "1.7", arrangement: .linearised)
  }

  /// Replaces cairo's marks by ours: passages by number, the rest as artifact.
  private static func mark(_ page: ScreenPage, _ job: ScreenJob) throws(Diagnostic) {
    guard let content = page.object.pageContent else {
      throw fault(job, "page \(page.job.number) cannot be decoded")
    }
    var marks = PassageMarks(content)
    let passages = page.job.reading.passages.count
    guard let marked = try? marks.rewrite(), marks.count == passages else {
      throw fault(
        job, "page \(page.job.number) has \(marks.count) marked passages, \(passages) were drawn")
    }
    let stream = page.object.file.stream([])
    stream.replaceContent(marked)
    page.object["/Contents"] = page.object.file.shared(stream)
  }

  /// The printed numbers (ISO 32000-1, 12.4.2): a range begins where they do not follow on.
  private static func labels(_ pages: [ScreenPage], in file: PDFFile) -> PDFObject {
    var ranges = ""
    for (index, page) in pages.enumerated()
    where index == 0 || page.job.number != pages[index - 1].job.number + 1 {
      ranges += "\(index) << /S /D /St \(page.job.number) >> "
    }
    return file.parse("<< /Nums [ \(ranges)] >>")
  }

  private static func fault(_ job: ScreenJob, _ summary: String) -> Diagnostic {
    Diagnostic(
      .error, "screen.structure", subject: job.title, "screen PDF: \(summary)",
      hints: ["report this with the issue folder"])
  }
}

/// A page of the file being finished.
struct ScreenPage {
  let object: PDFObject
  let job: ScreenJob.Page
  /// From 0.
  let index: Int
  private let left: Double
  private let top: Double

  /// Sets the page's boxes: a screen shows the trimmed page.
  ///
  /// Nil for a page without a size.
  init?(_ object: PDFObject, _ job: ScreenJob.Page, index: Int) {
    guard let media = object.box("/MediaBox") else { return nil }
    self.object = object
    self.job = job
    self.index = index
    left = media.left + job.trim.minX.points
    top = media.top - job.trim.minY.points
    let box = box(Rect(origin: Point(x: .zero, y: .zero), size: job.trim.size))
    object["/TrimBox"] = box.array(in: object.file)
    object["/CropBox"] = object["/TrimBox"]
  }

  /// A rectangle of the frame in the page's own units, which count from the lower left corner.
  func box(_ rect: Rect) -> PDFBox {
    PDFBox(
      left: left + rect.minX.points, bottom: top - rect.maxY.points,
      right: left + rect.maxX.points, top: top - rect.minY.points)
  }

  /// A destination: the page, moved to a place a little above and left of a point.
  func destination(_ point: Point) -> PDFObject {
    let file = object.file
    let x = max(left, left + point.x.points - 6)
    let y = min(top, top - point.y.points + 6)
    return file.array([object, file.name("XYZ"), file.number(x), file.number(y), file.number(0)])
  }
}

/// Where links of the file can lead.
struct Destinations {
  private let pages: [ScreenPage]

  init(_ pages: [ScreenPage]) { self.pages = pages }

  /// The place of a slot: its content, or the page where it has none; nil for a page that is not
  /// in the file.
  func destination(of target: JumpTarget) -> PDFObject? {
    guard let page = pages.first(where: { $0.job.number == target.page }) else { return nil }
    return page.destination(page.job.reading.places[target.slot] ?? Point(x: .zero, y: .zero))
  }
}
