import Foundation
import Intake
import Newspaper
import TestSupport
import Testing

/// A case of Tests/Suite/intake: changes to the base issue, and what is then expected.
///
///     A sentence that says what the case shows.
///     === edit issue/issue.yaml      lines "- old" are replaced by the lines "+ new" after them
///     === file stories/new.md        the whole file
///     === remove stories/lead.md
///     === expect                     all diagnostics
///     === blocks ../stories/lead.md  the body of a story
///     === pages                      what stands where, edition by edition
///     === fonts                      all diagnostics of fonts.yaml
///     === press                      the settings and all diagnostics of press.yaml
struct Case: CustomTestStringConvertible {
  struct Section {
    var title: String
    var lines: [String]

    var verb: String { title.split(separator: " ", maxSplits: 1).first.map(String.init) ?? "" }
    var name: String { title.split(separator: " ", maxSplits: 1).dropFirst().joined() }
  }

  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  var url: URL
  var sentence: String
  var sections: [Section]

  var testDescription: String { url.deletingPathExtension().lastPathComponent }

  static let suite = URL(filePath: "Tests/Suite/intake", directoryHint: .isDirectory)

  static var all: [Case] {
    get throws {
      try FileManager.default.contentsOfDirectory(at: suite, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "case" }
        .sorted { $0.path < $1.path }
        .map { try Case(url: $0) }
    }
  }

  init(url: URL) throws {
    self.url = url
    sections = []
    var head: [String] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init) {
      if line.hasPrefix("=== ") {
        sections.append(Section(title: String(line.dropFirst(4)), lines: []))
      } else if sections.isEmpty {
        head.append(line)
      } else {
        sections[sections.count - 1].lines.append(line)
      }
    }
    sentence = head.joined(separator: "\n")
    // The line break at the end of a section belongs to the next line of ===.
    for index in sections.indices where sections[index].lines.last == "" {
      sections[index].lines.removeLast()
    }
  }

  /// The case with what intake really says in place of what was expected.
  func run() throws -> String {
    let scratch = try Scratch()
    let folder = URL(filePath: scratch("case"))
    try write(to: folder)
    let (issue, report) = Intake.issue(
      at: folder.appending(path: "issue").path, layouts: folder.appending(path: "installed").path)
    var text = sentence + "\n"
    for section in sections {
      let lines =
        switch section.verb {
        case "expect":
          report.diagnostics.map { $0.dump.replacing(folder.path, with: "") }
        case "blocks": issue?.stories[section.name]?.dump ?? ["no such story"]
        case "pages": issue?.dump ?? ["no issue"]
        case "fonts":
          Intake.typefaces(at: folder.appending(path: "fonts").path).report.diagnostics
            .map { $0.dump.replacing(folder.path, with: "") }
        case "press": press(of: issue).map { $0.replacing(folder.path, with: "") }
        default: section.lines
        }
      text += "=== \(section.title)\n" + lines.map { $0 + "\n" }.joined()
    }
    return text
  }

  /// Writes the base issue with the changes of the case into a folder that is not there yet.
  func write(to folder: URL) throws {
    try FileManager.default.copyItem(at: Self.suite.appending(path: "base"), to: folder)
    for section in sections { try prepare(section, in: folder) }
  }

  /// What press.yaml says over settings that leave everything open.
  private func press(of issue: Newspaper.Issue?) -> [String] {
    let (settings, report) = Intake.press(of: issue?.publication, named: nil, over: Self.open)
    return settings.dump + report.diagnostics.map(\.dump)
  }

  /// Settings of a press that leave everything open.
  static let open = PressSettings(
    inkLimit: 240,
    resolutions: PressSettings.Resolutions(most: 300, warnBelow: 150, failBelow: 100),
    minimums: PressSettings.Minimums(
      hairline: .points(0.25), colourTextWarnBelow: .points(10), colourTextFailBelow: .points(5)),
    condition: OutputCondition(
      identifier: "CGATS TR 002", registry: "r", title: "Newsprint", profile: [1, 2, 3]))

  private func prepare(_ section: Section, in folder: URL) throws {
    let file = folder.appending(path: section.name)
    switch section.verb {
    case "file":
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(section.lines.map { $0 + "\n" }.joined().utf8).write(to: file)
    case "remove": try FileManager.default.removeItem(at: file)
    case "edit": try edit(file, section.lines)
    case "expect", "blocks", "pages", "fonts", "press": break
    default: throw Broken(description: "no section is called \(section.verb)")
    }
  }

  private func edit(_ file: URL, _ lines: [String]) throws {
    var text = try String(contentsOf: file, encoding: .utf8)
    var old = ""
    var new = ""
    for line in lines + ["."] {
      if !line.hasPrefix("+"), !new.isEmpty || line == "." {
        guard !old.isEmpty, text.ranges(of: old).count == 1 else {
          throw Broken(description: "expected once in \(file.lastPathComponent): \(old)")
        }
        text = text.replacing(old, with: new)
        (old, new) = ("", "")
      }
      if line.hasPrefix("-") { old += line.dropFirst(2) + "\n" }
      if line.hasPrefix("+") { new += line.dropFirst(2) + "\n" }
    }
    try Data(text.utf8).write(to: file)
  }
}
