internal import Composition
import FoundationEssentials
internal import Newspaper

/// One block of text to compose, as `forme compose` reads it.
struct ComposeCase: Decodable {
  var id: String
  var text: String
  /// Size in points.
  var em: Double
  /// Nil: one line, however long.
  var measure: Double?
  var options: ComposeOptions

  private enum CodingKeys: String, CodingKey {
    case id, text, em
    case measure = "measure_em"
    case options = "opts"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    text = try values.decode(String.self, forKey: .text)
    em = min(max(try values.decodeIfPresent(Double.self, forKey: .em) ?? 9, 0.5), 2000)
    measure = try values.decodeIfPresent(Double.self, forKey: .measure)
    options = try values.decodeIfPresent(ComposeOptions.self, forKey: .options) ?? ComposeOptions()
  }
}

/// How a block is to be set; what is not said follows the newspaper's rules.
struct ComposeOptions: Decodable {
  var rules = CompositionRules()
  var alignment = TextAlignment.justify
  var indent = 0.0
  var font: String?
  var isHeadline = false
  var hasMarkup = false
  var titleSpacing: Bool?
  /// Options and values that are not known.
  var unknown: [String] = []

  init() {}

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    for key in values.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      let value = try values.decode(OptionValue.self, forKey: key)
      if !take(key.stringValue, value) {
        unknown.append("\(key.stringValue): \(value.description)")
      }
    }
  }

  /// Sets one option; false if the name or the value is unknown.
  private mutating func take(_ name: String, _ value: OptionValue) -> Bool {
    switch name {
    case "kinsoku": set(\.rules.kinsoku, CompositionRules.Kinsoku(rawValue: value.word))
    case "style":
      set(\.rules.punctuation, CompositionRules.PunctuationStyle(rawValue: value.word))
    case "lineEnd": set(\.rules.lineEnd, CompositionRules.LineEnd(rawValue: value.word))
    case "breaking": set(\.rules.breaking, CompositionRules.Breaking(rawValue: value.word))
    case "align": set(\.alignment, TextAlignment(rawValue: value.word))
    case "indent": set(\.indent, value.number.map { min(max($0, 0), 1000) })
    case "hang": set(\.rules.hanging, value.flag.map { $0 ? .marks : .none })
    case "trimParaStart": set(\.rules.paragraphStart, value.flag.map { $0 ? .trimmed : .full })
    case "ellipsisNoLineStart":
      set(\.rules.ellipsis, value.flag.map { $0 ? .staysWithText : .mayStartLine })
    case "keepSentenceEnd": set(\.rules.sentenceEnd, value.flag.map { $0 ? .kept : .squeezable })
    case "doubledMarks":
      set(\.rules.doubledMarks, CompositionRules.DoubledMarks(rawValue: value.word) ?? .clreq)
    case "gapMax": set(\.rules.widestGap, value.thousandths)
    case "minPunctGlue": set(\.rules.markSpaceFloor, value.thousandths)
    case "hyphenate": set(\.rules.hyphenation, value.flag.map { $0 ? .always : .never })
    case "acronym": set(\.rules.acronyms, value.acronyms)
    case "writing": set(\.rules.direction, value.direction)
    case "lang": set(\.rules.language, value.word)
    case "font": set(\.font, value.word)
    case "role": set(\.isHeadline, value.word == "headline")
    case "markup": set(\.hasMarkup, value.flag)
    case "titleSpacing": set(\.titleSpacing, value.flag ?? (value.word != "none"))
    default: false
    }
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<ComposeOptions, Value>, _ value: Value?
  ) -> Bool {
    guard let value else { return false }
    self[keyPath: path] = value
    return true
  }

  private mutating func set<Value>(
    _ path: WritableKeyPath<ComposeOptions, Value?>, _ value: Value?
  ) -> Bool {
    guard let value else { return false }
    self[keyPath: path] = value
    return true
  }
}

/// An option's value: a word, a number or a flag.
private enum OptionValue: Decodable, CustomStringConvertible {
  case flag(Bool)
  case number(Double)
  case word(String)
  case other

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let word = try? value.decode(String.self) {
      self = .word(word)
    } else {
      self = .other
    }
  }

  var word: String { if case .word(let word) = self { word } else { "" } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  var thousandths: Int? { number.map { Int(min(max($0, 0), 10) * 1000) } }

  var direction: ShapingRequest.Direction? {
    word.hasPrefix("vertical") ? .vertical : word.hasPrefix("horizontal") ? .horizontal : nil
  }

  var acronyms: CompositionRules.Acronyms? {
    if let flag { return flag ? .upright : .rotated }
    return word.hasPrefix("rotat") || word == "sideways" ? .rotated : .upright
  }

  var description: String {
    switch self {
    case .flag(let flag): "\(flag)"
    case .number(let number): "\(number)"
    case .word(let word): word
    case .other: "?"
    }
  }
}
