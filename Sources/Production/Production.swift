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

  /// Makes an order.
  public init(
    editions: [Edition?], pages: Set<Int>? = nil, purpose: Purpose = .press, workers: Int? = nil
  ) {
    self.editions = editions
    self.pages = pages
    self.purpose = purpose
    self.workers = workers
  }
}
