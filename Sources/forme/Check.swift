import ArgumentParser
import Makeup
import Newspaper
import Production
import Proofing

/// Everything that would stop the press, nothing written.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reports everything that would stop the press; writes nothing.",
    discussion: "Takes an issue's folder or a PDF file, ours or not.")

  @Argument(help: "The issue's folder, or a PDF file.") var subject: String
  @Flag(name: .long, help: "Also list how each slot is filled.") var fit = false
  @Flag(name: .long, help: "Also print the figures of type quality, page by page.")
  var typography = false
  @Option(
    name: .long,
    help: "A file with the settings of the press (default: press.yaml beside publication.yaml).",
    completion: .file())
  var press: String?
  @OptionGroup var common: CommonOptions

  func run() async throws {
    if fit { try await printFit() }
    var sheet: TypeSheet?
    if typography, let builder = IssueBuilder.open(subject, press: press).0 {
      sheet = await TypeSheet(of: builder, workers: common.jobs)
    }
    if let sheet, !common.json { print(sheet.text, terminator: "") }
    let (report, isReadable) = await Checkroom.check(
      subject, press: press, workers: common.jobs,
      clearance: { await DeskStore.clearance(for: $0) })
    if let sheet, common.json {
      print("{\n\"findings\": \(report.json()),\n\"typography\": \(sheet.json)\n}")
    } else {
      Console.print(report, as: common.format)
    }
    try Console.exit(for: report, opened: isReadable)
  }

  /// One line a slot: page, slot, characters set, lines free or over, white, what was done.
  private func printFit() async throws {
    guard let builder = IssueBuilder.open(subject, press: press).0 else { return }
    let editions: [Edition?] = builder.issue.editions.isEmpty ? [nil] : builder.issue.editions
    for edition in editions {
      if let edition { print(edition.name) }
      for page in await builder.makeUp(edition: edition, workers: common.jobs) {
        for filling in page.fillings where filling.characters > 0 {
          let lines = filling.excessLines
          let state = lines > 0 ? "\(lines) lines over" : "\(-lines) lines free"
          let white = filling.whiteLines == 0 ? "" : ", \(filling.whiteLines) lines of white added"
          print(
            "  \(page.frame.page) \(filling.slot): \(filling.characters) characters, \(state)"
              + " (\(abs(filling.excessCharacters)) characters)\(white)"
              + filling.moves.map { "; \($0)" }.joined())
        }
      }
    }
  }
}
