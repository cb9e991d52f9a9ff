import Newspaper

/// The gaps of a paragraph: the glue of section 1.1, its elasticity (4) and the legal breaks (2).
struct Gaps {
  var all: [Gap] = []
  /// Hyphens by look: indices into `asides`.
  var hyphens: [Int: Int] = [:]

  private let atoms: [Atom]
  var asides: [Atom]
  var glyphs: [ShapedCluster.Glyph]
  private let characters: Characters
  private let firstCharacter: [Int]
  private let looks: [Look]
  private let rules: CompositionRules
  let em: Int
  private let tracking: Int

  init(
    _ set: Atoms, _ characters: Characters, _ format: ParagraphFormat, _ hyphenation: Hyphenation?
  ) {
    atoms = set.all
    asides = set.asides
    glyphs = set.glyphs
    firstCharacter = set.firstCharacter
    looks = set.looks
    self.characters = characters
    rules = format.rules
    em = format.em
    tracking = em * format.style.tracking / 1000
    all.reserveCapacity(atoms.count + 1)
    var first = Gap()
    first.asides = set.asidesBefore[0]
    all.append(first)
    for index in atoms.indices.dropFirst() {
      all.append(gap(before: index, asides: set.asidesBefore[index]))
    }
    if !atoms.isEmpty {
      var last = Gap()
      last.asides = set.asidesBefore[atoms.count]
      last.penalty = 0
      last.isForced = true
      all.append(last)
    }
    if rules.doubledMarks == .gb { tightenDoubledMarks() }
    if set.annotations.contains(where: \.standsAbove) { makeRoom(for: atoms) }
    if rules.hyphenation != .never { divideWords(hyphenation, set) }
  }

  private func gap(before index: Int, asides: Range<Int>) -> Gap {
    let left = atoms[index - 1]
    let right = atoms[index]
    var gap = Gap()
    gap.asides = asides
    setGlue(of: &gap, left, right)
    gap.natural += tracking
    gap.opening = gap.stretch > 0 ? .never : opening(left, right, gap)
    setBreak(of: &gap, before: index)
    return gap
  }

  // MARK: Glue (1.1)

  private func setGlue(of gap: inout Gap, _ left: Atom, _ right: Atom) {
    let typed = typedSpace(in: gap.asides)
    if let fixed = typed.fixed {
      gap.natural = left.kind == .digit && right.kind == .digit ? em / 4 : fixed
      return
    }
    if let half = markGlue(left, right) {
      gap.natural = half.width
      gap.shrink = half.width
      gap.glue = half.glue
      if half.glue == .stop, rules.sentenceEnd == .kept { gap.shrink = 0 }
      return
    }
    if isRaised(left) || isRaised(right) { return setWord(&gap, typed.word) }
    let meetsWestern =
      left.kind.gapsToHan && right.kind.isHan || left.kind.isHan && right.kind.gapsToHan
    if meetsWestern {
      gap.natural = em / 4
      gap.glue = .western
      gap.shrink = em / 8
      gap.stretch = max(0, em * rules.widestGap / 1000 - em / 4)
    } else if isWordPart(left), isWordPart(right), !isCellInHan(left, right) {
      setWord(&gap, typed.word)
    }
  }

  private func setWord(_ gap: inout Gap, _ width: Int?) {
    guard let width else { return }
    gap.natural = width
    gap.glue = .word
    gap.shrink = max(0, width - em / 4)
    // Never nothing: where no other gap can open, word spaces take what is left.
    gap.stretch = max(1, em / 2 - width)
  }

  /// The empty half cell beside a mark, and the step that may take it away.
  private func markGlue(_ left: Atom, _ right: Atom) -> (width: Int, glue: Gap.Glue)? {
    let after = left.fillsCell ? nil : glue(after: left, right)
    let before =
      right.kind == .opening && !right.fillsCell && rules.punctuation == .quanjiao
      && givesWay(left, toOpening: true)
    switch (after, before) {
    case (nil, false): return nil
    case (.stop?, _): return (em / 2, .stop)
    case (_, true), (.bracket?, _): return (em / 2, .bracket)
    default: return (em / 2, .pause)
    }
  }

  private func glue(after left: Atom, _ right: Atom) -> Gap.Glue? {
    guard rules.punctuation != .banjiao, rules.punctuation != .plain else { return nil }
    switch right.kind {
    case .closing, .pause, .stop, .middleDot, .wideSpace: return nil
    default: break
    }
    switch left.kind {
    case .closing: return rules.punctuation == .kaiming ? nil : .bracket
    case .pause: return rules.punctuation == .kaiming ? nil : .pause
    case .stop: return .stop
    default: return nil
    }
  }

  /// Whether a neighbour leaves an opening mark its outer half.
  private func givesWay(_ left: Atom, toOpening: Bool) -> Bool {
    switch left.kind {
    case .opening, .middleDot, .wideSpace: false
    case .pause, .stop: !left.fillsCell
    default: true
    }
  }

  /// A cell of Western characters among Han: a space typed there is the gap that it does not have.
  private func isCellInHan(_ left: Atom, _ right: Atom) -> Bool {
    left.kind.isHan && right.kind.isHan && (left.kind == .cell) != (right.kind == .cell)
  }

  /// A typed space counts between words only; beside a Chinese mark the mark's own space stands.
  private func isWordPart(_ atom: Atom) -> Bool {
    atom.kind.isWestern || atom.kind.isHan || atom.kind == .widePrefix || atom.kind == .wideSuffix
  }

  private func isRaised(_ atom: Atom) -> Bool { looks[atom.look].rise != .zero }

  private func typedSpace(in range: Range<Int>) -> (word: Int?, fixed: Int?) {
    var word: Int?
    var fixed: Int?
    for aside in asides[range] {
      if aside.kind == .space { word = max(word ?? 0, aside.width > 0 ? aside.width : em / 4) }
      if aside.kind == .fixedSpace { fixed = max(fixed ?? 0, aside.width) }
    }
    return (word, fixed)
  }

  /// GB/T 15834 5.1.2 as printed: two stacked stops are one em, three are two.
  private mutating func tightenDoubledMarks() {
    var index = 0
    while index < atoms.count {
      guard atoms[index].kind == .stop else {
        index += 1
        continue
      }
      var end = index
      while end < atoms.count, atoms[end].kind == .stop { end += 1 }
      // An opening mark that follows keeps its own half.
      if end - index == 2, end < atoms.count, all[end].glue == .stop,
        atoms[end].kind != .opening
      {
        all[end].natural = tracking
        all[end].shrink = 0
      }
      index = end
    }
  }

  // MARK: Opening (4.2, E3)

  private func opening(_ left: Atom, _ right: Atom, _ gap: Gap) -> Gap.Opening {
    if gap.glue == .western || gap.glue == .word { return .never }
    if left.kind.isWestern && right.kind.isWestern { return .never }
    if !gap.asides.isEmpty, asides[gap.asides].contains(where: { $0.kind == .fixedSpace }) {
      return .never
    }
    switch (left.kind, right.kind) {
    case (.connector, _), (_, .connector), (.solidus, _), (_, .solidus), (.middleDot, _),
      (_, .middleDot):
      return .never
    case (_, .wideSuffix), (.widePrefix, .digit), (.widePrefix, .wideDigit),
      (.widePrefix, .cell), (.wideDigit, .wideDigit):
      return .never
    case (.opening, _), (_, .closing), (_, .pause), (_, .stop): return .reluctantly
    default: return isRaised(right) ? .never : .freely
    }
  }

  // MARK: Breaks (2)

  private func setBreak(of gap: inout Gap, before index: Int) {
    let left = atoms[index - 1]
    let right = atoms[index]
    var hasSpace = false
    for aside in asides[gap.asides] {
      switch aside.kind {
      case .lineFeed:
        gap.isForced = true
        gap.penalty = 0
        return
      case .breakHere: gap.penalty = 0
      case .fixedSpace: return
      case .space: hasSpace = true
      default: break
      }
    }
    if right.staysWithPrevious { return }
    if right.dividesAddress {
      gap.penalty = Self.addressPenalty
      return
    }
    if isRaised(right) && !hasSpace { return }
    if rules.kinsoku != .none, !mayStartLine(right.kind) || !mayEndLine(left.kind) { return }
    if let cost = unitPenalty(left.kind, right.kind, hasSpace: hasSpace) { gap.penalty = cost }
    if gap.penalty == 0 { gap.penalty = softPenalty(left, right, index, hasSpace: hasSpace) }
  }

  private func mayStartLine(_ kind: CharacterKind) -> Bool {
    switch kind {
    case .closing, .pause, .stop, .connector, .middleDot, .solidus, .westernClosing, .nonstarter:
      false
    case .dash: rules.kinsoku != .strict
    case .ellipsis: rules.kinsoku != .strict && rules.ellipsis == .mayStartLine
    default: true
    }
  }

  private func mayEndLine(_ kind: CharacterKind) -> Bool {
    switch kind {
    case .opening, .westernOpening: false
    case .solidus: rules.kinsoku == .basic
    default: true
    }
  }

  /// Units of 2.2: zero where the line may break, nil where it may not.
  private func unitPenalty(
    _ left: CharacterKind, _ right: CharacterKind, hasSpace: Bool
  ) -> Int? {
    switch (left, right) {
    case (.enumerator, _), (_, .wideSuffix), (_, .wideSpace): return nil
    case (.widePrefix, .digit), (.widePrefix, .wideDigit), (.widePrefix, .cell): return nil
    case (.prefix, .widePrefix), (.widePrefix, .widePrefix), (.wideDigit, .wideDigit): return nil
    default: break
    }
    if hasSpace { return 0 }
    if left.isWestern && right.isWestern { return left == .hyphen && right == .letter ? 0 : nil }
    if right == .hyphen || right == .suffix { return nil }
    return 0
  }

  /// Breaks that are legal but not liked (2.2, soft).
  private func softPenalty(_ left: Atom, _ right: Atom, _ index: Int, hasSpace: Bool) -> Int {
    if right.kind == .ellipsis { return 60 }
    // 100 km
    if hasSpace, left.kind == .digit, right.kind == .letter { return 20 }
    if left.kind == .digit || left.kind == .cell, right.kind == .han {
      let scalar = characters.all[firstCharacter[index]].scalar
      if Self.measureWords.contains(scalar) { return 20 }
    }
    if looks[left.look].style.contains(.properName), looks[right.look].style.contains(.properName) {
      return 3
    }
    return 0
  }

  /// Dearer than a slightly open line, cheaper than a gaping one.
  private static let addressPenalty = 80

  private static let measureWords = Set(
    "年月日时分秒点号个人名位次亿万千百元斤米克吨岁家只条件项期届天周倍度里公平".unicodeScalars)
}
