import Foundation
import TestSupport
import Testing

/// What a press.yaml says is what comes out of `forme`.
struct PressSettingsTests {
  @Test func theFileBesideThePublicationIsReadAndAnotherOneOverridesIt() throws {
    let scratch = try Scratch.smallPublication()
    try scratch.write("fileNames: {page: \"{title}_{date}_{page:3}\"}", to: "press.yaml")
    try scratch.write("fileNames: {issue: \"{number:5} {section}\"}", to: "plants/other.yaml")
    #expect(try scratch.forme("render", "issue", "-o", "out").status == 0)
    #expect(
      scratch.files(below: "out/issue") == [
        "issue.pdf", "manifest.json", "试报_2026-12-31_001.pdf", "试报_2026-12-31_002.pdf",
      ])
    let other = try scratch.forme("render", "issue", "-o", "o", "--press", "plants/other.yaml")
    #expect(other.errors.hasPrefix("plants/other.yaml:1:20: error: issue: there is no field"))
    #expect(scratch.files(below: "o") == ["issue/manifest.json"])
    let absent = try scratch.forme("check", "issue", "--press", "none.yaml")
    #expect(absent.errors.contains("none.yaml: no such file [press.missing]"))
  }

  @Test func filesOfOneNameAreAnError() throws {
    let scratch = try Scratch.smallPublication()
    try scratch.write("fileNames: {page: \"{Title}\"}", to: "press.yaml")
    #expect(try scratch.forme("check", "issue").errors.contains("→ write {title}"))
    try scratch.write("fileNames: {page: \"a{title}\", issue: \"Manifest\"}", to: "press.yaml")
    let outcome = try scratch.forme("render", "issue", "-o", "out")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains(
        "../press.yaml:1:19: error: page 2 and page 1 would both be a试报.pdf [fileName.collision]"))
    #expect(scratch.files(below: "out") == ["issue/manifest.json"])
  }

  @Test func marksStandardAndBleedAreInTheFile() throws {
    let scratch = try Scratch.smallPublication()
    try scratch.write(
      "marks: [crop, slug]\nbleed: 5\nstandard: PDF/X-1a:2003\nadvertisements: {}",
      to: "press.yaml")
    let marked = try scratch.forme("render", "issue", "-o", "out")
    #expect(marked.status == 0, "\(marked.errors)")
    let page = scratch("out/issue/issue-p01.pdf")
    let about = try Tool.run("pdfinfo", ["-box", page]).output
    // 148 mm are 419.53 pt, 5 mm are 14.17 pt, the marks reach 30 pt further.
    #expect(about.box("MediaBox") == [-30, -30, 477.87, 653.62])
    #expect(about.box("TrimBox") == [14.17, 14.17, 433.7, 609.45])
    #expect(about.contains("PDF version:     1.4"))
    #expect(try scratch.text(page, isThere: "PDF/X-1a:2003"))
    let slug = try Tool.run("pdftotext", [page, "-"]).output
    #expect(slug.contains("试报 第 7 期") && slug.contains("C M Y K"))
    #expect(slug.contains("Forme 0.1.0"))
    #expect(try scratch.forme("render", "issue", "-o", "plain", "--marks", "none").status == 0)
    let plain = try Tool.run("pdfinfo", ["-box", scratch("plain/issue/issue-p01.pdf")]).output
    #expect(plain.box("MediaBox") == [0, 0, 447.87, 623.62])
    // A check against a press that wants more bleed finds too little.
    try scratch.write("bleed: 6\nstandard: PDF/X-1a:2003", to: "more.yaml")
    let plate = scratch("plain/issue/issue-p01.pdf")
    let check = try scratch.forme("check", plate, "--press", "more.yaml")
    #expect(check.errors.contains("bleed of 5 mm, the press wants 6 mm [preflight.page.bleed]"))
    let json = try scratch.forme("check", plate, "--press", "more.yaml", "--json")
    #expect(json.status == 1 && json.output.contains("\"code\" : \"preflight.page.bleed\""))
  }

  /// The cut-out has a soft mask, which PDF/X-1a cannot hold.
  @Test func x1aNamesWhatIsTransparent() throws {
    let scratch = try Scratch.smallPublication()
    try Tool.run(
      "convert",
      [
        "-size", "1400x1000", "xc:none", "-fill", "navy", "-draw", "circle 700,500 700,100",
        scratch("issue/light.png"),
      ])
    #expect(try scratch.forme("render", "issue", "-o", "x4").status == 0)
    try scratch.write("standard: PDF/X-1a:2003", to: "press.yaml")
    let outcome = try scratch.forme("render", "issue", "-o", "x1a")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasPrefix(
        "picture.md:5:11: error: issue/light.png: a cut-out, which PDF/X-1a cannot hold"),
      "\(outcome.errors)")
    #expect(scratch.files(below: "x1a") == ["issue/issue-p02.pdf", "issue/manifest.json"])
  }

  @Test func anAdvertisementIsNamedWithItsSlotAndConvertedOnlyWhenThePressWantsIt() throws {
    let scratch = try Scratch.smallPublication()
    try Tool.run(
      "gs",
      [
        "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite",
        "-sOutputFile=\(scratch("issue/ad.pdf"))",
        "-c", "0.2 0.4 0.8 setrgbcolor 0 0 612 792 rectfill showpage",
      ])
    let issue = try scratch.text("issue/issue.yaml")
    try scratch.write(
      issue.replacingOccurrences(of: "ad.svg", with: "ad.pdf"), to: "issue/issue.yaml")
    let refused = try scratch.forme("render", "issue", "-o", "out")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains(
        "issue.yaml:16:16: error: ad.pdf in slot ad of page 2: page 1: DeviceRGB colours"),
      "\(refused.errors)")
    // Told once, not again by the page.
    #expect(refused.errors.components(separatedBy: "preflight.colour.space").count == 2)
    try scratch.write("advertisements: {rgb: convert}", to: "press.yaml")
    let converted = try scratch.forme("render", "issue", "-o", "out")
    #expect(converted.status == 0, "\(converted.errors)")
    #expect(converted.errors.contains("1 colour and 0 pictures converted from RGB"))
    #expect(scratch.files(below: "out").contains("issue/issue-p02.pdf"))
  }

  @Test func limitsAreThoseOfThePress() throws {
    let scratch = try Scratch.smallPublication()
    for (settings, code) in [
      ("resolutions: {failBelow: 2000, warnBelow: 2000, most: 3000}", "photo.resolution.low"),
      ("resolutions: {warnBelow: 2000, most: 3000}", "photo.resolution.poor"),
      ("minimums: {hairline: 1}", "preflight.hairline"),
    ] {
      try scratch.write(settings, to: "press.yaml")
      let outcome = try scratch.forme("check", "issue")
      #expect(outcome.errors.contains(code), "\(settings): \(outcome.errors)")
    }
  }

  @Test func resolutionInkAndSharpeningChangeThePhotos() throws {
    let scratch = try Scratch.smallPublication()
    try Tool.run("convert", ["-size", "600x400", "plasma:red-navy", scratch("issue/light.png")])
    var pages: Set<[UInt8]> = []
    for settings in [
      "{}", "resolutions: {most: 60, warnBelow: 50, failBelow: 40}", "inkLimit: 150",
      "sharpening: newsprint",
    ] {
      try scratch.write(settings, to: "press.yaml")
      let outcome = try scratch.forme("render", "issue", "--pages", "1", "-o", "out")
      #expect(outcome.status == 0, "\(settings): \(outcome.errors)")
      pages.insert(try scratch.bytes("out/issue/issue-p01.pdf"))
    }
    #expect(pages.count == 4)
  }

  /// RGB, cut short, of a screen, missing: told at its place in press.yaml, nothing written.
  @Test func aBadProfileIsToldWhereItIsNamed() throws {
    let scratch = try Scratch.smallPublication()
    let profile = try [UInt8](
      Data(
        contentsOf: URL(
          filePath: Repository.file("Sources/Prepress/Profiles/newsprint-tr002-tac220.icc"))))
    var scanner = profile
    scanner.replaceSubrange(12..<16, with: "scnr".utf8)
    var rgb = profile
    rgb.replaceSubrange(16..<20, with: "RGB ".utf8)
    var short = Array(profile.prefix(20_000))
    short.replaceSubrange(0..<4, with: [0, 0, 0x4E, 0x20])
    for (name, bytes, code) in [
      ("rgb.icc", rgb, "icc.space"), ("half.icc", Array(profile.prefix(9000)), "icc.damaged"),
      ("short.icc", short, "icc.damaged"), ("scanner.icc", scanner, "icc.class"),
      ("text.icc", Array("no profile".utf8), "icc.damaged"), ("empty.icc", [], "icc.damaged"),
      ("none.icc", nil, "icc.missing"),
    ] as [(String, [UInt8]?, String)] {
      if let bytes { try scratch.write(bytes, to: name) }
      try scratch.write(
        "condition:\n  identifier: Own\n  profile: \(name)\n", to: "press.yaml")
      let outcome = try scratch.forme("render", "issue", "-o", "out")
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("../press.yaml:3:12: error: "), "\(outcome.errors)")
      #expect(outcome.errors.contains("[\(code)]"), "\(name): \(outcome.errors)")
      #expect(scratch.files(below: "out") == ["issue/manifest.json"])
    }
  }

  @Test func thePlantsOwnProfileIsEmbeddedAndNamed() throws {
    let scratch = try Scratch.smallPublication()
    try scratch.copy(
      Repository.file("Sources/Prepress/Profiles/newsprint-tr002-tac220.icc"), to: "own.icc")
    try scratch.write(
      "condition: {identifier: OWN 12, title: Our press, profile: own.icc}", to: "press.yaml")
    let outcome = try scratch.forme("render", "issue", "-o", "out")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = scratch("out/issue/issue-p01.pdf")
    #expect(try scratch.text(page, isThere: "(OWN 12)"))
    // For newsprint it is made for another condition.
    let check = try scratch.forme("check", page)
    #expect(check.errors.contains("made for OWN 12, this press is CGATS TR 002"))
    #expect(try scratch.forme("check", page, "--press", "press.yaml").errors.isEmpty)
  }
}

extension Scratch {
  /// Whether a file, with its streams unpacked, holds some words.
  fileprivate func text(_ path: String, isThere words: String) throws -> Bool {
    let plain = try Tool.run(
      "qpdf", ["--qdf", "--object-streams=disable", path, self("plain.pdf")])
    guard plain.status == 0 else { return false }
    let bytes = try bytes("plain.pdf")
    return String(decoding: bytes, as: UTF8.self).contains(words)
  }
}

extension String {
  /// The numbers of a box in what pdfinfo prints.
  fileprivate func box(_ name: String) -> [Double] {
    let line = split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return line.split(separator: " ").compactMap { Double($0) }
  }
}
