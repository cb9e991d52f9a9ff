import Newspaper

/// Where a scalar stands in its file and how it is written.
struct ScalarSpan {
  /// The ways of writing a value.
  enum Style: Hashable {
    case plain, single, double
    /// After `|`, each line behind so many spaces.
    case literal(indent: Int)
  }

  /// The value's bytes; those of its lines for a literal.
  let range: Range<Int>
  let style: Style
  private let lineEnd: [UInt8]

  /// The place of a value that a tree holds; nil when it is written in another way.
  init?(_ value: Tree, in source: SourceLines) {
    guard case .scalar(let text, _) = value.content, let start = source.offset(of: value.at),
      start < source.bytes.count
    else { return nil }
    lineEnd = source.lineEnd
    let line = source.lines[source.line(at: start)]
    switch source.bytes[start] {
    case UInt8(ascii: "'"):
      guard let end = Self.endOfSingle(source.bytes, from: start) else { return nil }
      (range, style) = (start..<end, .single)
    case UInt8(ascii: "\""):
      guard let end = Self.endOfDouble(source.bytes, from: start) else { return nil }
      (range, style) = (start..<end, .double)
    case UInt8(ascii: "|"):
      guard let (lines, indent) = Self.literal(source, after: source.line(at: start)) else {
        return nil
      }
      (range, style) = (lines, .literal(indent: indent))
    case UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"),
      UInt8(ascii: "["), UInt8(ascii: "{"):
      return nil
    default:
      // In brackets a comma ends the value, elsewhere it is part of it: what was read tells.
      let ends = [",]}", ""].map { Self.endOfPlain(source.bytes, start..<line.upperBound, $0) }
      guard
        let end = ends.first(where: {
          String(decoding: source.bytes[start..<$0], as: UTF8.self) == text
        })
      else { return nil }
      (range, style) = (start..<end, .plain)
    }
  }

  /// Ways to write another value here, the one used so far first.
  func writings(of value: String) -> [SourcePatch] {
    if case .literal(let indent) = style {
      let end = String(decoding: lineEnd, as: UTF8.self)
      let blank = String(repeating: " ", count: indent)
      let lines = value.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : blank + $0 }
      return [SourcePatch(range, lines.joined(separator: end))]
    }
    let others: [Style] = [.single, .double]
    return ([style] + others.filter { $0 != style }).compactMap { style in
      Self.text(value, style).map { SourcePatch(range, $0) }
    }
  }

  /// A value in a style; nil where that style cannot hold it.
  static func text(_ value: String, _ style: Style) -> String? {
    switch style {
    case .plain: return value.contains("\n") ? nil : value
    case .single:
      return value.contains("\n")
        ? nil
        : "'"
          + value.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "''") + "'"
    case .double:
      var text = "\""
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\t": text += "\\t"
        default: text.unicodeScalars.append(scalar)
        }
      }
      return text + "\""
    case .literal: return nil
    }
  }
}

// MARK: - Where values end

extension ScalarSpan {
  private static func endOfSingle(_ bytes: [UInt8], from start: Int) -> Int? {
    var position = start + 1
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "'") else {
        position += 1
        continue
      }
      guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "'") else {
        return position + 1
      }
      position += 2
    }
    return nil
  }

  private static func endOfDouble(_ bytes: [UInt8], from start: Int) -> Int? {
    var position = start + 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "\""): return position + 1
      default: position += 1
      }
    }
    return nil
  }

  /// Where plain text ends: before a comment, a mark that ends it, or the end of the line.
  private static func endOfPlain(_ bytes: [UInt8], _ line: Range<Int>, _ marks: String) -> Int {
    var end = line.lowerBound
    for position in line {
      let byte = bytes[position]
      let isComment =
        byte == UInt8(ascii: "#") && position > line.lowerBound && isBlank(bytes[position - 1])
      if isComment || marks.utf8.contains(byte) { break }
      if !isBlank(byte) { end = position + 1 }
    }
    return end
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  /// The lines of a literal from its first to its last that is not blank, and their indentation.
  private static func literal(
    _ source: SourceLines, after header: Int
  ) -> (Range<Int>, indent: Int)? {
    let indents = source.lines.map { line in
      source.bytes[line].firstIndex { $0 != 32 }.map { $0 - line.lowerBound }
    }
    guard header + 1 < indents.count, let indent = indents[header + 1] ?? nil, indent > 0 else {
      return nil
    }
    var last = header + 1
    for line in indents.indices.dropFirst(header + 2) {
      guard let own = indents[line] else { continue }
      if own < indent { break }
      last = line
    }
    return (source.lines[header + 1].lowerBound..<source.lines[last].upperBound, indent)
  }
}
