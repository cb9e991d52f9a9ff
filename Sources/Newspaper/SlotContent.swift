/// A part of a slot that is read as one: a headline, a paragraph, a cell, a picture.
struct Leaf {
  /// What tells leaves of a slot apart.
  struct Key: Hashable {
    let part: Subject.Part
    let source: String
    let piece: Int
    let cell: TableCell?
    let isText: Bool

    init(_ item: FrameItem) {
      part = item.subject.part
      source = item.subject.source
      piece = item.subject.piece
      cell = item.subject.cell
      if case .glyphs = item.mark { isText = true } else { isText = false }
    }
  }

  let key: Key
  let subject: Subject
  var items: [FrameItem]

  init(_ item: FrameItem) {
    key = Key(item)
    subject = item.subject
    items = [item]
  }

  var runs: [GlyphRun] {
    items.compactMap { if case .glyphs(let run) = $0.mark { run } else { nil } }
  }

  /// Its words.
  var text: String { runs.map(\.text).joined() }

  /// The words for a picture; nil for text.
  ///
  /// A picture about which nothing is known is only named.
  var alternateText: String? {
    guard let item = items.first, !key.isText else { return nil }
    let words = item.alternateText
    guard subject.part == .advertisement else { return words.isEmpty ? "图片" : words }
    return words.isEmpty ? "广告" : "广告：\(words)"
  }

  /// Where a printed code leads.
  var codeTarget: Link? {
    guard case .art(let art) = items.first?.mark, case .qr(let text, _) = art.source,
      Link.schemes.contains(where: { text.hasPrefix($0) })
    else { return nil }
    return .address(text)
  }
}

/// What stands in a slot, leaf by leaf.
struct SlotContent {
  /// Kinds of slot in the order in which they are read.
  private enum Kind: Int {
    case masthead, ear, numberLine, story, index, advertisement, codes
  }

  let name: String
  private(set) var corner = Point(x: .zero, y: .zero)
  private var found: [Leaf] = []
  private var known: [Leaf.Key: Int] = [:]

  init(name: String) { self.name = name }

  mutating func add(_ item: FrameItem) {
    if let area = item.area {
      corner =
        found.isEmpty
        ? area.origin : Point(x: min(corner.x, area.minX), y: min(corner.y, area.minY))
    }
    let key = Leaf.Key(item)
    if let index = known[key] {
      found[index].items.append(item)
    } else {
      known[key] = found.count
      found.append(Leaf(item))
    }
  }

  /// Whether the story of another slot of the page goes on here without a head of its own.
  func continues(_ other: SlotContent) -> Bool {
    guard isStory, let story, !found.contains(where: { $0.subject.part == .headline }) else {
      return false
    }
    return story == other.story
  }

  /// Adds what stands in a slot where the story goes on.
  mutating func append(_ slot: SlotContent) {
    let corner = corner
    for item in slot.found.flatMap(\.items) { add(item) }
    self.corner = corner
  }

  /// The story whose text stands here.
  private var story: String? {
    found.first { [.body, .subhead, .table].contains($0.subject.part) }?.subject.source
  }

  /// Whether a story stands here, or the rest of one.
  var isStory: Bool { kind == .story }

  private var kind: Kind {
    for leaf in found {
      switch leaf.subject.part {
      case .masthead: return .masthead
      case .ear: return .ear
      case .numberLine: return .numberLine
      case .teaser: return .index
      case .advertisement: return .advertisement
      case .qr: return .codes
      default: continue
      }
    }
    return .story
  }

  /// Smaller is read first: by kind, size of the headline, place.
  var importance: [Int] {
    let size = found.filter { $0.subject.part == .headline }.flatMap(\.runs).map(\.size).max()
    return [kind.rawValue, -(size ?? .zero).units, corner.y.units, corner.x.units]
  }

  /// The leaves in reading order.
  var leaves: [Leaf] {
    let ranks = found.map(rank)
    return found.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { found[$0] }
  }

  /// Heads, pictures, text, and last where the story goes on: nobody follows that and comes back.
  private func rank(of leaf: Leaf) -> Int {
    switch leaf.subject.part {
    case .masthead: leaf.key.isText ? 1 : 0
    case .label: 0
    case .kicker: 1
    case .headline: 2
    // A chart's deck is its source and stands under it.
    case .deck: found.contains { $0.subject.part == .chart } ? 8 : 3
    case .byline: 4
    case .photo, .caption, .chart, .quote: 5
    case .jump: leaf.subject.piece == Subject.onward ? 8 : 6
    default: 7
    }
  }

  /// What a leaf is; a label over a piece without a headline is its headline.
  func role(of leaf: Leaf) -> PageReading.Element.Role {
    guard leaf.key.isText else { return .figure }
    switch leaf.subject.part {
    case .headline: return .headline
    case .label:
      return found.contains { $0.subject.part == .headline } ? .paragraph : .headline
    case .subhead: return .subhead
    case .caption, .qr: return .caption
    case .table: return leaf.subject.cell?.row == 0 ? .tableHeading : .tableCell
    case .teaser: return leaf.subject.piece == 0 ? .label : .paragraph
    default: return .paragraph
    }
  }
}
