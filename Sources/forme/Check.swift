import ArgumentParser
import Composition
import Makeup
import Newspaper
import Production

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
    if typography { await printTypography() }
    let (report, isReadable) = await Checkroom.check(subject, press: press, workers: common.jobs)
    Console.print(report, as: common.format)
    try Console.exit(for: report, opened: isReadable)
  }

  /// One line a page and one for all: shares of lines by what was done to them.
  private func printTypography() async {
    guard let builder = IssueBuilder.open(subject, press: press).0 else { return }
    let editions: [Edition?] = builder.issue.editions.isEmpty ? [nil] : builder.issue.editions
    for edition in editions {
      if let edition { print(edition.name) }
      var all = TypeQuality()
      for page in await builder.makeUp(edition: edition, workers: common.jobs) {
        all.add(page.quality)
        print("  page \(page.frame.page): \(page.quality.summary)")
        for line in page.conspicuous where line.fault != .tight {
          print("    \(line.fault.rawValue): \(line.text)")
        }
      }
      print("  all: \(all.summary)")
    }
  }

  /// One line a slot: page, slot, characters set, lines free or over, change of the photos.
  private func printFit() async throws {
    guard let builder = IssueBuilder.open(subject, press: press).0 else { return }
    let editions: [Edition?] = builder.issue.editions.isEmpty ? [nil] : builder.issue.editions
    for edition in editions {
      if let edition { print(edition.name) }
      for page in await builder.makeUp(edition: edition, workers: common.jobs) {
        for filling in page.fillings where filling.characters > 0 {
          let lines = filling.excessLines
          let state = lines > 0 ? "\(lines) lines over" : "\(-lines) lines free"
          print(
            "  \(page.frame.page) \(filling.slot): \(filling.characters) characters, \(state)"
              + ", \(abs(filling.excessCharacters)) characters, photos \(filling.photoChange)")
        }
      }
    }
  }
}

extension TypeQuality {
  /// The figures in one line.
  fileprivate var summary: String {
    func share(_ count: Int) -> String {
      "\((100 * Double(count) / Double(max(1, lines))).formatted(places: 2)) %"
    }
    return "\(lines) lines, over 0.10 em \(share(loose)), over 0.25 em \(share(tooLoose)), "
      + "squeezed below the soft floor \(share(tight)), \(orphans) orphans, "
      + "\(violations) kinsoku violations, \(overruns) overruns"
  }
}
