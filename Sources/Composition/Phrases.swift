/// Where a headline may be divided, and how well (reference 11).
///
/// Words come from the segmenter and the lexicon; the rest is the layout textbook's: particles
/// start no line, conjunctions end none, numbers keep their units, quoted titles stay whole.
struct Phrases {
  /// The cost of ending a line after each character; nil where it must not end.
  private(set) var costAfter: [Double?]
  private let text: [Character]

  init(_ string: String, segmenter: (any Segmenter)?, lexicon: Lexicon) {
    text = Array(string)
    costAfter = [Double?](repeating: 0, count: text.count)
    let words = words(of: string, segmenter)
    keepWords(words)
    keepLexicon(lexicon)
    keepQuoted()
    weighBreaks(words)
  }

  /// For each character the number of its word.
  private func words(of string: String, _ segmenter: (any Segmenter)?) -> [Int] {
    guard let segmenter else { return Array(text.indices) }
    let ends = segmenter.wordEnds(in: string)
    var words: [Int] = []
    var offset = 0
    var word = 0
    for character in text {
      while word < ends.count, ends[word] <= offset { word += 1 }
      words.append(word)
      offset += character.utf8.count
    }
    return words
  }

  private mutating func keepWords(_ words: [Int]) {
    for index in text.indices.dropLast() where words[index] == words[index + 1] {
      costAfter[index] = nil
    }
  }

  private mutating func keepLexicon(_ lexicon: Lexicon) {
    var index = 0
    while index < text.count {
      guard let length = lexicon.longestWord(in: text, at: index) else {
        index += 1
        continue
      }
      for inside in index..<index + length - 1 { costAfter[inside] = nil }
      // A dictionary that divided across the lexicon's word was wrong on both sides.
      let end = index + length - 1
      if costAfter[end] == nil { costAfter[end] = 0 }
      if index > 0, costAfter[index - 1] == nil { costAfter[index - 1] = 0 }
      index += length
    }
  }

  private mutating func keepQuoted() {
    var open: [(mark: Character, index: Int)] = []
    for (index, character) in text.enumerated() {
      if Self.pairs[character] != nil {
        open.append((character, index))
      } else if let last = open.last, Self.pairs[last.mark] == character {
        open.removeLast()
        for inside in last.index..<index where costAfter[inside] != nil {
          costAfter[inside] = Self.dividesQuotation
        }
        costAfter[last.index] = nil
        if index > 0 { costAfter[index - 1] = nil }
      }
    }
  }

  private mutating func weighBreaks(_ words: [Int]) {
    for index in text.indices.dropLast() {
      guard let cost = costAfter[index] else { continue }
      let left = text[index]
      let right = text[index + 1]
      let isWhole = words[index] != words[index + 1]
      if Self.particles.contains(right), isAlone(index + 1, words) || right == "的" {
        costAfter[index] = nil
      } else if Self.conjunctions.contains(left), isAlone(index, words) {
        costAfter[index] = nil
      } else if Self.numerals.contains(left) || left.isNumber,
        Self.units.contains(right) || Self.numerals.contains(right) || right.isNumber
      {
        costAfter[index] = nil
      } else if left == "第" || left == "·" || right == "·" {
        costAfter[index] = nil
      } else if Self.pauses.contains(left) || left == " " || left == "\u{3000}" {
        costAfter[index] = cost - 6
      } else if isWhole {
        costAfter[index] = cost + weight(index, words)
      }
    }
  }

  /// How strongly two words cling to each other, as far as lists can tell.
  private func weight(_ index: Int, _ words: [Int]) -> Double {
    let leftAlone = isAlone(index, words)
    let rightAlone = isAlone(index + 1, words)
    var weight = 0.0
    if Self.openers.contains(text[index + 1]), rightAlone { weight -= 2 }
    if Self.openers.contains(text[index]), leftAlone { weight += 8 }
    if text[index] == "的", leftAlone { weight += 3 }
    // Two single characters side by side are often a name that the dictionary does not know.
    if leftAlone, rightAlone, !Self.openers.contains(text[index + 1]) { weight += 8 }
    return weight
  }

  private func isAlone(_ index: Int, _ words: [Int]) -> Bool {
    (index == 0 || words[index - 1] != words[index])
      && (index + 1 == words.count || words[index + 1] != words[index])
  }

  private static let dividesQuotation = 60.0
  private static let particles = Set("的得地了着过们吗呢吧啊等性化之")
  private static let conjunctions = Set("和与及或暨同")
  private static let numerals = Set("〇零一二三四五六七八九十百千万亿两几数")
  private static let units = Set("年月日时分秒点号个人名位次亿万千百元斤米克吨岁家只条件项期届天周倍度里公平余多座场部份种级%％℃")
  private static let pauses = Set("，；：！？。、—…")
  /// Words that open a new part of the sentence: better at a line's start than at its end.
  private static let openers = Set("在将为把被让向对从以使由于至到给比跟")
  private static let pairs: [Character: Character] = [
    "《": "》", "“": "”", "‘": "’", "（": "）", "〈": "〉", "「": "」", "『": "』", "【": "】",
  ]
}
