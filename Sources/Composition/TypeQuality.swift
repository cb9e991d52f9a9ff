import Newspaper

/// How well lines are set: the figures of the quality report (reference 4.3, 7).
public struct TypeQuality: Hashable, Sendable {
  /// Lines looked at.
  public private(set) var lines = 0
  /// Lines whose characters stand more than a tenth of an em apart: visible.
  public private(set) var loose = 0
  /// Lines whose characters stand more than a quarter of an em apart: a fault.
  public private(set) var tooLoose = 0
  /// Lines whose brackets or commas lost more than half of their space.
  public private(set) var tight = 0
  /// Last lines of fewer than two characters.
  public private(set) var orphans = 0
  /// Lines that end where no line may: 0 unless a unit is wider than its column.
  public private(set) var violations = 0
  /// Lines that run over their measure.
  public private(set) var overruns = 0

  /// Makes figures of no line.
  public init() {}

  /// Counts a line.
  public mutating func add(_ line: Line) {
    lines += 1
    if line.setting.stretch > 100 { loose += 1 }
    if line.setting.stretch > 250 { tooLoose += 1 }
    if line.setting.shrink[1] > 500 || line.setting.shrink[2] > 500 { tight += 1 }
    if line.setting.isOrphan { orphans += 1 }
    if line.setting.breaksRules { violations += 1 }
    if line.setting.overrun > .zero { overruns += 1 }
  }

  /// Adds the figures of other lines.
  public mutating func add(_ other: TypeQuality) {
    lines += other.lines
    loose += other.loose
    tooLoose += other.tooLoose
    tight += other.tight
    orphans += other.orphans
    violations += other.violations
    overruns += other.overruns
  }
}
