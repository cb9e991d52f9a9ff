import Makeup
import Newspaper

/// What is wrong with pages made up from a draft, told in words; its own arithmetic, not makeup's.
struct PaperProof {
  private let draft: PaperDraft
  private let made: [MadePage]
  /// Stories of which every character stands.
  private(set) var wholeStories = 0
  private var textFaults: [String] = []

  init(_ draft: PaperDraft, _ made: [MadePage]) {
    self.draft = draft
    self.made = made
    for story in draft.stories.values.sorted(by: { $0.id < $1.id }) { check(story) }
  }

  func faults() -> [String] {
    textFaults + made.flatMap { collisions($0) + strays($0) + baselines($0) }
  }

  private func findings(about id: String) -> [Diagnostic] {
    made.flatMap(\.report.diagnostics).filter { $0.subject == id }
  }

  // MARK: - Text

  /// The text of a story, block by block, as it must be printed.
  private func wanted(_ story: Story) -> [String] {
    let first = story.body.firstIndex { if case .paragraph = $0 { true } else { false } }
    let isNotice = draft.pages.contains { page in
      page.placements.contains { placement in
        guard placement.content == .story(story.id),
          case .announcement = page.layout.slot(placement.slot.value)?.part
        else { return false }
        return true
      }
    }
    return story.body.enumerated().map { index, block in
      switch block {
      case .paragraph(let text):
        let dateline = index == first && !isNotice ? story.dateline.map { $0.value + "　" } : nil
        return (dateline ?? "") + text.plain
      case .subhead(let text): return text.plain
      case .table(let rows): return rows.dropFirst().joined().map(\.plain).joined()
      }
    }
  }

  /// What of a story stands on the pages, in the order of flow; table headings may repeat.
  private func printed(_ story: Story) -> [(block: Int, text: String)] {
    var blocks: [(block: Int, text: String)] = []
    for item in made.flatMap(\.frame.items) where item.subject.source == story.id {
      guard case .glyphs(let run) = item.mark,
        [.body, .subhead, .table].contains(item.subject.part), item.subject.cell?.row != 0
      else { continue }
      if blocks.last?.block == item.subject.piece {
        blocks[blocks.count - 1].text += run.text
      } else {
        blocks.append((item.subject.piece, run.text))
      }
    }
    return blocks
  }

  private mutating func check(_ story: Story) {
    let wanted = wanted(story)
    let printed = printed(story)
    let told = findings(about: story.id).filter {
      ["fit.body.overset", "fit.head.leavesNoText", "makeup.slot.tooLow"].contains($0.code)
    }
    // White at a line's end is not printed.
    let all = wanted.joined().filter { !$0.isWhitespace }
    let set = printed.map(\.text).joined().filter { !$0.isWhitespace }
    if !all.hasPrefix(set) {
      textFaults.append("\(story.id): doubled, lost or out of order: \(set) of \(all)")
    } else if set == all {
      wholeStories += 1
      if told.contains(where: { $0.code == "fit.body.overset" }), !wanted.isEmpty {
        // Of a notice, signature and day may be over.
        if story.byline == nil, story.dateline == nil {
          textFaults.append("\(story.id): is told to be over, but all of it stands")
        }
      }
    } else if told.isEmpty {
      textFaults.append("\(story.id): \(all.count - set.count) characters lost in silence")
    }
    let blocks = printed.map(\.block)
    if blocks != blocks.sorted() || Set(blocks).count != blocks.count {
      textFaults.append("\(story.id): blocks in the order \(blocks)")
    }
    checkPhotos(story)
  }

  /// Each photo stands once, or it is told why not.
  private mutating func checkPhotos(_ story: Story) {
    for photo in story.photos + [story.portrait].compactMap({ $0 }) {
      let count = made.flatMap(\.frame.items).count { item in
        switch item.mark {
        case .picture, .art: item.subject.source == photo.file.value
        default: false
        }
      }
      let isTold =
        !findings(about: photo.file.value).isEmpty
        || findings(about: story.id).contains {
          ["fit.head.leavesNoText", "makeup.portrait.unplaced", "makeup.slot.tooLow"].contains(
            $0.code)
        } || made.flatMap(\.report.diagnostics).contains { $0.code == "makeup.slot.tooLow" }
      if count > 1 || count == 0 && !isTold {
        textFaults.append("\(photo.file.value) stands \(count) times")
      }
    }
  }

  // MARK: - Places

  /// Heads, subheads and cells that do not fit are told; what they stand on follows from that.
  private static let wideHeads: Set = [
    "fit.head.tooDeep", "fit.head.covered", "fit.headline.overfull", "fit.subhead.overfull",
    "makeup.slot.tooLow",
  ]

  private func isExcused(_ item: FrameItem) -> Bool {
    [.kicker, .headline, .deck, .byline, .subhead, .table, .label].contains(item.subject.part)
      && findings(about: item.subject.source).contains { Self.wideHeads.contains($0.code) }
  }

  /// Type and pictures that stand on one another; parts of one line touch by design.
  private func collisions(_ page: MadePage) -> [String] {
    let solid = page.frame.items.compactMap { item in
      item.solidArea.map { (item: item, area: $0) }
    }
    var found: [String] = []
    for (index, first) in solid.enumerated() {
      for second in solid[(index + 1)...] where first.area.overlaps(second.area) {
        let items = [first.item, second.item]
        if items.contains(where: isExcused) || Self.belongTogether(first.item, second.item) {
          continue
        }
        found.append(
          "page \(page.frame.page): \(Self.words(second.item)) stands on \(Self.words(first.item))")
      }
    }
    return found
  }

  private static func belongTogether(_ first: FrameItem, _ second: FrameItem) -> Bool {
    if case .glyphs(let a) = first.mark, case .glyphs(let b) = second.mark {
      return first.subject == second.subject && a.origin.y == b.origin.y
    }
    // 压图题: the head of its own slot on a photo.
    func isHead(_ item: FrameItem) -> Bool {
      [.kicker, .headline, .deck, .byline].contains(item.subject.part)
    }
    return first.subject.slot == second.subject.slot && (isHead(first) || isHead(second))
      && [first, second].contains { if case .picture = $0.mark { true } else { false } }
      && [first, second].contains { item in
        if case .glyphs(let run) = item.mark { run.paint == .paper } else { false }
      }
  }

  private static func words(_ item: FrameItem) -> String {
    let text = if case .glyphs(let run) = item.mark { run.text } else { item.subject.source }
    return "\(item.subject.part.rawValue) “\(text)” of \(item.subject.slot)"
  }

  /// Type and pictures outside the cells of their slot, or on those of a slot that lies over it.
  private func strays(_ page: MadePage) -> [String] {
    let layout = page.layout(of: draft)
    let sheet = page.frame.sheet
    let origin = sheet.typeAreaOrigin
    return page.frame.items.compactMap { item in
      guard let slot = layout.slot(item.subject.slot), var area = item.solidArea,
        !isExcused(item)
      else { return nil }
      // Marks reach half an em over the measure, labels stand a little above their line.
      let (dx, dy) = (sheet.grid.bodySize / 2, sheet.grid.pitch / 3)
      area = area.inset(dx: min(dx, area.width / 3), dy: min(dy, area.height / 3))
      // Lines may have been traded.
      if slot.isRectangle,
        let rect = page.fillings.first(where: { $0.slot == slot.name })?.rect
      {
        return rect.contains(area)
          ? nil : "page \(page.frame.page): \(Self.words(item)) stands outside its slot"
      }
      let cells = slot.area.lines.flatMap { line in
        slot.columns(on: line).map { columns in
          sheet.grid.rect(of: GridArea(columns: columns, lines: line...line))
            .offset(dx: origin.x, dy: origin.y)
        }
      }
      let isInside =
        cells.contains { $0.minX <= area.minX && area.maxX <= $0.maxX }
        && cells.filter { $0.overlaps(area) }.allSatisfy {
          $0.minX <= area.minX && area.maxX <= $0.maxX
        } && cells.contains { $0.overlaps(area) }
      return isInside
        ? nil : "page \(page.frame.page): \(Self.words(item)) stands outside its slot"
    }
  }

  /// Lines of body type between the lines of the grid.
  private func baselines(_ page: MadePage) -> [String] {
    let sheet = page.frame.sheet
    let (pitch, origin) = (sheet.grid.pitch.units, sheet.typeAreaOrigin.y)
    var axes: [String: Int] = [:]
    return page.frame.items.compactMap { item in
      guard item.subject.part == .body, case .glyphs(let run) = item.mark,
        run.size == sheet.grid.bodySize
      else { return nil }
      let place: Int
      if run.writing == .vertical {
        place = run.origin.x.units - axes[item.subject.slot, default: run.origin.x.units]
        axes[item.subject.slot] = axes[item.subject.slot] ?? run.origin.x.units
      } else {
        // Half the white of a line, then 0.88 of the size.
        place = (run.origin.y - origin - .points(1.5) - .points(7.92)).units
      }
      // 7.92 pt are no whole units.
      let off = abs(place % pitch)
      return min(off, pitch - off) <= 1
        ? nil : "page \(page.frame.page): \(Self.words(item)) stands off the grid"
    }
  }
}

extension MadePage {
  fileprivate func layout(of draft: PaperDraft) -> PageLayout {
    draft.pages.first { $0.number == frame.page }?.layout
      ?? PageLayout(name: "", sheet: frame.sheet, slots: [])
  }
}
