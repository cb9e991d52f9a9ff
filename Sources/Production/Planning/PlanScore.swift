import Makeup
import Newspaper

/// A slot that waits for a story: what it takes, and how important it is on its page.
struct OpenSlot {
  let slot: Slot
  /// What it takes with no photo, with one, and so on to all it shows; empty where no text is
  /// wanted, or where makeup can say nothing.
  let capacities: [SlotCapacity]
  /// 1 for the page's first slot, less for each further one.
  let weight: Double

  /// What it takes with all its photos.
  var capacity: SlotCapacity? { capacities.last }

  /// What it takes of a story: where photos are wanting, text stands in their place.
  func capacity(for story: Story) -> SlotCapacity? {
    capacities.isEmpty ? nil : capacities[min(story.photos.count, capacities.count - 1)]
  }

  /// Photos that the slot shows.
  var photos: ClosedRange<Int> {
    switch slot.part {
    case .story(let part): 0...part.photos.count
    case .photoNews, .chart: 1...1
    case .photoFeature: 2...9
    default: 0...0
    }
  }
}

/// How well a story fits a slot: 50 points for length, 30 for importance, 20 for photos.
struct PlanScore {
  let points: Int
  let reasons: [String]

  /// Why a story cannot stand in a slot.
  enum Obstacle: Hashable {
    /// Another kind of copy is wanted.
    case kind(String)
    case tooLong(by: Int)
    case tooShort(by: Int)
  }

  static func of(_ story: Story, in open: OpenSlot) -> Result<PlanScore, PlanObstacle> {
    if let wanted = open.slot.part.missing(in: story) {
      return .failure(PlanObstacle(obstacle: .kind(wanted)))
    }
    var points = 0.0
    var reasons: [String] = []
    if let capacity = open.capacity(for: story) {
      let length = story.length(at: capacity)
      let range = capacity.characters
      // Beyond a third of the slot it is another story.
      let reach = Double(range.upperBound) / 3
      let over = length - range.upperBound
      let short = range.lowerBound - length
      if Double(over) > reach { return .failure(PlanObstacle(obstacle: .tooLong(by: over))) }
      if Double(short) > reach { return .failure(PlanObstacle(obstacle: .tooShort(by: short))) }
      points += 50 * (1 - Double(max(over, short, 0)) / reach)
      reasons.append(
        over > 0
          ? "about \(over) characters too long"
          : short > 0 ? "about \(short) characters short" : "\(length) characters fit")
    } else {
      points += 50
    }
    let importance = Double(10 - story.priority) / 9
    points += 30 * importance * open.weight
    reasons.append("priority \(story.priority)")
    let shown = min(story.photos.count, open.photos.upperBound)
    let most = max(story.photos.count, open.photos.upperBound)
    points += most == 0 ? 20 : 20 * Double(shown) / Double(most)
    if most > 0 { reasons.append("\(shown) of \(most) photos") }
    return .success(PlanScore(points: Int(points.rounded()), reasons: reasons))
  }
}

/// An obstacle as an error.
struct PlanObstacle: Error, Hashable {
  let obstacle: PlanScore.Obstacle
}

extension Story {
  /// Characters of the body, with what its heads take of the text's place.
  func length(at capacity: SlotCapacity) -> Int {
    var characters = 0
    var rows = 0
    for block in body {
      switch block {
      case .paragraph(let text): characters += text.plain.count { !$0.isWhitespace }
      case .subhead: rows += 1
      case .table(let cells): rows += cells.count
      }
    }
    // A subhead or a row of a table takes one leg; a further head takes two lines of all.
    let heads = [kicker, deck].count { $0 != nil } + max(0, (headline?.value.count ?? 1) - 1)
    return characters + rows * capacity.charactersAcross / max(1, capacity.legs) * 2
      + heads * capacity.charactersAcross * 2 + (dateline?.value.count ?? 0)
  }
}

extension Part {
  /// What a story lacks to stand here; nil when nothing.
  fileprivate func missing(in story: Story) -> String? {
    let startsWithItem = if case .subhead = story.body.first { true } else { false }
    let isDrawing = story.photos.first?.file.value.lowercased().hasSuffix(".svg") ?? false
    switch self {
    case .story:
      return story.body.isEmpty ? "text" : startsWithItem ? "text before its first ##" : nil
    case .items: return startsWithItem ? nil : "items, each under a ##"
    case .photoNews:
      return story.photos.isEmpty || isDrawing ? "a photo" : story.body.isEmpty ? nil : "no text"
    case .photoFeature: return story.photos.count < 2 ? "two photos or more" : nil
    case .chart: return isDrawing ? nil : "a drawing (SVG)"
    case .display: return story.body.isEmpty && story.photos.isEmpty ? nil : "heads alone"
    default: return "no story"
    }
  }
}
