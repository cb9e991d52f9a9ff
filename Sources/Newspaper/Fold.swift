// 通版: two facing pages made up as one. Its sheet is two pages wide, its grid has a fold.

/// 中缝: the middle of a spread, between the type areas of its two pages.
public struct Fold: Hashable, Sendable {
  /// What lies at the fold.
  public enum Paper: String, Hashable, Sendable {
    /// The two inner pages of a sheet: it is printed through, and only folded.
    case whole
    /// Pages of two sheets that only lie side by side: each is trimmed on its own.
    case cut
  }

  /// The last base column of the left page.
  public var column: Int
  /// How far the right page's columns stand from the left page's: the width of a trimmed page.
  public var pageWidth: Length
  /// What lies at the fold.
  public var paper: Paper

  /// Puts a fold after a base column.
  public init(column: Int, pageWidth: Length, paper: Paper = .whole) {
    self.column = column
    self.pageWidth = pageWidth
    self.paper = paper
  }

  /// The white that characters keep from the fold of a whole sheet, on each side: a folder works to
  /// one or two millimetres.
  public static let white = Length.millimetres(2)
}

extension Grid {
  /// Whether base columns stand on both sides of the fold.
  public func isAcrossFold(_ columns: ClosedRange<Int>) -> Bool {
    fold.map { columns.lowerBound <= $0.column && $0.column < columns.upperBound } ?? false
  }

  /// The columns on each page, from left to right.
  public func perPage(_ columns: ClosedRange<Int>) -> [ClosedRange<Int>] {
    guard let fold, isAcrossFold(columns) else { return [columns] }
    return [columns.lowerBound...fold.column, fold.column + 1...columns.upperBound]
  }
}

extension Legs {
  /// The legs on each page where a slot has these base columns, and `characters` in them, on both
  /// sides of the fold; nil when a leg would lie across it.
  ///
  /// Equal legs are shared out by the columns, given measures from left to right.
  public func perPage(
    columns: [ClosedRange<Int>], characters: [Int], gutter: Int
  ) -> [Legs]? {
    guard columns.count == 2 else { return [self] }
    switch self {
    case .base: return [.base, .base]
    case .equal(let count):
      let whole = count * columns[0].count
      let total = columns[0].count + columns[1].count
      guard whole % total == 0, whole > 0, whole / total < count else { return nil }
      return [.equal(whole / total), .equal(count - whole / total)]
    case .characters(let measures):
      let left = measures.indices.filter { last in
        measures[...last].reduce(gutter * last, +) <= characters[0]
      }.count
      let right = Array(measures.dropFirst(left))
      guard left > 0, !right.isEmpty,
        right.reduce(gutter * (right.count - 1), +) <= characters[1]
      else { return nil }
      return [.characters(Array(measures.prefix(left))), .characters(right)]
    }
  }
}

extension Sheet {
  /// Two pages of the sheet side by side.
  public var spread: Sheet {
    var sheet = self
    sheet.trim.width = trim.width * 2
    sheet.grid.columns = grid.columns * 2
    sheet.grid.fold = Fold(column: grid.columns, pageWidth: trim.width)
    return sheet
  }

  /// One page of a spread; the sheet itself where it is a single page.
  public var page: Sheet {
    guard let fold = grid.fold else { return self }
    var sheet = self
    sheet.trim.width = fold.pageWidth
    sheet.grid.columns = fold.column
    sheet.grid.fold = nil
    return sheet
  }

  /// The type area of each page, from left to right.
  public var typeAreas: [Rect] {
    guard let fold = grid.fold else { return [typeArea] }
    let left = page.typeArea
    return [left, left.offset(dx: fold.pageWidth, dy: .zero)]
  }

  /// The strip from head to foot of a spread that is to hold no type: on a whole sheet a little
  /// white at the fold, else all between the two type areas; nil on a single page.
  public var typelessStrip: Rect? {
    guard let fold = grid.fold else { return nil }
    switch fold.paper {
    case .whole:
      return Rect(
        x: fold.pageWidth - Fold.white, y: .zero, width: Fold.white * 2, height: trim.height)
    case .cut:
      let areas = typeAreas
      return Rect(
        x: areas[0].maxX, y: .zero, width: areas[1].minX - areas[0].maxX, height: trim.height)
    }
  }
}

extension Page {
  /// The pages of the paper that it fills: two where its layout is a spread.
  public var numbers: ClosedRange<Int> { number...number + (layout.isSpread ? 1 : 0) }

  /// The page of the paper on which a slot begins.
  public func number(whereBegins slot: String) -> Int {
    number(of: layout.slot(slot)?.area.columns.lowerBound)
  }

  /// The page of the paper on which a slot ends.
  public func number(whereEnds slot: String) -> Int {
    number(of: layout.slot(slot)?.area.columns.upperBound)
  }

  /// The rectangle of a slot on one of its pages of the paper; nil where it does not reach there.
  public func rect(of slot: Slot, on number: Int) -> Rect? {
    let sheet = layout.sheet
    let origin = sheet.typeAreaOrigin
    let rect = sheet.grid.rect(of: slot.area).offset(dx: origin.x, dy: origin.y)
    guard layout.isSpread else { return rect }
    let left = sheet.page.trim.width * (number - self.number)
    let part = rect.intersection(
      Rect(origin: Point(x: left, y: .zero), size: sheet.page.trim))
    return part.width > .zero ? part.offset(dx: -left, dy: .zero) : nil
  }

  private func number(of column: Int?) -> Int {
    guard let column, let fold = layout.sheet.grid.fold else { return number }
    return column > fold.column ? number + 1 : number
  }
}

extension PageLayout {
  /// 通版: whether it lies on two facing pages.
  public var isSpread: Bool { sheet.grid.fold != nil }
}
