import Production

/// 文字对照: what changed in the texts of a page, story by story.
public struct TextComparison: Hashable, Sendable, Codable {
  /// A stretch of text and what became of it.
  public struct Fragment: Hashable, Sendable, Codable {
    /// What became of words.
    public enum Change: String, Hashable, Sendable, Codable {
      case same, added, removed
      /// They stand elsewhere now.
      case movedAway
      /// They stood elsewhere before.
      case movedHere
    }

    /// What became of it.
    public var change: Change
    /// The words.
    public var text: String

    /// Names a change.
    public init(_ change: Change, _ text: String) {
      self.change = change
      self.text = text
    }
  }

  /// A paragraph, a head or a caption, and what became of it.
  public struct Paragraph: Hashable, Sendable, Codable {
    /// What became of a paragraph.
    public enum Change: String, Hashable, Sendable, Codable {
      case same, changed, added, removed
      /// It stands elsewhere in the story now, word for word.
      case moved
      /// It stands elsewhere, and some of its words are others.
      case movedAndChanged
    }

    /// What became of it.
    public var change: Change
    /// Its words in order, those removed before those added in their stead.
    public var fragments: [Fragment]
  }

  /// A story and what became of it.
  public struct Story: Hashable, Sendable, Codable {
    /// What became of a story.
    public enum Change: String, Hashable, Sendable, Codable {
      case same, changed, added, removed
      /// It stands in another slot, word for word.
      case moved
    }

    /// The story's file.
    public var story: String
    /// Its headline now; that of before where it is gone.
    public var title: String
    /// Where it stood; nil for a new one.
    public var oldSlot: String?
    /// Where it stands; nil for one that is gone.
    public var newSlot: String?
    /// What became of it.
    public var change: Change
    /// Its paragraphs as they stand now, those that are gone where they stood.
    public var paragraphs: [Paragraph]

    /// Characters that were added, and characters that were taken out; what moved counts as neither.
    public var characters: (added: Int, removed: Int) {
      func count(_ change: Fragment.Change) -> Int {
        paragraphs.flatMap(\.fragments).filter { $0.change == change }
          .reduce(0) { $0 + $1.text.count }
      }
      return (count(.added), count(.removed))
    }
  }

  /// All stories of both versions, in the order of the new one.
  public var stories: [Story]

  /// Whether not a character changed its place.
  public var isEmpty: Bool { stories.allSatisfy { $0.change == .same } }

  /// Compares two versions of a page.
  public init(_ old: [StoryText], _ new: [StoryText]) {
    let divider = WordDivider()
    var left = old
    stories = new.map { story in
      guard let index = left.firstIndex(where: { $0.story == story.story }) else {
        return Story(added: story)
      }
      return Story(left.remove(at: index), story, divider)
    }
    for gone in left {
      let before = old.prefix { $0 != gone }.last
      let place = stories.firstIndex { $0.story == before?.story }
      stories.insert(Story(removed: gone), at: place.map { $0 + 1 } ?? stories.startIndex)
    }
    markMoves()
  }

  /// Words that were taken out here and put in there have moved; fewer than eight could be chance.
  private mutating func markMoves() {
    var removed: [String: Place] = [:]
    for place in places where fragment(at: place).change == .removed {
      let text = fragment(at: place).text.essence
      if text.count >= 8, removed[text] == nil { removed[text] = place }
    }
    for place in places where fragment(at: place).change == .added {
      guard let from = removed.removeValue(forKey: fragment(at: place).text.essence) else {
        continue
      }
      stories[from.story].paragraphs[from.paragraph].fragments[from.fragment].change = .movedAway
      stories[place.story].paragraphs[place.paragraph].fragments[place.fragment].change = .movedHere
    }
  }

  private struct Place {
    var story: Int
    var paragraph: Int
    var fragment: Int
  }

  private var places: [Place] {
    stories.indices.flatMap { story in
      stories[story].paragraphs.indices.flatMap { paragraph in
        stories[story].paragraphs[paragraph].fragments.indices.map {
          Place(story: story, paragraph: paragraph, fragment: $0)
        }
      }
    }
  }

  private func fragment(at place: Place) -> Fragment {
    stories[place.story].paragraphs[place.paragraph].fragments[place.fragment]
  }
}

extension TextComparison.Story {
  fileprivate init(added story: StoryText) {
    self.init(
      story: story.story, title: story.title, newSlot: story.slot, change: .added,
      paragraphs: story.paragraphs.map { .init(change: .added, fragments: [.init(.added, $0)]) })
  }

  fileprivate init(removed story: StoryText) {
    self.init(
      story: story.story, title: story.title, oldSlot: story.slot, change: .removed,
      paragraphs: story.paragraphs.map {
        .init(change: .removed, fragments: [.init(.removed, $0)])
      })
  }

  fileprivate init(_ old: StoryText, _ new: StoryText, _ divider: WordDivider) {
    let paragraphs = ParagraphPairing(old.paragraphs, new.paragraphs).paragraphs(divider)
    let isSame = old.paragraphs == new.paragraphs
    self.init(
      story: new.story, title: new.title, oldSlot: old.slot, newSlot: new.slot,
      change: isSame ? (old.slot == new.slot ? .same : .moved) : .changed, paragraphs: paragraphs)
  }
}

extension String {
  /// Without the marks and spaces at its ends, which stay behind when words move.
  fileprivate var essence: String {
    let isOuter: (Character) -> Bool = { $0.isWhitespace || $0.isPunctuation }
    return String(drop(while: isOuter).reversed().drop(while: isOuter).reversed())
  }
}
