import ArgumentParser
import Newspaper
import Production
import Proofing

/// Batch run: several issues, all their editions.
struct Press: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the press files of several issues and all their editions.",
    discussion: """
      Each edition gets a folder with one PDF a page, one of the whole edition and manifest.json \
      with sizes and SHA-256. Pages that editions share are made once. Pages that lack a signature \
      which the publication demands are held back.
      """)

  @Argument(help: "The issues' folders.") var issues: [String]
  @Option(name: .long, help: "all, or one edition's code.") var editions = "all"
  @Option(name: .customLong("for"), help: "press (CMYK, PDF/X-4) or screen (RGB).")
  var purpose: Purpose = .press
  @Option(name: [.short, .customLong("output")], help: "The folder to write to.")
  var output: String
  @OptionGroup var plant: PlantOptions
  @OptionGroup var common: CommonOptions

  func run() async throws {
    var report = OutputFolder.prepare(output)
    var unreadable = false
    for (index, folder) in issues.enumerated() where report.canBeWritten {
      Console.progress("[\(index + 1)/\(issues.count)] \(folder)")
      let (builder, reading) = IssueBuilder.open(
        folder, press: plant.press, marks: plant.marks?.marks)
      report.add(reading.named(from: folder))
      guard let builder else {
        unreadable = true
        continue
      }
      let order = BuildOrder(
        editions: try EditionChoice.editions(named: editions, of: builder.issue), pages: nil,
        purpose: purpose, workers: common.jobs,
        clearance: await DeskStore.clearance(for: builder.issue))
      for edition in await builder.build(order) {
        report.add(edition.report.named(from: folder))
        report.add(await edition.write(to: output))
        Console.progress(edition.summary)
      }
    }
    Console.endProgress()
    Console.print(report, as: common.format)
    try Console.exit(for: report, opened: !unreadable)
  }
}

extension Report {
  /// The findings with their files named from where the run was started, as those of several issues
  /// stand side by side.
  fileprivate func named(from folder: String) -> Report {
    var report = Report()
    for var finding in diagnostics {
      if let file = finding.at?.file, !file.hasPrefix("/") {
        finding.at?.file = "\(folder)/\(file)"
      }
      report.add(finding)
    }
    return report
  }
}
