import Newspaper

/// For PDF/X-1a: takes away groups that do nothing, and refuses what is really transparent.
///
/// Nothing is flattened: a page with a transparent item stays PDF/X-4 (ISO 15930-4 by way of
/// reference/print-ready.md 1b).
struct TransparencyRemoval {
  private var seen: Set<Int> = []

  /// Goes through all that a finished page can reach, advertisements included.
  mutating func apply(to page: PDFObject, _ place: PassPlace) throws(Diagnostic) {
    page.remove("/Group")
    try examine(page["/Resources"], place)
  }

  private mutating func examine(
    _ resources: PDFObject, _ place: PassPlace
  ) throws(Diagnostic) {
    guard place.path.count < 32 else {
      throw place.fault("content.damaged", "objects nested too deep")
    }
    let states = resources["/ExtGState"]
    for name in states.keys { try examine(state: states[name], place.inside(name)) }
    for kind in ["/XObject", "/Pattern"] {
      let objects = resources[kind]
      for name in objects.keys {
        let object = objects[name]
        guard object.number == 0 || seen.insert(object.number).inserted else { continue }
        let inside = place.inside(name)
        if object["/SMask"].isDictionary { throw Self.fault("picture with a mask", inside) }
        object.remove("/Group")
        try examine(object["/Resources"], inside)
      }
    }
  }

  private func examine(state: PDFObject, _ place: PassPlace) throws(Diagnostic) {
    let isSolid = [state["/ca"], state["/CA"]].allSatisfy { ($0.value ?? 1) == 1 }
    guard isSolid else { throw Self.fault("transparent ink", place) }
    let mode = state["/BM"].name ?? "/Normal"
    guard mode == "/Normal" || mode == "/Compatible" else {
      throw Self.fault("ink blended by \(mode.dropFirst())", place)
    }
    guard !state["/SMask"].isDictionary else { throw Self.fault("masked item", place) }
  }

  private static func fault(_ what: String, _ place: PassPlace) -> Diagnostic {
    place.fault(
      "x1a.transparency", "PDF/X-1a cannot hold a \(what)",
      hints: ["print the item solid, or send the page as PDF/X-4"])
  }
}
