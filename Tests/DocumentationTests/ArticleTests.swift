import FoundationEssentials
import Intake
import Newspaper
import Testing

@Suite struct ArticleTests {
  /// The articles that describe the keys of a kind of file, by the name of its schema.
  static let keyArticles = [
    ("story", "Stories"), ("layout", "DrawingALayout"), ("sheet", "DrawingALayout"),
    ("publication", "PublicationInksAndFonts"), ("styles", "PublicationInksAndFonts"),
    ("fonts", "PublicationInksAndFonts"), ("issue", "IssuesAndEditions"),
  ]

  @Test(arguments: keyArticles)
  func everyKeyOfAFileIsDescribed(schema: String, article: String) throws {
    let text = try #require(Catalogue.article(article)).text
    let json = try #require(Intake.schemas().first { $0.name == schema }).json
    let keys = Self.propertyNames(in: json)
    #expect(!keys.isEmpty)
    // Keys that override others are described with the file they come from.
    let others = schema == "issue" ? try #require(Catalogue.article("DrawingALayout")).text : ""
    let missing = keys.filter { key in
      ![text, others].contains { $0.contains("`\(key)`") || $0.contains("`\(key):") }
        && !text.contains("\(key): ") && !others.contains("\(key): ")
    }
    #expect(missing == [])
  }

  /// Whoever follows "Your first issue" word for word gets an issue without a fault.
  @Test func theFirstIssueReadsWithoutAFault() throws {
    let text = try #require(Catalogue.article("YourFirstIssue")).text
    let yaml = Self.blocks(of: "yaml", in: text)
    let story = try #require(Self.blocks(of: "markdown", in: text).first)
    try #require(yaml.count >= 2)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "forme-first-issue-\(ProcessInfo.processInfo.processIdentifier)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let fonts = "fonts: \(RepositoryFile.root)/Fonts"
    try Self.write(yaml[0].replacing("fonts: ../Fonts", with: fonts), "\(folder)/publication.yaml")
    try Self.write(yaml[1], "\(folder)/001/issue.yaml")
    try Self.write(story, "\(folder)/001/stories/snow.md")
    let (issue, report) = Intake.issue(
      at: "\(folder)/001", layouts: "\(RepositoryFile.root)/Layouts")
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.summary) == [])
    #expect(issue?.pages.count == 1)
  }

  private static func write(_ text: String, _ path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @Test func everyLinkLeadsToAFile() {
    for page in Catalogue.pages {
      let folder = URL(filePath: page.path).deletingLastPathComponent().relativePath
      for match in page.text.matches(of: /\]\(([^)#:]+)\)|src="([^"]+)"/) {
        let target = String(match.1 ?? match.2 ?? "")
        let places = ["\(folder)/\(target)", "\(Catalogue.folder)/Resources/\(target)"]
        #expect(
          places.contains {
            FileManager.default.fileExists(atPath: "\(RepositoryFile.root)/\($0)")
          }, "\(page.path): \(target) is not there")
      }
      for match in page.text.matches(of: /<doc:([^>]+)>/) {
        #expect(Catalogue.article(String(match.1)) != nil, "\(page.path): no article \(match.1)")
      }
    }
  }

  @Test func everySubcommandIsNamed() {
    let names = RepositoryFile.all(in: "Sources/forme", ending: ".swift").flatMap { file in
      file.text.matches(of: /struct (\w+): (?:Async)?ParsableCommand/).map {
        $0.1.lowercased()
      }
    }.filter { $0 != "forme" }
    #expect(names.count >= 8)
    let text = Catalogue.pages.map(\.text).joined()
    #expect(names.filter { !text.contains("`\($0)`") && !text.contains("forme \($0)") } == [])
  }

  /// The names that a JSON Schema lists under `properties`.
  static func propertyNames(in json: String) -> [String] {
    let keywords: Set<String> = [
      "$schema", "$id", "title", "description", "type", "properties", "required", "anyOf", "oneOf",
      "enum", "items", "pattern", "minimum", "maximum", "minItems", "maxItems",
      "additionalProperties",
    ]
    let names = json.matches(of: /"([A-Za-z$]+)":/).map { String($0.1) }
    return Set(names).subtracting(keywords).sorted()
  }

  /// The fenced blocks of a language.
  static func blocks(of language: String, in text: String) -> [String] {
    text.matches(of: /```(\w+)\n([\s\S]*?)```/).filter { $0.1 == language }.map { String($0.2) }
  }
}
