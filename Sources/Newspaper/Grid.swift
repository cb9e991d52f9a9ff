/// The character grid of a page: everything on it stands in base columns and lines.
///
/// The type area follows from it: tabloid 6 × 12 characters of 9 pt with 1-character gutters is
/// 77 em = 693 pt wide; 82 lines of 12 pt are 984 pt high.
public struct Grid: Hashable, Sendable {
  /// The size of body type; one character of the grid is this wide.
  public var bodySize: Length
  /// Characters in a base column.
  public var columnCharacters: Int
  /// Number of base columns.
  public var columns: Int
  /// Width of a gutter in characters.
  public var gutterCharacters: Int
  /// Distance from one body baseline to the next.
  public var pitch: Length
  /// Number of lines in the type area.
  public var lines: Int
  /// 中缝, where the grid lies over two facing pages.
  public var fold: Fold?

  /// Makes a grid.
  public init(
    bodySize: Length, columnCharacters: Int, columns: Int, gutterCharacters: Int, pitch: Length,
    lines: Int
  ) {
    self.bodySize = bodySize
    self.columnCharacters = columnCharacters
    self.columns = columns
    self.gutterCharacters = gutterCharacters
    self.pitch = pitch
    self.lines = lines
  }

  /// Characters in a measure of `count` base columns with the gutters between them.
  public func characters(spanning count: Int) -> Int {
    count * columnCharacters + (count - 1) * gutterCharacters
  }

  /// The size of the type area.
  public var typeArea: Size {
    Size(width: width(of: 1...columns), height: pitch * lines)
  }

  /// The left edge of a base column (from 1), from the left edge of the type area.
  public func columnX(_ column: Int) -> Length {
    if let fold, column > fold.column { return columnX(column - fold.column) + fold.pageWidth }
    return bodySize * ((column - 1) * (columnCharacters + gutterCharacters))
  }

  /// The width of base columns with all that lies between them.
  public func width(of columns: ClosedRange<Int>) -> Length {
    columnX(columns.upperBound) + bodySize * columnCharacters - columnX(columns.lowerBound)
  }

  /// The rectangle of an area, from the upper left corner of the type area.
  public func rect(of area: GridArea) -> Rect {
    Rect(
      x: columnX(area.columns.lowerBound), y: pitch * (area.lines.lowerBound - 1),
      width: width(of: area.columns), height: pitch * area.lines.count)
  }

  /// The distance from the top of a line to the body's baseline in it.
  ///
  /// The em box stands in the middle of the line; the baseline is 0.88 em below its top
  /// (the ideographic em box of the Song face: 0.88 above, 0.12 below).
  public var baselineInLine: Length {
    (pitch - bodySize) / 2 + bodySize.scaled(by: 0.88)
  }

  /// The white above and below the characters within one line: half of pitch minus size.
  ///
  /// Pictures and frames keep this distance from the line's edges, so that their edges stand level
  /// with the characters beside them.
  public var lineInset: Length { (pitch - bodySize) / 2 }
}

/// A rectangle of the grid: base columns and lines, both counted from 1.
public struct GridArea: Hashable, Sendable {
  /// Base columns, from 1.
  public var columns: ClosedRange<Int>
  /// Lines, from 1.
  public var lines: ClosedRange<Int>

  /// Makes an area.
  public init(columns: ClosedRange<Int>, lines: ClosedRange<Int>) {
    self.columns = columns
    self.lines = lines
  }

  /// Whether the two share a cell.
  public func overlaps(_ other: GridArea) -> Bool {
    columns.overlaps(other.columns) && lines.overlaps(other.lines)
  }
}

extension GridArea: CustomStringConvertible {
  /// Columns and lines, as an editor writes them.
  public var description: String {
    "columns \(columns.lowerBound)-\(columns.upperBound), "
      + "lines \(lines.lowerBound)-\(lines.upperBound)"
  }
}

/// A sheet of a format: its size, bleed, margins and grid.
public struct Sheet: Hashable, Sendable {
  /// The format's name, such as tabloid.
  public var name: String
  /// The page after trimming.
  public var trim: Size
  /// How far pictures that bleed reach over the trim.
  public var bleed: Length
  /// White round the type area.
  public var margins: Margins
  /// The grid of its type area.
  public var grid: Grid

  /// Makes a sheet.
  public init(name: String, trim: Size, bleed: Length, margins: Margins, grid: Grid) {
    self.name = name
    self.trim = trim
    self.bleed = bleed
    self.margins = margins
    self.grid = grid
  }

  /// The upper left corner of the type area: it stands in the middle between the side margins.
  public var typeAreaOrigin: Point {
    let free = trim.width - margins.left - margins.right - grid.typeArea.width
    return Point(x: margins.left + free / 2, y: margins.top)
  }

  /// The type area on the page.
  public var typeArea: Rect { Rect(origin: typeAreaOrigin, size: grid.typeArea) }
}
