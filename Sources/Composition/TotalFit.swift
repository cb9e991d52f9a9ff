import Newspaper

/// Total fit: the breaks whose lines together cost least (reference 4.3).
///
/// Every opportunity keeps one best way to reach it for each line number that matters (one in a
/// column of equal lines). A way stays active until a line from it can no longer be squeezed into
/// its measure; since a column holds few breaks, the active list is short and the time is linear.
extension Breaking {
  /// The best way to end a line at an opportunity.
  private struct Node {
    var gap: Int
    var line: Int
    var cost: Double
    var previous: Int
    var endsInHyphen = false
  }

  func optimal() -> [Int] {
    let (ends, nodes) = ways()
    guard let best = ends.min(by: { nodes[$0].cost < nodes[$1].cost }) else { return [] }
    return path(to: best, in: nodes)
  }

  /// The cheapest breaks into `looseness` lines more or fewer than `optimal` gives without it; nil
  /// when the paragraph cannot be set so.
  func loosened() -> [Int]? {
    let (ends, nodes) = ways()
    guard let best = ends.min(by: { nodes[$0].cost < nodes[$1].cost }),
      let end = ends.first(where: { nodes[$0].line == nodes[best].line + looseness })
    else { return nil }
    return path(to: end, in: nodes)
  }

  /// All ways worth keeping to the paragraph's end, as indices of nodes.
  private func ways() -> (ends: [Int], nodes: [Node]) {
    var nodes = [Node(gap: 0, line: 0, cost: 0, previous: -1)]
    nodes.reserveCapacity(opportunities.count + 1)
    var active = [0]
    var kept: [Int] = []
    var found: [Node] = []
    for opportunity in opportunities {
      found.removeAll(keepingCapacity: true)
      kept.removeAll(keepingCapacity: true)
      for index in active {
        let isAlive = consider(nodes[index], index, opportunity, &found)
        if isAlive { kept.append(index) }
      }
      let isForced = fit.paragraph.gaps[opportunity.gap].isForced
      if isForced { kept.removeAll(keepingCapacity: true) }
      // Nothing reaches this place within its measure: the line runs over rather than be lost.
      if kept.isEmpty, found.isEmpty, let last = active.last {
        found.append(overfull(nodes[last], last, opportunity))
      }
      if looseness != 0 { dropStrayCounts(&found) }
      for node in found {
        kept.append(nodes.count)
        nodes.append(node)
      }
      swap(&active, &kept)
    }
    return (active, nodes)
  }

  /// Tries the line from a node to an opportunity; false once the node can serve no longer line.
  private func consider(
    _ node: Node, _ index: Int, _ opportunity: (gap: Int, penalty: Double), _ found: inout [Node]
  ) -> Bool {
    let range = node.gap..<opportunity.gap
    let isForced = fit.paragraph.gaps[opportunity.gap].isForced
    let line = fit.fit(range, measure: measure(of: node.line), justified: !isForced)
    if line.overrun > 0 { return fit.paragraph.gaps[opportunity.gap].hyphen != nil }
    var cost = node.cost + line.cost + opportunity.penalty
    let endsInHyphen = fit.paragraph.gaps[opportunity.gap].hyphen != nil
    // Never two divided words one below the other (3).
    if endsInHyphen, node.endsInHyphen { return true }
    if opportunity.gap == fit.paragraph.atoms.count, node.gap > 0, isOrphan(range) {
      cost += Self.orphanCost
    }
    keep(
      Node(
        gap: opportunity.gap, line: lineClass(after: node.line), cost: cost, previous: index,
        endsInHyphen: endsInHyphen), in: &found)
    return true
  }

  /// Line numbers past the shape's last line are alike, unless lines are counted.
  private func lineClass(after line: Int) -> Int {
    looseness == 0 ? min(line + 1, max(shape.spaces.count - 1, 1)) : line + 1
  }

  private func keep(_ node: Node, in found: inout [Node]) {
    guard let same = found.firstIndex(where: { $0.line == node.line }) else {
      found.append(node)
      return
    }
    if node.cost < found[same].cost { found[same] = node }
  }

  /// Ways whose count of lines is far from that of the cheapest lead to no paragraph that is wanted.
  private func dropStrayCounts(_ found: inout [Node]) {
    guard let best = found.min(by: { $0.cost < $1.cost }) else { return }
    found.removeAll { abs($0.line - best.line) > abs(looseness) + 1 }
  }

  private func overfull(
    _ node: Node, _ index: Int, _ opportunity: (gap: Int, penalty: Double)
  ) -> Node {
    let line = fit.fit(node.gap..<opportunity.gap, measure: measure(of: node.line))
    return Node(
      gap: opportunity.gap, line: lineClass(after: node.line),
      cost: node.cost + line.cost + opportunity.penalty, previous: index)
  }

  private func path(to end: Int, in nodes: [Node]) -> [Int] {
    var index = end
    var breaks: [Int] = []
    while nodes[index].previous >= 0 {
      breaks.append(nodes[index].gap)
      index = nodes[index].previous
    }
    return breaks.reversed()
  }
}
