/// Where a headline may be divided, and how well (reference 11).
///
/// Words come from the segmenter and the lexicon; the rest is the layout textbook's: particles
/// start no line, conjunctions end none, numbers keep their units, quoted titles stay whole.
struct Phrases {
  /// The cost of ending a line after each character; nil where it must not end.
  private(set) var costAfter: [Double?]
  private let text: [Character]
  private let lexicon: Lexicon

  init(_ string: String, segmenter: (any Segmenter)?, lexicon: Lexicon) {
    text = Array(string)
    self.lexicon = lexicon
    costAfter = [Double?](repeating: 0, count: text.count)
    var words = words(of: string, segmenter)
    joinLexicon(&words)
    joinSingles(&words)
    for index in text.indices.dropLast() where words[index] == words[index + 1] {
      costAfter[index] = nil
    }
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

  /// Words of the lexicon come before the dictionary's.
  private func joinLexicon(_ words: inout [Int]) {
    var next = text.count
    var index = 0
    while index < text.count {
      guard let length = lexicon.longestWord(in: text, at: index) else {
        index += 1
        continue
      }
      let end = index + length
      // What a dictionary word has left beyond the lexicon's is a word of its own.
      if end < text.count, words[end] == words[end - 1] {
        let cut = words[end]
        for rest in end..<text.count where words[rest] == cut { words[rest] = next }
        next += 1
      }
      for inside in index..<end { words[inside] = next }
      next += 1
      index = end
    }
  }

  /// Two single characters may be a verb that the dictionary lacks; one may close the noun before.
  private func joinSingles(_ words: inout [Int]) {
    for index in text.indices.dropFirst() where words[index] != words[index - 1] {
      guard isAlone(index, words) else { continue }
      if isAlone(index - 1, words), lexicon.isVerb(String(text[index - 1...index])) {
        words[index] = words[index - 1]
      }
    }
    for index in text.indices.dropFirst() where words[index] != words[index - 1] {
      guard isAlone(index, words), !isAlone(index - 1, words) else { continue }
      if Self.suffixes.contains(text[index]) { words[index] = words[index - 1] }
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
    if Self.adverbs.contains(text[index]), leftAlone { weight += 6 }
    if lexicon.isVerb(word(from: index + 1, words)) { weight -= 3 }
    if lexicon.isVerb(word(to: index, words)) { weight += 3 }
    // Two single characters side by side are often a name that the dictionary does not know.
    if leftAlone, rightAlone, !Self.openers.contains(text[index + 1]) { weight += 8 }
    return weight
  }

  private func word(from start: Int, _ words: [Int]) -> String {
    String(text[start..<(words[start...].firstIndex { $0 != words[start] } ?? text.count)])
  }

  private func word(to end: Int, _ words: [Int]) -> String {
    var start = end
    while start > 0, words[start - 1] == words[end] { start -= 1 }
    return String(text[start...end])
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
  /// Words that lean on what follows.
  private static let adverbs = Set("再又不没未最更很都也就才已正首全各每该此本我这那新老大小好")
  /// Single characters that mostly close a noun.
  private static let suffixes = Set("会队部局院省市县区路桥上中下里内外人者员率法案厅处科室长家学馆站港城镇村乡街场厂店社报台网团组班党委办机器星节奖杯赛")
  private static let pairs: [Character: Character] = [
    "《": "》", "“": "”", "‘": "’", "（": "）", "〈": "〉", "「": "」", "『": "』", "【": "】",
  ]
}
