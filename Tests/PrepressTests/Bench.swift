import Foundation
import Newspaper
import Prepress
import TestSupport
import Testing

/// A folder of its own for one test, with ImageMagick to make pictures in it.
struct Bench {
  private let scratch: Scratch
  var folder: String { scratch.path }

  init() throws { scratch = try Scratch() }

  /// Makes a picture with ImageMagick's `convert` and returns its path.
  func picture(_ name: String, _ arguments: String...) throws -> String {
    try run("/usr/bin/convert", arguments + [path(name)])
    return path(name)
  }

  /// A picture of one colour.
  func fill(_ colour: String, _ size: String = "64x64") throws -> String {
    try picture("fill.png", "-size", size, "xc:\(colour)", "-define", "png:color-type=2")
  }

  /// A crop from the upper left corner, as it is placed in a box of some points' width.
  func placed(
    _ path: String, crop cropWidth: Int, _ cropHeight: Int, width: Double
  ) -> PlacedPicture {
    let frame = Rect(
      x: .zero, y: .zero, width: .points(width),
      height: .points(width * Double(cropHeight) / Double(cropWidth)))
    return PlacedPicture(
      path: path, frame: frame,
      crop: PixelRect(x: 0, y: 0, width: cropWidth, height: cropHeight), alternateText: "")
  }

  /// A JPEG with an EXIF marker that says how to turn it (Exif 2.3, 4.6.4 tag 274).
  func turned(_ orientation: Int, _ path: String) throws -> String {
    let tiff: [UInt8] =
      Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1]
      + [0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
    let marker = Array("Exif\0\0".utf8) + tiff
    let jpeg = try read(path)
    return try write(
      "turned.jpg",
      Array(jpeg.prefix(2)) + [0xFF, 0xE1, 0, UInt8(marker.count + 2)] + marker
        + jpeg.dropFirst(2))
  }

  /// A photo of 600 × 400 pixels converted for the press; "gray" gives a grey one.
  func photo(_ colour: String) throws -> EncodedPicture {
    let isGray = colour == "gray"
    let path = try picture(
      "photo.png", "-size", "600x400", isGray ? "gradient:black-white" : colour, "-colorspace",
      isGray ? "Gray" : "sRGB", "-define", "png:color-type=\(isGray ? 0 : 2)")
    var report = Report()
    let placed = PlacedPicture(
      path: path,
      frame: Rect(x: .zero, y: .zero, width: .points(180), height: .points(120)),
      crop: PixelRect(x: 0, y: 0, width: 600, height: 400), alternateText: "")
    return try #require(
      PhotoDesk(cacheFolder: nil).encode(placed, for: .press, into: &report))
  }

  /// The PDF encrypted so that anybody may open it, but not change it.
  static func locked(_ pdf: [UInt8]) throws -> [UInt8] {
    let bench = try Bench()
    defer { bench.discard() }
    let open = try bench.write("open.pdf", pdf)
    try bench.run(
      "/usr/bin/qpdf", ["--encrypt", "", "owner", "256", "--", open, bench.path("shut.pdf")])
    return try bench.read(bench.path("shut.pdf"))
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func read(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  func discard() { try? FileManager.default.removeItem(atPath: folder) }

  struct Failed: Error {
    let command: String
    let output: String
  }

  /// Runs a tool and returns what it prints; throws when it fails.
  @discardableResult
  func run(_ tool: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw Failed(command: "\(tool) \(arguments.joined(separator: " "))", output: text)
    }
    return text
  }
}
