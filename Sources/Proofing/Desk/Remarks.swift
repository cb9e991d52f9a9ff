public import Production

/// 批注: a remark pinned to a place on the page, with what was answered.
public struct Remark: Hashable, Sendable, Codable {
  /// Its number in the log.
  public var number: Int
  /// The page it stands on.
  public var page: DeskPage
  /// What the page showed when it was made.
  public var digest: PageDigest
  /// Where it is pinned.
  public var place: RemarkPlace
  /// The words.
  public var text: String
  /// Who made it.
  public var by: String
  /// When, by the clock.
  public var at: String
  /// What was answered, in order.
  public var replies: [Reply]
  /// Who resolved it; nil while it is open.
  public var resolvedBy: String?

  /// An answer to a remark.
  public struct Reply: Hashable, Sendable, Codable {
    /// Its number in the log.
    public var number: Int
    /// The words.
    public var text: String
    /// Who answered.
    public var by: String
    /// When, by the clock.
    public var at: String
  }
}

extension DeskStore {
  /// Pins a remark to a place of a page as it shows itself.
  @discardableResult
  public func remark(
    _ text: String, at place: RemarkPlace, on page: DeskPage, _ digest: PageDigest, by name: String
  ) async throws(DeskFault) -> Remark {
    let words = try Words(text, by: name)
    return try await write { ledger in
      var act = LogEntry(.remark, by: words.name, page: page, digest: digest)
      act.place = place
      act.text = words.text
      return try Remark(ledger.enter(act)).unwrapped(page.number)
    }
  }

  /// Answers a remark.
  @discardableResult
  public func reply(_ text: String, to remark: Int, by name: String) async throws(DeskFault)
    -> Remark
  {
    let words = try Words(text, by: name)
    return try await add(.reply, to: remark, words)
  }

  /// Marks a remark as done; one that is resolved already stays as it is.
  @discardableResult
  public func resolve(_ remark: Int, by name: String) async throws(DeskFault) -> Remark {
    try await add(.resolve, to: remark, Words(by: name))
  }

  /// Opens a resolved remark again.
  @discardableResult
  public func reopen(_ remark: Int, by name: String) async throws(DeskFault) -> Remark {
    try await add(.reopen, to: remark, Words(by: name))
  }

  /// The remarks on a page, or on all, in the order in which they were made.
  public func remarks(on page: DeskPage? = nil) async throws(DeskFault) -> [Remark] {
    try await read { database in try database.remarks(on: page) }
  }

  private func add(_ kind: LogEntry.Kind, to number: Int, _ words: Words) async throws(DeskFault)
    -> Remark
  {
    try await write { ledger in
      guard let first = try ledger.database.entry(number, .remark), let page = first.deskPage,
        let before = try ledger.database.remarks(on: page).first(where: { $0.number == number })
      else {
        throw DeskFault(
          refused: "remark \(number)", "there is no remark \(number)",
          hints: ["look at the remarks of the page again"])
      }
      // Told twice, as by a browser that tries again, it is done once.
      let isDone =
        kind == .resolve && before.resolvedBy != nil || kind == .reopen && before.resolvedBy == nil
      if isDone { return before }
      var act = LogEntry(kind, by: words.name, page: page, digest: nil)
      act.concerns = number
      act.text = words.text
      _ = try ledger.enter(act)
      return try ledger.database.remarks(on: page).first { $0.number == number } ?? before
    }
  }
}

/// What somebody writes at the desk.
struct Words {
  let text: String?
  let name: String

  private static let most = 4000

  /// Checks words and who says them.
  init(_ text: String? = nil, by name: String) throws(DeskFault) {
    guard name.contains(where: { !$0.isWhitespace }), name.count <= 60 else {
      throw DeskFault(
        refused: "name", "a name is needed, of no more than 60 characters",
        hints: ["say who you are"])
    }
    self.name = name
    self.text = text
    guard let text else { return }
    guard text.contains(where: { !$0.isWhitespace }), text.count <= Self.most else {
      throw DeskFault(
        refused: "remark", "a remark has 1 to \(Self.most) characters; this has \(text.count)",
        hints: [text.count > Self.most ? "say it in fewer words" : "write what is to be done"])
    }
  }
}
