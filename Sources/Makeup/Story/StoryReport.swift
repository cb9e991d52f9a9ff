import Composition
import Newspaper

extension PageDesk {
  /// Reports a part that its slot has too few lines for.
  func reportTooLow(_ place: SlotPlace, needs lines: Int) {
    report.add(
      Diagnostic(
        .error, "makeup.slot.tooLow", subject: place.slot.name, at: place.slot.at,
        page: page.number, area: place.rect,
        "slot \(place.slot.name) has \(place.lines.count) lines, its part needs \(lines)",
        hints: ["make the slot \(lines - place.lines.count) lines higher"]))
  }

  func reportNoRoom(_ story: Story, _ place: SlotPlace) {
    report.add(
      Diagnostic(
        .error, "fit.head.leavesNoText", subject: story.id, at: place.slot.at,
        page: page.number, area: place.rect,
        "slot \(place.slot.name) has \(place.lines.count) lines, all taken by the head of "
          + story.id, hints: ["make the slot higher", "give it a smaller head rank"]))
  }

  /// Reports a head on which something lies.
  func reportCovered(_ trial: StoryTrial, _ story: Story) {
    guard trial.area.isHeadCovered else { return }
    reportCovered(story, trial.area.place)
  }

  /// Reports a title bar on which something lies, or that reaches out of its slot.
  func reportCovered(
    _ span: Span, _ lines: ClosedRange<Int>, of story: Story, _ place: SlotPlace
  ) {
    let ground = TextGround(place)
    let isClear = lines.allSatisfy { line in
      ground.spans(on: line).contains { $0.shared(with: span) == span }
        && !covers(of: ground).contains {
          $0.coreLines.contains(line) && $0.core.shared(with: span) != nil
        }
    }
    if !isClear { reportCovered(story, place) }
  }

  private func reportCovered(_ story: Story, _ place: SlotPlace) {
    report.add(
      Diagnostic(
        .error, "fit.head.covered", subject: story.id, at: place.slot.at, page: page.number,
        area: place.rect,
        place.slot.isRectangle
          ? "what lies over slot \(place.slot.name) lies on the head of \(story.id)"
          : "the head of \(story.id) reaches out of slot \(place.slot.name), or something lies on it",
        hints: ["move it down or aside", "give the head another place"]))
  }

  /// Reports photos and quotes whose box does not fit among the legs and lines of the text.
  func reportNoRoom(for setting: StorySetting, _ trial: StoryTrial) {
    let place = setting.place
    let room =
      "slot \(place.slot.name) has \(trial.area.textLines.count) lines of text in "
      + "\(trial.area.legs.count) legs"
    for (photo, box) in setting.placedPhotos
    where !trial.photos.contains(where: { $0.photo == photo }) {
      report.add(
        Diagnostic(
          .error, "makeup.photo.noRoom", subject: photo.file.value, at: photo.file.at,
          page: page.number, area: place.rect,
          "photo \(photo.file.value) does not fit: its box takes \(box.lines) lines and its "
            + "caption, " + room,
          hints: [
            "make the box lower", "move it up", "make the slot higher",
            "keep it clear of the head, of other boxes and of what lies over the slot",
          ]))
    }
    guard setting.start == nil else { return }
    for (quote, box) in zip(setting.story.quotes, setting.part.quotes)
    where !trial.quotes.contains(where: { $0.text == quote }) {
      report.add(
        Diagnostic(
          .error, "fit.quote.overfull", subject: setting.story.id, at: quote.at,
          page: page.number, area: place.rect,
          "quote “\(quote.value.prefix(8))…” does not fit into its \(box.lines) lines; " + room,
          hints: [
            "shorten the quote", "give its box more lines or a wider place",
            "keep it clear of the head, of photos and of what lies over the slot",
          ]))
    }
  }

  /// Reports tables that are wider than a leg.
  func reportWideTables(of story: Story, _ result: FlowResult, _ place: SlotPlace) {
    for (block, over) in result.wideTables.sorted(by: { $0.key < $1.key }) {
      guard case .table(let rows) = story.body[block] else { continue }
      let characters = "\(over) character\(over == 1 ? "" : "s")"
      report.add(
        Diagnostic(
          .error, "fit.table.overfull", subject: story.id,
          at: rows.first?.first?.runs.first?.at ?? story.at, page: page.number,
          area: place.rect,
          "a table is \(characters) wider than a leg of slot \(place.slot.name)",
          hints: ["shorten its longest cells", "give the slot fewer legs"], characters: over))
    }
  }

  /// Reports what a story has and its slot does not show.
  func reportUnplaced(_ setting: StorySetting, _ part: StoryPart) {
    let place = setting.place
    let story = setting.story
    for photo in setting.photos.dropFirst(part.photos.count) {
      report.add(
        Diagnostic(
          .warning, "makeup.photo.unplaced", subject: photo.file.value, at: photo.file.at,
          page: page.number, area: place.rect,
          "photo \(photo.file.value) has no place in slot \(place.slot.name), which shows "
            + "\(part.photos.count)",
          hints: ["remove the photo from the story", "add a photo box to the slot"]))
    }
    guard setting.start == nil else { return }
    if let portrait = story.portrait, part.portrait == nil {
      report.add(
        Diagnostic(
          .note, "makeup.portrait.unplaced", subject: story.id, at: portrait.file.at,
          page: page.number, area: place.rect,
          "the portrait of \(story.id) has no place in slot \(place.slot.name)",
          hints: ["add portrait to the slot"]))
    }
    for quote in story.quotes.dropFirst(part.quotes.count) {
      report.add(
        Diagnostic(
          .note, "makeup.quote.unplaced", subject: story.id, at: quote.at, page: page.number,
          area: place.rect,
          "quote “\(quote.value.prefix(8))…” has no place in slot \(place.slot.name), which shows "
            + "\(part.quotes.count)",
          hints: ["add a box to quotes of the slot"]))
    }
  }
}
