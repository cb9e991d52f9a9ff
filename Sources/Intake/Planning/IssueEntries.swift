public import Newspaper

/// Entries to be written into an `issue.yaml`: stories into the slots of one page.
public struct IssueEntries: Sendable {
  /// The page's number.
  public var page: Int
  /// The layout a new page has, or one that had nothing on it gets.
  public var layout: String
  /// Slots and stories, as they are to be written.
  public var stories: [(slot: String, story: String)]

  /// Makes entries.
  public init(page: Int, layout: String, stories: [(slot: String, story: String)]) {
    self.page = page
    self.layout = layout
    self.stories = stories
  }

  /// 版名 of a page that nobody has named yet.
  static let section = "待定"

  /// Writes the entries into the text of an `issue.yaml`; all else stays as it is, comments too.
  ///
  /// Refused when the result would not read back as the old file with just these entries.
  public func written(into text: String, file: String) -> Result<String, Diagnostic> {
    var report = Report()
    guard let tree = Tree(yaml: text, file: file, report: &report), case .mapping = tree.content
    else { return .failure(refusal(file, nil, "it does not parse")) }
    var draft = YamlDraft(text)
    if let fault = write(into: &draft, tree) {
      return .failure(refusal(file, fault.at, fault.reason))
    }
    let wanted = tree.merged(with: additions(to: tree), depth: 3)
    guard let found = Tree(yaml: draft.text, file: file, report: &report),
      found.canonical == wanted.canonical
    else {
      return .failure(refusal(file, tree["pages"]?.at, "the result would not read back"))
    }
    return .success(draft.text)
  }

  private struct Fault {
    let at: SourceRange?
    let reason: String
  }

  private func refusal(_ file: String, _ at: SourceRange?, _ reason: String) -> Diagnostic {
    Diagnostic(
      .error, "plan.notWritten", subject: file, at: at,
      "page \(page) cannot be written into \(file): \(reason)",
      hints: ["write the entries by hand: " + lines.joined(separator: ", ")])
  }

  private var lines: [String] {
    stories.map { "\(YamlDraft.scalar($0.slot)): \(YamlDraft.scalar($0.story))" }
  }

  private func write(into draft: inout YamlDraft, _ tree: Tree) -> Fault? {
    guard let pages = tree.members.first(where: { $0.key.value == "pages" }) else {
      draft.append(["pages:"] + newPage(indent: 2))
      return nil
    }
    guard let own = pages.value.members.first(where: { Int($0.key.value) == page }) else {
      if case .mapping = pages.value.content {
        guard let first = pages.value.members.first, isBlock(pages) else {
          return Fault(at: pages.value.at, reason: "pages are written in {…}, not line by line")
        }
        draft.insert(newPage(indent: first.indent), after: draft.end(of: pages))
      } else {
        draft.insert(newPage(indent: 2), after: pages.line)
      }
      return nil
    }
    guard isBlock(own), let firstKey = own.value.members.first else {
      return Fault(at: own.value.at, reason: "the page is written in {…}, not line by line")
    }
    if let written = own.value["layout"], written.scalar != layout {
      draft.replace(written, with: YamlDraft.scalar(layout))
    }
    return writeSlots(into: &draft, own, indent: firstKey.indent)
  }

  private func writeSlots(into draft: inout YamlDraft, _ own: Tree.Member, indent: Int) -> Fault? {
    guard let slots = own.value.members.first(where: { $0.key.value == "slots" }) else {
      let space = String(repeating: " ", count: indent)
      let entries = lines.map { "\(space)  \($0)" }
      draft.insert(["\(space)slots:"] + entries, after: draft.end(of: own))
      return nil
    }
    if case .mapping(let members) = slots.value.content, !members.isEmpty {
      guard isBlock(slots) else {
        return Fault(at: slots.value.at, reason: "its slots are written in {…}, not line by line")
      }
      let space = String(repeating: " ", count: members[0].indent)
      // A slot that is named and left empty is filled where it stands.
      var missing: [String] = []
      for (entry, line) in zip(stories, lines) {
        if let named = members.first(where: { $0.key.value == entry.slot }) {
          guard case .nothing = named.value.content else {
            return Fault(at: named.key.at, reason: "slot \(entry.slot) holds something already")
          }
          draft.fill(named, with: YamlDraft.scalar(entry.story))
        } else {
          missing.append(space + line)
        }
      }
      draft.insert(missing, after: draft.end(of: slots))
      return nil
    }
    let space = String(repeating: " ", count: indent + 2)
    draft.clear(slots)
    draft.insert(lines.map { space + $0 }, after: slots.line)
    return nil
  }

  private func newPage(indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    return [
      "\(space)\(page):", "\(space)  layout: \(YamlDraft.scalar(layout))",
      "\(space)  section: \(Self.section)", "\(space)  slots:",
    ] + lines.map { "\(space)    \($0)" }
  }

  /// Whether a member's value stands in lines of its own under the key.
  private func isBlock(_ member: Tree.Member) -> Bool {
    guard let first = member.value.members.first else { return false }
    return first.line > member.line
  }

  /// What the file should say besides what it says.
  private func additions(to tree: Tree) -> Tree {
    let at = tree.at
    func entry(_ key: String, _ value: Tree.Content) -> Tree.Member {
      Tree.Member(key: Located(key, at: at), value: Tree(content: value, at: at))
    }
    let slots = stories.map { entry($0.slot, .scalar($0.story, plain: true)) }
    let trying = tree.trying(page: page, layout: layout)
    guard var own = trying["pages"]?.members.first(where: { Int($0.key.value) == page }) else {
      return trying
    }
    let addition = Tree(content: .mapping([entry("slots", .mapping(slots))]), at: at)
    own.value = own.value.merged(with: addition, depth: 1)
    return Tree(
      content: .mapping([entry("pages", .mapping([own]))]), at: at)
  }
}

extension Tree.Member {
  /// The line of the key, from 1.
  fileprivate var line: Int { key.at?.line ?? 1 }

  /// Spaces before the key.
  fileprivate var indent: Int { max(0, (key.at?.column ?? 1) - 1) }
}

extension Tree {
  /// What it says, the order of keys aside.
  fileprivate var canonical: String {
    switch content {
    case .nothing: "~"
    case .scalar(let text, _): "“\(text)”"
    case .list(let items): "[" + items.map(\.canonical).joined(separator: ",") + "]"
    case .mapping(let members):
      "{" + members.map { "\($0.key.value):\($0.value.canonical)" }.sorted().joined(separator: ",")
        + "}"
    }
  }
}

/// The lines of a YAML file while entries are written into it.
private struct YamlDraft {
  /// Each with its line end but the last.
  private var lines: [String]
  private let lineEnd: String
  /// Insertions, made at the end so that line numbers hold until then.
  private var insertions: [(after: Int, lines: [String])] = []

  init(_ text: String) {
    lineEnd = text.unicodeScalars.contains("\r") ? "\r\n" : "\n"
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      String(String.UnicodeScalarView($0)).trimmingLineEnd
    }
  }

  var text: String {
    var lines = lines
    for insertion in insertions.reversed() {
      lines.insert(contentsOf: insertion.lines, at: insertion.after)
    }
    return lines.joined(separator: lineEnd)
  }

  mutating func insert(_ new: [String], after line: Int) {
    insertions.append((line, new))
  }

  mutating func append(_ new: [String]) {
    let last = lines.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    insertions.append((last + 1, new))
  }

  /// The last line that belongs to a member's value: deeper than its key, comments and blank lines
  /// at the end left out.
  func end(of member: Tree.Member) -> Int {
    var end = member.line
    for number in (member.line + 1)..<max(member.line + 1, lines.count + 1) {
      let line = lines[number - 1]
      let content = line.drop { $0 == " " }
      if content.isEmpty || content.first == "#" { continue }
      guard line.count - content.count > member.indent else { break }
      end = number
    }
    return end
  }

  /// Puts other words in the place of a plain or quoted scalar.
  mutating func replace(_ value: Tree, with words: String) {
    let line = Array(lines[value.at.line - 1].unicodeScalars)
    let from = min(line.count, value.at.column - 1)
    let to = min(line.count, max(from, value.at.endColumn - 1))
    var new = String.UnicodeScalarView(line[..<from])
    new.append(contentsOf: words.unicodeScalars)
    new.append(contentsOf: line[to...])
    lines[value.at.line - 1] = String(new)
  }

  /// Gives a key without a value its value, before the comment on its line.
  mutating func fill(_ member: Tree.Member, with words: String) {
    let line = Array(lines[member.line - 1].unicodeScalars)
    guard let colon = line.dropFirst(member.indent).firstIndex(of: ":") else { return }
    var new = String.UnicodeScalarView(line[...colon])
    new.append(contentsOf: " \(words)".unicodeScalars)
    let rest = line[(colon + 1)...]
    if rest.contains("#") { new.append(contentsOf: rest) }
    lines[member.line - 1] = String(new)
  }

  /// Takes an empty `{}` or `~` away from behind a key.
  mutating func clear(_ member: Tree.Member) {
    let line = Array(lines[member.line - 1].unicodeScalars)
    guard let colon = line.dropFirst(member.indent).firstIndex(of: ":") else { return }
    let comment = line[(colon + 1)...].firstIndex(of: "#").map { line[$0...] } ?? []
    var new = String.UnicodeScalarView(line[...colon])
    if !comment.isEmpty { new.append(contentsOf: " ".unicodeScalars + Array(comment)) }
    lines[member.line - 1] = String(new)
  }

  /// Text as a scalar that means itself.
  static func scalar(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.isIdeographic
        || ("0"..."9").contains(scalar) || "._/-".unicodeScalars.contains(scalar)
    }
    let isWord = text.unicodeScalars.first.map { $0.properties.isAlphabetic || $0 == "." } ?? false
    if isPlain, isWord, !["true", "false", "null", "yes", "no", "on", "off"].contains(text) {
      return text
    }
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
      + "'"
  }
}

extension String {
  /// Without a carriage return at its end.
  fileprivate var trimmingLineEnd: String {
    unicodeScalars.last == "\r" ? String(unicodeScalars.dropLast()) : self
  }
}
