import FoundationEssentials
public import Makeup
public import Newspaper

/// A page that was built.
public struct BuiltPage: Sendable {
  /// The page as made up.
  public var made: MadePage
  /// The finished PDF; nil when the page must not go to press.
  public var pdf: [UInt8]?
  /// Makeup's findings and those of drawing, finishing and preflight.
  public var report: Report
  /// Time taken, phase by phase.
  public var times: PhaseTimes

  /// The page's number.
  public var number: Int { made.frame.page }
}

/// An edition that was built: its pages, the whole of it, and what was found.
public struct BuiltEdition: Sendable {
  /// The issue it belongs to.
  public let issue: Issue
  /// Nil for an issue without editions.
  public let edition: Edition?
  let fileNames: FileNames
  /// The pages in order.
  public let pages: [BuiltPage]
  /// All pages in one PDF; nil when a page is missing in it.
  let whole: WholeIssue
  let isComplete: Bool

  /// Findings of all pages in page order.
  public var report: Report {
    var report = Report()
    for page in pages { report.add(page.report) }
    report.add(whole.report)
    return report
  }

  /// The time that pages and the whole took, phase by phase.
  public var times: PhaseTimes {
    var times = whole.times
    for page in pages { times.add(page.times) }
    return times
  }

  /// The size of the PDF of all pages; nil when it was held back.
  public var wholeSize: Int? { whole.pdf?.count }

  /// The name of its folder: that of the issue's folder and the edition's code.
  public var name: String {
    edition.map { "\(issue.folderName)-\($0.code)" } ?? issue.folderName
  }

  /// One line for a progress display.
  public var summary: String {
    let held = pages.count { $0.pdf == nil }
    let count = pages.count == 1 ? "1 page" : "\(pages.count) pages"
    return "\(name): \(count)" + (held > 0 ? ", \(held) held back" : "")
  }

  /// Writes the PDFs and the manifest into the edition's folder in `folder`; pages with errors are
  /// held back.
  ///
  /// The report names files that could not be written.
  public func write(to folder: String) async -> Report {
    var report = Report()
    let place = "\(folder)/\(name)"
    report.add(OutputFolder.prepare(place))
    if report.hasErrors { return report }
    let deliveries = deliveries
    // Written one after the other, so that a disk that fills up keeps the first pages.
    let drafts = deliveries.map { $0.draft(in: place) }
    // Syncing and hashing keep the disk and a core busy in turn.
    let written = await onWorkers(
      4, items: deliveries.count, tools: {},
      work: { _, index in deliveries[index].settle(drafts[index]) })
    var files: [Manifest.File] = []
    for outcome in written {
      switch outcome {
      case .success(let file): if let file { files.append(file) }
      case .failure(let failure): report.add(failure.diagnostic)
      }
    }
    let manifest = Manifest(
      publication: issue.publication.name, latinName: issue.publication.latinName,
      number: issue.number, date: issue.date.iso, edition: edition?.name, code: edition?.code,
      files: files)
    do throws(OutputFile.Failure) {
      try OutputFile.write(manifest.json(), to: "\(place)/manifest.json")
    } catch {
      report.add(error.diagnostic)
    }
    return report
  }

  /// The files that make up the edition, in the order of the manifest.
  private var deliveries: [Delivery] {
    let sections = Dictionary(
      issue.pages(of: edition).flatMap { page in page.numbers.map { ($0, page.section) } },
      uniquingKeysWith: { $1 })
    var deliveries = pages.map { page in
      Delivery(
        file: fileNames.page(page.number, of: issue, edition), pdf: page.pdf,
        pages: [page.number], section: sections[page.number])
    }
    if isComplete {
      deliveries.append(
        Delivery(
          file: fileNames.whole(issue, edition), pdf: whole.pdf, pages: pages.map(\.number),
          kind: .issue))
    }
    return deliveries
  }
}

/// A file to be written, or one that must not lie about because it was held back.
private struct Delivery: Sendable {
  let file: String
  let pdf: [UInt8]?
  let pages: [Int]
  var kind = Manifest.File.Kind.page
  var section: String?

  /// Writes the file beside its place; without a PDF what an earlier run left is removed.
  func draft(in folder: String) -> Result<OutputFile.Draft?, OutputFile.Failure> {
    let path = "\(folder)/\(file)"
    guard let pdf else {
      OutputFile.remove(path)
      return .success(nil)
    }
    return Result { () throws(OutputFile.Failure) in try OutputFile.draft(pdf, for: path) }
  }

  /// Moves the file to its place and enters it in the manifest.
  func settle(_ draft: Result<OutputFile.Draft?, OutputFile.Failure>)
    -> Result<Manifest.File?, OutputFile.Failure>
  {
    Result { () throws(OutputFile.Failure) in
      guard let pdf, let draft = try draft.get() else { return nil }
      try draft.settle()
      return Manifest.File(
        name: file, content: pdf, pages: pages, kind: kind, section: section)
    }
  }
}

/// All pages of an edition in one PDF.
struct WholeIssue: Sendable {
  var pdf: [UInt8]?
  var report = Report()
  var times = PhaseTimes()
}

extension CalendarDate {
  /// Midnight of the day in UTC, by the civil-from-days arithmetic of the proleptic calendar.
  var secondsSince1970: Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * 86_400
  }
}
