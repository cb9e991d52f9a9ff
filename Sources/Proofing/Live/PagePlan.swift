/// 版面图: what stands where on a page, for hovering and clicking.
///
/// Distances are points from the upper left corner of the trimmed page.
public struct PagePlan: Sendable, Codable, Hashable {
  /// A slot and how it is filled.
  public struct SlotPlan: Sendable, Codable, Hashable {
    /// Its name in the layout.
    public var name: String
    /// The kind of part that stands in it, as layouts call it: story, photoNews and so on.
    public var kind: String
    /// Its place.
    public var area: Area
    /// Whether a story can be dragged here.
    public var takesStory: Bool
    /// The story that stands here, by id.
    public var story: String?
    /// Body characters set.
    public var characters: Int?
    /// Characters too many (above 0) or wanting (below 0), as far as known.
    public var excess: Int?
    /// What copyfitting did.
    public var moves: [String]
  }

  /// A piece that is one for the reader: a headline, a paragraph, a picture.
  public struct Piece: Sendable, Codable, Hashable {
    /// The part it plays: headline, body, photo and so on.
    public var part: String
    /// The slot it stands in; empty for page furniture.
    public var slot: String
    /// The story, photo or advertisement by id or file.
    public var source: String
    /// Which piece of the part: a block of the body, from 0.
    public var piece: Int
    /// The role of its type face; nil for pictures.
    public var face: String?
    /// The size of its type in points.
    public var size: Double?
    /// Its lines or its picture, in reading order.
    public var lines: [Line]
    /// Where it was written, `file:line:column`.
    public var at: String?
  }

  /// A line of type, or a picture.
  public struct Line: Sendable, Codable, Hashable {
    /// Its place.
    public var area: Area
    /// Its characters; what a picture shows.
    public var text: String
    /// The base column of the page's grid it begins in, from 1; nil off the grid.
    public var column: Int?
    /// The line of the page's grid, from 1; nil off the grid.
    public var line: Int?
    /// The part of a photo that is shown, in thousandths of its width and height; nil for type and
    /// art.
    public var shows: Area?
  }

  /// The page's number.
  public var page: Int
  /// Width and height of the trimmed page.
  public var width: Double
  /// Width and height of the trimmed page.
  public var height: Double
  /// The slots in the layout's order.
  public var slots: [SlotPlan]
  /// Everything that stands on the page, from the bottom up.
  public var pieces: [Piece]
}
