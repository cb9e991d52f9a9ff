/// 改稿簿: what was edited, so that it can be taken back and done again.
struct EditBook {
  /// One write of a file.
  struct Entry {
    var file: String
    var before: [UInt8]
    var after: [UInt8]
  }

  /// The most edits and the most bytes that are remembered.
  private static let mostEntries = 200, mostBytes = 32 << 20

  private(set) var done: [Entry] = []
  private(set) var undone: [Entry] = []

  /// Enters an edit; what had been taken back before can then not be done again.
  mutating func enter(_ entry: Entry) {
    undone = []
    done.append(entry)
    while done.count > Self.mostEntries || size > Self.mostBytes, done.count > 1 {
      done.removeFirst()
    }
  }

  mutating func tookBackLast() { undone.append(done.removeLast()) }

  mutating func didLastAgain() { done.append(undone.removeLast()) }

  private var size: Int { done.reduce(0) { $0 + $1.before.count + $1.after.count } }
}
