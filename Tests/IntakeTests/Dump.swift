import Newspaper

extension Diagnostic {
  /// The finding as a case expects it.
  var dump: String {
    var text = "\(at?.description ?? "-"): \(severity) \(code): \(summary)"
    if let explanation { text += "\n  \(explanation)" }
    for hint in hints { text += "\n  -> \(hint)" }
    return text
  }
}

extension Story {
  /// The body, a line a block and a line a run.
  var dump: [String] { body.flatMap(\.dump) }
}

extension Block {
  fileprivate var dump: [String] {
    switch self {
    case .paragraph(let text): ["paragraph"] + text.dump
    case .subhead(let text): ["subhead"] + text.dump
    case .table(let rows):
      rows.flatMap { row in ["row"] + row.flatMap { $0.runs.isEmpty ? ["  empty"] : $0.dump } }
    }
  }
}

extension RichText {
  fileprivate var dump: [String] {
    runs.map { run in
      let place = run.at.map { "\($0.line):\($0.column)" } ?? "-"
      let link = run.link.map { " -> \($0)" } ?? ""
      return "  \(place) \(run.style.words) “\(run.text)”\(link)"
    }
  }
}

extension InlineStyle {
  fileprivate var words: String {
    let names: [(InlineStyle, String)] = [
      (.bold, "bold"), (.kai, "kai"), (.superscript, "superscript"),
      (.subscripted, "subscript"), (.emphasis, "emphasis"), (.properName, "name"),
      (.bookTitle, "title"),
    ]
    let found = names.filter { contains($0.0) }.map(\.1)
    return found.isEmpty ? "plain" : found.joined(separator: "+")
  }
}

extension Issue {
  /// What stands where: the issue's pages, then each edition's own.
  var dump: [String] {
    pages.flatMap(\.dump)
      + editions.flatMap { ["edition \($0.code)"] + $0.pages.flatMap(\.dump) }
  }
}

extension Page {
  fileprivate var dump: [String] {
    ["page \(number) \(section) (\(layout.name))"]
      + placements.map { placement in
        let content =
          switch placement.content {
          case .story(let id): id
          case .continuation: "continuation"
          case .advertisement(let ad): "ad \(ad.file.value)"
          case .teasers(let ids): "teasers " + ids.joined(separator: ", ")
          }
        let jump = placement.jump.map { " -> \($0.value.page)/\($0.value.slot)" } ?? ""
        let area = layout.slot(placement.slot.value).map { " at \($0.area)" } ?? ""
        return "  \(placement.slot.value): \(content)\(jump)\(area)"
      }
  }
}

extension Signature {
  fileprivate var dump: String {
    "\(pagesPerPlate) a plate, sections \(sections), \(heads.rawValue), "
      + "\(marks.map(\.rawValue).sorted()), \(at?.description ?? "-")"
  }
}

extension PressSettings {
  /// All settings, one a line.
  var dump: [String] {
    let values = Mirror(reflecting: self).children.filter { $0.label != "condition" }
    return values.map { label, value in
      let words =
        switch value {
        case let marks as Set<Mark>: "\(marks.map(\.rawValue).sorted())"
        case let names as FileNames: "\(names.page.example), \(names.issue.example)"
        case _ where label == "signature": signature?.dump ?? "none"
        case let length as Length?: length.map(\.description) ?? "as the sheet says"
        default: "\(value)"
        }
      return "\(label ?? ""): \(words)"
    } + [
      "condition: \(condition.identifier), \(condition.registry), \(condition.title), "
        + "\(condition.profile.count) bytes, \(condition.at?.description ?? "-")"
    ]
  }
}

extension FileNameTemplate {
  /// The name with 7 for every number and the field's name for every other one.
  fileprivate var example: String { name { $0.isNumber ? "7" : "<\($0.rawValue)>" } }
}
