public import Newspaper

/// One composed line: what it says and where its glyphs stand.
public struct Line: Hashable, Sendable {
  /// A cluster's place on the line, for tests and the quality report.
  public struct Box: Hashable, Sendable {
    public var text: String
    /// From the line's start (indent included).
    public var x: Length
    public var advance: Length

    /// Makes a box.
    public init(text: String, x: Length, advance: Length) {
      self.text = text
      self.x = x
      self.advance = advance
    }
  }

  /// The characters on the line, without space that the break swallowed.
  public var text: String
  /// The UTF-8 offsets in the paragraph's plain text that this line uses up, swallowed space
  /// included: the ranges of a paragraph's lines follow each other without a gap. Makeup cuts a
  /// paragraph there when it jumps to another slot.
  public var bytes: Range<Int>
  public var boxes: [Box]
  /// From the line's start to the right edge of the last box.
  public var width: Length
  /// The glyphs, origins relative to the line's start on the baseline.
  public var runs: [GlyphRun]
  /// Whether the paragraph ends with this line.
  public var endsParagraph: Bool
  /// Space put between every two characters by step E3, in thousandths of an em (quality report).
  public var stretch: Int

  /// Makes a line.
  public init(
    text: String, bytes: Range<Int>, boxes: [Box], width: Length, runs: [GlyphRun], endsParagraph: Bool,
    stretch: Int = 0
  ) {
    self.text = text
    self.bytes = bytes
    self.boxes = boxes
    self.width = width
    self.runs = runs
    self.endsParagraph = endsParagraph
    self.stretch = stretch
  }
}
