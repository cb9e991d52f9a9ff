/// 标示层: what is laid over a page on the proof, as data: shapes with words.
public struct ProofLayer: Sendable, Codable, Hashable {
  /// What a mark looks like.
  public enum Figure: String, Sendable, Codable, Hashable {
    /// The outline of the area.
    case frame
    /// The area filled, the page showing through.
    case fill
    /// A line along the upper edge of the area, or its left one where it is higher than wide.
    case line
    /// The words alone, at the area's upper left corner.
    case words
  }

  /// What a mark's colour says.
  public enum Tone: String, Sendable, Codable, Hashable {
    /// Grid, baselines, type area.
    case grid
    /// Slots and what stands in them; notes.
    case slot
    /// As it should be.
    case good
    /// Visible to a strict eye.
    case warning
    /// Cannot go to press.
    case fault
  }

  /// One mark of the layer.
  public struct Mark: Sendable, Codable, Hashable {
    /// Its place.
    public var area: Area
    /// What it looks like.
    public var figure: Figure
    /// What its colour says.
    public var tone: Tone
    /// A few words that stand at it, or the name of words that the desk has in both languages;
    /// empty for none.
    public var words: String
    /// The figure that the words are about, such as characters.
    public var number: Int?
    /// The code of the finding that it marks.
    public var code: String?
    /// More to say when asked: what was expected, what to do.
    public var details: [String]

    /// Makes a mark.
    public init(
      _ figure: Figure, _ area: Area, _ tone: Tone, _ words: String = "", number: Int? = nil,
      code: String? = nil, details: [String] = []
    ) {
      self.area = area
      self.figure = figure
      self.tone = tone
      self.words = words
      self.number = number
      self.code = code
      self.details = details
    }
  }

  /// Which layer.
  public var name: OverlayLayer
  /// Its marks from the bottom up.
  public var marks: [Mark]
}
