import Foundation
import Newspaper
import Testing

@testable import Prepress

@Suite struct Preflighting {
  @Test func aGoodPageHasNoFault() throws {
    let report = Preflight.check(try Self.good.get(), name: "p1.pdf", inks: KeyedPage.inks)
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.summary))")
  }

  @Test(arguments: Fault.ofFiles + Fault.ofMarks) func everyFaultIsFound(fault: Fault) throws {
    let spoiled = try fault.spoiled(try Self.good.get())
    // To be looked at with other people's programs.
    if let folder = ProcessInfo.processInfo.environment["FAULTY_PDFS"] {
      let name = "\(fault.code)--\(fault.what).pdf".replacing(" ", with: "_").replacing(
        "/", with: "")
      try Data(spoiled).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    let report = Preflight.check(
      spoiled, name: "p1.pdf", settings: fault.settings, inks: KeyedPage.inks)
    #expect(
      report.diagnostics.map(\.code).contains("preflight.\(fault.code)"),
      "\(report.diagnostics.map(\.summary))")
    // One fault is not to be reported as a dozen.
    #expect(report.diagnostics.count <= 3, "\(report.diagnostics.map(\.summary))")
  }

  @Test func damagedAndLockedFilesAreFaultsOfTheFile() throws {
    let good = try Self.good.get()
    let bench = try Bench()
    let open = try bench.write("open.pdf", good)
    try bench.run(
      "/usr/bin/qpdf", ["--encrypt", "secret", "owner", "256", "--", open, bench.path("shut.pdf")])
    let shut = try bench.read(bench.path("shut.pdf"))
    #expect(codes(shut) == ["pdf.encrypted"])
    #expect(codes(Array("no PDF".utf8)) == ["pdf.damaged"])
    #expect(codes([]) == ["pdf.damaged"])
    #expect(Preflight.check(path: "none.pdf").diagnostics.map(\.code) == ["pdf.missing"])
    #expect(codes(Array(good.prefix(good.count / 2))).first != nil)
    var patched = good
    let middle = patched.count / 2
    patched.replaceSubrange(middle..<middle + 4000, with: [UInt8](repeating: 65, count: 4000))
    #expect(!codes(patched).isEmpty)
  }

  @Test func hostileNumbersAndNestingAreHarmless() throws {
    let huge = String(repeating: "9", count: 400)
    for operators in [
      "BT \(huge) Tr /f-0-0 \(huge) Tf \(huge) 0 0 \(huge) 0 0 Tm 0 0 0 0 k <0001> Tj ET",
      String(repeating: "\(huge) 0 0 \(huge) 0 0 cm ", count: 40) + "0 0 0 1 K 1 w 0 0 m 9 9 l S",
      "\(huge) \(huge) \(huge) \(huge) k 0 0 900 900 re f", "(unclosed \\", "<< /a [ (",
      "BI /W 1 ID", "BI /W \(huge) /CS /RGB ID abc\nEI",
      "\(huge) w -.-.5 0 0 RG . - + 0 k f",
    ] {
      let file = try PDFFile(try Self.good.get(), name: "p1.pdf")
      file.append(operators)
      #expect(!codes(try file.write(version: "1.6")).isEmpty)
    }
    let file = try PDFFile(try Self.good.get(), name: "p1.pdf")
    #expect(file.parse("[\(huge)]").isNull)
    file.pages[0]["/TrimBox"] = file.parse("[-\(huge).0 -\(huge).0 \(huge).0 \(huge).0]")
    file.picture["/Width"] = file.parse("9223372036854775807")
    file.picture["/Height"] = file.parse("9223372036854775807")
    var form = file.shared(file.stream([], "<< /Subtype /Form /BBox [0 0 9 9] >>"))
    for _ in 0..<2000 {
      let outer = file.shared(
        file.stream(Array("/x Do".utf8), "<< /Subtype /Form /BBox [0 0 9 9] >>"))
      outer["/Resources"] = file.parse("<< /XObject << >> >>")
      outer["/Resources"]["/XObject"]["/x"] = form
      form = outer
    }
    file.resources["/XObject"]["/deep"] = form
    file.append(" /deep Do")
    #expect(codes(try file.write(version: "1.6")).contains("preflight.content"))
  }

  @Test func damageAnywhereIsNeverACrash() throws {
    let good = try Self.good.get()
    var place = 12_345
    for _ in 0..<60 {
      var bytes = good
      for _ in 0..<20 {
        place = (place &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
        bytes[place % bytes.count] = UInt8(truncatingIfNeeded: place >> 8)
      }
      _ = codes(bytes)
    }
  }

  private func codes(_ bytes: [UInt8]) -> [String] {
    Preflight.check(bytes, name: "x.pdf").diagnostics.map(\.code)
  }

  /// A page with text, rules, a tint, a spot ink and photos.
  static let good = Result {
    let bench = try Bench()
    defer { bench.discard() }
    let page = KeyedPage(bench)
    page.drawEverything(
      photo: try bench.photo("plasma:red-navy"), grey: try bench.photo("gray"))
    return try PressPDF.finish(try page.close(bench), page.job("p1"))
  }
}
