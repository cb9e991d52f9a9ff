/// 阅读顺序: what a page says to somebody who hears it, and in which order.
///
/// Furniture (folio, rules, grounds, ornaments) is passed over. The rest is read slot by slot: the
/// nameplate and its lines, then stories by the size of their headlines (equal ones from the top,
/// then from the left), then the index, advertisements and codes. A paragraph is one however many
/// lines and legs it takes; the rest of a story that was jumped here is a story of its own.
public struct PageReading: Hashable, Sendable {
  /// An element of a document's structure (ISO 32000-1, 14.8.4).
  public struct Element: Hashable, Sendable {
    /// The kinds of element, by PDF's names.
    public enum Role: String, Hashable, Sendable {
      case division = "Div"
      case article = "Art"
      case headline = "H1"
      case subhead = "H2"
      case paragraph = "P"
      case figure = "Figure"
      case caption = "Caption"
      case table = "Table"
      case tableRow = "TR"
      case tableHeading = "TH"
      case tableCell = "TD"
      case index = "TOC"
      case indexEntry = "TOCI"
      case label = "Lbl"
      case link = "Link"
    }

    /// What an element holds.
    public enum Child: Hashable, Sendable {
      case element(Element)
      /// Items of the page, by their index in `passages`.
      case passage(Int)
    }

    /// What kind of element it is.
    public var role: Role
    /// The headline of a story.
    public var title = ""
    /// The slot of a story.
    public var slot = ""
    /// Words for readers who cannot see a figure.
    public var alternateText: String?
    /// Where a link leads, and the places on the page that lead there, one a line.
    public var link: Link?
    /// The places that lead there.
    public var linkAreas: [Rect] = []
    /// What it holds, in reading order.
    public var children: [Child]

    /// Makes an element.
    public init(_ role: Role, _ children: [Child] = []) {
      self.role = role
      self.children = children
    }
  }

  /// What is passed over; it stands below everything else.
  public var furniture: [FrameItem] = []
  /// The content in reading order, in pieces that are marked as one.
  public var passages: [[FrameItem]] = []
  /// The structure of the page over its passages.
  public var elements: [Element] = []
  /// The upper left corner of each slot's content: where a link leads to.
  public var places: [String: Point] = [:]

  /// Makes the reading of an empty page.
  public init() {}

  /// Everything on the page in the order in which it is drawn.
  public var items: [FrameItem] { furniture + passages.joined() }
}

extension PageFrame {
  /// The page as it is read.
  public var reading: PageReading {
    var reading = PageReading()
    var slots: [SlotContent] = []
    for item in items {
      guard item.isContent else {
        reading.furniture.append(item)
        continue
      }
      let known = slots.lastIndex { $0.name == item.subject.slot }
      if known == nil { slots.append(SlotContent(name: item.subject.slot)) }
      slots[known ?? slots.count - 1].add(item)
    }
    var whole: [SlotContent] = []
    for slot in slots {
      reading.places[slot.name] = slot.corner
      if let first = whole.firstIndex(where: { slot.continues($0) }) {
        whole[first].append(slot)
      } else {
        whole.append(slot)
      }
    }
    let importance = whole.indices.map { whole[$0].importance + [$0] }
    let order = whole.indices.sorted { importance[$0].lexicographicallyPrecedes(importance[$1]) }
    for index in order { reading.add(whole[index]) }
    return reading
  }
}

extension FrameItem {
  /// What a picture shows; of a part of one, what all of it shows.
  var alternateText: String {
    switch mark {
    case .picture(let picture): picture.alternateText
    case .art(let art): art.alternateText
    case .group(_, let inner): inner.map(\.alternateText).joined()
    case .glyphs, .shape, .placedPage: ""
    }
  }

  /// Whether it says something.
  fileprivate var isContent: Bool {
    switch (subject.part, mark) {
    case (.folio, _), (.rule, _), (.box, _), (.mark, _), (_, .shape): false
    case (_, .art), (_, .group): !alternateText.isEmpty || subject.part == .advertisement
    default: true
    }
  }
}

// Elements.
extension PageReading {
  fileprivate mutating func add(_ slot: SlotContent) {
    var element = Element(slot.isStory ? .article : .division)
    element.slot = slot.name
    var entries: [Element.Child] = []
    var table: (piece: Int, rows: [Element])?
    func close(_ table: inout (piece: Int, rows: [Element])?) {
      guard let rows = table?.rows else { return }
      element.children.append(.element(Element(.table, rows.map { .element($0) })))
      table = nil
    }
    for leaf in slot.leaves {
      if leaf.subject.part != .table || table?.piece != leaf.subject.piece { close(&table) }
      var child = Element(slot.role(of: leaf), passages(of: leaf))
      child.alternateText = leaf.alternateText
      switch child.role {
      case .headline where slot.isStory: element.title = leaf.text
      case .tableHeading, .tableCell:
        let row = leaf.subject.cell?.row ?? 0
        if table == nil { table = (leaf.subject.piece, []) }
        while let count = table?.rows.count, count <= row { table?.rows.append(Element(.tableRow)) }
        table?.rows[row].children.append(.element(child))
        continue
      default: break
      }
      if leaf.subject.part == .teaser {
        if leaf.subject.piece == 0 { entries.append(.element(Element(.indexEntry))) }
        if case .element(var entry) = entries.popLast() {
          entry.children.append(.element(child))
          entries.append(.element(entry))
        }
      } else if let target = leaf.codeTarget {
        var link = Element(.link, [.element(child)])
        link.link = target
        link.linkAreas = leaf.items.compactMap(\.area)
        element.children.append(.element(link))
      } else {
        element.children.append(.element(child))
      }
    }
    close(&table)
    if !entries.isEmpty { element.children.append(.element(Element(.index, entries))) }
    elements.append(element)
  }

  /// Divides a leaf where a link begins or ends.
  private mutating func passages(of leaf: Leaf) -> [Element.Child] {
    var children: [Element.Child] = []
    var rest = leaf.items[...]
    while let first = rest.first {
      let piece = rest.prefix { $0.link == first.link }
      rest = rest.dropFirst(piece.count)
      let passage = Element.Child.passage(passages.count)
      passages.append(piece.map(\.withWordSpace))
      guard let target = first.link else {
        children.append(passage)
        continue
      }
      var link = Element(.link, [passage])
      link.link = target
      for area in piece.compactMap(\.linkArea) {
        if let last = link.linkAreas.last, last.minY == area.minY, last.height == area.height {
          link.linkAreas[link.linkAreas.count - 1] = last.union(area)
        } else {
          link.linkAreas.append(area)
        }
      }
      children.append(.element(link))
    }
    return children
  }
}

extension FrameItem {
  fileprivate var link: Link? {
    if case .glyphs(let run) = mark { run.link } else { nil }
  }

  /// The em boxes of a run.
  fileprivate var linkArea: Rect? {
    guard case .glyphs(let run) = mark, let area = solidArea else { return nil }
    let isWide = (run.text.unicodeScalars.last?.value ?? 0) >= 0x2E80
    return Rect(
      x: area.minX, y: area.minY - run.size.scaled(by: 0.08),
      width: area.width + (isWide ? run.size.scaled(by: 0.5) : .zero),
      height: area.height + run.size.scaled(by: 0.16))
  }

  /// The item with the word space that the end of its line swallowed.
  fileprivate var withWordSpace: FrameItem {
    guard case .glyphs(var run) = mark, let space = run.swallowedSpace else { return self }
    run.text += " "
    run.glyphs.append(space)
    run.clusters.append(.init(bytes: 1, glyphs: 1))
    run.swallowedSpace = nil
    return FrameItem(.glyphs(run), subject)
  }
}
