import Composition
import Newspaper

/// A way to make a story up: where photos stand, which rows text has, and what the flow gave.
struct StoryTrial {
  var area: TextArea
  var photos: [SetPhoto] = []
  var result = FlowResult()
  /// Rows left free when the legs end level.
  var slack = 0
  /// Lines added to or taken from the photos.
  var photoChange = 0

  /// Smaller is better: text lost first, then holes and white left, then changes made.
  var cost: Int {
    result.excessLines * 1000 + slack * 10 + result.holes * 15 + abs(photoChange) * 4
  }
}

extension PageDesk {
  /// Makes up a story slot: a story's beginning, or the rest of one that jumped here.
  func storySlot(_ part: StoryPart, _ place: SlotPlace) {
    let placement = placement(in: place.slot)
    switch placement?.content {
    case .story(let id):
      guard let story = issue.stories[id] else { return reportEmpty(place) }
      makeUp(story, from: nil, part, place, jump: placement?.jump)
    case .continuation:
      guard let rest = remainders[place.slot.name], let story = issue.stories[rest.story] else {
        return reportNothingContinued(place)
      }
      makeUp(story, from: rest, part, place, jump: placement?.jump)
    default: reportEmpty(place)
    }
  }

  private func reportNothingContinued(_ place: SlotPlace) {
    report.add(
      Diagnostic(
        .warning, "makeup.jump.nothing", subject: place.slot.name, at: page.at,
        page: page.number, area: place.rect,
        "slot \(place.slot.name) of page \(page.number) waits for the rest of a story, but none "
          + "is left over",
        hints: ["place another story here", "make the story longer than its first slot"]))
  }

  private func makeUp(
    _ story: Story, from start: Remainder?, _ part: StoryPart, _ place: SlotPlace,
    jump: Located<JumpTarget>?
  ) {
    let group = headGroup(story, from: start, part, place)
    let headLines = part.head == .over ? linesTaken(by: group) : 0
    let area = textArea(part, place, headLines: headLines)
    guard area.lines.count > 0 else { return reportNoRoom(story, place) }
    var pieces = pieces(of: story, from: start)
    if let start { pieces.insert(resumption(from: start), at: 0) }
    if start == nil, let byline = bylinePiece(story, part) { pieces.insert(byline, at: 0) }
    let flow = textFlow(pieces)
    let photos = start == nil ? story.photos : []
    reportUnplaced(photos, part, place)

    var trial = bestTrial(photos, part, area, flow, fixed: jump != nil)
    if let jump, trial.result.rest != nil {
      trial = jumping(story, to: jump, photos, part, area, flow)
    } else {
      trial = lowered(trial, photos, part, flow)
    }
    reportNoRoom(for: photos, part, trial, place)
    print(group, of: story, in: trial.area)
    print(trial, story, part)
    record(trial, story, flow: flow, start: start, jumps: jump != nil)
  }

  private func headGroup(
    _ story: Story, from start: Remainder?, _ part: StoryPart, _ place: SlotPlace
  ) -> HeadGroup {
    let headline = start == nil ? nil : story.jumpHead.map { [$0.value] } ?? story.headline?.value
    switch part.head {
    case .none, .vertical: return HeadGroup()
    case .over:
      return headGroup(
        for: story, rank: part.rank, measure: place.width, slot: place.slot, headline: headline)
    case .beside(let legs):
      let all = place.legs(part.legs ?? place.slot.area.columns.count)
      let measure = all[min(legs, all.count) - 1].maxX - place.x
      return headGroup(
        for: story, rank: part.rank, measure: measure, slot: place.slot, headline: headline)
    }
  }

  /// Pieces ready to flow.
  func textFlow(_ pieces: [Piece]) -> TextFlow {
    TextFlow(pieces, composer: composer, body: styles[.body])
  }

  /// The best of the allowed changes to the photos' height: none, then one to three lines more or
  /// less.
  ///
  /// With a jump (or no photo) there is nothing to choose.
  private func bestTrial(
    _ photos: [Photo], _ part: StoryPart, _ area: TextArea, _ flow: TextFlow, fixed: Bool
  ) -> StoryTrial {
    let none = fixed || photos.isEmpty || part.photos.isEmpty
    var best = trial(photos, part, area, flow, photoChange: 0)
    for change in none ? [] : [1, -1, 2, -2, 3, -3] {
      let other = trial(photos, part, area, flow, photoChange: change)
      if other.cost < best.cost { best = other }
    }
    return best
  }

  func trial(
    _ photos: [Photo], _ part: StoryPart, _ area: TextArea, _ flow: TextFlow, photoChange: Int
  ) -> StoryTrial {
    var trial = StoryTrial(
      area: area, photos: setPhotos(photos, part, area, change: photoChange),
      photoChange: photoChange)
    let all = area.rows(around: trial.photos)
    trial.result = flow.flow(into: all)
    guard trial.result.excessLines == 0 else { return trial }
    // Let the legs end level: the fewest rows that hold the text, taken off all legs alike.
    // A row may hold several lines of type: the cells of a table.
    let needed = max(1, Set(trial.result.lines.map(\.row)).count)
    for count in needed...max(needed, all.count) {
      let result = flow.flow(into: area.rows(around: trial.photos, total: count))
      guard result.excessLines == 0 else { continue }
      trial.result = result
      trial.slack = all.count - count
      break
    }
    return trial
  }

  /// White that is left in every leg goes round the head, up to two lines: the legs stay full.
  private func lowered(
    _ trial: StoryTrial, _ photos: [Photo], _ part: StoryPart, _ flow: TextFlow
  ) -> StoryTrial {
    guard case .over = trial.area.head, trial.result.excessLines == 0 else { return trial }
    let most = min(2, trial.slack / trial.area.legs.count)
    for lines in stride(from: most, to: 0, by: -1) {
      var area = trial.area
      area.firstLine += lines
      let other = self.trial(photos, part, area, flow, photoChange: trial.photoChange)
      if other.result.excessLines == 0 { return other }
    }
    return trial
  }

  /// The story fills its slot but for the last row, which says where it goes on.
  private func jumping(
    _ story: Story, to jump: Located<JumpTarget>, _ photos: [Photo], _ part: StoryPart,
    _ area: TextArea, _ flow: TextFlow
  ) -> StoryTrial {
    var trial = StoryTrial(area: area, photos: setPhotos(photos, part, area, change: 0))
    var rows = area.rows(around: trial.photos)
    let last = rows.popLast()
    trial.result = flow.flow(into: rows)
    if let rest = trial.result.rest { left[jump.value] = remainder(story, flow.pieces, rest) }
    if let last {
      let style = styles[.jump]
      let line = composer.singleLine(
        RichText("（下转第\(jump.value.page)版）", at: jump.at), style: style)
      trial.result.lines.append(
        SetLine(
          line: line, row: last, part: .jump, style: style, shift: last.measure - line.width))
    }
    trial.result.excessLines = 0
    trial.result.excessCharacters = 0
    return trial
  }

  private func remainder(
    _ story: Story, _ pieces: [Piece], _ rest: (piece: Int, bytes: Int)
  ) -> Remainder {
    switch pieces[rest.piece] {
    case .paragraph(_, let block, let skipped):
      Remainder(
        story: story.id, block: block, offset: skipped + rest.bytes, fromPage: page.number)
    case .heading(_, let block, _, _, _), .table(_, let block):
      Remainder(story: story.id, block: block, offset: 0, fromPage: page.number)
    }
  }

  /// Beside a head set downwards the byline stands over the text.
  private func bylinePiece(_ story: Story, _ part: StoryPart) -> Piece? {
    guard case .vertical = part.head, let byline = story.byline else { return nil }
    let style = styles[.byline]
    return .heading(
      composer.singleLine(RichText(byline.value, at: byline.at), style: style), block: 0,
      style: style, linesAbove: 0, subject: .byline)
  }

  private func resumption(from start: Remainder) -> Piece {
    let style = styles[.jump]
    let line = composer.singleLine(RichText("（上接第\(start.fromPage)版）"), style: style)
    return .heading(line, block: start.block, style: style, linesAbove: 0, subject: .jump)
  }
}
