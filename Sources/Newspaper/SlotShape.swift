// The figure a slot has on the grid: its area less its cutouts, a rectilinear polygon of cells.

extension Slot {
  /// Whether it has all of its area.
  public var isRectangle: Bool { cutouts.isEmpty }

  /// The base columns it has on a line, as runs from left to right.
  public func columns(on line: Int) -> [ClosedRange<Int>] {
    guard area.lines.contains(line) else { return [] }
    var runs: [ClosedRange<Int>] = [area.columns]
    for cutout in cutouts where cutout.lines.contains(line) {
      runs = runs.flatMap { $0.without(cutout.columns) }
    }
    return runs
  }

  /// The first cells it shares with another slot, as the largest rectangle from their upper left
  /// corner; nil when they share none.
  public func cellsShared(with other: Slot) -> GridArea? {
    guard area.overlaps(other.area) else { return nil }
    let lines = area.lines.clamped(to: other.area.lines)
    func shared(_ line: Int) -> ClosedRange<Int>? {
      for run in columns(on: line) {
        for second in other.columns(on: line) where run.overlaps(second) {
          return run.clamped(to: second)
        }
      }
      return nil
    }
    guard let first = lines.first(where: { shared($0) != nil }), let columns = shared(first)
    else { return nil }
    let last = (first...lines.upperBound).prefix { shared($0) == columns }.last ?? first
    return GridArea(columns: columns, lines: first...last)
  }

  /// What is wrong with the slot's figure.
  public enum ShapeFault: Hashable, Sendable {
    /// A cutout reaches outside the slot, or takes nothing from it that another has not taken.
    case cutout(Int)
    /// The cutouts leave nothing.
    case empty
    /// What is left lies in pieces that touch nowhere.
    case apart
  }

  /// What is wrong with the slot's figure; nil when it is one polygon.
  public var shapeFault: ShapeFault? {
    for (index, cutout) in cutouts.enumerated() {
      let isInside =
        area.columns.contains(cutout.columns) && area.lines.contains(cutout.lines)
      if !isInside || cutouts[..<index].contains(where: { $0.overlaps(cutout) }) {
        return .cutout(index)
      }
    }
    // Runs of one line that touch a piece of the line above belong to it.
    var pieces = 0
    var above: [(run: ClosedRange<Int>, piece: Int)] = []
    var joined: [Int] = []
    func root(_ piece: Int) -> Int { joined[piece] == piece ? piece : root(joined[piece]) }
    for line in area.lines {
      above = columns(on: line).map { run in
        let touching = above.filter { $0.run.overlaps(run) }.map { root($0.piece) }
        guard let first = touching.min() else {
          joined.append(pieces)
          pieces += 1
          return (run, pieces - 1)
        }
        for piece in touching { joined[piece] = first }
        return (run, first)
      }
    }
    let roots = Set((0..<pieces).map(root))
    return roots.isEmpty ? .empty : roots.count > 1 ? .apart : nil
  }
}

extension ClosedRange<Int> {
  /// What is left of the range without another.
  fileprivate func without(_ other: ClosedRange<Int>) -> [ClosedRange<Int>] {
    guard overlaps(other) else { return [self] }
    var left: [ClosedRange<Int>] = []
    if other.lowerBound > lowerBound { left.append(lowerBound...other.lowerBound - 1) }
    if other.upperBound < upperBound { left.append(other.upperBound + 1...upperBound) }
    return left
  }

  /// Whether all of another range lies inside.
  fileprivate func contains(_ other: ClosedRange<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

extension PageLayout {
  /// The slots that lie over a slot.
  public func slots(over slot: Slot) -> [Slot] { slots.filter { $0.over.contains(slot.name) } }
}

extension Slot {
  /// Whether its text runs round slots that lie over it.
  public var givesWay: Bool {
    switch part {
    case .story, .items, .announcement: true
    default: false
    }
  }

  /// Whether a page says what stands here; furniture fills itself.
  public var takesCopy: Bool {
    switch part {
    case .masthead, .ear, .numberLine, .qrRow, .barCode, .folio, .editors: false
    default: true
    }
  }
}
