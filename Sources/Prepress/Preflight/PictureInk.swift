import CVips
import Newspaper

/// The ink of a CMYK picture, judged from a small version of it.
struct PictureInk {
  /// Sums of the four inks, 0 to 1020 a pixel.
  private let sums: [Int]
  private let width: Int
  private let height: Int

  /// Nil for pictures that are not CMYK or are packed in another way than JPEG or Flate.
  init?(_ image: PDFObject) {
    guard image["/ColorSpace"].name == "/DeviceCMYK", image["/BitsPerComponent"].integer == 8 else {
      return nil
    }
    let filters = image["/Filter"].name.map { [$0] } ?? image["/Filter"].items.compactMap(\.name)
    var pixels: Pixels?
    if filters == ["/DCTDecode"], let jpeg = image.storedData {
      pixels = Self.decode(jpeg)
      pixels?.invert()
    } else if let data = image.data, let width = image["/Width"].integer,
      let height = image["/Height"].integer, width > 0, height > 0,
      data.count / width / height >= 4
    {
      pixels = Pixels(width: width, height: height, components: 4, bytes: data)
    } else {
      pixels = nil
    }
    guard var pixels, pixels.components == 4 else { return nil }
    if image["/Decode"].items.first?.value == 1 { pixels.invert() }
    width = pixels.width
    height = pixels.height
    let bytes = pixels.bytes
    sums = (0..<width * height).map { pixel -> Int in
      bytes[4 * pixel..<4 * pixel + 4].reduce(0) { $0 + Int($1) }
    }
  }

  /// An eighth of the size costs a fraction of the time and is fine enough for 15 mm.
  ///
  /// vips turns every CMYK JPEG round, whether Adobe's marker calls for it or not.
  private static func decode(_ jpeg: [UInt8]) -> Pixels? {
    guard startVips else { return nil }
    return jpeg.withUnsafeBytes { buffer -> Pixels? in
      guard
        let image = press_vips_open_jpeg_memory(buffer.baseAddress, buffer.count, 8)
      else {
        vips_error_clear()
        return nil
      }
      return try? VipsPicture(image, path: "").pixels()
    }
  }

  /// The most ink in percent, averaged over any square of 15 mm of the printed picture.
  func heaviest(printedWidth: Double, printedHeight: Double) -> Double {
    let side = 15 * 72 / 25.4
    func pixels(_ count: Int, of length: Double) -> Int {
      Int(min(Double(count), max(1, side / length * Double(count))))
    }
    let (across, down) = (pixels(width, of: printedWidth), pixels(height, of: printedHeight))
    // Sums of everything to the left and above.
    var table = [Int](repeating: 0, count: (width + 1) * (height + 1))
    var most = 0
    for y in 1...height {
      for x in 1...width {
        let at = y * (width + 1) + x
        table[at] =
          sums[(y - 1) * width + x - 1] + table[at - 1] + table[at - width - 1]
          - table[at - width - 2]
        guard x >= across, y >= down else { continue }
        most = max(
          most,
          table[at] - table[at - across] - table[at - down * (width + 1)]
            + table[at - down * (width + 1) - across])
      }
    }
    return Double(most) / Double(across * down) / 2.55
  }
}
