import CSodium
public import FoundationEssentials
import GRDB
import Prepress

/// Somebody who may come to the desk.
public struct Member: Hashable, Sendable, Codable {
  /// By which they sign.
  public var name: String
  /// As what, such as 校对; the stages of signing name roles.
  public var roles: [String]

  /// Names somebody.
  public init(_ name: String, roles: [String]) {
    self.name = name
    self.roles = roles
  }
}

/// 名册: who may come to the desk, with passwords that nobody can read, and the sessions of those
/// who are there.
///
/// One for a publication: `.forme/roster.sqlite` in the folder of `publication.yaml`.
public final class Roster: Sendable {
  private let path: String
  private let writer: DatabasePool
  private let clock: @Sendable () -> Date

  /// Opens the roster in a publication's folder, making it when there is none.
  public init(folder publication: String, clock: @escaping @Sendable () -> Date = { Date() })
    throws(DeskFault)
  {
    guard sodium_init() >= 0 else {
      throw DeskFault(.broken, at: publication, "libsodium cannot be used")
    }
    path = "\(publication)/.forme/roster.sqlite"
    self.clock = clock
    let opened = try DeskFile(path: path, schema: DeskSchema.roster).open()
    guard let writer = opened.writer else {
      throw opened.damage ?? DeskFault(.damaged, at: path)
    }
    self.writer = writer
  }

  /// The roster in a publication's folder; nil where there is none yet.
  public static func existing(folder publication: String) throws(DeskFault) -> Roster? {
    let file = "\(publication)/.forme/roster.sqlite"
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    return try Roster(folder: publication)
  }

  /// Everybody, by name.
  public func members() async throws(DeskFault) -> [Member] {
    try await read { database in
      try Row.fetchAll(database, sql: "SELECT name, roles FROM member ORDER BY name")
        .map { Member($0["name"], roles: Self.roles($0["roles"])) }
    }
  }

  /// Enters somebody, or gives them other roles and another password, which ends their sessions.
  public func enter(_ member: Member, password: String) async throws(DeskFault) {
    _ = try Words(by: member.name)
    guard password.utf8.count >= 8, password.utf8.count <= 1000 else {
      throw DeskFault(
        refused: member.name, "a password has 8 bytes or more",
        hints: ["take a longer one, such as four words"])
    }
    let hash = try Password.hash(password)
    let roles = member.roles.joined(separator: "\n")
    try await access { database in
      try database.execute(
        sql: "DELETE FROM session WHERE member = ?", arguments: [member.name])
      try database.execute(
        sql: """
          INSERT INTO member (name, roles, password) VALUES (?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET roles = excluded.roles, password = excluded.password
          """, arguments: [member.name, roles, hash])
    }
  }

  /// Strikes somebody out; their sessions end, their signatures stay.
  public func strike(_ name: String) async throws(DeskFault) {
    let isStruck = try await access { database in
      try database.execute(sql: "DELETE FROM member WHERE name = ?", arguments: [name])
      return database.changesCount > 0
    }
    guard isStruck else {
      throw DeskFault(
        refused: name, "\(name) is not in the roster",
        hints: ["look for the name with forme roster"])
    }
  }

  /// Who somebody is that knows the password; nil for a wrong name or password, which take the same
  /// time to find out.
  public func verify(_ name: String, password: String) async throws(DeskFault) -> Member? {
    let row = try await read { database in
      try Row.fetchOne(
        database, sql: "SELECT roles, password FROM member WHERE name = ?", arguments: [name]
      ).map { (roles: Self.roles($0["roles"]), hash: $0["password"] as String) }
    }
    let isRight = Password.verify(password, hash: row?.hash ?? Password.nobody)
    guard let row, isRight else { return nil }
    return Member(name, roles: row.roles)
  }

  /// Who somebody is that knows the password; refused for anybody else.
  public func admit(_ name: String, password: String) async throws(DeskFault) -> Member {
    if let member = try await verify(name, password: password) { return member }
    throw DeskFault(
      refused: name, "\(name): the name or the password is wrong",
      hints: ["try again, or have the name entered: forme roster PUBLICATION --enter NAME"])
  }

  // MARK: - Sessions

  /// Begins a session; the token is not kept, only its hash.
  public func openSession(of member: Member, seconds: Int = 12 * 3600) async throws(DeskFault)
    -> String
  {
    let token = Password.token()
    let now = Int(clock().timeIntervalSince1970)
    try await access { database in
      try database.execute(sql: "DELETE FROM session WHERE ends < ?", arguments: [now])
      try database.execute(
        sql: "INSERT INTO session (token, member, ends) VALUES (?, ?, ?)",
        arguments: [Digest.sha256(Array(token.utf8)), member.name, now + seconds])
    }
    return token
  }

  /// Whose session a token is; nil for one that ended or never was.
  public func member(ofSession token: String) async throws(DeskFault) -> Member? {
    let now = Int(clock().timeIntervalSince1970)
    return try await read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT name, roles FROM session JOIN member ON name = member
          WHERE token = ? AND ends >= ?
          """, arguments: [Digest.sha256(Array(token.utf8)), now]
      ).map { Member($0["name"], roles: Self.roles($0["roles"])) }
    }
  }

  /// Ends a session.
  public func closeSession(_ token: String) async throws(DeskFault) {
    let hash = Digest.sha256(Array(token.utf8))
    try await access {
      try $0.execute(sql: "DELETE FROM session WHERE token = ?", arguments: [hash])
    }
  }

  private static func roles(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  /// Reads without waiting for who writes.
  private func read<Value: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(DeskFault) -> Value {
    do {
      return try await writer.read(work)
    } catch {
      throw DeskFault(error, at: path)
    }
  }

  private func access<Value: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(DeskFault) -> Value {
    do {
      return try await writer.write(work)
    } catch {
      throw DeskFault(error, at: path)
    }
  }
}

/// Hashing by libsodium (Argon2id), in its own format.
private enum Password {
  /// What a password is compared with when there is no such member.
  static let nobody = (try? hash("nobody")) ?? ""

  static func hash(_ password: String) throws(DeskFault) -> String {
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let isHashed = crypto_pwhash_str(
      &text, password, UInt64(password.utf8.count), UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE),
      Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))
    guard isHashed == 0 else {
      throw DeskFault(.broken, at: "roster", "no memory is left to hash a password")
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func verify(_ password: String, hash: String) -> Bool {
    crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0
  }

  /// 256 random bits in hexadecimal.
  static func token() -> String {
    var bytes = [UInt8](repeating: 0, count: 32)
    randombytes_buf(&bytes, bytes.count)
    return bytes.map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
  }
}
