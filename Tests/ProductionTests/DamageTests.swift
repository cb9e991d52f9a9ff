import Foundation
import Glibc
import Newspaper
import Production
import TestSupport
import Testing

/// Whatever a file holds, a run ends: with pages, or with findings that say why not.
///
/// Each part runs in a process of its own; the seed at which it crashed or hung stands last in its
/// standard error.
struct DamageTests {
  @Test(arguments: 0..<4)
  func aDamagedSmallIssueIsBuiltOrReported(_ part: Int) async throws {
    let result = try await #require(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) { [part] in
      alarm(110)
      for seed in part * 45..<(part + 1) * 45 {
        FileHandle.standardError.write(Data("seed \(seed)\n".utf8))
        let scratch = try Scratch.smallPublication()
        try Self.damage(
          in: scratch, seed: seed,
          files: [
            "publication.yaml", "styles.yaml", "layouts/front.yaml", "layouts/inside.yaml",
            "layouts/sheets/small.yaml", "issue/issue.yaml", "issue/issue.yaml", "issue/lead.md",
            "issue/picture.md", "issue/ad.svg", "issue/light.png",
          ])
        let (builder, reading) = IssueBuilder.open(scratch("issue"), cacheFolder: nil)
        guard let builder else {
          try #require(reading.hasErrors, "nothing read, nothing said")
          continue
        }
        let built = await builder.build(BuildOrder(editions: [nil], workers: 1))
        var report = reading
        for edition in built {
          report.add(edition.report)
          report.add(await edition.write(to: scratch("out")))
        }
        let isWhole = built.first?.wholeSize != nil
        try #require(isWhole != report.hasErrors, "a whole issue with errors, or none without")
      }
    }
    #expect(
      result.exitStatus == .exitCode(0),
      "\(String(decoding: result.standardErrorContent.suffix(400), as: UTF8.self))")
  }

  /// The sample's own files, read but not built.
  @Test func aDamagedSampleIsReadOrReported() async throws {
    try await #require(processExitsWith: .success) {
      alarm(110)
      let scratch = try Scratch()
      try scratch.copy(Repository.file("Layouts"), to: "Layouts")
      try scratch.copy(Repository.file("Samples/gewu/0512"), to: "0512")
      for name in ["stories", "photos", "art", "ads"] {
        try scratch.link(name, to: Repository.file("Samples/gewu/\(name)"))
      }
      let publication = try String(
        contentsOfFile: Repository.file("Samples/gewu/publication.yaml"), encoding: .utf8)
      try scratch.write(
        publication.replacingOccurrences(of: "../../Fonts", with: Repository.file("Fonts"))
          + "layouts: Layouts\n", to: "publication.yaml")
      let layouts = scratch.files(below: "Layouts").map { "Layouts/\($0)" }
      for seed in 1000..<1120 {
        FileHandle.standardError.write(Data("seed \(seed)\n".utf8))
        let files = seed % 3 == 0 ? layouts : ["0512/issue.yaml", "publication.yaml"]
        let (file, whole) = try Self.damage(in: scratch, seed: seed, files: files)
        let (builder, reading) = IssueBuilder.open(scratch("0512"), cacheFolder: nil)
        try #require(builder != nil || reading.hasErrors, "nothing read, nothing said")
        try scratch.write(whole, to: file)
      }
    }
  }

  /// Damages one of the files and gives it back as it was.
  @discardableResult
  private static func damage(
    in scratch: Scratch, seed: Int, files: [String]
  ) throws -> (file: String, whole: [UInt8]) {
    var random = Seeded(seed)
    let file = files[Int.random(in: files.indices, using: &random)]
    let whole = try scratch.bytes(file)
    let kind = Damage.allCases[seed % Damage.allCases.count]
    try scratch.write(kind.applied(to: whole, with: &random), to: file)
    return (file, whole)
  }
}
