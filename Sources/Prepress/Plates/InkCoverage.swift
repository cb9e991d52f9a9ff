import Newspaper

/// All plates of a page added up, to find where most ink lies (GWG 2022 R0026: the average over any
/// square of 15 mm).
struct InkCoverage {
  private let width: Int
  private let height: Int
  /// Ink of all plates on a pixel, 255 a full plate.
  private var sums: [Int32]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    sums = [Int32](repeating: 0, count: width * height)
  }

  /// Adds a plate: 0 is full ink.
  mutating func add(_ plate: Pixels) {
    for index in 0..<min(sums.count, plate.bytes.count) {
      sums[index] += 255 - Int32(plate.bytes[index])
    }
  }

  /// The square with most ink, then those over the limit that do not touch a heavier one.
  func squares(dpi: Int, over limit: Int) -> [Separations.InkSquare] {
    let side = min(Int((15 / 25.4 * Double(dpi)).rounded()), width, height)
    guard side > 0 else { return [] }
    let table = table
    // A quarter of a square is near enough to find every one that is heavy.
    let step = max(1, side / 4)
    var found: [(x: Int, y: Int, percent: Double)] = []
    for y in Self.starts(height, side, step) {
      for x in Self.starts(width, side, step) {
        let (left, right) = (x + y * (width + 1), x + side + y * (width + 1))
        let below = side * (width + 1)
        let ink = table[right + below] - table[left + below] - table[right] + table[left]
        found.append((x, y, Double(ink) / Double(side * side) / 2.55))
      }
    }
    found.sort { $0.percent != $1.percent ? $0.percent > $1.percent : ($0.y, $0.x) < ($1.y, $1.x) }
    var kept: [(x: Int, y: Int, percent: Double)] = []
    for square in found where kept.isEmpty || square.percent > Double(limit) + 0.5 {
      if kept.allSatisfy({ abs($0.x - square.x) >= side || abs($0.y - square.y) >= side }) {
        kept.append(square)
      }
    }
    let scale = 72 / Double(dpi)
    return kept.map { square in
      Separations.InkSquare(
        area: Rect(
          x: .points(Double(square.x) * scale), y: .points(Double(square.y) * scale),
          width: .points(Double(side) * scale), height: .points(Double(side) * scale)),
        percent: Int(square.percent.rounded()))
    }
  }

  /// Sums of everything to the left and above.
  private var table: [Int] {
    var table = [Int](repeating: 0, count: (width + 1) * (height + 1))
    for y in 0..<height {
      var row = 0
      for x in 0..<width {
        row += Int(sums[y * width + x])
        table[(y + 1) * (width + 1) + x + 1] = table[y * (width + 1) + x + 1] + row
      }
    }
    return table
  }

  /// Where squares begin: in steps, and one that ends with the page.
  private static func starts(_ length: Int, _ side: Int, _ step: Int) -> [Int] {
    let steps = Array(stride(from: 0, through: length - side, by: step))
    return steps.last == length - side ? steps : steps + [length - side]
  }
}
