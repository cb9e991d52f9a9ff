import CVips
import Newspaper

/// Pixels at hand, 8 bits a channel, rows without gaps.
struct Pixels {
  var width: Int
  var height: Int
  /// 1, 3 or 4.
  var components: Int
  var bytes: [UInt8]

  /// Every channel turned round: the negative.
  var inverted: Pixels {
    var result = self
    result.bytes.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices { buffer[index] = 255 - buffer[index] }
    }
    return result
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

  /// The value of bare paper in the picture's own channels.
  var paper: Double {
    let space = press_vips_space(raw)
    if space == VIPS_INTERPRETATION_CMYK { return 0 }
    return vips_image_get_format(raw) == VIPS_FORMAT_USHORT ? 65535 : 255
  }

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
