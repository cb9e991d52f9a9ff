import CPango
import Newspaper
import Prepress
import Testing

/// The screen PDF of pages that are not as they should be.
@Suite struct ScreenFinishing {
  let bench: Bench

  init() throws { bench = try Bench() }

  /// A page with a box, and as many marked lines of text as asked for.
  private func drawn(passages: Int) throws -> [UInt8] {
    let page = KeyedPage(bench)
    page.paint("black")
    page.box(20, 20, 40, 40)
    for number in 0..<passages {
      cairo_tag_begin(page.cairo, "P", nil)
      page.text("第\(number)行 office", 40, 100 + 20 * Double(number), size: 9)
      cairo_tag_end(page.cairo, "P")
    }
    return try page.close(bench)
  }

  private func job(passages: Int) -> ScreenJob {
    var reading = PageReading()
    reading.passages = [[FrameItem]](repeating: [], count: passages)
    var link = PageReading.Element(.link, (0..<passages).map { .passage($0) })
    link.link = .address("https://例.example/(a) b")
    link.linkAreas = [Rect(x: .points(40), y: .points(90), width: .points(60), height: .points(9))]
    reading.elements = [PageReading.Element(.paragraph, [.element(link)])]
    let trim = Rect(x: .points(9), y: .points(9), width: .points(382), height: .points(542))
    return ScreenJob(
      title: "格物周报", author: "格物", made: 1_795_000_000,
      pages: [.init(number: 3, title: "第3版", trim: trim, reading: reading)])
  }

  @Test func whatIsNotMarkedIsAnArtifact() throws {
    let path = try bench.write(
      "screen.pdf", try ScreenPDF.finish(try drawn(passages: 2), job(passages: 2)))
    let content = try bench.run("/usr/bin/qpdf", ["--qdf", "--object-streams=disable", path, "-"])
    #expect(content.matches(of: /\/Artifact BMC/).count == 1, "the box")
    #expect(content.contains("/P <</MCID 0>> BDC") && content.contains("/P <</MCID 1>> BDC"))
    #expect(content.contains("/URI (https://%E4%BE%8B.example/\\(a\\) b)"))
    // The link's place counts from the trimmed page's corner.
    #expect(content.contains(/\/Rect \[\s+49\s+452\s+109\s+461\s+\]/))
    let text = try bench.run("/usr/bin/pdfinfo", ["-struct-text", path])
    #expect(text.contains(/"第0行 office"[^"]*"第1行 office"/), "\(text)")
  }

  @Test func marksThatDoNotAgreeWithTheReadingStopIt() throws {
    for (marked, read) in [(1, 2), (2, 1), (0, 1)] {
      let error = #expect(throws: Diagnostic.self) {
        try ScreenPDF.finish(try drawn(passages: marked), job(passages: read))
      }
      #expect(error?.code == "screen.structure")
    }
    var longer = job(passages: 0)
    longer.pages.append(longer.pages[0])
    let error = #expect(throws: Diagnostic.self) {
      try ScreenPDF.finish(try drawn(passages: 0), longer)
    }
    #expect(error?.code == "screen.structure")
  }

  @Test func damagedBytesAreTold() throws {
    let error = #expect(throws: Diagnostic.self) {
      try ScreenPDF.finish(Array("%PDF-1.5\nnothing".utf8), job(passages: 0))
    }
    #expect(error?.code == "pdf.damaged")
  }
}
