import Composition
import Newspaper

extension PageDesk {
  /// Makes up a story slot: a story's beginning, or the rest of one that jumped here.
  func storySlot(_ part: StoryPart, _ place: SlotPlace) {
    let placement = placement(in: place.slot)
    switch placement?.content {
    case .story(let id):
      guard let story = story(id) else { return reportEmpty(place) }
      makeUp(story, from: nil, part, place, jump: placement?.jump)
    case .continuation:
      guard let rest = remainders[place.slot.name], let story = story(rest.story) else {
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
    let part = part.adapted(
      to: story, from: start, on: page.number(whereBegins: place.slot.name))
    let barLines = start == nil && part.label == .bar ? printLabelBar(of: story, place) : 0
    let setting = StorySetting(
      story, from: start, part, place.below(barLines),
      pieces: allPieces(of: story, from: start, part, in: place.slot), on: self)
    reportUnplaced(setting, part)
    reportIdleLevers(place.slot, jumps: jump != nil)

    guard !setting.trial().rows.isEmpty else { return reportNoRoom(story, place) }
    let trial: StoryTrial
    if let jump, setting.trial().result.rest != nil {
      trial = jumping(setting, to: jump)
    } else {
      trial = setting.solved(fillers: unusedFillers)
    }
    reportNoRoom(for: setting, trial)
    reportCovered(trial, story)
    print(trial, story, part)
    if stopped.contains(place.slot.name) { reportStopped(story, place) }
    record(trial, setting, jumps: jump != nil)
  }

  /// All pieces of a story in a story slot, with what stands over and after its body.
  func allPieces(
    of story: Story, from start: Remainder?, _ part: StoryPart, in slot: Slot
  ) -> [Piece] {
    var pieces = pieces(
      of: story, from: start, writing: part.writing, endSign: issue.publication.endSign)
    if start == nil, let lines = part.dropCap { setDropCap(lines, in: &pieces, of: story, part) }
    if let start, start.from.page != page.number(whereBegins: slot.name) {
      pieces.insert(resumption(from: start, part.writing), at: 0)
    }
    if start == nil, let byline = bylinePiece(story, part) { pieces.insert(byline, at: 0) }
    return pieces
  }

  /// The levers that a slot may pull: the style sheet's, as slot and page have changed them.
  func copyfit(of slot: Slot) -> Copyfit { slot.copyfit(styles) }

  /// The story fills its slot and goes on elsewhere; on another page the last row says where.
  private func jumping(_ setting: StorySetting, to jump: Located<JumpTarget>) -> StoryTrial {
    let target = onPaper(jump.value)
    let leavesPage = target.page != page.number(whereEnds: setting.place.slot.name)
    let choices = jumpChoices(setting, to: jump.value, held: leavesPage ? 1 : 0)
    let all = setting.trial(choices.without(.jump))
    var trial = setting.trial(choices)
    reportBreak(setting, trial, to: jump)
    if let rest = trial.result.rest {
      leave(remainder(setting, rest), for: jump.value)
    }
    if leavesPage, let last = all.rows.last {
      let style = styles[.jump]
      let line = composer.singleLine(
        RichText("（下转第\(target.page)版）", link: .slot(target), at: jump.at), style: style,
        direction: setting.part.writing.direction)
      trial.result.lines.append(
        SetLine(
          line: line, row: last, part: .jump, style: style, block: Subject.onward,
          shift: last.measure - line.width))
    }
    trial.result.excessLines = 0
    trial.result.excessCharacters = 0
    return trial
  }

  /// A slot with the page of the paper on which it begins, as a reader looks it up.
  func onPaper(_ target: JumpTarget) -> JumpTarget {
    let page = pages.first { $0.number == target.page }
    return JumpTarget(
      page: page?.number(whereBegins: target.slot) ?? target.page, slot: target.slot)
  }

  func remainder(
    _ setting: StorySetting, _ rest: (piece: Int, bytes: Int)
  ) -> Remainder {
    let story = setting.story.id
    let slot = setting.place.slot.name
    let from = JumpTarget(page: page.number(whereEnds: slot), slot: slot)
    switch setting.flow.pieces[rest.piece] {
    case .paragraph(_, let block, let skipped, let cap):
      // A drop cap that found no place goes along.
      let offset = rest.bytes == 0 && cap != nil ? 0 : skipped + rest.bytes
      return Remainder(story: story, block: block, offset: offset, from: from)
    case .table(let table):
      return Remainder(
        story: story, block: table.block, offset: table.skipped + rest.bytes, from: from)
    case .heading(_, let block, _, _, _):
      return Remainder(story: story, block: block, offset: 0, from: from)
    }
  }

  /// Beside a head set downwards the byline stands over the text.
  private func bylinePiece(_ story: Story, _ part: StoryPart) -> Piece? {
    guard case .vertical = part.head, part.writing == .horizontal, let byline = story.byline else {
      return nil
    }
    var style = styles[.byline]
    style.alignment = .start
    return .heading(
      composer.singleLine(RichText(byline.value, at: byline.at), style: style), block: 0,
      style: style, linesAbove: 0, subject: .byline)
  }

  func resumption(from start: Remainder, _ writing: Writing) -> Piece {
    var style = styles[.jump]
    style.alignment = .start
    let line = composer.singleLine(
      RichText("（上接第\(start.from.page)版）", link: .slot(start.from)), style: style,
      direction: writing.direction)
    return .heading(line, block: start.block, style: style, linesAbove: 0, subject: .jump)
  }
}

extension Writing {
  var direction: ShapingRequest.Direction { self == .vertical ? .vertical : .horizontal }
}

extension StoryPart {
  /// The part as it suits what is placed: the rest of a story on the page where it began needs no
  /// head again, and without a photo no head stands on one.
  func adapted(to story: Story, from start: Remainder?, on page: Int) -> StoryPart {
    var part = self
    if start?.from.page == page { part.head = .none }
    if case .onPhoto = head, start != nil || story.photos.isEmpty || photos.isEmpty {
      part.head = .over
    }
    return part
  }
}
