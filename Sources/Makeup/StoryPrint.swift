import Composition
import Newspaper

extension PageDesk {
  /// Prints the heads where the area has them.
  func print(_ group: HeadGroup, of story: Story, in area: TextArea) {
    let place = area.place
    switch area.head {
    case .none: break
    case .over:
      let top = place.top(of: place.lines.lowerBound)
      let rect = Rect(
        x: place.x, y: top, width: place.width, height: place.top(of: area.firstLine) - top)
      print(group, in: rect, slot: place.slot, story: story)
    case .beside(let x, let width):
      let rect = place.rect(
        from: place.lines.lowerBound, through: place.lines.upperBound, x: x, width: width)
      print(group, in: rect, slot: place.slot, story: story, share: 0.5)
    case .vertical(let x, let width):
      let rect = place.rect(
        from: place.lines.lowerBound, through: place.lines.upperBound, x: x, width: width)
      printVerticalHead(of: story, in: rect, slot: place.slot)
    }
  }

  /// Prints text, photos and the rules between legs.
  func print(_ trial: StoryTrial, _ story: Story, _ part: StoryPart) {
    let place = trial.area.place
    for set in trial.result.lines {
      if set.line.width + set.shift > set.row.measure { reportWide(set, story, place) }
      if set.part == .body { judge(set, place) }
      let onGrid = set.part == .body || set.part == .table
      let baseline =
        onGrid
        ? place.baseline(of: set.row.line)
        : place.baseline(of: set.row.line, size: set.style.size)
      put(
        set.line, x: set.row.x + set.shift, baseline: baseline,
        Subject(set.part, slot: place.slot.name, source: story.id, at: story.at))
    }
    for photo in trial.photos { print(photo, story, place) }
    if part.columnRules == .shown { printColumnRules(trial, story) }
  }

  /// Counts a body line in the page's figures and keeps it when it is conspicuous.
  private func judge(_ set: SetLine, _ place: SlotPlace) {
    quality.add(set.line)
    let setting = set.line.setting
    let fault: ConspicuousLine.Fault? =
      if setting.breaksRules || setting.overrun > .zero {
        .broken
      } else if setting.isOrphan {
        .orphan
      } else if setting.stretch > 250 {
        .tooLoose
      } else if setting.stretch > 100 {
        .loose
      } else if setting.shrink[1] > 500 || setting.shrink[2] > 500 {
        .tight
      } else {
        nil
      }
    guard let fault else { return }
    let rect = place.rect(
      from: set.row.line, through: set.row.line, x: set.row.x, width: set.row.measure)
    conspicuous.append(ConspicuousLine(fault: fault, rect: rect, text: set.line.text))
  }

  /// Reports a line that reaches into the gutter: a subhead longer than its leg.
  private func reportWide(_ set: SetLine, _ story: Story, _ place: SlotPlace) {
    let over = Int((set.line.width + set.shift - set.row.measure) / set.style.size) + 1
    report.add(
      Diagnostic(
        .error, "fit.subhead.overfull", subject: story.id, at: story.at, page: page.number,
        area: place.rect,
        "\(set.part.rawValue) “\(set.line.text)” is \(over) characters too long for a leg of slot "
          + place.slot.name,
        hints: ["cut \(over) characters", "give the slot fewer legs"]))
  }

  private func print(_ set: SetPhoto, _ story: Story, _ place: SlotPlace) {
    putPicture(set.photo, in: set.rect, slot: place.slot)
    printCaption(
      set.caption, from: set.captionLine, x: set.rect.minX, place, photo: set.photo)
  }

  /// Prints a caption's lines on the grid lines from `line` on.
  func printCaption(
    _ caption: [Line], from line: Int, x: Length, _ place: SlotPlace, photo: Photo
  ) {
    let size = styles[.caption].size
    for (index, text) in caption.enumerated() {
      put(
        text, x: x, baseline: place.baseline(of: line + index, size: size),
        Subject(
          .caption, slot: place.slot.name, source: photo.file.value,
          at: photo.caption?.at ?? photo.file.at))
    }
  }

  /// Hairlines in the gutters, as far as there is text on both sides.
  private func printColumnRules(_ trial: StoryTrial, _ story: Story) {
    let area = trial.area
    for (index, leg) in area.legs.dropLast().enumerated() {
      let x = leg.maxX + leg.gutter / 2
      let used = trial.result.lines.filter { $0.row.leg == index || $0.row.leg == index + 1 }
      guard let last = used.map(\.row.line).max() else { continue }
      var runs: [ClosedRange<Int>] = []
      for line in area.firstLine...max(area.firstLine, last) {
        let crossed = trial.photos.contains {
          $0.legs.contains(index) && $0.legs.contains(index + 1) && $0.lines.contains(line)
        }
        if crossed { continue }
        if let run = runs.last, run.upperBound == line - 1 {
          runs[runs.count - 1] = run.lowerBound...line
        } else {
          runs.append(line...line)
        }
      }
      for run in runs {
        let rect = area.place.rect(
          from: run.lowerBound, through: run.upperBound, x: x, width: .points(0.25))
        put(
          .shape(.fill(rect, .black)),
          Subject(.rule, slot: area.place.slot.name, source: story.id))
      }
    }
  }

  /// A head set downwards: the headline in one line, in the largest step that fits.
  private func printVerticalHead(of story: Story, in rect: Rect, slot: Slot) {
    guard case .story(let part) = slot.part, let style = headStyle(part.rank, slot: slot) else {
      return
    }
    let words = (story.headline?.value ?? []).joined()
    let fitting = style.sizes.lazy.map { size -> (Line, Length) in
      let text = TextStyle(
        face: style.face, size: size, pitch: size, alignment: .start, paint: style.paint)
      return (
        self.composer.singleLine(RichText(words), style: text, direction: .vertical), size
      )
    }
    guard let (line, size) = fitting.first(where: { $0.0.width <= rect.height }) ?? fitting.last
    else { return }
    if line.width > rect.height {
      report.add(
        Diagnostic(
          .error, "fit.headline.overfull", subject: story.id,
          at: story.headline?.at ?? story.at, page: page.number, area: rect,
          "headline of \(story.id): \(words.count) characters, the vertical head of slot "
            + "\(slot.name) holds \(Int(rect.height / size))",
          hints: ["cut \(words.count - Int(rect.height / size)) characters"]))
    }
    let subject = Subject(
      .headline, slot: slot.name, source: story.id, at: story.headline?.at)
    // A vertical line's start is the middle of its upper edge.
    put(line, x: rect.midX, baseline: rect.minY + (rect.height - line.width) / 2, subject)
  }

  /// Reports how the slot is filled: characters over or free, with what would help.
  func record(
    _ trial: StoryTrial, _ story: Story, flow: TextFlow, start: Remainder?, jumps: Bool
  ) {
    let place = trial.area.place
    let result = trial.result
    let characters = result.lines.filter { $0.part == .body }.reduce(0) { $0 + $1.line.text.count }
    let measure = trial.area.legs.first.map { Int($0.measure / grid.bodySize) } ?? 1
    let free = trial.slack
    let wanting = free * measure * 9 / 10
    fillings.append(
      Filling(
        slot: place.slot.name, rect: place.rect, source: story.id, characters: characters,
        excessLines: result.excessLines > 0 ? result.excessLines : -free,
        excessCharacters: result.excessLines > 0 ? result.excessCharacters : -wanting,
        photoChange: trial.photoChange))
    if result.excessLines > 0 {
      reportOverset(trial, story, flow, place)
    } else if !jumps, free >= 3 * trial.area.legs.count {
      report.add(
        Diagnostic(
          .warning, "fit.body.underset", subject: story.id, at: story.at, page: page.number,
          area: place.rect,
          "\(story.id): about \(wanting) characters short of slot \(place.slot.name) "
            + "(\(free) lines in \(trial.area.legs.count) legs)",
          hints: [
            "add \(wanting) characters",
            "make the slot \(free / trial.area.legs.count) lines less high",
          ]))
    }
  }

  private func reportOverset(
    _ trial: StoryTrial, _ story: Story, _ flow: TextFlow, _ place: SlotPlace
  ) {
    let result = trial.result
    let legs = trial.area.legs.count
    var hints = ["cut \(result.excessCharacters) characters"]
    if let photo = trial.photos.first {
      let lines = (result.excessLines + photo.legs.count - 1) / photo.legs.count
      hints.append("make the photo \(lines) lines less high")
    }
    hints.append("make the slot \((result.excessLines + legs - 1) / legs) lines higher")
    hints.append("let the story jump to another page")
    report.add(
      Diagnostic(
        .error, "fit.body.overset", subject: story.id,
        at: result.rest.flatMap { story.place(of: flow.pieces[$0.piece]) } ?? story.at,
        page: page.number,
        area: place.rect,
        "\(story.id): \(result.excessCharacters) characters over in slot \(place.slot.name) "
          + "(\(result.excessLines) lines of leg \(legs))", hints: hints))
  }

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

  /// Reports photos whose box does not fit among the legs and lines of the text.
  func reportNoRoom(
    for photos: [Photo], _ part: StoryPart, _ trial: StoryTrial, _ place: SlotPlace
  ) {
    for (photo, box) in zip(photos, part.photos)
    where !trial.photos.contains(where: { $0.photo == photo }) {
      report.add(
        Diagnostic(
          .error, "makeup.photo.noRoom", subject: photo.file.value, at: photo.file.at,
          page: page.number, area: place.rect,
          "photo \(photo.file.value) does not fit: its box takes \(box.lines) lines and its "
            + "caption, slot \(place.slot.name) has \(trial.area.lines.count) lines of text in "
            + "\(trial.area.legs.count) legs",
          hints: ["make the box lower", "move it up", "make the slot higher"]))
    }
  }

  func reportUnplaced(_ photos: [Photo], _ part: StoryPart, _ place: SlotPlace) {
    for photo in photos.dropFirst(part.photos.count) {
      report.add(
        Diagnostic(
          .warning, "makeup.photo.unplaced", subject: photo.file.value, at: photo.file.at,
          page: page.number, area: place.rect,
          "photo \(photo.file.value) has no place in slot \(place.slot.name), which shows "
            + "\(part.photos.count)",
          hints: ["remove the photo from the story", "add a photo box to the slot"]))
    }
  }
}
