/// The choices a publication makes where the standards leave one.
///
/// Section numbers are those of the composition reference (`Documentation.docc`).
public struct CompositionRules: Hashable, Sendable {
  /// 避头尾 level (2.1).
  public enum Kinsoku: String, Hashable, Sendable, CaseIterable { case none, basic, gb, strict }
  /// Widths of marks (1.2).
  public enum PunctuationStyle: String, Hashable, Sendable, CaseIterable {
    case quanjiao, kaiming, banjiao, plain
  }
  /// Marks at a line's end (1.3): half an em always, or full where it fits.
  public enum LineEnd: String, Hashable, Sendable, CaseIterable { case half, fit }
  /// How breaks are chosen (4.3).
  public enum Breaking: String, Hashable, Sendable, CaseIterable { case optimal, greedy }
  /// Marks beyond the line's end (5): none, or one pause or stop that would not fit.
  public enum Hanging: String, Hashable, Sendable, CaseIterable { case none, marks }
  /// The space before an opening mark at a paragraph's start (1.3).
  public enum ParagraphStart: String, Hashable, Sendable, CaseIterable { case trimmed, full }
  /// Whether …… may start a line (2.1); decision 3.
  public enum Ellipsis: String, Hashable, Sendable, CaseIterable {
    case staysWithText, mayStartLine
  }
  /// Whether the space after 。？！ may be squeezed (4.1, S7).
  public enum SentenceEnd: String, Hashable, Sendable, CaseIterable { case squeezable, kept }
  /// Width of ？！ and ！！: an em and a half, or one as GB/T 15834 5.1.2 prints it (1.1).
  public enum DoubledMarks: String, Hashable, Sendable, CaseIterable { case clreq, gb }
  /// Latin word division (3); used in measures of 20 em and more.
  public enum Hyphenation: String, Hashable, Sendable, CaseIterable {
    case wideMeasures, always, never
  }
  /// Capital abbreviations in vertical lines (9): letters upright one below the other, or turned.
  public enum Acronyms: String, Hashable, Sendable, CaseIterable { case upright, rotated }

  /// Which marks may stand at a line's edges.
  public var kinsoku: Kinsoku = .gb
  /// How wide marks are.
  public var punctuation: PunctuationStyle = .quanjiao
  /// How wide a mark at a line's end is.
  public var lineEnd: LineEnd = .half
  /// Total fit, or first fit for desks that cut to fit.
  public var breaking: Breaking = .optimal
  /// Whether a mark may hang.
  public var hanging: Hanging = .none
  /// What stands before an opening mark at a paragraph's start.
  public var paragraphStart: ParagraphStart = .trimmed
  /// Where …… may stand.
  public var ellipsis: Ellipsis = .staysWithText
  /// Whether the space after a sentence gives way.
  public var sentenceEnd: SentenceEnd = .squeezable
  /// How wide ？！ is.
  public var doubledMarks: DoubledMarks = .clreq
  /// Where Latin words are divided.
  public var hyphenation: Hyphenation = .wideMeasures
  /// The widest that a Han–Western gap may become, in thousandths of an em (4.2, E2).
  public var widestGap = 500
  /// Soft floor of the space beside brackets and commas, in thousandths of an em (decision 6):
  /// going below costs four times as much.
  public var markSpaceFloor = 0
  /// Horizontal, or vertical with Mainland conventions (9).
  public var direction: TextDirection = .horizontal
  /// How capital abbreviations stand in vertical lines.
  public var acronyms: Acronyms = .upright
  /// BCP 47 tag of the text; `zh-Hant`, `zh-TW` and `zh-HK` centre pauses and stops (1).
  public var language = "zh-Hans"

  /// Makes the rules of the reference.
  public init() {}

  /// The rules of narrow columns: commas and brackets keep a quarter em where they can (decision 6).
  public static let newspaper: CompositionRules = {
    var rules = CompositionRules()
    rules.markSpaceFloor = 250
    return rules
  }()
}

/// How lines run.
public enum TextDirection: Hashable, Sendable {
  /// From left to right.
  case horizontal
  /// From top to bottom, with upright (`vert`) glyphs.
  case vertical
}
