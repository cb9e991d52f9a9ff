import Foundation
import Testing

/// The cases of Tests/Suite/intake; `UPDATE=1 swift test` writes what intake says now into them.
struct SuiteTests {
  @Test(arguments: try Case.all)
  func saysWhatTheCaseExpects(_ example: Case) throws {
    let found = try example.run()
    if ProcessInfo.processInfo.environment["UPDATE"] != nil {
      try Data(found.utf8).write(to: example.url)
    }
    #expect(try String(contentsOf: example.url, encoding: .utf8) == found)
  }
}
