import GRDB
public import Newspaper

/// Why the desk could not keep or give something; nothing was changed.
public struct DeskFault: Error, Hashable, Sendable {
  /// The kinds of fault, by the codes of their diagnostics.
  public enum Kind: String, Hashable, Sendable {
    /// Somebody else was writing all the time.
    case locked = "desk.locked"
    /// The file is not what was written.
    case damaged = "desk.damaged"
    /// No space left.
    case full = "desk.full"
    /// The folder or file may not be written to.
    case denied = "desk.denied"
    /// A later version of Forme made the store.
    case newer = "desk.newer"
    /// What was asked for is against the rules of the desk, or about something it does not know.
    case refused = "desk.refused"
    /// The disk failed.
    case broken = "desk.broken"
  }

  /// What kind of fault it is.
  public var kind: Kind
  /// The fault for people: what, and what to do.
  public var diagnostic: Diagnostic

  /// What was asked for cannot be done: the reason, and what to do instead.
  init(refused subject: String, _ summary: String, hints: [String]) {
    kind = .refused
    diagnostic = Diagnostic(.error, kind.rawValue, subject: subject, summary, hints: hints)
  }

  /// A fault of a file of the desk.
  init(_ kind: Kind, at path: String, _ detail: String? = nil) {
    self.kind = kind
    let (fact, hints) = kind.wording
    diagnostic = Diagnostic(
      .error, kind.rawValue, subject: path, "\(path) \(fact)", explanation: detail,
      hints: hints)
  }

  /// A file of the desk could not be written.
  init(writing refusal: Diagnostic) {
    kind = refusal.summary.hasSuffix("no space left on the disk") ? .full : .denied
    diagnostic = refusal
    diagnostic.code = kind.rawValue
    diagnostic.hints = kind.wording.hints
  }

  /// Whatever the database says.
  init(_ error: any Error, at path: String) {
    if let fault = error as? DeskFault {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.broken, at: path, "\(error)")
      return
    }
    let kind: Kind =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
      case .SQLITE_NOTADB, .SQLITE_CORRUPT: .damaged
      case .SQLITE_FULL: .full
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH: .denied
      default: .broken
      }
    self.init(kind, at: path, error.message)
  }
}

extension DeskFault.Kind {
  fileprivate var wording: (fact: String, hints: [String]) {
    switch self {
    case .locked:
      (
        "is locked: somebody else writes to it",
        ["try again", "end the program that holds the file open"]
      )
    case .damaged:
      (
        "is damaged and is only read; nothing in it is overwritten",
        [
          "copy the folder away, then put a copy of the file from a backup in its place",
          "or move the file away: the desk begins a new one, and remarks and signatures stay in "
            + "the old",
        ]
      )
    case .full:
      ("cannot be written: no space left on the disk", ["free some space on the disk"])
    case .denied:
      ("cannot be written: permission denied", ["check who may write to the issue's folder"])
    case .newer:
      ("was made by a later version of Forme", ["use that version"])
    case .refused: ("refuses this", [])
    case .broken: ("cannot be used: the disk failed", ["look at the disk, then try again"])
    }
  }
}
