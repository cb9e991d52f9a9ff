import Foundation
import Newspaper
import Production
import TestSupport
import Testing

/// `forme new`.
struct StarterTests {
  @Test(arguments: ["晨报", "New Paper", "it's: #1 {a}"])
  func aNewPublicationBuildsWithoutAFinding(_ name: String) async throws {
    let scratch = try Scratch()
    #expect(Starter.write(to: scratch(name)).diagnostics == [])
    let (builder, reading) = IssueBuilder.open(scratch("\(name)/0001"), cacheFolder: nil)
    let built = try #require(await builder?.build(BuildOrder(editions: [nil])).first)
    #expect(reading.diagnostics == [])
    #expect(built.report.diagnostics == [])
    #expect(built.wholeSize != nil)
    #expect(builder?.issue.publication.name == name)
  }

  @Test func insideTheInstallationItsFontsAreNamedByARelativePath() throws {
    let place = Repository.file(".build/starter-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: place) }
    #expect(Starter.write(to: place).diagnostics == [])
    let text = try String(contentsOfFile: "\(place)/publication.yaml", encoding: .utf8)
    #expect(text.contains("fonts: '../../Fonts'"))
  }

  @Test func aFolderThatIsThereIsLeftAlone() throws {
    let scratch = try Scratch()
    try scratch.write("我的", to: "晨报/笔记.txt")
    let report = Starter.write(to: scratch("晨报"))
    #expect(report.diagnostics.map(\.code) == ["new.exists"])
    #expect(scratch.files(below: "晨报") == ["笔记.txt"])
  }

  @Test func aPlaceThatCannotBeWrittenIsReportedAndNothingStays() throws {
    let scratch = try Scratch()
    try scratch.write("一个文件", to: "file")
    let report = Starter.write(to: scratch("file/晨报"))
    #expect(report.diagnostics.map(\.code) == ["output.notWritten"])
    #expect(scratch.files(below: ".") == ["file"])
  }
}
