import Newspaper
import Prepress
import Production

/// 缩样: all pages small on one sheet, in rows.
struct ContactSheet {
  /// Pixels across of a page.
  static let pageWidth = 320
  private static let gap = 24
  private static let mostAcross = 8

  /// Pages in order, each with its name, made small.
  let pages: [(name: Raster?, page: Raster)]

  /// The sheet as PNG; nil when no memory is left.
  var png: [UInt8]? {
    guard let tallest = pages.map(\.page.height).max() else { return nil }
    let across = min(Self.mostAcross, pages.count)
    let down = (pages.count + across - 1) / across
    let label = 28
    let (cellWidth, cellHeight) = (Self.pageWidth + Self.gap, tallest + label + Self.gap)
    var sheet = Raster(
      width: across * cellWidth + Self.gap, height: down * cellHeight + Self.gap,
      grey: Raster.tableGrey)
    for (index, entry) in pages.enumerated() {
      let x = Self.gap + index % across * cellWidth
      let y = Self.gap + index / across * cellHeight
      if let name = entry.name { sheet.lay(name, x: x, y: y, on: .table) }
      sheet.lay(entry.page, x: x, y: y + label, on: .nothing)
    }
    return sheet.png
  }
}
