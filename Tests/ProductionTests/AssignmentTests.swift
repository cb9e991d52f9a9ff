import Testing

@testable import Production

struct AssignmentTests {
  /// Against all ways there are, for scores from a fixed row of numbers.
  @Test func noOtherAssignmentHasALargerSum() {
    var state: UInt64 = 7
    func next(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    for round in 0..<300 {
      let (rows, columns) = (1 + next(4), next(6))
      let scores = (0..<rows).map { _ in
        (0..<columns).map { _ in next(4) == 0 ? nil : next(100) }
      }
      let found = Assignment.best(scores)
      let taken = found.compactMap(\.self)
      #expect(Set(taken).count == taken.count, "round \(round)")
      let sum = zip(scores, found).reduce(0) { sum, pair in
        sum + (pair.1.flatMap { pair.0[$0] } ?? 0)
      }
      #expect(sum == Self.largest(scores, from: 0, taken: []), "round \(round)")
    }
  }

  private static func largest(_ scores: [[Int?]], from row: Int, taken: Set<Int>) -> Int {
    guard row < scores.count else { return 0 }
    var best = largest(scores, from: row + 1, taken: taken)
    for (column, score) in scores[row].enumerated() where !taken.contains(column) {
      guard let score else { continue }
      best = max(
        best, score + largest(scores, from: row + 1, taken: taken.union([column])))
    }
    return best
  }

  @Test func nothingToAssignIsNoFault() {
    #expect(Assignment.best([]) == [])
    #expect(Assignment.best([[], []]) == [nil, nil])
    #expect(Assignment.best([[nil], [nil]]) == [nil, nil])
  }
}
