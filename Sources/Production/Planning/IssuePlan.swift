import FoundationEssentials

/// 编排方案: which waiting story could stand in which open slot of a page.
public struct IssuePlan: Codable, Hashable, Sendable {
  /// One page's plan.
  public struct PagePlan: Codable, Hashable, Sendable {
    /// The page's number.
    public var page: Int
    /// Its layout.
    public var layout: String
    /// The open slots, the most important first.
    public var slots: [SlotPlan]
  }

  /// One open slot.
  public struct SlotPlan: Codable, Hashable, Sendable {
    /// The slot's name.
    public var slot: String
    /// The fewest and the most characters wanted; nil where the slot takes no text.
    public var leastCharacters: Int?
    /// See `leastCharacters`.
    public var mostCharacters: Int?
    /// Photos it shows.
    public var photos: Int
    /// The proposed story's name; nil when none fits.
    public var story: String?
    /// 0 to 100.
    public var score: Int?
    /// What the score is made of.
    public var reasons: [String]
    /// Characters over (above 0) or wanting when the story is made up there.
    public var excessCharacters: Int?
  }

  /// A story that found no place, and why.
  public struct Unplaced: Codable, Hashable, Sendable {
    /// The story's name.
    public var story: String
    /// Why.
    public var reason: String
  }

  /// The pages with open slots.
  public var pages: [PagePlan] = []
  /// Stories left over, the most important first.
  public var unplaced: [Unplaced] = []

  /// The plan as JSON with sorted keys, ending in a newline.
  public func json() -> String { sortedJSON + "\n" }
}
