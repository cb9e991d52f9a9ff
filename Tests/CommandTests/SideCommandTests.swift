import Foundation
import TestSupport
import Testing

/// Fonts, schemas, proofs and new publications.
struct SideCommandTests {
  @Test func fontsListsRolesWithCoverageAndLicence() throws {
    let outcome = try Tool.run(Tool.program, ["fonts", "Fonts"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = outcome.output.split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("body\t") })
    for row in rows { #expect(row.contains(" characters, ") && row.contains(" hanzi"), "\(row)") }
    #expect(try Tool.run(Tool.program, ["fonts", "Layouts"]).status == 1)
  }

  @Test func fontsCanBeListedAsJSON() throws {
    let outcome = try Tool.run(Tool.program, ["fonts", "Fonts", "--json"])
    let root = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let roles = (root as? [String: Any])?["roles"] as? [[String: Any]] ?? []
    #expect(roles.contains { $0["role"] as? String == "body" })
    for role in roles { #expect(role["hanzi"] as? Int ?? 0 > 6000, "\(role)") }
  }

  /// Issue 3: no 避头尾 violation, no lone last character, no gaping line in the sample.
  @Test func theSamplesTypographyIsFlawless() throws {
    let outcome = try Tool.run(
      Tool.program, ["check", "Samples/gewu/0512", "--typography", "--json"])
    let root = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let editions = (root as? [String: Any])?["typography"] as? [[String: Any]] ?? []
    #expect(editions.count == 2)
    #expect((root as? [String: Any])?["findings"] is [Any])
    for edition in editions {
      let all = try #require(edition["all"] as? [String: Any])
      #expect(all["lines"] as? Int ?? 0 > 1000)
      for key in ["violations", "orphans", "over25", "overruns"] {
        #expect(all[key] as? Double == 0, "\(key)")
      }
      #expect(all["over10"] as? Double ?? 100 <= 2)
    }
  }

  @Test func schemasAreWrittenForEveryKindOfFile() throws {
    let scratch = try Scratch()
    #expect(try scratch.forme("schema", "-o", "schemas").status == 0)
    let names = [
      "fonts", "issue", "layout", "plant", "press", "publication", "sheet", "story", "styles",
    ]
    #expect(scratch.files(below: "schemas") == names.map { "\($0).schema.json" })
    for file in scratch.files(below: "schemas") {
      let data = Data(try scratch.bytes("schemas/\(file)"))
      let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      #expect(root?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    }
  }

  private static let python = try? Tool.run("python3", ["-c", "import jsonschema, yaml"])

  /// A validator of somebody else's, over the files of the sample and of the tests.
  @Test(.enabled(if: python?.status == 0, "python3 has no jsonschema or yaml"))
  func theSamplesFilesFitTheSchemas() throws {
    let scratch = try Scratch()
    #expect(try scratch.forme("schema", "-o", "schemas").status == 0)
    let program = """
      import glob, json, sys, yaml, jsonschema
      yaml.SafeLoader.yaml_implicit_resolvers = {
        letter: [one for one in found if one[0] != 'tag:yaml.org,2002:timestamp']
        for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()}
      def words(value):
        if isinstance(value, dict): return {str(key): words(one) for key, one in value.items()}
        return [words(one) for one in value] if isinstance(value, list) else value
      count = 0
      for kind, pattern in [
          ('issue', 'Samples/gewu/*/issue.yaml'), ('issue', 'Tests/Fixtures/small/*/issue.yaml'),
          ('publication', '*/*/publication.yaml'), ('layout', 'Layouts/*.yaml'),
          ('layout', 'Tests/Fixtures/small/layouts/*.yaml'), ('sheet', 'Layouts/sheets/*.yaml'),
          ('press', 'Samples/gewu/press.yaml'), ('styles', 'Layouts/styles/*.yaml'), ('story', 'Samples/gewu/stories/*.md')]:
        schema = json.load(open(sys.argv[1] + '/' + kind + '.schema.json'))
        for file in glob.glob(pattern):
          text = open(file).read()
          if kind == 'story': text = text.split('---\\n')[1]
          errors = jsonschema.Draft202012Validator(schema).iter_errors(words(yaml.safe_load(text)))
          for error in errors: print(file, error.json_path, error.message)
          count += 1
      print(count > 50)
      """
    let outcome = try Tool.run("python3", ["-c", program, scratch("schemas")])
    #expect(outcome.output == "True\n", "\(outcome.errors)")
  }

  @Test func proofsHaveTheTrimmedSheetsPixels() throws {
    let scratch = try Scratch.smallPublication()
    #expect(try scratch.forme("proof", "issue", "-o", "plain", "--dpi", "72").status == 0)
    let outcome = try scratch.forme(
      "proof", "issue", "-o", "layers", "--dpi", "72", "--overlay", "grid,slots,diagnostics")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for name in ["p01", "p02"] {
      let plain = try scratch.bytes("plain/\(name).png")
      let layers = try scratch.bytes("layers/\(name)-overlay.png")
      #expect(try scratch.bytes("layers/\(name).png") == plain)
      // 148 × 210 mm at 72 dots an inch.
      #expect(Self.size(plain) == [420, 595] && Self.size(layers) == [420, 595])
      #expect(plain != layers, "the overlay shows")
    }
    #expect(!scratch.files(below: "plain").contains { $0.hasSuffix("-overlay.png") })
  }

  /// Width and height of a PNG.
  private static func size(_ png: [UInt8]) -> [Int] {
    guard png.starts(with: [0x89, 0x50, 0x4E, 0x47]), png.count > 24 else { return [] }
    return [16, 20].map { start in png[start..<start + 4].reduce(0) { $0 * 256 + Int($1) } }
  }

  @Test func aFaultyPageCanStillBeProofed() throws {
    let scratch = try Scratch.smallPublication()
    try scratch.write("不是图片", to: "issue/light.png")
    let outcome = try scratch.forme(
      "proof", "issue", "-o", "proof", "--pages", "1", "--overlay", "diagnostics")
    #expect(outcome.status == 1)
    #expect(
      scratch.files(below: "proof") == [
        "contact.png", "p01-overlay.png", "p01.png", "proof.json", "report.html",
      ])
  }

  @Test func newMakesAPublicationThatRendersAtOnce() throws {
    let scratch = try Scratch()
    #expect(try scratch.forme("new", "晨报").status == 0)
    let rendered = try scratch.forme("render", "晨报/0001", "-o", "out")
    #expect(rendered.status == 0 && rendered.errors.isEmpty, "\(rendered.errors)")
    #expect(scratch.files(below: "out").contains("0001/0001.pdf"))
    let again = try scratch.forme("new", "晨报")
    #expect(again.status == 1)
    #expect(again.errors.contains("晨报: is there already [new.exists]\n    → "))
  }
}
