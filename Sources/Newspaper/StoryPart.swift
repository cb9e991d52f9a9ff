/// How a story stands in its slot.
public struct StoryPart: Hashable, Sendable {
  /// Where the head stands.
  public var head: HeadPlacement
  /// The head's rank in the style sheet ("banner", "second", …).
  public var rank: String
  /// How the slot is divided into legs.
  public var legs: Legs
  /// Places of the story's photos, in the order of its front matter.
  public var photos: [PhotoBox]
  /// Rules in the gutters between the legs.
  public var columnRules: RuleVisibility
  /// The most lines of the headline; nil: as the rank's style says.
  public var headLines: Int?
  /// 反白: the ground the head stands on; type is in paper on a dark one.
  public var headGround: Paint?
  /// 首字下沉: lines of the first character; nil for none.
  public var dropCap: Int?
  /// 栏题: whether the story's label stands in a bar over everything.
  public var label: LabelBar = .hidden
  /// 提要: places of the story's pull quotes.
  public var quotes: [PhotoBox] = []
  /// Where the author's portrait stands.
  public var portrait: PhotoBox?
  /// How the lines run.
  public var writing: Writing = .horizontal

  /// Makes a story part.
  public init(
    head: HeadPlacement = .over, rank: String = "third", legs: Legs = .base,
    photos: [PhotoBox] = [], columnRules: RuleVisibility = .hidden
  ) {
    self.head = head
    self.rank = rank
    self.legs = legs
    self.photos = photos
    self.columnRules = columnRules
  }
}

/// How a slot is divided into legs 分栏.
public enum Legs: Hashable, Sendable {
  /// One leg a base column 基本栏.
  case base
  /// 破栏: so many legs of equal measure; the characters left over widen the gutters.
  case equal(Int)
  /// Legs of these measures, in characters.
  case characters([Int])

  /// How many legs a slot of so many base columns has.
  public func count(in columns: Int) -> Int {
    switch self {
    case .base: columns
    case .equal(let count): count
    case .characters(let measures): measures.count
    }
  }

  /// The narrowest leg that text is set in, in characters.
  public static let leastCharacters = 5
}

extension Legs: ExpressibleByIntegerLiteral {
  /// So many equal legs.
  public init(integerLiteral count: Int) { self = .equal(count) }
}

/// How lines run.
public enum Writing: String, Hashable, Sendable {
  /// From left to right, the lines from top to bottom.
  case horizontal
  /// 直排: from top to bottom, the lines from right to left.
  case vertical
}

/// Whether a story's label is printed in a bar.
public enum LabelBar: String, Hashable, Sendable {
  case hidden, bar
}

/// Where a head stands.
public enum HeadPlacement: Hashable, Sendable {
  /// 盖文题: over all legs.
  case over
  /// 旁题: in the first legs, beside the text.
  case beside(legs: Int)
  /// 串文题: at the head of the first legs; text runs under and beside it.
  case wrapped(legs: Int)
  /// 文包题: over legs in the middle, text on both sides; from a line of the slot, in the middle
  /// of its height without one.
  case enclosed(legs: ClosedRange<Int>, line: Int?)
  /// 压图题: on the story's first photo, at its top or foot.
  case onPhoto(Edge)
  /// Set vertically at the left, so many characters of the body wide.
  case vertical(characters: Int)
  /// The story has no head of its own here.
  case none

  /// The upper or the lower edge of a photo.
  public enum Edge: String, Hashable, Sendable {
    case top, foot
  }
}

/// Whether a rule is printed.
public enum RuleVisibility: String, Hashable, Sendable {
  case hidden, shown
}

/// Where a photo stands among the legs of a story.
public struct PhotoBox: Hashable, Sendable {
  /// The legs it covers, from 1.
  public var legs: ClosedRange<Int>
  /// The first line of the text area that it covers, from 1; negative counts from the foot.
  public var firstLine: Int
  /// Lines of the picture alone; its caption takes what it needs below.
  public var lines: Int
  /// Its width where it does not fill its legs, in characters: text runs beside it.
  public var characters: Int?
  /// Where it stands in its legs when it does not fill them.
  public var side: Side

  /// The start, the middle or the end of the legs.
  public enum Side: String, Hashable, Sendable {
    case start, middle, end
  }

  /// Makes a photo box.
  public init(
    legs: ClosedRange<Int>, firstLine: Int, lines: Int, characters: Int? = nil,
    side: Side = .middle
  ) {
    self.legs = legs
    self.firstLine = firstLine
    self.lines = lines
    self.characters = characters
    self.side = side
  }
}
