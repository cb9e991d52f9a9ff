import ArgumentParser
import Newspaper
import Production
import Proofing

/// Proof images of an issue's pages.
struct Proof: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws pages as PNG images, with a contact sheet and a report of what was found.",
    discussion: """
      report.html opens by itself, without a server. --compare takes a folder of an earlier proof; \
      last, for the version before this one; a stage such as 终审, for what was signed; or the first \
      digits of a version's digest.
      """)

  @Argument(help: "The issue's folder.") var issue: String
  @Option(name: .long, help: "Only these pages, such as 1-4,7.") var pages: PageList?
  @Option(name: .long, help: "The edition's code or name (default: the first).")
  var edition: String?
  @Option(name: .long, help: "Layers to lay over, such as grid,slots,diagnostics.")
  var overlay: OverlayList = OverlayList(layers: [])
  @Option(name: .long, help: "Dots an inch, 20 to 600.") var dpi = 110
  @Flag(name: .long, help: "The plates of the finished press pages instead, by Ghostscript.")
  var plates = false
  @Option(name: .long, help: "An earlier proof to compare with.") var compare: String?
  @Option(name: [.short, .customLong("output")], help: "The folder to write to.")
  var output = "proof"
  @Flag(name: .long, help: "Serve the web desk instead: live pages, remarks, sign-off.")
  var serve = false
  @OptionGroup var door: DoorOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (20...600).contains(dpi) else { throw ValidationError("--dpi must be 20 to 600") }
    guard !plates || compare == nil else {
      throw ValidationError("--plates are not compared; leave --compare out")
    }
    guard !plates || overlay.layers.isEmpty else {
      throw ValidationError("--plates shows the finished file, over which no --overlay is laid")
    }
  }

  func run() async throws {
    if serve { return try await door.serve(issue, edition: edition, as: common.format) }
    let (builder, reading) = IssueBuilder.open(issue)
    guard let builder else {
      Console.print(reading, as: common.format)
      return try Console.exit(for: reading, opened: false)
    }
    let edition = try EditionChoice.editions(named: edition, of: builder.issue)[0]
    let chosen = try pages?.checked(against: builder.issue)
    let earlier = try compare.map { try Self.earlier($0, of: builder.issue.publication) }
    var report = reading
    report.add(OutputFolder.prepare(output))
    if report.canBeWritten {
      let proofs = PageProofs(
        builder: builder, layers: overlay.layers, dpi: dpi, earlier: earlier,
        language: ReportLanguage())
      report.add(await write(proofs, builder, edition, pages: chosen, reading: reading))
      Console.say("proofs are in \(output)", unless: common.json)
    }
    Console.printFound(report, as: common.format)
    try Console.exit(for: report)
  }
}

extension Proof {
  private static func earlier(_ name: String, of publication: Publication) throws -> EarlierProof {
    guard let earlier = EarlierProof(name, of: publication) else {
      let stages = publication.signing.stages.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "no earlier proof is called “\(name)”; name a folder of proofs, last, digits of a digest"
          + (stages.isEmpty ? "" : ", or one of \(stages)"))
    }
    return earlier
  }

  private func write(
    _ proofs: PageProofs, _ builder: IssueBuilder, _ edition: Edition?, pages: Set<Int>?,
    reading: Report
  ) async -> Report {
    if plates {
      return await PlateImages(builder: builder, dpi: dpi).write(
        edition: edition, pages: pages, workers: common.jobs, to: output)
    }
    return await proofs.write(
      edition: edition, pages: pages, workers: common.jobs, reading: reading, to: output)
  }
}

/// Overlay layers as "grid,slots".
struct OverlayList: ExpressibleByArgument {
  let layers: Set<OverlayLayer>

  init(layers: Set<OverlayLayer>) { self.layers = layers }

  var defaultValueDescription: String { "none" }

  init?(argument: String) {
    var layers: Set<OverlayLayer> = []
    for name in argument.split(separator: ",") {
      guard let layer = OverlayLayer(rawValue: String(name)) else { return nil }
      layers.insert(layer)
    }
    self.layers = layers
  }

  static var allValueStrings: [String] { OverlayLayer.allCases.map(\.rawValue) }
}
