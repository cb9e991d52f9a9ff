import Newspaper

/// An SVG whose colours are exchanged before it is rendered.
///
/// A drawing may use screen colours of declared inks and of their tints, nothing else: a colour
/// that no ink has could not be put on a plate. What needs a font, another file, or colours mixed
/// while drawing (gradients, opacity, filters) is refused, each with its place.
struct SVGDrawing {
  /// One thing that cannot be printed.
  struct Fault: Hashable {
    var code: String
    var line: Int
    var fact: String
    var hint: String
  }

  private(set) var faults: [Fault] = []
  private let source: [UInt8]
  private let inks: InkColours
  private var output: [UInt8] = []
  private var position = 0
  /// The line that `position` stands in.
  private var line = 1
  private var insideStyle = false
  private var sawRoot = false
  private var exchange: (Paint) -> ScreenColour? = { _ in nil }

  init(_ source: [UInt8], inks: InkTable) {
    self.source = source
    self.inks = InkColours(inks)
  }

  /// The drawing in other colours; to be used only if no faults were found.
  mutating func repainted(_ exchange: (Paint) -> ScreenColour?) -> [UInt8] {
    output = []
    position = 0
    line = 1
    withoutActuallyEscaping(exchange) { exchange in
      self.exchange = exchange
      while position < source.count { step() }
      self.exchange = { _ in nil }
    }
    if !sawRoot { fault("damaged", "is not an SVG drawing", "save it as plain SVG") }
    return output
  }

  /// Copies what comes next: a comment, a declaration, a tag or text.
  private mutating func step() {
    if starts(with: "<!--") {
      _ = take(past: "-->")
    } else if starts(with: "<![CDATA[") {
      let line = line
      let text = take(past: "]]>")
      output += insideStyle ? styleSheet(text, line: line) : text
    } else if starts(with: "<!") {
      doctype()
    } else if starts(with: "<?") {
      processingInstruction()
    } else if starts(with: "</") {
      let tag = take(past: ">")
      if name(in: tag.dropFirst(2)) == "style" { insideStyle = false }
      output += tag
    } else if starts(with: "<") {
      element()
    } else {
      let line = line
      let text = takeText()
      output += insideStyle ? styleSheet(text, line: line) : text
    }
  }

  private mutating func doctype() {
    let line = line
    if take(past: ">").contains(UInt8(ascii: "[")) {
      fault("entities", "declares entities", "save it as plain SVG", line: line)
      position = source.count
    }
  }

  private mutating func processingInstruction() {
    let line = line
    let text = take(past: "?>")
    if text.starts(with: "<?xml-stylesheet".utf8) {
      fault("external", "asks for another file", "embed the styles in the drawing", line: line)
    }
    output += text
  }

  private mutating func element() {
    let line = line
    let tag = takeTag()
    let name = name(in: tag.dropFirst())
    switch name {
    case "text", "flowRoot":
      fault("text", "contains text", "convert the text to outlines", line: line)
    case "image", "feImage", "foreignObject", "script":
      fault("content", "contains <\(name)>", "keep lines and areas only", line: line)
    default: break
    }
    var text = SVGTag(tag)
    for index in text.attributes.indices {
      rewrite(&text.attributes[index], line: line)
    }
    if name == "svg", !sawRoot {
      sawRoot = true
      paintDefaults(of: &text)
    }
    if name == "style" { insideStyle = !tag.dropLast().reversed().starts(with: "/".utf8) }
    output += text.bytes
  }

  /// Without `fill` SVG fills with black, which has to be the ink's black.
  private mutating func paintDefaults(of root: inout SVGTag) {
    guard let black = exchange(.black) else { return }
    for property in ["fill", "color"]
    where !root.attributes.contains(where: { $0.name == property }) {
      root.attributes.append(SVGTag.Attribute(name: property, value: black.hexadecimal))
    }
  }

  private mutating func rewrite(_ attribute: inout SVGTag.Attribute, line: Int) {
    let local = attribute.name.split(separator: ":").last.map(String.init) ?? ""
    switch local {
    case "style": attribute.value = declarations(attribute.value, line: line)
    case "href":
      if !attribute.value.hasPrefix("#") {
        fault("external", "refers to another file", "embed the drawing it uses", line: line)
      }
    default:
      if attribute.name == local {
        attribute.value = value(attribute.value, of: local, line: line)
      }
    }
  }
}

// Values: what a property may be set to.
extension SVGDrawing {
  /// The value of a property in other colours.
  private mutating func value(_ value: String, of property: String, line: Int) -> String {
    // Paths are most of a drawing and hold nothing to be looked at.
    guard Self.examined.contains(property) else { return value }
    let text = value.trimmed
    switch property {
    case "fill", "stroke", "color": return colour(text, line: line)
    case "opacity", "fill-opacity", "stroke-opacity":
      if Double(text) != 1, text != "100%" {
        fault("transparent", "\(property) is \(text)", "use a tint of an ink instead", line: line)
      }
    case "filter", "mask":
      if text != "none" {
        fault("effect", "uses a \(property)", "draw the effect with areas", line: line)
      }
    case "mix-blend-mode":
      if text != "normal" {
        fault("effect", "blends colours", "use a tint of an ink instead", line: line)
      }
    default: break
    }
    return value
  }

  private static let examined: Set<String> = [
    "fill", "stroke", "color", "opacity", "fill-opacity", "stroke-opacity", "filter", "mask",
    "mix-blend-mode",
  ]

  private mutating func colour(_ text: String, line: Int) -> String {
    if ["none", "inherit", "currentColor", "currentcolor"].contains(text) { return text }
    if text.hasPrefix("url(") {
      fault("effect", "paints with a gradient or pattern", "use plain tints of inks", line: line)
      return text
    }
    guard let colour = ScreenColour(css: text) else {
      fault("colour", "colour \(text) is not understood", "write it as #rrggbb", line: line)
      return text
    }
    guard let paint = inks.paint(colour) else {
      let near = inks.nearest(to: colour)
      fault(
        "colour", "colour \(text) is no declared ink",
        near.map { "use \($0.colour.hexadecimal), which is \($0.paint)" }
          ?? "declare an ink that looks like it", line: line)
      return text
    }
    return exchange(paint)?.hexadecimal ?? text
  }

  /// A list such as `fill: red; stroke: none`.
  private mutating func declarations(_ text: String, line: Int) -> String {
    var line = line
    return text.split(separator: ";", omittingEmptySubsequences: false).map { part in
      defer { line += part.count { $0.isNewline } }
      guard let colon = part.firstIndex(of: ":") else { return String(part) }
      let property = String(part[..<colon]).trimmed
      let start = line + part.prefix { $0.isWhitespace }.count { $0.isNewline }
      let rest = value(String(part[part.index(after: colon)...]), of: property, line: start)
      return "\(part[..<colon]):\(rest)"
    }.joined(separator: ";")
  }

  /// The text of a `<style>` element: rules in braces.
  private mutating func styleSheet(_ bytes: [UInt8], line: Int) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    var line = line
    if text.contains("@import") || text.contains("@font-face") {
      fault("external", "asks for another file", "embed the styles in the drawing", line: line)
    }
    var result = ""
    for (index, rule) in text.withoutComments.split(
      separator: "{", omittingEmptySubsequences: false
    ).enumerated() {
      let end = rule.firstIndex(of: "}") ?? rule.startIndex
      result += index == 0 ? "" : "{"
      result += declarations(String(rule[..<end]), line: line) + rule[end...]
      line += rule.count { $0.isNewline }
    }
    return Array(result.utf8)
  }

  private mutating func fault(_ code: String, _ fact: String, _ hint: String, line: Int? = nil) {
    let known = faults.contains { $0.code == code && $0.fact == fact }
    if !known { faults.append(Fault(code: code, line: line ?? 1, fact: fact, hint: hint)) }
  }
}

// Scanning.
extension SVGDrawing {
  private func starts(with text: String) -> Bool { source[position...].starts(with: text.utf8) }

  private mutating func take(past end: String) -> [UInt8] {
    let start = position
    while position < source.count, !starts(with: end) { position += 1 }
    position = min(source.count, position + end.utf8.count)
    return taken(from: start)
  }

  private mutating func takeText() -> [UInt8] {
    let start = position
    while position < source.count, source[position] != UInt8(ascii: "<") { position += 1 }
    return taken(from: start)
  }

  /// A tag to its `>`, which may also stand in quotes before.
  private mutating func takeTag() -> [UInt8] {
    let start = position
    var quote: UInt8?
    while position < source.count {
      let byte = source[position]
      position += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
    }
    return taken(from: start)
  }

  private mutating func taken(from start: Int) -> [UInt8] {
    let bytes = Array(source[start..<position])
    line += bytes.count { $0 == UInt8(ascii: "\n") }
    return bytes
  }

  /// The local name at the start of a tag's inside.
  private func name(in tag: some Sequence<UInt8>) -> String {
    let name = tag.prefix { !" \t\r\n/>".utf8.contains($0) }
    return String(decoding: Array(name), as: UTF8.self).split(separator: ":").last
      .map(String.init) ?? ""
  }
}

extension String {
  fileprivate var trimmed: String {
    String(
      drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The style sheet with its comments blanked, lines kept.
  fileprivate var withoutComments: String {
    var result = ""
    var rest = self[...]
    while let start = rest.firstRange(of: "/*") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstRange(of: "*/") else { return result }
      result += rest[start.upperBound..<end.lowerBound].filter(\.isNewline)
      rest = rest[end.upperBound...]
    }
    return result + rest
  }
}
