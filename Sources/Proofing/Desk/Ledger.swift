import FoundationEssentials
import GRDB
import Prepress
import Production

/// The log as the database holds it: each entry as one line of JSON with its hash; the other columns
/// are there to find entries by.
struct Ledger {
  let database: Database
  let clock: @Sendable () -> Date

  /// Enters an act; gives it with number, time and the hash before.
  func enter(_ act: LogEntry) throws -> LogEntry {
    var entry = act
    let last = try Row.fetchOne(
      database, sql: "SELECT number, hash FROM log ORDER BY number DESC LIMIT 1")
    entry.number = (last?["number"] ?? 0) + 1
    entry.at = clock().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    entry.previous = last?["hash"] ?? LogEntry.beginning
    let line = entry.line
    try database.execute(
      sql: """
        INSERT INTO log (number, kind, page, edition, concerns, entry, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        entry.number, entry.kind.rawValue, entry.page, entry.edition, entry.concerns, line,
        Digest.sha256(Array(line.utf8)),
      ])
    return entry
  }
}

extension LogEntry {
  /// The entry as JSON on one line, keys in order: what its hash is taken of.
  var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
  }

  /// Reads a line back.
  init(line: String) throws {
    self = try JSONDecoder().decode(LogEntry.self, from: Data(line.utf8))
  }
}

extension Database {
  /// Entries in the order of their numbers; `condition` chooses them.
  func entries(_ condition: String = "1", _ arguments: StatementArguments = []) throws
    -> [LogEntry]
  {
    try String.fetchAll(
      self, sql: "SELECT entry FROM log WHERE \(condition) ORDER BY number", arguments: arguments
    ).map { try LogEntry(line: $0) }
  }

  /// The entry of this number and kind.
  func entry(_ number: Int, _ kind: LogEntry.Kind) throws -> LogEntry? {
    try entries("number = ? AND kind = ?", [number, kind.rawValue]).first
  }
}
