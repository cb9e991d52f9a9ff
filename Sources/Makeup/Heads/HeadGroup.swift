import Composition
import Newspaper

/// Kicker, headline, deck and byline of a story, fitted to a measure.
struct HeadGroup {
  /// One line of the group, from the group's start.
  struct SetHead {
    let line: Line
    let part: Subject.Part
    let size: Length
    let alignment: TextAlignment
    /// Top of the line's em box; of a vertical line, its right edge from the group's right edge.
    let top: Length
  }

  /// How its lines run.
  var writing: Writing = .horizontal
  var lines: [SetHead] = []
  /// What is to be said about it once it is printed.
  var findings: [Diagnostic] = []
  /// From the top of the first em box to the foot of the last; of vertical lines, from right to
  /// left.
  var height: Length = .zero

  mutating func add(
    _ line: Line, _ part: Subject.Part, size: Length, alignment: TextAlignment, gap: Length
  ) {
    let top = lines.isEmpty ? .zero : height + gap
    lines.append(
      SetHead(line: line, part: part, size: size, alignment: alignment, top: top))
    height = top + size
  }

  /// The size of the headline; nil where there is none.
  var headlineSize: Length? { lines.first { $0.part == .headline }?.size }
}

/// What a head group is asked to be.
struct HeadOrder {
  let story: Story
  let slot: Slot
  let rank: String
  /// The width of its lines; the height of vertical ones.
  let measure: Length
  /// Stands for the story's headline, as over a continuation; kicker, deck and byline fall away.
  var headline: [String]?
  /// Stands for the style's most lines.
  var mostLines: Int?
  /// The largest size allowed.
  var largest: Length?
  var writing: Writing = .horizontal
  /// Stands for the style's alignment; the lines are then centred as they are printed.
  var alignment: TextAlignment?

  /// An order for a story's own heads.
  init(_ story: Story, in slot: Slot, rank: String, measure: Length) {
    self.story = story
    self.slot = slot
    self.rank = rank
    self.measure = measure
  }

  /// The white that a line is opened by at the fold; none where the head does not lie across it.
  var foldWhite: Length = .zero

  /// The width that a line of a size may have: across the fold it needs room to be opened and to
  /// move until a gap between characters lies there.
  func measure(for size: Length) -> Length {
    foldWhite > .zero ? max(size, measure - foldWhite - size) : measure
  }

  /// The words of the headline, one string a line that the editor made.
  var words: [String] { headline ?? story.headline?.value ?? [] }

  /// Where the headline was written.
  var at: SourceRange? { story.headline?.at ?? story.at }

  var direction: ShapingRequest.Direction { writing == .vertical ? .vertical : .horizontal }
}

extension PageDesk {
  /// The whole lines a head group takes when it stands over text: its height, and white of at least
  /// a third of a line above and two thirds below; on a ground, a free line under it.
  func linesTaken(by group: HeadGroup, on ground: Paint? = nil) -> Int {
    guard !group.lines.isEmpty else { return 0 }
    let white = grid.pitch.scaled(by: ground == nil ? 0.9 : 1.2)
    let lines = ((group.height + white).units + grid.pitch.units - 1) / grid.pitch.units
    return lines + (ground == nil ? 0 : 1)
  }

  /// Prints a head group in a band of whole lines, a little above the band's middle.
  func print(
    _ group: HeadGroup, in rect: Rect, slot: Slot, story: Story,
    share: Double = 0.42, paint: Paint? = nil
  ) {
    for finding in group.findings { report.add(finding) }
    reportTooDeep(group, in: rect, slot: slot, story: story)
    for head in group.lines {
      let line = paint.map { head.line.painted($0) } ?? head.line
      let subject = Subject(
        head.part, slot: slot.name, source: story.id, at: place(of: head.part, in: story))
      switch group.writing {
      case .horizontal:
        let top = rect.minY + max(.zero, (rect.height - group.height).scaled(by: share))
        put(
          line, x: rect.minX, measure: rect.width, alignment: head.alignment,
          baseline: top + head.top + head.size.scaled(by: 0.88), subject)
      case .vertical:
        // A vertical line's start is the middle of its upper edge.
        let right = rect.maxX - max(.zero, (rect.width - group.height) / 2)
        let free = rect.height - line.width
        let shift: Length =
          switch head.alignment {
          case .center: free / 2
          case .end: free
          case .start, .justify: .zero
          }
        put(
          line, x: right - head.top - head.size / 2, baseline: rect.minY + max(.zero, shift),
          subject)
      }
    }
  }

  /// Reports a head that reaches out of its place.
  private func reportTooDeep(_ group: HeadGroup, in rect: Rect, slot: Slot, story: Story) {
    let room = group.writing == .horizontal ? rect.height : rect.width
    guard group.height > room else { return }
    report.add(
      Diagnostic(
        .error, "fit.head.tooDeep", subject: story.id, at: story.headline?.at ?? story.at,
        page: page.number, area: rect,
        "head of \(story.id) takes \(group.height) pt, its place in slot \(slot.name) has \(room)",
        hints: ["make the slot higher", "give it a smaller head rank", "drop the deck"]))
  }

  /// Prints the ground of a head and gives the paint that type on it takes: paper on a dark one.
  func printHeadGround(
    _ ground: Paint, in rect: Rect, slot: Slot, on head: HeadPlacement
  ) -> Paint? {
    // Boxes lie under everything; a band on a photo must not.
    let part: Subject.Part = head.stands == .onPhoto ? .headline : .box
    put(.shape(.fill(rect, ground)), Subject(part, slot: slot.name))
    return ground.tint >= 50 ? .paper : nil
  }

  func place(of part: Subject.Part, in story: Story) -> SourceRange? {
    switch part {
    case .kicker: story.kicker?.at
    case .headline: story.headline?.at
    case .deck: story.deck?.at
    case .byline: story.byline?.at
    case .label: story.label?.at
    default: story.at
    }
  }
}

extension Line {
  /// The line in another paint.
  func painted(_ paint: Paint) -> Line {
    var line = self
    for index in line.runs.indices { line.runs[index].paint = paint }
    return line
  }
}
