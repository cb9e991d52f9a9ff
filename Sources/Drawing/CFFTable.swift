import CPango

/// The few parts of a CFF table that tell whether its outlines call subroutines.
///
/// Numbers of clauses are those of Adobe Technical Note 5176.
struct CFFTable {
  private let bytes: UnsafeBufferPointer<UInt8>

  /// Something that is no CFF.
  private struct Damage: Error {}

  /// Whether a face has outlines with subroutines; a CFF that cannot be read counts as such.
  static func hasSubroutines(_ face: OpaquePointer) -> Bool {
    let blob = hb_face_reference_table(face, 0x4346_4620)  // "CFF "
    defer { hb_blob_destroy(blob) }
    var length: UInt32 = 0
    guard let data = hb_blob_get_data(blob, &length), length > 0 else { return false }
    let bytes = UnsafeBufferPointer(
      start: UnsafeRawPointer(data).assumingMemoryBound(to: UInt8.self), count: Int(length))
    return (try? CFFTable(bytes: bytes).hasSubroutines()) ?? true
  }

  private func hasSubroutines() throws -> Bool {
    let names = try index(at: number(at: 2, size: 1))
    let tops = try index(at: names.end)
    let strings = try index(at: tops.end)
    if try index(at: strings.end).count > 0 { return true }
    guard let top = tops.first else { throw Damage() }
    let fields = try dictionary(top)
    guard let fonts = fields[0x0C24]?.last else {  // 12 36, FDArray
      return try hasLocalSubroutines(fields)
    }
    return try index(at: fonts).items.contains { try hasLocalSubroutines(dictionary($0)) }
  }

  /// Whether the Private dictionary (operator 18) of a font has Subrs (operator 19).
  private func hasLocalSubroutines(_ font: [Int: [Int]]) throws -> Bool {
    guard let place = font[18], place.count == 2 else { return false }
    let fields = try dictionary(place[1]..<place[1] + place[0])
    guard let offset = fields[19]?.last else { return false }
    return try index(at: place[1] + offset).count > 0
  }

  private func number(at offset: Int, size: Int) throws -> Int {
    guard offset >= 0, offset + size <= bytes.count else { throw Damage() }
    return bytes[offset..<offset + size].reduce(0) { $0 << 8 | Int($1) }
  }

  /// An INDEX (clause 5).
  private struct Index {
    var count: Int
    var items: [Range<Int>]
    var end: Int
    var first: Range<Int>? { items.first }
  }

  /// Reads an INDEX; items beyond the first 256 are not needed by anybody.
  private func index(at start: Int) throws -> Index {
    let count = try number(at: start, size: 2)
    guard count > 0 else { return Index(count: 0, items: [], end: start + 2) }
    let size = try number(at: start + 2, size: 1)
    let data = start + 2 + (count + 1) * size
    func offset(_ item: Int) throws -> Int {
      data + (try number(at: start + 3 + item * size, size: size))
    }
    var items: [Range<Int>] = []
    for item in 0..<min(count, 256) {
      let (from, to) = (try offset(item), try offset(item + 1))
      guard from <= to else { throw Damage() }
      items.append(from..<to)
    }
    return Index(count: count, items: items, end: try offset(count))
  }

  /// The operators of a DICT with their whole-number operands (clause 4).
  private func dictionary(_ range: Range<Int>) throws -> [Int: [Int]] {
    var fields: [Int: [Int]] = [:]
    var operands: [Int] = []
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = try number(at: position, size: 1)
      position += 1
      switch byte {
      case 0...21:
        let escaped = byte == 12
        fields[escaped ? 0x0C00 | (try number(at: position, size: 1)) : byte] = operands
        position += escaped ? 1 : 0
        operands = []
      case 28, 29:
        let size = byte == 28 ? 2 : 4
        let value = try number(at: position, size: size)
        operands.append(size == 2 ? Int(Int16(truncatingIfNeeded: value)) : value)
        position += size
      case 30:  // a real number, to its closing nibble
        while try number(at: position, size: 1) & 0x0F != 0x0F { position += 1 }
        position += 1
        operands.append(0)
      case 32...246: operands.append(byte - 139)
      case 247...254:
        let low = try number(at: position, size: 1)
        operands.append(
          byte < 251 ? (byte - 247) * 256 + low + 108 : -(byte - 251) * 256 - low - 108)
        position += 1
      default: throw Damage()
      }
    }
    return fields
  }
}
