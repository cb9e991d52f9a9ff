import Newspaper

// Boxes of atoms (1, 1.4).

extension Atoms {
  /// How far the two halves of —— must move together so that their ink is one stroke.
  func overlap(of clusters: ArraySlice<ShapedCluster>, kind: CharacterKind) -> Int {
    guard kind == .dash, clusters.count == 2, let first = clusters.first else { return 0 }
    return max(0, first.advance.units - first.inkEnd.units + first.inkStart.units)
  }

  /// Sets the box of an atom and moves its ink into it.
  func box(_ atom: inout Atom, ink: Range<Int>, half: ShapedCluster.HalfForm?) {
    let size = looks[atom.look].size.units * format.widthScale / 1000
    switch atom.kind {
    case .opening, .closing, .pause, .stop: boxMark(&atom, size, ink: ink, half: half)
    case .middleDot, .solidus: centre(&atom, in: size / 2, ink: ink)
    case .connector:
      // Kai faces draw the en dash as long as a Han.
      let isShort = characters.bytes[atom.bytes].elementsEqual("–".utf8)
      centre(&atom, in: isShort && ink.count < size * 3 / 5 ? size / 2 : size, ink: ink)
    case .dash, .ellipsis:
      let target = size * ems(ofLongSign: characters.bytes[atom.bytes])
      atom.shift = (target - atom.width) / 2
      atom.width = target
    case .wideSpace: atom.width = size
    default: break
    }
  }

  /// Two for —— and ……, three for ⸻.
  private func ems(ofLongSign bytes: ArraySlice<UInt8>) -> Int {
    if bytes.elementsEqual("\u{2E3A}".utf8) { return 2 }
    if bytes.elementsEqual("\u{2E3B}".utf8) { return 3 }
    return max(1, bytes.count / 3)
  }

  /// Puts the ink in the middle of a box of another width (· – ～ differ from font to font).
  private func centre(_ atom: inout Atom, in width: Int, ink: Range<Int>) {
    if !ink.isEmpty { atom.shift = (width - ink.count) / 2 - ink.lowerBound }
    atom.width = width
  }

  private func boxMark(
    _ atom: inout Atom, _ size: Int, ink: Range<Int>, half: ShapedCluster.HalfForm?
  ) {
    let isOpening = atom.kind == .opening
    if format.rules.punctuation == .plain || staysWhole(atom) {
      atom.fillsCell = true
    } else if let half, half.advance.units * 10 < atom.width * 6 {
      atom.shift = half.shift.units
      atom.width = half.advance.units
    } else {
      // No halt in the font: half the cell is cut off where the ink leaves it free.
      let slack = size / 50
      let cell = isOpening ? atom.width - size / 2..<atom.width : 0..<size / 2
      if !ink.isEmpty, ink.lowerBound >= cell.lowerBound - slack,
        ink.upperBound <= cell.upperBound + slack, atom.width > size * 3 / 4
      {
        atom.shift = -cell.lowerBound
        atom.width = size / 2
      } else if atom.width > size * 3 / 4 {
        atom.fillsCell = true
      } else {
        // Quotes of proportional width.
        atom.shift = isOpening ? size / 2 - atom.width : 0
        atom.width = size / 2
      }
    }
  }

  /// Marks that fill their cell: centred ones of Taiwan setting, ：；？！ in vertical lines (9).
  private func staysWhole(_ atom: Atom) -> Bool {
    guard atom.kind == .pause || atom.kind == .stop else { return false }
    if format.rules.centresMarks { return true }
    guard format.rules.direction == .vertical else { return false }
    switch characters.all[characterIndex(of: atom)].scalar {
    case "：", "；", "？", "！": return true
    default: return false
    }
  }

  private func characterIndex(of atom: Atom) -> Int {
    var low = 0
    var high = characters.all.count
    while low < high {
      let middle = (low + high) / 2
      if characters.all[middle].bytes.lowerBound < atom.bytes.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return min(low, characters.all.count - 1)
  }
}
