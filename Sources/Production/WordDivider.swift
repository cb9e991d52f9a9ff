import Composition
import Drawing

/// 分词: divides text into words, marks and spaces, for comparing texts.
///
/// Confined to the task that made it.
public struct WordDivider {
  private let segmenter: WordSegmenter?

  /// Opens ICU's dictionary; without it every character is a word.
  public init() { segmenter = WordSegmenter() }

  /// The words in their order; together they are the text.
  public func words(of text: String) -> [String] {
    guard let segmenter else { return text.map { String($0) } }
    var words: [String] = []
    let bytes = Array(text.utf8)
    var start = 0
    for end in segmenter.wordEnds(in: text) + [bytes.count] where end > start && end <= bytes.count
    {
      words.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end
    }
    return words
  }
}
