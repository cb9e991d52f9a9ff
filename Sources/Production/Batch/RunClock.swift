import Newspaper

/// 缓急: what makes one thing go before another.
struct Urgency {
  var tier: Tier
  /// What has a deadline goes before what has none.
  var due: Deadline?
  /// The order in which they were asked for.
  var rank: Int

  /// Nil: neither before nor after.
  func isBefore(_ other: Urgency) -> Bool? {
    if tier != other.tier { return tier > other.tier }
    if due != other.due {
      guard let due, let others = other.due else { return due != nil }
      return due < others
    }
    return rank == other.rank ? nil : rank < other.rank
  }
}

/// Units that could be handed out, the most urgent first.
struct ReadyUnits {
  private struct Entry {
    var unit: Int
    var urgency: Urgency

    func isBefore(_ other: Entry) -> Bool {
      urgency.isBefore(other.urgency) ?? (unit < other.unit)
    }
  }

  /// The last goes first.
  private var entries: [Entry] = []

  var count: Int { entries.count }

  mutating func insert(_ unit: Int, _ urgency: Urgency) {
    let entry = Entry(unit: unit, urgency: urgency)
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entry.isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
    }
    entries.insert(entry, at: low)
  }

  mutating func next() -> (unit: Int, tier: Tier)? {
    entries.popLast().map { ($0.unit, $0.urgency.tier) }
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
  private static let guess: [PressUnit.Kind: Double] = [
    .pages: 150, .edition: 100, .plate: 50,
  ]

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
