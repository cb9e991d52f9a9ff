import GRDB
import Newspaper

/// A file on its way to the plant.
struct Piece: Hashable {
  /// What it is to the plant, in the order of sending.
  enum Role: String {
    case page, issue, plate, ticket, list
  }

  var id: Int
  var shipment: Int
  var role: Role
  var slot: String
  /// At the plant.
  var name: String
  var version: String
  var path: String
  var bytes: Int
  var sha256: String
  /// `black` or `colour`; empty for lists and tickets.
  var colour: String
  var state: PieceState
  /// The printer's number for it.
  var job: Int?

  var letter: VersionLetter { VersionLetter(version) }
}

/// 传版台账: what was sent to a plant, in SQLite, so that no kill makes it forget.
///
/// Every change of state is on the disk before the next step is taken (WAL, synchronous FULL).
struct Ledger {
  private let database: DatabaseQueue
  private let path: String

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(
        sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000")
    }
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      try database.write { try $0.execute(sql: Self.tables) }
    } catch {
      throw Self.fault(path, error)
    }
  }

  private static let tables = """
    CREATE TABLE IF NOT EXISTS shipment (
      id INTEGER PRIMARY KEY, folder TEXT NOT NULL, publication TEXT NOT NULL,
      number INTEGER NOT NULL, date TEXT NOT NULL, zone TEXT NOT NULL, due TEXT);
    CREATE TABLE IF NOT EXISTS piece (
      id INTEGER PRIMARY KEY, shipment INTEGER NOT NULL REFERENCES shipment(id),
      role TEXT NOT NULL, slot TEXT NOT NULL, name TEXT NOT NULL UNIQUE, version TEXT NOT NULL,
      path TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, colour TEXT NOT NULL,
      state TEXT NOT NULL, job INTEGER, since INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS pieceState ON piece(state);
    CREATE INDEX IF NOT EXISTS pieceShipment ON piece(shipment);
    """

  static func fault(_ path: String, _ error: any Error) -> Diagnostic {
    Diagnostic(
      .error, "delivery.ledger", subject: path, "\(path): the ledger cannot be used",
      explanation: "\(error)",
      hints: ["name another ledger in plant.yaml; it must lie on a local disk"])
  }

  func read<Value>(_ work: (Database) throws -> Value) throws(Diagnostic) -> Value {
    do { return try database.read(work) } catch { throw Self.fault(path, error) }
  }

  func write<Value>(_ work: (Database) throws -> Value) throws(Diagnostic) -> Value {
    do { return try database.write(work) } catch let error as Diagnostic { throw error } catch {
      throw Self.fault(path, error)
    }
  }
}

// MARK: - Reading

extension Ledger {
  /// What is still to be sent: what is due first, each edition's list behind its files.
  func waiting() throws(Diagnostic) -> [Piece] {
    try pieces(
      "state IN ('queued', 'sending', 'arrived') ORDER BY coalesce(due, '9999'), shipment, piece.id"
    )
  }

  /// What the plant has not acknowledged.
  func unacknowledged() throws(Diagnostic) -> [Piece] {
    try pieces("state = 'sent' ORDER BY piece.id")
  }

  /// The files of a shipment, without its list and ticket.
  func files(of shipment: Int) throws(Diagnostic) -> [Piece] {
    try pieces(
      "shipment = \(shipment) AND role NOT IN ('ticket', 'list') AND state <> 'replaced'"
        + " ORDER BY piece.id")
  }

  func shipment(_ id: Int) throws(Diagnostic) -> Shipment? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM shipment WHERE id = ?", arguments: [id])
        .map(Shipment.init)
    }
  }

  /// Every file with its state, in the order of queueing.
  func standings() throws(Diagnostic) -> [Standing] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT piece.*, folder, due FROM piece JOIN shipment ON shipment.id = shipment"
          + " ORDER BY piece.id"
      ).map { row in
        Standing(
          name: row["name"], folder: row["folder"], version: row["version"], bytes: row["bytes"],
          state: PieceState(rawValue: row["state"]) ?? .queued, since: row["since"],
          due: row["due"])
      }
    }
  }

  private func pieces(_ condition: String) throws(Diagnostic) -> [Piece] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT piece.* FROM piece JOIN shipment ON shipment.id = shipment WHERE \(condition)"
      ).map(Piece.init)
    }
  }
}

// MARK: - Changes of state

extension Ledger {
  func mark(
    _ piece: Piece, _ state: PieceState, job: Int? = nil, at time: Int
  ) throws(Diagnostic) {
    try write { database in
      try database.execute(
        sql: "UPDATE piece SET state = ?, job = coalesce(?, job), since = ? WHERE id = ?",
        arguments: [state.rawValue, job, time, piece.id])
    }
  }
}

/// An edition's files that go together.
struct Shipment {
  var folder: String
  var publication: String
  var number: Int
  var date: String
  var zone: String
  var due: String?
}

extension Shipment {
  init(_ row: Row) {
    folder = row["folder"]
    publication = row["publication"]
    number = row["number"]
    date = row["date"]
    zone = row["zone"]
    due = row["due"]
  }
}

extension Piece {
  init(_ row: Row) {
    id = row["id"]
    shipment = row["shipment"]
    role = Role(rawValue: row["role"]) ?? .page
    slot = row["slot"]
    name = row["name"]
    version = row["version"]
    path = row["path"]
    bytes = row["bytes"]
    sha256 = row["sha256"]
    colour = row["colour"]
    state = PieceState(rawValue: row["state"]) ?? .queued
    job = row["job"]
  }
}
