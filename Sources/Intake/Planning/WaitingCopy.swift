public import Newspaper

/// What an issue has to plan with: its pages, and the stories that stand on none.
public struct WaitingCopy: Sendable {
  /// The issue, with the page in question as it would be.
  public var issue: Issue
  /// 待排稿件: the stories of the issue's folder that stand on no page, by name.
  public var stories: [Story]
  /// Names of stories as `issue.yaml` writes them, by id.
  public var names: [String: String]
}

extension Intake {
  /// Reads an issue and the stories that wait for a place.
  ///
  /// - Parameters:
  ///   - folder: The folder that holds `issue.yaml`.
  ///   - layouts: The installation's Layouts folder.
  ///   - trial: A page that is to have a layout: one the issue does not have yet, or one with
  ///     nothing placed on it.
  /// - Returns: What could be read, and all that is wrong with it; empty slots and waiting stories
  ///   are no faults here.
  public static func waitingCopy(
    at folder: String, layouts: String, trial: (page: Int, layout: String)? = nil
  ) -> (copy: WaitingCopy?, report: Report) {
    var reader = IssueReader(folder: folder, layouts: layouts)
    reader.trial = trial
    guard let issue = reader.issue() else { return (nil, reader.reading.report) }
    let waiting = reader.waiting(besides: issue.stories)
    var report = Report()
    let echoes = ["slot.empty", "story.unused", "page.gap"]
    for finding in reader.reading.report.diagnostics where !echoes.contains(finding.code) {
      report.add(finding)
    }
    return (
      WaitingCopy(
        issue: issue, stories: waiting.map(\.story),
        names: Dictionary(uniqueKeysWithValues: waiting.map { ($0.story.id, $0.name) })), report
    )
  }
}

extension Tree {
  /// An issue's tree with a page that has another layout; nothing else of the page is changed.
  func trying(page number: Int, layout: String) -> Tree {
    func entry(_ key: String, _ value: Tree.Content) -> Member {
      Member(key: Located(key, at: at), value: Tree(content: value, at: at))
    }
    let own = self["pages"]?.members.first { Int($0.key.value) == number }
    var keys = [entry("layout", .scalar(layout, plain: true))]
    if own == nil { keys.append(entry("section", .scalar(IssueEntries.section, plain: true))) }
    let page = entry(own?.key.value ?? "\(number)", .mapping(keys))
    let pages = entry("pages", .mapping([page]))
    return merged(with: Tree(content: .mapping([pages]), at: at), depth: 2)
  }
}
