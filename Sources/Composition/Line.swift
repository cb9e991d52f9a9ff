public import Newspaper

/// One composed line: what it says and where its glyphs stand.
public struct Line: Hashable, Sendable {
  /// A cluster's place on the line, for tests and the quality report.
  public struct Box: Hashable, Sendable {
    /// Its characters.
    public var text: String
    /// From the line's start (indent included).
    public var x: Length
    /// Its width, glue not included.
    public var advance: Length

    /// Makes a box.
    public init(text: String, x: Length, advance: Length) {
      self.text = text
      self.x = x
      self.advance = advance
    }
  }

  /// What was done to the line so that it fills its measure (4), for the quality report.
  public struct Setting: Hashable, Sendable {
    /// Space put between every two characters by step E3, in thousandths of an em.
    public var stretch = 0
    /// How much of each shrink step S2, S4, S5, S6, S7 was used, in thousandths.
    public var shrink: [Int] = [0, 0, 0, 0, 0]
    /// The paragraph's last line holds fewer than two characters.
    public var isOrphan = false
    /// A unit was divided, or a mark stands where it may not, because nothing else would fit.
    public var breaksRules = false
    /// How far the line runs over its measure.
    public var overrun: Length = .zero

    /// Makes the record of a line that was left alone.
    public init() {}
  }

  /// The characters on the line, without space that the break swallowed.
  public var text: String
  /// The UTF-8 offsets in the paragraph's plain text that this line uses up.
  ///
  /// Swallowed space is included: the ranges of a paragraph's lines follow each other without a
  /// gap. Makeup cuts a paragraph there when it jumps to another slot.
  public var bytes: Range<Int>
  /// The clusters in reading order.
  public var boxes: [Box]
  /// From the line's start to the right edge of the last box.
  public var width: Length
  /// The glyphs, origins relative to the line's start on the baseline.
  ///
  /// In vertical text the line's start is the middle of its upper edge.
  public var runs: [GlyphRun]
  /// Interlinear marks: emphasis dots, name lines; placed like the glyphs.
  public var marks: [Shape]
  /// Whether the paragraph ends with this line.
  public var endsParagraph: Bool
  /// What was done to fill the measure.
  public var setting: Setting

  /// Space put between every two characters by step E3, in thousandths of an em (quality report).
  public var stretch: Int { setting.stretch }

  /// Makes a line.
  public init(
    text: String, bytes: Range<Int>, boxes: [Box], width: Length, runs: [GlyphRun],
    marks: [Shape] = [], endsParagraph: Bool, setting: Setting = Setting()
  ) {
    self.text = text
    self.bytes = bytes
    self.boxes = boxes
    self.width = width
    self.runs = runs
    self.marks = marks
    self.endsParagraph = endsParagraph
    self.setting = setting
  }
}

extension Line {
  /// The line with all that stands on it moved along it.
  public func moved(by distance: Length) -> Line {
    var line = self
    line.width = width + distance
    for index in boxes.indices { line.boxes[index].x = boxes[index].x + distance }
    for index in runs.indices { line.runs[index].origin.x = runs[index].origin.x + distance }
    line.marks = marks.map { $0.moved(x: distance, y: .zero) }
    return line
  }

  /// The line and another one as one: the other one's start stands at `x` on it.
  public func followed(by other: Line, at x: Length) -> Line {
    let other = other.moved(by: x)
    return Line(
      text: text + "　" + other.text,
      bytes: bytes.lowerBound..<bytes.upperBound + other.bytes.count, boxes: boxes + other.boxes,
      width: other.width, runs: runs + other.runs, marks: marks + other.marks,
      endsParagraph: other.endsParagraph, setting: setting)
  }
}
