import Newspaper

/// 工件: what one worker makes in one go, known by a key that stands for everything it is made from.
struct PressUnit: Sendable {
  /// What kind of work it is, for the cost to expect.
  enum Kind: String, Sendable {
    /// A page, with those that its stories jump to.
    case pages
    /// All pages of an edition in one file.
    case edition
    /// Pages imposed on one side of a sheet.
    case plate
  }

  var key: String
  /// As people call it: `0512-east p7`.
  var name: String
  var kind: Kind
  /// What is to be done, as a worker reads it.
  var task: UnitTask
  /// Which of the run's issues it belongs to.
  var issue: Int
  /// The pages in it.
  var pages: [Int]
  /// The units whose pages it is put together from.
  var needs: [Int] = []
}

/// What a worker does for a unit.
enum UnitTask: Codable, Hashable, Sendable {
  /// Make up, draw and finish the chain that begins with a page.
  case pages(first: Int, edition: String?)
  /// Bind pages that lie in the store, by their names there.
  case bind([String])
  /// Impose pages that lie in the store; their names there, in the order of the side's cells.
  case impose(PlateSide, [String])
  /// Draw all pages of an edition into one file, for screens.
  case whole(edition: String?)
}

/// Which issue, made how: what a worker has to open for a unit.
struct IssueOrder: Codable, Hashable, Sendable {
  var folder: String
  var purpose: String
  var press: String?
  var marks: [String]?
  /// Goes up when the issue is to be read again.
  var reading = 0
}

/// What a worker is handed: some units of one issue, to be made one after the other.
///
/// More than one, as cutting fonts costs as much as drawing a page and is done once for all.
struct WorkOrder: Codable, Sendable {
  struct Unit: Codable, Sendable {
    var number: Int
    var key: String
    var task: UnitTask
    var attempt: Int
  }

  var issue: IssueOrder
  var units: [Unit]
}

/// What a worker says on its way.
struct WorkerWord: Codable, Sendable {
  var unit: Int
  /// Nil: the unit is being worked at.
  var ending: Ending?
  /// Why it ended so.
  var cause: String?
  /// The cluster wants the place for others: no fault of the unit.
  var isPushedOff: Bool?
}

/// How work on a unit ended: the exit codes of a unit's process, whatever engine runs it.
enum Ending: Int32, Codable, Sendable {
  /// Published, or already there.
  case published = 0
  /// Bad input: never tried again; the page is named.
  case refused = 65
  /// Other bytes under one key: the input does not tell all, or the machine is at fault.
  case differs = 70
  /// The store does not answer: no other unit will fare better now.
  case noAnswer = 69
  /// The store cannot be written to: no other unit will fare better.
  case noStore = 74
  /// Whatever else; tried again.
  case again = 75
}
