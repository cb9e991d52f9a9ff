/// A start tag taken apart so that its attributes can be changed.
struct SVGTag {
  struct Attribute {
    var name: String
    var value: String
  }

  var attributes: [Attribute] = []
  private let head: String
  private let tail: String

  /// Takes a tag apart, from `<` to `>`.
  init(_ bytes: [UInt8]) {
    var text = String(decoding: bytes, as: UTF8.self)[...]
    let name = text.prefix { !$0.isWhitespace && $0 != ">" && !($0 == "/" && $0 != "<") }
    head = String(name)
    text = text.dropFirst(name.count)
    while true {
      text = text.drop(while: \.isWhitespace)
      let name = text.prefix { !$0.isWhitespace && !"=/>".contains($0) }
      guard !name.isEmpty else { break }
      text = text.dropFirst(name.count).drop(while: \.isWhitespace)
      guard text.first == "=" else { break }
      text = text.dropFirst().drop(while: \.isWhitespace)
      guard let quote = text.first, quote == "\"" || quote == "'" else { break }
      text = text.dropFirst()
      // A path may be a megabyte: looked through byte by byte, not character by character.
      let end = text.utf8.firstIndex { quote.asciiValue == $0 } ?? text.endIndex
      attributes.append(Attribute(name: String(name), value: String(text[..<end])))
      text = end == text.endIndex ? "" : text[text.utf8.index(after: end)...]
    }
    tail = String(text)
  }

  /// The tag as it is to be read.
  var bytes: [UInt8] {
    let written = attributes.map { attribute in
      let quote = attribute.value.utf8.contains(UInt8(ascii: "\"")) ? "'" : "\""
      return " \(attribute.name)=\(quote)\(attribute.value)\(quote)"
    }
    return Array((head + written.joined() + tail).utf8)
  }
}
