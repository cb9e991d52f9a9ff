public import Intake

/// 改样: a change to one of the files, as the desk knows it.
///
/// It carries the digest of the file's content from which it was made; when the file holds
/// something else by now it is refused.
public struct SourceEdit: Sendable, Codable, Hashable {
  /// What can be changed.
  public typealias Change = SourceChange

  /// The file: a story's id, or `issue.yaml`.
  public var file: String
  /// SHA-256 of the file's content that the edit was made from, as 64 hexadecimal digits.
  public var basedOn: String
  /// What is to be changed.
  public var change: Change

  /// Makes an edit.
  public init(file: String, basedOn: String, change: Change) {
    self.file = file
    self.basedOn = basedOn
    self.change = change
  }
}

/// A file of the issue that the desk may change.
public struct SourceFile: Sendable, Codable, Hashable {
  /// A story's id, or `issue.yaml`.
  public var file: String
  /// SHA-256 of its content.
  public var digest: String
  /// The whole of it as it is written.
  public var text: String
  /// The part after the front matter, lines ending in `\n`; the whole of a file without.
  public var body: String
}

/// What an edit did.
public struct EditReceipt: Sendable, Codable, Hashable {
  /// The file that was written.
  public var file: String
  /// The digest of its content before.
  public var before: String
  /// The digest of its content now.
  public var after: String
}

/// Why an edit was not made; nothing was written.
public enum EditRefusal: Error, Sendable, Codable, Hashable {
  /// The file holds something else than the edit was made from; both texts are given, and that of
  /// the edit was put into `keptAs`, a file of the folder, when that could be written.
  case changedUnderneath(now: SourceFile, yours: String, keptAs: String?)
  /// The issue has no such file, story, photo, page or slot.
  case unknown(String)
  /// The file lies outside the publication's folder.
  case outside(String)
  /// The value is written in a way that cannot be changed here without touching more than it.
  case byHand(String)
  /// With the edit the file would say something else than was meant, or could not be read.
  case spoils(String)
  /// The file could not be read or written.
  case notWritten(String)
  /// Nothing is there to be undone or done again.
  case nothing
}

extension EditRefusal {
  init(_ fault: SourceChangeFault) {
    self =
      switch fault {
      case .unknown(let what): .unknown(what)
      case .byHand(let why): .byHand(why)
      case .spoils(let why): .spoils(why)
      }
  }
}
