/// Where English words may be divided, by Liang's patterns.
///
/// Composition opens no files: the caller hands in the text of a pattern file as libhyphen and
/// Hunspell ship it (Debian: `/usr/share/hyphen/hyph_en_US.dic`). Without one, words are divided
/// only at soft hyphens.
public struct Hyphenation: Sendable {
  /// Values between the letters of a pattern, by its letters.
  private var patterns: [[UInt8]: [UInt8]] = [:]
  private var longest = 0

  /// Letters that stay before and after a division.
  private static let leastBefore = 2
  private static let leastAfter = 3

  /// Reads the text of a pattern file; lines that are no patterns are passed over.
  public init(patterns text: String) {
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) { add(line) }
  }

  private mutating func add(_ line: Substring.UTF8View) {
    var letters: [UInt8] = []
    var values: [UInt8] = [0]
    for byte in line {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): values[values.count - 1] = byte - 0x30
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."):
        letters.append(byte)
        values.append(0)
      default: return
      }
    }
    guard !letters.isEmpty, values.contains(where: { $0 > 0 }) else { return }
    patterns[letters] = values
    longest = max(longest, letters.count)
  }

  /// The numbers of letters after which a word of ASCII letters may be divided.
  ///
  /// Capitals other than the first letter mean an abbreviation or a name: never divided.
  func divisions(of word: some Collection<UInt8>) -> [Int] {
    guard word.count >= Self.leastBefore + Self.leastAfter,
      word.dropFirst().allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      let first = word.first, first < 0x80
    else { return [] }
    let dot = UInt8(ascii: ".")
    let text = [dot, first | 0x20] + word.dropFirst() + [dot]
    var values = [UInt8](repeating: 0, count: text.count + 1)
    for start in text.indices {
      for end in start + 1...min(text.count, start + longest) {
        guard let found = patterns[Array(text[start..<end])] else { continue }
        for (offset, value) in found.enumerated() {
          values[start + offset] = max(values[start + offset], value)
        }
      }
    }
    // The value after letter n of the word stands at n + 1, the leading dot counted.
    return (Self.leastBefore...max(Self.leastBefore, word.count - Self.leastAfter)).filter {
      !values[$0 + 1].isMultiple(of: 2)
    }
  }
}
