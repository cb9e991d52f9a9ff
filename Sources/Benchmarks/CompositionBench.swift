import Composition
import Drawing
import Intake
import Newspaper
import Production

/// Ten thousand characters of the sample's body text in columns of eleven characters.
struct CompositionBench {
  private let paragraphs: [RichText]
  private let typefaces: Typefaces
  private static let characters = 10_000

  init?(_ issue: Issue) {
    guard let typefaces = Intake.typefaces(at: issue.publication.fontFolder).typefaces else {
      return nil
    }
    self.typefaces = typefaces
    let all = issue.stories.sorted { $0.key < $1.key }.flatMap { $0.value.body }.compactMap {
      if case .paragraph(let text) = $0 { text } else { nil }
    }
    var count = 0
    var taken: [RichText] = []
    while count < Self.characters, !all.isEmpty {
      taken.append(all[taken.count % all.count])
      count += taken[taken.count - 1].plain.count
    }
    paragraphs = taken
  }

  /// Shaping, preparing and lines (breaking and setting), the fastest of several turns each.
  func times(turns: Int) -> (shape: Duration, prepare: Duration, lines: Duration) {
    var report = Report()
    let shaper = TimedShaper(PangoShaper(fonts: FontLibrary(typefaces: typefaces, report: &report)))
    let style = TextStyle(face: "body", size: .points(9), pitch: .points(12))
    let format = ParagraphFormat(style: style, indent: 2)
    let shape = ColumnShape(measure: .points(99))
    let clock = ContinuousClock()
    let long = Duration.seconds(1)
    var best = (shape: long, prepare: long, lines: long)
    for _ in 0..<turns {
      shaper.time = .zero
      // A new one each time: what a composer has set it does not set again.
      let composer = Composer(shaper: shaper)
      let start = clock.now
      let prepared = paragraphs.map { composer.paragraph($0, format) }
      let middle = clock.now
      for paragraph in prepared { _ = composer.lines(of: paragraph, in: shape) }
      let end = clock.now
      best.shape = min(best.shape, shaper.time)
      best.prepare = min(best.prepare, middle - start - shaper.time)
      best.lines = min(best.lines, end - middle)
    }
    return best
  }
}

/// Counts the time that a shaper takes.
private final class TimedShaper: Shaper {
  private let shaper: any Shaper
  var time = Duration.zero

  init(_ shaper: any Shaper) { self.shaper = shaper }

  func shape(_ request: ShapingRequest) -> [ShapedCluster] {
    let start = ContinuousClock().now
    defer { time += ContinuousClock().now - start }
    return shaper.shape(request)
  }
}
