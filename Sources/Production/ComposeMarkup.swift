internal import Newspaper

/// Text with tags, as the composition cases write inline styles.
struct Markup {
  private(set) var text = RichText([])

  /// Reads `[b]…[/b]` and its kin; a tag that is not known stays as text.
  init(_ string: String) {
    var styles: [(name: Substring, style: InlineStyle)] = []
    var rest = Substring(string)
    while !rest.isEmpty {
      if rest.first == "[", let end = rest.firstIndex(of: "]") {
        let tag = rest[rest.index(after: rest.startIndex)..<end]
        if read(tag, &styles) {
          rest = rest[rest.index(after: end)...]
          continue
        }
      }
      let next = rest.dropFirst().firstIndex(of: "[") ?? rest.endIndex
      append(rest[..<next], styles.reduce(into: .plain) { $0.formUnion($1.style) })
      rest = rest[next...]
    }
  }

  private mutating func read(
    _ tag: Substring, _ styles: inout [(name: Substring, style: InlineStyle)]
  ) -> Bool {
    if tag.first == "/" {
      guard let last = styles.last, last.name == tag.dropFirst() else { return false }
      styles.removeLast()
      return true
    }
    if let run = reading(tag) {
      text.runs.append(run)
      return true
    }
    guard let style = Self.styles[String(tag)] else { return false }
    styles.append((tag, style))
    return true
  }

  /// `[ruby 汉字=hàn zì]` and `[zhuyin 汉=ㄏㄢˋ]`.
  private func reading(_ tag: Substring) -> RichText.Run? {
    guard let equals = tag.firstIndex(of: "="), let space = tag.firstIndex(of: " "), space < equals
    else { return nil }
    let base = String(tag[tag.index(after: space)..<equals])
    let value = String(tag[tag.index(after: equals)...])
    switch tag[..<space] {
    case "ruby": return .init(base, reading: .pinyin(value))
    case "zhuyin": return .init(base, reading: .zhuyin(value))
    default: return nil
    }
  }

  private mutating func append(_ string: Substring, _ style: InlineStyle) {
    text.runs.append(.init(String(string), style: style))
  }

  private static let styles: [String: InlineStyle] = [
    "b": .bold, "kai": .kai, "sup": .superscript, "sub": .subscripted, "em": .emphasis,
    "name": .properName, "bookmark": .bookTitle, "dateline": .bold,
  ]
}
