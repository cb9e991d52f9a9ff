import CVips

/// Packing streams (ISO 32000-1, 7.4.4).
enum Flate {
  /// Packs as zlib does by itself: level 3 takes half the time for a tenth more bytes.
  ///
  /// Nil when the packing fails; the stream then stays as it is.
  static func pack(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
    var count = 0
    guard let packed = press_flate(bytes, bytes.count, level, &count) else { return nil }
    defer { g_free(packed) }
    return [UInt8](UnsafeBufferPointer(start: packed, count: count))
  }
}
