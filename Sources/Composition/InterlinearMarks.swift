import Newspaper

/// Emphasis dots, name lines and title waves of one line (reference 10).
///
/// Horizontal marks stand below the em box; vertical dots right of it, lines left of it. A line
/// is one stroke for each name, also across stretched gaps; the dots stand outside it.
struct InterlinearMarks {
  /// An atom at its place.
  struct Placed {
    var atom: Int
    var x: Int
    var width: Int
  }

  private let paragraph: Paragraph
  private let placed: [Placed]
  private let isVertical: Bool
  private let em: Double

  init(_ paragraph: Paragraph, _ placed: [Placed]) {
    self.paragraph = paragraph
    self.placed = placed
    isVertical = paragraph.format.rules.direction == .vertical
    em = paragraph.format.style.size.points
  }

  // Distances in ems from the em box: the stroke, its thickness, the dot.
  private static let strokeDistance = 0.06
  private static let thickness = 0.05
  private static let dot = 0.25
  private static let dotDistance = 0.04
  /// Adjacent names are a tenth of an em apart.
  private static let trim = 0.05
  private static let waveLength = 0.4
  private static let waveHeight = 0.04

  func shapes() -> [Shape] {
    var shapes: [Shape] = []
    for place in placed { shapes += dots(place) }
    var start = 0
    while start < placed.count {
      let style = style(start)
      let run = paragraph.atoms[placed[start].atom].run
      var end = start + 1
      while end < placed.count, paragraph.atoms[placed[end].atom].run == run { end += 1 }
      let from = points(placed[start].x) + Self.trim * em
      let to = points(placed[end - 1].x + placed[end - 1].width) - Self.trim * em
      let paint = paragraph.looks[paragraph.atoms[placed[start].atom].look].paint
      if style.contains(.properName) { shapes.append(stroke(from, to, paint)) }
      if style.contains(.bookTitle) { shapes += wave(from, to, paint) }
      start = end
    }
    return shapes
  }

  private func style(_ index: Int) -> InlineStyle {
    paragraph.looks[paragraph.atoms[placed[index].atom].look].style
  }

  private func points(_ units: Int) -> Double { Length(units: units).points }

  /// One under each character, none under marks or spaces (GB 5.1.8).
  private func dots(_ place: Placed) -> [Shape] {
    let atom = paragraph.atoms[place.atom]
    let look = paragraph.looks[atom.look]
    guard look.style.contains(.emphasis), atom.kind.isText else { return [] }
    let isUnderlined = !look.style.isDisjoint(with: [.properName, .bookTitle])
    let beyond = isUnderlined && !isVertical ? Self.strokeDistance + Self.thickness * 2 : 0
    let size = Self.dot * em
    let along = points(place.x) + points(place.width) / 2 - size / 2
    let across = edge(.outer) + (Self.dotDistance + beyond) * em
    return [.ellipse(rect(along, across, size, size), look.paint)]
  }

  private enum Edge { case outer, names }

  /// Below the em box, or right of it; names stand left of vertical lines.
  private func edge(_ edge: Edge) -> Double {
    isVertical ? (edge == .outer ? 0.5 : -0.5) * em : 0.12 * em
  }

  private func rect(_ along: Double, _ across: Double, _ length: Double, _ depth: Double) -> Rect {
    let (a, b) = (Length.points(along), Length.points(across))
    let (l, d) = (Length.points(length), Length.points(depth))
    return isVertical
      ? Rect(x: b, y: a, width: d, height: l) : Rect(x: a, y: b, width: l, height: d)
  }

  private func stroke(_ from: Double, _ to: Double, _ paint: Paint) -> Shape {
    let distance = Self.strokeDistance * em
    let depth = Self.thickness * em
    let across = isVertical ? edge(.names) - distance - depth : edge(.names) + distance
    return .fill(rect(from, across, max(depth, to - from), depth), paint)
  }

  /// A zigzag fine enough to print as a wave.
  private func wave(_ from: Double, _ to: Double, _ paint: Paint) -> [Shape] {
    let distance = (Self.strokeDistance + Self.waveHeight) * em
    let middle = isVertical ? edge(.names) - distance : edge(.names) + distance
    let steps = max(2, Int(((to - from) / (Self.waveLength * em) * 4).rounded()))
    // Quarter waves: 0, up, 0, down.
    let heights = [0, 1, 0, -1].map { $0 * Self.waveHeight * em }
    func point(_ step: Int) -> Point {
      let along = Length.points(from + (to - from) * Double(step) / Double(steps))
      let across = Length.points(middle + heights[step % 4])
      return isVertical ? Point(x: across, y: along) : Point(x: along, y: across)
    }
    return (0..<steps).map {
      .line(point($0), point($0 + 1), width: .points(Self.thickness * em), paint)
    }
  }
}
