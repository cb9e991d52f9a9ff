/// What has to be done to the words of one paragraph to make them those of another.
struct WordChanges {
  /// The words in order, removed ones before those added in their stead.
  private(set) var fragments: [TextComparison.Fragment] = []

  init(_ old: [String], _ new: [String]) {
    var gone: Set<Int> = []
    var fresh: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, _): fresh.insert(offset)
      }
    }
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      if gone.contains(before) {
        add(.removed, old[before])
        before += 1
      } else if fresh.contains(after) {
        add(.added, new[after])
        after += 1
      } else {
        add(.same, new[after])
        before += 1
        after += 1
      }
    }
    takeTogether()
  }

  private mutating func add(_ change: TextComparison.Fragment.Change, _ word: String) {
    if fragments.last?.change == change {
      fragments[fragments.count - 1].text += word
    } else {
      fragments.append(.init(change, word))
    }
  }

  /// A single character that stayed between two changes makes three changes of one, which nobody
  /// can read: it is taken into them.
  private mutating func takeTogether() {
    let all = fragments
    fragments = []
    var removed = ""
    var added = ""
    func isIsland(_ index: Int) -> Bool {
      all[index].change == .same && all[index].text.count == 1 && index > 0
        && index + 1 < all.count
    }
    for (index, fragment) in all.enumerated() {
      switch fragment.change {
      case .removed: removed += fragment.text
      case .added: added += fragment.text
      default:
        if isIsland(index) {
          removed += fragment.text
          added += fragment.text
        } else {
          close(&removed, &added)
          fragments.append(fragment)
        }
      }
    }
    close(&removed, &added)
  }

  private mutating func close(_ removed: inout String, _ added: inout String) {
    if !removed.isEmpty { fragments.append(.init(.removed, removed)) }
    if !added.isEmpty { fragments.append(.init(.added, added)) }
    (removed, added) = ("", "")
  }
}
