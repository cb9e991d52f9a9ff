import Composition
import Newspaper

/// A table: rows of cells, each row a line high; the first one is the heading.
struct Table {
  let rows: [[Line]]
  let block: Int
  /// Rows of the story's table that were set elsewhere.
  let skipped: Int
  let style: TextStyle
  private let widths: [Length]
  private let figures: [Figures?]

  init(rows: [[Line]], block: Int, skipped: Int, style: TextStyle) {
    self.rows = rows
    self.block = block
    self.skipped = skipped
    self.style = style
    let columns = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.compactMap { column < $0.count ? $0[column] : nil }
    }
    widths = columns.map { $0.map(\.width).max() ?? .zero }
    figures = columns.map { Figures($0.dropFirst()) }
  }

  /// The rows that it begins a leg's foot with, or it goes to the next leg.
  var fewestRows: Int { min(3, rows.count) }

  /// The characters that it is wider than a measure, half of one between two columns.
  func excess(in measure: Length) -> Int {
    let white = style.size / 2 * max(0, widths.count - 1)
    let over = widths.reduce(white, +) - measure
    return over > .zero ? (over.units - 1) / max(1, style.size.units) + 1 : 0
  }

  /// The columns in a measure, each as wide as its widest cell and an equal share of what is left.
  func columns(in measure: Length) -> [TableColumn] {
    let used = widths.reduce(Length.zero, +)
    var start = Length.zero
    return widths.indices.map { index in
      let width =
        used > measure
        ? widths[index].scaled(by: measure / used)
        : widths[index] + (measure - used) / widths.count
      defer { start += width }
      return TableColumn(
        span: Span(from: start, to: start + width), isFirst: index == 0,
        heading: rows.first.flatMap { index < $0.count ? $0[index].width : nil } ?? .zero,
        figures: figures[index].flatMap { $0.width <= width ? $0 : nil })
    }
  }
}

/// A column of a table: the first one starts flush, the others are centred, and figures stand with
/// their units one under the other.
struct TableColumn {
  let span: Span
  let isFirst: Bool
  /// The width of its heading.
  let heading: Length
  let figures: Figures?

  /// Where a cell of it starts.
  func start(of cell: Line) -> Length {
    if let figures, let units = cell.unitsEnd {
      // Under a wider heading the first column's figures stand in its middle.
      let room = isFirst ? max(heading, figures.width) : span.width
      return span.from + (room - figures.width) / 2 + figures.before - units
    }
    return isFirst ? span.from : span.from + max(.zero, span.width - cell.width) / 2
  }
}

/// The widest that stands before and behind the units' end in a column of figures.
struct Figures {
  let before: Length
  let behind: Length
  var width: Length { before + behind }

  /// Nil where the cells are not figures; empty ones and dashes do not count.
  init?(_ cells: ArraySlice<Line>) {
    let counted = cells.filter { !$0.text.allSatisfy { "-–—−/／ 　".contains($0) } }
    let units = counted.compactMap(\.unitsEnd)
    guard units.count > 1, units.count == counted.count else { return nil }
    before = units.max() ?? .zero
    behind = zip(counted, units).map { $0.width - $1 }.max() ?? .zero
  }
}

extension Line {
  /// Where the whole units of the number end with which the line begins; nil where it begins with
  /// none.
  fileprivate var unitsEnd: Length? {
    var end: Length?
    for box in boxes {
      switch box.text {
      case "+", "-", "−", "±", "＋", "－": if end != nil { return end }
      case ",": if end == nil { return nil }
      default:
        guard box.text.allSatisfy({ ("0"..."9").contains($0) }) else { return end }
        end = box.x + box.advance
      }
    }
    return end
  }
}
