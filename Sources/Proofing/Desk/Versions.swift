import FoundationEssentials
import GRDB
import Newspaper
import Prepress
public import Production

/// What is to be kept of a page: what it shows, in words and as a picture.
public struct KeptProof: Sendable {
  /// The page.
  public var page: DeskPage
  /// What it shows.
  public var digest: PageDigest
  /// Its text story by story, in reading order.
  public var stories: [StoryText]
  /// The page as a PNG.
  public var picture: [UInt8]?

  /// Puts a proof together.
  public init(
    page: DeskPage, digest: PageDigest, stories: [StoryText], picture: [UInt8]? = nil
  ) {
    self.page = page
    self.digest = digest
    self.stories = stories
    self.picture = picture
  }
}

/// The text of a story as a page shows it.
public struct StoryText: Hashable, Sendable, Codable {
  /// The story's file; for what is no story, the slot.
  public var story: String
  /// The slot it stands in.
  public var slot: String
  /// Its headline, else its slot.
  public var title: String
  /// Heads, paragraphs and captions, in reading order.
  public var paragraphs: [String]

  /// Puts a story's text together.
  public init(story: String, slot: String, title: String, paragraphs: [String]) {
    self.story = story
    self.slot = slot
    self.title = title
    self.paragraphs = paragraphs
  }
}

/// 版次样: a page as it showed itself at a time.
public struct PageVersion: Hashable, Sendable, Codable {
  /// Its number in the log.
  public var number: Int
  /// The page.
  public var page: DeskPage
  /// What it shows.
  public var digest: PageDigest
  /// When it was kept, by the clock.
  public var at: String
}

extension DeskStore {
  /// How many versions of a page are kept, besides those that somebody signed or remarked on.
  public static let mostVersions = 60

  /// Keeps a version of a page; the latest one is not kept twice.
  ///
  /// The text and picture of old ones go; that they were is still in the log.
  @discardableResult
  public func keep(_ proof: KeptProof, by name: String = "forme") async throws(DeskFault)
    -> PageVersion
  {
    if let picture = proof.picture { try write(picture, of: proof.digest) }
    let (version, gone) = try await write { ledger -> (PageVersion, [PageDigest]) in
      let latest = try ledger.database.entries(of: [.keep], on: proof.page).last
      if let latest, latest.digest == proof.digest, let version = PageVersion(latest) {
        return (version, [])
      }
      let entry = try ledger.enter(
        LogEntry(.keep, by: name, page: proof.page, digest: proof.digest))
      for (place, story) in proof.stories.enumerated() {
        try ledger.database.keep(story, of: entry.number, at: place)
      }
      let gone = try ledger.database.prune(proof.page, to: Self.mostVersions)
      return (try PageVersion(entry).unwrapped(proof.page.number), gone)
    }
    for digest in gone where digest != proof.digest {
      try? FileManager.default.removeItem(atPath: picturePath(of: digest))
    }
    return version
  }

  /// The versions of a page, or of all, the latest first.
  public func versions(of page: DeskPage? = nil) async throws(DeskFault) -> [PageVersion] {
    try await read { database in
      let gone = Set(try Int.fetchAll(database, sql: "SELECT version FROM pruned"))
      return try database.entries(of: [.keep], on: page).reversed().compactMap { entry in
        gone.contains(entry.number) ? nil : PageVersion(entry)
      }
    }
  }

  /// The text of a version, story by story.
  public func text(of version: PageVersion) async throws(DeskFault) -> [StoryText] {
    try await read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT story FROM version_story JOIN passage ON hash = passage
          WHERE version = ? ORDER BY place
          """, arguments: [version.number]
      ).map { try JSONDecoder().decode(StoryText.self, from: Data($0.utf8)) }
    }
  }

  /// The picture of a version; nil when there is none, or it was pruned.
  public func picture(of digest: PageDigest) -> [UInt8]? {
    FileManager.default.contents(atPath: picturePath(of: digest)).map { [UInt8]($0) }
  }

  private func picturePath(of digest: PageDigest) -> String { "\(pictures)/\(digest.text).png" }

  private var pictures: String { "\(folder)/proofs" }

  private func write(_ picture: [UInt8], of digest: PageDigest) throws(DeskFault) {
    if let damage { throw damage }
    guard !FileManager.default.fileExists(atPath: picturePath(of: digest)) else { return }
    let report = OutputFolder.write(picture, as: "\(digest.text).png", in: pictures)
    if let refusal = report.diagnostics.first { throw DeskFault(writing: refusal) }
  }
}

extension Database {
  /// Keeps a story of a version; stories that did not change since are kept once.
  fileprivate func keep(_ story: StoryText, of version: Int, at place: Int) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(story), as: UTF8.self)
    let hash = Digest.sha256(Array(text.utf8))
    try execute(
      sql: "INSERT OR IGNORE INTO passage (hash, story) VALUES (?, ?)", arguments: [hash, text])
    try execute(
      sql: "INSERT INTO version_story (version, place, passage) VALUES (?, ?, ?)",
      arguments: [version, place, hash])
  }
}

extension Database {
  /// Takes the texts of old versions of a page out, all but the newest; gives the digests of which
  /// no picture is needed any more.
  fileprivate func prune(_ page: DeskPage, to most: Int) throws -> [PageDigest] {
    let gone = Set(try Int.fetchAll(self, sql: "SELECT version FROM pruned"))
    let kept = try entries(of: [.keep], on: page).filter { !gone.contains($0.number) }
    guard kept.count > most else { return [] }
    let marked = Set(try entries(of: [.sign, .remark], on: nil).compactMap(\.digest))
    let old = kept.dropLast(most).filter { $0.digest.map { !marked.contains($0) } ?? true }
    for entry in old {
      try execute(sql: "INSERT INTO pruned (version) VALUES (?)", arguments: [entry.number])
      try execute(sql: "DELETE FROM version_story WHERE version = ?", arguments: [entry.number])
    }
    try execute(
      sql: "DELETE FROM passage WHERE hash NOT IN (SELECT passage FROM version_story)")
    let needed = marked.union(kept.suffix(most).compactMap(\.digest))
    return old.compactMap(\.digest).filter { !needed.contains($0) }
  }
}

extension PageVersion {
  init?(_ entry: LogEntry) {
    guard entry.kind == .keep, let page = entry.deskPage, let digest = entry.digest else {
      return nil
    }
    self.init(number: entry.number, page: page, digest: digest, at: entry.at)
  }
}
