import Composition
import Newspaper

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
  private var broken: [Broken: [Line]?] = [:]
  var adjustables: [Adjustable: [Int]] = [:]

  private struct Broken: Hashable {
    let piece: Int
    let shape: ColumnShape
    let looseness: Int
  }

  init(_ pieces: [Piece], composer: Composer, body: TextStyle) {
    self.pieces = pieces
    self.composer = composer
    self.body = body
  }

  /// The flow of a text that is the same up to a piece: what was broken is not broken again.
  func with(_ pieces: [Piece], changedFrom first: Int) -> TextFlow {
    let flow = TextFlow(pieces, composer: composer, body: body)
    flow.broken = broken.filter { $0.key.piece < first }
    return flow
  }

  /// Sets all pieces into the rows; what does not fit is counted.
  func flow(into rows: [TextRow], _ way: FlowWay = FlowWay()) -> FlowResult {
    var result = FlowResult()
    var cursor = 0
    for (index, piece) in pieces.enumerated() {
      if result.rest != nil {
        count(index, in: &result, rows: rows, way)
        continue
      }
      switch piece {
      case .paragraph(let paragraph, let block, _, nil):
        cursor = spaced(cursor, before: index, rows)
        result.starts[index] = cursor
        let open = Array(rows[cursor...])
        cursor = rows.count - set(paragraph, block, at: index, in: open, way, &result)
      case .paragraph(let paragraph, let block, _, let cap?):
        cursor = spaced(cursor, before: index, rows)
        cursor =
          rows.count - set(cap, paragraph, block, at: index, rows, from: cursor, way, &result)
      case .heading(let line, let block, let style, let given, let part):
        let above = part == .subhead ? way.linesAbove(given) : given
        let free = linesAbove(
          max(above, isTable(index - 1) ? 1 : 0), part, at: index, rows, way, &cursor, &result)
        passNarrowRows(line.width, free, rows, &cursor, &result)
        guard cursor + free < rows.count else {
          result.rest = (index, 0)
          count(index, in: &result, rows: rows, way)
          continue
        }
        let row = rows[cursor + free]
        result.lines.append(
          SetLine(
            line: line, row: row, part: part, style: style, block: block,
            shift: style.shift(line, row.measure)))
        cursor += free + 1
      case .table(let table):
        cursor = spaced(cursor, before: index, rows)
        set(table, at: index, rows, &cursor, &result)
      }
    }
    return result
  }

  /// The free lines over a heading; a subhead that would have less than two lines of text under it
  /// goes to the next leg.
  private func linesAbove(
    _ above: Int, _ part: Subject.Part, at index: Int, _ rows: [TextRow], _ way: FlowWay,
    _ cursor: inout Int, _ result: inout FlowResult
  ) -> Int {
    guard cursor < rows.count, !rows[cursor].startsLeg else { return 0 }
    let below = part == .subhead ? rowsWanted(under: index) : 0
    let left = rowsLeft(in: rows, from: cursor)
    if left > above + 1 + below { return above }
    if left == above + 1 + below {
      let start = cursor + above + 1
      guard below > 0, leavesWidow(after: index, rows[start...], way) else { return above }
    }
    let next = endOfLeg(rows, from: cursor)
    result.holes += next - cursor
    cursor = next
    return 0
  }

  /// Rows that stand under a subhead in its leg: two of text, or as many as a table begins with.
  private func rowsWanted(under index: Int) -> Int {
    guard index + 1 < pieces.count else { return 0 }
    guard case .table(let table) = pieces[index + 1] else { return 2 }
    return table.fewestRows
  }

  /// Whether the paragraph under a subhead has a last line that would head the next leg, so that of
  /// the two lines left here one would have to go along with it.
  private func leavesWidow(after index: Int, _ rows: ArraySlice<TextRow>, _ way: FlowWay) -> Bool {
    guard case .paragraph(let paragraph, _, _, nil) = pieces[index + 1] else { return false }
    return widow(lines(of: paragraph, at: index + 1, in: rows, way).count - 1, in: Array(rows))
      != nil
  }

  /// A heading that a row beside an obstacle does not hold goes down to the next one of its leg
  /// that does; where there is none it stays, and is told.
  private func passNarrowRows(
    _ width: Length, _ free: Int, _ rows: [TextRow], _ cursor: inout Int, _ result: inout FlowResult
  ) {
    let first = cursor + free
    guard first < rows.count, rows[first].measure < width else { return }
    let leg = rows[first...].prefix { $0.leg == rows[first].leg }
    guard let wide = leg.firstIndex(where: { $0.measure >= width }) else { return }
    result.holes += wide - first
    cursor += wide - first
  }

  // MARK: - Paragraphs

  /// Sets a paragraph into rows; gives how many it leaves.
  private func set(
    _ paragraph: Paragraph, _ block: Int, at index: Int, in rows: [TextRow], _ way: FlowWay,
    _ result: inout FlowResult
  ) -> Int {
    var open = rows
    var lines = lines(of: paragraph, at: index, in: open, way)
    // The row of the last line heads a leg: take the line before it along (孤行不成栏). Further
    // down rows may have other measures, so the paragraph is broken anew.
    while let last = widow(lines.count - 1, in: open) {
      open.remove(at: last - 1)
      result.holes += 1
      lines = self.lines(of: paragraph, at: index, in: open, way)
    }
    for (line, row) in zip(lines, open) {
      result.lines.append(SetLine(line: line, row: row, part: .body, style: body, block: block))
    }
    for line in lines.dropFirst(open.count) {
      if result.rest == nil { result.rest = (index, line.bytes.lowerBound) }
      result.excessLines += 1
      result.excessCharacters += line.text.count
    }
    return max(0, open.count - lines.count)
  }

  /// Sets a paragraph beside its drop cap, where a leg has lines enough for it.
  private func set(
    _ cap: DropCap, _ paragraph: Paragraph, _ block: Int, at index: Int, _ rows: [TextRow],
    from start: Int, _ way: FlowWay, _ result: inout FlowResult
  ) -> Int {
    let room = cap.width + body.size * Legs.leastCharacters
    let place = (start..<max(start, rows.count - cap.lines + 1)).first { first in
      let beside = rows[first..<first + cap.lines]
      return beside.allSatisfy { $0.x == rows[first].x && $0.measure >= room }
        && beside.dropFirst().allSatisfy { !$0.startsLeg }
    }
    guard let place else {
      result.rest = (index, 0)
      count(index, in: &result, rows: rows, way)
      return 0
    }
    result.holes += place - start
    result.lines.append(
      SetLine(
        line: cap.line, row: rows[place + cap.lines - 1], part: .body, style: cap.style,
        block: block, drop: cap.drop))
    var open = Array(rows[place...])
    for row in 0..<cap.lines {
      open[row].x += cap.width
      open[row].measure = open[row].measure - cap.width
    }
    let left = set(paragraph, block, at: index, in: open, way, &result)
    // A short paragraph leaves lines beside its cap free.
    return min(left, open.count - cap.lines)
  }

  /// The index of a paragraph's last line where it would stand alone at the head of a leg.
  private func widow(_ last: Int, in rows: [TextRow]) -> Int? {
    last > 0 && last < rows.count && rows[last].startsLeg ? last : nil
  }

  // MARK: - Breaking

  /// The lines of a paragraph in rows, a line more or fewer where the way has it so.
  private func lines(
    of paragraph: Paragraph, at index: Int, in rows: some Collection<TextRow>, _ way: FlowWay
  ) -> [Line] {
    if let looseness = way.looseness[index],
      let lines = lines(of: paragraph, at: index, in: rows, looseness: looseness)
    {
      return lines
    }
    return lines(of: paragraph, at: index, in: rows)
  }

  /// The lines of a paragraph with some more or fewer than it would have; nil where it cannot.
  func lines(
    of paragraph: Paragraph, at index: Int, in rows: some Collection<TextRow>, looseness: Int
  ) -> [Line]? {
    let key = Broken(
      piece: index, shape: shape(rows, for: paragraph.characterCount), looseness: looseness)
    if let known = broken[key] { return known }
    let lines = composer.lines(of: paragraph, in: key.shape, looseness: looseness)
    broken[key] = .some(lines)
    return lines
  }

  /// The lines of a paragraph in rows; broken once for each shape they have.
  private func lines(of paragraph: Paragraph, at index: Int, in rows: some Collection<TextRow>)
    -> [Line]
  {
    let key = Broken(
      piece: index, shape: shape(rows, for: paragraph.characterCount), looseness: 0)
    if let known = broken[key], let known { return known }
    var lines = composer.lines(of: paragraph, in: key.shape)
    // Breaks that the author forced make lines that no count foresees.
    if lines.count > key.shape.spaces.count, lines.count > paragraph.characterCount / 3 {
      lines = composer.lines(of: paragraph, in: shape(rows, for: .max))
    }
    broken[key] = lines
    return lines
  }

  /// Counts a piece of which nothing is set.
  private func count(
    _ index: Int, in result: inout FlowResult, rows: [TextRow], _ way: FlowWay
  ) {
    switch pieces[index] {
    case .paragraph(let paragraph, _, _, let cap):
      let lines = lines(of: paragraph, at: index, in: rows.suffix(1), way)
      result.excessLines += lines.count
      result.excessCharacters += lines.reduce(0) { $0 + $1.text.count } + (cap == nil ? 0 : 1)
    case .heading(let line, _, _, let above, _):
      result.excessLines += 1 + above
      result.excessCharacters += line.text.count
    case .table(let table):
      result.excessLines += table.rows.count
      result.excessCharacters += table.rows.joined().reduce(0) { $0 + $1.text.count }
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

  func endOfLeg(_ rows: [TextRow], from start: Int) -> Int {
    var next = start + 1
    while next < rows.count, !rows[next].startsLeg { next += 1 }
    return next
  }

  func rowsLeft(in rows: [TextRow], from start: Int) -> Int {
    endOfLeg(rows, from: start) - start
  }
}

extension TextStyle {
  /// How far a line moves in its measure for the style's alignment.
  fileprivate func shift(_ line: Line, _ measure: Length) -> Length {
    switch alignment {
    case .start, .justify: .zero
    case .center: max(.zero, (measure - line.width) / 2)
    case .end: max(.zero, measure - line.width)
    }
  }
}
