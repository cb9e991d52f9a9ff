import CVips
import Newspaper

/// Pixels at hand, 8 bits a channel, rows without gaps.
struct Pixels {
  var width: Int
  var height: Int
  /// 1, 3 or 4.
  var components: Int
  var bytes: [UInt8]

  /// Turns every channel round: the negative.
  mutating func invert() {
    bytes.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices { buffer[index] = 255 - buffer[index] }
    }
  }

  /// Takes the last channel away; nil when it covers everything.
  mutating func takeOpacity() -> [UInt8]? {
    let colours = components - 1
    let count = width * height
    var opacity = [UInt8](repeating: 0, count: count)
    bytes.withUnsafeMutableBufferPointer { buffer in
      for pixel in 0..<count {
        opacity[pixel] = buffer[pixel * components + colours]
        for channel in 0..<colours {
          buffer[pixel * colours + channel] = buffer[pixel * components + channel]
        }
      }
    }
    bytes.removeLast(count)
    components = colours
    return opacity.allSatisfy { $0 == 255 } ? nil : opacity
  }

  /// Lays bare paper where nothing of a picture is seen: neither ink nor JPEG's rings.
  mutating func clear(where opacity: [UInt8]) {
    let paper: UInt8 = components == 4 ? 0 : 255
    bytes.withUnsafeMutableBufferPointer { buffer in
      for pixel in opacity.indices where opacity[pixel] == 0 {
        for channel in pixel * components..<(pixel + 1) * components { buffer[channel] = paper }
      }
    }
  }

  /// The edges made crisper by an unsharp mask on lightness: newsprint and screen blur by about a
  /// pixel.
  ///
  /// Nil when vips has no memory left.
  var sharpened: Pixels? {
    withVips { image in
      var picture = VipsPicture(image, path: "")
      do throws(Diagnostic) {
        try picture.apply { press_vips_sharpen($0.raw) }
        return try picture.pixels()
      } catch { return nil }
    }
  }
}

extension Pixels {
  /// Hands them to vips as an image, to be released by whoever takes it; nil when vips has no memory
  /// left.
  func withVips<Result>(_ use: (UnsafeMutablePointer<VipsImage>) -> Result?) -> Result? {
    let space =
      [1: VIPS_INTERPRETATION_B_W, 4: VIPS_INTERPRETATION_CMYK][components]
      ?? VIPS_INTERPRETATION_sRGB
    return bytes.withUnsafeBytes { buffer in
      press_vips_pixels(
        buffer.baseAddress, buffer.count, Int32(width), Int32(height), Int32(components), space
      ).flatMap(use)
    }
  }
}

/// A picture on its way through vips; nothing is computed before the pixels are asked for.
struct VipsPicture: ~Copyable {
  private(set) var raw: UnsafeMutablePointer<VipsImage>
  private let path: String

  init(_ raw: UnsafeMutablePointer<VipsImage>, path: String) {
    self.raw = raw
    self.path = path
  }

  deinit { press_unref(raw) }

  var width: Int { Int(vips_image_get_width(raw)) }
  var height: Int { Int(vips_image_get_height(raw)) }

  /// Replaces the picture by what a step makes of it.
  mutating func apply(
    _ step: (borrowing VipsPicture) -> UnsafeMutablePointer<VipsImage>?
  ) throws(Diagnostic) {
    guard let next = step(self) else { throw PictureFile.damaged(path) }
    press_unref(raw)
    raw = next
  }

  /// Computes everything: decoding errors show here.
  consuming func pixels() throws(Diagnostic) -> Pixels {
    try bringToPlainChannels()
    var size = 0
    guard let memory = vips_image_write_to_memory(raw, &size) else {
      throw PictureFile.damaged(path)
    }
    defer { g_free(memory) }
    return Pixels(
      width: width, height: height, components: Int(vips_image_get_bands(raw)),
      bytes: [UInt8](UnsafeRawBufferPointer(start: memory, count: size)))
  }

  /// Grey, RGB or CMYK with 8 bits, whatever the file holds (Lab, floating point, 16 bits).
  private mutating func bringToPlainChannels() throws(Diagnostic) {
    let plain = [
      VIPS_INTERPRETATION_B_W, VIPS_INTERPRETATION_GREY16, VIPS_INTERPRETATION_sRGB,
      VIPS_INTERPRETATION_RGB, VIPS_INTERPRETATION_RGB16, VIPS_INTERPRETATION_CMYK,
    ]
    if !plain.contains(press_vips_space(raw)) {
      try apply { press_vips_colourspace($0.raw, VIPS_INTERPRETATION_sRGB) }
    }
    if vips_image_get_format(raw) != VIPS_FORMAT_UCHAR {
      try apply { press_vips_8bit($0.raw) }
    }
  }
}
