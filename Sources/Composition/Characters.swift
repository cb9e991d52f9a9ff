import Newspaper

/// A paragraph's characters, each a grapheme with its class and look, classes settled by context.
struct Characters {
  /// One grapheme.
  struct Character {
    var kind: CharacterKind
    var bytes: Range<Int>
    var run: Int
    /// Second half of a pair that is one sign.
    var joinsPrevious = false
    /// No line may start here, whatever the classes say (2.2).
    var staysWithPrevious = false
    /// A long address or telephone number may be divided before this character.
    var dividesAddress = false
    var scalar: Unicode.Scalar

    var isEnDash: Bool { scalar == "\u{2013}" || scalar == "\u{2012}" }
  }

  private(set) var all: [Character] = []
  private(set) var bytes: [UInt8] = []
  private(set) var mixesDirections = false

  init(_ text: RichText) {
    let count = text.runs.reduce(0) { $0 + $1.text.utf8.count }
    bytes.reserveCapacity(count)
    all.reserveCapacity(count / 3 + 8)
    for (index, run) in text.runs.enumerated() { append(run.text, run: index) }
    joinPairs()
    settleSolidi()
    settleQuotes()
    groupNumbers()
    keepPatterns()
    keepReadings(text)
    divideAddresses()
    closeParagraph()
  }

  /// Cuts into graphemes; Han and plain ASCII go without asking the grapheme breaker.
  private mutating func append(_ text: String, run: Int) {
    if text.unicodeScalars.allSatisfy(Self.standsAlone) {
      for scalar in text.unicodeScalars { append(scalar, run: run, length: scalar.utf8.count) }
    } else {
      for character in text {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { continue }
        append(first, run: run, length: character.utf8.count)
        // A combining mark on a space is seen; a break must not swallow it.
        let kind = all[all.count - 1].kind
        if scalars.count > 1, !character.isNewline, kind.isAside || kind == .wideSpace {
          all[all.count - 1].kind = .westernMark
        }
      }
    }
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func append(_ scalar: Unicode.Scalar, run: Int, length: Int) {
    let start = all.last?.bytes.upperBound ?? 0
    if (0x590...0x8FF).contains(scalar.value) || (0xFB1D...0xFDFF).contains(scalar.value) {
      mixesDirections = true
    }
    all.append(
      Character(
        kind: CharacterKind(scalar), bytes: start..<start + length, run: run, scalar: scalar))
  }

  /// Whether a scalar can neither be joined to the one before nor to the one after.
  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x4E00...0x9FFF, 0x20...0x7E, 0xFF01...0xFF5E, 0x3000...0x3029, 0x2010...0x2027, 0xB7:
      true
    default: false
    }
  }

  // MARK: Context

  /// —— and …… are one sign each (GB 5.1.4, 5.1.5); an odd — is a connector.
  private mutating func joinPairs() {
    var index = 0
    while index < all.count {
      let kind = all[index].kind
      guard kind == .dash || kind == .ellipsis, all[index].scalar.value < 0x2E3A else {
        index += 1
        continue
      }
      var end = index
      while end < all.count, all[end].scalar == all[index].scalar { end += 1 }
      if kind == .dash, end - index == 1 { all[index].kind = .connector }
      for second in stride(from: index + 1, to: end, by: 2) { all[second].joinsPrevious = true }
      if (end - index) > 1, !(end - index).isMultiple(of: 2) {
        all[end - 1].staysWithPrevious = true
      }
      index = end
    }
  }

  /// A slash inside a Western run belongs to it: GB/T, km/h, 1/2.
  private mutating func settleSolidi() {
    for index in all.indices where all[index].kind == .solidus && all[index].scalar == "/" {
      let before = index > 0 ? all[index - 1].kind : .han
      let after = index + 1 < all.count ? all[index + 1].kind : .han
      if before.isWestern || before == .solidus, after.isWestern || after == .solidus {
        all[index].kind = .westernMark
      }
    }
  }

  /// Curly quotes are Chinese unless both neighbours are Western (1).
  ///
  /// A pair is of one script. Straight quotes open and close by turns.
  private mutating func settleQuotes() {
    guard all.contains(where: { $0.kind == .quote }) else { return }
    let edge = !all.contains { $0.kind.isHan }
    var open: [Int] = []
    var straightIsOpen = false
    for index in all.indices where all[index].kind == .quote {
      let isWestern =
        neighbourIsWestern(of: index, step: -1, edge: edge)
        && neighbourIsWestern(of: index, step: 1, edge: edge)
      switch all[index].scalar {
      case "\u{201C}", "\u{2018}":
        all[index].kind = isWestern ? .westernOpening : .opening
        open.append(index)
      case "\u{201D}", "\u{2019}":
        closeQuote(at: index, isWestern: isWestern, open: &open)
      default:
        all[index].kind = straightIsOpen ? .westernClosing : .westernOpening
        straightIsOpen.toggle()
      }
    }
  }

  private mutating func closeQuote(at index: Int, isWestern: Bool, open: inout [Int]) {
    all[index].kind = isWestern ? .westernClosing : .closing
    let opener: Unicode.Scalar = all[index].scalar == "\u{201D}" ? "\u{201C}" : "\u{2018}"
    guard let place = open.lastIndex(where: { all[$0].scalar == opener }) else {
      // An apostrophe inside a word is part of it.
      if isWestern, all[index].scalar == "\u{2019}" { all[index].kind = .westernMark }
      return
    }
    let inWord = isWestern && index + 1 < all.count && all[index + 1].kind == .letter
    if inWord, all[index].scalar == "\u{2019}" {
      all[index].kind = .westernMark
      return
    }
    let mate = open[place]
    open.removeSubrange(place...)
    if all[mate].kind == .opening { all[index].kind = .closing }
    if all[index].kind == .closing { all[mate].kind = .opening }
  }

  /// Looks past spaces and other quotes.
  private func neighbourIsWestern(of index: Int, step: Int, edge: Bool) -> Bool {
    var other = index + step
    while all.indices.contains(other) {
      switch all[other].scalar {
      case " ", "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}", "\"": other += step
      default: return all[other].kind.isWestern
      }
    }
    return edge
  }

  /// 千分空: a thin space, or a typed one before groups of three digits, holds a number together;
  /// so does one before ℃ and %.
  private mutating func groupNumbers() {
    for index in all.indices where all[index].kind == .space {
      guard index > 0, all[index - 1].kind == .digit else { continue }
      if index + 1 < all.count, all[index + 1].kind == .suffix { all[index].kind = .fixedSpace }
      guard digits(from: index + 1) == 3 else { continue }
      var start = index
      while start > 0, all[start - 1].kind == .digit { start -= 1 }
      if index - start <= 3 { all[index].kind = .fixedSpace }
    }
  }

  private func digits(from start: Int) -> Int {
    var end = start
    while end < all.count, all[end].kind == .digit { end += 1 }
    return end - start
  }

  /// Jump lines （下转第4版） and enumerators （一） stay whole (2.2).
  private mutating func keepPatterns() {
    for index in all.indices {
      switch all[index].scalar {
      case "第": keepJump(from: index)
      case "\u{FF08}": keepEnumerator(from: index)
      case "．", "，", "：", "／": keepWideNumber(at: index)
      default: if all[index].kind == .prefix || all[index].kind == .widePrefix { keepLone(index) }
      }
    }
  }

  /// The point of a number in full-width digits.
  private mutating func keepWideNumber(at index: Int) {
    guard index > 0, index + 1 < all.count, all[index - 1].kind == .wideDigit,
      all[index + 1].kind == .wideDigit
    else { return }
    all[index].staysWithPrevious = true
    all[index + 1].staysWithPrevious = true
  }

  /// A currency sign without its number belongs to the Han on both sides.
  private mutating func keepLone(_ index: Int) {
    guard index > 0, index + 1 < all.count, all[index - 1].kind.isHan, all[index + 1].kind.isHan,
      all[index + 1].kind != .wideDigit
    else { return }
    all[index].staysWithPrevious = true
    all[index + 1].staysWithPrevious = true
  }

  /// The characters of a word with its reading, and those that share one, stay together (2.2).
  private mutating func keepReadings(_ text: RichText) {
    for index in all.indices.dropFirst() where all[index].run == all[index - 1].run {
      switch text.runs[all[index].run].reading {
      case .pinyin(let reading):
        let count = all.count { $0.run == all[index].run }
        if count <= Self.longestWord || reading.split(separator: " ").count != count {
          all[index].staysWithPrevious = true
        }
      case .zhuyin, nil: break
      }
    }
  }

  /// Addresses and telephone numbers of ten characters and more divide before a full stop or @
  /// and after a slash or a hyphen: no column is wide enough for all of them.
  private mutating func divideAddresses() {
    var start = 0
    while start < all.count {
      var end = start
      while end < all.count, all[end].kind.isWestern { end += 1 }
      if end - start >= 10 {
        for index in start + 2..<end - 1 where all[index + 1].kind != .westernClosing {
          let before = all[index - 1].scalar
          switch all[index].scalar {
          case ".", "@", "?", "#", "&", "=":
            all[index].dividesAddress = all[index + 1].kind == .letter
          default:
            all[index].dividesAddress =
              all[index].scalar != "/" && (before == "/" || before == "-" || before == "_")
          }
        }
      }
      start = end + 1
    }
  }

  private mutating func keepJump(from start: Int) {
    var end = start + 1
    while end < all.count, all[end].kind == .digit || Self.numerals.contains(all[end].scalar) {
      end += 1
    }
    guard end > start + 1, end < all.count, all[end].scalar == "版" else { return }
    var first = start
    if start >= 2, all[start - 2].scalar == "下" || all[start - 2].scalar == "上",
      all[start - 1].scalar == "转" || all[start - 1].scalar == "接"
    {
      first = start - 2
    }
    for index in first + 1...end { all[index].staysWithPrevious = true }
  }

  private mutating func keepEnumerator(from start: Int) {
    var end = start + 1
    while end < all.count, all[end].kind == .digit || Self.numerals.contains(all[end].scalar) {
      end += 1
    }
    guard end > start + 1, end - start <= 4, end < all.count, all[end].scalar == "\u{FF09}" else {
      return
    }
    let startsClause = start == 0 || !all[start - 1].kind.isHan
    let last = startsClause && end + 1 < all.count ? end + 1 : end
    for index in start + 1...last { all[index].staysWithPrevious = true }
  }

  /// Characters of the longest word that is kept whole for its pinyin.
  private static let longestWord = 4

  /// The numbers that count pages and paragraphs.
  private static let numerals = Array("〇零一二三四五六七八九十百".unicodeScalars)

  /// Line feeds at the end of a paragraph say nothing.
  private mutating func closeParagraph() {
    var index = all.count - 1
    while index >= 0, all[index].kind == .lineFeed {
      all[index].kind = .invisible
      index -= 1
    }
  }
}
