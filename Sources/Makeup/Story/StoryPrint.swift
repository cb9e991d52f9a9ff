import Composition
import Newspaper

extension PageDesk {
  /// Prints heads, text, photos and the rules between legs.
  func print(_ trial: StoryTrial, _ story: Story, _ part: StoryPart) {
    let place = trial.area.place
    printHead(trial, story)
    for set in trial.result.lines {
      if set.line.width + set.shift > set.row.measure { reportWide(set, story, place) }
      if set.part == .body { judge(set, place) }
      lines.append(
        StandingLine(
          slot: place.slot.name, story: story.id, part: set.part, leg: set.row.leg,
          rect: Rect(
            x: set.row.x, y: place.top(of: set.row.line), width: set.row.measure,
            height: grid.pitch), at: story.at))
      let onGrid = set.part == .body || set.part == .table
      let baseline =
        onGrid
        ? place.baseline(of: set.row.line)
        : place.baseline(of: set.row.line, size: set.style.size)
      put(
        set.line, x: set.row.x + set.shift, baseline: baseline,
        Subject(
          set.part, slot: place.slot.name, source: story.id, at: story.at, piece: set.block,
          cell: set.cell))
    }
    for photo in trial.photos { print(photo, story, place) }
    if part.columnRules == .shown { printColumnRules(trial, story) }
  }

  /// Prints the heads where the area has them.
  func printHead(_ trial: StoryTrial, _ story: Story) {
    let place = trial.area.place
    switch trial.area.head {
    case .none, .over(_, lines: 0): break
    case .over(let span, let lines):
      let top = place.top(of: place.lines.lowerBound)
      let rect = Rect(
        x: span.from, y: top, width: span.width, height: grid.pitch * lines)
      print(trial.group, in: rect, slot: place.slot, story: story)
    case .block(let span, let lines):
      let rect = place.rect(
        from: lines.lowerBound, through: lines.upperBound, x: span.from, width: span.width)
      if trial.group.lines.isEmpty {
        printVerticalHead(of: story, in: rect, slot: place.slot)
      } else {
        print(trial.group, in: rect, slot: place.slot, story: story, share: 0.5)
      }
    }
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

  /// Hairlines in the gutters, cut to the text: as far down as one of the two legs has some, and
  /// not where something stands across the gutter.
  private func printColumnRules(_ trial: StoryTrial, _ story: Story) {
    let area = trial.area
    let legs = area.legs.indices.map { leg in
      Set(trial.rows.filter { $0.leg == leg }.map(\.line))
    }
    let photos = trial.photos.map(\.obstacle)
    for (index, leg) in area.legs.dropLast().enumerated() {
      let x = leg.maxX + leg.gutter / 2
      let used = trial.result.lines.filter { $0.row.leg == index || $0.row.leg == index + 1 }
      guard let last = used.map(\.row.line).max() else { continue }
      let across = Span(from: leg.maxX - .points(0.5), to: leg.maxX + leg.gutter + .points(0.5))
      var runs: [ClosedRange<Int>] = []
      for line in area.lines where line <= last {
        let standing = !legs[index].contains(line) && !legs[index + 1].contains(line)
        if standing || area.isCovered(across, on: line, photos) { continue }
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
}
