/// Finds the words of a text: where a headline may be divided at all.
///
/// Confined to one worker like the shaper. Without one every character counts as a word.
public protocol Segmenter: AnyObject {
  /// The UTF-8 offsets at which words end, in ascending order, the text's end included.
  func wordEnds(in text: String) -> [Int]
}

/// Words and names that must not be divided, beyond those of a dictionary.
///
/// A lexicon file has one word a line; `#` begins a comment. A publication extends the built-in
/// words with its own file.
public struct Lexicon: Hashable, Sendable {
  /// By their first character; longest first.
  private var words: [Character: [[Character]]] = [:]

  /// Makes a lexicon of some words.
  public init(_ words: [String]) {
    for word in words { add(word) }
  }

  /// Reads a lexicon file's text.
  public init(parsing text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let word = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      add(String(word))
    }
  }

  /// Joins the words of two lexica.
  public func merging(_ other: Lexicon) -> Lexicon {
    var merged = self
    for (_, words) in other.words { for word in words { merged.add(String(word)) } }
    return merged
  }

  private mutating func add(_ word: String) {
    let characters = Array(word)
    guard characters.count > 1, let first = characters.first else { return }
    var known = words[first] ?? []
    guard !known.contains(characters) else { return }
    let place = known.firstIndex { $0.count < characters.count } ?? known.count
    known.insert(characters, at: place)
    words[first] = known
  }

  /// Length of the longest word that begins at a place.
  func longestWord(in text: [Character], at start: Int) -> Int? {
    guard let candidates = words[text[start]] else { return nil }
    return candidates.first { word in
      start + word.count <= text.count && word.elementsEqual(text[start..<start + word.count])
    }?.count
  }
}
