import Newspaper
import Testing

@testable import Prepress

@Suite struct PhotoProbe {
  let bench: Bench
  let desk = PhotoDesk(cacheFolder: nil)

  init() throws { bench = try Bench() }

  @Test func aTurnedPhotoIsMeasuredUpright() throws {
    let path = try bench.turned(6, try bench.picture("a.jpg", "-size", "40x30", "xc:red"))
    #expect(try desk.probe(path).get() == .init(size: .init(width: 30, height: 40), components: 3))
  }

  @Test(arguments: [
    ("gray.jpg", ["-colorspace", "Gray"], 1), ("cmyk.jpg", ["-colorspace", "CMYK"], 4),
    ("rgb.png", ["-type", "TrueColorAlpha"], 3), ("rgb.tif", ["-depth", "16"], 3),
    ("rgb.webp", [], 3),
  ]) func formatsOfPhotosAreKnown(name: String, options: [String], components: Int) throws {
    try bench.run(
      "/usr/bin/convert", ["-size", "8x6", "gradient:red-blue"] + options + [bench.path(name)])
    #expect(try desk.probe(bench.path(name)).get().components == components)
  }

  /// 96 × 64 pixels, red at the left, written by libheif's heif-enc.
  @Test(arguments: ["red.heic", "red.avif"]) func phonesPhotosAreRead(name: String) throws {
    let path = "Tests/Fixtures/photos/\(name)"
    #expect(try desk.probe(path).get() == .init(size: .init(width: 96, height: 64), components: 3))
    var report = Report()
    let placed = PlacedPicture(
      path: path, frame: Rect(x: .zero, y: .zero, width: .points(12), height: .points(16)),
      crop: PixelRect(x: 0, y: 0, width: 48, height: 64), alternateText: "")
    let made = try #require(desk.encode(placed, for: .screen, into: &report))
    #expect(report.diagnostics.isEmpty && made.components == 3)
    // One that stops short is damaged, not of an unknown kind.
    let whole = try bench.read(path)
    let short = try bench.write(name, Array(whole.prefix(whole.count / 2)))
    var placedShort = placed
    placedShort.path = short
    report = Report()
    #expect(desk.encode(placedShort, for: .screen, into: &report) == nil)
    #expect(report.diagnostics.map(\.code) == ["photo.damaged"])
  }

  @Test func whatIsNoPhotoIsRefused() throws {
    let text = try bench.write("text.jpg", Array("no picture".utf8))
    let drawing = try bench.write(
      "a.svg", Array("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".utf8))
    #expect(code(desk.probe(text)) == "photo.format")
    #expect(code(desk.probe(drawing)) == "photo.format")
    #expect(code(desk.probe(bench.path("absent.jpg"))) == "photo.missing")
    #expect(code(desk.probe(bench.folder)) == "photo.format")
    #expect(code(desk.probe(try bench.write("empty.jpg", []))) == "photo.format")
  }

  @Test func aHeaderCutShortIsDamage() throws {
    let whole = try bench.read(try bench.picture("a.jpg", "-size", "90x90", "xc:red"))
    let path = try bench.write("short.jpg", Array(whole.prefix(100)))
    #expect(code(desk.probe(path)) == "photo.damaged")
  }

  @Test func aHugePictureIsRefusedUnread() throws {
    var png = try bench.read(try bench.picture("a.png", "-size", "9x9", "xc:red"))
    png.replaceSubrange(16..<24, with: [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20])
    let ihdr = crc32(png[12..<29])
    png.replaceSubrange(29..<33, with: (0..<4).map { UInt8(ihdr >> (24 - 8 * $0) & 255) })
    #expect(code(desk.probe(try bench.write("huge.png", png))) == "photo.size")
  }

  private func code(_ result: Result<PhotoDesk.Probe, Diagnostic>) -> String {
    switch result {
    case .success(let probe): "\(probe)"
    case .failure(let fault): fault.code
    }
  }

  /// PNG specification, annex D.
  private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
        value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
      }
    }
  }
}
