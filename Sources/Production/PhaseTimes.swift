/// How long the phases of a page took, for the benchmark and `--verbose`.
public struct PhaseTimes: Sendable {
  /// The phases in the order in which a page goes through them.
  public enum Phase: String, Sendable, CaseIterable {
    case makeup, photos, drawing, finishing, preflight
  }

  /// Time by phase.
  public private(set) var spent: [Phase: Duration] = [:]

  /// Makes an empty record.
  public init() {}

  /// The time of one phase.
  public subscript(phase: Phase) -> Duration { spent[phase] ?? .zero }

  /// Runs work and adds its time to a phase.
  mutating func measure<Value, Failure: Error>(
    _ phase: Phase, _ work: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let clock = ContinuousClock()
    let start = clock.now
    defer { spent[phase, default: .zero] += clock.now - start }
    return try work()
  }

  /// Adds all times of another record.
  public mutating func add(_ other: PhaseTimes) {
    for phase in Phase.allCases { spent[phase, default: .zero] += other[phase] }
  }
}
