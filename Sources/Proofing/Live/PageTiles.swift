public import Newspaper

/// 切片: how the picture of a page is cut up, so that only what is looked at and what changed is
/// drawn and sent.
public enum PageTiles {
  /// Width and height of a tile in pixels; those at the right and lower edge are smaller.
  public static let side = 512

  /// Dots an inch of each zoom step, from 0; 96 is a page at its own size on a screen of 96 dots
  /// an inch, 384 is four times that, 768 is for screens of twice the density.
  public static let resolutions: [Double] = [24, 36, 48, 72, 96, 144, 192, 288, 384, 576, 768]

  /// The picture's size in pixels at a zoom step; nil for a step that there is not.
  public static func size(of sheet: Sheet, zoom: Int) -> PixelSize? {
    guard resolutions.indices.contains(zoom) else { return nil }
    return size(of: sheet, dpi: resolutions[zoom])
  }

  static func size(of sheet: Sheet, dpi: Double) -> PixelSize {
    PixelSize(
      width: Int((sheet.trim.width.points * dpi / 72).rounded(.up)),
      height: Int((sheet.trim.height.points * dpi / 72).rounded(.up)))
  }

  /// The pixels of a tile in the picture; nil where there is none.
  static func part(of sheet: Sheet, zoom: Int, column: Int, row: Int) -> PixelRect? {
    guard let size = size(of: sheet, zoom: zoom), column >= 0, row >= 0,
      column <= size.width / side, row <= size.height / side
    else { return nil }
    let (x, y) = (column * side, row * side)
    guard x < size.width, y < size.height else { return nil }
    return PixelRect(
      x: x, y: y, width: min(side, size.width - x), height: min(side, size.height - y))
  }

  /// The place of a tile on the page.
  static func area(of sheet: Sheet, zoom: Int, column: Int, row: Int) -> Rect? {
    part(of: sheet, zoom: zoom, column: column, row: row).map { part in
      let points = 72 / resolutions[zoom]
      return Rect(
        x: .points(Double(part.x) * points), y: .points(Double(part.y) * points),
        width: .points(Double(part.width) * points), height: .points(Double(part.height) * points))
    }
  }
}
