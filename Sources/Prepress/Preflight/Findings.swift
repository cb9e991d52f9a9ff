import Newspaper

/// What a check found, the like on one page gathered into one.
struct Findings {
  private struct Key: Hashable {
    var code: String
    var page: Int?
  }

  private struct Entry {
    var severity: Severity
    var first: String
    var rule: String?
    var hints: [String]
    var others: Set<String> = []
  }

  /// The file's name, as the user would say it.
  let name: String
  private var order: [Key] = []
  private var entries: [Key: Entry] = [:]

  init(name: String) { self.name = name }

  /// Notes a fault; a like one on the same page only adds to its count.
  mutating func add(
    _ severity: Severity, _ code: String, page: Int? = nil, _ summary: String,
    rule: String? = nil, hints: [String] = []
  ) {
    let key = Key(code: code, page: page)
    guard var entry = entries[key] else {
      order.append(key)
      entries[key] = Entry(severity: severity, first: summary, rule: rule, hints: hints)
      return
    }
    if summary != entry.first, entry.others.count < 1000 { entry.others.insert(summary) }
    entries[key] = entry
  }

  /// All that was found, in the order it was met.
  var report: Report {
    var report = Report()
    for key in order {
      guard let entry = entries[key] else { continue }
      let place = key.page.map { "page \($0): " } ?? ""
      let more = entry.others.isEmpty ? "" : " (and \(entry.others.count) more)"
      report.add(
        Diagnostic(
          entry.severity, "preflight.\(key.code)", subject: name, page: key.page,
          "\(name): \(place)\(entry.first)\(more)", explanation: entry.rule,
          hints: entry.hints))
    }
    return report
  }
}
