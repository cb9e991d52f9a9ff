import Composition
import Newspaper

/// Words given by hand.
final class GivenWords: Segmenter {
  private let words: [String]

  init(_ words: [String]) { self.words = words }

  /// Words with `|` between them.
  convenience init(_ words: String) { self.init(words.split(separator: "|").map(String.init)) }

  func wordEnds(in text: String) -> [Int] {
    var end = 0
    return words.map {
      end += $0.utf8.count
      return end
    }
  }
}

/// Text with `[em]…[/em]`, `[ruby 汉=hàn]` and their kin.
struct TaggedText {
  private(set) var rich = RichText([])

  init(_ text: String) {
    var styles: [InlineStyle] = []
    for (index, part) in text.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = part.firstIndex(of: "]") else {
        add(part, styles)
        continue
      }
      let tag = part[..<end]
      if tag.hasPrefix("/") {
        _ = styles.popLast()
      } else if let style = Self.styles[String(tag)] {
        styles.append(style)
      } else if let equals = tag.firstIndex(of: "="), let space = tag.firstIndex(of: " ") {
        let base = String(tag[tag.index(after: space)..<equals])
        let reading = String(tag[tag.index(after: equals)...])
        rich.runs.append(
          .init(base, reading: tag.hasPrefix("ruby") ? .pinyin(reading) : .zhuyin(reading)))
      }
      add(part[part.index(after: end)...], styles)
    }
  }

  private mutating func add(_ text: Substring, _ styles: [InlineStyle]) {
    guard !text.isEmpty else { return }
    rich.runs.append(
      .init(String(text), style: styles.reduce(into: .plain) { $0.formUnion($1) }))
  }

  private static let styles: [String: InlineStyle] = [
    "b": .bold, "kai": .kai, "sup": .superscript, "sub": .subscripted, "em": .emphasis,
    "name": .properName, "title": .bookTitle,
  ]
}
