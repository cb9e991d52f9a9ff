public import FoundationEssentials
import GRDB
import Production

/// 校样台账: what the proof desk keeps of an issue: versions of its pages, remarks, signatures, and
/// the log of all of it.
///
/// It lies in the issue's folder under `.forme`: `desk.sqlite`, and `proofs/` with a picture of
/// each version. What a method returns is on the disk: each accepted write is one transaction that
/// ends in the log, synced before the call returns. Order is that of the log's numbers, never that
/// of the clock. May be used by any number of tasks and processes at once.
public final class DeskStore: Sendable {
  /// The folder of the store: `.forme` in the issue's.
  public let folder: String
  /// Why nothing can be written any more; nil for a sound store.
  ///
  /// A damaged store is only read, as far as that goes, and nothing of it is overwritten.
  public let damage: DeskFault?
  private let reader: (any DatabaseReader)?
  private let writer: DatabasePool?
  let clock: @Sendable () -> Date

  /// Opens the store of an issue's folder, making it when there is none.
  ///
  /// While somebody else writes to it, a write waits for `patience` seconds.
  public init(
    folder issue: String, patience: Double = 5, clock: @escaping @Sendable () -> Date = { Date() }
  ) throws(DeskFault) {
    folder = "\(issue)/.forme"
    self.clock = clock
    let file = DeskFile(path: "\(folder)/desk.sqlite", schema: DeskSchema.desk, patience: patience)
    let opened = try file.open()
    (reader, writer, damage) = (opened.reader, opened.writer, opened.damage)
  }

  /// Whether an issue's folder has a store.
  static func isThere(folder issue: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(issue)/.forme/desk.sqlite")
  }

  /// Reads in one state of the store.
  func read<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value)
    async
    throws(DeskFault) -> Value
  {
    guard let reader else { throw damage ?? DeskFault(.damaged, at: folder) }
    do {
      return try await reader.read(work)
    } catch {
      throw DeskFault(error, at: folder)
    }
  }

  /// Writes all or nothing; what was accepted is on the disk when this returns.
  func write<Value: Sendable>(_ work: @escaping @Sendable (Ledger) throws -> Value)
    async
    throws(DeskFault) -> Value
  {
    guard let writer else { throw damage ?? DeskFault(.damaged, at: folder) }
    let clock = self.clock
    do {
      return try await writer.write { database in
        try work(Ledger(database: database, clock: clock))
      }
    } catch {
      throw DeskFault(error, at: folder)
    }
  }
}
