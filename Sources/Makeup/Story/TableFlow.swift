import Composition
import Newspaper

/// Tables flow row by row, with a free line of white above and below.
extension TextFlow {
  /// Whether a piece is a table.
  func isTable(_ index: Int) -> Bool {
    guard pieces.indices.contains(index), case .table = pieces[index] else { return false }
    return true
  }

  /// The row for a piece to start on: a table and what stands over or under it are a line apart,
  /// but not at the head of a leg.
  func spaced(_ cursor: Int, before index: Int, _ rows: [TextRow]) -> Int {
    let isApart = isTable(index - 1) || isTable(index) && isText(index - 1)
    guard isApart, cursor < rows.count, !rows[cursor].startsLeg else {
      return min(cursor, rows.count)
    }
    return cursor + 1
  }

  private func isText(_ index: Int) -> Bool {
    guard pieces.indices.contains(index), case .paragraph = pieces[index] else { return false }
    return true
  }

  /// Sets a table; where it goes on in another leg its heading is repeated.
  func set(
    _ table: Table, at index: Int, _ rows: [TextRow], _ cursor: inout Int,
    _ result: inout FlowResult
  ) {
    guard let heading = table.rows.first else { return }
    if cursor < rows.count, !rows[cursor].startsLeg,
      rowsLeft(in: rows, from: cursor) < table.fewestRows
    {
      leaveLeg(rows, &cursor, &result)
    }
    var startsPart = true
    for (number, cells) in table.rows.dropFirst().enumerated() {
      if cursor < rows.count, rows[cursor].startsLeg { startsPart = true }
      if startsPart {
        if number > 0, cursor > 0 { rule(rows[cursor - 1], .foot, 0.75, &result) }
        // A heading stands over a row of its own leg.
        while cursor < rows.count, rowsLeft(in: rows, from: cursor) < 2 {
          leaveLeg(rows, &cursor, &result)
        }
        guard cursor + 1 < rows.count else {
          return leave(table, from: number, at: index, &result)
        }
        rule(rows[cursor], .top, 0.75, &result)
        place(heading, 0, of: table, on: rows[cursor], &result)
        rule(rows[cursor], .foot, 0.25, &result)
        cursor += 1
        startsPart = false
      }
      guard cursor < rows.count else { return leave(table, from: number, at: index, &result) }
      place(cells, table.skipped + number + 1, of: table, on: rows[cursor], &result)
      cursor += 1
    }
    if table.rows.count == 1 {
      guard cursor < rows.count else { return leave(table, from: 0, at: index, &result) }
      place(heading, 0, of: table, on: rows[cursor], &result)
      cursor += 1
    }
    if cursor > 0, cursor <= rows.count { rule(rows[cursor - 1], .foot, 0.75, &result) }
  }

  private func leaveLeg(_ rows: [TextRow], _ cursor: inout Int, _ result: inout FlowResult) {
    let next = endOfLeg(rows, from: cursor)
    result.holes += next - cursor
    cursor = next
  }

  private func leave(_ table: Table, from number: Int, at index: Int, _ result: inout FlowResult) {
    result.rest = (index, number)
    // Of a table without rows its heading is left.
    let left = table.rows.dropFirst(table.rows.count == 1 ? 0 : number + 1)
    result.excessLines += left.count
    result.excessCharacters += left.joined().reduce(0) { $0 + $1.text.count }
  }

  private func rule(
    _ row: TextRow, _ edge: SetRule.Edge, _ width: Double, _ result: inout FlowResult
  ) {
    result.rules.append(SetRule(row: row, edge: edge, width: .points(width)))
  }

  private func place(
    _ cells: [Line], _ number: Int, of table: Table, on row: TextRow, _ result: inout FlowResult
  ) {
    let excess = table.excess(in: row.measure)
    if excess > 0 {
      result.wideTables[table.block] = max(excess, result.wideTables[table.block] ?? 0)
    }
    for (index, (cell, column)) in zip(cells, table.columns(in: row.measure)).enumerated() {
      result.lines.append(
        SetLine(
          line: cell, row: row, part: .table, style: table.style, block: table.block,
          cell: TableCell(row: number, column: index), shift: column.start(of: cell),
          end: column.span.to))
    }
  }
}
