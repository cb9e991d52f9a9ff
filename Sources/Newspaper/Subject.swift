/// What an item of the page came from.
public struct Subject: Hashable, Sendable {
  /// The part it plays.
  public enum Part: String, Hashable, Sendable {
    case masthead, ear, numberLine, folio, qr
    case kicker, headline, deck, byline, body, subhead, jump, label
    case photo, caption, chart, display, teaser, table
    case advertisement, filler, rule, box, mark, quote
  }

  /// The part it plays.
  public var part: Part
  /// The slot it stands in; empty for page furniture.
  public var slot: String
  /// The story, photo or advertisement by id or file; empty for page furniture.
  public var source: String
  /// Where that was written.
  public var at: SourceRange?
  /// Which piece of the part: a block of the body, a line of the ear; read as one whatever lines
  /// and legs it takes.
  public var piece: Int
  /// The cell of a table.
  public var cell: TableCell?

  /// Makes a subject.
  public init(
    _ part: Part, slot: String = "", source: String = "", at: SourceRange? = nil, piece: Int = 0,
    cell: TableCell? = nil
  ) {
    self.part = part
    self.slot = slot
    self.source = source
    self.at = at
    self.piece = piece
    self.cell = cell
  }
}

extension Subject {
  /// The piece of a jump line that leads onward; any other leads back.
  public static let onward = -1
}

/// A cell's place in its table, from 0; row 0 is the heading.
public struct TableCell: Hashable, Sendable {
  /// Downward.
  public var row: Int
  /// Across.
  public var column: Int

  /// Names a cell.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}
