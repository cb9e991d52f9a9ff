import FoundationEssentials
import Glibc
import Newspaper

/// What stands beside a dropped issue about it: `0512.status.json`.
///
/// It is all that is remembered of an issue: whoever takes it away has the issue handled again.
struct DropNote: Codable {
  /// An edition of the issue as it was made.
  struct Edition: Codable {
    /// Its folder in the output folder.
    var folder: String
    /// A page file each.
    var pages: Int
    /// Whether no page was held back.
    var isWhole: Bool
  }

  var issue: String
  var state: DropState
  /// The state in Chinese.
  var word: String
  /// Since when, as 2026-12-30T22:30:05Z.
  var since: String
  /// When it must be out.
  var due: String?
  /// Why it is in this state.
  var cause: String?
  /// How often work on it was begun without coming to an end.
  var attempts = 0
  var editions: [Edition] = []
  /// Which marker or listing made it complete.
  var sign: String
  /// What lay in its folder.
  var listing: String

  init(_ name: String, sign: String, listing: String) {
    issue = name
    state = .received
    word = state.word
    since = Self.now
    self.sign = sign
    self.listing = listing
  }

  /// Work that was broken off so often waits until the others are done: it may be what breaks it off.
  var isSuspect: Bool { attempts >= 3 }

  mutating func enter(_ state: DropState, cause: String? = nil) {
    self.state = state
    self.cause = cause
    word = state.word
    since = Self.now
  }

  /// The moment by UTC.
  private static var now: String { Date().formatted(.iso8601) }

  // MARK: - On disk

  static let ending = ".status.json"

  static func path(_ name: String, in folder: String) -> String { "\(folder)/\(name)\(ending)" }

  /// Reads the note about an issue; nil for what is no note.
  init?(about name: String, in folder: String) {
    let path = Self.path(name, in: folder)
    var status = stat()
    // Somebody's pipe of this name would keep us waiting for ever.
    guard unsafe lstat(path, &status) == 0, status.kind == S_IFREG, status.st_size < 1 << 20,
      let data = FileManager.default.contents(atPath: path),
      let note = try? JSONDecoder().decode(DropNote.self, from: data), note.issue == name
    else { return nil }
    self = note
  }

  func write(in folder: String) -> Report {
    OutputFolder.write(
      Array((sortedJSON + "\n").utf8), as: "\(issue)\(Self.ending)", in: folder)
  }
}

/// What is told beside an issue when work on it has ended: `0512.report.txt` and `.json`.
struct DropReport {
  var note: DropNote
  var delivery: DropDelivery?
  var findings: Report

  static let endings = [".report.txt", ".report.json"]

  func write(in folder: String) -> Report {
    var report = Report()
    for (ending, text) in zip(Self.endings, [text, json]) {
      report.add(OutputFolder.write(Array(text.utf8), as: note.issue + ending, in: folder))
    }
    return report
  }

  private var text: String {
    var text = "\(note.issue): \(note.state.rawValue) \(note.word)"
    if let cause = note.cause { text += ", \(cause)" }
    text += "\n"
    for edition in note.editions {
      text += "\(edition.folder): \(edition.pages) pages"
      text += edition.isWhole ? "\n" : ", not complete: not to be delivered\n"
    }
    if let delivery {
      text += "delivered: \(delivery.sent) files now, \(delivery.known) before\n"
    }
    return findings.diagnostics.isEmpty ? text : text + "\n" + findings.text()
  }

  private var json: String {
    struct Head: Encodable {
      var issue: String
      var state: DropState
      var cause: String?
      var editions: [DropNote.Edition]
      var sent: Int?
      var known: Int?
    }
    let head = Head(
      issue: note.issue, state: note.state, cause: note.cause, editions: note.editions,
      sent: delivery?.sent, known: delivery?.known)
    return head.sortedJSON.dropLast(2) + ",\n  \"findings\" : \(findings.json())\n}\n"
  }
}
