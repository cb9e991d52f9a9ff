import Foundation
import Newspaper
import TestSupport
import Testing

@testable import Production

/// The sample's plates: that each page stands where it belongs, as it is.
struct ImposeTests {
  private func edition(_ signature: String) async throws -> Scratch {
    let built = try await Sample.built.editions[0]
    let scratch = try Scratch()
    try scratch.copy(built.folder, to: "0512-north")
    try scratch.write("signature: \(signature)\n", to: "press.yaml")
    return scratch
  }

  @Test func everyPageStandsInItsPlaceAsItIs() async throws {
    let scratch = try await edition("{pagesPerPlate: 4}")
    let outcome = try Tool.run(
      Tool.program, ["impose", "0512-north", "--press", "press.yaml"], in: scratch.path)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(try scratch.bytes("0512-north/manifest.json")))
    let plates = manifest.files.filter { $0.kind == .plate }
    #expect(
      plates.map(\.plate) == ["A1F", "A1B"]
        && plates.map(\.pages) == [[8, 1, 5, 4], [2, 7, 3, 6]])
    for plate in plates { #expect(try await preflight(plate.name, in: scratch) == []) }

    // 24 dots an inch; a page is 259.8 dots wide and 368.5 high.
    let front = try Picture(of: "0512-north/0512-north-A1F.pdf", in: scratch, inset: 38.5)
    for (page, x, y, isTurned) in [
      (8, 0.0, 1.0, false), (1, 1, 1, false), (5, 0, 0, true), (4, 1, 0, true),
    ] {
      let alone = try Picture(of: "0512-north/0512-north-p0\(page).pdf", in: scratch, inset: 8.5)
      let other = try Picture(
        of: "0512-north/0512-north-p0\(page == 1 ? 2 : 1).pdf", in: scratch, inset: 8.5)
      let difference = front.difference(from: alone, x * 259.84, y * 368.5, isTurned)
      #expect(difference < 8, "page \(page): \(difference)")
      #expect(front.difference(from: other, x * 259.84, y * 368.5, isTurned) > 3 * difference)
    }
    let again = try Tool.run(
      Tool.program, ["impose", "0512-north", "--press", "press.yaml"], in: scratch.path)
    #expect(again.status == 0)
    let second = try JSONDecoder().decode(
      Manifest.self, from: Data(try scratch.bytes("0512-north/manifest.json")))
    #expect(second == manifest, "the same bytes")
  }

  /// A press file in all respects; the spot inks of the pages are known.
  private func preflight(_ name: String, in scratch: Scratch) async throws -> [String] {
    let report = await Checkroom.check(scratch("0512-north/\(name)"), press: nil, workers: 1).0
    return report.diagnostics.filter { $0.severity == .error }.map(\.summary)
  }

  @Test(arguments: [
    ("{pagesPerPlate: 2, sections: [4, 8]}", "impose.pages", "the sections have 12 pages together"),
    ("{pagesPerPlate: 2, sections: [3, 5]}", "impose.pages", "section 1 has 3 pages"),
    ("{pagesPerPlate: 3}", "value.choice", "3 is not known here"),
  ])
  func signaturesThatDoNotFit(signature: String, code: String, words: String) async throws {
    let scratch = try await edition(signature)
    let outcome = try Tool.run(
      Tool.program, ["impose", "0512-north", "--press", "press.yaml"], in: scratch.path)
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains(code) && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.errors.contains("press.yaml:1:"))
  }

  @Test func aPageThatIsMissingOrChangedIsTold() async throws {
    let scratch = try await edition("{pagesPerPlate: 2}")
    try scratch.write("%PDF-1.6 other", to: "0512-north/0512-north-p03.pdf")
    let outcome = try Tool.run(
      Tool.program, ["impose", "0512-north", "--press", "press.yaml"], in: scratch.path)
    #expect(outcome.status == 1 && outcome.errors.contains("[impose.source]"), "\(outcome.errors)")
    try scratch.write(
      "signature: {pagesPerPlate: 2}\ncondition: {identifier: X, profile: no.icc}", to: "press.yaml"
    )
    let other = try Tool.run(
      Tool.program, ["impose", "0512-north", "--press", "press.yaml"], in: scratch.path)
    #expect(other.status == 65)
  }
}

/// A PDF as grey dots.
private struct Picture {
  let width: Int
  let height: Int
  let dots: [UInt8]
  /// Dots from the edge to the trim.
  let inset: Double

  init(of file: String, in scratch: Scratch, inset: Double) throws {
    try Tool.run(
      "pdftoppm", ["-r", "24", "-gray", "-singlefile", scratch(file), scratch("picture")])
    let bytes = try scratch.bytes("picture.pgm")
    var fields: [Int] = []
    var start = 3
    while fields.count < 3 {
      let end = bytes[start...].firstIndex { $0 == 10 || $0 == 32 } ?? start
      fields.append(Int(String(decoding: bytes[start..<end], as: UTF8.self)) ?? 0)
      start = end + 1
    }
    (width, height) = (fields[0], fields[1])
    dots = Array(bytes[start...])
    self.inset = inset / 3
  }

  /// The mean difference of the other's trimmed page, put down at a place of this one's, by blocks
  /// of dots, as edges fall differently between dots.
  func difference(from other: Picture, _ x: Double, _ y: Double, _ isTurned: Bool) -> Double {
    let block = 8
    let (columns, rows) = (32, 45)
    var sum = 0.0
    for row in 0..<rows {
      for column in 0..<columns {
        var own = 0
        var others = 0
        for dot in 0..<block * block {
          let (dx, dy) = (column * block + dot % block + 1, row * block + dot / block + 1)
          let (ownX, ownY) = (Int(inset + x) + dx, Int(inset + y) + dy)
          let otherX = Int(other.inset + (isTurned ? 259.84 - Double(dx) : Double(dx)))
          let otherY = Int(other.inset + (isTurned ? 368.5 - Double(dy) : Double(dy)))
          own += Int(dots[ownY * width + ownX])
          others += Int(other.dots[otherY * other.width + otherX])
        }
        sum += Double(abs(own - others)) / Double(block * block)
      }
    }
    return sum / Double(columns * rows)
  }
}
