import Makeup
import Newspaper
import TestSupport
import Testing

@testable import Production

/// The plates of a page as grey pixels, read from the proof images.
final class Plates {
  let names: [String]
  private let dpi = 144
  private let bleed: Length
  private var pixels: [String: (width: Int, inks: [UInt8])] = [:]

  init(of page: BuiltPage, by desk: Desk, in scratch: Scratch) throws {
    let proof = desk.plates(of: page, dpi: dpi, inks: []) { _, _ in [] }
    #expect(proof.report.diagnostics.filter { !$0.isLever }.map(\.summary) == [])
    let separations = proof.images
    bleed = page.made.frame.sheet.bleed
    names = separations.map(\.name).sorted()
    for image in separations where image.name != "composite" && image.name != "ink" {
      try scratch.write(image.png, to: "\(image.name).png")
      let png = scratch("\(image.name).png")
      let size = try Tool.run("identify", ["-format", "%w", png]).output
      let raw = scratch("\(image.name).gray")
      try Tool.run("convert", [png, "-depth", "8", "gray:\(raw)"])
      pixels[image.name] = (
        try #require(Int(size)), try scratch.bytes("\(image.name).gray")
      )
    }
  }

  /// Least and most ink in percent within an area of the page, a pixel away from its edges.
  func range(_ plate: String, _ area: Rect) throws -> ClosedRange<Int> {
    let (width, inks) = try #require(pixels[plate])
    func pixel(_ length: Length) -> Int {
      Int(((length + bleed).points * Double(dpi) / 72).rounded())
    }
    var (least, most) = (UInt8.max, UInt8.min)
    for y in pixel(area.minY) + 2..<pixel(area.maxY) - 2 {
      for x in pixel(area.minX) + 2..<pixel(area.maxX) - 2 {
        least = min(least, inks[y * width + x])
        most = max(most, inks[y * width + x])
      }
    }
    func percent(_ light: UInt8) -> Int { Int((100 - Double(light) / 2.55).rounded()) }
    return percent(most)...percent(least)
  }
}

extension Diagnostic {
  /// Whether it only tells what copyfitting did.
  var isLever: Bool { severity == .note && code.hasPrefix("fit.lever.") }
}
