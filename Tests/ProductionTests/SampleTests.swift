import Foundation
import Makeup
import Newspaper
import Production
import TestSupport
import Testing

/// The real sample, built and read back by other people's programs.
struct SampleTests {
  @Test func buildsWithoutAFault() async throws {
    let sample = try await Sample.built
    let faults = sample.report.diagnostics.filter { $0.severity != .note }
    #expect(faults.map { "\($0.at?.description ?? ""): \($0.summary)" } == [])
    #expect(
      sample.editions.map(\.edition.name) == [
        "0512-north", "0512-east", "broadsheet", "0513", "0514", "0517",
      ])
    #expect(sample.editions.map(\.edition.pages.count) == [8, 8, 1, 4, 4, 2])
    #expect(sample.editions.allSatisfy { $0.edition.wholeSize != nil })
  }

  @Test func bodyLinesKeepThePageGridAndNothingCollides() async throws {
    for built in try await Sample.built.editions {
      for page in built.edition.pages {
        #expect(page.made.frame.faults().diagnostics == [], "\(built.edition.name) \(page.number)")
        let body = page.made.frame.items.filter { $0.subject.part == .body }
        #expect(body.count > 20, "page \(page.number) has hardly any text")
      }
    }
  }

  @Test func everyFontIsAnEmbeddedSubset() async throws {
    for built in try await Sample.built.editions {
      for page in built.edition.pages where page.pdf != nil {
        let outcome = try Tool.run("pdffonts", [built.file(page)])
        let fonts = outcome.output.split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty, "\(built.file(page))")
        for font in fonts {
          // … emb sub uni object ID
          let marks = font.split(separator: " ").suffix(5).prefix(3)
          #expect(marks == ["yes", "yes", "yes"], "\(font)")
        }
      }
    }
  }

  /// The output profile (175 KB) is in every page; what the page itself brings is limited.
  @Test func noPageIsOver400KilobytesWithoutPhotos() async throws {
    for built in try await Sample.built.editions {
      for page in built.edition.pages where page.pdf != nil {
        let file = built.file(page)
        let profile = 175_000
        let besides = (page.pdf?.count ?? 0) - (try Self.imageBytes(file)) - profile
        #expect(besides > 0 && besides < 400_000, "\(file): \(besides) bytes")
      }
    }
  }

  /// The size of all image streams, as qpdf tells it.
  private static func imageBytes(_ file: String) throws -> Int {
    let json = try Tool.run("qpdf", ["--json", "--json-key=qpdf", file]).output
    let root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let parts = root?["qpdf"] as? [Any]
    let objects = parts?.last as? [String: Any] ?? [:]
    let dictionaries = objects.values.compactMap { object in
      ((object as? [String: Any])?["stream"] as? [String: Any])?["dict"] as? [String: Any]
    }
    return dictionaries.reduce(0) { sum, one in
      one["/Subtype"] as? String == "/Image" ? sum + (one["/Length"] as? Int ?? 0) : sum
    }
  }

  @Test func qpdfFindsNothingWrong() async throws {
    for built in try await Sample.built.editions {
      let files = try FileManager.default.contentsOfDirectory(atPath: built.folder)
      for file in files where file.hasSuffix(".pdf") {
        let outcome = try Tool.run("qpdf", ["--check", "\(built.folder)/\(file)"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      }
    }
  }

  @Test func theTrimBoxIsTheTrimmedSheet() async throws {
    for built in try await Sample.built.editions {
      for page in built.edition.pages where page.pdf != nil {
        let boxes = try Tool.run("pdfinfo", ["-box", built.file(page)]).output
        let line = boxes.split(separator: "\n").first { $0.hasPrefix("TrimBox:") } ?? ""
        let edges = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        try #require(edges.count == 4, "\(boxes)")
        let sheet = page.made.frame.sheet
        #expect(abs(edges[2] - edges[0] - sheet.trim.width.points) < 0.02)
        #expect(abs(edges[3] - edges[1] - sheet.trim.height.points) < 0.02)
        #expect(abs(edges[0] - sheet.bleed.points) < 0.02)
      }
    }
  }

  @Test func pagesThatEditionsShareAreTheSameBytes() async throws {
    let editions = try await Sample.built.editions
    let (north, east) = (editions[0].edition, editions[1].edition)
    let zoned = Set(editions[0].issue.editions.flatMap { $0.pages.map(\.number) })
    #expect(!zoned.isEmpty && zoned.count < north.pages.count)
    for (one, other) in zip(north.pages, east.pages) {
      #expect((one.pdf == other.pdf) == !zoned.contains(one.number), "page \(one.number)")
    }
  }

  private static let dates = [
    "0513": "2027-01-07", "0514": "2027-01-14", "0517": "2027-02-04",
  ]

  @Test func theManifestListsEveryFileWithItsDigest() async throws {
    for built in try await Sample.built.editions where built.edition.wholeSize != nil {
      let data = try Data(contentsOf: URL(filePath: "\(built.folder)/manifest.json"))
      let manifest = try JSONDecoder().decode(Manifest.self, from: data)
      let present = try FileManager.default.contentsOfDirectory(atPath: built.folder)
      let listed = manifest.files.map(\.name) + ["manifest.json"]
      #expect(listed.sorted() == present.sorted())
      let sums = try Tool.run("sha256sum", manifest.files.map(\.name), in: built.folder).output
      let wanted = manifest.files.map { "\($0.sha256)  \($0.name)\n" }.joined()
      #expect(sums == wanted)
      for file in manifest.files {
        let size = try Data(contentsOf: URL(filePath: "\(built.folder)/\(file.name)")).count
        #expect(file.bytes == size)
      }
      #expect(manifest.files.last?.pages == built.edition.pages.map(\.number))
      #expect(manifest.date == (Self.dates[built.edition.name] ?? "2026-12-31"))
    }
  }

  /// Marks are drawn with the page's own plates; that too is the same every time, and no false alarm.
  @Test func marksAreTheSameBytesOnOneAndOnTwoWorkers() async throws {
    let scratch = try Scratch()
    for jobs in ["1", "2"] {
      let outcome = try Tool.run(
        Tool.program,
        [
          "render", Sample.folders[0], "-o", scratch(jobs), "--jobs", jobs, "--marks", "all",
          "--edition", "east", "--pages", "1,7",
        ],
        environment: ["FORME_CACHE": Sample.cache])
      #expect(outcome.status == 0 && !outcome.errors.contains("warning"), "\(outcome.errors)")
    }
    let files = scratch.files(below: "1")
    #expect(files.count == 3)
    for file in files {
      #expect(try scratch.bytes("1/\(file)") == scratch.bytes("2/\(file)"), "\(file)")
    }
    // A page of the edition's own says so, one that all editions share says that.
    for (page, zone) in [("01", "各版通用"), ("07", "华东版")] {
      let pdf = scratch("1/0512-east/0512-east-p\(page).pdf")
      let text = try Tool.run("pdftotext", ["-raw", pdf, "-"]).output
      #expect(text.contains(zone) && text.contains("C M Y K"))
    }
  }

  /// One worker in another process against two in this one.
  @Test func anotherRunGivesTheSameBytes() async throws {
    let sample = try await Sample.built
    let outcome = try Tool.run(
      Tool.program, ["press"] + Sample.folders + ["-o", sample.scratch("again"), "--jobs", "1"],
      environment: ["FORME_CACHE": Sample.cache])
    #expect((outcome.status == 0) == !sample.report.hasErrors, "\(outcome.errors)")
    let files = sample.scratch.files(below: "out")
    #expect(files.count > 20)
    #expect(sample.scratch.files(below: "again") == files)
    for file in files {
      let isSame =
        try sample.scratch.bytes("out/\(file)") == sample.scratch.bytes("again/\(file)")
      #expect(isSame, "\(file)")
    }
  }
}
