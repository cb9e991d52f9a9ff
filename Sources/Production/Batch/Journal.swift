import FoundationEssentials
import GRDB
import Glibc

/// 作业簿: what a run knows of its units besides what lies in the store: attempts, states, times.
///
/// On local disk, written by one coordinator at a time, read by whoever asks. The store has the last word on what is published; the journal only on what was tried.
struct Journal: Sendable {
  /// Where a unit stands.
  enum State: String, Sendable, CaseIterable {
    case waiting, running, done
    /// Bad input: a page of it is held back.
    case refused
    case failed
  }

  /// One unit as the journal has it.
  struct Entry: Sendable {
    var key: String
    var name: String
    var state: State
    var attempts: Int
    var cause: String?
    /// Milliseconds of the last time; nil when it was never made here.
    var took: Double?
  }

  /// What stands for the end of a run that the cluster goes on with.
  static let left = "left"

  private let queue: DatabaseQueue
  private let copy: JournalCopy?

  /// Opens the journal at a path, making it when there is none; nil when it cannot be used.
  init?(_ path: String, copy: JournalCopy? = nil) {
    self.copy = copy
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // A commit that a power cut takes away costs one more attempt, no page.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.tables.migrate(queue)
    } catch {
      return nil
    }
  }

  /// Reads a journal as it was when it was copied last.
  init?(copyAt path: String) {
    let local = "\(Machine.temporaryFolder)/forme-journal-\(UUID().uuidString)"
    defer { unsafe unlink(local) }
    var configuration = Configuration()
    configuration.readonly = true
    guard (try? FileManager.default.copyItem(atPath: path, toPath: local)) != nil,
      let queue = try? DatabaseQueue(path: local, configuration: configuration)
    else { return nil }
    self.queue = queue
    copy = nil
  }

  /// Copies it to where others see it, if it is kept elsewhere, and if the last time was so many
  /// seconds ago.
  func carry(after seconds: Double = 0) { copy?.carry(queue, after: seconds) }

  private static var tables: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE unit (
            key TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0, cause TEXT, took REAL, run INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX unit_name ON unit (name);
          CREATE INDEX unit_run ON unit (run, state);
          CREATE TABLE run (
            number INTEGER PRIMARY KEY, began REAL NOT NULL, ended REAL, words TEXT NOT NULL
          ) STRICT;
          CREATE TABLE edition (
            name TEXT PRIMARY KEY, version INTEGER NOT NULL, pages TEXT NOT NULL
          ) STRICT;
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: "ALTER TABLE edition ADD COLUMN plates TEXT NOT NULL DEFAULT '{}'")
    }
    return migrator
  }

  /// Begins a run: what a killed one left running is waiting again, and that was no fault of it.
  func beginRun() -> Int {
    write { database in
      try database.execute(
        sql: """
          UPDATE unit SET state = 'waiting', attempts = MAX(0, attempts - 1)
          WHERE state = 'running'
          """)
      try database.execute(
        sql: "INSERT INTO run (began, words) VALUES (?, 'running')", arguments: [Machine.now])
      return Int(database.lastInsertedRowID)
    } ?? 0
  }

  func endRun(_ number: Int, _ words: String) {
    write { database in
      try database.execute(
        sql: "UPDATE run SET ended = ?, words = ? WHERE number = ?",
        arguments: [Machine.now, words, number])
    }
  }

  /// Ends a run that the cluster was to go on with.
  func endLeft() {
    write { database in
      try database.execute(
        sql: "UPDATE run SET ended = ?, words = 'stopped' WHERE words = ?",
        arguments: [Machine.now, Self.left])
    }
  }

  /// Enters units of a run.
  ///
  /// Attempts of earlier runs are forgotten only for units that had ended: running again is
  /// somebody's decision to try them again.
  func enter(_ units: [(unit: PressUnit, state: State)], run: Int) {
    write { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO unit (key, name, kind, state, run) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (key) DO UPDATE SET
            attempts = CASE unit.state WHEN 'waiting' THEN attempts ELSE 0 END,
            name = excluded.name, state = excluded.state, run = excluded.run, cause = NULL
          """)
      for (unit, state) in units {
        try statement.execute(
          arguments: [unit.key, unit.name, unit.kind.rawValue, state.rawValue, run])
      }
    }
  }

  /// Notes that units are handed to a worker: an attempt each.
  func start(_ keys: [String]) {
    write { database in
      let statement = try database.cachedStatement(
        sql: "UPDATE unit SET state = 'running', attempts = attempts + 1 WHERE key = ?")
      for key in keys { try statement.execute(arguments: [key]) }
    }
  }

  /// Takes attempts back that came to nothing by no fault of the units.
  func giveBack(_ keys: [String]) {
    write { database in
      let statement = try database.cachedStatement(
        sql: "UPDATE unit SET state = 'waiting', attempts = MAX(0, attempts - 1) WHERE key = ?")
      for key in keys { try statement.execute(arguments: [key]) }
    }
  }

  func set(_ state: State, of key: String, cause: String? = nil, took: Double? = nil) {
    write { database in
      try database.cachedStatement(
        sql: "UPDATE unit SET state = ?, cause = ?, took = coalesce(?, took) WHERE key = ?"
      ).execute(arguments: [state.rawValue, cause, took, key])
    }
  }

  func attempts(of key: String) -> Int {
    read {
      try Int.fetchOne($0, sql: "SELECT attempts FROM unit WHERE key = ?", arguments: [key]) ?? 0
    } ?? 0
  }

  /// What units took in the past: by name, and on average by kind.
  func pace() -> (byName: [String: Double], byKind: [String: Double]) {
    read { database in
      var byName: [String: Double] = [:]
      for row in try Row.fetchAll(
        database, sql: "SELECT name, took FROM unit WHERE took IS NOT NULL ORDER BY run")
      {
        byName[row[0]] = row[1]
      }
      var byKind: [String: Double] = [:]
      for row in try Row.fetchAll(
        database, sql: "SELECT kind, avg(took) FROM unit WHERE took IS NOT NULL GROUP BY kind")
      {
        byKind[row[0]] = row[1]
      }
      return (byName, byKind)
    } ?? ([:], [:])
  }

  /// The units of the latest run, those at work and failed first.
  func latest() -> (words: String, began: Double, ended: Double?, units: [Entry])? {
    read { database in
      guard
        let run = try Row.fetchOne(
          database, sql: "SELECT number, words, began, ended FROM run ORDER BY number DESC LIMIT 1")
      else { return nil }
      let units = try Row.fetchAll(
        database,
        sql: """
          SELECT key, name, state, attempts, cause, took FROM unit WHERE run = ?
          ORDER BY state != 'running', state != 'failed', state != 'refused', name
          """, arguments: [run[0] as Int])
      return (run[1], run[2], run[3], units.map(Entry.init))
    } ?? nil
  }

  /// The units whose name or key begins so, the latest first.
  func units(named text: String) -> [Entry] {
    read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT key, name, state, attempts, cause, took FROM unit
          WHERE name = ? OR (length(?) >= 6 AND substr(key, 1, length(?)) = ?)
          ORDER BY run DESC
          """, arguments: [text, text, text, text]
      ).map(Entry.init)
    } ?? []
  }

  // MARK: - Editions

  /// A version of an edition: counted from 1, and the names of its files in the store by page and by
  /// plate.
  struct Version: Sendable {
    var number: Int
    var pages: [Int: String]
    /// None where no plates were asked for.
    var plates: [String: String]
  }

  /// The version of an edition that was made last.
  func version(of edition: String) -> Version? {
    func decoded<Names: Decodable>(_ text: String) throws -> Names {
      try JSONDecoder().decode(Names.self, from: Data(text.utf8))
    }
    return read { database in
      try Row.fetchOne(
        database, sql: "SELECT version, pages, plates FROM edition WHERE name = ?",
        arguments: [edition]
      ).map { row in
        Version(number: row[0], pages: try decoded(row[1]), plates: try decoded(row[2]))
      }
    } ?? nil
  }

  func set(_ version: Version, of edition: String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    func text(_ names: some Encodable) -> String {
      (try? encoder.encode(names)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
    write { database in
      try database.execute(
        sql: """
          INSERT INTO edition (name, version, pages, plates) VALUES (?, ?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET
            version = excluded.version, pages = excluded.pages, plates = excluded.plates
          """,
        arguments: [edition, version.number, text(version.pages), text(version.plates)])
    }
  }

  // The journal never stops a run: what cannot be noted is found out again from the store.

  @discardableResult
  private func write<Value>(_ work: (Database) throws -> Value) -> Value? {
    try? queue.write(work)
  }

  private func read<Value>(_ work: (Database) throws -> Value) -> Value? {
    try? queue.read(work)
  }
}

extension Journal.Entry {
  fileprivate init(_ row: Row) {
    self.init(
      key: row[0], name: row[1], state: Journal.State(rawValue: row[2]) ?? .waiting,
      attempts: row[3], cause: row[4], took: row[5])
  }
}
