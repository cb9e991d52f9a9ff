import Newspaper

/// Puts the atoms of one line at their places and gathers their glyphs into runs.
struct LineSetting {
  private let paragraph: Paragraph
  private let fit: LineFit.Fit
  private let range: Range<Int>
  private let end: Int
  private let isVertical: Bool
  private let isMarked: Bool

  private var x: Int
  private var text: [UInt8] = []
  private var boxes: [Line.Box] = []
  private var runs: [GlyphRun] = []
  private var lookOfRun = -1
  private var runText: [UInt8] = []
  private var placed: [InterlinearMarks.Placed] = []

  /// How far each step has got along the line, in the unit of its own sum.
  private var shares = Shares()

  private init(_ paragraph: Paragraph, _ fit: LineFit.Fit, _ range: Range<Int>, end: Int, x: Int) {
    self.paragraph = paragraph
    self.fit = fit
    self.range = range
    self.end = end
    self.x = x
    isVertical = paragraph.format.rules.direction == .vertical
    isMarked = paragraph.interlinearSpace > .zero || !paragraph.annotations.isEmpty
    boxes.reserveCapacity(range.count)
    if !paragraph.annotations.isEmpty, !range.isEmpty {
      self.x += max(0, paragraph.atoms[range.lowerBound].reading.before)
    }
  }

  /// Sets the line of a range of atoms; `lead` is the indent.
  static func line(
    _ paragraph: Paragraph, _ range: Range<Int>, _ fit: LineFit.Fit, end: Int, lead: Int
  ) -> Line {
    var setting = LineSetting(paragraph, fit, range, end: end, x: lead)
    setting.setAtoms()
    setting.closeRun()
    setting.setAnnotations()
    return setting.finished()
  }

  private mutating func setAtoms() {
    for index in range.lowerBound..<end {
      if index > range.lowerBound { crossGap(before: index) }
      let atom = paragraph.atoms[index]
      if isMarked { placed.append(.init(atom: index, x: x, width: atom.width)) }
      // A mark that fits at the line's end keeps its whole cell (1.3).
      put(atom, advance: atom.width + (index == end - 1 ? fit.endSpace : 0), isBox: true)
    }
    let last = paragraph.gaps[range.upperBound]
    guard range.upperBound < paragraph.atoms.count else { return }
    if let index = last.hyphen {
      var hyphen = paragraph.asides[index]
      hyphen.run = paragraph.atoms[end - 1].run
      put(hyphen)
    } else {
      keepSpace(of: last)
    }
  }

  /// Remembers the space at which the line was broken: a wide one, or one between words.
  private mutating func keepSpace(of gap: Gap) {
    let wide = paragraph.atoms[end..<range.upperBound].first
    let typed = gap.asides.map { paragraph.asides[$0] }.first { $0.kind == .space }
    guard let space = wide ?? typed, let glyph = paragraph.glyphs[space.glyphs].first,
      !runs.isEmpty, lookOfRun >= 0
    else { return }
    // A space of another face needs a run of its own.
    if paragraph.looks[space.look].face != paragraph.looks[lookOfRun].face {
      closeRun()
      openRun(space.look)
    }
    runs[runs.count - 1].swallowedSpace = place(
      glyph, Length(units: x), paragraph.looks[space.look])
  }

  /// Readings follow the line's own text, each in runs of its own.
  private mutating func setAnnotations() {
    guard !paragraph.annotations.isEmpty else { return }
    for annotation in paragraph.annotations where range.contains(annotation.atoms.lowerBound) {
      guard annotation.atoms.upperBound <= end, !placed.isEmpty else { continue }
      let first = placed[annotation.atoms.lowerBound - range.lowerBound]
      let last = placed[annotation.atoms.upperBound - 1 - range.lowerBound]
      let middle = (first.x + last.x + last.width) / 2
      for (piece, offset) in zip(annotation.pieces, annotation.offsets) {
        put(piece, along: middle + offset.along + piece.shift, across: offset.across)
      }
    }
  }

  private mutating func put(_ piece: Atom, along: Int, across: Int) {
    openRun(piece.look)
    let (a, b) = (Length(units: along), Length(units: across))
    // Pinyin of vertical lines has no place in the Mainland rules; it stands beside the character.
    let origin = isVertical ? Point(x: b, y: a) : Point(x: a, y: b)
    runs[runs.count - 1].glyphs = paragraph.glyphs[piece.glyphs].map {
      .init(id: $0.id, x: $0.dx + origin.x, y: $0.dy + origin.y)
    }
    runs[runs.count - 1].clusters = [
      .init(bytes: piece.spelling.utf8.count, glyphs: piece.glyphs.count)
    ]
    runText = Array(piece.spelling.utf8)
    closeRun()
  }

  // MARK: Places

  /// Moves over a gap, its spaces standing where it begins.
  private mutating func crossGap(before index: Int) {
    let gap = paragraph.gaps[index]
    let width =
      gap.natural + shares.adjustment(of: gap, paragraph.sums, range.lowerBound + 1, end, fit)
    for aside in gap.asides { put(paragraph.asides[aside], advance: 0, isBox: false) }
    x += width
  }

  private mutating func put(_ atom: Atom) { put(atom, advance: atom.width, isBox: true) }

  private mutating func put(_ atom: Atom, advance: Int, isBox: Bool) {
    let link = paragraph.links.isEmpty ? nil : paragraph.links[atom.run]
    if atom.look != lookOfRun || runs.last?.link != link {
      closeRun()
      openRun(atom.look)
      runs[runs.count - 1].link = link
    }
    let bytes = paragraph.bytes[atom.bytes]
    let look = paragraph.looks[atom.look]
    let along = Length(units: x + atom.shift)
    for glyph in paragraph.glyphs[atom.glyphs] {
      runs[runs.count - 1].glyphs.append(place(glyph, along, look))
    }
    runs[runs.count - 1].clusters.append(.init(bytes: bytes.count, glyphs: atom.glyphs.count))
    runText.append(contentsOf: bytes)
    text.append(contentsOf: bytes)
    if isBox {
      boxes.append(
        .init(
          text: bytes.isEmpty ? "-" : String(decoding: bytes, as: UTF8.self), x: Length(units: x),
          advance: Length(units: advance)))
    }
    x += advance
  }

  /// Horizontal on the baseline; vertical about the line's axis; turned, with the middle of the
  /// em box on the axis (8: the em box is 0.88 above and 0.12 below the baseline).
  private func place(_ glyph: ShapedCluster.Glyph, _ along: Length, _ look: Look) -> GlyphRun.Glyph
  {
    guard isVertical else {
      return .init(id: glyph.id, x: glyph.dx + along, y: glyph.dy + look.rise)
    }
    switch look.turn {
    case .upright: return .init(id: glyph.id, x: glyph.dx - look.rise, y: glyph.dy + along)
    case .clockwise:
      let axis = look.size.scaled(by: 0.38)
      return .init(id: glyph.id, x: -axis - glyph.dy - look.rise, y: glyph.dx + along)
    }
  }

  private mutating func openRun(_ index: Int) {
    let look = paragraph.looks[index]
    lookOfRun = index
    runs.append(
      GlyphRun(
        face: look.face, size: look.size, paint: look.paint, origin: .zero, text: "", glyphs: [],
        clusters: [], widthScale: look.widthScale, turn: look.turn))
    if isVertical { runs[runs.count - 1].writing = .vertical }
  }

  private mutating func closeRun() {
    guard !runs.isEmpty, lookOfRun >= 0 else { return }
    runs[runs.count - 1].text = String(decoding: runText, as: UTF8.self)
    runText.removeAll(keepingCapacity: true)
    lookOfRun = -1
  }

  // MARK: The line

  private func finished() -> Line {
    let isLast = range.upperBound == paragraph.atoms.count
    let first = range.lowerBound == 0 ? 0 : sourceStart(of: range.lowerBound)
    let last = isLast ? paragraph.bytes.count : sourceStart(of: range.upperBound)
    return Line(
      text: String(decoding: text, as: UTF8.self), bytes: first..<last, boxes: boxes,
      width: Length(units: x), runs: runs,
      marks: isMarked ? InterlinearMarks(paragraph, placed).shapes() : [], endsParagraph: isLast,
      setting: record())
  }

  /// A line accounts for the space that its break swallowed.
  private func sourceStart(of atom: Int) -> Int { paragraph.atoms[atom].bytes.lowerBound }

  private func record() -> Line.Setting {
    var setting = Line.Setting()
    let a = paragraph.sums[min(range.lowerBound + 1, end)]
    let b = paragraph.sums[end]
    func share(_ used: Int, _ room: Int) -> Int { room > 0 ? used * 1000 / room : 0 }
    setting.shrink = [
      share(fit.shrink.word, b.word - a.word), share(fit.shrink.bracket, b.bracket - a.bracket),
      share(fit.shrink.pause, b.pause - a.pause),
      share(fit.shrink.western, b.western - a.western), share(fit.shrink.stop, b.stop - a.stop),
    ]
    func perGap(_ opened: Int, _ gaps: Int) -> Int {
      gaps > 0 ? opened * 1000 / (gaps * max(1, paragraph.em)) : 0
    }
    setting.stretch = max(
      perGap(fit.opened.free, b.free - a.free),
      perGap(fit.opened.reluctant, b.reluctant - a.reluctant))
    setting.overrun = Length(units: fit.overrun)
    setting.breaksRules = paragraph.gaps[range.upperBound].penalty == nil
    return setting
  }
}

/// Deals a line's adjustment out to its gaps so that the parts add up to the whole exactly.
private struct Shares {
  private var word = 0
  private var bracket = 0
  private var pause = 0
  private var western = 0
  private var stop = 0
  private var wordStretch = 0
  private var westernStretch = 0
  private var free = 0
  private var reluctant = 0

  mutating func adjustment(
    of gap: Gap, _ sums: [Sums], _ start: Int, _ end: Int, _ fit: LineFit.Fit
  ) -> Int {
    let a = sums[start]
    let b = sums[end]
    var change = 0
    switch gap.glue {
    case .none: break
    case .word:
      change -= Self.deal(fit.shrink.word, b.word - a.word, &word, gap.shrink)
      change += Self.deal(
        fit.stretch.word, b.wordStretch - a.wordStretch, &wordStretch, gap.stretch)
    case .bracket:
      change -= Self.deal(fit.shrink.bracket, b.bracket - a.bracket, &bracket, gap.shrink)
    case .pause: change -= Self.deal(fit.shrink.pause, b.pause - a.pause, &pause, gap.shrink)
    case .western:
      change -= Self.deal(fit.shrink.western, b.western - a.western, &western, gap.shrink)
      change += Self.deal(
        fit.stretch.western, b.westernStretch - a.westernStretch, &westernStretch, gap.stretch)
    case .stop: change -= Self.deal(fit.shrink.stop, b.stop - a.stop, &stop, gap.shrink)
    }
    switch gap.opening {
    case .never: break
    case .freely: change += Self.deal(fit.opened.free, b.free - a.free, &free, 1)
    case .reluctantly:
      change += Self.deal(fit.opened.reluctant, b.reluctant - a.reluctant, &reluctant, 1)
    }
    return change
  }

  /// The part of `whole` that falls to the next `part` of `room`, rounding carried along.
  private static func deal(_ whole: Int, _ room: Int, _ done: inout Int, _ part: Int) -> Int {
    guard whole != 0, room > 0 else { return 0 }
    let before = whole * done / room
    done += part
    return whole * done / room - before
  }
}
