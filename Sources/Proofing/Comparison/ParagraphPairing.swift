import Production

/// Which paragraph of a story became which.
struct ParagraphPairing {
  private let old: [String]
  private let new: [String]
  /// For each new paragraph the old one that it was.
  private var origins: [Int?]
  /// New paragraphs that stand where they stood.
  private var inPlace: Set<Int> = []

  /// Pairs those that are equal, then those that have half of their character pairs in common.
  init(_ old: [String], _ new: [String]) {
    self.old = old
    self.new = new
    origins = Array(repeating: nil, count: new.count)
    pairEqual()
    pairAlike()
    findPlaces()
  }

  private mutating func pairEqual() {
    let difference = new.difference(from: old).inferringMoves()
    var gone: Set<Int> = []
    var fresh: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, let from):
        fresh.insert(offset)
        origins[offset] = from
      }
    }
    let stayed = zip(
      old.indices.filter { !gone.contains($0) }, new.indices.filter { !fresh.contains($0) })
    for (before, after) in stayed { origins[after] = before }
  }

  private mutating func pairAlike() {
    let taken = Set(origins.compactMap(\.self))
    let before = old.indices.filter { !taken.contains($0) }
    let after = new.indices.filter { origins[$0] == nil }
    // A story that was written anew has no paragraphs to be found again.
    guard before.count * after.count <= 10_000 else { return }
    let oldPairs = before.map { CharacterPairs(old[$0]) }
    let newPairs = after.map { CharacterPairs(new[$0]) }
    var likenesses: [(likeness: Double, before: Int, after: Int)] = []
    for (index, pairs) in oldPairs.enumerated() {
      for (other, otherPairs) in newPairs.enumerated() {
        let likeness = pairs.likeness(to: otherPairs)
        if likeness >= 0.5 { likenesses.append((likeness, before[index], after[other])) }
      }
    }
    likenesses.sort { ($1.likeness, $0.after, $0.before) < ($0.likeness, $1.after, $1.before) }
    var used: Set<Int> = []
    for pair in likenesses where origins[pair.after] == nil && !used.contains(pair.before) {
      origins[pair.after] = pair.before
      used.insert(pair.before)
    }
  }

  /// The longest row of paragraphs that kept their order; the others moved.
  private mutating func findPlaces() {
    let paired = new.indices.filter { origins[$0] != nil }
    var best: [(length: Int, previous: Int?)] = []
    for (index, after) in paired.enumerated() {
      let mine = origins[after] ?? 0
      let longest = (0..<index).filter { (origins[paired[$0]] ?? 0) < mine }
        .max { best[$0].length < best[$1].length }
      best.append(((longest.map { best[$0].length } ?? 0) + 1, longest))
    }
    var next = best.indices.max { best[$0].length < best[$1].length }
    while let index = next {
      inPlace.insert(paired[index])
      next = best[index].previous
    }
  }

  /// The paragraphs as they stand now, with what was taken out where it stood.
  func paragraphs(_ divider: WordDivider) -> [TextComparison.Paragraph] {
    let used = Set(origins.compactMap(\.self))
    var gone = old.indices.filter { !used.contains($0) }[...]
    var paragraphs: [TextComparison.Paragraph] = []
    func takeOut(before index: Int) {
      while let first = gone.first, first < index {
        paragraphs.append(.init(change: .removed, fragments: [.init(.removed, old[first])]))
        gone.removeFirst()
      }
    }
    for (index, text) in new.enumerated() {
      guard let origin = origins[index] else {
        paragraphs.append(.init(change: .added, fragments: [.init(.added, text)]))
        continue
      }
      let stays = inPlace.contains(index)
      if stays { takeOut(before: origin) }
      if old[origin] == text {
        paragraphs.append(
          .init(change: stays ? .same : .moved, fragments: [.init(.same, text)]))
      } else {
        paragraphs.append(
          .init(
            change: stays ? .changed : .movedAndChanged,
            fragments: WordChanges(divider.words(of: old[origin]), divider.words(of: text))
              .fragments))
      }
    }
    takeOut(before: old.count)
    return paragraphs
  }
}

/// Pairs of characters that follow each other, by which likeness is measured (Dice's coefficient).
private struct CharacterPairs {
  private var counts: [String: Int] = [:]
  private var total = 0

  init(_ text: String) {
    for (first, second) in zip(text, text.dropFirst()) {
      counts["\(first)\(second)", default: 0] += 1
      total += 1
    }
  }

  func likeness(to other: CharacterPairs) -> Double {
    guard total + other.total > 0 else { return 0 }
    let common = counts.reduce(0) { $0 + min($1.value, other.counts[$1.key] ?? 0) }
    return Double(2 * common) / Double(total + other.total)
  }
}
