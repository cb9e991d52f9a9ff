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

  /// Half size, solid, centred; a reading wider than its characters moves their neighbours away.
  private mutating func setPinyin(_ reading: String, over range: Range<Int>) {
    let em = format.em
    var piece = piece(reading, size: format.style.size / 2, script: .western)
    let base = all[range].reduce(0) { $0 + $1.width }
    // Two readings stand at least a quarter of their size apart.
    let room = piece.width + em / 8
    if room > base { widen(range, by: room - base) }
    piece.shift = -piece.width / 2
    annotations.append(
      Annotation(
        atoms: range, pieces: [piece], offsets: [(0, -format.style.size.scaled(by: 0.94).units)],
        standsAbove: true))
  }

  /// Puts half of the space before the first and half after the last.
  private mutating func widen(_ range: Range<Int>, by extra: Int) {
    all[range.lowerBound].width += extra / 2
    all[range.lowerBound].shift += extra / 2
    all[range.upperBound - 1].width += extra - extra / 2
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
    atom.reading = text
    return atom
  }
}
