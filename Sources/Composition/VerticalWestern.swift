import Newspaper

/// Western text in vertical lines (reference 9).
///
/// Single letters and digits stand upright, and so do capital abbreviations, letter below letter,
/// and signs such as ℃; two or three digits stand side by side in one cell (纵中横); all else turns
/// clockwise.
extension Atoms {
  private enum Standing { case upright, together, turned }

  /// What is looked at as one: a space or slash, a word, a sign that always stands upright.
  private enum Part { case other, dash, word, sign }

  mutating func shapeVerticalWestern(_ range: Range<Int>, look: Look) {
    var start = range.lowerBound
    while start < range.upperBound {
      let part = part(start)
      var end = start + 1
      while end < range.upperBound, self.part(end) == part { end += 1 }
      let first = all.count
      switch part {
      case .other, .dash: shapeTurned(start..<end, look: look)
      case .sign: shapeUpright(start..<end, look: look)
      case .word: shapeWord(start..<end, look: look)
      }
      // 37 and ℃ are still one number.
      let holds = [.word, .sign].contains(part) && start > range.lowerBound
      if holds, first < all.count, [.word, .sign].contains(self.part(start - 1)) {
        all[first].staysWithPrevious = true
      }
      start = end
    }
  }

  private func part(_ index: Int) -> Part {
    if characters.all[index].isEnDash { return .dash }
    guard characters.all[index].kind.isWestern else { return .other }
    return Self.uprightSigns.contains(characters.all[index].scalar) ? .sign : .word
  }

  /// Signs of UAX #50's orientation U that are set in the Western face.
  private static let uprightSigns = Set("℃℉‰‱№±×÷§©®¼½¾".unicodeScalars)

  private mutating func shapeWord(_ word: Range<Int>, look: Look) {
    switch standing(of: word) {
    case .upright: shapeUpright(word, look: look)
    case .together:
      if !shapeTogether(word, look: look) { shapeTurned(word, look: look) }
    case .turned: shapeTurned(word, look: look)
    }
  }

  private mutating func shapeUpright(_ range: Range<Int>, look: Look) {
    let first = all.count
    for index in range { shapeUpright(index, look: look) }
    for atom in all.indices[first...].dropFirst() { all[atom].staysWithPrevious = true }
  }

  private func standing(of word: Range<Int>) -> Standing {
    let kinds = word.map { characters.all[$0].kind }
    if kinds.count == 1 { return kinds[0] == .letter || kinds[0] == .digit ? .upright : .turned }
    let isCapital = word.allSatisfy {
      characters.all[$0].kind == .letter && characters.all[$0].scalar.properties.isUppercase
    }
    if isCapital { return format.rules.acronyms == .upright ? .upright : .turned }
    return kinds.count <= 3 && kinds.contains(.digit)
      || kinds.count == 2 && kinds[0] == .letter
        && kinds[1] == .prefix
      ? .together : .turned
  }

  private func bytes(of range: Range<Int>) -> Range<Int> {
    characters.all[range.lowerBound].bytes
      .lowerBound..<characters.all[range.upperBound - 1].bytes.upperBound
  }

  private func clusters(
    of range: Range<Int>, _ look: Look, _ direction: ShapingRequest.Direction
  ) -> [ShapedCluster] {
    shaper.shape(
      ShapingRequest(
        text: String(decoding: characters.bytes[bytes(of: range)], as: UTF8.self), face: look.face,
        size: look.size, script: .western, direction: direction, language: "en"))
  }

  private mutating func shapeTurned(_ range: Range<Int>, look: Look) {
    var look = look
    look.turn = .clockwise
    var shaped = clusters(of: range, look, .horizontal)
    if characters.all[range.lowerBound].isEnDash {
      // Drawn for small letters, it stands a tenth of an em off the middle of the line.
      for index in shaped.indices {
        for glyph in shaped[index].glyphs.indices {
          shaped[index].glyphs[glyph].dy = shaped[index].glyphs[glyph].dy - look.size / 10
        }
      }
    }
    place(shaped, from: range, base: bytes(of: range).lowerBound, look: look)
  }

  /// One character in a cell of its own, without gaps to the Han around it.
  private mutating func shapeUpright(_ index: Int, look: Look) {
    let shaped = clusters(of: index..<index + 1, look, .vertical)
    let advance = shaped.reduce(0) { $0 + $1.advance.units }
    let glyphs = shaped.flatMap(\.glyphs)
    cell(shaped, glyphs, index..<index + 1, look, shift: (look.size.units - advance) / 2)
  }

  /// Side by side in one cell, narrowed to four fifths at most; false if that is not enough.
  private mutating func shapeTogether(_ range: Range<Int>, look: Look) -> Bool {
    let shaped = clusters(of: range, look, .horizontal)
    let width = shaped.reduce(0) { $0 + $1.advance.units }
    let cell = look.size.units
    var look = look
    if width > cell {
      guard width * 4 <= cell * 5 else { return false }
      look.widthScale = cell * 1000 / width
    }
    let factor = Double(look.widthScale) / 1000
    let start = Length(units: -width).scaled(by: factor / 2)
    var pen = start
    var placed: [ShapedCluster.Glyph] = []
    for cluster in shaped {
      for glyph in cluster.glyphs {
        placed.append(
          .init(
            id: glyph.id, dx: pen + glyph.dx.scaled(by: factor),
            dy: look.size.scaled(by: 0.88) + glyph.dy))
      }
      pen = pen + cluster.advance.scaled(by: factor)
    }
    self.cell(shaped, placed, range, look, shift: 0)
    return true
  }

  /// Adds one atom of one em that holds all of the clusters; to its neighbours it is a Han.
  private mutating func cell(
    _ clusters: [ShapedCluster], _ placed: [ShapedCluster.Glyph], _ range: Range<Int>, _ look: Look,
    shift: Int
  ) {
    var look = look
    if let face = clusters.first?.face { look.face = face }
    for cluster in clusters where cluster.missing {
      note(characters.all[range.lowerBound], in: range, face: look.face)
    }
    let first = glyphs.count
    glyphs += placed
    var atom = Atom(
      kind: .cell, look: index(of: look), bytes: bytes(of: range), width: look.size.units,
      glyphs: first..<glyphs.count)
    atom.shift = shift
    push(atom, firstCharacter: range.lowerBound)
  }
}
