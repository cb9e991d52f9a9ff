import Newspaper

/// Shapes a paragraph's characters and cuts the result into atoms with their boxes.
///
/// Shaping goes run by run; the widths of marks are set here on positioned glyphs, never by
/// toggling features inside a run (reference 1.4).
struct Atoms {
  var all: [Atom] = []
  /// For each atom, the index of its first character.
  private(set) var firstCharacter: [Int] = []
  /// What stands in the gap before each atom and after the last: indices into `asides`.
  private(set) var asidesBefore: [Range<Int>] = []
  private(set) var asides: [Atom] = []
  var glyphs: [ShapedCluster.Glyph] = []
  var looks: [Look] = []
  var annotations: [Annotation] = []
  private(set) var missing: [Paragraph.MissingCharacter] = []
  /// Characters that another role's font stands in for; `face` is the role that was asked for.
  private(set) var substituted: [Paragraph.MissingCharacter] = []

  let text: RichText
  let characters: Characters
  let format: ParagraphFormat
  let shaper: any Shaper
  let em: Int
  private let hasLinks: Bool
  private var pendingAsides = 0

  init(_ text: RichText, _ characters: Characters, _ format: ParagraphFormat, _ shaper: any Shaper)
  {
    self.text = text
    self.characters = characters
    self.format = format
    self.shaper = shaper
    em = format.em
    hasLinks = text.runs.contains { $0.link != nil }
    all.reserveCapacity(characters.all.count)
    glyphs.reserveCapacity(characters.all.count)
    var start = 0
    while start < characters.all.count {
      let end = endOfStretch(from: start)
      let first = all.count
      shape(start..<end)
      annotate(first..<all.count, run: characters.all[start].run)
      start = end
    }
    asidesBefore.append(pendingAsides..<asides.count)
  }

  // MARK: Stretches

  private enum Script { case han, western, none }

  private func script(_ character: Characters.Character) -> Script {
    switch character.kind {
    case .letter, .digit, .prefix, .suffix, .westernOpening, .westernClosing, .westernMark, .hyphen,
      .space, .fixedSpace:
      .western
    case .invisible, .lineFeed, .breakHere, .softHyphen: .none
    // Vertical lines turn the slash and the en dash, for which fonts have no vertical form, with
    // the Western words (GB 5.2.2).
    case .solidus: format.rules.direction == .vertical ? .western : .han
    case .connector where character.isEnDash:
      format.rules.direction == .vertical ? .western : .han
    default: .han
    }
  }

  /// As far as one look and one script reach.
  private func endOfStretch(from start: Int) -> Int {
    let first = characters.all[start]
    let script = script(first)
    var end = start + 1
    while end < characters.all.count {
      let next = characters.all[end]
      guard looksAlike(next.run, first.run), self.script(next) == script else { break }
      // Each —— by itself: fonts join three and four dashes too.
      if next.kind == .dash, !next.joinsPrevious, characters.all[end - 1].kind == .dash { break }
      end += 1
    }
    return end
  }

  /// Whether two runs are shaped as one: a link changes nothing of what is printed.
  private func looksAlike(_ run: Int, _ other: Int) -> Bool {
    if run == other { return true }
    let (a, b) = (text.runs[run], text.runs[other])
    return hasLinks && a.style == b.style && a.reading == nil && b.reading == nil
  }

  private mutating func shape(_ range: Range<Int>) {
    let first = characters.all[range.lowerBound]
    let script = script(first)
    let look = look(of: first.run)
    if script == .none {
      for index in range { addInvisible(index, look: look) }
      return
    }
    if script == .western, format.rules.direction == .vertical {
      shapeVerticalWestern(range, look: look)
      return
    }
    let bytes = first.bytes.lowerBound..<characters.all[range.upperBound - 1].bytes.upperBound
    let request = ShapingRequest(
      text: String(decoding: characters.bytes[bytes], as: UTF8.self), face: look.face,
      size: look.size, script: script == .han ? .han : .western, direction: format.rules.direction,
      language: script == .han ? format.rules.language : "en")
    var clusters = shaper.shape(request)
    if format.widthScale != 1000 { clusters = clusters.map(condensed) }
    place(clusters, from: range, base: bytes.lowerBound, look: look)
  }

  private func look(of run: Int) -> Look {
    let style = text.runs[run].style
    var look = Look(face: format.style.face, size: format.style.size, paint: format.style.paint)
    look.style = style
    look.widthScale = format.widthScale
    if style.contains(.kai) { look.face = format.kaiFace }
    if style.contains(.bold) { look.face = format.boldFace }
    if style.contains(.superscript) {
      look.size = look.size.scaled(by: 0.6)
      look.rise = -format.style.size.scaled(by: 0.35)
    } else if style.contains(.subscripted) {
      look.size = look.size.scaled(by: 0.6)
      look.rise = format.style.size.scaled(by: 0.12)
    }
    return look
  }

  func condensed(_ cluster: ShapedCluster) -> ShapedCluster {
    let factor = Double(format.widthScale) / 1000
    var cluster = cluster
    cluster.advance = cluster.advance.scaled(by: factor)
    cluster.inkStart = cluster.inkStart.scaled(by: factor)
    cluster.inkEnd = cluster.inkEnd.scaled(by: factor)
    for index in cluster.glyphs.indices {
      cluster.glyphs[index].dx = cluster.glyphs[index].dx.scaled(by: factor)
    }
    cluster.half = cluster.half.map {
      .init(advance: $0.advance.scaled(by: factor), shift: $0.shift.scaled(by: factor))
    }
    return cluster
  }

  mutating func index(of look: Look) -> Int {
    if let last = looks.last, last == look { return looks.count - 1 }
    if let known = looks.lastIndex(of: look) { return known }
    looks.append(look)
    return looks.count - 1
  }

  // MARK: Clusters

  /// Gives each cluster to the character it begins with.
  mutating func place(
    _ clusters: [ShapedCluster], from range: Range<Int>, base: Int, look: Look
  ) {
    var sorted = clusters
    if !zip(clusters, clusters.dropFirst()).allSatisfy({ $0.bytes.lowerBound < $1.bytes.lowerBound }
    ) {
      sorted.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
    }
    var next = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      index += 1
      // Every cluster that begins before the next free character belongs to this atom.
      var end = next
      while true {
        let limit =
          index < range.upperBound ? characters.all[index].bytes.lowerBound - base : Int.max
        while end < sorted.count, sorted[end].bytes.lowerBound < limit { end += 1 }
        let reach = end > next ? sorted[end - 1].bytes.upperBound : 0
        guard index < range.upperBound,
          characters.all[index].joinsPrevious || reach > limit
        else { break }
        index += 1
      }
      add(sorted[next..<end], characters: start..<index, look: look)
      next = end
    }
  }

  private mutating func add(
    _ clusters: ArraySlice<ShapedCluster>, characters range: Range<Int>, look: Look
  ) {
    let character = characters.all[range.lowerBound]
    let asked = look.face
    var look = look
    if let face = clusters.first?.face { look.face = face }
    let start = glyphs.count
    var width = 0
    var inkStart = 0
    var inkEnd = 0
    let overlap = overlap(of: clusters, kind: character.kind)
    for cluster in clusters {
      if cluster.missing {
        note(character, in: range, face: look.face)
      } else if cluster.face != asked {
        substituted.append(record(of: character, in: range, face: asked))
      }
      let along = Length(units: width)
      for glyph in cluster.glyphs {
        glyphs.append(
          format.rules.direction == .horizontal || look.turn == .clockwise
            ? .init(id: glyph.id, dx: glyph.dx + along, dy: glyph.dy)
            : .init(id: glyph.id, dx: glyph.dx, dy: glyph.dy + along))
      }
      if width == 0 { inkStart = cluster.inkStart.units }
      inkEnd = width + cluster.inkEnd.units
      width += cluster.advance.units - overlap
    }
    width += overlap
    let bytes = character.bytes.lowerBound..<characters.all[range.upperBound - 1].bytes.upperBound
    var atom = Atom(
      kind: character.kind, look: index(of: look), bytes: bytes, width: width,
      glyphs: start..<glyphs.count)
    box(&atom, ink: inkStart..<max(inkStart, inkEnd), half: clusters.first?.half)
    push(atom, firstCharacter: range.lowerBound)
  }

  mutating func push(_ atom: Atom, firstCharacter: Int) {
    var atom = atom
    atom.run = characters.all[firstCharacter].run
    if atom.kind.isAside {
      asides.append(atom)
      return
    }
    asidesBefore.append(pendingAsides..<asides.count)
    pendingAsides = asides.count
    all.append(atom)
    if characters.all[firstCharacter].staysWithPrevious {
      all[all.count - 1].staysWithPrevious = true
    }
    all[all.count - 1].dividesAddress = characters.all[firstCharacter].dividesAddress
    self.firstCharacter.append(firstCharacter)
  }

  private mutating func addInvisible(_ index: Int, look: Look) {
    let character = characters.all[index]
    let isControl = character.scalar.properties.generalCategory == .control
    if isControl, character.kind == .invisible,
      character.scalar.value > 0x20 || character.scalar.value < 9
    {
      note(character, in: index..<index + 1, face: look.face)
    }
    let atom = Atom(
      kind: character.kind, look: self.index(of: look), bytes: character.bytes, width: 0,
      glyphs: glyphs.count..<glyphs.count)
    push(atom, firstCharacter: index)
  }

  mutating func note(_ character: Characters.Character, in range: Range<Int>, face: String) {
    missing.append(record(of: character, in: range, face: face))
  }

  private func record(
    of character: Characters.Character, in range: Range<Int>, face: String
  ) -> Paragraph.MissingCharacter {
    let run = text.runs[character.run]
    var at = run.at
    if let start = at, start.line == start.endLine || start.endLine == 0 {
      let first = characters.all.firstIndex { $0.run == character.run } ?? range.lowerBound
      at = SourceRange(
        file: start.file, line: start.line, column: start.column + range.lowerBound - first)
    }
    let text = String(decoding: characters.bytes[character.bytes], as: UTF8.self)
    return .init(character: text, face: face, at: at)
  }

}
