import FoundationEssentials
public import Newspaper

extension Report {
  /// The findings without the notes of what copyfitting did, which a run that makes pages need not
  /// repeat.
  public var withoutFitting: Report {
    var kept = Report()
    for finding in diagnostics where !finding.tellsOfFitting { kept.add(finding) }
    return kept
  }

  /// How many stories copyfitting did something for.
  public var fittedStories: Int {
    Set(diagnostics.filter(\.tellsOfFitting).map(\.subject)).count
  }

  /// The findings for people: one a paragraph, the place first, then what to do.
  ///
  /// Of many findings of one kind about one thing the first few are told, then their number: a page
  /// set in a missing font is one fault, not five hundred.
  public func text() -> String {
    let most = 5
    var counts: [Kind: Int] = [:]
    var told: Set<String> = []
    var text = ""
    var more: [(kind: Kind, count: Int)] = []
    for finding in diagnostics {
      let paragraph = finding.text
      // The same may be found on several pages.
      guard told.insert(paragraph).inserted else { continue }
      let kind = Kind(code: finding.code, subject: finding.subject)
      counts[kind, default: 0] += 1
      if counts[kind, default: 0] <= most {
        text += paragraph
      } else if let index = more.firstIndex(where: { $0.kind == kind }) {
        more[index].count += 1
      } else {
        more.append((kind, 1))
      }
    }
    for (kind, count) in more {
      text += "and \(count) more like this in \(kind.subject) [\(kind.code)]\n"
    }
    return text
  }

  private struct Kind: Hashable {
    var code: String
    var subject: String
  }

  /// The findings for machines: a JSON array.
  public func json() -> String { json([.prettyPrinted]) }

  /// The findings for machines on one line.
  public func jsonLine() -> String { json([]) }

  private func json(_ formatting: JSONEncoder.OutputFormatting) -> String {
    struct Entry: Encodable {
      var severity: String
      var code: String
      var subject: String
      var file: String?
      var line: Int?
      var column: Int?
      var page: Int?
      var summary: String
      var explanation: String?
      var hints: [String]
      var characters: Int?
    }
    let entries = diagnostics.map { finding in
      Entry(
        severity: finding.severity.rawValue, code: finding.code, subject: finding.subject,
        file: finding.at?.file, line: finding.at?.line, column: finding.at?.column,
        page: finding.page, summary: finding.summary, explanation: finding.explanation,
        hints: finding.hints, characters: finding.characters)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: (try? encoder.encode(entries)) ?? Data(), as: UTF8.self)
  }
}

extension Diagnostic {
  /// Whether it is a note of a lever that was pulled.
  fileprivate var tellsOfFitting: Bool { severity == .note && code.hasPrefix("fit.lever.") }

  fileprivate var text: String {
    var lines: [String] = []
    let place = at.map { "\($0): " } ?? page.map { "page \($0): " } ?? ""
    lines.append("\(place)\(severity.rawValue): \(summary) [\(code)]")
    if let explanation { lines.append("    \(explanation)") }
    lines += hints.map { "    → \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
