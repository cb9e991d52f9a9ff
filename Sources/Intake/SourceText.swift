import Newspaper

// From bytes to text that YAML and Markdown can be read from.

extension Reading {
  /// The most bytes of a text file; a whole issue's copy is a fiftieth of it.
  static let mostBytes = 8 << 20
  /// How many faults of the same sort in one text are worth naming.
  static let mostAlike = 50

  /// The text of bytes: UTF-8 without byte order mark, lines ending in `\n`, no control characters.
  mutating func text(_ bytes: [UInt8], file: String) -> String? {
    let start = SourceRange(file: file, line: 1, column: 1)
    if bytes.count > Self.mostBytes {
      fault(
        "text.size", file, at: start, "\(file): \(bytes.count >> 20) MB is too large for a text",
        hints: ["check that the file is what its name says"])
      return nil
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      fault(
        "text.encoding", file, at: start, "\(file): is UTF-16", hints: ["save it as UTF-8"])
      return nil
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = hasMark ? bytes[3...] : bytes[...]
    if let offset = Self.firstInvalid(content) {
      let lines = bytes[..<offset].split(separator: 10, omittingEmptySubsequences: false)
      let column = String(decoding: lines.last ?? [], as: UTF8.self).unicodeScalars.count + 1
      fault(
        "text.encoding", file,
        at: SourceRange(file: file, line: lines.count, column: column),
        "\(file): byte \(offset) is not UTF-8",
        explanation: "Files from older desks are often GB 18030.", hints: ["save it as UTF-8"])
    }
    let text = String(decoding: content, as: UTF8.self)
    return Self.mayHoldControls(content) ? printable(text, file: file) : text
  }

  /// A quick look that spares good text the slow one.
  private static func mayHoldControls(_ bytes: ArraySlice<UInt8>) -> Bool {
    var (beforeLast, last): (UInt8, UInt8) = (0, 0)
    for byte in bytes {
      switch (beforeLast, last, byte) {
      case (_, _, 0x20...0x7E), (_, _, 0x09), (_, _, 0x0A): break
      case (_, _, 0..<0x20), (_, _, 0x7F): return true
      case (_, 0xC2, 0x80..<0xA0): return true  // U+0080–009F
      case (0xE2, 0x80, 0xA8...0xA9): return true  // U+2028, 2029
      case (0xEF, 0xBB, 0xBF), (0xEF, 0xBF, 0xBE...0xBF): return true  // U+FEFF, FFFE, FFFF
      default: break
      }
      (beforeLast, last) = (last, byte)
    }
    return false
  }

  /// Where UTF-8 first goes wrong (Unicode 16, table 3-7).
  private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = bytes.startIndex
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  /// The text with CR LF and CR as `\n`; other control characters become spaces and are reported.
  private mutating func printable(_ text: String, file: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var (line, column) = (1, 0)
    var afterReturn = false
    var controls = 0
    for scalar in text.unicodeScalars {
      defer { afterReturn = scalar == "\r" }
      column += 1
      switch scalar {
      case "\n" where afterReturn: column = 0
      case "\n", "\r":
        result.unicodeScalars.append("\n")
        (line, column) = (line + 1, 0)
      case "\t": result.unicodeScalars.append("\t")
      case _ where Self.isControl(scalar):
        result.unicodeScalars.append(" ")
        controls += 1
        guard controls <= Self.mostAlike else { continue }
        let number = String(scalar.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - number.count)) + number
        report.add(
          Diagnostic(
            .warning, "text.control", subject: file,
            at: SourceRange(file: file, line: line, column: column),
            "control character U+\(code) left out", hints: ["delete it"]))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Characters that no text of a newspaper holds: controls, separators, stray byte order marks.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
