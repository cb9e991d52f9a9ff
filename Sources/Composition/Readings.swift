import Newspaper

/// Pinyin above the line and zhuyin beside the character (reference 10).
extension Atoms {
  /// Sets the reading of a run beside the atoms that were made of it.
  mutating func annotate(_ range: Range<Int>, run: Int) {
    guard !range.isEmpty, let reading = text.runs[run].reading else { return }
    switch reading {
    case .pinyin(let syllables):
      let syllables = syllables.split(separator: " ").map(String.init)
      if syllables.count == range.count {
        for (atom, syllable) in zip(range, syllables) { setPinyin(syllable, over: atom..<atom + 1) }
      } else {
        setPinyin(syllables.joined(separator: " "), over: range)
      }
    case .zhuyin(let syllables):
      for (atom, syllable) in zip(range, syllables.split(separator: " ")) {
        setZhuyin(String(syllable), beside: atom)
      }
    }
  }

  /// Half size, solid, centred; a reading wider than its characters overhangs their neighbours.
  private mutating func setPinyin(_ reading: String, over range: Range<Int>) {
    var piece = piece(reading, size: format.style.size / 2, script: .western)
    let base = all[range].reduce(0) { $0 + $1.width }
    let overhang = piece.width - base
    for atom in range { all[atom].reading.annotation = annotations.count }
    all[range.lowerBound].reading.before = overhang / 2
    all[range.upperBound - 1].reading.after = overhang - overhang / 2
    piece.shift = -piece.width / 2
    annotations.append(
      Annotation(
        atoms: range, pieces: [piece], offsets: [(0, -format.style.size.scaled(by: 0.94).units)],
        standsAbove: true))
  }

  /// Symbols of three tenths stacked in a strip half an em wide, the tone at their right.
  private mutating func setZhuyin(_ syllable: String, beside atom: Int) {
    let size = format.style.size
    let isVertical = format.rules.direction == .vertical
    let symbol = size.scaled(by: 0.3)
    let tones = syllable.unicodeScalars.filter(Self.isTone)
    let symbols = syllable.unicodeScalars.filter { !Self.isTone($0) }
    let cell = all[atom].width
    if !isVertical { all[atom].width += size.units / 2 }
    var annotation = Annotation(atoms: atom..<atom + 1, pieces: [], offsets: [], standsAbove: false)
    // From the middle of the character to the strip, and of the strip to the first symbol's top.
    let strip = cell / 2 + size.units / 20
    let top = -symbol.units * symbols.count / 2
    func add(_ scalar: Unicode.Scalar, x: Int, y: Int) {
      let piece = piece(String(scalar), size: symbol, script: .han)
      annotation.pieces.append(piece)
      let baseline = y + symbol.scaled(by: 0.88).units
      let middle = isVertical ? 0 : -size.units / 4
      annotation.offsets.append(
        isVertical
          ? (baseline, x) : (x + middle, baseline - size.scaled(by: 0.38).units))
    }
    for (index, scalar) in symbols.enumerated() {
      add(scalar, x: strip, y: top + symbol.units * index)
    }
    for tone in tones {
      // ˙ stands over the first symbol, the others beside the last.
      let isLight = tone == "\u{2D9}"
      add(
        tone, x: isLight ? strip : strip + symbol.units,
        y: isLight ? top - symbol.units / 2 : top + symbol.units * (symbols.count - 1))
    }
    annotations.append(annotation)
  }

  private static func isTone(_ scalar: Unicode.Scalar) -> Bool {
    "\u{2CA}\u{2C7}\u{2CB}\u{2D9}".unicodeScalars.contains(scalar)
  }

  /// Shapes text of a reading, horizontally, as one piece.
  private mutating func piece(
    _ text: String, size: Length, script: ShapingRequest.Script
  ) -> Atom {
    var look = Look(face: format.style.face, size: size, paint: format.style.paint)
    look.widthScale = format.widthScale
    let shaped = shaper.shape(
      ShapingRequest(
        text: text, face: look.face, size: size, script: script, language: format.rules.language))
    let start = glyphs.count
    var width = 0
    for cluster in shaped {
      glyphs += cluster.glyphs.map {
        .init(id: $0.id, dx: $0.dx + Length(units: width), dy: $0.dy)
      }
      width += cluster.advance.units
    }
    if let face = shaped.first?.face { look.face = face }
    var atom = Atom(
      kind: .letter, look: index(of: look), bytes: 0..<0, width: width,
      glyphs: start..<glyphs.count)
    atom.spelling = text
    return atom
  }
}

/// How far the reading above an atom stands out beyond it.
struct Overhang: Sendable {
  /// Index in `Paragraph.annotations`; nil for an atom without pinyin.
  var annotation: Int?
  /// Beyond the atom's start; negative where the reading is the narrower one.
  var before = 0
  /// Beyond its end.
  var after = 0
}

// Room between readings (10): they may hang over their neighbours, not into each other.
extension Gaps {
  /// Opens gaps in which two readings would come nearer than a quarter of their size, or one would
  /// reach beyond its neighbour.
  mutating func makeRoom(for readings: [Atom]) {
    /// Where the last reading ends, from the end of the atom before.
    var reach = -em
    for index in readings.indices {
      let atom = readings[index]
      let last = index > 0 ? readings[index - 1].reading.annotation : nil
      if atom.reading.annotation == nil || atom.reading.annotation != last {
        let least =
          atom.reading.annotation == nil
          ? reach - atom.width : reach + em / 8 + atom.reading.before
        if index > 0, least > 0 { keep(least, at: index) }
      }
      reach =
        atom.reading.annotation == nil
        ? reach - all[index].natural - atom.width : atom.reading.after
    }
  }

  private mutating func keep(_ least: Int, at index: Int) {
    all[index].natural = max(all[index].natural, least)
    all[index].shrink = min(all[index].shrink, all[index].natural - least)
  }
}
