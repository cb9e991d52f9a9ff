/// The word somebody probably meant: the nearest by edits, when it is near enough to be worth saying.
func suggestion(for word: String, among words: [String]) -> String? {
  let wanted = Array(word.lowercased())
  let limit = max(1, wanted.count / 3)
  var best: (word: String, distance: Int)?
  for candidate in words {
    let distance = edits(wanted, Array(candidate.lowercased()))
    if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.word
}

/// How many characters to change, add, drop or swap with their neighbour to get from one to other
/// (optimal string alignment distance).
private func edits(_ from: [Character], _ to: [Character]) -> Int {
  if from.isEmpty || to.isEmpty { return max(from.count, to.count) }
  // A name far longer than another is no misspelling of it.
  if abs(from.count - to.count) > max(from.count, to.count) / 2 { return .max }
  var beforeLast = [Int](repeating: 0, count: to.count + 1)
  var last = Array(0...to.count)
  for row in 1...from.count {
    var current = [row]
    for column in 1...to.count {
      let change = last[column - 1] + (from[row - 1] == to[column - 1] ? 0 : 1)
      var cheapest = min(change, last[column] + 1, current[column - 1] + 1)
      if row > 1, column > 1, from[row - 1] == to[column - 2], from[row - 2] == to[column - 1] {
        cheapest = min(cheapest, beforeLast[column - 2] + 1)
      }
      current.append(cheapest)
    }
    (beforeLast, last) = (last, current)
  }
  return last[to.count]
}
