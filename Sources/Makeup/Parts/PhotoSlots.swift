import Composition
import Newspaper

extension PageDesk {
  /// 图片新闻: label and head in one band, the picture, the caption.
  func photoNews(_ part: PhotoNewsPart, _ story: Story, _ place: SlotPlace) {
    guard let photo = story.photos.first else { return reportNoPhoto(story, place) }
    reportFurther(story.photos.dropFirst(), place)
    let caption = captionLines(of: photo, measure: typeSpan(place.span).width)
    let first = place.lines.lowerBound
    let last = place.lines.upperBound
    let headLines = 2
    let pictureLast = last - caption.count
    guard pictureLast > first + headLines + 2 else { return reportNoRoom(story, place) }
    let band = Rect(
      x: place.x, y: place.top(of: first), width: place.width,
      height: grid.pitch * headLines)
    let labelWidth = printLabel(story.label?.value ?? "图片新闻", in: band, place, story)
    if let words = story.headline?.value, let style = headStyle(part.rank, slot: place.slot) {
      let x = band.minX + labelWidth + grid.bodySize
      printBandHead(words, style, x: x, band: band, story, place)
    }
    let rect = place.rect(
      from: first + headLines, through: pictureLast, x: place.x, width: place.width)
    putPicture(photo, in: rect, slot: place.slot)
    printCaption(
      caption, top: place.top(of: pictureLast + 1), x: typeSpan(place.span).from, place,
      photo: photo)
    recordFull(story, place)
  }

  /// The headline at the right of a label, in the largest step that fits one line.
  private func printBandHead(
    _ words: [String], _ style: HeadStyle, x: Length, band: Rect, _ story: Story,
    _ place: SlotPlace
  ) {
    let room = band.maxX - x
    let lines = style.sizes.map { size in
      let text = TextStyle(
        face: style.face, size: size, pitch: size, alignment: .start, paint: style.paint)
      return (line: composer.singleLine(RichText(words.joined()), style: text), size: size)
    }
    guard let head = lines.first(where: { $0.line.width <= room }) ?? lines.last else { return }
    if head.line.width > room {
      let excess = Int((head.line.width - room) / head.size) + 1
      report.add(
        Diagnostic(
          .error, "fit.headline.overfull", subject: story.id, at: story.headline?.at ?? story.at,
          page: page.number, area: band,
          "headline of \(story.id) is \(excess) characters "
            + "too long for slot \(place.slot.name)",
          hints: ["cut \(excess) characters"], characters: excess))
    }
    let baseline = band.midY - head.size / 2 + head.size.scaled(by: 0.88)
    put(
      head.line, x: x, measure: room, alignment: .start, baseline: baseline,
      Subject(.headline, slot: place.slot.name, source: story.id, at: story.headline?.at))
  }

  /// A label in paper on a block of the label style's ink; gives its width.
  @discardableResult
  func printLabel(_ text: String, in band: Rect, _ place: SlotPlace, _ story: Story) -> Length {
    var style = styles[.label]
    let ground = style.paint
    style.paint = .paper
    let line = composer.singleLine(RichText(text), style: style)
    let height = style.size.scaled(by: 1.6)
    let width = line.width + style.size
    let rect = Rect(x: band.minX, y: band.midY - height / 2, width: width, height: height)
    let subject = Subject(.label, slot: place.slot.name, source: story.id, at: story.label?.at)
    put(.shape(.fill(rect, ground)), subject)
    let baseline = rect.midY - style.size / 2 + style.size.scaled(by: 0.88)
    put(line, x: rect.minX + style.size / 2, baseline: baseline, subject)
    return width
  }

  /// Several photos under one head.
  func photoFeature(_ part: PhotoFeaturePart, _ story: Story, _ place: SlotPlace) {
    guard !story.photos.isEmpty else { return reportNoPhoto(story, place) }
    let intro = StoryPart(head: .over, rank: part.rank, legs: .equal(part.introLegs))
    let setting = StorySetting(
      story, intro, place, pieces: pieces(of: story, from: nil), on: self)
    let trial = setting.trial()
    // A free line under the last line of the text.
    let first =
      trial.result.lines.map(\.row.line).max().map { $0 + 2 } ?? trial.area.firstTextLine
    guard place.lines.upperBound - first >= 5 else { return reportNoRoom(story, place) }
    print(trial, story, intro)
    let cells = photoCells(part.arrangement, count: story.photos.count, place)
    printPhotos(story, cells, lines: first...place.lines.upperBound, place)
    recordFull(story, place)
  }

  /// Where a photo of a feature stands: a share of the width, a share of the height.
  private struct PhotoCell {
    let x: Length
    let width: Length
    var span: Span { Span(from: x, to: x + width) }
    /// Rows of photos: which one, of how many, with what share of the lines.
    let top: Double
    let bottom: Double
  }

  private func photoCells(
    _ arrangement: PhotoFeaturePart.Arrangement, count: Int, _ place: SlotPlace
  ) -> [PhotoCell] {
    func row(_ count: Int, _ top: Double, _ bottom: Double) -> [PhotoCell] {
      place.legs(.equal(count)).map {
        PhotoCell(x: $0.x, width: $0.measure, top: top, bottom: bottom)
      }
    }
    switch arrangement {
    case .row: return row(count, 0, 1)
    case .largeOnTop:
      guard count > 1 else { return row(1, 0, 1) }
      let rows = (count - 1 + 2) / 3
      let large = rows == 1 ? 0.62 : 0.46
      var cells = row(1, 0, large)
      var left = count - 1
      for index in 0..<rows {
        let share = (1 - large) / Double(rows)
        let columns = min(left, (count - 1 + rows - 1) / rows)
        cells += row(columns, large + share * Double(index), large + share * Double(index + 1))
        left -= columns
      }
      return cells
    case .largeAtLeft:
      guard count > 1 else { return row(1, 0, 1) }
      let thirds = place.legs(.equal(3))
      let width = thirds[1].maxX - thirds[0].x
      let small = (0..<(count - 1)).map { index in
        PhotoCell(
          x: thirds[2].x, width: thirds[2].measure,
          top: Double(index) / Double(count - 1), bottom: Double(index + 1) / Double(count - 1))
      }
      return [PhotoCell(x: thirds[0].x, width: width, top: 0, bottom: 1)] + small
    case .pairs:
      let rows = (count + 1) / 2
      return (0..<rows).flatMap { index in
        row(
          min(2, count - index * 2), Double(index) / Double(rows),
          Double(index + 1) / Double(rows))
      }
    }
  }

  /// Prints the photos into their cells, each with its caption under it, a free line between rows.
  ///
  /// Photos of one row have one height: their captions get the lines that the longest needs.
  private func printPhotos(
    _ story: Story, _ cells: [PhotoCell], lines: ClosedRange<Int>, _ place: SlotPlace
  ) {
    let captions = zip(story.photos, cells).map {
      captionLines(of: $0, measure: typeSpan($1.span).width)
    }
    for (index, cell) in cells.enumerated() where index < story.photos.count {
      let photo = story.photos[index]
      let row = cells.indices.filter {
        cells[$0].top == cell.top && cells[$0].bottom == cell.bottom
      }
      let captionCount =
        row.compactMap { $0 < captions.count ? captions[$0].count : nil }.max() ?? 0
      let total = Double(lines.count + 1)
      let first = lines.lowerBound + Int((total * cell.top).rounded())
      let last = lines.lowerBound + Int((total * cell.bottom).rounded()) - 2
      let pictureLast = last - captionCount
      guard pictureLast > first else {
        reportNoCell(photo, place)
        continue
      }
      let rect = place.rect(from: first, through: pictureLast, x: cell.x, width: cell.width)
      putPicture(photo, in: rect, slot: place.slot)
      printCaption(
        captions[index], top: place.top(of: pictureLast + 1), x: typeSpan(cell.span).from, place,
        photo: photo)
    }
  }

  /// Reports a photo for which the feature's lines leave no height.
  private func reportNoCell(_ photo: Photo, _ place: SlotPlace) {
    report.add(
      Diagnostic(
        .error, "makeup.photo.noRoom", subject: photo.file.value, at: photo.file.at,
        page: page.number, area: place.rect,
        "photo \(photo.file.value) has no height left in slot \(place.slot.name)",
        hints: ["take fewer photos", "make the slot higher", "shorten the text or the captions"]))
  }

  /// Reports photos beyond the one that the part shows.
  func reportFurther(_ photos: ArraySlice<Photo>, _ place: SlotPlace) {
    for photo in photos {
      report.add(
        Diagnostic(
          .warning, "makeup.photo.unplaced", subject: photo.file.value, at: photo.file.at,
          page: page.number, area: place.rect,
          "photo \(photo.file.value) has no place in slot \(place.slot.name), which shows one",
          hints: ["remove the photo from the story", "use a photo feature"]))
    }
  }

  private func reportNoPhoto(_ story: Story, _ place: SlotPlace) {
    report.add(
      Diagnostic(
        .error, "makeup.photo.missing", subject: story.id, at: story.at, page: page.number,
        area: place.rect,
        "slot \(place.slot.name) shows a photo, but \(story.id) names none",
        hints: ["add a photo to the story's front matter"]))
  }

  /// Records a slot whose part fills it by design.
  func recordFull(_ story: Story, _ place: SlotPlace) {
    fillings.append(
      Filling(
        slot: place.slot.name, rect: place.rect, source: story.id,
        characters: 0, excessLines: 0, excessCharacters: 0))
  }
}
