import Newspaper

/// Chooses where the lines of a paragraph end.
///
/// A break is the index of the gap at which a line ends; the list ends with the number of atoms.
struct Breaking {
  let fit: LineFit
  let shape: ColumnShape
  let indent: Int
  let opportunities: [(gap: Int, penalty: Double)]
  /// Lines more (above 0) or fewer than the cheapest breaks give, as TeX's `\looseness`.
  let looseness: Int

  /// Below this no more is asked of a last line (7).
  static let fewestCharacters = 2

  /// What a last line that is too short costs (4.3).
  static let orphanCost = 2000.0

  /// The measure in ems from which Latin words are divided (3).
  private static let leastForHyphens = 20

  init(_ paragraph: Paragraph, _ shape: ColumnShape, looseness: Int = 0) {
    fit = LineFit(paragraph)
    self.shape = shape
    self.looseness = looseness
    indent = Int((Double(paragraph.em) * paragraph.format.indent).rounded())
    opportunities = Self.opportunities(of: paragraph, shape, indent: indent)
  }

  func breaks() -> [Int] {
    guard fit.paragraph.format.style.alignment == .justify else { return greedy(squeezing: false) }
    switch fit.paragraph.format.rules.breaking {
    case .greedy: return greedy(squeezing: true)
    case .optimal: return optimal()
    }
  }

  func measure(of line: Int) -> Int {
    max(1, shape.measure(of: line).units - (line == 0 ? indent : 0))
  }

  /// Whether a last line would hold too little (孤字).
  func isOrphan(_ range: Range<Int>) -> Bool {
    let sums = fit.paragraph.sums
    return sums[range.upperBound].characters - sums[range.lowerBound].characters
      < Self.fewestCharacters
  }

  // MARK: Units wider than the column

  /// The legal breaks, and between the atoms of a unit that no line can hold.
  private static func opportunities(
    of paragraph: Paragraph, _ shape: ColumnShape, indent: Int
  ) -> [(gap: Int, penalty: Double)] {
    let narrowest = shape.spaces.map(\.measure.units).min() ?? 0
    let fit = LineFit(paragraph)
    let divides =
      paragraph.format.rules.hyphenation == .always || narrowest >= paragraph.em * leastForHyphens
    var result: [(gap: Int, penalty: Double)] = []
    result.reserveCapacity(paragraph.atoms.count)
    var start = 0
    for gap in paragraph.gaps.indices.dropFirst() {
      guard let penalty = paragraph.gaps[gap].penalty else { continue }
      if paragraph.gaps[gap].dividesByPattern, !divides { continue }
      let room = start == 0 ? min(narrowest, shape.measure(of: 0).units - indent) : narrowest
      let width = paragraph.sums[gap].width - paragraph.sums[start].width
      if width > room, fit.narrowest(start..<gap) > room {
        for inside in start + 1..<max(start + 1, gap) {
          result.append((inside, emergency(paragraph, inside)))
        }
      }
      result.append((gap, Double(penalty)))
      start = gap
    }
    return result
  }

  /// A broken word is better than a mark at the wrong edge.
  private static func emergency(_ paragraph: Paragraph, _ gap: Int) -> Double {
    let left = paragraph.atoms[gap - 1].kind
    let right = paragraph.atoms[gap].kind
    return left.isWestern && right.isWestern || left.isHan && right.isHan ? 5000 : 20_000
  }

  // MARK: First fit (4.3, 先挤进后推出)

  private func greedy(squeezing: Bool) -> [Int] {
    var breaks: [Int] = []
    var start = 0
    var next = 0
    while next < opportunities.count {
      next = endOfLine(from: start, opportunity: next, line: breaks.count, squeezing: squeezing)
      start = opportunities[next].gap
      breaks.append(start)
      next += 1
    }
    if squeezing { cureOrphan(&breaks) }
    return breaks
  }

  /// The opportunity that ends the line: the last that fits, or the one after if it can be squeezed in.
  private func endOfLine(from start: Int, opportunity first: Int, line: Int, squeezing: Bool) -> Int
  {
    let measure = measure(of: line)
    var best = first
    var bestPenalty = Double.infinity
    for index in first..<opportunities.count {
      let gap = opportunities[index].gap
      let line = fit.fit(start..<gap, measure: measure)
      let fits = line.natural - line.hanging <= measure
      if !fits {
        if index > first, line.natural > measure,
          bestIsFull(start..<opportunities[best].gap, measure)
        {
          break
        }
        let legal = opportunities[index].penalty < 5000
        if squeezing, legal, line.overrun == 0 { best = index }
        break
      }
      // An emergency break is only taken if nothing better comes on the line.
      if opportunities[index].penalty < 5000 || bestPenalty >= opportunities[index].penalty {
        best = index
        bestPenalty = opportunities[index].penalty
      }
      if fit.paragraph.gaps[gap].isForced { return index }
    }
    return best
  }

  private func bestIsFull(_ range: Range<Int>, _ measure: Int) -> Bool {
    fit.natural(range, end: fit.visibleEnd(range)) == measure
  }

  /// Squeezes a lone character back, else takes one more from the line before (7).
  private func cureOrphan(_ breaks: inout [Int]) {
    guard breaks.count > 1, let end = breaks.last, isOrphan(breaks[breaks.count - 2]..<end) else {
      return
    }
    let line = breaks.count - 2
    let start = line > 0 ? breaks[line - 1] : 0
    let isForced = fit.paragraph.gaps[breaks[line]].isForced
    guard !isForced else { return }
    if fit.fit(start..<end, measure: measure(of: line)).overrun == 0 {
      breaks.removeSubrange(line...)
      breaks.append(end)
      return
    }
    let earlier = opportunities.last {
      $0.gap > start && $0.gap < breaks[line] && $0.penalty < 5000 && !isOrphan($0.gap..<end)
    }
    guard let earlier, fit.fit(earlier.gap..<end, measure: measure(of: line + 1)).overrun == 0
    else { return }
    let opened = fit.fit(start..<earlier.gap, measure: measure(of: line)).cost
    let left = fit.fit(start..<breaks[line], measure: measure(of: line)).cost
    if opened < left + Self.orphanCost { breaks[line] = earlier.gap }
  }
}
