import Composition
import Drawing
import Foundation
import Newspaper

/// A page set without Composition: each line shaped and put down as it comes.
struct TestPage {
  let fonts: FontLibrary
  let shaper: PangoShaper
  var frame: PageFrame

  init(_ typefaces: Typefaces = .noto, trim: Size = .tabloid, inks: InkTable = .test) {
    var report = Report()
    fonts = FontLibrary(typefaces: typefaces, report: &report)
    shaper = PangoShaper(fonts: fonts)
    let grid = Grid(
      bodySize: .points(9), columnCharacters: 12, columns: 6, gutterCharacters: 1,
      pitch: .points(12), lines: 82)
    let none = Margins(top: .zero, right: .zero, bottom: .zero, left: .zero)
    frame = PageFrame(
      page: 1,
      sheet: Sheet(
        name: "test", trim: trim, bleed: .millimetres(3), margins: none, grid: grid),
      inks: inks)
  }

  mutating func add(_ mark: FrameItem.Mark, part: Subject.Part = .body) {
    frame.items.append(FrameItem(mark, Subject(part, source: "story")))
  }

  /// Puts one line of text down; vertical lines hang from `(x, y)`, the centre of their top.
  mutating func add(
    _ text: String, x: Double, y: Double, face: String = "body", size: Double = 9,
    paint: Paint = .black, script: ShapingRequest.Script = .han,
    direction: ShapingRequest.Direction = .horizontal, widthScale: Int = 1000,
    turn: GlyphRun.Turn = .upright
  ) {
    let clusters = shaper.shape(
      ShapingRequest(
        text: text, face: face, size: .points(size), script: script, direction: direction))
    var pen = Length.zero
    var runs: [GlyphRun] = []
    for cluster in clusters {
      if runs.last?.face != cluster.face {
        runs.append(
          GlyphRun(
            face: cluster.face, size: .points(size), paint: paint,
            origin: Point(x: .points(x), y: .points(y)), text: "", glyphs: [], clusters: [],
            widthScale: widthScale, turn: turn))
      }
      let bytes = Array(text.utf8)[cluster.bytes]
      runs[runs.count - 1].text += String(decoding: bytes, as: UTF8.self)
      runs[runs.count - 1].clusters.append(
        GlyphRun.Cluster(bytes: bytes.count, glyphs: cluster.glyphs.count))
      for glyph in cluster.glyphs {
        let along = direction == .vertical || turn == .clockwise
        runs[runs.count - 1].glyphs.append(
          GlyphRun.Glyph(
            id: glyph.id, x: along && turn == .upright ? glyph.dx : along ? .zero : pen + glyph.dx,
            y: along ? pen + (turn == .upright ? glyph.dy : glyph.dx) : glyph.dy))
      }
      pen = pen + cluster.advance.scaled(by: Double(widthScale) / 1000)
    }
    for run in runs { add(.glyphs(run)) }
  }

  func pdf(
    _ colours: PaintColours = .keyed, pictures: PageDrawer.Pictures = { _ in nil }
  ) throws -> DrawnDocument {
    try PageDrawer(fonts: fonts).pdf(
      [frame], colours: colours, date: .sample, pictures: pictures)
  }

  func png(dpi: Int = 72, pictures: PageDrawer.Pictures = { _ in nil }) throws -> DrawnImage {
    try PageDrawer(fonts: fonts).png(frame, dpi: dpi, pictures: pictures)
  }
}

extension Size {
  static let tabloid = Size(width: .millimetres(275), height: .millimetres(390))
  /// 40 × 30 pt.
  static let stamp = Size(width: .points(40), height: .points(30))
}

extension CalendarDate {
  static var sample: CalendarDate {
    guard let date = CalendarDate(year: 2026, month: 11, day: 20) else { fatalError("no such day") }
    return date
  }
}

extension InkTable {
  static let test = InkTable([
    Entry("black", .process(cyan: 0, magenta: 0, yellow: 0, black: 100)),
    Entry("paper", .paper),
    Entry("red", .process(cyan: 0, magenta: 100, yellow: 100, black: 0)),
    Entry("gold", .spot(cyan: 20, magenta: 40, yellow: 90, black: 10)),
  ])
}

/// Runs one of other people's programs on a file with these bytes and returns what it prints.
func witness(_ program: String, _ arguments: [String], on bytes: [UInt8]) throws -> String {
  String(decoding: try witnessBytes(program, arguments, on: bytes), as: UTF8.self)
}

/// The same for programs that do not print text.
func witnessBytes(
  _ program: String, _ arguments: [String], on bytes: [UInt8]
) throws -> [UInt8] {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
  try Data(bytes).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments =
    [program] + arguments.map { $0.replacingOccurrences(of: "FILE", with: file.path) }
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Array(data)
}

/// A PNG as ImageMagick reads it.
struct Pixels {
  let width: Int
  private let bytes: [UInt8]

  init(_ png: [UInt8], width: Int) throws {
    self.width = width
    bytes = try witnessBytes("convert", ["png:FILE", "-depth", "8", "rgb:-"], on: png)
  }

  /// Red, green and blue, 0 to 255.
  subscript(x: Int, y: Int) -> [UInt8] {
    Array(bytes[3 * (y * width + x)..<3 * (y * width + x + 1)])
  }
}

/// A rectangle in points.
func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Rect {
  Rect(x: .points(x), y: .points(y), width: .points(width), height: .points(height))
}
