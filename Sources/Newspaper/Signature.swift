/// 帖: how the pages of an edition lie on plates.
///
/// Sheets of a section lie inside each other and are not sewn; no allowance is made for creep.
public struct Signature: Hashable, Sendable {
  /// How the rows of a plate with two of them stand to each other.
  public enum Heads: String, Hashable, Sendable, CaseIterable {
    /// 头对头: the upper row is turned; the sheet is folded between the rows.
    case together = "head-to-head"
    /// 头对脚: both rows stand upright; the sheet is cut between the rows, and the halves lie inside
    /// each other.
    case toFoot = "head-to-tail"
  }

  /// What is printed outside the trim of a plate.
  public enum Mark: String, Hashable, Sendable, CaseIterable {
    /// Dashes where the sheet is folded or cut between pages.
    case fold
    /// Crop and register marks and the colour bar.
    case plate
  }

  /// Pages on a plate: 1, 2 or 4.
  public var pagesPerPlate: Int
  /// How many pages each section has; none: the edition is one section.
  public var sections: [Int]
  /// How two rows stand.
  public var heads: Heads
  /// What is printed outside the trim.
  public var marks: Set<Mark>
  /// Where it was written.
  public var at: SourceRange?

  /// Describes a signature.
  public init(
    pagesPerPlate: Int, sections: [Int] = [], heads: Heads = .together,
    marks: Set<Mark> = Set(Mark.allCases), at: SourceRange? = nil
  ) {
    self.pagesPerPlate = pagesPerPlate
    self.sections = sections
    self.heads = heads
    self.marks = marks
    self.at = at
  }
}

/// 印面: one side of a sheet, or half of it where a plate carries one page.
public struct PlateSide: Hashable, Codable, Sendable {
  /// A page in its place.
  public struct Cell: Hashable, Codable, Sendable {
    /// The page's number.
    public var page: Int
    /// From the left, counted from 0.
    public var column: Int
    /// From the bottom, counted from 0.
    public var row: Int
    /// Whether it stands on its head.
    public var isTurned: Bool
  }

  /// Section, sheet, side, and for single pages left or right: A1F, A1FL.
  public var name: String
  /// The pages on it, the lower row first.
  public var cells: [Cell]
  /// How many pages stand side by side.
  public var columns: Int
  /// How many rows there are.
  public var rows: Int
}

extension Signature {
  /// Why pages do not lie on plates.
  public enum Misfit: Error, Hashable, Sendable {
    /// The sections have so many pages together, the edition another number.
    case count(sections: Int, pages: Int)
    /// A section with an odd number of pages.
    case odd(section: Int, pages: Int)
  }

  /// The plates of an edition of so many pages, in the order of the sheets from the outside.
  public func plates(pages: Int) throws(Misfit) -> [PlateSide] {
    let counts = sections.isEmpty ? [pages] : sections
    guard counts.reduce(0, +) == pages else {
      throw .count(sections: counts.reduce(0, +), pages: pages)
    }
    var plates: [PlateSide] = []
    var first = 1
    for (index, count) in counts.enumerated() {
      guard count.isMultiple(of: 2) else { throw .odd(section: index + 1, pages: count) }
      let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
      plates += section(letter, count, from: first)
      first += count
    }
    return plates
  }

  /// A sheet side as rows of pages from the bottom, each from the left; a leaf has one page a row.
  private typealias Rows = [(pages: [Int], isTurned: Bool)]

  private func section(_ letter: String, _ count: Int, from first: Int) -> [PlateSide] {
    var plates: [PlateSide] = []
    for (index, sheet) in sheets(count).enumerated() {
      for (side, rows) in [("F", sheet.front), ("B", sheet.back)] {
        let name = "\(letter)\(index + 1)\(side)"
        var cells: [PlateSide.Cell] = []
        for (row, line) in rows.enumerated() {
          for (column, page) in line.pages.enumerated() {
            cells.append(
              PlateSide.Cell(
                page: first - 1 + page, column: column, row: row, isTurned: line.isTurned))
          }
        }
        let whole = PlateSide(
          name: name, cells: cells, columns: rows[0].pages.count, rows: rows.count)
        plates += pagesPerPlate == 1 ? whole.singles : [whole]
      }
    }
    return plates
  }

  /// The sheets of a section from the outside.
  private func sheets(_ count: Int) -> [(front: Rows, back: Rows)] {
    // 对版: two pages side by side add up to one more than the last page.
    func pair(_ sheet: Int) -> (front: [Int], back: [Int]) {
      let low = 2 * sheet + 1
      return ([count + 1 - low, low], [low + 1, count - low])
    }
    var sheets: [(front: Rows, back: Rows)] = []
    var next = 0
    let pairs = count / 4
    while next < pairs {
      let (outer, isDouble) = (pair(next), pagesPerPlate == 4 && next + 1 < pairs)
      guard isDouble else {
        sheets.append(([(outer.front, false)], [(outer.back, false)]))
        next += 1
        continue
      }
      let inner = pair(next + 1)
      switch heads {
      case .together:
        // Folded across: the inner pair comes to lie with its sides changed, on its head.
        sheets.append(
          (
            [(outer.front, false), (inner.back.map { count + 1 - $0 }, true)],
            [(outer.back, false), (inner.front.map { count + 1 - $0 }, true)]
          ))
      case .toFoot:
        sheets.append(
          (
            [(inner.front, false), (outer.front, false)],
            [(inner.back, false), (outer.back, false)]
          )
        )
      }
      next += 2
    }
    // 中插单页.
    if !count.isMultiple(of: 4) {
      sheets.append(([([count / 2], false)], [([count / 2 + 1], false)]))
    }
    return sheets
  }
}

extension PlateSide {
  /// Each page on a plate of its own.
  fileprivate var singles: [PlateSide] {
    guard cells.count > 1 else { return [self] }
    return cells.map { cell in
      var own = cell
      own.column = 0
      return PlateSide(
        name: name + (cell.column == 0 ? "L" : "R"), cells: [own], columns: 1, rows: 1)
    }
  }
}
