import Drawing
import Foundation
import Newspaper
import Testing

@Suite("Font library")
struct FontLibraryTests {
  private static let song = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"

  private func findings(path: String, fallback: [String] = []) -> [Diagnostic] {
    var report = Report()
    let place = SourceRange(file: "fonts.yaml", line: 3, column: 5)
    _ = FontLibrary(
      typefaces: Typefaces(roles: [
        Typefaces.Role(name: "body", path: path, fallback: fallback, at: place)
      ]), report: &report)
    return report.diagnostics
  }

  private func findings(bytes: [UInt8]) throws -> [Diagnostic] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).otf")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return findings(path: file.path)
  }

  @Test func missingFileNamesItsPlaceInFontsYAML() {
    let found = findings(path: "/nowhere/Song.otf")
    #expect(found.map(\.code) == ["font.file.missing"])
    #expect(found.first?.at?.description == "fonts.yaml:3:5")
    #expect(found.first?.summary == "body: /nowhere/Song.otf cannot be opened")
  }

  @Test(arguments: ["", "no font", "wOF2 something", "\0\u{1}\0\0"])
  func fileThatIsNoFontIsReported(text: String) throws {
    let codes = try findings(bytes: Array(text.utf8)).map(\.code)
    #expect(codes.count == 1 && codes[0].hasPrefix("font.file."))
  }

  @Test func cutOffFontIsReported() throws {
    let whole = try Data(
      contentsOf: URL(fileURLWithPath: "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"))
    for length in [1000, whole.count / 2, whole.count - 800] {
      #expect(
        try findings(bytes: Array(whole.prefix(length))).map(\.code) == ["font.file.truncated"])
    }
    #expect(try findings(bytes: Array(whole)).isEmpty)
  }

  @Test func folderIsNoFont() {
    #expect(findings(path: "/usr/share/fonts").count == 1)
  }

  @Test func faceNumberBeyondTheCollectionIsReported() {
    #expect(findings(path: Self.song + "#4").isEmpty)
    #expect(findings(path: Self.song + "#9").map(\.code) == ["font.file.face"])
  }

  @Test func fallbackMustBeARole() {
    #expect(
      findings(path: Self.song, fallback: ["body", "songg"]).map(\.code)
        == ["font.fallback.unknown"])
  }

  @Test func coverageCountsCharactersAndHanzi() throws {
    var report = Report()
    let fonts = FontLibrary(typefaces: .noto, report: &report)
    let body = try #require(fonts.coverage(of: "body"))
    // Debian's Noto Serif CJK 2.001: 44,691 characters.
    #expect(body.characters > 40_000 && body.hanzi > 29_000 && body.hanzi < body.characters)
    #expect(try #require(fonts.coverage(of: "latin")).hanzi == 0)
    #expect(fonts.coverage(of: "nowhere") == nil)
    #expect(fonts.roles(having: "国") == ["body", "hei"])
    #expect(fonts.roles(having: "A") == ["body", "hei", "latin"])
  }
}
