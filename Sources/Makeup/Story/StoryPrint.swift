import Composition
import Newspaper

extension PageDesk {
  /// Prints heads, text, photos and the rules between legs.
  func print(_ trial: StoryTrial, _ story: Story, _ part: StoryPart) {
    let place = trial.area.place
    reportWideTables(of: story, trial.result, place)
    if part.head.stands != .onPhoto { printHead(trial, story, part) }
    for set in trial.result.lines {
      if set.isWide { reportWide(set, story, place) }
      if set.part == .body { judge(set, trial.area) }
      note(set, story, trial.area)
      var start = trial.area.ground.start(of: set.row, size: set.isOnGrid ? nil : set.style.size)
      if part.writing == .horizontal { start.x += set.shift } else { start.y += set.shift }
      put(
        set.line, x: start.x, baseline: start.y + set.drop,
        Subject(
          set.part, slot: place.slot.name, source: story.id, at: story.at, piece: set.block,
          cell: set.cell))
    }
    printTableRules(trial, story)
    for photo in trial.photos { print(photo, story, place) }
    for quote in trial.quotes { print(quote, story, place) }
    if part.head.stands == .onPhoto { printHead(trial, story, part) }
    if let filler = trial.filler { print(filler, place) }
    if part.columnRules == .shown { printColumnRules(trial, story) }
  }

  /// Keeps a line for the review of the layout.
  private func note(_ set: SetLine, _ story: Story, _ area: TextArea) {
    let row = Span(from: set.row.x, to: set.row.x + set.row.measure)
    lines.append(
      StandingLine(
        slot: area.place.slot.name, story: story.id, part: set.part, leg: set.row.leg,
        rect: area.ground.whole(row, set.row.line), writing: area.ground.writing, at: story.at))
  }

  /// Prints the heads where the area has them.
  private func printHead(_ trial: StoryTrial, _ story: Story, _ part: StoryPart) {
    let slot = trial.area.place.slot
    let group = trial.group
    if group.lines.isEmpty { return }
    var rect: Rect
    var share = 0.5
    switch trial.area.head {
    case .none, .over(_, lines: 0): return
    case .over(let span, let lines):
      let first = trial.area.lines.lowerBound
      rect = trial.area.ground.rect(span, first...first + lines - 1)
      if part.headGround == nil {
        rect = rect.inset(dx: .zero, dy: -grid.lineInset)
        share = 0.42
      } else {
        rect.size.height = rect.height - grid.pitch
      }
    case .block(let span, let lines):
      rect = trial.area.ground.rect(span, lines)
      if part.headGround != nil, part.head.stands == .amongLegs {
        rect.size.height = rect.height - grid.pitch
      }
    case .onPhoto(let edge):
      // One that had no room is told; the head stands on no other.
      guard let photo = trial.photos.first, photo.photo == story.photos.first else { return }
      rect = photo.rect
      let height = min(rect.height, group.height + grid.pitch.scaled(by: 1.2))
      if edge == .foot { rect.origin.y = rect.maxY - height }
      rect.size.height = height
    }
    var paint: Paint? = part.head.stands == .onPhoto ? .paper : nil
    if let ground = part.headGround {
      paint = printHeadGround(ground, in: rect, slot: slot, on: part.head) ?? paint
      rect = rect.inset(dx: grid.bodySize, dy: .zero)
    } else if part.head.stands == .onPhoto {
      rect = rect.inset(dx: grid.bodySize, dy: .zero)
    }
    print(group, in: rect, slot: slot, story: story, share: share, paint: paint)
  }

  /// Prints a pull quote between a thick rule and a thin one.
  private func print(_ quote: SetQuote, _ story: Story, _ place: SlotPlace) {
    let style = styles[.pullQuote]
    let subject = Subject(.quote, slot: place.slot.name, source: story.id, at: quote.text.at)
    for (y, width) in [
      (quote.rect.minY, Length.points(1.5)), (quote.rect.maxY - .points(0.25), .points(0.25)),
    ] {
      let rule = Rect(x: quote.rect.minX, y: y, width: quote.rect.width, height: width)
      put(.shape(.fill(rule, style.paint)), subject)
    }
    let height = style.pitch * (quote.lines.count - 1) + style.size
    var top = quote.rect.midY - height / 2
    for line in quote.lines {
      put(line, x: quote.rect.minX, baseline: top + style.size.scaled(by: 0.88), subject)
      top += style.pitch
    }
  }

  /// Counts a body line in the page's figures and keeps it when it is conspicuous.
  private func judge(_ set: SetLine, _ area: TextArea) {
    let start = area.ground.start(of: set.row)
    let onRight = grid.fold.map { start.x > $0.pageWidth } ?? false
    qualities[onRight ? 1 : 0].add(set.line)
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
    let rect = area.ground.rect(
      Span(from: set.row.x, to: set.row.x + set.row.measure), set.row.line...set.row.line)
    conspicuous.append(ConspicuousLine(fault: fault, rect: rect, text: set.line.text))
  }

  /// Reports a line that reaches into the gutter: a subhead longer than its leg.
  private func reportWide(_ set: SetLine, _ story: Story, _ place: SlotPlace) {
    let over = Int((set.line.width + set.shift - set.limit) / set.style.size) + 1
    report.add(
      Diagnostic(
        .error, "fit.subhead.overfull", subject: story.id, at: story.at, page: page.number,
        area: place.rect,
        "\(set.part.rawValue) “\(set.line.text)” is \(over) characters too long for a leg of slot "
          + place.slot.name,
        hints: ["cut \(over) characters", "give the slot fewer legs"], characters: over))
  }

  private func print(_ set: SetPhoto, _ story: Story, _ place: SlotPlace) {
    putPicture(set.photo, in: set.rect, slot: place.slot)
    printCaption(
      set.caption, top: set.captionTop,
      x: typeSpan(Span(from: set.rect.minX, to: set.rect.maxX)).from, place, photo: set.photo)
  }

  /// Prints a caption's lines at the body's pitch, from the top of its first line on.
  func printCaption(
    _ caption: [Line], top: Length, x: Length, _ place: SlotPlace, photo: Photo
  ) {
    let size = styles[.caption].size
    let baseline = top + (grid.pitch - size) / 2 + size.scaled(by: 0.88)
    for (index, text) in caption.enumerated() {
      put(
        text, x: x, baseline: baseline + grid.pitch * index,
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
    let boxes = trial.obstacles
    for (index, leg) in area.legs.dropLast().enumerated() {
      if let fold = grid.fold, grid.isAcrossFold(area.place.slot.area.columns),
        leg.maxX < fold.pageWidth, fold.pageWidth < area.legs[index + 1].x
      {
        continue
      }
      let x = leg.maxX + leg.gutter / 2
      let used = trial.result.lines.filter { $0.row.leg == index || $0.row.leg == index + 1 }
      guard let last = used.map(\.row.line).max() else { continue }
      let rule = Span(from: x - .points(1), to: x + .points(1.25))
      var runs: [ClosedRange<Int>] = []
      for line in area.lines where line <= last {
        let standing = !legs[index].contains(line) && !legs[index + 1].contains(line)
        if standing || area.isTaken(rule, on: line, boxes) { continue }
        if let run = runs.last, run.upperBound == line - 1 {
          runs[runs.count - 1] = run.lowerBound...line
        } else {
          runs.append(line...line)
        }
      }
      for run in runs {
        let rect = area.ground.rect(Span(from: x, to: x + .points(0.25)), run)
        put(
          .shape(.fill(rect, .black)),
          Subject(.rule, slot: area.place.slot.name, source: story.id))
      }
    }
  }

  /// Rules of tables: over the heading, under it, and at the foot of each part.
  private func printTableRules(_ trial: StoryTrial, _ story: Story) {
    guard trial.area.ground.writing == .horizontal else { return }
    for rule in trial.result.rules {
      let place = trial.area.place
      let line = rule.row.line + (rule.edge == .top ? 0 : 1)
      let rect = Rect(
        x: rule.row.x, y: place.top(of: line) - rule.width / 2, width: rule.row.measure,
        height: rule.width)
      put(
        .shape(.fill(rect, .black)), Subject(.table, slot: place.slot.name, source: story.id))
    }
  }
}

extension HeadPlacement {
  /// The sorts of place a head can have.
  enum Stand {
    case overText, amongLegs, fullDepth, onPhoto, nowhere
  }

  var stands: Stand {
    switch self {
    case .over: .overText
    case .wrapped, .enclosed: .amongLegs
    case .beside, .vertical: .fullDepth
    case .onPhoto: .onPhoto
    case .none: .nowhere
    }
  }
}
