import Composition
public import Newspaper

/// 版位容量: how much text a slot takes, found by making it up with text of known length.
public struct SlotCapacity: Hashable, Sendable {
  /// Body characters: from a line short in every leg to full but for two lines, the photos at their
  /// planned height.
  public var characters: ClosedRange<Int>
  /// Photos shown.
  public var photos: Int
  /// Characters in a row of all legs: what one line more of a head costs.
  public var charactersAcross: Int
  /// Legs of text.
  public var legs: Int
}

extension Makeup {
  /// The capacity of a slot of a page; nil for slots that take no text.
  ///
  /// The trial story has a headline of one line, a byline, and as many photos as asked for. The
  /// page's other slots are left empty, but for those that lie over this one.
  public func capacity(of slot: Slot, on page: Page, of issue: Issue, photos: Int)
    -> SlotCapacity?
  {
    var story = TrialCopy.story(for: slot, photos: photos)
    var placement = Placement(slot: Located(slot.name), content: .story(story.id))
    switch slot.part {
    case .story:
      // A jump on the same page fills every row and leaves the photos as they are planned.
      placement.jump = Located(JumpTarget(page: page.number, slot: TrialCopy.id))
    case .items: story.byline = nil
    default: return nil
    }
    var trial = issue
    trial.stories[story.id] = story
    var alone = page
    alone.placements = [placement]
    alone.layout.slots = page.layout.slots.filter {
      $0.name == slot.name || $0.over.contains(slot.name)
    }
    let made = makeUp(alone, of: trial)
    guard let full = made.fillings.first(where: { $0.slot == slot.name })?.characters, full > 0
    else { return nil }
    let rows = made.lines.filter { $0.slot == slot.name && $0.part == .body }
    let legs = Set(rows.map(\.leg)).count
    let across = full * legs / max(1, rows.count)
    // Items have a free line above each but the first.
    let white = made.lines.count { $0.slot == slot.name && $0.part == .subhead }
    let line = across / max(1, legs)
    // No two stories end their paragraphs alike: two lines are held in reserve.
    let most = max(1, full - (max(0, white - 1) + 2) * line)
    return SlotCapacity(
      characters: max(1, most - across)...most, photos: photos, charactersAcross: across, legs: legs
    )
  }
}

/// Copy of known length, more than any page holds.
private enum TrialCopy {
  static let id = "(trial)"

  static func story(for slot: Slot, photos: Int) -> Story {
    var story = Story(id: id)
    story.headline = Located(["山高水长"])
    story.byline = Located("本报记者")
    let sentence = "天地玄黄宇宙洪荒日月盈昃，辰宿列张寒来暑往秋收冬藏闰余成岁。"
    let paragraph = String(repeating: sentence, count: 3)
    for _ in 0..<120 {
      if case .items = slot.part { story.body.append(.subhead(RichText("日月盈昃"))) }
      story.body.append(.paragraph(RichText(paragraph)))
    }
    story.photos = (0..<photos).map { number in
      var photo = Photo(file: Located("\(id) \(number)"), path: "\(id) \(number)")
      photo.caption = Located("天地玄黄宇宙洪荒日月盈昃辰宿列张　某人摄")
      return photo
    }
    return story
  }
}
