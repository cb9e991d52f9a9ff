import Newspaper

/// Measures and judges lines of one paragraph in constant time (reference 4).
///
/// A line is a range of atoms; its first gap belongs to the line before, its last one to the next.
struct LineFit {
  /// How a line is brought to its measure.
  struct Fit {
    /// Of the line with nothing moved.
    var natural = 0
    /// Amount taken away by steps S2, S4, S5, S6, S7.
    var shrink = (word: 0, bracket: 0, pause: 0, western: 0, stop: 0)
    /// Amount added by steps E1 and E2.
    var stretch = (word: 0, western: 0)
    /// Amount added by step E3 to the free gaps and to the reluctant ones, all of a line together.
    var opened = (free: 0, reluctant: 0)
    /// What stays empty because the line has no gap to open.
    var unfilled = 0
    /// What stands out because the line cannot be made narrower.
    var overrun = 0
    /// Width of the last mark when it hangs.
    var hanging = 0
    /// Space kept after the last mark where it fits (`lineEnd: fit`).
    var endSpace = 0
    var cost = 0.0
  }

  /// What a line costs more whose characters stand visibly apart.
  private static let visible = 80.0

  let paragraph: Paragraph
  private let em: Double
  private let floor: Double
  private let rules: CompositionRules

  init(_ paragraph: Paragraph) {
    self.paragraph = paragraph
    em = Double(max(1, paragraph.em))
    rules = paragraph.format.rules
    floor = Double(rules.markSpaceFloor) / 500
  }

  /// The last atom's end, without ideographic space that the break swallows.
  func visibleEnd(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, paragraph.atoms[end - 1].kind == .wideSpace { end -= 1 }
    return end
  }

  /// Width with nothing moved, the hyphen of a divided word included.
  func natural(_ range: Range<Int>, end: Int) -> Int {
    guard end > range.lowerBound else { return 0 }
    let start = paragraph.sums[range.lowerBound].width + paragraph.gaps[range.lowerBound].natural
    var width = paragraph.sums[end].width - start
    if range.lowerBound == 0 { width += startSpace }
    if !paragraph.annotations.isEmpty {
      width += overhang(atStart: range.lowerBound) + overhang(atEnd: end)
    }
    if let hyphen = paragraph.gaps[range.upperBound].hyphen,
      range.upperBound < paragraph.atoms.count
    {
      width += paragraph.asides[hyphen].width
    }
    return width
  }

  /// The half em before an opening mark at a paragraph's start, where it is kept.
  var startSpace: Int {
    guard rules.paragraphStart == .full, let first = paragraph.atoms.first,
      first.kind == .opening, !first.fillsCell, rules.punctuation == .quanjiao
    else { return 0 }
    return paragraph.em / 2
  }

  /// What a reading stands out before a line's first character: it ends with the line's edge (10).
  func overhang(atStart first: Int) -> Int { max(0, paragraph.atoms[first].reading.before) }

  /// The same after a line's last character.
  func overhang(atEnd end: Int) -> Int { max(0, paragraph.atoms[end - 1].reading.after) }

  /// The least a line can be made to measure.
  func narrowest(_ range: Range<Int>) -> Int {
    let end = visibleEnd(range)
    guard end > range.lowerBound else { return 0 }
    let a = paragraph.sums[range.lowerBound + 1]
    let b = paragraph.sums[end]
    return natural(range, end: end) - (b.word - a.word) - (b.bracket - a.bracket)
      - (b.pause - a.pause) - (b.western - a.western) - (b.stop - a.stop)
  }

  /// Fits a line that is not the paragraph's last into a measure.
  func fit(_ range: Range<Int>, measure: Int, justified: Bool = true) -> Fit {
    var fit = Fit()
    let end = visibleEnd(range)
    guard end > range.lowerBound else { return fit }
    fit.natural = natural(range, end: end)
    var slack = measure - fit.natural
    if slack < 0, let mark = hangingMark(range, end: end), slack + mark >= 0 {
      fit.hanging = mark
      fit.cost += 0.5
      slack += mark
    }
    if slack > 0, rules.lineEnd == .fit, let space = endSpace(end: end), space <= slack {
      fit.endSpace = space
      slack -= space
    }
    if slack < 0 {
      shrink(&fit, by: -slack, range.lowerBound + 1, end)
    } else if slack > 0, justified {
      stretch(&fit, by: slack, range.lowerBound + 1, end)
    } else if slack > 0 {
      fit.unfilled = slack
    }
    return fit
  }

  private func shrink(_ fit: inout Fit, by excess: Int, _ start: Int, _ end: Int) {
    let a = paragraph.sums[start]
    let b = paragraph.sums[end]
    var rest = excess
    fit.shrink.word = step(&rest, b.word - a.word, weight: 1, &fit.cost)
    fit.shrink.bracket = step(&rest, b.bracket - a.bracket, weight: 3, floor: floor, &fit.cost)
    fit.shrink.pause = step(&rest, b.pause - a.pause, weight: 5, floor: floor, &fit.cost)
    fit.shrink.western = step(&rest, b.western - a.western, weight: 8, &fit.cost)
    fit.shrink.stop = step(&rest, b.stop - a.stop, weight: 12, &fit.cost)
    fit.overrun = rest
    if rest > 0 { fit.cost += 100_000 + 1000 * Double(rest) / em }
  }

  /// Uses one shrink step as far as needed; its cost is w·(f² + 0.2) (4.3).
  private func step(
    _ rest: inout Int, _ room: Int, weight: Double, floor: Double = 0, _ cost: inout Double
  ) -> Int {
    guard rest > 0, room > 0 else { return 0 }
    let used = min(rest, room)
    rest -= used
    let fraction = Double(used) / Double(room)
    cost += weight * (fraction * fraction + 0.2)
    let limit = 1 - floor
    if floor > 0, fraction > limit { cost += 3 * weight * (fraction * fraction - limit * limit) }
    return used
  }

  private func stretch(_ fit: inout Fit, by slack: Int, _ start: Int, _ end: Int) {
    let a = paragraph.sums[start]
    let b = paragraph.sums[end]
    var rest = slack
    let word = b.wordStretch - a.wordStretch
    if word > 0 {
      fit.stretch.word = min(rest, word)
      rest -= fit.stretch.word
      fit.cost += Double(fit.stretch.word) / Double(word)
    }
    let western = b.westernStretch - a.westernStretch
    if rest > 0, western > 0 {
      fit.stretch.western = min(rest, western)
      rest -= fit.stretch.western
      fit.cost += 20 * Double(fit.stretch.western) / Double(western)
    }
    guard rest > 0 else { return }
    if b.free == a.free, b.reluctant == a.reluctant, word > 0 {
      // A line of Western words: letters are never spaced (3), so the word spaces open.
      fit.stretch.word += rest
      let opened = Double(rest) / em
      fit.cost += 40 + 100 * min(opened * opened, 1e6)
      return
    }
    let widest = open(&fit, by: rest, free: b.free - a.free, reluctant: b.reluctant - a.reluctant)
    let opened = widest / (0.25 * em)
    fit.cost += 40 + 100 * min(opened * opened * opened, 1e6)
    // A tenth of an em is where readers see it (4.3); worth two lines opened less.
    if widest > 0.1 * em { fit.cost += Self.visible }
  }

  /// Step E3: the free gaps equally; those beside a mark's ink only past a quarter em (JIS table 6).
  private func open(_ fit: inout Fit, by rest: Int, free: Int, reluctant: Int) -> Double {
    let quarter = paragraph.em / 4
    if free > 0, rest <= quarter * free || reluctant == 0 {
      fit.opened.free = rest
    } else if free + reluctant > 0 {
      let all = free + reluctant
      if rest > quarter * all {
        fit.opened.free = rest * free / all
      } else {
        fit.opened.free = quarter * free
      }
      fit.opened.reluctant = rest - fit.opened.free
    } else {
      fit.unfilled = rest
      return Double(rest)
    }
    let widestFree = free > 0 ? Double(fit.opened.free) / Double(free) : 0
    let widestReluctant = reluctant > 0 ? Double(fit.opened.reluctant) / Double(reluctant) : 0
    return max(widestFree, widestReluctant)
  }

  /// One pause or stop may hang, never beside another mark (5).
  private func hangingMark(_ range: Range<Int>, end: Int) -> Int? {
    guard rules.hanging == .marks, end - range.lowerBound > 1 else { return nil }
    let last = paragraph.atoms[end - 1]
    // Centred marks hang in vertical lines only, and 、，。 alone.
    if rules.centresMarks {
      let mark = paragraph.bytes[last.bytes]
      guard rules.direction == .vertical,
        ["、", "，", "。"].contains(where: { mark.elementsEqual($0.utf8) })
      else { return nil }
    }
    guard last.kind == .pause || last.kind == .stop,
      !paragraph.atoms[end - 2].kind.isHalfMark
    else { return nil }
    return last.width
  }

  private func endSpace(end: Int) -> Int? {
    let last = paragraph.atoms[end - 1]
    guard rules.punctuation == .quanjiao, !last.fillsCell else { return nil }
    switch last.kind {
    case .closing, .pause, .stop: return paragraph.em / 2
    default: return nil
    }
  }
}
