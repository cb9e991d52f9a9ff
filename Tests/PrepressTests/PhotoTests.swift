import Newspaper
import Testing

@testable import Prepress

@Suite struct PhotoConversion {
  let bench: Bench

  init() throws { bench = try Bench() }

  @Test func aPressPhotoIsPlainCMYKWithLimitedInk() throws {
    let path = try bench.picture(
      "a.jpg", "-size", "600x400", "plasma:blue-black", "-profile", Self.sRGB)
    let (picture, report) = encode(path, crop: 600, 400, width: 144)
    let made = try #require(picture)
    #expect(report.diagnostics.isEmpty)
    #expect(made.components == 4)
    #expect(made.size == PixelSize(width: 600, height: 400))
    #expect(!contains(made.jpeg, "Adobe") && !contains(made.jpeg, "ICC_PROFILE"))
    let inks = try pixels(made)
    let heaviest = stride(from: 0, to: inks.count, by: 4).map { at in
      inks[at..<at + 4].reduce(0) { $0 + Int($1) }
    }.max()
    #expect(try #require(heaviest) <= 245 * 255 / 100)
  }

  @Test func whitePrintsNothingAndBlackMostlyBlack() throws {
    let white = try pixels(#require(encode(try bench.fill("white"), crop: 64, 64, width: 10).0))
    let black = try pixels(#require(encode(try bench.fill("black"), crop: 64, 64, width: 10).0))
    #expect(white.prefix(4).allSatisfy { $0 < 5 })
    #expect(black[3] > 200 && black.prefix(4).reduce(0) { $0 + Int($1) } <= 240 * 255 / 100)
  }

  @Test func greyStaysOnBlack() throws {
    let path = try bench.picture(
      "gray.png", "-size", "256x64", "-define", "gradient:angle=90", "gradient:black-white",
      "-colorspace", "Gray")
    let picture = try #require(encode(path, crop: 256, 64, width: 64).0)
    let row = try pixels(picture).prefix(256)
    #expect(picture.components == 1)
    #expect(row.first == 0 && row.last == 255)
    #expect(zip(row, row.dropFirst()).allSatisfy { Int($0) <= Int($1) + 2 })
  }

  @Test func darkInkIsTakenFromColourNotFromBlack() {
    var pixels = Pixels(
      width: 2, height: 1, components: 4, bytes: [255, 204, 153, 230, 9, 9, 9, 9])
    pixels.limitInk(to: 236)
    #expect(pixels.bytes == [154, 123, 92, 230, 9, 9, 9, 9])
    #expect(pixels.bytes.prefix(4).reduce(0) { $0 + Int($1) } <= 236 * 255 / 100)
  }

  @Test(arguments: 1...8) func aCropIsTakenFromTheUprightPicture(orientation: Int) throws {
    // Four coloured quarters: the crop's own quarter must come out whatever way it is stored.
    let stored = try bench.picture(
      "quarters.jpg", "(", "-size", "100x60", "xc:red", "xc:lime", "+append", ")", "(", "-size",
      "100x60", "xc:blue", "xc:white", "+append", ")", "-append", "-quality", "95")
    let path = try bench.turned(orientation, stored)
    let upright = try bench.picture("upright.png", path, "-auto-orient")
    let size = try PhotoDesk(cacheFolder: nil).probe(path).get().size
    for (x, y) in [(10, 10), (size.width - 40, 10), (10, size.height - 40)] {
      let crop = PixelRect(x: x, y: y, width: 30, height: 30)
      let mine = try pixels(#require(screen(path, crop)))
      let theirs = try pixels(#require(screen(upright, crop)))
      #expect(zip(mine, theirs).allSatisfy { abs(Int($0) - Int($1)) < 12 }, "\(x) \(y)")
    }
  }

  @Test func aLargePhotoIsReducedTo300() throws {
    let path = try bench.picture("large.jpg", "-size", "3000x2000", "plasma:red-blue")
    let (picture, report) = encode(path, crop: 3000, 2000, width: 216)
    #expect(picture?.size == PixelSize(width: 900, height: 600))
    #expect(report.diagnostics.isEmpty)
  }

  @Test(arguments: [
    (144.0, [String]()), (288.0, ["photo.resolution.poor"]), (576.0, ["photo.resolution.low"]),
  ]) func lowResolutionIsReported(width: Double, codes: [String]) throws {
    let (picture, report) = encode(try bench.fill("gray", "400x400"), crop: 400, 400, width: width)
    #expect(report.diagnostics.map(\.code) == codes)
    #expect(picture != nil)
    #expect(report.hasErrors == (width == 576))
  }

  @Test(arguments: ["png", "tif", "webp"])
  func whatIsTransparentIsCutOut(kind: String) throws {
    // Left nothing, right red, between them a column half covered.
    let path = try bench.picture(
      "logo.\(kind)", "-size", "32x64", "xc:#00ff0000", "xc:#ff0000ff", "+append", "-region",
      "1x64+32+0", "-alpha", "set", "-channel", "A", "-evaluate", "set", "50%", "+channel",
      "-define", "webp:lossless=true")
    let (made, report) = encode(path, crop: 64, 64, width: 16)
    let picture = try #require(made)
    #expect(report.diagnostics.isEmpty && picture.components == 4)
    let cutOut = try #require(picture.cutOut)
    #expect(cutOut.count == 64 * 64)
    #expect(cutOut[0..<32].allSatisfy { $0 == 0 } && cutOut[33..<64].allSatisfy { $0 == 255 })
    #expect((126...129).contains(cutOut[32]))
    // No ink where nothing is seen, and the colours are not darkened by it.
    let inks = try pixels(picture)
    #expect(inks[0..<16].allSatisfy { $0 < 5 })
    #expect(inks[4 * 60 + 1] > 180 && inks[4 * 60] < 40)
  }

  @Test func aReducedCutOutHasNoFringe() throws {
    let path = try bench.picture(
      "logo.png", "-size", "600x1200", "xc:#00ff0000", "xc:#ff0000ff", "+append")
    let picture = try #require(encode(path, crop: 1200, 1200, width: 72).0)
    #expect(picture.size == PixelSize(width: 300, height: 300))
    let cutOut = try #require(picture.cutOut)
    let row = try pixels(picture).prefix(1200)
    for x in 0..<300 where cutOut[x] > 200 {
      // Green would show as cyan.
      #expect(row[4 * x] < 60, "\(x)")
    }
  }

  @Test func aPhotoWhoseAlphaCoversAllIsNoCutOut() throws {
    let path = try bench.picture(
      "full.png", "-size", "64x64", "xc:#ff0000ff", "-define", "png:color-type=6")
    #expect(try #require(encode(path, crop: 64, 64, width: 10).0).cutOut == nil)
  }

  @Test func aCutOutCannotStandInX1a() throws {
    var settings = PressSettings.newsprint
    settings.standard = .x1a
    let path = try bench.picture("logo.png", "-size", "64x64", "xc:#ff000080")
    for folder in [nil, bench.folder] {
      for _ in 0..<2 {
        var report = Report()
        let picture = PhotoDesk(settings: settings, cacheFolder: folder).encode(
          bench.placed(path, crop: 64, 64, width: 10), for: .press, into: &report)
        #expect(picture == nil)
        #expect(report.diagnostics.map(\.code) == ["photo.transparent"])
        #expect(report.diagnostics.first?.subject == path)
      }
    }
  }

  @Test(arguments: ["sRGB", "Gray"]) func sharpeningMakesEdgesCrisper(space: String) throws {
    let path = try bench.picture(
      "edge.png", "-size", "100x100", "xc:gray(40%)", "xc:gray(60%)", "+append", "-blur", "0x1",
      "-colorspace", space, "-define", "png:color-type=\(space == "Gray" ? 0 : 2)")
    var rows: [[Int]] = []
    for sharpening in [PressSettings.Sharpening.off, .newsprint] {
      var settings = PressSettings.newsprint
      settings.sharpening = sharpening
      var report = Report()
      let made = PhotoDesk(settings: settings, cacheFolder: bench.folder).encode(
        bench.placed(path, crop: 200, 100, width: 60), for: .press, into: &report)
      let picture = try #require(made)
      let count = picture.components
      let row = try pixels(picture)[(50 * 200 * count)..<(51 * 200 * count)]
      // All ink together; a grey photo's numbers are light.
      rows.append(
        (0..<200).map { x in
          row[row.startIndex + x * count..<row.startIndex + (x + 1) * count].reduce(0) {
            $0 + Int($1)
          }
        })
    }
    let steepest = rows.map { row in zip(row, row.dropFirst()).map { abs($0 - $1) }.max() ?? 0 }
    #expect(steepest[1] * 10 > steepest[0] * 12, "\(steepest)")
    // Flat areas stay as they are, so that no noise is brought out.
    #expect(abs(rows[0][20] - rows[1][20]) < 3 && abs(rows[0][180] - rows[1][180]) < 3)
  }

  @Test func cmykOfThePressPassesThrough() throws {
    let profile = try bench.write("press.icc", OutputCondition.newsprint.profile)
    let path = try bench.picture(
      "cmyk.jpg", "-size", "64x64", "xc:cmyk(51,102,0,26)", "-profile", profile, "-quality", "98")
    let inks = try pixels(#require(encode(path, crop: 64, 64, width: 10).0)).prefix(4)
    #expect(zip(inks, [51, 102, 0, 26]).allSatisfy { abs(Int($0) - $1) < 4 }, "\(Array(inks))")
  }

  @Test func aCMYKPhotoWithoutAdobesMarkerIsNoNegative() throws {
    let first = try #require(encode(try bench.fill("navy"), crop: 64, 64, width: 10).0)
    let path = try bench.write("again.jpg", first.jpeg)
    let second = try #require(encode(path, crop: first.size.width, first.size.height, width: 10).0)
    let (before, after) = (try pixels(first), try pixels(second))
    #expect(zip(before, after).allSatisfy { abs(Int($0) - Int($1)) < 6 })
  }

  @Test(arguments: ["jpg", "png", "tif", "webp"])
  func dataCutShortIsAnError(kind: String) throws {
    let whole = try bench.read(try bench.picture("a.\(kind)", "-size", "400x400", "plasma:"))
    let path = try bench.write("short.\(kind)", Array(whole.prefix(whole.count * 2 / 3)))
    let (picture, report) = encode(path, crop: 400, 400, width: 100)
    #expect(picture == nil)
    #expect(report.diagnostics.map(\.code) == ["photo.damaged"])
  }

  @Test func aBrokenProfileIsLeftOutWithAWarning() throws {
    let profile = try bench.write("half.icc", Array(OutputCondition.newsprint.profile.prefix(500)))
    let good = try bench.picture("a.jpg", "-size", "64x64", "xc:teal")
    let marker =
      Array("ICC_PROFILE\0".utf8) + [1, 1] + (try bench.read(profile))
    let jpeg = try bench.read(good)
    let size = marker.count + 2
    let path = try bench.write(
      "odd.jpg",
      Array(jpeg.prefix(2)) + [0xFF, 0xE2, UInt8(size >> 8), UInt8(size & 255)] + marker
        + jpeg.dropFirst(2))
    let (picture, report) = encode(path, crop: 64, 64, width: 10)
    #expect(picture != nil)
    #expect(report.diagnostics.map(\.code) == ["photo.profile"])
  }

  /// The profile opens, but what its curves should hold is not there.
  @Test func aProfileWithoutTablesIsLeftOutWithAWarning() throws {
    var profile = try bench.read(Self.sRGB)
    // Tag names from byte 132, 12 bytes each: the red curve and column are called something else.
    for tag in 0..<Int(profile[131]) {
      let name = 132 + 12 * tag
      if ["rTRC", "rXYZ"].contains(String(decoding: profile[name..<name + 4], as: UTF8.self)) {
        profile[name] = UInt8(ascii: "q")
      }
    }
    let path = try bench.picture(
      "odd.jpg", "-size", "64x64", "xc:teal", "-profile", try bench.write("odd.icc", profile))
    for _ in 0..<2 {
      var report = Report()
      let picture = PhotoDesk(cacheFolder: bench.folder).encode(
        bench.placed(path, crop: 64, 64, width: 10), for: .press, into: &report)
      #expect(picture != nil)
      #expect(report.diagnostics.map(\.code) == ["photo.profile"])
    }
  }

  @Test func aCropOutsideThePictureIsAnError() throws {
    let (picture, report) = encode(try bench.fill("red"), crop: 65, 64, width: 10)
    #expect(picture == nil)
    #expect(report.diagnostics.map(\.code) == ["photo.crop"])
  }

  static let sRGB = "/usr/share/color/icc/ghostscript/srgb.icc"

  private func encode(
    _ path: String, crop cropWidth: Int, _ cropHeight: Int, width: Double
  ) -> (EncodedPicture?, Report) {
    var report = Report()
    let picture = PhotoDesk(cacheFolder: nil).encode(
      bench.placed(path, crop: cropWidth, cropHeight, width: width), for: .press, into: &report)
    return (picture, report)
  }

  private func screen(_ path: String, _ crop: PixelRect) -> EncodedPicture? {
    var report = Report()
    var picture = bench.placed(path, crop: crop.width, crop.height, width: 10)
    picture.crop = crop
    picture.frame.size = Size(width: .points(7.2), height: .points(7.2))
    return PhotoDesk(cacheFolder: nil).encode(picture, for: .screen, into: &report)
  }

  /// Decodes by ImageMagick, which turns every CMYK JPEG round as if it were Adobe's.
  private func pixels(_ picture: EncodedPicture) throws -> [UInt8] {
    let path = try bench.write("made.jpg", picture.jpeg)
    let kind = [1: "gray", 3: "rgb", 4: "cmyk"][picture.components] ?? ""
    try bench.run("/usr/bin/convert", [path, "-depth", "8", "\(kind):\(bench.path("made.raw"))"])
    let raw = try bench.read(bench.path("made.raw"))
    return picture.components == 4 ? raw.map { 255 - $0 } : raw
  }

  private func contains(_ bytes: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: word) }
  }
}
