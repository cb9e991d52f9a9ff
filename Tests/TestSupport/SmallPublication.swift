extension Scratch {
  /// A folder with a copy of Tests/Fixtures/small (a publication with a two-page issue that builds
  /// without a finding) and the repository's fonts.
  public static func smallPublication() throws -> Scratch {
    let scratch = try Scratch()
    for name in ["publication.yaml", "styles.yaml", "layouts", "issue"] {
      try scratch.copy(Repository.file("Tests/Fixtures/small/\(name)"), to: name)
    }
    try scratch.link("Fonts", to: Repository.file("Fonts"))
    return scratch
  }

  /// Runs `forme` in the folder, with a picture cache of its own.
  public func forme(_ arguments: String...) throws -> Outcome {
    try Tool.run(
      Tool.program, arguments, in: path, environment: ["FORME_CACHE": self("cache")])
  }
}
