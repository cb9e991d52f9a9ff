import FoundationEssentials

/// A file of the repository, by its path from the root.
struct RepositoryFile: Hashable {
  let path: String
  let text: String

  /// The repository this test was built in.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// One file; empty where it cannot be read, which every test here notices.
  static func named(_ path: String) -> RepositoryFile {
    let bytes = FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data()
    return RepositoryFile(path: path, text: String(decoding: bytes, as: UTF8.self))
  }

  /// All files below a folder whose names end so, in the order of their paths.
  static func all(in folder: String, ending: String) -> [RepositoryFile] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { named("\(folder)/\($0)") }
  }
}

/// The documentation's articles.
enum Catalogue {
  static let folder = "Sources/Production/Documentation.docc"
  static let articles = RepositoryFile.all(in: folder, ending: ".md")

  /// The articles and the README: all that somebody reads.
  static let pages = articles + [RepositoryFile.named("README.md")]

  /// An article by the name of its file.
  static func article(_ name: String) -> RepositoryFile? {
    articles.first { $0.path.hasSuffix("/\(name).md") }
  }

  /// The first cells of all table rows of an article, without their back-ticks.
  static func firstCells(of article: RepositoryFile) -> [String] {
    article.text.split(separator: "\n").filter { $0.hasPrefix("| `") }.flatMap { row in
      let cell = row.dropFirst(2).prefix { $0 != "|" }
      return cell.split(separator: "`").enumerated().filter { $0.offset % 2 == 0 }
        .map { String($0.element) }
    }
  }

  /// The fenced blocks of a language in an article; "" for those that name none.
  static func blocks(of language: String, in article: RepositoryFile) -> [String] {
    article.text.matches(of: /```(\w*)\n([\s\S]*?)```/).filter { $0.1 == language }
      .map { String($0.2) }
  }
}
