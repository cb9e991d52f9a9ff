/// The best way to give each row a column of its own: the sum of scores is as large as can be.
///
/// The Hungarian method with potentials (Kuhn 1955, Munkres 1957), in rows² × columns steps. Equal
/// sums are decided by the order of rows and columns, so that equal input gives equal output.
enum Assignment {
  /// The column of each row; nil for a row that is better left alone, and for pairs scored nil.
  static func best(_ scores: [[Int?]]) -> [Int?] {
    let rows = scores.count
    guard rows > 0 else { return [] }
    // A column of its own for each row stands for nothing, at no cost.
    let columns = (scores.map(\.count).max() ?? 0) + rows
    let forbidden = 1_000_000
    func cost(_ row: Int, _ column: Int) -> Int {
      guard column < columns - rows else { return 0 }
      guard column < scores[row].count, let score = scores[row][column] else { return forbidden }
      return -score
    }
    var rowPotential = Array(repeating: 0, count: rows + 1)
    var columnPotential = Array(repeating: 0, count: columns + 1)
    // The row that has each column, from 1; 0 for none.
    var owner = Array(repeating: 0, count: columns + 1)
    var way = Array(repeating: 0, count: columns + 1)
    for row in 1...rows {
      owner[0] = row
      var column = 0
      var least = Array(repeating: Int.max, count: columns + 1)
      var used = Array(repeating: false, count: columns + 1)
      repeat {
        used[column] = true
        let current = owner[column]
        var step = Int.max
        var next = 0
        for other in 1...columns where !used[other] {
          let reduced =
            cost(current - 1, other - 1) - rowPotential[current] - columnPotential[other]
          if reduced < least[other] {
            least[other] = reduced
            way[other] = column
          }
          if least[other] < step {
            step = least[other]
            next = other
          }
        }
        for other in 0...columns {
          if used[other] {
            rowPotential[owner[other]] += step
            columnPotential[other] -= step
          } else {
            least[other] -= step
          }
        }
        column = next
      } while owner[column] != 0
      repeat {
        let previous = way[column]
        owner[column] = owner[previous]
        column = previous
      } while column != 0
    }
    var result = Array(repeating: Int?.none, count: rows)
    for column in 1...columns where owner[column] > 0 && column <= columns - rows {
      let row = owner[column] - 1
      if column <= scores[row].count, scores[row][column - 1] != nil { result[row] = column - 1 }
    }
    return result
  }
}
