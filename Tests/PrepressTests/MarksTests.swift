import Newspaper
import Testing

@testable import Prepress

@Suite struct Marks {
  let bench: Bench
  var settings = PressSettings.newsprint

  init() throws {
    bench = try Bench()
    settings.marks = Set(PressSettings.Mark.allCases)
  }

  @Test func marksStandOutsideTheBleedOnEveryPlate() throws {
    let page = KeyedPage(bench)
    page.drawEverything(photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    let job = page.job()
    let line = KeyedPage(bench, "slug.pdf", width: 170, height: 10)
    line.paint("black")
    line.text("格物周报 512 P1 C M Y K", 0, 8, size: 8)
    let slug = SlugLine(pdf: try line.close(bench), keys: line.keys)
    var asked: [String] = []
    let finished = try PressPDF.finish(try page.close(bench), job, settings: settings) {
      asked = $1
      return slug
    }
    #expect(asked == ["C", "M", "Y", "K", "Spot Red"])
    let report = Preflight.check(finished, name: "p", inks: KeyedPage.inks)
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.summary))")
    let path = try bench.write("marked.pdf", finished)
    let about = try bench.run("/usr/bin/pdfinfo", ["-box", path])
    #expect(about.contains("MediaBox:          -30.00   -30.00   430.00   590.00"))
    #expect(about.contains("TrimBox:             9.00     9.00   391.00   551.00"))
    #expect(try bench.run("/usr/bin/pdftotext", [path, "-"]).contains("格物周报 512 P1 C M Y K"))
    let plates = try Plates(bench, finished)
    for plate in ["Cyan", "Magenta", "Yellow", "Black", "Spot Red"] {
      // The register mark above the page and the crop mark at the upper left.
      #expect(try plates.range(plate, 222, 10, 16, 16).upperBound > 20, "\(plate)")
      #expect(try plates.range(plate, 36, 6, 6, 18).upperBound > 20, "\(plate)")
    }
    // The first patches of the bar are cyan and magenta alone; the last is the spot ink.
    #expect(try plates.range("Cyan", 252, 596, 6, 6) == 100...100)
    #expect(try plates.range("Cyan", 264, 596, 6, 6) == 0...0)
    #expect(try plates.range("Magenta", 264, 596, 6, 6) == 100...100)
    #expect(try plates.range("Spot Red", 384, 596, 6, 6) == 100...100)
  }

  @Test func aSlugLineThatIsNoPageStopsThePass() throws {
    let page = KeyedPage(bench)
    let job = page.job()
    let keyed = try page.close(bench)
    #expect(throws: Diagnostic.self) {
      try PressPDF.finish(keyed, job, settings: settings) { _, _ in
        SlugLine(pdf: [1, 2, 3], keys: ColourKeys())
      }
    }
  }
}
