import Foundation
import TestSupport
import Testing

/// The gallery of layouts: pictures are as the command draws them now, and none is left out.
struct LayoutsTests {
  private static let catalogue = Repository.file("Sources/Production/Documentation.docc")

  @Test func theGalleryShowsEveryLayoutAsItIs() throws {
    let scratch = try Scratch()
    let outcome = try Tool.run(Tool.program, ["layouts", "-o", scratch("pictures")])
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let article = try String(
      contentsOfFile: "\(Self.catalogue)/Guide/LayoutGallery.md", encoding: .utf8)
    let rows = outcome.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows.count >= 16)
    #expect(Set(rows.map { $0[1] }).count == 2)
    for row in rows {
      #expect(row.count == 3 && row[2].count > 8, "\(row[0]) does not say when to use it")
      #expect(article.contains("](\(row[0]).png)"), "\(row[0]) is not in the gallery")
      let drawn = try scratch.bytes("pictures/\(row[0]).png")
      #expect(drawn.count < 20_000)
      let shown = try? Data(
        contentsOf: URL(filePath: "\(Self.catalogue)/Resources/\(row[0]).png"))
      #expect(
        shown.map(Array.init) == drawn,
        "draw it anew: forme layouts -o Sources/Production/Documentation.docc/Resources")
    }
  }

  @Test func aFolderWithoutLayoutsIsTold() throws {
    let scratch = try Scratch()
    let outcome = try Tool.run(Tool.program, ["layouts", scratch.path])
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("no layout lies there"))
  }
}
