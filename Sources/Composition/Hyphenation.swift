/// Where English words may be divided, by Liang's patterns.
///
/// Composition opens no files: the caller hands in the text of a pattern file as libhyphen and
/// Hunspell ship it (`Layouts/hyphenation`). Without one, words are divided only at soft hyphens.
public struct Hyphenation: Sendable {
  /// The letters of all patterns as a tree: for each node the nodes after `.`, a, b … z; 0 for none.
  private var next = [UInt16](repeating: 0, count: Self.letters)
  /// For each node, where the values of the pattern that ends there begin in `values`; 0 for none.
  private var valuesAt: [Int32] = [0]
  private var values: [UInt8] = [0]

  private static let letters = 27
  /// Letters that stay before and after a division.
  private static let leastBefore = 2
  private static let leastAfter = 3

  /// Reads the text of a pattern file; lines that are no patterns are passed over.
  public init(patterns text: String) {
    for line in Array(text.utf8).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) { add(line) }
  }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    let start = Int32(values.count)
    var node = 0
    values.append(0)
    for byte in line {
      if (0x30...0x39).contains(byte) {
        values[values.count - 1] = byte - 0x30
      } else if let letter = Self.letter(byte), let after = grow(node, letter) {
        node = after
        values.append(0)
      } else {
        values.removeLast(values.count - Int(start))
        return
      }
    }
    if node > 0 { valuesAt[node] = start } else { values.removeLast() }
  }

  /// The node after another; nil when the tree is full.
  private mutating func grow(_ node: Int, _ letter: Int) -> Int? {
    let edge = node * Self.letters + letter
    if next[edge] > 0 { return Int(next[edge]) }
    guard valuesAt.count <= UInt16.max else { return nil }
    next[edge] = UInt16(valuesAt.count)
    valuesAt.append(0)
    next.append(contentsOf: repeatElement(0, count: Self.letters))
    return valuesAt.count - 1
  }

  private static func letter(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "."): 0
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 1
    default: nil
    }
  }

  /// The numbers of letters after which a word of ASCII letters may be divided.
  ///
  /// Capitals other than the first letter mean an abbreviation or a name: never divided.
  func divisions(of word: some Collection<UInt8>) -> [Int] {
    guard word.count >= Self.leastBefore + Self.leastAfter,
      word.dropFirst().allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      let first = word.first, first < 0x80, let initial = Self.letter(first | 0x20)
    else { return [] }
    let text = [0, initial] + word.dropFirst().compactMap(Self.letter) + [0]
    var found = [UInt8](repeating: 0, count: text.count + 1)
    for start in text.indices {
      var node = 0
      for end in start..<text.count {
        node = Int(next[node * Self.letters + text[end]])
        if node == 0 { break }
        let values = Int(valuesAt[node])
        guard values > 0 else { continue }
        for offset in 0...end - start + 1 {
          found[start + offset] = max(found[start + offset], self.values[values + offset])
        }
      }
    }
    // The value after letter n of the word stands at n + 1, the leading dot counted.
    return (Self.leastBefore...max(Self.leastBefore, word.count - Self.leastAfter)).filter {
      !found[$0 + 1].isMultiple(of: 2)
    }
  }
}
