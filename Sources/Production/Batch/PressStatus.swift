import FoundationEssentials

/// Where a run stands.
public struct PressStatus: Encodable, Sendable {
  /// One unit.
  public struct Unit: Encodable, Sendable {
    /// As people call it.
    public var name: String
    /// SHA-256 of all that it is made from.
    public var key: String
    /// `waiting`, `running`, `done`, `refused` or `failed`.
    public var state: String
    /// Attempts in the run.
    public var attempts: Int
    /// Why it came to nothing.
    public var cause: String?
    /// What it took.
    public var milliseconds: Double?
  }

  /// `running`, `done`, `errors`, `stopped` or `killed`.
  public var state: String
  /// Seconds since 1970.
  public var began: Double
  /// Nil while it is at work.
  public var ended: Double?
  /// All units, those at work and failed first.
  public var units: [Unit]

  /// A few lines for people; all units, or those alone that somebody should know of.
  public func text(listsAll: Bool) -> String { lines(of: units.filter { listsAll || $0.isOfNote }) }

  private func lines(of listed: [Unit]) -> String {
    var counts: [String: Int] = [:]
    for unit in units { counts[unit.state, default: 0] += 1 }
    let states = Journal.State.allCases.compactMap { state in
      counts[state.rawValue].map { "\($0) \(state.rawValue)" }
    }
    var text = "\(state): \(units.count) units, \(states.joined(separator: ", "))\n"
    for unit in listed {
      text += "  \(unit.name): \(unit.state)"
      if unit.attempts > 1 { text += ", attempt \(unit.attempts)" }
      if let cause = unit.cause { text += ", \(cause)" }
      text += "\n"
    }
    return text
  }

  /// As JSON.
  public var json: String { sortedJSON }
}

extension PressStatus.Unit {
  fileprivate var isOfNote: Bool {
    ["running", "failed", "refused"].contains(state) || cause != nil
  }
}
