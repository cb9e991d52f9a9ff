import CPango

/// Pixels as a PNG, made quickly.
///
/// cairo writes PNG through libpng at its default effort, which takes ten times as long as drawing
/// a page; a proof is looked at once.
struct PNGFile {
  /// cairo's RGB24: blue, green, red and an unused byte.
  let pixels: UnsafePointer<UInt8>
  let width: Int
  let height: Int
  let bytesPerRow: Int

  /// The file: 8-bit grey where the picture has no colour, else RGB.
  var bytes: [UInt8] {
    let channels = isGrey ? 1 : 3
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let colourType: UInt8 = isGrey ? 0 : 2
    append(
      "IHDR",
      UInt32(width).bigEndianBytes + UInt32(height).bigEndianBytes
        + [8, colourType, 0, 0, 0], to: &file)
    append("IDAT", deflated(channels: channels), to: &file)
    append("IEND", [], to: &file)
    return file
  }

  private var isGrey: Bool {
    for y in 0..<height {
      let row = pixels + y * bytesPerRow
      for x in 0..<width where row[4 * x] != row[4 * x + 1] || row[4 * x] != row[4 * x + 2] {
        return false
      }
    }
    return true
  }

  private func append(_ type: String, _ content: [UInt8], to file: inout [UInt8]) {
    file += UInt32(content.count).bigEndianBytes
    let chunk = Array(type.utf8) + content
    file += chunk
    file += UInt32(truncatingIfNeeded: crc32(0, chunk, UInt32(chunk.count))).bigEndianBytes
  }

  /// All rows in one zlib stream.
  private func deflated(channels: Int) -> [UInt8] {
    var stream = z_stream()
    guard forme_deflate_start(&stream) == Z_OK else { return [] }
    defer { deflateEnd(&stream) }
    let rowBytes = width * channels
    let bound = Int(deflateBound(&stream, UInt((rowBytes + 1) * height)))
    var above = [UInt8](repeating: 0, count: rowBytes)
    var row = above
    var filtered = [UInt8](repeating: 0, count: rowBytes + 1)
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(bound)
      for y in 0..<height {
        read(row: y, into: &row, channels: channels)
        filter(row, above: above, channels: channels, into: &filtered)
        filtered.withUnsafeMutableBufferPointer {
          stream.next_in = $0.baseAddress
          stream.avail_in = UInt32($0.count)
          deflate(&stream, y == height - 1 ? Z_FINISH : Z_NO_FLUSH)
        }
        swap(&row, &above)
      }
      count = Int(stream.total_out)
    }
  }

  private func read(row y: Int, into row: inout [UInt8], channels: Int) {
    let source = pixels + y * bytesPerRow
    row.withUnsafeMutableBufferPointer { row in
      if channels == 1 {
        for x in 0..<width { row[x] = source[4 * x] }
      } else {
        for x in 0..<width {
          row[3 * x] = source[4 * x + 2]
          row[3 * x + 1] = source[4 * x + 1]
          row[3 * x + 2] = source[4 * x]
        }
      }
    }
  }

  /// Rows of type go as they are; rows of photos as the difference from the row above.
  private func filter(
    _ row: [UInt8], above: [UInt8], channels: Int, into filtered: inout [UInt8]
  ) {
    var repeats = 0
    for x in stride(from: channels, to: row.count, by: channels)
    where row[x] == row[x - channels] {
      repeats += 1
    }
    let isPhoto = 2 * repeats < row.count / channels
    filtered[0] = isPhoto ? 2 : 0
    filtered.withUnsafeMutableBufferPointer { filtered in
      for x in row.indices { filtered[x + 1] = isPhoto ? row[x] &- above[x] : row[x] }
    }
  }
}

extension UInt32 {
  fileprivate var bigEndianBytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
  }
}
