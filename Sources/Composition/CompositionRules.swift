/// The choices a publication makes where the standards leave one.
///
/// Section numbers are those of the composition reference (`Documentation.docc`).
public struct CompositionRules: Hashable, Sendable {
  /// 避头尾 level (2.1).
  public enum Kinsoku: String, Hashable, Sendable { case none, basic, gb, strict }
  /// Widths of marks (1.2).
  public enum PunctuationStyle: String, Hashable, Sendable {
    case quanjiao, kaiming, banjiao, plain
  }
  /// Marks at a line's end (1.3): half an em always, or full where it fits.
  public enum LineEnd: String, Hashable, Sendable { case half, fit }
  /// How breaks are chosen (4.3).
  public enum Breaking: String, Hashable, Sendable { case optimal, greedy }

  public var kinsoku: Kinsoku = .gb
  public var punctuation: PunctuationStyle = .quanjiao
  public var lineEnd: LineEnd = .half
  public var breaking: Breaking = .optimal

  /// Makes the newspaper's default rules.
  public init() {}
}
