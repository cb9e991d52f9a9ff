public import Newspaper
public import Production

/// 签字: somebody's name under a page as it showed itself; it holds for that one digest.
public struct Signature: Hashable, Sendable, Codable {
  /// Its number in the log.
  public var number: Int
  /// The page.
  public var page: DeskPage
  /// What the page showed.
  public var digest: PageDigest
  /// The stage, such as 终审.
  public var stage: String
  /// In which role.
  public var role: String
  /// Who signed.
  public var by: String
  /// When, by the clock.
  public var at: String
  /// Who took it back; nil while it holds.
  public var withdrawnBy: String?

  /// Whether it holds for what a page shows.
  public func holds(for digest: PageDigest) -> Bool {
    withdrawnBy == nil && self.digest == digest
  }
}

extension DeskStore {
  /// Signs a page as it shows itself; refused when the member has no role of the stage, or a
  /// demanded stage before it is not signed for the same digest.
  @discardableResult
  public func sign(
    _ page: DeskPage, _ digest: PageDigest, stage name: String, of stages: SigningStages,
    by member: Member
  ) async throws(DeskFault) -> Signature {
    let words = try Words(by: member.name)
    let stage = try stages.stage(name, for: member)
    let before = stages.demanded(before: name).map(\.name)
    return try await write { ledger in
      let standing = try ledger.database.signatures(on: page).filter { $0.holds(for: digest) }
      if let same = standing.first(where: { $0.stage == name && $0.by == words.name }) {
        return same
      }
      if let open = before.first(where: { name in !standing.contains { $0.stage == name } }) {
        throw DeskFault(
          refused: name, "\(name) of page \(page.number) comes after \(open), which is not signed",
          hints: ["have \(open) signed first"])
      }
      var act = LogEntry(.sign, by: words.name, page: page, digest: digest)
      act.stage = name
      act.role = stage.roles.first { member.roles.contains($0) } ?? member.roles.first ?? ""
      return try Signature(ledger.enter(act)).unwrapped(page.number)
    }
  }

  /// Takes a signature back.
  @discardableResult
  public func withdraw(_ signature: Int, by name: String) async throws(DeskFault) -> Signature {
    let words = try Words(by: name)
    return try await write { ledger in
      guard let entry = try ledger.database.entry(signature, .sign), let page = entry.deskPage,
        let before = try ledger.database.signatures(on: page).first(where: {
          $0.number == signature
        })
      else {
        throw DeskFault(
          refused: "signature \(signature)", "there is no signature \(signature)",
          hints: ["look at the signatures of the page again"])
      }
      if before.withdrawnBy != nil { return before }
      var act = LogEntry(.withdraw, by: words.name, page: page)
      act.concerns = signature
      _ = try ledger.enter(act)
      var after = before
      after.withdrawnBy = words.name
      return after
    }
  }

  /// All signatures of a page, or of all pages, in the order in which they were made; those that
  /// no longer hold too.
  public func signatures(on page: DeskPage? = nil) async throws(DeskFault) -> [Signature] {
    try await read { database in try database.signatures(on: page) }
  }
}

extension SigningStages {
  /// The stage of this name, at which the member may sign.
  fileprivate func stage(_ name: String, for member: Member) throws(DeskFault) -> Stage {
    guard let stage = self[name] else {
      throw DeskFault(
        refused: name, "there is no stage \(name)",
        hints: ["use one of " + stages.map(\.name).joined(separator: ", ")])
    }
    guard stage.admits(member.roles) else {
      let roles = stage.roles.joined(separator: ", ")
      throw DeskFault(
        refused: name, "\(member.name) may not sign \(name)", hints: ["have it signed by \(roles)"])
    }
    return stage
  }
}
