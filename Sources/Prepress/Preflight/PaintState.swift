import Newspaper

/// The parts of the graphics state that decide what reaches a plate.
struct PaintState {
  /// What a paint is set to.
  enum Colour {
    case ink(InkMix)
    case pattern
    case unknown
  }

  var matrix: Matrix
  var fillSpace = PrintSpace.gray
  var strokeSpace = PrintSpace.gray
  var fill: Colour
  var stroke: Colour
  var lineWidth = 1.0
  var fillOverprints = false
  var strokeOverprints = false
  var mode = 0
  var fillAlpha = 1.0
  var strokeAlpha = 1.0
  var isNormal = true
  var isMasked = false
  var fontSize = 0.0
  var textMode = 0
  var leading = 0.0
  /// What may still be painted on; nil for all.
  var clip: PDFBox?
  /// How much of a group's ink reaches the page.
  var groupStrength = 1.0

  /// The state a page begins with: black of DeviceGray (ISO 32000-1, 8.4.1).
  init(matrix: Matrix = Matrix()) {
    self.matrix = matrix
    let black = InkMix(.gray, [0])
    fill = black.map(Colour.ink) ?? .unknown
    stroke = fill
  }

  /// Whether overprinting keeps its meaning: nothing is transparent.
  func isOpaque(stroking: Bool) -> Bool {
    isNormal && !isMasked && (stroking ? strokeAlpha : fillAlpha) >= 0.9999
  }

  /// The share of an ink that reaches the page; a mask is taken to let half through.
  func strength(stroking: Bool) -> Double {
    groupStrength * (stroking ? strokeAlpha : fillAlpha) * (isMasked ? 0.5 : 1)
  }

  /// A transparency group begins with nothing transparent.
  mutating func enterGroup() {
    groupStrength = strength(stroking: false)
    fillAlpha = 1
    strokeAlpha = 1
    isNormal = true
    isMasked = false
  }
}

/// A transformation of the plane, as six numbers of PDF.
struct Matrix {
  var a = 1.0
  var b = 0.0
  var c = 0.0
  var d = 1.0
  var e = 0.0
  var f = 0.0

  init() {}

  /// Nil unless there are six numbers.
  init?(_ numbers: [Double]) {
    guard numbers.count == 6 else { return nil }
    (a, b, c, d, e, f) =
      (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
  }

  /// This one first, then the other.
  func then(_ next: Matrix) -> Matrix {
    var result = Matrix()
    // Bounded, so that hostile nesting cannot overflow.
    func bounded(_ value: Double) -> Double { value.isNaN ? 0 : min(max(value, -1e8), 1e8) }
    result.a = bounded(a * next.a + b * next.c)
    result.b = bounded(a * next.b + b * next.d)
    result.c = bounded(c * next.a + d * next.c)
    result.d = bounded(c * next.b + d * next.d)
    result.e = bounded(e * next.a + f * next.c + next.e)
    result.f = bounded(e * next.b + f * next.d + next.f)
    return result
  }

  /// How long a horizontal unit becomes.
  var horizontal: Double { (a * a + b * b).squareRoot() }
  /// How long a vertical unit becomes.
  var vertical: Double { (c * c + d * d).squareRoot() }
}
