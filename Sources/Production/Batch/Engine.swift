/// 引擎: whatever runs units: processes of this machine, or a cluster.
///
/// Its word is never the last one: what the store has is published, and what is neither there nor
/// active is handed out again.
protocol Engine: AnyObject {
  /// There will be units of this issue.
  func warmUp(_ issue: IssueOrder)
  /// The plan is complete, and this is the run's name.
  func begin(_ run: String)
  /// Hands units out.
  func submit(_ units: [SubmittedUnit], tier: Tier) throws(EngineFault)
  /// Brings units that it has already in front of everything else.
  func hasten(_ units: Set<Int>)
  /// Waits, at most so many milliseconds, for units to end; says how those ended that it heard of.
  func endings(within milliseconds: Int32) throws(EngineFault) -> [UnitEnding]
  /// Ends everything at once.
  func cancel()
  /// What it can take.
  var limits: EngineLimits { get }
  /// What keeps it from going on, for those who watch; nil while all is well.
  var trouble: String? { get }
}

extension Engine {
  func warmUp(_ issue: IssueOrder) {}
  func begin(_ run: String) {}
  func hasten(_ units: Set<Int>) {}
  var trouble: String? { nil }
}

/// A unit on its way to an engine.
struct SubmittedUnit: Sendable {
  var issue: IssueOrder
  var unit: WorkOrder.Unit
  /// What it will take by past timings, milliseconds.
  var expected: Double
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
  /// It may answer later.
  case cannotBeAsked(String)
  /// It never will, as things are.
  case refused(String, hint: String)
}

/// What an engine can take.
struct EngineLimits: Hashable, Sendable {
  /// Units at work at once.
  var slots: Int
  /// Units that it is worth handing out ahead.
  var queue: Int
}

/// 缓急: what goes first.
public enum Tier: Int, Comparable, Codable, Sendable, CaseIterable {
  case backCatalogue, edition, late

  /// Whether one waits for the other.
  public static func < (left: Tier, right: Tier) -> Bool { left.rawValue < right.rawValue }
}
