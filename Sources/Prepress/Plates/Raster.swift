import CVips
import Newspaper

/// Pixels of a proof, as screens show them: red, green and blue, row by row.
public struct Raster: Hashable, Sendable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// Three bytes a pixel.
  public var pixels: [UInt8]

  /// A sheet of one grey, white where not said otherwise.
  public init(width: Int, height: Int, grey: UInt8 = 255) {
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: grey, count: width * height * 3)
  }

  /// Reads a PNG; nil for bytes that are none, and for pictures of more than 400 megapixels.
  public init?(png: [UInt8]) {
    _ = startVips
    let read = png.withUnsafeBytes { buffer -> Pixels? in
      guard let image = press_vips_open_memory(buffer.baseAddress, buffer.count) else { return nil }
      guard Int(vips_image_get_width(image)) * Int(vips_image_get_height(image)) <= 400_000_000
      else {
        press_unref(image)
        return nil
      }
      return try? VipsPicture(image, path: "").pixels()
    }
    guard let read, [1, 3].contains(read.components) else { return nil }
    (width, height) = (read.width, read.height)
    pixels = read.components == 3 ? read.bytes : Self.spread(read.bytes)
  }

  /// Grey as red, green and blue.
  private static func spread(_ grey: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: grey.count * 3) { buffer, count in
      var place = 0
      for value in grey {
        buffer[place] = value
        buffer[place + 1] = value
        buffer[place + 2] = value
        place += 3
      }
      count = place
    }
  }

  /// The pixels as a PNG; nil when no memory is left.
  public var png: [UInt8]? {
    _ = startVips
    return Pixels(width: width, height: height, components: 3, bytes: pixels).png
  }

  /// The picture made as wide as so many pixels, its proportions kept; nil when no memory is left.
  public func scaled(toWidth wanted: Int) -> Raster? {
    _ = startVips
    let scale = Double(wanted) / Double(width)
    let whole = Pixels(width: width, height: height, components: 3, bytes: pixels)
    let made = whole.withVips { image -> Pixels? in
      var picture = VipsPicture(image, path: "")
      do throws(Diagnostic) {
        try picture.apply { press_vips_resize($0.raw, scale, scale) }
        return try picture.pixels()
      } catch { return nil }
    }
    guard let made, made.components == 3 else { return nil }
    var raster = Raster(width: made.width, height: made.height)
    raster.pixels = made.bytes
    return raster
  }
}
