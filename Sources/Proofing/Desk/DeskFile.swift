import FoundationEssentials
import GRDB
import Newspaper
import Production

/// A database file of the desk: examined before anything is written to it.
struct DeskFile {
  let path: String
  let schema: DatabaseMigrator
  /// Seconds to wait for somebody else who writes.
  var patience = 5.0

  /// A file as it was found.
  struct Opened {
    /// Nil for a file in which nothing can be read any more.
    var reader: (any DatabaseReader)?
    /// Nil for a file that must not be written to.
    var writer: DatabasePool?
    var damage: DeskFault?
  }

  /// Opens the file, making it when there is none; a damaged one for reading only.
  func open() throws(DeskFault) -> Opened {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let report = OutputFolder.prepare(folder)
    let isThere = FileManager.default.fileExists(atPath: path)
    if let refusal = report.diagnostics.first, !isThere { throw DeskFault(writing: refusal) }
    do {
      if isThere, let damage = try examine() {
        return Opened(reader: frozen(), writer: nil, damage: damage)
      }
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets NORMAL for WAL, which may lose the latest writes when the power fails.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      if try pool.read(schema.hasBeenSuperseded) { throw DeskFault(.newer, at: path) }
      // Who only reads need not wait for somebody who writes.
      if try !pool.read(schema.hasCompletedMigrations) { try schema.migrate(pool) }
      return Opened(reader: pool, writer: pool, damage: nil)
    } catch {
      throw DeskFault(error, at: path)
    }
  }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    return configuration
  }

  /// What is wrong with the file, found without writing to it.
  private func examine() throws -> DeskFault? {
    var configuration = self.configuration
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let found = try queue.read { try String.fetchAll($0, sql: "PRAGMA quick_check(1)") }
      return found == ["ok"] ? nil : DeskFault(.damaged, at: path, found.first)
    } catch let error as DatabaseError
      where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode)
    {
      return DeskFault(.damaged, at: path, error.message)
    }
  }

  /// The file for reading, so that not even a journal beside it changes.
  private func frozen() -> (any DatabaseReader)? {
    var configuration = self.configuration
    configuration.readonly = true
    return try? DatabaseQueue(path: path, configuration: configuration)
  }
}
