public import Newspaper
import Prepress

/// 图样对照: where two pictures of a page look different.
public struct PictureComparison: Hashable, Sendable {
  /// The areas that changed, in pixels of the new picture; none when both look the same.
  public let areas: [PixelRect]
  /// Both laid over each other; nil when nothing changed.
  ///
  /// What only the old one shows is red, what only the new one shows blue, what both show grey;
  /// changed areas are framed.
  public let overlaid: [UInt8]?
  /// The size of the new picture.
  public let size: PixelSize

  /// The most areas; those that lie near each other are taken together until there are no more.
  private static let most = 40

  /// Compares two pictures; nil when one of them is no PNG.
  public init?(_ old: [UInt8], _ new: [UInt8]) {
    guard let after = Raster(png: new) else { return nil }
    size = PixelSize(width: after.width, height: after.height)
    if old == new {
      (areas, overlaid) = ([], nil)
      return
    }
    guard let before = Raster(png: old) else { return nil }
    let cells = ChangedCells(before, after)
    areas = cells.areas(most: Self.most)
    overlaid = areas.isEmpty ? nil : Self.overlay(before, after, areas).png
  }

  private static func overlay(_ old: Raster, _ new: Raster, _ areas: [PixelRect]) -> Raster {
    var result = Raster(width: max(old.width, new.width), height: max(old.height, new.height))
    let width = result.width
    result.pixels.withUnsafeMutableBufferPointer { pixels in
      for y in 0..<result.height {
        for x in 0..<width {
          let (before, after) = (old.grey(x, y), new.grey(x, y))
          let place = (y * width + x) * 3
          // Pale, so that the changes stand out.
          pixels[place] = 90 + UInt8(Int(after) * 165 / 255)
          pixels[place + 1] = 90 + UInt8(Int(min(before, after)) * 165 / 255)
          pixels[place + 2] = 90 + UInt8(Int(before) * 165 / 255)
        }
      }
      for area in areas { frame(area, in: pixels, width: width, height: result.height) }
    }
    return result
  }

  /// A frame two pixels wide round an area, just outside.
  private static func frame(
    _ area: PixelRect, in pixels: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int
  ) {
    let colour: [UInt8] = [230, 120, 0]
    func dot(_ x: Int, _ y: Int) {
      guard (0..<width).contains(x), (0..<height).contains(y) else { return }
      for channel in 0..<3 { pixels[(y * width + x) * 3 + channel] = colour[channel] }
    }
    let (right, foot) = (area.x + area.width, area.y + area.height)
    for line in 0..<2 {
      for x in area.x - 2..<right + 2 {
        dot(x, area.y - 1 - line)
        dot(x, foot + line)
      }
      for y in area.y - 2..<foot + 2 {
        dot(area.x - 1 - line, y)
        dot(right + line, y)
      }
    }
  }
}

extension Raster {
  /// How light a pixel is; beyond the edge there is paper.
  fileprivate func grey(_ x: Int, _ y: Int) -> UInt8 {
    guard x < width, y < height else { return 255 }
    let place = (y * width + x) * 3
    let sum = Int(pixels[place]) * 3 + Int(pixels[place + 1]) * 6 + Int(pixels[place + 2])
    return UInt8(sum / 10)
  }
}

/// The squares of a page in which a pixel changed.
private struct ChangedCells {
  /// Pixels: about a character of the body at the resolution of proofs.
  private static let side = 8
  /// How much a channel must differ to be seen; drawing the same twice gives the same.
  private static let threshold = 24

  private let columns: Int
  private let rows: Int
  private let width: Int
  private let height: Int
  private var changed: [Bool]

  init(_ old: Raster, _ new: Raster) {
    width = max(old.width, new.width)
    height = max(old.height, new.height)
    columns = (width + Self.side - 1) / Self.side
    rows = (height + Self.side - 1) / Self.side
    changed = [Bool](repeating: false, count: columns * rows)
    for y in 0..<height { mark(row: y, old, new) }
  }

  private mutating func mark(row y: Int, _ old: Raster, _ new: Raster) {
    let shared = y < min(old.height, new.height) ? min(old.width, new.width) : 0
    let cells = y / Self.side * columns
    let (before, after) = (y * old.width * 3, y * new.width * 3)
    old.pixels.withUnsafeBufferPointer { one in
      new.pixels.withUnsafeBufferPointer { other in
        for index in 0..<shared * 3 {
          let difference = Int(one[before + index]) - Int(other[after + index])
          if abs(difference) > Self.threshold { changed[cells + index / 3 / Self.side] = true }
        }
      }
    }
    // What only one of the two has is changed where it is not bare paper.
    for raster in [old, new] where y < raster.height {
      for x in shared..<max(shared, raster.width) where raster.grey(x, y) < 255 - Self.threshold {
        changed[cells + x / Self.side] = true
      }
    }
  }

  /// Rectangles round the changed squares, those taken together that are no further apart than a
  /// few squares; further, the more there are.
  func areas(most: Int) -> [PixelRect] {
    var reach = 1
    while true {
      let found = groups(reach: reach)
      if found.count <= most { return found }
      reach *= 2
    }
  }

  private func groups(reach: Int) -> [PixelRect] {
    var seen = [Bool](repeating: false, count: changed.count)
    var areas: [PixelRect] = []
    for start in changed.indices where changed[start] && !seen[start] {
      var (left, right, top, foot) = (columns, 0, rows, 0)
      var waiting = [start]
      seen[start] = true
      while let cell = waiting.popLast() {
        let (x, y) = (cell % columns, cell / columns)
        (left, right) = (min(left, x), max(right, x))
        (top, foot) = (min(top, y), max(foot, y))
        for otherY in max(0, y - reach)...min(rows - 1, y + reach) {
          for otherX in max(0, x - reach)...min(columns - 1, x + reach) {
            let other = otherY * columns + otherX
            if changed[other], !seen[other] {
              seen[other] = true
              waiting.append(other)
            }
          }
        }
      }
      let side = Self.side
      areas.append(
        PixelRect(
          x: left * side, y: top * side, width: min((right + 1) * side, width) - left * side,
          height: min((foot + 1) * side, height) - top * side))
    }
    return areas
  }
}
