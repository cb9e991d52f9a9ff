/// Bytes that are kept until there is no room for them; those not asked for longest go first.
struct BoundedShelf<Key: Hashable> {
  private var bytes: [Key: (bytes: [UInt8], turn: Int)] = [:]
  private var turn = 0
  private(set) var size = 0
  private let room: Int

  /// Makes an empty shelf with room for so many bytes.
  init(room: Int) { self.room = room }

  /// What is kept for a key; nil when nothing is.
  subscript(key: Key) -> [UInt8]? {
    mutating get {
      turn += 1
      bytes[key]?.turn = turn
      return bytes[key]?.bytes
    }
  }

  /// All that is kept.
  var entries: [(Key, [UInt8])] { bytes.map { ($0.key, $0.value.bytes) } }

  mutating func put(_ content: [UInt8], for key: Key) {
    turn += 1
    size += content.count - (bytes.updateValue((content, turn), forKey: key)?.bytes.count ?? 0)
    guard size > room else { return }
    // A quarter at once, so that not every picture has to look for the oldest.
    for (key, entry) in bytes.sorted(by: { $0.value.turn < $1.value.turn })
    where size > room * 3 / 4 {
      bytes[key] = nil
      size -= entry.bytes.count
    }
  }
}
