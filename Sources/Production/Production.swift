// Production: issue folders in, files out.
//
// The front door:
// - IssueBuilder: opens an issue folder, makes up its pages, builds its press or screen PDFs
// - BuildOrder, BuiltEdition, Manifest: what is asked for and what came of it
// - Checkroom: everything that would stop the press, nothing written
// - PageDigest: tells whether two states of a page show the same
// - Planner, IssuePlan: which waiting story could stand in which open slot
// - FontSheet, Schemas, Starter: the small commands
// - Report.text(), Report.json(): findings for people and machines
//
// What it never does: decide anything about a page.

public import Newspaper

/// The version of Forme, as `forme --version` and slug lines say it.
public let formeVersion = "0.1.0"

/// What the files are made for.
public enum Purpose: String, Hashable, Sendable, CaseIterable {
  /// CMYK and spot inks, PDF/X-4.
  case press
  /// RGB.
  case screen
}

/// What is to be built of an issue.
public struct BuildOrder: Sendable {
  /// Nil stands for the issue itself, without an edition.
  public var editions: [Edition?]
  /// Nil for all.
  public var pages: Set<Int>?
  /// What the files are for.
  public var purpose: Purpose
  /// Nil: one a core.
  public var workers: Int?
  /// Whether a page as it is may go to press; nil where nobody is asked.
  public var clearance: Clearance?

  /// Makes an order.
  public init(
    editions: [Edition?], pages: Set<Int>? = nil, purpose: Purpose = .press, workers: Int? = nil,
    clearance: Clearance? = nil
  ) {
    self.clearance = clearance
    self.editions = editions
    self.pages = pages
    self.purpose = purpose
    self.workers = workers
  }
}

/// 付印许可: says of a page, as it shows itself, what keeps it from the press.
public struct Clearance: Sendable {
  private let examine: @Sendable (DeskPage, PageDigest) -> Report

  /// Asks whoever knows the signatures of a page.
  public init(_ examine: @escaping @Sendable (DeskPage, PageDigest) -> Report) {
    self.examine = examine
  }

  /// What keeps a page from the press; nothing for a page that is cleared.
  public func callAsFunction(_ page: DeskPage, _ digest: PageDigest) -> Report {
    examine(page, digest)
  }
}

/// A page as the proof desk knows it: what editions share is one page, what one prints alone
/// another.
public struct DeskPage: Hashable, Sendable, Codable {
  /// The page's number.
  public var number: Int
  /// The code of the edition whose own page it is; nil for a page that all share.
  public var edition: String?

  /// Names a page.
  public init(_ number: Int, edition: String? = nil) {
    self.number = number
    self.edition = edition
  }
}

extension DeskPage: CustomStringConvertible {
  /// `page 3`, or `page 3 (east)`.
  public var description: String { "page \(number)" + (edition.map { " (\($0))" } ?? "") }
}
