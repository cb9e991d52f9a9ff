import Foundation
import TestSupport
import Testing

/// Whatever is wrong with an issue, the command says what, where and what to do about it.
struct FaultTests {
  @Test(arguments: SuiteFile.names(in: "faults"))
  func everyFaultIsToldWithPlaceAndRemedy(_ file: String) throws {
    var suite = try SuiteFile(file)
    for index in suite.cases.indices {
      let one = suite.cases[index]
      let (outcome, files) = try FaultCase(written: one).run()
      let said = outcome.errors.replacingOccurrences(of: Repository.path, with: "(forme)")
      let results = [
        ("exit", "\(outcome.status)\n"), ("says", said),
        ("files", files.map { $0 + "\n" }.joined()),
      ]
      for (title, found) in results {
        if SuiteFile.isUpdating {
          suite.cases[index].expect(title, found)
        } else {
          #expect(found == one[title], "\(file): \(one.name): \(title)")
        }
      }
      checkManners(outcome, of: "\(file): \(one.name)")
    }
    if SuiteFile.isUpdating { try suite.write() }
  }

  /// Errors and the exit code go together, and every error tells what to do: by a hint, or by what
  /// it expected.
  private func checkManners(_ outcome: Outcome, of name: String) {
    let lines = outcome.errors.split(separator: "\n")
    let errors = lines.indices.filter { lines[$0].contains("error: ") }
    #expect([0, 1, 65].contains(outcome.status), "\(name): ended with \(outcome.status)")
    #expect((outcome.status == 0) == errors.isEmpty, "\(name): exit \(outcome.status)")
    for index in errors {
      let next = lines.dropFirst(index + 1).prefix { !$0.contains("error: ") }
      let isHelpful = next.contains { $0.hasPrefix("    → ") } || lines[index].contains("expected")
      #expect(isHelpful, "\(name): no remedy: \(lines[index])")
    }
  }

  @Test func caseNamesAreUnique() throws {
    let names = try SuiteFile.names(in: "faults").flatMap { try SuiteFile($0).cases.map(\.name) }
    #expect(Set(names).count == names.count)
    #expect(names.count > 30)
  }
}
