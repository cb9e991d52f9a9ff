import Composition
import Foundation
import Makeup
import Newspaper
import TestSupport
import Testing

@testable import Production

/// One page with every kind of item, through the press and past other people's programs.
///
/// Tests/Fixtures/stress: vertical head and display type in a spot ink, body, QR and bar code,
/// gradient, reversed label on four inks, grey photo, cut-out, chart, tinted box, an advertiser's
/// PDF. The test adds pinyin, vertical text and a veil over the photo with a reversed head on it.
struct StressTests {
  @Test(arguments: [Set(PressSettings.Mark.allCases), []])
  func everyKindOfItemGoesToPress(marks: Set<PressSettings.Mark>) async throws {
    let stress = try Stress()
    let page = try stress.build(marks: marks)
    #expect(page.report.diagnostics.filter { !$0.isLever }.map(\.summary) == [])
    let pdf = try #require(page.pdf)
    try stress.scratch.write(pdf, to: "page.pdf")
    let file = stress.scratch("page.pdf")
    let check = try Tool.run("qpdf", ["--check", file])
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let render = try Tool.run("pdftoppm", ["-r", "40", "-png", file, stress.scratch("p")])
    #expect(render.status == 0 && render.errors.isEmpty, "\(render.errors)")
    // Without -q Ghostscript tells what it had to mend.
    let ghost = try Tool.run(
      "gs", ["-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=nullpage", file])
    #expect(ghost.status == 0 && !(ghost.output + ghost.errors).contains("****"), "\(ghost.output)")
    let images = try Tool.run("pdfimages", ["-list", file]).output
    #expect(images.contains(" smask ") && !images.contains(" rgb "), "\(images)")
    let words = try Tool.run("pdftotext", ["-raw", file, "-"]).output
    for word in ["底网渐变", "雾散", "竖排", "压在照片上"] {
      #expect(words.filter { !$0.isWhitespace }.contains(word), "\(word)")
    }
    #expect(try stress.build(marks: marks).pdf == pdf)
  }

  @Test func itsPlatesCarryWhatTheyShould() async throws {
    let stress = try Stress()
    let page = try stress.build(marks: [])
    let plates = try Plates(of: page, by: Desk(try stress.builder()), in: stress.scratch)
    #expect(plates.names == ["C", "K", "M", "Y", "composite", "gold", "ink"])
    let frame = page.made.frame
    // Black text on a box of four inks: the tint goes on below it, the text is on black alone.
    let box = try #require(frame.area(of: .box, in: "box"))
    #expect(try plates.range("C", box) == 16...16)
    #expect(try plates.range("M", box) == 12...12)
    #expect(try plates.range("Y", box) == 8...8)
    #expect(try plates.range("K", box).upperBound > 90)
    // Text on a gradient of one ink leaves it whole: no white holes below the characters.
    let gradient = try #require(frame.area(of: .box, in: "gradient"))
    let top = Rect(
      x: gradient.minX, y: gradient.minY, width: gradient.width, height: .points(60))
    #expect(try plates.range("C", top).lowerBound > 20)
    #expect(try plates.range("Y", top) == 0...0)
    // The vertical head is on the plate of its ink alone.
    let head = try #require(frame.area(of: .headline, in: "lead"))
    #expect(try plates.range("gold", head).upperBound > 90)
    for plate in ["C", "M", "Y", "K"] { #expect(try plates.range(plate, head) == 0...0) }
    // The grey photo is on black alone; through the veil its black shows, thinner.
    let grey = try #require(frame.area(of: .photo, in: "news"))
    let veiled = Rect(x: grey.midX, y: grey.minY, width: .points(60), height: .points(40))
    let bare = Rect(
      x: grey.minX, y: grey.minY + .points(50), width: grey.width, height: .points(80))
    for plate in ["C", "M", "Y", "gold"] { #expect(try plates.range(plate, bare) == 0...0) }
    #expect(try plates.range("K", bare).upperBound > 30)
    #expect(try plates.range("C", veiled) == 36...36 && plates.range("M", veiled) == 12...12)
    #expect(try 1...60 ~= plates.range("K", veiled).upperBound)
    // The reversed label is bare paper on every plate of its bar.
    let label = try #require(frame.area(of: .label, in: "news"))
    for plate in ["C", "M", "Y", "K"] { #expect(try plates.range(plate, label).lowerBound == 0) }
    #expect(try plates.range("C", label).upperBound == 80)
    // The corner of the cut-out is bare paper, its middle is not.
    let cutOut = try #require(frame.area(of: .photo, in: "lead"))
    let corner = Rect(x: cutOut.minX, y: cutOut.minY, width: .points(12), height: .points(12))
    let middle = Rect(x: cutOut.midX, y: cutOut.midY, width: .points(12), height: .points(12))
    for plate in ["C", "M", "Y", "K"] { #expect(try plates.range(plate, corner) == 0...0) }
    #expect(try plates.range("Y", middle).lowerBound > 50)
  }

  @Test func whatIsTransparentIsNamedForX1a() async throws {
    let stress = try Stress()
    try stress.scratch.write("standard: PDF/X-1a:2003\n", to: "press.yaml")
    let page = try stress.build(marks: [])
    #expect(page.pdf == nil)
    let faults = page.report.diagnostics.filter { $0.code.contains("transparen") }
    #expect(
      faults.map { "\($0.code) \($0.at?.file ?? $0.subject)" }.sorted() == [
        "photo.transparent lead.md", "press.x1a.transparency stress",
      ])
  }
}

/// Body text of a real page, as Ghostscript separates it.
struct PlateTests {
  @Test func bodyTextOfTheSampleIsOnBlackAlone() async throws {
    let built = try await Sample.built.editions[0]
    let scratch = try Scratch()
    let page = try #require(built.edition.pages.first { $0.number == 2 })
    let builder = try #require(IssueBuilder.open(Sample.folders[0], cacheFolder: Sample.cache).0)
    let plates = try Plates(of: page, by: Desk(builder), in: scratch)
    let runs = page.made.frame.items.compactMap { item -> Rect? in
      guard item.subject.part == .body, case .glyphs(let run) = item.mark,
        let last = run.glyphs.last
      else { return nil }
      return Rect(
        x: run.origin.x, y: run.origin.y - run.size.scaled(by: 0.8),
        width: last.x + run.size, height: run.size)
    }
    #expect(runs.count > 100)
    let tints = page.made.frame.items.compactMap { item -> Rect? in
      if case .shape(.fill(let rect, let paint)) = item.mark, paint.tint < 100 { rect } else { nil }
    }
    for area in runs {
      for plate in ["C", "M", "Y"] { #expect(try plates.range(plate, area) == 0...0, "\(area)") }
      let isOnTint = tints.contains { $0.overlaps(area) }
      let black = try plates.range("K", area)
      #expect(black.upperBound > 50 && (isOnTint || black.lowerBound == 0), "\(area)")
    }
  }
}

/// The fixture with its pictures and its advertisement made.
private struct Stress {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for name in ["publication.yaml", "layouts", "issue"] {
      try scratch.copy(Repository.file("Tests/Fixtures/stress/\(name)"), to: name)
    }
    try scratch.link("Fonts", to: Repository.file("Fonts"))
    try scratch.write(Self.advertisement, to: "issue/ad.pdf")
    for picture in [
      [
        "-size", "1000x1000", "radial-gradient:orange-navy", "(", "-size", "1000x1000", "xc:black",
        "-fill", "white", "-draw", "circle 500,500 500,130", ")", "-alpha", "off", "-compose",
        "CopyOpacity", "-composite", "cutout.png",
      ],
      ["-size", "900x700", "gradient:gray40-gray90", "-colorspace", "Gray", "grey.jpg"],
    ] {
      let made = try Tool.run("convert", picture, in: scratch("issue"))
      try #require(made.status == 0, "\(made.errors)")
    }
  }

  func builder(marks: Set<PressSettings.Mark> = []) throws -> IssueBuilder {
    let (builder, reading) = IssueBuilder.open(
      scratch("issue"), marks: marks, cacheFolder: scratch("cache"))
    #expect(reading.diagnostics.map(\.summary) == [])
    return try #require(builder)
  }

  func build(marks: Set<PressSettings.Mark>) throws -> BuiltPage {
    let builder = try builder(marks: marks)
    let desk = Desk(builder)
    let order = BuildOrder(editions: [nil])
    let chain = try #require(builder.chains(of: nil).first)
    var page = try #require(desk.makeUp(chain, order).first)
    page.made.frame.items += try more(on: page.made.frame, by: desk.composer)
    return desk.build(page, order)
  }

  /// What no layout asks for: a veil with a reversed head, pinyin, vertical text.
  private func more(on frame: PageFrame, by composer: Composer) throws -> [FrameItem] {
    let subject = Subject(.display, source: "stress")
    let photo = try #require(frame.area(of: .photo, in: "news"))
    let veil = Rect(
      x: photo.minX, y: photo.minY, width: photo.width, height: .points(40))
    var items = [FrameItem(.shape(.veil(veil, Paint("sky"), strength: 60)), subject)]
    let head = TextStyle(face: "heiBold", size: .points(20), pitch: .points(24), paint: .paper)
    items += runs(
      composer.singleLine(RichText("压在照片上"), style: head), subject,
      at: Point(x: veil.minX + .points(9), y: veil.minY + .points(28)))
    let body = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let display = try #require(frame.area(of: .headline, in: "greeting"))
    let read = RichText([RichText.Run("雾散", reading: .pinyin("wù sàn")), RichText.Run("了。")])
    items += runs(
      composer.singleLine(read, style: body), subject,
      at: Point(x: display.minX, y: display.maxY + .points(90)))
    items += runs(
      composer.singleLine(RichText("竖排：二〇二六年"), style: body, direction: .vertical), subject,
      at: Point(x: display.maxX, y: display.maxY + .points(60)))
    return items
  }

  private func runs(_ line: Line, _ subject: Subject, at place: Point) -> [FrameItem] {
    line.runs.map { run in
      var run = run
      run.origin = Point(x: place.x + run.origin.x, y: place.y + run.origin.y)
      return FrameItem(.glyphs(run), subject)
    }
  }

  /// CMYK at the left, the spot ink at the right, no fonts: 225 × 297 pt and 9 pt of bleed.
  private static var advertisement: String {
    let content = """
      q 0 1 0.9 0 k 9 9 100 297 re f Q
      q /Gold cs 1 scn 120 9 96 200 re f 0.4 scn 120 220 100 60 re f Q
      q 0 0 0 1 k /Over gs 20 20 60 4 re f Q

      """
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      """
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 243 315] /TrimBox [9 9 234 306]
      /BleedBox [0 0 243 315] /Contents 4 0 R /Resources <<
      /ExtGState << /Over << /OP true /op true /OPM 1 >> >>
      /ColorSpace << /Gold [/Separation /gold /DeviceCMYK << /FunctionType 2 /Domain [0 1]
      /C0 [0 0 0 0] /C1 [0.2 0.4 0.9 0.1] /N 1 >>] >> >> >>
      """,
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream",
    ]
    var file = "%PDF-1.6\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 5\n0000000000 65535 f \n"
    for place in places {
      file += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n"
    }
    return file + "trailer << /Size 5 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
  }
}

extension PageFrame {
  /// All that items of a part cover in a slot.
  fileprivate func area(of part: Subject.Part, in slot: String) -> Rect? {
    let areas = items.filter { $0.subject.part == part && $0.subject.slot == slot }
      .compactMap(\.place)
    guard let left = areas.map(\.minX).min(), let top = areas.map(\.minY).min(),
      let right = areas.map(\.maxX).max(), let bottom = areas.map(\.maxY).max()
    else { return nil }
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }
}

extension FrameItem {
  fileprivate var place: Rect? {
    switch mark {
    case .glyphs(let run):
      guard let last = run.glyphs.last, let first = run.glyphs.first else { return nil }
      return Rect(
        x: run.origin.x + min(first.x, last.x),
        y: run.origin.y + min(first.y, last.y) - run.size.scaled(by: 0.8),
        width: max(first.x, last.x) - min(first.x, last.x) + run.size,
        height: max(first.y, last.y) - min(first.y, last.y) + run.size)
    case .shape(.fill(let rect, _)), .shape(.gradient(let rect, _)): return rect
    case .picture(let picture): return picture.frame
    default: return nil
    }
  }
}
