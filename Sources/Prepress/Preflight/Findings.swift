import Newspaper

/// What a check found, the like about one thing gathered into one.
struct Findings {
  private struct Key: Hashable {
    var code: String
    var page: Int?
    var subject: Subject?
  }

  private struct Entry {
    var severity: Severity
    var first: String
    var rule: String?
    var hints: [String]
    var area: Rect?
    var others: Set<String> = []
  }

  /// The file's name, as the user would say it.
  let name: String
  /// The page that the file was made from, where it is ours.
  private let frame: PageFrame?
  /// Made when the first fault with a place is met; most pages have none.
  private var items: PageItems?
  private var trim: PDFBox?
  private var order: [Key] = []
  private var entries: [Key: Entry] = [:]

  init(name: String, frame: PageFrame? = nil) {
    self.name = name
    self.frame = frame
  }

  /// Goes on with a page; its trim is where the frame's coordinates begin.
  mutating func begin(_ page: PDFObject) {
    items = nil
    trim = page.box("/TrimBox")
  }

  /// Notes a fault; a like one about the same thing only adds to its count.
  mutating func add(
    _ severity: Severity, _ code: String, page: Int? = nil, at place: PaintedPlace? = nil,
    _ summary: String, rule: String? = nil, hints: [String] = []
  ) {
    var item: FrameItem?
    if let place { item = self.item(at: place) }
    let key = Key(code: code, page: page, subject: item?.subject)
    guard var entry = entries[key] else {
      order.append(key)
      let area = place.flatMap { items?.area(of: $0.box) }
      entries[key] = Entry(
        severity: severity, first: summary, rule: rule, hints: hints, area: area)
      return
    }
    if summary != entry.first, entry.others.count < 1000 { entry.others.insert(summary) }
    entries[key] = entry
  }

  /// Whether a code was found on a page.
  func holds(_ code: String, page: Int? = nil) -> Bool {
    order.contains { $0.code == code && (page == nil || $0.page == page) }
  }

  private mutating func item(at place: PaintedPlace) -> FrameItem? {
    guard let frame, let trim else { return nil }
    let known = items ?? PageItems(frame, trim: trim)
    items = known
    return known.item(at: place)
  }

  /// All that was found, in the order it was met.
  var report: Report {
    var report = Report()
    for key in order {
      guard let entry = entries[key] else { continue }
      let page = frame == nil ? key.page.map { "page \($0): " } ?? "" : ""
      let thing = key.subject.map { "\($0.words): " } ?? ""
      let more = entry.others.isEmpty ? "" : " (and \(entry.others.count) more)"
      let source = key.subject?.source ?? ""
      report.add(
        Diagnostic(
          entry.severity, "preflight.\(key.code)", subject: source.isEmpty ? name : source,
          at: key.subject?.at, page: frame?.page ?? key.page, area: entry.area,
          "\(name): \(page)\(thing)\(entry.first)\(more)", explanation: entry.rule,
          hints: entry.hints))
    }
    return report
  }
}
