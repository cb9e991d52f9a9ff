import Newspaper

/// 断版 and 通线: white or rules that take the page apart.
extension LayoutReview {
  func cuts() -> [Diagnostic] {
    let cells = PageCells(standing)
    return cells.cutsAcross.compactMap { across($0, cells) }
      + cells.cutsDown.map { down($0) }
  }

  /// A band of lines that no slot reaches over, between slots that editors fill.
  private func across(_ band: ClosedRange<Int>, _ cells: PageCells) -> Diagnostic? {
    let above = cells.slots(above: band)
    let below = cells.slots(below: band)
    // A single slot of full width has no other edge: only parts of several slots come apart.
    guard above.contains(where: \.isEditorial), below.contains(where: \.isEditorial),
      above.count > 1, below.count > 1
    else { return nil }
    let grid = standing.grid
    let origin = standing.sheet.typeAreaOrigin
    let area = Rect(
      x: origin.x, y: origin.y + grid.pitch * (band.lowerBound - 1), width: grid.typeArea.width,
      height: grid.pitch * max(1, band.count - 1))
    let names = (above.map(\.name) + ["|"] + below.map(\.name)).joined(separator: " ")
    return finding(
      .cutAcross, subject: "page \(page.number)",
      at: page.layout.at, area: area,
      "page \(page.number) falls into an upper and a lower part at line \(band.lowerBound)",
      explanation: "断版: nothing stands across the white or the rule: \(names)",
      hints: [
        "let one of the slots reach over line \(band.lowerBound)",
        "let the slots of some columns end higher than those of others",
      ])
  }

  private func down(_ column: Int) -> Diagnostic {
    let grid = standing.grid
    let origin = standing.sheet.typeAreaOrigin
    let x = origin.x + grid.columnX(column) + grid.bodySize * grid.columnCharacters
    let area = Rect(
      x: x, y: origin.y, width: grid.bodySize * grid.gutterCharacters, height: grid.typeArea.height)
    return finding(
      .cutDown, subject: "page \(page.number)", at: page.layout.at, area: area,
      "page \(page.number) falls into a left and a right part after column \(column)",
      explanation: "通线: the gutter runs from the top of the page to its foot",
      hints: ["let one slot reach over the gutter", "let the columns break at another place below"])
  }
}

/// Which slot each cell of the grid belongs to.
private struct PageCells {
  let slots: [StandingSlot]
  private let lines: Int
  private let columns: Int
  /// By line, then column; nil where no slot is.
  private var cells: [[Int?]]

  init(_ standing: StandingPage) {
    slots = standing.slots.filter { $0.slot.part != .folio }
    lines = standing.grid.lines
    columns = standing.grid.columns
    cells = Array(repeating: Array(repeating: nil, count: columns), count: lines)
    // What lies over another slot stands inside it.
    for index in slots.indices.filter({ slots[$0].slot.over.isEmpty })
      + slots.indices.filter({ !slots[$0].slot.over.isEmpty })
    {
      let slot = slots[index].slot
      for line in slot.area.lines where line <= lines {
        for column in slot.columns(on: line).joined() where column <= columns {
          if cells[line - 1][column - 1] == nil { cells[line - 1][column - 1] = index }
        }
      }
    }
  }

  /// The bands at which no slot reaches from one line into the next; from the last line above to
  /// the first line below.
  var cutsAcross: [ClosedRange<Int>] {
    var bands: [ClosedRange<Int>] = []
    for line in 1..<lines {
      let isHeld = (0..<columns).contains { column in
        let upper = cells[line - 1][column]
        return upper != nil && upper == cells[line][column]
      }
      if isHeld { continue }
      if let last = bands.last, last.upperBound == line {
        bands[bands.count - 1] = last.lowerBound...(line + 1)
      } else {
        bands.append(line...(line + 1))
      }
    }
    return bands
  }

  /// The columns after which no slot reaches over the gutter on any line.
  var cutsDown: [Int] {
    (1..<max(2, columns)).filter { column in
      column < columns
        && cells.allSatisfy { line in
          line[column - 1] == nil || line[column - 1] != line[column]
        } && cells.contains { $0[column - 1] != nil } && cells.contains { $0[column] != nil }
    }
  }

  /// The slots that end above the band, from left to right: the nearest in each column.
  func slots(above band: ClosedRange<Int>) -> [StandingSlot] {
    nearest(stride(from: band.lowerBound, through: 1, by: -1))
  }

  /// The slots that begin below the band.
  func slots(below band: ClosedRange<Int>) -> [StandingSlot] {
    nearest(stride(from: band.upperBound, through: lines, by: 1))
  }

  private func nearest(_ lines: StrideThrough<Int>) -> [StandingSlot] {
    var found: [Int] = []
    for column in 0..<columns {
      let slot = lines.lazy.compactMap { cells[$0 - 1][column] }.first
      if let slot, !found.contains(slot) { found.append(slot) }
    }
    return found.map { slots[$0] }
  }
}
