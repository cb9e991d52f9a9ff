/// Finds the words of a text: where a headline may be divided at all.
///
/// Confined to one worker like the shaper. Without one every character counts as a word.
public protocol Segmenter: AnyObject {
  /// The UTF-8 offsets at which words end, in ascending order, the text's end included.
  func wordEnds(in text: String) -> [Int]
}

/// Words and names that must not be divided, beyond those of a dictionary.
///
/// A lexicon file has one word a line; `#` begins a comment. A publication extends the words of
/// `newspaper` with its own file.
public struct Lexicon: Hashable, Sendable {
  private var words: Set<String>
  private var verbs: Set<String>
  private var longest: Int

  /// Makes a lexicon of some words; verbs are words before which a headline divides well.
  public init(_ words: [String], verbs: [String] = []) {
    self.words = Set(words.filter { $0.count > 1 })
    self.verbs = Set(verbs)
    longest = self.words.reduce(0) { max($0, $1.count) }
  }

  /// Reads a lexicon file's text.
  public init(parsing text: String) {
    self.init(
      text.split(whereSeparator: \.isNewline).map { line in
        String(line.prefix { $0 != "#" }.filter { !$0.isWhitespace })
      })
  }

  /// Joins the words of two lexica.
  public func merging(_ other: Lexicon) -> Lexicon {
    var merged = self
    merged.words.formUnion(other.words)
    merged.verbs.formUnion(other.verbs)
    merged.longest = max(longest, other.longest)
    return merged
  }

  /// Length of the longest word that begins at a place.
  func longestWord(in text: [Character], at start: Int) -> Int? {
    let most = min(longest, text.count - start)
    guard most > 1 else { return nil }
    for length in stride(from: most, to: 1, by: -1)
    where words.contains(String(text[start..<start + length])) {
      return length
    }
    return nil
  }

  /// Whether a word is known to open a predicate.
  func isVerb(_ word: String) -> Bool { verbs.contains(word) }
}
