import CVips
import Newspaper

/// The ink of a CMYK or grey picture, judged from a small version of it.
struct PictureInk {
  private let pixels: Pixels

  /// Nil for pictures of other colours or packed in another way than JPEG or Flate.
  init?(_ image: PDFObject) {
    let space = image["/ColorSpace"].name
    guard space == "/DeviceCMYK" || space == "/DeviceGray", image["/BitsPerComponent"].integer == 8
    else { return nil }
    let components = space == "/DeviceCMYK" ? 4 : 1
    let filters = image["/Filter"].name.map { [$0] } ?? image["/Filter"].items.compactMap(\.name)
    var pixels: Pixels?
    if filters == ["/DCTDecode"], let jpeg = image.storedData {
      pixels = Self.decode(jpeg)
      if components == 4 { pixels?.invert() }
    } else if let data = image.data, let width = image["/Width"].integer,
      let height = image["/Height"].integer, width > 0, height > 0,
      data.count / width / height >= components
    {
      pixels = Pixels(width: width, height: height, components: components, bytes: data)
    }
    guard var pixels, pixels.components == components, pixels.width > 0, pixels.height > 0 else {
      return nil
    }
    if image["/Decode"].items.first?.value == 1 { pixels.invert() }
    self.pixels = pixels
  }

  /// The inks at a place of the picture, 0 to 1 from its left and from above.
  func inks(at x: Double, _ y: Double) -> InkMap.Inks {
    let column = min(max(0, Int(x * Double(pixels.width))), pixels.width - 1)
    let row = min(max(0, Int(y * Double(pixels.height))), pixels.height - 1)
    let at = (row * pixels.width + column) * pixels.components
    func ink(_ index: Int) -> Float { Float(pixels.bytes[at + index]) / 255 }
    if pixels.components == 1 { return InkMap.Inks(0, 0, 0, 1 - ink(0), 0, 0, 0, 0) }
    return InkMap.Inks(ink(0), ink(1), ink(2), ink(3), 0, 0, 0, 0)
  }

  /// An eighth of the size costs a fraction of the time and is fine enough for 15 mm.
  ///
  /// vips turns every CMYK JPEG round, whether Adobe's marker calls for it or not.
  static func decode(_ jpeg: [UInt8], shrink: Int32 = 8) -> Pixels? {
    guard startVips else { return nil }
    return jpeg.withUnsafeBytes { buffer -> Pixels? in
      guard
        let image = press_vips_open_jpeg_memory(buffer.baseAddress, buffer.count, shrink)
      else {
        vips_error_clear()
        return nil
      }
      return try? VipsPicture(image, path: "").pixels()
    }
  }
}
