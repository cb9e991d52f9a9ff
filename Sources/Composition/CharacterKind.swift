/// What a character is to line composition: the classes of section 1, the Western one divided by
/// how its members behave at a line's edge.
enum CharacterKind: UInt8 {
  /// IDE: Han, kana, full-width letters, emoji, private use.
  case han
  /// Full-width digits: Han that make numbers, which are not divided (2.3).
  case wideDigit
  /// Small kana, ー and iteration marks: Han that start no line (UAX #14, CJ and NS).
  case nonstarter
  /// 纵中横 or an upright Western letter: to its neighbours a Han (9).
  case cell
  /// ①, ㈠: stays with the character that it counts (2.2).
  case enumerator
  /// ￥, №: stays before its number.
  case widePrefix
  /// ％: stays after its number.
  case wideSuffix
  /// OPN.
  case opening
  /// CLS.
  case closing
  /// PCM: ， 、 ； ：
  case pause
  /// PFS: 。 ． ？ ！
  case stop
  /// MID.
  case middleDot
  /// DSH of dashes: —— ⸺
  case dash
  /// DSH of dots: …… ⋯⋯
  case ellipsis
  /// CON: – ～ and a single —
  case connector
  /// SOL between Han.
  case solidus
  /// FSP.
  case wideSpace
  case letter
  case digit
  /// $ + −
  case prefix
  /// % ‰ ° ℃
  case suffix
  case westernOpening
  case westernClosing
  /// Other Western marks and signs; part of the word they touch.
  case westernMark
  case hyphen
  case space
  /// Space that holds its line together: U+00A0 and its kin, and 千分空.
  case fixedSpace
  /// A line ends here whatever it holds.
  case lineFeed
  /// U+200B.
  case breakHere
  /// U+00AD.
  case softHyphen
  /// Format and control characters; nothing to be seen.
  case invisible
  /// Straight or curly quotes whose side or script the neighbours decide.
  case quote
}

extension CharacterKind {
  /// Set in the Western face and kept together as words.
  var isWestern: Bool {
    switch self {
    case .letter, .digit, .prefix, .suffix, .westernOpening, .westernClosing, .westernMark, .hyphen:
      true
    default: false
    }
  }

  /// Counts as a letter or number for the Han–Western gap (3: by the outer character).
  var gapsToHan: Bool {
    switch self {
    case .letter, .digit, .prefix, .suffix: true
    default: false
    }
  }

  /// A Chinese mark of which half the cell is empty.
  var isHalfMark: Bool {
    switch self {
    case .opening, .closing, .pause, .stop: true
    default: false
    }
  }

  /// A character that carries meaning by itself: what a last line needs two of (7).
  var isText: Bool {
    switch self {
    case .letter, .digit: true
    default: isHan
    }
  }

  /// Fills a cell of one em and carries meaning by itself.
  var isHan: Bool {
    switch self {
    case .han, .wideDigit, .nonstarter, .cell, .enumerator: true
    default: false
    }
  }

  /// Stands in a gap rather than between two: spaces, and what has no width at all.
  var isAside: Bool {
    switch self {
    case .space, .fixedSpace, .lineFeed, .breakHere, .softHyphen, .invisible: true
    default: false
    }
  }

  /// Sorts a character by itself; quotes, slashes and dashes are settled by their neighbours later.
  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x4E00...0x9FFF: self = .han
    case 0..<0x80: self = Self.ascii(value)
    case 0x80..<0x2000: self = Self.western(scalar)
    case 0x2000..<0x2070: self = Self.generalPunctuation(value)
    case 0x3000..<0x3020: self = Self.cjkPunctuation(value)
    case 0xFF00..<0xFFF0: self = Self.fullWidth(value)
    default: self = Self.other(scalar)
    }
  }

  private static func ascii(_ value: UInt32) -> CharacterKind {
    switch value {
    case 0x0A...0x0D: .lineFeed
    case 0x20, 0x09: .space
    case 0..<0x20, 0x7F: .invisible
    case 0x30...0x39: .digit
    case 0x41...0x5A, 0x61...0x7A: .letter
    case 0x28, 0x5B, 0x7B: .westernOpening
    case 0x29, 0x5D, 0x7D, 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: .westernClosing
    case 0x22: .quote
    case 0x24, 0x2B: .prefix
    case 0x25: .suffix
    case 0x2D: .hyphen
    case 0x2F: .solidus
    default: .westernMark
    }
  }

  private static func western(_ scalar: Unicode.Scalar) -> CharacterKind {
    switch scalar.value {
    case 0x85: return .lineFeed
    case 0xA0: return .fixedSpace
    case 0xA3, 0xA5, 0xB1: return .prefix
    case 0xB0, 0xA2: return .suffix
    case 0xAD: return .softHyphen
    case 0xB7: return .middleDot
    case 0xD7, 0xF7: return .westernMark
    case 0x1100...0x11FF, 0x1160: return .han
    case 0x1680: return .space
    default: return byCategory(scalar)
    }
  }

  private static func generalPunctuation(_ value: UInt32) -> CharacterKind {
    switch value {
    case 0x2007, 0x2009, 0x2005, 0x2006, 0x202F: .fixedSpace
    case 0x2000...0x200A, 0x205F: .space
    case 0x200B: .breakHere
    case 0x200C...0x200F, 0x202A...0x202E, 0x2060...0x206F: .invisible
    case 0x2010: .hyphen
    case 0x2011: .westernMark
    case 0x2012, 0x2013: .connector
    case 0x2014, 0x2015: .dash
    case 0x2018, 0x2019, 0x201C, 0x201D: .quote
    case 0x201A, 0x201E, 0x2039: .westernOpening
    case 0x203A: .westernClosing
    case 0x2024...0x2026: .ellipsis
    case 0x2027: .middleDot
    case 0x2028, 0x2029: .lineFeed
    case 0x2030...0x2037: .suffix
    case 0x203C, 0x2047...0x2049: .stop
    case 0x2020, 0x2021, 0x2022, 0x203D...0x2046: .westernMark
    case 0x203B: .han
    default: .westernMark
    }
  }

  private static func cjkPunctuation(_ value: UInt32) -> CharacterKind {
    switch value {
    case 0x3000: .wideSpace
    case 0x3001: .pause
    case 0x3002: .stop
    case 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x301D: .opening
    case 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x301E, 0x301F:
      .closing
    case 0x301C: .connector
    case 0x3005: .nonstarter
    default: .han
    }
  }

  private static func fullWidth(_ value: UInt32) -> CharacterKind {
    switch value {
    case 0xFF01, 0xFF0E, 0xFF1F, 0xFF61: .stop
    case 0xFF0C, 0xFF1A, 0xFF1B, 0xFF64: .pause
    case 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62: .opening
    case 0xFF09, 0xFF3D, 0xFF5D, 0xFF60, 0xFF63: .closing
    case 0xFF0F: .solidus
    case 0xFF0D, 0xFF5E: .connector
    case 0xFF05, 0xFFE0: .wideSuffix
    case 0xFF04, 0xFFE1, 0xFFE5, 0xFFE6: .widePrefix
    case 0xFF10...0xFF19: .wideDigit
    case 0xFF65: .middleDot
    case 0xFF67...0xFF70: .nonstarter
    case 0xFFF0...: .invisible
    default: .han
    }
  }

  private static func other(_ scalar: Unicode.Scalar) -> CharacterKind {
    let value = scalar.value
    switch value {
    case 0x2070..<0x20A0, 0x2150..<0x2160: return .digit
    case 0x20A0..<0x20D0: return .prefix
    case 0x2116: return .widePrefix
    case 0x2103, 0x2109: return .suffix
    case 0x2212: return .prefix
    case 0x22EF: return .ellipsis
    case 0x2460...0x24FF, 0x2776...0x2793, 0x3200...0x3243, 0x3280...0x32B0: return .enumerator
    case 0x2E3A, 0x2E3B: return .dash
    case 0x30FB: return .middleDot
    case 0x303B, 0x309D, 0x309E, 0x30A0, 0x30FC...0x30FE, 0x31F0...0x31FF: return .nonstarter
    case 0x3040..<0x3100 where smallKana.contains(UInt8(value & 0xFF)): return .nonstarter
    case 0xFE00...0xFE0F, 0xE0000...0xE0FFF: return .invisible
    case 0xFE10, 0xFE11, 0xFE13, 0xFE14, 0xFE50, 0xFE51, 0xFE54, 0xFE55: return .pause
    case 0xFE12, 0xFE15, 0xFE16, 0xFE52, 0xFE56, 0xFE57: return .stop
    case 0xFE17: return .opening
    case 0xFE18: return .closing
    case 0xFE19: return .ellipsis
    case 0xFE69: return .widePrefix
    case 0xFE6A: return .wideSuffix
    case 0xFE35...0xFE44, 0xFE59...0xFE5E: return value.isMultiple(of: 2) ? .closing : .opening
    case 0xFEFF: return .invisible
    case 0x2000..<0x2C00, 0x2E80..<0xA4D0, 0xA960..<0xA980, 0xAC00..<0xFB00, 0xFE30..<0xFE50,
      0x1B000..<0x1B300, 0x1F000..<0x1FC00, 0x20000...:
      return .han
    default: return byCategory(scalar)
    }
  }

  /// Low bytes of ぁ ぃ ぅ ぇ ぉ っ ゃ ゅ ょ ゎ ゕ ゖ and their katakana.
  private static let smallKana = Set<UInt8>([
    0x41, 0x43, 0x45, 0x47, 0x49, 0x63, 0x83, 0x85, 0x87, 0x8E, 0x95, 0x96,
    0xA1, 0xA3, 0xA5, 0xA7, 0xA9, 0xC3, 0xE3, 0xE5, 0xE7, 0xEE, 0xF5, 0xF6,
  ])

  private static func byCategory(_ scalar: Unicode.Scalar) -> CharacterKind {
    switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: .digit
    case .openPunctuation, .initialPunctuation: .westernOpening
    case .closePunctuation, .finalPunctuation: .westernClosing
    case .spaceSeparator: .space
    case .lineSeparator, .paragraphSeparator: .lineFeed
    case .control, .format, .surrogate: .invisible
    case .unassigned: .han
    case .connectorPunctuation, .dashPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      .westernMark
    default: .letter
    }
  }
}
