/// Looks at YAML text before it is parsed: the parser below calls itself once a level and compares
/// keys with their aliases followed, so a hostile file of a few lines could exhaust stack or time.
enum YamlGuard {
  /// More than any file of ours needs; each alias can at most double the work.
  static let mostAliases = 20

  /// The line with the first alias above the limit.
  static func lineOfOneAliasTooMany(_ text: String) -> Int? {
    var (line, count) = (1, 0)
    var last: UInt8 = 0
    var beforeLast: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") { line += 1 }
      let isName = byte > 0x7F || (byte | 0x20) >= UInt8(ascii: "a") || (0x30...0x39).contains(byte)
      if isName, last == UInt8(ascii: "*"), " [{,\n".utf8.contains(beforeLast) { count += 1 }
      if count > mostAliases { return line }
      (beforeLast, last) = (last, byte)
    }
    return nil
  }

  /// The line on which brackets or dashes nest deeper than any file of ours needs.
  static func lineNestedTooDeep(_ text: String) -> Int? {
    let deepest = 100
    var line = 1
    var depth = 0
    var dashes = 0
    var indent = 0
    var atStart = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): (line, dashes, indent, atStart) = (line + 1, 0, 0, true)
      case UInt8(ascii: "["), UInt8(ascii: "{"): (depth, atStart) = (depth + 1, false)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): (depth, atStart) = (max(0, depth - 1), false)
      case UInt8(ascii: " ") where atStart: indent += 1
      case UInt8(ascii: "-") where atStart: dashes += 1
      case UInt8(ascii: "?") where atStart: dashes += 1
      default: atStart = false
      }
      if depth > deepest || dashes > deepest || indent > 20 * deepest { return line }
    }
    return nil
  }
}
