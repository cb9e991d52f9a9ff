import Foundation

/// A file of readable cases.
///
/// Each is `--- name ---`, a comment of `//` lines, then sections, each under a line `== title`.
/// What is expected stands in sections of its own, so that UPDATE=1 can rewrite it.
public struct SuiteFile {
  /// One case.
  public struct Case {
    /// Names it in failures.
    public let name: String
    /// What is under test, as written.
    public let comment: [String]
    /// Its sections as written.
    public var sections: [Section]

    /// The text of a section; nil when there is none.
    public subscript(title: String) -> String? { sections.first { $0.title == title }?.text }

    /// Sets what is expected; a new section goes to the end.
    public mutating func expect(_ title: String, _ text: String) {
      if let index = sections.firstIndex(where: { $0.title == title }) {
        sections[index].text = text
      } else {
        sections.append(Section(title: title, text: text))
      }
    }
  }

  /// A part of a case.
  public struct Section {
    /// What the line over it says.
    public let title: String
    /// Its lines, each with its line end.
    public var text: String
  }

  private let path: String
  /// The cases as written.
  public var cases: [Case]

  /// Whether expectations are to be rewritten instead of compared.
  public static var isUpdating: Bool { ProcessInfo.processInfo.environment["UPDATE"] == "1" }

  /// The case files of a folder of Tests/Suite, by name.
  public static func names(in folder: String) -> [String] {
    let place = Repository.file("Tests/Suite/\(folder)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    return names.filter { $0.hasSuffix(".case") }.map { "\(folder)/\($0)" }.sorted()
  }

  /// Reads a file of Tests/Suite.
  public init(_ name: String) throws {
    path = Repository.file("Tests/Suite/\(name)")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    cases = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for (index, line) in lines.enumerated() {
      if line.isCaseHead {
        cases.append(Case(name: String(line.dropFirst(4).dropLast(4)), comment: [], sections: []))
      } else if !cases.isEmpty, !(line.isEmpty && lines.dropFirst(index + 1).first.isCaseHead) {
        cases[cases.count - 1].take(line)
      }
    }
  }

  /// Writes the file back.
  public func write() throws {
    let text = cases.map { one in
      (["--- \(one.name) ---"] + one.comment).map { $0 + "\n" }.joined()
        + one.sections.map { "== \($0.title)\n\($0.text)" }.joined()
    }
    try text.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}

extension SuiteFile.Case {
  fileprivate mutating func take(_ line: Substring) {
    if line.hasPrefix("== ") {
      sections.append(.init(title: String(line.dropFirst(3)), text: ""))
    } else if sections.isEmpty {
      self = .init(name: name, comment: comment + [String(line)], sections: [])
    } else {
      sections[sections.count - 1].text += line + "\n"
    }
  }
}

extension Substring {
  fileprivate var isCaseHead: Bool { hasPrefix("--- ") && hasSuffix(" ---") }
}

extension Substring? {
  fileprivate var isCaseHead: Bool { self?.isCaseHead ?? false }
}
