/// 墨量: how much ink lies where on a page, in cells of about a millimetre.
///
/// An estimate that errs to the lower side: figures that are no rectangles are spread evenly over
/// their bounds, text covers three tenths of its em boxes, gradients and patterns are left out.
struct InkMap {
  /// Cyan, magenta, yellow, black and all spot inks together, each 0 to 1.
  typealias Inks = SIMD8<Float>

  private let area: PDFBox
  private let cell: Double
  private let columns: Int
  private let rows: Int
  private var cells: [Inks]

  /// Cells never become more than this: a page as large as a field gets larger ones.
  private static let most = 500_000.0

  init(_ area: PDFBox) {
    self.area = area
    let millimetre = 72 / 25.4
    cell = max(millimetre, (area.width * area.height / Self.most).squareRoot())
    columns = max(1, Int((area.width / cell).rounded(.up)))
    rows = max(1, Int((area.height / cell).rounded(.up)))
    cells = Array(repeating: Inks(), count: columns * rows)
  }

  /// Lays ink over the part of a box that is not clipped away.
  ///
  /// `strength` is the share that is covered; overprinting ink leaves the other plates alone.
  mutating func lay(
    _ ink: InkMix, over box: PDFBox, clip: PDFBox?, strength: Double, overprints: Bool
  ) {
    let inks = ink.inks
    let keeps = overprints ? inks .== 0 : SIMDMask(repeating: false)
    visit(box, clip) { map, index, covered in
      let share = Float(covered * strength)
      let mixed = map.cells[index] * (1 - share) + inks * share
      map.cells[index] = mixed.replacing(with: map.cells[index], where: keeps)
    }
  }

  /// Lays a picture that a matrix brings from the unit square to the page.
  mutating func lay(_ picture: PictureInk, under matrix: Matrix, clip: PDFBox?) {
    guard let inverse = matrix.inverse else { return }
    let box = PDFBox(.unit, under: matrix)
    visit(box, clip) { map, index, covered in
      let x = map.area.left + (Double(index % map.columns) + 0.5) * map.cell
      let y = map.area.bottom + (Double(index / map.columns) + 0.5) * map.cell
      let place = inverse.point(x, y)
      let inks = picture.inks(at: place.x, 1 - place.y)
      let share = Float(covered)
      map.cells[index] = map.cells[index] * (1 - share) + inks * share
    }
  }

  /// Calls for each cell under a box with the share of the cell that lies under it.
  private mutating func visit(
    _ box: PDFBox, _ clip: PDFBox?, _ change: (inout InkMap, Int, Double) -> Void
  ) {
    let seen = box.intersection(area).intersection(clip ?? area)
    guard seen.width > 0, seen.height > 0 else { return }
    func cells(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
      let first = min(count, max(0, Int(low / cell)))
      return first..<max(first, min(count, Int((high / cell).rounded(.up))))
    }
    func share(_ index: Int, _ low: Double, _ high: Double) -> Double {
      max(0, min(high / cell, Double(index + 1)) - max(low / cell, Double(index)))
    }
    let (left, right) = (seen.left - area.left, seen.right - area.left)
    let (bottom, top) = (seen.bottom - area.bottom, seen.top - area.bottom)
    for row in cells(bottom, top, rows) {
      let high = share(row, bottom, top)
      for column in cells(left, right, columns) {
        change(&self, row * columns + column, high * share(column, left, right))
      }
    }
  }

  /// A square of 15 mm with its ink in percent.
  struct Square {
    var box: PDFBox
    var ink: Double
  }

  /// Squares of 15 mm with more ink than a limit, the heaviest first; none overlaps another.
  func squares(over limit: Double, atMost count: Int = 8) -> [Square] {
    let side = Int((15 * 72 / 25.4 / cell).rounded())
    let (across, down) = (max(1, min(side, columns)), max(1, min(side, rows)))
    // Sums of everything below and to the left.
    let width = columns + 1
    var sums = [Double](repeating: 0, count: width * (rows + 1))
    var found: [(column: Int, row: Int, ink: Double)] = []
    for row in 1...rows {
      for column in 1...columns {
        let at = row * width + column
        let inks = cells[(row - 1) * columns + column - 1]
        sums[at] = Double(inks.sum()) + sums[at - 1] + sums[at - width] - sums[at - width - 1]
        guard column >= across, row >= down else { continue }
        let inside =
          sums[at] - sums[at - across] - sums[at - down * width] + sums[at - down * width - across]
        let ink = 100 * inside / Double(across * down)
        if ink > limit { found.append((column - across, row - down, ink)) }
      }
    }
    var squares: [Square] = []
    for square in found.sorted(by: { ($0.ink, $1.row, $1.column) > ($1.ink, $0.row, $0.column) }) {
      let (left, bottom) = (
        area.left + Double(square.column) * cell, area.bottom + Double(square.row) * cell
      )
      let box = PDFBox(
        left: left, bottom: bottom, right: left + Double(across) * cell,
        top: bottom + Double(down) * cell)
      guard !squares.contains(where: { $0.box.overlaps(box) }) else { continue }
      squares.append(Square(box: box, ink: square.ink))
      if squares.count == count { break }
    }
    return squares
  }
}

extension InkMix {
  fileprivate var inks: InkMap.Inks {
    InkMap.Inks(
      Float(cyan), Float(magenta), Float(yellow), Float(black), Float(spots.reduce(0, +)), 0, 0, 0)
  }
}
