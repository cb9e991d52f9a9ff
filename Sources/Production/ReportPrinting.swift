import FoundationEssentials
public import Newspaper

extension Report {
  /// The findings for people: one a paragraph, the place first, then what to do.
  public func text() -> String {
    diagnostics.map { finding in
      var lines: [String] = []
      let place = finding.at.map { "\($0): " } ?? ""
      lines.append("\(place)\(finding.severity.rawValue): \(finding.summary) [\(finding.code)]")
      if let explanation = finding.explanation { lines.append("    \(explanation)") }
      lines += finding.hints.map { "    → \($0)" }
      return lines.joined(separator: "\n") + "\n"
    }.joined()
  }

  /// The findings for machines: a JSON array.
  public func json() -> String {
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
    }
    let entries = diagnostics.map { finding in
      Entry(
        severity: finding.severity.rawValue, code: finding.code, subject: finding.subject,
        file: finding.at?.file, line: finding.at?.line, column: finding.at?.column,
        page: finding.page, summary: finding.summary, explanation: finding.explanation,
        hints: finding.hints)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: (try? encoder.encode(entries)) ?? Data(), as: UTF8.self)
  }
}
