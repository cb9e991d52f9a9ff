/// The path under construction, as far as the plates care: where it lies and how much it covers.
struct PathTrace {
  /// Rectangles with the sizes they print at.
  private(set) var rectangles: [(width: Double, height: Double)] = []
  /// What the path's points enclose; nil while there is no path.
  private(set) var bounds: PDFBox?
  /// Whether it clips what follows.
  private(set) var clips = false
  /// Twice the signed area of what is closed.
  private var doubledArea = 0.0
  /// The length of its lines.
  private(set) var length = 0.0
  private var start = (x: 0.0, y: 0.0)
  private var last = (x: 0.0, y: 0.0)

  /// The share of its bounds that a fill covers, taken evenly.
  var coverage: Double {
    guard let bounds, bounds.width > 0, bounds.height > 0 else { return 0 }
    return min(1, abs(doubledArea) / 2 / (bounds.width * bounds.height))
  }

  /// Follows an operator that builds a path; false for others.
  mutating func follow(_ operation: Operator, _ numbers: [Double], _ matrix: Matrix) -> Bool {
    switch operation {
    case .rectangle where numbers.count == 4:
      let (x, y, width, height) = (numbers[0], numbers[1], numbers[2], numbers[3])
      rectangles.append((abs(width) * matrix.horizontal, abs(height) * matrix.vertical))
      move(matrix.point(x, y))
      for (x, y) in [(x + width, y), (x + width, y + height), (x, y + height)] {
        line(matrix.point(x, y))
      }
      close()
    case .move where numbers.count == 2: move(matrix.point(numbers[0], numbers[1]))
    case .line where numbers.count == 2: line(matrix.point(numbers[0], numbers[1]))
    case .curve where numbers.count == 6, .curveFromStart where numbers.count == 4,
      .curveToEnd where numbers.count == 4:
      for index in stride(from: 0, to: numbers.count, by: 2) {
        line(matrix.point(numbers[index], numbers[index + 1]))
      }
    case .close: close()
    case .clip, .clipEvenOdd: clips = true
    case .rectangle, .move, .line, .curve, .curveFromStart, .curveToEnd: break
    default: return false
    }
    return true
  }

  private mutating func move(_ point: (x: Double, y: Double)) {
    close()
    start = point
    last = point
    reach(point)
  }

  private mutating func line(_ point: (x: Double, y: Double)) {
    doubledArea += last.x * point.y - point.x * last.y
    let (dx, dy) = (point.x - last.x, point.y - last.y)
    length += (dx * dx + dy * dy).squareRoot()
    last = point
    reach(point)
  }

  private mutating func close() {
    doubledArea += last.x * start.y - start.x * last.y
    last = start
  }

  private mutating func reach(_ point: (x: Double, y: Double)) {
    let spot = PDFBox(left: point.x, bottom: point.y, right: point.x, top: point.y)
    bounds = bounds?.union(spot) ?? spot
  }
}

extension PDFBox {
  func union(_ other: PDFBox) -> PDFBox {
    PDFBox(
      left: min(left, other.left), bottom: min(bottom, other.bottom),
      right: max(right, other.right), top: max(top, other.top))
  }

  /// What both share; empty, with no width or height, where they share nothing.
  func intersection(_ other: PDFBox) -> PDFBox {
    let (left, bottom) = (max(left, other.left), max(bottom, other.bottom))
    return PDFBox(
      left: left, bottom: bottom, right: max(left, min(right, other.right)),
      top: max(bottom, min(top, other.top)))
  }

  /// The box made larger on all sides.
  func grown(by distance: Double) -> PDFBox {
    PDFBox(
      left: left - distance, bottom: bottom - distance, right: right + distance,
      top: top + distance)
  }

  /// A box that a transformation turns into any parallelogram, upright round it.
  init(_ box: PDFBox, under matrix: Matrix) {
    let corners = [
      matrix.point(box.left, box.bottom), matrix.point(box.right, box.bottom),
      matrix.point(box.left, box.top), matrix.point(box.right, box.top),
    ]
    self.init(
      left: corners.map(\.x).reduce(.infinity, min),
      bottom: corners.map(\.y).reduce(.infinity, min),
      right: corners.map(\.x).reduce(-.infinity, max), top: corners.map(\.y).reduce(-.infinity, max)
    )
  }

  /// The square that pictures are drawn into.
  static let unit = PDFBox(left: 0, bottom: 0, right: 1, top: 1)
}

extension Matrix {
  func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (a * x + c * y + e, b * x + d * y + f)
  }

  /// Nil for one that squeezes everything into a line.
  var inverse: Matrix? {
    let determinant = a * d - b * c
    guard abs(determinant) > 1e-12 else { return nil }
    return Matrix([
      d / determinant, -b / determinant, -c / determinant, a / determinant,
      (c * f - d * e) / determinant, (b * e - a * f) / determinant,
    ])
  }
}
