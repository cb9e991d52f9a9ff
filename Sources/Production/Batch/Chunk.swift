import FoundationEssentials
import Glibc

/// 摞: units that one task of a cluster makes, as a file that the task reads.
struct Chunk: Codable {
  var orders: [WorkOrder]
  /// What the store is opened by.
  var store: String
  /// Seconds that a unit may take.
  var timeLimit: Double
  /// Megabytes of addresses that the task may use.
  var memory: Int

  /// Units that are made up together, at most.
  private static let mostAtOnce = 16

  /// Units in the order given; those of one issue that follow each other are made up together.
  init(_ units: [SubmittedUnit], store: String, timeLimit: Double, memory: Int) {
    self.store = store
    self.timeLimit = timeLimit
    self.memory = memory
    orders = []
    for unit in units {
      if let last = orders.last, last.issue == unit.issue, last.units.count < Self.mostAtOnce {
        orders[orders.count - 1].units.append(unit.unit)
      } else {
        orders.append(WorkOrder(issue: unit.issue, units: [unit.unit]))
      }
    }
  }

  var units: [WorkOrder.Unit] { orders.flatMap(\.units) }

  /// Where a chunk lies, and what its task says.
  struct Place: Hashable, Sendable {
    /// The folder of its job.
    var folder: String
    var index: Int

    var order: String { "\(folder)/\(index).json" }
    /// What its task says, a line each.
    var words: String { "\(folder)/\(index).words" }
    var log: String { "\(folder)/\(index).log" }
  }

  func write(at place: Place) throws(OutputFile.Failure) {
    guard let data = try? JSONEncoder().encode(self) else { return }
    try OutputFile.write(Array(data), to: place.order)
  }

  /// Nil when it is gone: nobody wants it any more.
  init?(at place: Place) {
    guard let data = FileManager.default.contents(atPath: place.order),
      let chunk = try? JSONDecoder().decode(Chunk.self, from: data)
    else { return nil }
    self = chunk
  }
}

extension [SubmittedUnit] {
  /// Units put together for tasks of so many seconds by past timings, fewer where that leaves places
  /// empty; one that ended a task before stays alone.
  func chunks(seconds: Double, slots: Int) -> [[SubmittedUnit]] {
    let all = reduce(0) { $0 + $1.expected } / 1000
    // To start a task costs about a second.
    let share = Swift.max(all / Double(Swift.max(1, slots)), Swift.min(2, seconds))
    let most = Swift.min(seconds, share) * 1000
    var chunks: [[SubmittedUnit]] = []
    var (sum, isOpen) = (0.0, false)
    for unit in self {
      if isOpen, !unit.isSuspect, sum + unit.expected <= most {
        chunks[chunks.count - 1].append(unit)
        sum += unit.expected
      } else {
        chunks.append([unit])
        (sum, isOpen) = (unit.expected, !unit.isSuspect)
      }
    }
    return chunks
  }
}
