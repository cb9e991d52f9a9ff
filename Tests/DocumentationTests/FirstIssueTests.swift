import FoundationEssentials
import Makeup
import Newspaper
import Production
import Testing

/// Follows the article "Your first issue" word for word.
@Suite struct FirstIssueTests {
  private let article: RepositoryFile
  private let folder: String

  init() throws {
    article = try #require(Catalogue.article("YourFirstIssue"))
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "forme-guide-\(ProcessInfo.processInfo.processIdentifier)/青屏晚报").path
  }

  @Test func theGuideIsTrue() async throws {
    let parent = URL(filePath: folder).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    let messages = Catalogue.blocks(of: "", in: article).filter { $0.contains("→") }
    try #require(messages.count == 2)

    #expect(Starter.write(to: folder).diagnostics == [])
    #expect(try await findings() == "")

    let story = try #require(Catalogue.blocks(of: "markdown", in: article).first)
    try Data(story.utf8).write(to: URL(filePath: "\(folder)/0001/snow.md"))
    try edit("issue.yaml") { $0.replacing("second: birds.md", with: "second: snow.md") }
    #expect(try await findings() == messages[0])

    let override = try #require(Catalogue.blocks(of: "yaml", in: article).last)
    try edit("issue.yaml") { $0 + override }
    #expect(try await findings() == messages[1])

    try edit("issue.yaml") { $0.replacing("26-31", with: "26-33") }
    #expect(try await findings() == "")
  }

  private func edit(_ name: String, _ change: (String) -> String) throws {
    let place = URL(filePath: "\(folder)/0001/\(name)")
    let text = String(decoding: try Data(contentsOf: place), as: UTF8.self)
    try Data(change(text).utf8).write(to: place)
  }

  /// What `forme proof` says about the issue.
  private func findings() async throws -> String {
    var (builder, report) = IssueBuilder.open("\(folder)/0001", cacheFolder: nil)
    for page in await (try #require(builder)).makeUp(edition: nil) { report.add(page.report) }
    return report.withoutFitting.text()
  }
}
