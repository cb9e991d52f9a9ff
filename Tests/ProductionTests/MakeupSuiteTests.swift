import TestSupport
import Testing

/// The cases of Tests/Suite/makeup; `UPDATE=1 swift test` writes what makeup does now into them.
struct MakeupSuiteTests {
  @Test(arguments: SuiteFile.names(in: "makeup"))
  func pagesAreMadeUpAsTheCaseShows(_ file: String) throws {
    var suite = try SuiteFile(file)
    for index in suite.cases.indices {
      let one = suite.cases[index]
      let (frame, fit, report) = try MakeupCase(written: one).madeUp()
      let shown = one["fit"] == nil ? ("frame", frame) : ("fit", fit)
      for (title, found) in [shown, ("report", report)] {
        if SuiteFile.isUpdating {
          suite.cases[index].expect(title, found)
        } else {
          #expect(found == one[title], "\(file): \(one.name): \(title)")
        }
      }
    }
    if SuiteFile.isUpdating { try suite.write() }
  }

  @Test func caseNamesAreUnique() throws {
    let names = try SuiteFile.names(in: "makeup").flatMap { try SuiteFile($0).cases.map(\.name) }
    #expect(Set(names).count == names.count)
    #expect(names.count > 10)
  }
}
