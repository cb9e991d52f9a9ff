/// What a break after a character of a headline divides.
public enum HeadBreak: Hashable, Sendable {
  case phrases
  /// A word, or words that belong together.
  case word
  /// Nothing: a mark would be parted from its word.
  case none
}

extension Composer {
  /// What a break after each character of a headline divides, the last one excepted.
  public func headBreaks(in text: String) -> [HeadBreak] {
    let costs = Phrases(text, segmenter: segmenter, lexicon: lexicon).costAfter
    let kinds = text.map { $0.unicodeScalars.first.map { CharacterKind($0) } ?? .invisible }
    return zip(costs, zip(kinds, kinds.dropFirst())).map { cost, pair in
      if pair.0.startsAside || pair.1.endsAside { return .none }
      return cost == nil ? .word : .phrases
    }
  }
}

extension CharacterKind {
  /// Whether it clings to what follows.
  fileprivate var startsAside: Bool {
    switch self {
    case .opening, .westernOpening, .prefix, .widePrefix: true
    default: false
    }
  }

  /// Whether it clings to what precedes.
  fileprivate var endsAside: Bool {
    switch self {
    case .closing, .westernClosing, .pause, .stop, .suffix, .wideSuffix: true
    default: false
    }
  }
}
