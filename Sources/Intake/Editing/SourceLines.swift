import Newspaper

/// The bytes of a text file by lines, so that places that reading gives can be found in them.
struct SourceLines {
  /// The file's bytes.
  let bytes: [UInt8]
  /// The bytes of each line, without its end.
  private(set) var lines: [Range<Int>] = []

  /// Divides bytes at `\n`, `\r\n` and `\r`, a byte order mark left out.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      guard byte == 10 || byte == 13 else { continue }
      lines.append(start..<position - 1)
      if byte == 13, position < bytes.count, bytes[position] == 10 { position += 1 }
      start = position
    }
    lines.append(start..<bytes.count)
  }

  /// Whether the bytes are UTF-8.
  var isText: Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// The lines as text.
  var texts: [String] { lines.map { String(decoding: bytes[$0], as: UTF8.self) } }

  /// How most lines end.
  var lineEnd: [UInt8] {
    var counts: [[UInt8]: Int] = [:]
    for (line, next) in zip(lines, lines.dropFirst()) {
      counts[Array(bytes[line.upperBound..<next.lowerBound]), default: 0] += 1
    }
    let ends: [[UInt8]] = [[10], [13, 10], [13]]
    return ends.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? [10]
  }

  /// The index of the line that closes the front matter of a story.
  var frontMatterEnd: Int? {
    guard let first = lines.first, isFence(first) else { return nil }
    return lines.indices.dropFirst().first { isFence(lines[$0]) }
  }

  private func isFence(_ line: Range<Int>) -> Bool {
    String(decoding: bytes[line], as: UTF8.self).trimmed == "---"
  }

  /// Where a place stands in the bytes; columns count in characters of Unicode.
  func offset(of place: SourceRange) -> Int? {
    guard lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1]
    var offset = line.lowerBound
    var left = place.column - 1
    while left > 0, offset < line.upperBound {
      offset += 1
      while offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return left == 0 ? offset : nil
  }

  /// The index of the line that an offset stands in.
  func line(at offset: Int) -> Int {
    lines.lastIndex { $0.lowerBound <= offset } ?? 0
  }
}

/// Bytes that take the place of others.
struct SourcePatch: Hashable {
  var range: Range<Int>
  var bytes: [UInt8]

  init(_ range: Range<Int>, _ text: String) {
    self.range = range
    bytes = Array(text.utf8)
  }

  /// The bytes with the patches made; nil when two of them touch the same bytes.
  static func apply(_ patches: [SourcePatch], to bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var position = 0
    for patch in patches.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard patch.range.lowerBound >= position else { return nil }
      result += bytes[position..<patch.range.lowerBound]
      result += patch.bytes
      position = patch.range.upperBound
    }
    return result + bytes[position...]
  }
}
