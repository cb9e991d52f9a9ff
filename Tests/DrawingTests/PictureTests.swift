import Drawing
import Foundation
import Newspaper
import Testing

@Suite("Pictures")
struct PictureTests {
  /// Plain red, 4 × 2 pixels, no Adobe marker.
  private static let red = encoded(
    """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywt\
    QFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09P\
    T09PT09PT09PT09PT09PT09PT0//wAARCAACAAQDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABQQAQAA\
    AAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAFB//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhED\
    EQA/AD4ZSX//2Q==
    """, components: 3)
  /// Four components with Adobe's marker, 4 × 2 pixels.
  private static let adobe = encoded(
    """
    /9j/7gAOQWRvYmUAZAAAAAAC/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBX\
    QUZMTlJTUjI+WmFaUGBKUVJP/9sAQwEODg4TERMmFRUmTzUtNU9PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P\
    T09PT09PT09PT09PT09PT09P/8AAFAgAAgAEBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAFB//EABQQ\
    AQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAFB//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAOBAEA\
    AhEDEQQAAD8AvgGU2acA/9k=
    """, components: 4)

  private static func encoded(_ base64: String, components: Int) -> EncodedPicture {
    EncodedPicture(
      jpeg: Array(Data(base64Encoded: base64) ?? Data()), size: PixelSize(width: 4, height: 2),
      components: components)
  }

  private func page(_ frames: Rect...) -> TestPage {
    var page = TestPage(trim: .stamp)
    for frame in frames {
      page.add(
        .picture(
          PlacedPicture(
            path: "red.jpg", frame: frame, crop: PixelRect(x: 0, y: 0, width: 4, height: 2),
            alternateText: "")), part: .photo)
    }
    return page
  }

  @Test func jpegGoesIntoThePDFByteForByte() throws {
    let document = try page(rect(5, 5, 20, 10)).pdf { _ in Self.red }
    #expect(document.report.diagnostics.isEmpty)
    #expect(document.bytes.occurrences(of: Self.red.jpeg) == 1)
    let list = try witness("pdfimages", ["-list", "FILE"], on: document.bytes)
    #expect(list.contains("4     2  rgb     3   8  jpeg   no"))
  }

  @Test func fourComponentsBecomeDeviceCMYK() throws {
    var picture = Self.adobe
    picture.jpeg.removeSubrange(2..<18)  // Adobe's marker
    let document = try page(rect(5, 5, 20, 10)).pdf { _ in picture }
    #expect(document.report.diagnostics.isEmpty)
    let list = try witness("pdfimages", ["-list", "FILE"], on: document.bytes)
    #expect(list.contains("4     2  cmyk    4   8  jpeg"))
  }

  /// Without a Decode array Adobe's inverted data would print as a negative (print-ready 3).
  @Test func adobeMarkerOnFourComponentsIsRefused() throws {
    let document = try page(rect(5, 5, 20, 10)).pdf { _ in Self.adobe }
    #expect(document.report.diagnostics.map(\.code) == ["photo.jpeg"])
  }

  @Test func pictureOnTwoPagesIsEmbeddedOnce() throws {
    let page = page(rect(5, 5, 20, 10))
    let document = try PageDrawer(fonts: page.fonts).pdf(
      [page.frame, page.frame], colours: .keyed, date: .sample, pictures: { _ in Self.red })
    #expect(document.trims.count == 2)
    #expect(document.bytes.occurrences(of: Self.red.jpeg) == 1)
  }

  /// cairo lists a picture drawn twice twice among the page's resources.
  @Test func pictureTwiceOnAPageLeavesTheFileSound() throws {
    let document = try page(rect(0, 0, 20, 10), rect(20, 10, 10, 5)).pdf { _ in Self.red }
    let check = try witness("qpdf", ["--check", "FILE"], on: document.bytes)
    #expect(!check.contains("WARNING"))
  }

  @Test func pictureFillsItsBoxToTheEdges() throws {
    let png = try page(rect(5, 10, 20, 10)).png { _ in Self.red }
    #expect(png.report.diagnostics.isEmpty)
    let pixels = try Pixels(png.bytes, width: 40)
    for (x, y) in [(5, 10), (24, 10), (5, 19), (24, 19), (15, 15)] {
      #expect(pixels[x, y][0] > 250 && pixels[x, y][1] < 5 && pixels[x, y][2] < 5)
    }
    for (x, y) in [(4, 15), (25, 15), (15, 9), (15, 20)] {
      #expect(pixels[x, y] == [255, 255, 255])
    }
  }

  private static let halfCutOut: EncodedPicture = {
    var picture = red
    picture.cutOut = [0, 0, 255, 255, 0, 0, 255, 255]
    return picture
  }()

  /// A picture that was masked once must not be taken for one that was not (print-ready 3).
  @Test func aCutOutIsOnePictureWithASoftMask() throws {
    let frames = [rect(5, 5, 20, 10), rect(5, 16, 20, 10)]
    let document = try page(frames[0], frames[1]).pdf { picture in
      picture.frame == frames[0] ? Self.halfCutOut : Self.red
    }
    #expect(document.report.diagnostics.isEmpty)
    let list = try witness("pdfimages", ["-list", "FILE"], on: document.bytes)
    let kinds = list.split(separator: "\n").dropFirst(2).map { $0.split(separator: " ")[2] }
    #expect(kinds.sorted() == ["image", "image", "smask"], "\(list)")
    let pixels = try Pixels(
      try witnessBytes("pdftoppm", ["-r", "72", "-png", "FILE"], on: document.bytes),
      width: Int((40 + 2 * 3 / 25.4 * 72).rounded(.up)))
    let bleed = Int((3 / 25.4 * 72).rounded())
    #expect(pixels[bleed + 8, bleed + 10][1] > 250 && pixels[bleed + 21, bleed + 10][1] < 10)
    #expect(pixels[bleed + 8, bleed + 21][1] < 10)
  }

  @Test func aCutOutLetsTheGroundShowInAProof() throws {
    var page = TestPage(trim: .stamp)
    page.add(.shape(.fill(rect(0, 0, 40, 30), .black)))
    page.frame.items += self.page(rect(5, 10, 20, 10)).frame.items
    let pixels = try Pixels(try page.png { _ in Self.halfCutOut }.bytes, width: 40)
    #expect(pixels[8, 15] == [0, 0, 0] && pixels[21, 15][0] > 250)
  }

  @Test func groundsGoFromOneInkToAnother() throws {
    var page = TestPage(trim: .stamp)
    page.add(.shape(.gradient(rect(0, 0, 40, 30), Gradient(from: .black, to: .paper))))
    page.add(.shape(.veil(rect(0, 0, 10, 10), Paint("red"), strength: 50)))
    let pixels = try Pixels(try page.png().bytes, width: 40)
    #expect(pixels[20, 0][0] < 10 && pixels[20, 29][0] > 245)
    #expect((120...136).contains(pixels[20, 15][0]) && pixels[30, 15] == pixels[12, 15])
    #expect((126...130).contains(pixels[5, 0][0]) && pixels[5, 0][1] < 6)
  }

  @Test func groupClipsItsItems() throws {
    var page = TestPage(trim: .stamp)
    let inner = FrameItem(.shape(.fill(rect(0, 0, 40, 30), .black)), Subject(.box))
    page.add(.group(clip: rect(10, 10, 10, 10), [inner]))
    let pixels = try Pixels(try page.png().bytes, width: 40)
    #expect(pixels[10, 10] == [0, 0, 0] && pixels[19, 19] == [0, 0, 0])
    #expect(pixels[9, 10] == [255, 255, 255] && pixels[20, 19] == [255, 255, 255])
  }

  @Test func pictureThatIsNotThereLeavesACrossAndAFinding() throws {
    let document = try page(rect(5, 5, 20, 10)).pdf { _ in nil }
    #expect(document.report.diagnostics.map(\.code) == ["photo.missing"])
    #expect(document.report.diagnostics.first?.area == rect(5, 5, 20, 10))
  }

  static let broken: [EncodedPicture] = [
    EncodedPicture(jpeg: [], size: PixelSize(width: 4, height: 2), components: 3),
    EncodedPicture(jpeg: [0xFF, 0xD8], size: PixelSize(width: 4, height: 2), components: 3),
    EncodedPicture(
      jpeg: Array("GIF89a, no JPEG".utf8), size: PixelSize(width: 4, height: 2), components: 3),
    EncodedPicture(
      jpeg: Array(red.jpeg.prefix(200)), size: PixelSize(width: 4, height: 2), components: 3),
    EncodedPicture(jpeg: red.jpeg, size: PixelSize(width: 8, height: 2), components: 3),
    EncodedPicture(jpeg: red.jpeg, size: PixelSize(width: 4, height: 2), components: 1),
    EncodedPicture(
      jpeg: red.jpeg, size: PixelSize(width: 4, height: 2), components: 3, cutOut: [0, 255]),
  ]

  @Test(arguments: broken) func jpegThatIsNotWhatItSaysIsReported(picture: EncodedPicture) throws {
    let page = page(rect(5, 5, 20, 10))
    #expect(try page.pdf { _ in picture }.report.diagnostics.map(\.code) == ["photo.jpeg"])
    #expect(try page.png { _ in picture }.report.diagnostics.map(\.code) == ["photo.jpeg"])
  }
}

extension [UInt8] {
  fileprivate func occurrences(of part: [UInt8]) -> Int {
    indices.count { self[$0] == part.first && self[$0...].starts(with: part) }
  }
}
