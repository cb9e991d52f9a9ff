import Testing

/// The codes of all findings, as the sources write them.
struct SourceCodes {
  /// Written out in full: `fit.body.overset`.
  var whole: Set<String> = []
  /// With a part filled in: `markdown.\(kind)`; each is what stands before and after the part.
  var families: [(before: String, after: String)] = []
  /// All other short literals: what may be filled in.
  var words: Set<String> = []

  init(_ files: [RepositoryFile]) {
    for file in files {
      for literal in Self.literals(in: file.text) {
        if let code = try? /[a-z][A-Za-z]*(\.[a-z][A-Za-z0-9-]*)+/.wholeMatch(in: literal) {
          if !Self.isFileName(literal) { whole.insert(String(code.0)) }
        } else if let family = try? /([a-zA-Z.]*)\\\([a-zA-Z.]+\)([a-zA-Z.]*)/.wholeMatch(
          in: literal),
          family.1.hasSuffix(".") || family.2.hasPrefix(".")
        {
          families.append((String(family.1), String(family.2)))
        } else if (try? /[a-z]+(-[a-z]+)*/.wholeMatch(in: literal)) != nil {
          words.insert(literal)
        }
      }
    }
  }

  /// The string literals of a source file that stand in one line.
  private static func literals(in text: String) -> [String] {
    text.split(separator: "\n")
      .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      .flatMap { $0.matches(of: /"([^"\n]*)"/).map { String($0.1) } }
  }

  private static func isFileName(_ literal: String) -> Bool {
    ["yaml", "json", "md", "svg", "pdf", "png", "html", "example"].contains {
      literal.hasSuffix(".\($0)")
    }
  }

  /// Whether a finding can have this code: it is written out, or a family makes it from a word or
  /// from another code that is written out.
  func contains(_ code: String) -> Bool {
    whole.contains(code)
      || families.contains { family in
        guard code.hasPrefix(family.before), code.hasSuffix(family.after),
          code.count > family.before.count + family.after.count
        else { return false }
        let part = String(
          code.dropFirst(family.before.count).dropLast(family.after.count))
        return words.contains(part) || whole.contains(part)
          || families.contains { inner in
            !inner.before.isEmpty && part.hasPrefix(inner.before)
              && words.contains(String(part.dropFirst(inner.before.count)))
          }
      }
  }
}

@Suite struct DiagnosticCodeTests {
  private let sources = SourceCodes(
    RepositoryFile.all(in: "Sources", ending: ".swift").filter {
      !$0.path.contains(".docc/") && !$0.path.hasPrefix("Sources/forme/")
        && !$0.path.hasPrefix("Sources/Benchmarks/")
    })
  private let documented = Catalogue.article("Diagnostics").map {
    Catalogue.firstCells(of: $0).filter { $0.contains(".") }
  }

  @Test func everyDocumentedCodeIsInTheSources() throws {
    let codes = try #require(documented)
    #expect(codes.count > 150)
    #expect(codes.filter { !sources.contains($0) } == [])
  }

  @Test func everyCodeOfTheSourcesIsDocumented() throws {
    let codes = try #require(documented)
    // Prepress writes what its families put `press.` and `preflight.` before.
    let missing = sources.whole.filter { code in
      !codes.contains(code) && !codes.contains { $0.hasSuffix(".\(code)") }
    }
    #expect(missing.sorted() == [], "add a line for each to Guide/Diagnostics.md")
    #expect(sources.whole.count > 120)
  }

  @Test func noCodeIsDocumentedTwice() throws {
    let codes = try #require(documented)
    #expect(codes.count == Set(codes).count)
  }
}
