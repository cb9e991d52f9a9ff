public import Newspaper

/// What happens in a run, as it happens.
public enum PressEvent: Sendable {
  /// The run has the folder to itself.
  case began
  /// An issue was read: so many units, so many of them published before.
  case planned(issue: Int, of: Int, folder: String, units: Int, unchanged: Int)
  /// What is wrong with the issue and known before anything of it is made.
  case finding(Diagnostic)
  /// An edition is to be made into a folder, and out by then.
  case awaited(edition: String, due: Deadline?)
  /// An attempt at a unit ended.
  case unit(UnitTale)
  /// An edition's folder is complete.
  case edition(name: String, summary: String)
  /// How far the run is.
  case progress(PressProgress)
  /// The run came to its end: `done`, `errors` or `stopped`.
  case ended(String)
}

/// What came of an attempt at a unit.
public struct UnitTale: Sendable {
  /// As people call the unit.
  public var name: String
  /// `published`, `held back`, `failed`, `differs` or `not written`.
  public var ending: String
  /// What it took, where something was made.
  public var milliseconds: Double?
  /// Why it came to nothing.
  public var cause: String?
  /// Pages that were made.
  public var pages = 0
  /// Bytes that were published.
  public var bytes = 0
}

/// How far a run is.
public struct PressProgress: Sendable {
  /// Units done, whether now or before.
  public var done = 0
  /// Units of all issues planned so far.
  public var total = 0
  /// Units that came to nothing.
  public var failed = 0
  /// Units that the engine has.
  public var submitted = 0
  /// Units that could be handed out.
  public var ready = 0
  /// Pages made now, a second.
  public var pagesPerSecond = 0.0
  /// Seconds to go by what units took before; nil where that is not known.
  public var secondsLeft: Double?
  /// What the run waits for, where something keeps it from going on.
  public var trouble: String?
}
