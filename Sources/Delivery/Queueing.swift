import GRDB
import Newspaper

// What of an edition has to go, and under which name and version.

extension Ledger {
  /// Enters what the plant does not have; returns how many files it has already.
  ///
  /// All of an edition is entered or, where a name cannot be, nothing.
  func queue(
    _ edition: EditionFolder, for plant: Plant, resend: Resend, at time: Int,
    report: inout Report
  ) throws(Diagnostic) -> Int {
    let files = edition.files(plant.wanted)
    guard !files.isEmpty else {
      throw Diagnostic(
        .error, "delivery.nothing", subject: edition.path,
        "\(edition.path): there are no \(plant.wanted.rawValue) for \(plant.name)",
        hints: plant.wanted == .plates
          ? ["run forme press with --impose, or forme impose"] : ["run forme press again"])
    }
    let names = PieceNames(plant: plant, edition: edition)
    var findings = Report()
    var known = 0
    try write { database in
      var queueing = Queueing(
        database: database, edition: edition, time: time,
        hasParts: { if case .ipp = plant.transport { false } else { true } }())
      for file in files {
        switch try queueing.fate(of: file, resend) {
        case .known: known += 1
        case .refresh(let id): try queueing.refresh(id, file)
        case .changed(let last): findings.add(Self.changed(file, last, plant))
        case .send(let version, let instead):
          if let instead { try queueing.drop(instead) }
          try queueing.add(
            file, named: try names.name(of: file, version: version.text), version.text, plant)
        }
      }
      try queueing.addCompanions(names, plant)
    }
    report.add(findings)
    return known
  }

  private static func changed(
    _ file: EditionFolder.File, _ last: Piece, _ plant: Plant
  ) -> Diagnostic {
    Diagnostic(
      .error, "delivery.changed", subject: file.name,
      "\(file.name) is no longer what \(plant.name) has as \(last.name)",
      explanation: "A name at the plant never stands for other bytes.",
      hints: ["say --resend to send it as version \(last.letter.next.text)"])
  }
}

/// Entering an edition, within one transaction.
private struct Queueing {
  let database: Database
  let edition: EditionFolder
  let time: Int
  /// Whether what was broken off lies at the plant under another name, and may be written anew.
  let hasParts: Bool
  private var shipment: Int64?

  enum Fate {
    /// The plant has it, or it waits already.
    case known
    /// It waits, and by now has other bytes.
    case refresh(Int)
    /// The plant has something else under this name.
    case changed(Piece)
    /// It goes under this version; a piece that was broken off goes no more.
    case send(version: VersionLetter, instead: Piece?)
  }

  /// A new row of the ledger.
  struct Entry {
    var role: Piece.Role
    var slot = ""
    var name: String
    var version: String
    var path = ""
    var bytes = 0
    var sha256 = ""
    var colour = ""
  }

  init(database: Database, edition: EditionFolder, time: Int, hasParts: Bool) {
    self.database = database
    self.edition = edition
    self.time = time
    self.hasParts = hasParts
  }

  func fate(of file: EditionFolder.File, _ resend: Resend) throws -> Fate {
    let wanted = edition.version
    guard let last = try last(file.role, file.slot) else {
      return .send(version: wanted, instead: nil)
    }
    let isWaiting = last.state == .queued || last.state == .sending
    if isWaiting {
      if last.sha256 == file.sha256 { return .known }
      if last.state == .queued || hasParts { return .refresh(last.id) }
    }
    let goes =
      switch resend {
      case .nothing: last.sha256 != file.sha256 && wanted > last.letter
      case .whatChanged: last.sha256 != file.sha256
      case .pages(let pages): !isWaiting && !pages.isDisjoint(with: file.pages)
      }
    guard goes else { return last.sha256 == file.sha256 ? .known : .changed(last) }
    return .send(version: max(last.letter.next, wanted), instead: isWaiting ? last : nil)
  }

  /// The newest state of a file of this edition, whatever it was called.
  private func last(_ role: Piece.Role, _ slot: String) throws -> Piece? {
    let contents = edition.contents
    return try Row.fetchOne(
      database,
      sql: """
        SELECT piece.* FROM piece JOIN shipment ON shipment.id = shipment
        WHERE publication = ? AND number = ? AND date = ? AND zone = ? AND role = ? AND slot = ?
        ORDER BY length(version) DESC, version DESC, piece.id DESC LIMIT 1
        """,
      arguments: [
        contents.publication, contents.number, contents.date, edition.zone, role.rawValue, slot,
      ]
    ).map(Piece.init)
  }

  func refresh(_ id: Int, _ file: EditionFolder.File) throws {
    try database.execute(
      sql: "UPDATE piece SET sha256 = ?, bytes = ?, path = ?, since = ? WHERE id = ?",
      arguments: [file.sha256, file.bytes, "\(edition.path)/\(file.name)", time, id])
  }

  func drop(_ piece: Piece) throws {
    try database.execute(
      sql: "UPDATE piece SET state = 'replaced', since = ? WHERE id = ?",
      arguments: [time, piece.id])
  }

  mutating func add(
    _ file: EditionFolder.File, named name: String, _ version: String, _ plant: Plant
  ) throws {
    try insert(
      Entry(
        role: file.role, slot: file.slot, name: name, version: version,
        path: "\(edition.path)/\(file.name)", bytes: file.bytes, sha256: file.sha256,
        colour: file.colour ?? "colour"), plant)
  }

  /// The ticket and the list of a shipment that has files.
  mutating func addCompanions(_ names: PieceNames, _ plant: Plant) throws {
    guard shipment != nil else { return }
    if plant.ticket == .xjdf {
      let version = try nextVersion(of: .ticket)
      try insert(
        Entry(role: .ticket, name: try names.ticket(version: version), version: version), plant)
    }
    if let template = plant.checksums {
      let version = try nextVersion(of: .list)
      try insert(
        Entry(role: .list, name: try names.list(template, version: version), version: version),
        plant)
    }
  }

  private func nextVersion(of role: Piece.Role) throws -> String {
    guard let last = try last(role, "") else { return edition.version.text }
    return max(last.letter.next, edition.version).text
  }

  private mutating func insert(_ entry: Entry, _ plant: Plant) throws {
    // Capitals and small letters are one to some disks.
    if let other = try Row.fetchOne(
      database, sql: "SELECT path FROM piece WHERE name = ? COLLATE NOCASE", arguments: [entry.name]
    ) {
      let path: String = other["path"]
      throw Diagnostic(
        .error, "delivery.name.taken", subject: entry.name, at: plant.fileName.at,
        "\(entry.name) would stand at \(plant.name) for two files",
        explanation: path.isEmpty ? nil : "It was given to \(path).",
        hints: ["add a field that tells them apart, such as {page:2}, {zone} or {version}"])
    }
    let id = try shipment ?? newShipment(plant)
    shipment = id
    try database.execute(
      sql: """
        INSERT INTO piece
          (shipment, role, slot, name, version, path, bytes, sha256, colour, state, since)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)
        """,
      arguments: [
        id, entry.role.rawValue, entry.slot, entry.name, entry.version, entry.path, entry.bytes,
        entry.sha256, entry.colour, time,
      ])
  }

  private func newShipment(_ plant: Plant) throws -> Int64 {
    let contents = edition.contents
    try database.execute(
      sql: """
        INSERT INTO shipment (folder, publication, number, date, zone, due)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        edition.path, contents.publication, contents.number, contents.date, edition.zone,
        plant.due(contents.date, zone: edition.zone),
      ])
    return database.lastInsertedRowID
  }
}

extension Plant {
  /// When an edition is due, as 2026-12-30T23:30; times from noon on are those of the day before.
  func due(_ date: String, zone: String) -> String? {
    guard let time = deadlines[zone] ?? deadlines[""] else { return nil }
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3,
      let day = CalendarDate(year: parts[0], month: parts[1], day: parts[2]),
      let due = Deadline(hour: time.hour, minute: time.minute, of: day)
    else { return nil }
    return due.iso
  }
}
