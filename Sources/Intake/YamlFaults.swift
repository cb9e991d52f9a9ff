import Newspaper
import Yams

extension YamlError {
  /// The parser's complaint in an editor's words.
  func diagnostics(
    text: String, file: String, place: (Int, Int) -> SourceRange
  ) -> Report {
    var report = Report()
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      report.add(Self.syntax(problem, file: file, at: place(mark.line, mark.column)))
    case .duplicatedKeysInMapping(let keys, let context):
      for key in keys {
        let second = Self.secondPlace(of: key, after: context.mark, in: text)
        report.add(
          Diagnostic(
            .error, "key.twice", subject: key, at: place(second, context.mark.column),
            "\(key): written twice",
            explanation: "The first stands in line \(place(context.mark.line, 1).line).",
            hints: ["delete one of the two"]))
      }
    default:
      report.add(
        Diagnostic(
          .error, "yaml.syntax", subject: file, at: place(1, 1), "YAML does not parse"))
    }
    return report
  }

  private static func syntax(_ problem: String, file: String, at: SourceRange) -> Diagnostic {
    let (summary, hint): (String, String) =
      switch problem {
      case let problem where problem.contains("mapping values are not allowed"):
        ("a second “: ” in the line", "put the text in 'single quotes'")
      case let problem where problem.contains("cannot start any token"):
        (
          "the value starts with a character that YAML keeps for itself",
          "indent with spaces, not tabs; put the text in 'single quotes'"
        )
      case let problem where problem.contains("tab character"):
        ("a tab in the indentation", "indent with spaces")
      case let problem where problem.contains("could not find expected ':'"):
        ("a line without “: ”", "write key: value, with an ASCII colon and a space after it")
      case let problem where problem.contains("expected key") || problem.contains("block end"):
        (
          "the line does not stand under the ones before it",
          "give keys of one group the same indentation"
        )
      case let problem where problem.contains("undefined alias"):
        ("an *alias without its &anchor", "put text that starts with * in 'single quotes'")
      case let problem where problem.contains("unexpected end of stream"):
        ("a quotation mark is never closed", "close it")
      case let problem where problem.contains("expected node content"):
        ("a value is missing, or a bracket is never closed", "write the value, close the bracket")
      case let problem where problem.contains("expected ',' or"):
        ("a bracket is never closed, or a comma is missing", "close the bracket")
      case let problem where problem.contains("another document"):
        ("a second document after ---", "keep one document a file")
      default: ("YAML does not parse: \(problem)", "check quotes, brackets and indentation")
      }
    return Diagnostic(
      .error, "yaml.syntax", subject: file, at: at, summary, hints: [hint])
  }

  /// A key's next line with the same indentation; its first line where none is found.
  private static func secondPlace(of key: String, after mark: Mark, in text: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where index >= mark.line {
      let indent = line.prefix { $0 == " " || $0 == "-" }.count
      let written = line.dropFirst(indent)
      if indent + 1 == mark.column, written.hasPrefix(key + ":") || written.hasPrefix("\"\(key)\"")
      {
        return index + 1
      }
    }
    return mark.line
  }
}
