import Newspaper

extension Page {
  /// The slots in the layout's order, but that a slot whose story goes on in another one of this
  /// page stands before it.
  var slotsInTextOrder: [Slot] {
    var waiting = placements.compactMap { placement -> (from: String, to: String)? in
      guard let jump = placement.jump?.value, jump.page == number else { return nil }
      return (placement.slot.value, jump.slot)
    }
    guard !waiting.isEmpty else { return layout.slots }
    var left = layout.slots
    var ordered: [Slot] = []
    while !left.isEmpty {
      // A loop is reported by Intake; here it must only not hang.
      let next = left.firstIndex { slot in !waiting.contains { $0.to == slot.name } } ?? 0
      let slot = left.remove(at: next)
      waiting.removeAll { $0.from == slot.name || $0.to == slot.name }
      ordered.append(slot)
    }
    return ordered
  }
}
