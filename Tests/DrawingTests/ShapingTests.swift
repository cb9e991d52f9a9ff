import Composition
import Drawing
import Newspaper
import Testing

@Suite("Shaping")
struct ShapingTests {
  private let shaper: PangoShaper

  init() {
    var report = Report()
    shaper = PangoShaper(fonts: FontLibrary(typefaces: .noto, report: &report))
    #expect(report.diagnostics.isEmpty)
  }

  private func shape(
    _ text: String, face: String = "body", size: Double = 9,
    script: ShapingRequest.Script = .han,
    direction: ShapingRequest.Direction = .horizontal
  ) -> [ShapedCluster] {
    shaper.shape(
      ShapingRequest(
        text: text, face: face, size: .points(size), script: script, direction: direction))
  }

  @Test func dump() {
    for c in shape("国，“《：——……·") { print(c) }
    for c in shape("国，“：？——a", direction: .vertical) { print(c) }
    for c in shape("office a", script: .western) { print(c) }
    for c in shape("é x", script: .western) { print(c) }
  }
}
