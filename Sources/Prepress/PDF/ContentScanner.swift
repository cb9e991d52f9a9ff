/// Reads a content stream operation by operation (ISO 32000-1, 7.8.2), keeping the places, so that
/// what is not changed can be copied as it stands.
struct ContentScanner {
  /// An operand; strings, arrays and dictionaries are only known by their place.
  enum Operand {
    case number(Double)
    /// Bytes after the slash.
    case name(Range<Int>)
    case array(Range<Int>)
    case other(Range<Int>)
  }

  /// What makes a stream unreadable.
  enum Fault: Error {
    case unknownOperator(String)
    case unfinished(String)
  }

  private let bytes: [UInt8]
  private var at = 0
  /// The operands of the operation last read.
  private(set) var operands: [Operand] = []
  /// From the first operand to after the operator.
  private(set) var range = 0..<0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next operation; nil at the end.
  mutating func next() throws(Fault) -> Operator? {
    operands.removeAll(keepingCapacity: true)
    skipWhite()
    let start = at
    while at < bytes.count {
      if let found = try readToken() {
        range = start..<at
        return found
      }
      skipWhite()
    }
    guard operands.isEmpty else { throw Fault.unfinished("operands without operator") }
    return nil
  }

  /// The operands as numbers; nil when one is none.
  var numbers: [Double]? {
    var result: [Double] = []
    for operand in operands {
      guard case .number(let value) = operand else { return nil }
      result.append(value)
    }
    return result
  }

  /// The last operand as a name with its slash, escapes resolved.
  var lastName: String? {
    guard case .name(let range) = operands.last else { return nil }
    return "/" + String(decoding: unescaped(range), as: UTF8.self)
  }

  /// The first operand as a name with its slash.
  var firstName: String? {
    guard case .name(let range) = operands.first else { return nil }
    return "/" + String(decoding: unescaped(range), as: UTF8.self)
  }

  /// The characters of a string, or of all strings of an array.
  func characterCount(in range: Range<Int>) -> Int {
    var (plain, digits) = (0, 0)
    var isPlain = false
    var isHexadecimal = false
    for byte in bytes[range] {
      switch byte {
      case UInt8(ascii: "("): isPlain = true
      case UInt8(ascii: ")"): isPlain = false
      case UInt8(ascii: "<"): isHexadecimal = true
      case UInt8(ascii: ">"): isHexadecimal = false
      default:
        if isPlain { plain += 1 }
        if isHexadecimal { digits += 1 }
      }
    }
    return plain + (digits + 3) / 4
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Reads an operand, or returns an operator.
  private mutating func readToken() throws(Fault) -> Operator? {
    let byte = bytes[at]
    let start = at
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      operands.append(.number(readNumber()))
    case UInt8(ascii: "/"):
      at += 1
      skipRegular()
      operands.append(.name(start + 1..<at))
    case UInt8(ascii: "("):
      try skipString()
      operands.append(.other(start..<at))
    case UInt8(ascii: "["):
      try skipNested()
      operands.append(.array(start..<at))
    case UInt8(ascii: "<"):
      try skipNested()
      operands.append(.other(start..<at))
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ">"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      throw Fault.unfinished("\(Character(Unicode.Scalar(byte))) without its beginning")
    default:
      return try readOperator()
    }
    return nil
  }

  private mutating func readOperator() throws(Fault) -> Operator? {
    let start = at
    skipRegular()
    var packed: UInt32 = 0
    for byte in bytes[start..<min(at, start + 4)] { packed = packed << 8 | UInt32(byte) }
    if at - start <= 3, let found = Operator.find(packed) {
      if found == .inlineImage { try skipInlineImage() }
      return found
    }
    switch text(start..<at) {
    case "true", "false", "null":
      operands.append(.other(start..<at))
      return nil
    case let unknown: throw Fault.unknownOperator(unknown)
    }
  }

  private mutating func readNumber() -> Double {
    var sign = 1.0
    var whole = 0.0
    var scale = 1.0
    var seenPoint = false
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "-"): sign = -1
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        whole = whole * 10 + Double(bytes[at] - UInt8(ascii: "0"))
        if seenPoint { scale *= 10 }
      default: return sign * Self.bounded(whole / scale)
      }
      at += 1
    }
    return sign * Self.bounded(whole / scale)
  }

  /// Kept within what a page can mean, so that hostile numbers cannot overflow.
  private static func bounded(_ value: Double) -> Double { value.isNaN ? 0 : min(value, 1e7) }

  private mutating func skipWhite() {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%") {
        while at < bytes.count, bytes[at] != 10, bytes[at] != 13 { at += 1 }
      } else if !Self.isWhite(bytes[at]) {
        return
      } else {
        at += 1
      }
    }
  }

  private mutating func skipRegular() {
    while at < bytes.count, !Self.isWhite(bytes[at]), !Self.isDelimiter(bytes[at]) { at += 1 }
  }

  private mutating func skipString() throws(Fault) {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      at += 1
      if depth == 0, at <= bytes.count { return }
    }
    throw Fault.unfinished("string")
  }

  /// Skips an array, a dictionary or a hexadecimal string with all that is nested in it.
  private mutating func skipNested() throws(Fault) {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "("):
        try skipString()
        continue
      case UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ">"): depth -= 1
      default: break
      }
      at += 1
      if depth == 0 { return }
    }
    throw Fault.unfinished("array or dictionary")
  }

  /// Skips to after EI: a white byte, EI, and white or the end.
  private mutating func skipInlineImage() throws(Fault) {
    while at + 2 < bytes.count {
      at += 1
      let ends =
        Self.isWhite(bytes[at - 1]) && bytes[at] == UInt8(ascii: "E")
        && bytes[at + 1] == UInt8(ascii: "I")
        && (at + 2 == bytes.count || Self.isWhite(bytes[at + 2]))
      if ends {
        at += 2
        return
      }
    }
    throw Fault.unfinished("inline image")
  }

  private func unescaped(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "#"), at + 2 < range.upperBound,
        let code = UInt8(text(at + 1..<at + 3), radix: 16)
      {
        result.append(code)
        at += 3
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  private static func isWhite(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 13 || byte == 9 || byte == 12 || byte == 0
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "/"), UInt8(ascii: "%"):
      true
    default: false
    }
  }
}
