/// A place in a file somebody wrote: lines and columns count from 1, columns in characters.
public struct SourceRange: Hashable, Sendable {
  /// The file's path as the user would name it, relative to the issue folder where it lies inside.
  public var file: String
  /// From 1.
  public var line: Int
  /// From 1, in characters.
  public var column: Int
  /// The line of the last character; equal to `line` for most values.
  public var endLine: Int
  /// The column after the last character.
  public var endColumn: Int

  /// Makes a range; without an end it is the one place.
  public init(
    file: String, line: Int, column: Int, endLine: Int? = nil, endColumn: Int? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.endLine = endLine ?? line
    self.endColumn = endColumn ?? column
  }
}

extension SourceRange: CustomStringConvertible {
  /// The place as compilers write it.
  public var description: String { "\(file):\(line):\(column)" }
}

/// A value together with the place where somebody wrote it.
public struct Located<Value> {
  /// What was written.
  public var value: Value
  /// Nil for a value that nobody wrote (a default).
  public var at: SourceRange?

  /// Ties a value to its place.
  public init(_ value: Value, at: SourceRange? = nil) {
    self.value = value
    self.at = at
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

/// How bad it is.
public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
  /// For information.
  case note
  /// Printed, but a reader or the press would see it.
  case warning
  /// The page cannot go to press.
  case error

  /// Whether one is less bad.
  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// One thing that somebody should know: the rule, the place and what to do.
///
/// Summaries are worded like a headline: lower case, no full stop, the thing at fault first,
/// numbers in the reader's unit ("lead: 37 characters over (3 lines of leg 5)").
/// Hints are orders: "cut 37 characters".
public struct Diagnostic: Error, Hashable, Sendable {
  /// How bad it is.
  public var severity: Severity
  /// A stable, dotted name of the rule, such as `fit.body.overset`.
  public var code: String
  /// What it is about: a story, photo, slot or file by name.
  public var subject: String
  /// Where the value at fault was written.
  public var at: SourceRange?
  /// The page it shows on, where it shows on one.
  public var page: Int?
  /// The part of the page it concerns, for the proof overlay.
  public var area: Rect?
  /// The finding in one line.
  public var summary: String
  /// What a reader would ask next.
  public var explanation: String?
  /// Next actions, the best first.
  public var hints: [String]
  /// Of a finding about fit: the characters too many (above 0) or wanting (below 0); of what
  /// copyfitting did, those that it saved or filled.
  public var characters: Int?

  /// Makes a diagnostic.
  public init(
    _ severity: Severity, _ code: String, subject: String, at: SourceRange? = nil,
    page: Int? = nil, area: Rect? = nil, _ summary: String, explanation: String? = nil,
    hints: [String] = [], characters: Int? = nil
  ) {
    self.severity = severity
    self.code = code
    self.subject = subject
    self.at = at
    self.page = page
    self.area = area
    self.summary = summary
    self.explanation = explanation
    self.hints = hints
    self.characters = characters
  }
}

/// All that was found in a run, in a stable order.
public struct Report: Hashable, Sendable {
  /// The findings in the order they were made.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Makes an empty report.
  public init() {}

  /// Adds one finding; the same finding is kept once.
  public mutating func add(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  /// Adds all findings of another report.
  public mutating func add(_ other: Report) {
    for diagnostic in other.diagnostics { add(diagnostic) }
  }

  /// Whether the page or issue must not go to press.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// How many findings are of this severity.
  public func count(_ severity: Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }
}
