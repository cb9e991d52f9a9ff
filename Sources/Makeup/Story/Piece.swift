import Composition
import Newspaper

/// A part of a story as it flows: it is broken into lines where it comes to stand.
enum Piece {
  case paragraph(Paragraph, block: Int, skipped: Int, cap: DropCap?)
  /// A subhead or item head: one line of type, with free lines above that vanish at a leg's head.
  case heading(Line, block: Int, style: TextStyle, linesAbove: Int, subject: Subject.Part)
  case table(Table)

  /// The block of the story that it was made of.
  var block: Int {
    switch self {
    case .paragraph(_, let block, _, _), .heading(_, let block, _, _, _): block
    case .table(let table): table.block
    }
  }
}

/// A line of the grid that text may use, in reading order.
struct TextRow: Hashable {
  let leg: Int
  let line: Int
  /// Where it starts: at the left; of vertical text, at the top.
  var x: Length
  var measure: Length
  /// Whether the leg's text begins here (at its head, or again under a photo).
  var startsLeg: Bool

  /// Leg and line: the same for rows that a drop cap made narrower.
  var place: [Int] { [leg, line] }
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
  /// Moved down from the row's baseline.
  var drop: Length = .zero
  /// Where it must end, from the row's start; nil: with the row.
  var end: Length?

  var limit: Length { end ?? row.measure }

  /// Whether it reaches into the gutter; a table is judged as a whole.
  var isWide: Bool { part != .table && line.width + shift > limit }

  /// Whether it stands on the body's baseline rather than in the middle of its line.
  var isOnGrid: Bool { part == .body || part == .table }
}

/// A rule of a table, at the upper or lower edge of a row.
struct SetRule {
  enum Edge { case top, foot }

  let row: TextRow
  let edge: Edge
  let width: Length
}

/// What became of the pieces in a run of rows.
struct FlowResult {
  var lines: [SetLine] = []
  var rules: [SetRule] = []
  /// The first piece that is not wholly set, and the bytes or table rows of it that are; nil if all
  /// is set.
  var rest: (piece: Int, bytes: Int)?
  /// Lines and characters that found no row.
  var excessLines = 0
  var excessCharacters = 0
  /// Rows at a leg's foot left free so that a last line or a subhead does not stand alone.
  var holes = 0
  /// The rows at which paragraphs begin, by piece.
  var starts: [Int: Int] = [:]
  /// By how many characters tables are wider than a leg, by block.
  var wideTables: [Int: Int] = [:]

  /// The rows that have type.
  var rowCount: Int { Set(lines.map(\.row.place)).count }
}
