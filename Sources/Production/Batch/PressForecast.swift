import FoundationEssentials
public import Newspaper

/// 付印计划: what a run would do.
public struct PressForecast: Encodable, Sendable {
  /// One unit.
  public struct Unit: Encodable, Sendable {
    /// As people call it.
    public var name: String
    /// SHA-256 of all that it is made from.
    public var key: String
    /// `pages`, `edition` or `plate`.
    public var kind: String
    /// `unchanged` or `to be made`.
    public var state: String
    /// What it will take by past timings.
    public var milliseconds: Double
  }

  /// The units in the order of issues and editions.
  public var units: [Unit] = []
  /// Editions.
  public var editions = 0
  /// Pages of all editions, shared ones counted in each.
  public var pagesInEditions = 0
  /// Processes that share the work.
  public var workers = 1
  /// What reading found.
  public var report = Report()
  /// Whether all issues could be read.
  public var isReadable = true

  private enum CodingKeys: String, CodingKey {
    case units, editions, pagesInEditions, workers
  }

  /// Seconds that the run will take by past timings.
  public var seconds: Double {
    units.reduce(0) { $0 + $1.milliseconds } / 1000 / Double(workers)
  }

  /// The plan for people: what is to be made, a line each, and the sum.
  public var text: String {
    var text = ""
    for unit in units where unit.state != "unchanged" {
      text += "\(unit.name): \(unit.state), about \(Int(unit.milliseconds.rounded())) ms\n"
    }
    let unchanged = units.count { $0.state == "unchanged" }
    text += "\(editions) editions of \(pagesInEditions) pages in all: \(units.count) units, "
    text += "\(unchanged) unchanged, \(units.count - unchanged) to be made"
    return text + ", about \(Int((seconds * 10).rounded()) / 10) s on \(workers) cores\n"
  }

  /// As JSON.
  public var json: String { sortedJSON }
}
