import FoundationEssentials
import Intake
import Testing

@Suite struct ArticleTests {
  /// The articles that describe the keys of a kind of file, by the name of its schema.
  static let keyArticles = [
    ("story", "Stories"), ("layout", "DrawingALayout"), ("sheet", "DrawingALayout"),
    ("publication", "PublicationInksAndFonts"), ("styles", "PublicationInksAndFonts"),
    ("fonts", "PublicationInksAndFonts"), ("issue", "IssuesAndEditions"),
    ("press", "PressRuns"), ("plant", "Delivery"),
  ]

  @Test(arguments: keyArticles)
  func everyKeyOfAFileIsDescribed(schema: String, article: String) throws {
    let text = try #require(Catalogue.article(article)).text
    let json = try #require(Intake.schemas().first { $0.name == schema }).json
    let keys = try Self.keys(in: json)
    #expect(!keys.isEmpty)
    // Keys that override others are described with the file they come from.
    let others =
      try #require(Catalogue.article("Copyfitting")).text
      + (schema == "press" ? try #require(Catalogue.article("Imposition")).text : "")
      + (schema == "issue" ? try #require(Catalogue.article("DrawingALayout")).text : "")
    let missing = keys.filter { key in
      !(text + others).contains("`\(key)`") && !(text + others).contains("\(key):")
    }
    #expect(missing == [])
  }

  /// The first cells of an article's tables are keys and words that its files know.
  @Test(arguments: [
    "Stories", "DrawingALayout", "PublicationInksAndFonts", "IssuesAndEditions", "PressRuns",
    "Delivery",
  ])
  func everyKeyDescribedIsThere(article: String) throws {
    let schemas = Set(Self.keyArticles.filter { $0.1 == article }.map(\.0))
    let known = Intake.schemas().filter { schemas.contains($0.name) }
      .reduce(into: Set<String>()) { $0.formUnion(Self.words(in: $1.json)) }
    let cells = Catalogue.firstCells(of: try #require(Catalogue.article(article)))
      .filter { (try? /[A-Za-z]+/.wholeMatch(in: $0)) != nil }
    #expect(!cells.isEmpty)
    #expect(cells.filter { !known.contains($0) } == [])
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

  @Test func everyOptionIsDescribed() {
    let names = RepositoryFile.all(in: "Sources/forme", ending: ".swift").flatMap { file in
      file.text.matches(of: /customLong\("([a-z-]+)"\)/).map { String($0.1) }
        + file.text.matches(of: /@(?:Flag|Option)\(name: \.long[\s\S]*?var (\w+)/)
        .map { String($0.1) }
    }
    #expect(names.count >= 10)
    let text = Catalogue.pages.map(\.text).joined()
    // -o stands for --output everywhere.
    let missing = Set(names).filter { $0 != "output" && !text.contains("--\($0)") }
    #expect(missing.sorted() == [])
  }

  /// What is shown is what the tests run on.
  @Test func theClusterOfTheTestsIsTheOneShown() throws {
    let article = try #require(Catalogue.article("Cluster"))
    let file = RepositoryFile.named("Tests/Press/slurm.conf")
    #expect(Catalogue.blocks(of: "conf", in: article) == [file.text])
  }

  /// All that a JSON Schema quotes: keys, and the words that may be their values.
  static func words(in json: String) -> Set<String> {
    Set(json.matches(of: /"([A-Za-z]+)"/).map { String($0.1) })
  }

  /// The keys that a JSON Schema allows, wherever they stand in it.
  static func keys(in json: String) throws -> [String] {
    let schema = try JSONDecoder().decode(SchemaNode.self, from: Data(json.utf8))
    return schema.keys.sorted()
  }
}

/// As much of a JSON Schema as is needed to find its keys.
private final class SchemaNode: Decodable, Sendable {
  private let properties: [String: SchemaNode]?
  private let definitions: [String: SchemaNode]?

  private enum CodingKeys: String, CodingKey {
    case properties
    case definitions = "$defs"
  }

  /// The keys of this record and of all records below it.
  var keys: Set<String> {
    let below = [properties, definitions].compactMap { $0?.values }.flatMap(Array.init)
    return below.reduce(into: Set(properties?.keys ?? [:].keys)) { $0.formUnion($1.keys) }
  }
}
