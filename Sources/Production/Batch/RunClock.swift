/// Units that could be handed out, the most urgent first.
struct ReadyUnits {
  private struct Entry {
    var unit: Int
    var tier: Tier
    /// Editions in the order of their deadlines.
    var rank: Int

    func isBefore(_ other: Entry) -> Bool {
      (other.tier, rank, unit) < (tier, other.rank, other.unit)
    }
  }

  /// The last goes first.
  private var entries: [Entry] = []

  var count: Int { entries.count }

  mutating func insert(_ unit: Int, tier: Tier, rank: Int) {
    let entry = Entry(unit: unit, tier: tier, rank: rank)
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entry.isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
    }
    entries.insert(entry, at: low)
  }

  mutating func next() -> (unit: Int, tier: Tier)? {
    entries.popLast().map { ($0.unit, $0.tier) }
  }
}

/// What units took before, and how fast this run is.
struct RunClock {
  /// Milliseconds by name, and on average by kind.
  var pace: (byName: [String: Double], byKind: [String: Double]) = ([:], [:])
  private var began: Double?
  private var pages = 0
  private var recent: [PressUnit.Kind: (sum: Double, count: Double)] = [:]
  /// Before anything was ever made here.
  private static let guess: [PressUnit.Kind: Double] = [.pages: 150, .edition: 100]

  mutating func start() { began = began ?? Machine.now }

  mutating func add(_ unit: PressUnit, _ took: Double) {
    if unit.kind == .pages { pages += unit.pages.count }
    let before = recent[unit.kind] ?? (0, 0)
    recent[unit.kind] = (before.sum + took, before.count + 1)
  }

  /// Milliseconds that a unit will take.
  func expected(_ unit: PressUnit) -> Double {
    if let known = pace.byName[unit.name] { return known }
    if let recent = recent[unit.kind] { return recent.sum / recent.count }
    return pace.byKind[unit.kind.rawValue] ?? Self.guess[unit.kind] ?? 100
  }

  var pagesPerSecond: Double {
    guard let began, Machine.now > began else { return 0 }
    return Double(pages) / (Machine.now - began)
  }
}
