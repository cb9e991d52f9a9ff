import Composition
import Newspaper

extension PageDesk {
  /// 简讯: a title bar, then items with small heads, flowing through the legs.
  func shortItems(_ part: ItemsPart, _ story: Story, _ place: SlotPlace) {
    let title = printTitleBar(story.headline?.value.joined(), of: story, place)
    // Notes stand on the bar's lines also where there is no title.
    let hasNotes = [story.byline, story.deck, story.kicker].contains { $0 != nil }
    let titleLines = hasNotes ? Self.titleBarLines : title.lines
    printTitleNotes(of: story, place, rightOf: title.width)
    let items = StoryPart(head: .none, rank: part.rank, legs: part.legs)
    func setting(linesAbove: Int) -> StorySetting {
      StorySetting(
        story, items, place.below(titleLines), pieces: itemPieces(story, linesAbove: linesAbove),
        on: self)
    }
    // A free line above each item where there is room for it.
    var best = setting(linesAbove: 1)
    if best.trial().result.excessLines > 0 { best = setting(linesAbove: 0) }
    print(best.trial(), story, items)
    record(best.trial(), best, jumps: false)
  }

  private static let titleBarLines = 2

  /// Kicker, deck and byline of an items column stand at the right end of its title bar.
  private func printTitleNotes(
    of story: Story, _ place: SlotPlace, rightOf title: Length
  ) {
    let style = styles[.byline]
    let middle = place.top(of: place.lines.lowerBound) + grid.pitch.scaled(by: 0.7)
    let baseline = middle - style.size / 2 + style.size.scaled(by: 0.88)
    let heads: [(Subject.Part, Located<String>?)] = [
      (.byline, story.byline), (.deck, story.deck), (.kicker, story.kicker),
    ]
    var right = place.x + place.width
    for (part, words) in heads {
      guard let words else { continue }
      let line = composer.singleLine(RichText(words.value, at: words.at), style: style)
      right -= line.width
      put(
        line, x: right, baseline: baseline,
        Subject(part, slot: place.slot.name, source: story.id, at: words.at))
      let excess = place.x + title - right
      if excess > .zero {
        report.add(overfull(part, of: story, by: excess, size: style.size, in: place.slot))
      }
      right -= style.size
    }
    guard right < place.x + place.width else { return }
    let first = place.lines.lowerBound
    reportCovered(
      Span(from: max(place.x, right + style.size), to: place.x + place.width),
      first...first + Self.titleBarLines - 1, of: story, place)
  }

  private func itemPieces(_ story: Story, linesAbove: Int) -> [Piece] {
    pieces(of: story, from: nil).map { piece in
      guard case .heading(_, let block, _, _, _) = piece,
        case .subhead(let text) = story.body[block]
      else { return piece }
      let style = styles[.itemHead]
      return .heading(
        composer.singleLine(text, style: style), block: block, style: style,
        linesAbove: linesAbove, subject: .subhead)
    }
  }

  /// The title in a reversed label, a rule beside it to the slot's edge; gives the lines it takes
  /// and the label's width.
  @discardableResult
  func printTitleBar(
    _ title: String?, of story: Story, _ place: SlotPlace
  ) -> (lines: Int, width: Length) {
    guard let title else { return (0, .zero) }
    let band = Rect(
      x: place.x, y: place.top(of: place.lines.lowerBound), width: place.width,
      height: grid.pitch * Self.titleBarLines)
    let upper = Rect(
      x: band.minX, y: band.minY - grid.pitch / 4, width: band.width, height: band.height)
    let width = printLabel(title, in: upper, place, story)
    let height = styles[.label].size.scaled(by: 1.6)
    let rule = Rect(
      x: band.minX + width, y: upper.midY + height / 2 - .points(0.75),
      width: max(.zero, band.width - width), height: .points(0.75))
    put(
      .shape(.fill(rule, styles[.label].paint)),
      Subject(.label, slot: place.slot.name, source: story.id))
    if width > band.width {
      report.add(
        overfull(
          .label, of: story, by: width - band.width, size: styles[.label].size, in: place.slot))
    }
    let first = place.lines.lowerBound
    reportCovered(
      Span(from: band.minX, to: band.minX + width), first...first + Self.titleBarLines - 1,
      of: story, place)
    return (Self.titleBarLines, width)
  }

  /// 栏题: the story's label in a bar over its slot; gives the lines it takes.
  func printLabelBar(of story: Story, _ place: SlotPlace) -> Int {
    printTitleBar(story.label?.value, of: story, place).lines
  }

  /// 导读: a title bar and a line or two for each story, with its page.
  func teasers(_ part: TeasersPart, _ place: SlotPlace) {
    guard case .teasers(let ids) = placement(in: place.slot)?.content else {
      return reportEmpty(place)
    }
    var bar = Story(id: place.slot.name, at: page.at)
    bar.headline = Located([part.title])
    let first = place.lines.lowerBound + printTitleBar(part.title, of: bar, place).lines
    let rows = place.lines.upperBound - first + 1
    guard !ids.isEmpty, rows >= ids.count else { return reportNoRoom(bar, place) }
    // All entries have as many lines, and as many free ones between them; what is left over stands
    // under the last.
    let depth = min(2, rows / ids.count)
    let white = ids.count > 1 ? (rows - depth * ids.count) / (ids.count - 1) : 0
    for (index, id) in ids.enumerated() {
      guard let story = story(id) else { continue }
      printTeaser(story, first: first + index * (depth + white), depth: depth, place)
    }
    recordFull(bar, place)
  }

  /// One entry: the page in the accent face, then the headline; the teaser on a second line.
  private func printTeaser(_ story: Story, first: Int, depth: Int, _ place: SlotPlace) {
    var subject = Subject(
      .teaser, slot: place.slot.name, source: story.id, at: story.teaser?.at ?? story.at)
    let pageStyle = styles[.teaserPage]
    let target = beginning(of: story.id)
    let link = target.map(Link.slot)
    let mark = composer.singleLine(
      RichText(target.map { "第\($0.page)版" } ?? "", link: link), style: pageStyle)
    put(
      mark, x: place.x, baseline: place.baseline(of: first, size: pageStyle.size), subject)
    let indent = mark.width + grid.bodySize
    let headStyle = styles[.teaser]
    let head = composer.singleLine(
      RichText((story.headline?.value ?? []).joined(), link: link), style: headStyle)
    subject.piece = 1
    put(
      head, x: place.x + indent, baseline: place.baseline(of: first, size: headStyle.size),
      subject)
    reportWide(head, place.width - indent, headStyle, story, place)
    guard depth > 1, let teaser = story.teaser else { return }
    let style = styles[.body]
    let line = composer.singleLine(
      RichText(teaser.value, link: link, at: teaser.at), style: style)
    subject.piece = 2
    put(line, x: place.x + indent, baseline: place.baseline(of: first + 1), subject)
    reportWide(line, place.width - indent, style, story, place)
  }

  private func reportWide(
    _ line: Line, _ room: Length, _ style: TextStyle, _ story: Story, _ place: SlotPlace
  ) {
    guard line.width > room else { return }
    let over = Int((line.width - room) / style.size) + 1
    report.add(
      Diagnostic(
        .error, "fit.teaser.overfull", subject: story.id, at: story.teaser?.at ?? story.at,
        page: page.number, area: place.rect,
        "teaser of \(story.id) is \(over) characters too long for slot \(place.slot.name)",
        hints: ["cut \(over) characters of its headline or teaser"], characters: over))
  }

  /// A drawing with its head above and its source below.
  func chart(_ part: ChartPart, _ story: Story, _ place: SlotPlace) {
    guard let photo = story.photos.first else { return reportEmpty(place) }
    reportFurther(story.photos.dropFirst(), place)
    var titled = story
    titled.deck = nil
    titled.byline = nil
    let group = headGroup(
      headOrder(titled, in: place.slot, rank: part.rank, place.span))
    let headLines = linesTaken(by: group)
    let needed = headLines + 3 + (story.deck == nil ? 0 : 1)
    guard place.lines.count >= needed else { return reportTooLow(place, needs: needed) }
    let first = place.lines.lowerBound
    var last = place.lines.upperBound
    if let source = story.deck {
      let style = styles[.caption]
      put(
        composer.singleLine(RichText(source.value, at: source.at), style: style), x: place.x,
        baseline: place.baseline(of: last, size: style.size),
        Subject(.deck, slot: place.slot.name, source: story.id, at: source.at))
      last -= 1
    }
    let top = place.top(of: first)
    print(
      group,
      in: Rect(x: place.x, y: top, width: place.width, height: grid.pitch * headLines),
      slot: place.slot, story: story)
    let rect = place.rect(from: first + headLines, through: last, x: place.x, width: place.width)
    put(
      .art(
        PlacedArt(
          source: .svg(path: photo.path), frame: rect,
          alternateText: (photo.alternateText ?? photo.caption)?.value
            ?? (story.headline?.value ?? []).joined())),
      Subject(.chart, slot: place.slot.name, source: photo.file.value, at: photo.file.at))
    recordFull(story, place)
  }

  /// A boxed piece in display type: ornament behind, the words in the middle.
  func display(_ part: DisplayPart, _ story: Story, _ place: SlotPlace) {
    if let ornament = part.ornament {
      put(
        .art(
          PlacedArt(
            source: .svg(path: issue.publication.folder + "/" + ornament.value),
            frame: place.rect.inset(dx: grid.lineInset, dy: grid.lineInset * 2),
            alternateText: "")),
        Subject(.display, slot: place.slot.name, source: ornament.value, at: ornament.at))
    }
    // An ornament stands at the sides: the words keep to the middle.
    let side = part.ornament == nil ? .zero : place.width / 5
    let group = headGroup(
      headOrder(
        story, in: place.slot, rank: part.rank,
        Span(from: place.x + side, to: place.x + place.width - side)))
    if group.height > place.rect.height { return reportNoRoom(story, place) }
    print(
      group, in: place.rect.inset(dx: place.x - place.rect.minX + side, dy: .zero),
      slot: place.slot, story: story, share: 0.5)
    recordFull(story, place)
  }

  /// 广告: placed as it is; the kind of file decides how.
  func advertisement(_ place: SlotPlace) {
    guard case .advertisement(let piece) = placement(in: place.slot)?.content else {
      return reportEmpty(place)
    }
    let subject = Subject(
      .advertisement, slot: place.slot.name, source: piece.file.value, at: piece.file.at)
    let rect = place.rect(
      from: place.lines.lowerBound, through: place.lines.upperBound, x: place.x,
      width: place.width)
    let name = piece.path.lowercased()
    if name.hasSuffix(".svg") {
      put(
        .art(
          PlacedArt(
            source: .svg(path: piece.path), frame: rect,
            alternateText: piece.advertiser ?? "")), subject)
    } else if name.hasSuffix(".pdf") {
      put(.placedPage(PlacedPage(path: piece.path, page: 1, frame: rect)), subject)
    } else {
      var photo = Photo(file: piece.file, path: piece.path)
      photo.caption = piece.advertiser.map { Located($0) }
      putPicture(photo, in: rect, slot: place.slot)
    }
    fillings.append(
      Filling(
        slot: place.slot.name, rect: place.rect, source: piece.file.value, characters: 0,
        excessLines: 0, excessCharacters: 0))
  }
}
