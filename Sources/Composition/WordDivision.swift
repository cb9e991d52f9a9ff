import Newspaper

/// Hyphens inside Latin words (reference 3).
extension Gaps {
  /// Dividing a word costs more than any shrinking and less than a visible stretch.
  static let divisionPenalty = 50

  /// Marks the gaps at soft hyphens and, by the patterns, inside words.
  mutating func divideWords(_ hyphenation: Hyphenation?, _ set: Atoms) {
    var start = 0
    while start < set.all.count {
      var end = start + 1
      if set.all[start].kind == .letter {
        while end < set.all.count, set.all[end].kind == .letter, all[end].asides.isEmpty {
          end += 1
        }
        if let hyphenation { divide(start..<end, hyphenation, set) }
      }
      start = end
    }
    for index in all.indices.dropFirst().dropLast() where isSoftHyphen(all[index]) {
      addHyphen(at: index, set)
      all[index].penalty = Self.divisionPenalty / 5
    }
  }

  private func isSoftHyphen(_ gap: Gap) -> Bool {
    gap.asides.count == 1 && asides[gap.asides.lowerBound].kind == .softHyphen
  }

  private mutating func divide(_ word: Range<Int>, _ hyphenation: Hyphenation, _ set: Atoms) {
    guard word.count > 4, set.all[word.lowerBound].bytes.count == 1 else { return }
    // A ligature is one atom of several letters: places inside it cannot be used.
    var letters: [UInt8] = []
    var atomAt: [Int: Int] = [:]
    for index in word {
      atomAt[letters.count] = index
      letters += set.bytes(of: index)
    }
    for division in hyphenation.divisions(of: letters) {
      guard let index = atomAt[division], set.all[index].look == set.all[index - 1].look else {
        continue
      }
      addHyphen(at: index, set)
      all[index].penalty = Self.divisionPenalty
      all[index].dividesByPattern = true
    }
  }

  private mutating func addHyphen(at index: Int, _ set: Atoms) {
    let look = set.all[index - 1].look
    if let known = hyphens[look] {
      all[index].hyphen = known
      return
    }
    let hyphen = set.hyphen(look: look)
    let start = glyphs.count
    glyphs += hyphen.flatMap(\.glyphs)
    let atom = Atom(
      kind: .hyphen, look: look, bytes: 0..<0, width: hyphen.reduce(0) { $0 + $1.advance.units },
      glyphs: start..<glyphs.count)
    hyphens[look] = asides.count
    all[index].hyphen = asides.count
    asides.append(atom)
  }
}

extension Atoms {
  /// The characters of an atom.
  func bytes(of atom: Int) -> ArraySlice<UInt8> { characters.bytes[all[atom].bytes] }

  /// A hyphen in the look of the word it divides.
  func hyphen(look index: Int) -> [ShapedCluster] {
    let look = looks[index]
    let shaped = shaper.shape(
      ShapingRequest(
        text: "-", face: look.face, size: look.size, script: .western, language: "en"))
    return look.widthScale == 1000 ? shaped : shaped.map(condensed)
  }
}
