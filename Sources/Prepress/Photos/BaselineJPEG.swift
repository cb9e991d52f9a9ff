import CVips
import Newspaper

/// JPEG as a press's RIP reads it without doubt: baseline, true polarity, no markers of programs.
enum BaselineJPEG {
  private static let quality: Int32 = 85

  /// Nil when vips has no memory left.
  static func encode(_ pixels: consuming Pixels) -> [UInt8]? {
    // vips inverts CMYK on writing, as Photoshop does; inverted before, it comes out true.
    if pixels.components == 4 { pixels.invert() }
    let pixels = pixels
    return pixels.withVips { image in
      defer { press_unref(image) }
      var start: UnsafeMutableRawPointer?
      var size = 0
      guard press_vips_jpeg(image, quality, &start, &size) == 0, let start else { return nil }
      defer { g_free(start) }
      return withoutMarkers([UInt8](UnsafeRawBufferPointer(start: start, count: size)))
    }
  }

  /// Drops application markers and comments, except JFIF's: with Adobe's a CMYK picture's
  /// polarity is ambiguous, and the others are somebody's history.
  static func withoutMarkers(_ jpeg: [UInt8]) -> [UInt8] {
    var result = Array(jpeg.prefix(2))
    var at = 2
    while at + 4 <= jpeg.count, jpeg[at] == 0xFF, jpeg[at + 1] != 0xDA {
      let end = min(jpeg.count, at + 2 + Int(jpeg[at + 2]) << 8 + Int(jpeg[at + 3]))
      let marker = jpeg[at + 1]
      if !(0xE1...0xEF).contains(marker), marker != 0xFE { result += jpeg[at..<end] }
      at = end
    }
    return result + jpeg[at...]
  }
}

extension BaselineJPEG {
  /// Whether Adobe's marker makes the polarity of CMYK ambiguous.
  static func hasAdobeMarker(_ jpeg: [UInt8]) -> Bool {
    var at = 2
    while at + 9 <= jpeg.count, jpeg[at] == 0xFF, jpeg[at + 1] != 0xDA {
      if jpeg[at + 1] == 0xEE, jpeg[at + 4..<at + 9].elementsEqual("Adobe".utf8) { return true }
      at += 2 + (Int(jpeg[at + 2]) << 8 | Int(jpeg[at + 3]))
    }
    return false
  }

  /// What the frame header says; nil for bytes that are no JPEG or do not reach its end.
  static func frame(of jpeg: [UInt8]) -> (size: PixelSize, components: Int)? {
    // Some programs leave a few bytes after the end.
    let ending = Array(jpeg.suffix(64))
    guard jpeg.starts(with: [0xFF, 0xD8]),
      zip(ending, ending.dropFirst()).contains(where: { $0 == 0xFF && $1 == 0xD9 })
    else { return nil }
    var at = 2
    while at + 10 <= jpeg.count, jpeg[at] == 0xFF {
      let isFrame =
        (0xC0...0xCF).contains(jpeg[at + 1]) && ![0xC4, 0xC8, 0xCC].contains(jpeg[at + 1])
      if isFrame {
        let height = Int(jpeg[at + 5]) << 8 | Int(jpeg[at + 6])
        let width = Int(jpeg[at + 7]) << 8 | Int(jpeg[at + 8])
        return (PixelSize(width: width, height: height), Int(jpeg[at + 9]))
      }
      at += 2 + (Int(jpeg[at + 2]) << 8 | Int(jpeg[at + 3]))
    }
    return nil
  }
}
