/// For PDF/X-1a: takes away the groups that do nothing.
///
/// Nothing is flattened. What is really transparent stays as it is, and preflight says which item
/// it is (ISO 15930-4 by way of reference/print-ready.md 1b).
struct TransparencyRemoval {
  private var seen: Set<Int> = []
  /// Pages, forms and patterns with groups.
  private var groups: [PDFObject] = []
  private var isTransparent = false

  /// Goes through all that finished pages can reach, advertisements included.
  static func apply(to pages: [PDFObject]) {
    for page in pages {
      var removal = TransparencyRemoval()
      removal.groups = [page]
      removal.examine(page["/Resources"], depth: 0)
      guard !removal.isTransparent else { continue }
      for owner in removal.groups { owner.remove("/Group") }
    }
  }

  private mutating func examine(_ resources: PDFObject, depth: Int) {
    guard depth < 32 else {
      isTransparent = true
      return
    }
    let states = resources["/ExtGState"]
    for name in states.keys where !Self.isSolid(states[name]) { isTransparent = true }
    for kind in ["/XObject", "/Pattern"] {
      let objects = resources[kind]
      for name in objects.keys {
        let object = objects[name]
        guard object.number == 0 || seen.insert(object.number).inserted else { continue }
        if object["/SMask"].isDictionary { isTransparent = true }
        groups.append(object)
        examine(object["/Resources"], depth: depth + 1)
      }
    }
  }

  private static func isSolid(_ state: PDFObject) -> Bool {
    [state["/ca"], state["/CA"]].allSatisfy { ($0.value ?? 1) == 1 }
      && ["/Normal", "/Compatible"].contains(state["/BM"].name ?? "/Normal")
      && !state["/SMask"].isDictionary
  }
}
