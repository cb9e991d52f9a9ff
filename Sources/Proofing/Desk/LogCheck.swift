import GRDB
public import Newspaper
import Prepress
public import Production

/// What examining the log found.
public struct LogCheck: Hashable, Sendable {
  /// Entries that follow each other as they were made.
  public var entries: Int
  /// The hash of the last of them: who writes it down elsewhere can prove that none was cut off.
  public var hash: String
  /// The first entry that was changed, moved or follows a missing one.
  public var broken: Int?
}

extension LogCheck: CustomStringConvertible {
  /// How many entries follow each other, and the hash of the last.
  public var description: String {
    "\(entries) entries in order, the last has hash \(hash)"
  }

  /// The finding about a log that is not as it was written.
  public func report(of folder: String) -> Report {
    var report = Report()
    if let broken {
      report.add(
        Diagnostic(
          .error, "desk.chain", subject: folder,
          "\(folder): entry \(broken) of the log is not as it was written",
          explanation: entries == 0
            ? "It is the first." : "Entries 1 to \(entries) follow each other.",
          hints: [
            "compare it with an export or a backup of the log",
            "trust no signature that was entered later",
          ]))
    }
    return report
  }
}

extension DeskStore {
  /// Entries after a number, in order.
  public func log(after number: Int = 0, most: Int = .max) async throws(DeskFault) -> [LogEntry] {
    try await read { database in
      try Array(database.entries("number > ?", [number]).prefix(most))
    }
  }

  /// The log as JSON lines: each entry with its hash.
  ///
  /// An entry's hash is the SHA-256 of its line without the hash, `,"hash":"…"` at its end.
  public func exportLog() async throws(DeskFault) -> String {
    try await read { database in
      try Row.fetchAll(database, sql: "SELECT entry, hash FROM log ORDER BY number").map { row in
        let (line, hash): (String, String) = (row["entry"], row["hash"])
        return "\(line.dropLast()),\"hash\":\"\(hash)\"}\n"
      }.joined()
    }
  }

  /// Follows the chain of the log from its beginning.
  public func verifyLog() async throws(DeskFault) -> LogCheck {
    try await read { database in
      var check = LogCheck(entries: 0, hash: LogEntry.beginning, broken: nil)
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM log ORDER BY number")
      while let row = try rows.next() {
        let number: Int = row["number"]
        guard number == check.entries + 1, row.isEntry(after: check.hash) else {
          check.broken = number
          return check
        }
        check.entries = number
        check.hash = row["hash"]
      }
      return check
    }
  }

  /// Enters in the log that somebody changed a source file from the proof.
  public func edited(_ what: String, on page: DeskPage? = nil, by name: String)
    async throws(DeskFault)
  {
    let words = try Words(what, by: name)
    _ = try await write { ledger in
      var act = LogEntry(.edit, by: words.name, page: page)
      act.text = words.text
      return try ledger.enter(act)
    }
  }
}

extension Row {
  /// Whether a row of the log is an entry that follows the hash, and its columns say the same.
  fileprivate func isEntry(after previous: String) -> Bool {
    let line: String = self["entry"]
    let hash: String = self["hash"]
    guard let entry = try? LogEntry(line: line), entry.previous == previous,
      Digest.sha256(Array(line.utf8)) == hash
    else { return false }
    let columns: (Int, String, Int?, String?, Int?) = (
      self["number"], self["kind"], self["page"], self["edition"], self["concerns"]
    )
    return columns == (entry.number, entry.kind.rawValue, entry.page, entry.edition, entry.concerns)
  }
}
