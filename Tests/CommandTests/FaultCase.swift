import Foundation
import TestSupport

/// A case of Tests/Suite/faults: how the small publication is broken.
///
/// Sections: `edit FILE` (lines to be replaced after `- `, their replacement after `+ `),
/// `write FILE`, `bytes FILE` (hexadecimal), `delete FILE`, `keep FILE` (so many bytes of it),
/// `move FILE` (its new name), and `run` for another command than `render issue -o out` (in one line, or one
/// argument a line).
struct FaultCase {
  let written: SuiteFile.Case

  struct Misfit: Error, CustomStringConvertible {
    let description: String
  }

  /// Breaks a copy of the small publication and runs the command in it.
  func run() throws -> (outcome: Outcome, files: [String]) {
    let scratch = try Scratch.smallPublication()
    for section in written.sections { try apply(section, to: scratch) }
    let lines = (written["run"] ?? "render issue -o out").split(separator: "\n")
    let words = lines.count == 1 ? lines[0].split(separator: " ") : lines
    let outcome = try Tool.run(
      Tool.program, words.map(String.init), in: scratch.path,
      environment: ["FORME_CACHE": scratch("cache")])
    return (outcome, scratch.files(below: "out"))
  }

  private func apply(_ section: SuiteFile.Section, to scratch: Scratch) throws {
    let words = section.title.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return }
    // The fonts are the repository's own.
    if words[1].hasPrefix("Fonts/") { throw Misfit(description: "\(section.title): hands off") }
    let line = section.text.trimmingCharacters(in: .newlines)
    switch words[0] {
    case "edit": try edit(words[1], section.text, in: scratch)
    case "write": try scratch.write(section.text, to: words[1])
    case "bytes": try scratch.write(try bytes(line), to: words[1])
    case "delete": try FileManager.default.removeItem(atPath: scratch(words[1]))
    case "keep": try scratch.write(try scratch.bytes(words[1]).prefix(Int(line) ?? 0), to: words[1])
    case "move":
      try FileManager.default.moveItem(atPath: scratch(words[1]), toPath: scratch(line))
    default: throw Misfit(description: "no such section: \(section.title)")
    }
  }

  private func edit(_ file: String, _ change: String, in scratch: Scratch) throws {
    var old = ""
    var new = ""
    var text = try scratch.text(file)
    func replace() throws {
      guard !old.isEmpty || !new.isEmpty else { return }
      guard text.components(separatedBy: old).count == 2 else {
        throw Misfit(description: "\(file) does not hold once:\n\(old)")
      }
      text = text.replacingOccurrences(of: old, with: new)
      (old, new) = ("", "")
    }
    for line in change.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("- ") {
        if !new.isEmpty { try replace() }
        old += line.dropFirst(2) + "\n"
      } else if line.hasPrefix("+ ") {
        new += line.dropFirst(2) + "\n"
      }
    }
    try replace()
    try scratch.write(text, to: file)
  }

  private func bytes(_ hexadecimal: String) throws -> [UInt8] {
    try hexadecimal.split(whereSeparator: \.isWhitespace).map { word in
      guard let byte = UInt8(word, radix: 16) else {
        throw Misfit(description: "\(word) is no byte")
      }
      return byte
    }
  }
}
