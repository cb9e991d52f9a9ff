import Composition
import Newspaper

/// A line of the grid that text may use, in reading order.
struct TextRow: Hashable {
  let leg: Int
  let line: Int
  let x: Length
  let measure: Length
  /// Whether the leg's text begins here (at its head, or again under a photo).
  var startsLeg: Bool
}

/// A part of a story as it flows: it is broken into lines where it comes to stand.
enum Piece {
  case paragraph(Paragraph, block: Int, skipped: Int)
  /// A subhead or item head: one line of type, with free lines above that vanish at a leg's head.
  case heading(Line, block: Int, style: TextStyle, linesAbove: Int, subject: Subject.Part)
  /// Rows of a table, each a line high.
  case table([[Line]], block: Int)
}

/// A line of type on the row where it came to stand.
struct SetLine {
  let line: Line
  let row: TextRow
  let part: Subject.Part
  let style: TextStyle
  /// The block of the story that it belongs to, and the cell of a table.
  var block = 0
  var cell: TableCell?
  /// Moved from the row's start, for cells of a table.
  var shift: Length = .zero
}

/// What became of the pieces in a run of rows.
struct FlowResult {
  var lines: [SetLine] = []
  /// Rows used, counting those left free on purpose.
  var rowsUsed = 0
  /// The first piece that is not wholly set, nil if all is set.
  var rest: (piece: Int, bytes: Int)?
  /// Lines and characters that found no row.
  var excessLines = 0
  var excessCharacters = 0
  /// Rows at a leg's foot left free so that a last line or a subhead does not stand alone.
  var holes = 0
}

/// Lets pieces flow through rows.
///
/// Rules kept (composition reference, section 7): a paragraph's last line does not stand alone at
/// the head of a leg; a subhead has at least two lines of text under it in the same leg.
///
/// A story is tried in many places: its paragraphs are broken once for each measure.
final class TextFlow {
  private let composer: Composer
  private let body: TextStyle
  let pieces: [Piece]
  private var broken: [Broken: [Line]] = [:]

  private struct Broken: Hashable {
    let piece: Int
    let shape: ColumnShape
  }

  init(_ pieces: [Piece], composer: Composer, body: TextStyle) {
    self.pieces = pieces
    self.composer = composer
    self.body = body
  }

  /// Sets all pieces into the rows; what does not fit is counted.
  func flow(into rows: [TextRow]) -> FlowResult {
    var result = FlowResult()
    var cursor = 0
    for (index, piece) in pieces.enumerated() {
      if result.rest != nil {
        count(index, in: &result, rows: rows)
        continue
      }
      switch piece {
      case .paragraph(let paragraph, let block, _):
        set(paragraph, block, at: index, rows: rows, cursor: &cursor, result: &result)
      case .heading(let line, let block, let style, let above, let part):
        let needed = above + 1 + 2
        let atTop = cursor >= rows.count || rows[cursor].startsLeg
        var free = atTop ? 0 : above
        if !atTop, rowsLeft(in: rows, from: cursor) < needed, index + 1 < pieces.count {
          let next = endOfLeg(rows, from: cursor)
          result.holes += next - cursor
          cursor = next
          free = 0
        }
        guard cursor + free < rows.count else {
          result.rest = (index, 0)
          count(index, in: &result, rows: rows)
          continue
        }
        result.lines.append(
          SetLine(
            line: line, row: rows[cursor + free], part: part, style: style, block: block))
        cursor += free + 1
      case .table(let table, let block):
        for (row, cells) in table.enumerated() {
          guard cursor < rows.count else {
            if result.rest == nil { result.rest = (index, 0) }
            result.excessLines += 1
            continue
          }
          place(cells, block, row, on: rows[cursor], result: &result)
          cursor += 1
        }
      }
    }
    result.rowsUsed = min(cursor, rows.count)
    return result
  }

  private func set(
    _ paragraph: Paragraph, _ block: Int, at index: Int, rows: [TextRow], cursor: inout Int,
    result: inout FlowResult
  ) {
    var open = Array(rows[min(cursor, rows.count)...])
    var lines = lines(of: paragraph, at: index, in: open)
    // The row of the last line heads a leg: take the line before it along (孤行不成栏). Further
    // down rows may have other measures, so the paragraph is broken anew.
    while let last = widow(lines.count - 1, in: open), result.holes < rows.count {
      open.remove(at: last - 1)
      result.holes += 1
      lines = self.lines(of: paragraph, at: index, in: open)
    }
    for (line, row) in zip(lines, open) {
      result.lines.append(SetLine(line: line, row: row, part: .body, style: body, block: block))
    }
    for line in lines.dropFirst(open.count) {
      if result.rest == nil { result.rest = (index, line.bytes.lowerBound) }
      result.excessLines += 1
      result.excessCharacters += line.text.count
    }
    cursor = rows.count - max(0, open.count - lines.count)
  }

  /// The index of a paragraph's last line where it would stand alone at the head of a leg.
  private func widow(_ last: Int, in rows: [TextRow]) -> Int? {
    last > 0 && last < rows.count && rows[last].startsLeg ? last : nil
  }

  private func place(
    _ cells: [Line], _ block: Int, _ number: Int, on row: TextRow, result: inout FlowResult
  ) {
    let count = max(1, cells.count)
    for (column, cell) in cells.enumerated() {
      let width = row.measure / count
      let shift = width * column + (column == 0 ? .zero : (width - cell.width) / 2)
      result.lines.append(
        SetLine(
          line: cell, row: row, part: .table, style: body, block: block,
          cell: TableCell(row: number, column: column), shift: max(.zero, shift)))
    }
  }

  /// The lines of a paragraph in rows; broken once for each shape they have.
  private func lines(of paragraph: Paragraph, at index: Int, in rows: some Collection<TextRow>)
    -> [Line]
  {
    let key = Broken(piece: index, shape: shape(rows, for: paragraph.characterCount))
    if let known = broken[key] { return known }
    var lines = composer.lines(of: paragraph, in: key.shape)
    // Breaks that the author forced make lines that no count foresees.
    if lines.count > key.shape.spaces.count, lines.count > paragraph.characterCount / 3 {
      lines = composer.lines(of: paragraph, in: shape(rows, for: .max))
    }
    broken[key] = lines
    return lines
  }

  private func count(_ index: Int, in result: inout FlowResult, rows: [TextRow]) {
    switch pieces[index] {
    case .paragraph(let paragraph, _, _):
      let lines = lines(of: paragraph, at: index, in: rows.suffix(1))
      result.excessLines += lines.count
      result.excessCharacters += lines.reduce(0) { $0 + $1.text.count }
    case .heading(let line, _, _, let above, _):
      result.excessLines += 1 + above
      result.excessCharacters += line.text.count
    case .table(let rows, _): result.excessLines += rows.count
    }
  }

  /// The measures of as many rows as the paragraph can need; equal ones at the end are one.
  private func shape(_ rows: some Collection<TextRow>, for characters: Int) -> ColumnShape {
    var spaces: [ColumnShape.Space] = []
    // A line loses at most two characters to the marks that may not stand at its edges.
    var room = -4
    for row in rows {
      if room > characters { break }
      spaces.append(ColumnShape.Space(measure: row.measure))
      room += max(1, Int(row.measure.units / body.size.units) - 2)
    }
    guard let last = spaces.last else { return ColumnShape(measure: body.size * 12) }
    while spaces.count > 1, spaces[spaces.count - 2] == last { spaces.removeLast() }
    return ColumnShape(spaces: spaces)
  }

  private func endOfLeg(_ rows: [TextRow], from start: Int) -> Int {
    var next = start + 1
    while next < rows.count, !rows[next].startsLeg { next += 1 }
    return next
  }

  private func rowsLeft(in rows: [TextRow], from start: Int) -> Int {
    endOfLeg(rows, from: start) - start
  }
}
