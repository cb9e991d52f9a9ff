/// 引擎: whatever runs units: processes of this machine, or a cluster.
///
/// Its word is never the last one: what the store has is published, and what is neither there nor
/// active is handed out again.
protocol Engine: AnyObject {
  /// Hands units out.
  func submit(_ units: [SubmittedUnit], tier: Tier) throws(EngineFault)
  /// The units it has, waiting or at work; it throws when it cannot be asked, which is not the same
  /// as having none.
  func active() throws(EngineFault) -> Set<Int>
  /// Waits, at most so many milliseconds, for units to end; says how those ended that it heard of.
  func endings(within milliseconds: Int32) throws(EngineFault) -> [UnitEnding]
  /// Takes back all units that have not begun.
  func withdraw() -> [Int]
  /// Ends everything at once.
  func cancel()
  /// What it can take.
  var limits: EngineLimits { get }
}

/// A unit on its way to an engine.
struct SubmittedUnit: Sendable {
  var issue: IssueOrder
  var unit: WorkOrder.Unit
  /// A unit that ended a worker before is not put together with others.
  var isSuspect = false
}

/// How a unit ended.
struct UnitEnding: Sendable {
  var unit: Int
  var ending: Ending
  var cause: String?
  /// False for a unit that was lost with another's worker.
  var countsAsAttempt = true
}

/// Why an engine did not do what was asked.
enum EngineFault: Error {
  case cannotBeAsked(String)
}

/// What an engine can take.
struct EngineLimits: Hashable, Sendable {
  /// Units at work at once.
  var slots: Int
  /// Units that it is worth handing out ahead.
  var queue: Int
}

/// 缓急: what goes first.
public enum Tier: Int, Comparable, Sendable, CaseIterable {
  case backCatalogue, edition, late

  /// Whether one waits for the other.
  public static func < (left: Tier, right: Tier) -> Bool { left.rawValue < right.rawValue }
}
