import Newspaper
import TestSupport
import Testing

/// The cases of Tests/Suite/layout: for every layout fault a page that has it and one that just
/// has not.
struct LayoutFaultTests {
  @Test(arguments: SuiteFile.names(in: "layout"))
  func pagesAreJudgedAsTheCaseSays(_ file: String) throws {
    var suite = try SuiteFile(file)
    for index in suite.cases.indices {
      let one = suite.cases[index]
      let code = (one["code"] ?? "").split(separator: "\n").first.map(String.init) ?? "all"
      let found = try MakeupCase(written: one).reviewed(for: code)
      if SuiteFile.isUpdating {
        suite.cases[index].expect("report", found)
      } else {
        #expect(found == one["report"], "\(file): \(one.name)")
      }
    }
    if SuiteFile.isUpdating { try suite.write() }
  }

  /// Every fault is met once, and once just not; a wide caption only a changed frame can show, as
  /// composition breaks any word.
  @Test func everyFaultHasItsCases() throws {
    let cases = try SuiteFile.names(in: "layout").flatMap { try SuiteFile($0).cases }
    #expect(Set(cases.map(\.name)).count == cases.count)
    for fault in LayoutFault.allCases {
      let own = cases.filter { $0["code"] == fault.rawValue + "\n" }
      #expect(own.contains { $0["report"] == "" }, "\(fault.rawValue): no page without it")
      if fault == .captionWide { continue }
      #expect(own.contains { $0["report"]?.contains(fault.rawValue) == true }, "\(fault.rawValue)")
    }
  }
}
