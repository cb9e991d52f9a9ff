import Prepress

extension Raster {
  /// The grey that pages lie on.
  static let tableGrey: UInt8 = 0xEF

  /// What shows through the white of a picture.
  enum Ground { case nothing, table }

  /// Puts a picture on the sheet; what reaches over its edge is left out.
  mutating func lay(_ other: Raster, x: Int, y: Int, on ground: Ground) {
    let across = min(other.width, width - x) * 3
    guard across > 0 else { return }
    for row in 0..<max(0, min(other.height, height - y)) {
      let (from, to) = (row * other.width * 3, ((y + row) * width + x) * 3)
      let line = other.pixels[from..<from + across]
      switch ground {
      case .nothing: pixels.replaceSubrange(to..<to + across, with: line)
      case .table:
        pixels.replaceSubrange(
          to..<to + across, with: line.map { UInt8(Int($0) * Int(Self.tableGrey) / 255) })
      }
    }
  }
}

extension Raster {
  /// Two facing pages as they lie open, the right one from the column of pixels at the fold: the
  /// left one's last column may be half beyond it, and would show as a pale seam.
  init(left: Raster, right: Raster, fold: Int) {
    self.init(
      width: fold + right.width, height: max(left.height, right.height), grey: Self.tableGrey)
    lay(left, x: 0, y: 0, on: .nothing)
    lay(right, x: fold, y: 0, on: .nothing)
  }
}
