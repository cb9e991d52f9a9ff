import Composition
import Newspaper

/// How a story's pieces flow when copy is fitted: which paragraphs take a line more or fewer.
struct FlowWay: Hashable {
  /// Lines more (above 0) or fewer than a paragraph would have, by piece.
  var looseness: [Int: Int] = [:]
  /// Free lines added over (above 0) or taken from each subhead.
  var subheadSpace = 0

  /// The free lines over a subhead that has so many of itself.
  func linesAbove(_ given: Int) -> Int { given == 0 ? 0 : max(0, given + subheadSpace) }
}

/// How far lines may go when a paragraph is set a line shorter or longer.
enum SoftLimit {
  /// Marks keep half of their space, characters stand at most a tenth of an em apart.
  case soft
  /// Marks may go down to their floors.
  case floors

  /// Whether lines are good enough.
  func holds(for lines: [Line]) -> Bool {
    lines.allSatisfy { line in
      let setting = line.setting
      if setting.isOrphan || setting.stretch > 100 { return false }
      return self == .floors || setting.shrink.dropFirst().allSatisfy { $0 <= 500 }
    }
  }
}

extension TextFlow {
  /// The paragraphs to set a line shorter or longer, as chosen.
  func way(_ choices: StoryChoices, in rows: [TextRow]) -> FlowWay {
    var way = FlowWay(subheadSpace: choices.subheadSpace)
    if choices.pulled != 0 {
      let looseness = choices.pulled > 0 ? -1 : 1
      for piece in adjustable(by: looseness, .soft, in: rows).prefix(abs(choices.pulled)) {
        way.looseness[piece] = looseness
      }
    }
    if choices.squeezed > 0 {
      let soft = adjustable(by: -1, .soft, in: rows)
      let hard = adjustable(by: -1, .floors, in: rows).filter { !soft.contains($0) }
      for piece in hard.prefix(choices.squeezed) { way.looseness[piece] = -1 }
    }
    return way
  }

  /// The paragraphs that can be set a line shorter (-1) or longer (1) within a limit, those that it
  /// shows on least first.
  func adjustable(by looseness: Int, _ limit: SoftLimit, in rows: [TextRow]) -> [Int] {
    let key = Adjustable(looseness: looseness, limit: limit, rows: rows)
    if let known = adjustables[key] { return known }
    let starts = flow(into: rows).starts
    var found: [(piece: Int, damage: Int)] = []
    for (index, piece) in pieces.enumerated() {
      guard case .paragraph(let paragraph, _, _, _) = piece else { continue }
      let open = rows[min(starts[index] ?? rows.count, max(0, rows.count - 1))...]
      guard !open.isEmpty,
        let lines = lines(of: paragraph, at: index, in: open, looseness: looseness),
        limit.holds(for: lines)
      else { continue }
      found.append((index, lines.reduce(0) { $0 + $1.setting.damage } / max(1, lines.count)))
    }
    let pieces = found.sorted { ($0.damage, $0.piece) < ($1.damage, $1.piece) }.map(\.piece)
    adjustables[key] = pieces
    return pieces
  }

  /// What was asked for when paragraphs were looked for.
  struct Adjustable: Hashable {
    let looseness: Int
    let limit: SoftLimit
    let rows: [TextRow]
  }
}

extension Line.Setting {
  /// How much was done to the line, in thousandths: what a reader sees sooner weighs more.
  fileprivate var damage: Int {
    stretch * 5 + shrink.enumerated().reduce(0) { $0 + $1.element * ($1.offset + 1) / 4 }
  }
}
