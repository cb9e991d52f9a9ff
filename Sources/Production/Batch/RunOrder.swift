public import Newspaper

/// What `forme press` was asked to do.
public struct RunOrder: Codable, Sendable {
  /// The issues' folders.
  public var issues: [String]
  /// One edition by code or name; nil for all.
  public var edition: String?
  /// What the files are for: `press` or `screen`.
  public var purpose: String
  /// A file with the settings of the press.
  public var press: String?
  /// Marks outside the trim; nil: as the press wants.
  public var marks: [String]?
  /// Nil: one a core.
  public var workers: Int?
  /// Seconds that a unit may take.
  public var timeLimit: Double = 120
  /// Megabytes of addresses that a worker may use.
  public var memory: Int = 4096
  /// When editions must be out, minutes after midnight by folder name or edition code.
  ///
  /// The earliest goes first; times from noon on are of the day before. For what is not named the
  /// issue's own deadline counts.
  public var deadlines: [String: Int] = [:]
  /// Pages that alone are to be made anew, each edition concerned getting a new version.
  public var replacing: [Int]?
  /// Where finished pages lie, such as `s3://bucket/prefix`; nil: in the output folder.
  public var store: String?
  /// When changed pages make a new version of an edition; nil: once there is a later one than the
  /// first.
  public var versioning: Versioning?

  /// When changed pages make a new version of an edition.
  public enum Versioning: String, Codable, Sendable {
    /// As soon as the last one is complete.
    case onceComplete
  }
  /// Whether pages are put on plates, too; nil: they are not.
  public var imposing: Imposing?

  /// How pages are put on plates.
  public enum Imposing: String, Codable, Sendable {
    /// As the signature in the settings of the press says.
    case bySignature
  }
  /// What goes first where runs meet on a cluster; nil: an edition.
  public var tier: Tier?
  /// The cluster that makes the units; nil: this machine does.
  public var cluster: ClusterOrder?

  /// Makes an order.
  public init(
    issues: [String], edition: String?, purpose: Purpose, press: String?,
    marks: Set<PressSettings.Mark>?, workers: Int?
  ) {
    self.issues = issues
    self.edition = edition
    self.purpose = purpose.rawValue
    self.press = press
    self.marks = marks.map { $0.map(\.rawValue).sorted() }
    self.workers = workers
  }

  func issue(_ index: Int, reading: Int = 0) -> IssueOrder {
    IssueOrder(
      folder: issues[index], purpose: purpose, press: press, marks: marks, reading: reading)
  }

  func openStore(_ output: String) -> any PressStore {
    PressRoom.store(at: store ?? PressRoom.place(output))
  }

  /// When an edition must be out by the times of the order, else by those of its issue.
  func due(_ name: String, _ edition: Edition?, of issue: Issue) -> Deadline? {
    guard let minutes = deadlines[name] ?? edition.flatMap({ deadlines[$0.code] }) else {
      return issue.deadline
    }
    return Deadline(hour: minutes / 60, minute: minutes % 60, of: issue.date)
  }

  var standing: Purpose { Purpose(rawValue: purpose) ?? .press }
}

/// Asked for an edition that the issue does not have.
public struct UnknownEdition: Error, CustomStringConvertible {
  let name: String
  let known: [String]

  /// The fact, and what there is.
  public var description: String {
    "the issue has no edition “\(name)”; it has: \(known.joined(separator: ", "))"
  }
}

extension Issue {
  func editions(named name: String?) throws -> [Edition?] {
    guard let name, name != "all" else { return editions.isEmpty ? [nil] : editions }
    guard let found = editions.first(where: { $0.code == name || $0.name == name }) else {
      throw UnknownEdition(name: name, known: editions.map(\.code))
    }
    return [found]
  }
}
