import Newspaper
import Production
import TestSupport

/// The sample issues, built once for all tests: two workers in this process, files in a folder.
struct Sample: Sendable {
  /// An edition with the folder its files were written to.
  struct Built: Sendable {
    let edition: BuiltEdition
    let issue: Issue
    let folder: String

    /// Where the PDF of a page lies.
    func file(_ page: BuiltPage) -> String {
      let number = page.number < 10 ? "0\(page.number)" : "\(page.number)"
      return "\(folder)/\(edition.name)-p\(number).pdf"
    }
  }

  let scratch: Scratch
  /// North and east of the weekly, then the broadsheet, then the two issues after.
  let editions: [Built]
  /// What reading, building and writing found.
  let report: Report

  /// The folders of the issues.
  static let folders = [
    "Samples/gewu/0512", "Samples/gewu/broadsheet", "Samples/gewu/0513", "Samples/gewu/0514",
    "Samples/gewu/0517",
  ].map(Repository.file)

  /// Where converted photos are kept from one run of the tests to the next.
  static let cache = Repository.file(".build/test-photos")

  static var built: Sample { get async throws { try await task.value } }

  private static let task = Task { try await Sample() }

  private init() async throws {
    scratch = try Scratch()
    var editions: [Built] = []
    var report = Report()
    for folder in Self.folders {
      let (builder, reading) = IssueBuilder.open(folder, cacheFolder: Self.cache)
      report.add(reading)
      guard let builder else { continue }
      let wanted: [Edition?] = builder.issue.editions.isEmpty ? [nil] : builder.issue.editions
      for edition in await builder.build(BuildOrder(editions: wanted, workers: 2)) {
        report.add(edition.report)
        report.add(await edition.write(to: scratch("out")))
        editions.append(
          Built(
            edition: edition, issue: builder.issue, folder: scratch("out/\(edition.name)")))
      }
    }
    self.editions = editions
    self.report = report
  }
}
