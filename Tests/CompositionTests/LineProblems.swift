import Composition
import Newspaper

extension Line {
  /// What of a line is not as expected; nil if nothing.
  func problem(with what: SuiteCase.What, in direction: TextDirection) -> String? {
    switch what {
    case .boxes(let places):
      missing(places, in: boxes.map { .init(text: $0.text, em: $0.x.points / 9) })
    case .readings(let places):
      missing(
        places,
        in: runs.map { .init(text: $0.text, em: ($0.glyphs.first?.x.points ?? .nan) / 9) })
    case .end(let em):
      (boxes.last.map { abs(($0.x + $0.advance).points / 9 - em) < 0.002 } ?? false)
        ? nil : "ends at \(width.points / 9) want \(em)"
    case .turned(let words):
      words == runs.filter { $0.turn == .clockwise }.map(\.text)
        ? nil : "turned \(runs.filter { $0.turn == .clockwise }.map(\.text)) want \(words)"
    case .stretch(let thousandths):
      stretch == thousandths ? nil : "stretched \(stretch) want \(thousandths)"
    case .marks(let wanted):
      marks(in: direction) == wanted ? nil : "marks \(marks(in: direction)) want \(wanted)"
    }
  }

  private func missing(_ places: [SuiteCase.Place], in found: [SuiteCase.Place]) -> String? {
    var rest = found[...]
    for place in places {
      guard let index = rest.firstIndex(where: { $0.text == place.text }) else {
        return "no \(place.text) in \(found.map(\.text))"
      }
      if abs(rest[index].em - place.em) >= 0.002 {
        return "\(place.text) at \(rest[index].em) want \(place.em)"
      }
      rest = rest[(index + 1)...]
    }
    return nil
  }

  /// The marks in words.
  ///
  /// Such as `dot below 0.5, dot below 1.5, stroke left 0.05-1.95, wave below 0.05-1.95`
  private func marks(in direction: TextDirection) -> String {
    var words: [String] = []
    var wave: Rect?
    for mark in marks {
      switch mark {
      case .ellipse(let frame, _):
        words.append("dot \(side(of: frame, direction)) \(middle(of: frame, direction))")
      case .fill(let frame, _):
        words.append("stroke \(side(of: frame, direction)) \(extent(of: frame, direction))")
      case .line(let from, let to, _, _):
        let frame = Rect(
          x: min(from.x, to.x), y: min(from.y, to.y),
          width: max(from.x, to.x) - min(from.x, to.x),
          height: max(from.y, to.y) - min(from.y, to.y))
        wave = wave.map { $0.union(frame) } ?? frame
      default: words.append("other")
      }
    }
    if let wave { words.append("wave \(side(of: wave, direction)) \(extent(of: wave, direction))") }
    return words.joined(separator: ", ")
  }

  /// Outside the em box: 0.12 em under the baseline, half an em beside the vertical axis.
  private func side(of frame: Rect, _ direction: TextDirection) -> String {
    switch direction {
    case .horizontal: frame.minY >= .points(1.08) ? "below" : "inside"
    case .vertical:
      frame.minX >= .points(4.5) ? "right" : frame.maxX <= -.points(4.5) ? "left" : "inside"
    }
  }

  private func middle(of frame: Rect, _ direction: TextDirection) -> String {
    ((direction == .vertical ? frame.midY : frame.midX).points / 9).short
  }

  private func extent(of frame: Rect, _ direction: TextDirection) -> String {
    let (from, to) =
      direction == .vertical ? (frame.minY, frame.maxY) : (frame.minX, frame.maxX)
    return "\((from.points / 9).short)-\((to.points / 9).short)"
  }
}

extension Double {
  /// To two places, without needless zeros.
  fileprivate var short: String {
    let hundredths = Int((self * 100).rounded())
    let rest = hundredths % 100
    return rest == 0
      ? "\(hundredths / 100)"
      : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest % 10 == 0 ? rest / 10 : rest)"
  }
}
