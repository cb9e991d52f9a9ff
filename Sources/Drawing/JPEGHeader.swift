/// What a JPEG says about itself before its first scan.
struct JPEGHeader {
  private(set) var width = 0
  private(set) var height = 0
  private(set) var components = 0
  /// Adobe's marker, with which four components count as inverted.
  private(set) var hasAdobeMarker = false

  /// Reads the markers; nil for anything that is not a JPEG with a frame.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
    var position = 2
    while position + 4 <= bytes.count {
      guard bytes[position] == 0xFF else { return nil }
      let marker = bytes[position + 1]
      if marker == 0xFF {
        position += 1  // fill byte
        continue
      }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      let segment = bytes[min(position + 4, bytes.count)..<min(position + 2 + length, bytes.count)]
      switch marker {
      case 0xC0...0xCF where ![0xC4, 0xC8, 0xCC].contains(marker):
        guard read(frame: segment) else { return nil }
      case 0xEE: hasAdobeMarker = segment.starts(with: "Adobe".utf8)
      case 0xDA, 0xD9:  // start of scan, end of image
        if width > 0 { return }
        return nil
      default: break
      }
      position += 2 + max(2, length)
    }
    return nil
  }

  private mutating func read(frame: ArraySlice<UInt8>) -> Bool {
    guard frame.count >= 6 else { return false }
    let start = frame.startIndex
    height = Int(frame[start + 1]) << 8 | Int(frame[start + 2])
    width = Int(frame[start + 3]) << 8 | Int(frame[start + 4])
    components = Int(frame[start + 5])
    return width > 0 && height > 0
  }
}
