import Foundation
import TestSupport
import Testing

/// What every command has in common: help, usage, exit codes, JSON.
struct CommandTests {
  private static let commands = [
    "render", "proof", "sign", "log", "roster", "check", "press", "compose", "dump", "fonts",
    "schema", "new",
  ]

  @Test func helpNamesEveryCommand() throws {
    let outcome = try Tool.run(Tool.program, ["--help"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    for command in Self.commands { #expect(outcome.output.contains("\n  \(command) ")) }
    #expect(outcome.output.contains("0 done, 1 something must"))
  }

  @Test(arguments: commands)
  func everyCommandHasHelp(_ command: String) throws {
    let outcome = try Tool.run(Tool.program, [command, "--help"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("USAGE: forme \(command)"))
    #expect(outcome.output.hasPrefix("OVERVIEW: "))
  }

  @Test(arguments: [
    "print issue", "render", "render issue", "render issue -o out --pages 1-",
    "render issue -o out --pages 4-2", "render issue -o out --pages 3",
    "render issue -o out --edition south", "render issue -o out --for paper",
    "render issue -o out --unknown", "proof issue --overlay grid,ghosts", "proof issue --dpi 10",
    "proof issue --pages 0", "dump issue --page 9", "press issue -o out --editions east",
    "sign issue 终审 --pages 1", "sign issue 终审 --as 沈砚", "sign issue --as 沈砚",
    "sign issue --withdraw",
    "roster . --roles 编辑", "roster . --enter 甲 --strike 乙",
    "press -o out", "check", "new", "new .", "new ..",
  ])
  func wrongUsageEndsWith64AndSaysHow(_ line: String) throws {
    let scratch = try Scratch.smallPublication()
    let words = line.split(separator: " ").map(String.init)
    let outcome = try Tool.run(Tool.program, words, in: scratch.path)
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains("Error: "), "\(outcome.errors)")
    #expect(outcome.errors.contains("Usage: forme"))
    #expect(scratch.files(below: "out") == [], "wrong usage writes nothing")
  }

  @Test func quietWhereNothingIsToBeSaid() throws {
    let scratch = try Scratch.smallPublication()
    let outcome = try scratch.forme("render", "issue", "-o", "out")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    #expect(
      scratch.files(below: "out") == [
        "issue/issue-p01.pdf", "issue/issue-p02.pdf", "issue/issue.pdf", "issue/manifest.json",
      ])
  }

  @Test func theCacheIsKeptToTheSizeAskedFor() throws {
    let scratch = try Scratch.smallPublication()
    let old = "cache/\(String(repeating: "0", count: 64)).picture"
    try scratch.write("a picture of last year", to: old)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -86400)], ofItemAtPath: scratch(old))
    func render(_ size: String) throws -> Outcome {
      try Tool.run(
        Tool.program, ["render", "issue", "-o", "out"], in: scratch.path,
        environment: ["FORME_CACHE": scratch("cache"), "FORME_CACHE_SIZE": size])
    }
    let wrong = try render("4G")
    #expect(wrong.status == 0 && wrong.errors.contains("write 4096 for 4 GB"), "\(wrong.errors)")
    try FileManager.default.removeItem(atPath: scratch("out"))
    #expect(scratch.files(below: "cache").contains(String(old.dropFirst(6))))
    for picture in scratch.files(below: "cache") where !old.hasSuffix(picture) {
      try FileManager.default.removeItem(atPath: scratch("cache/\(picture)"))
    }
    #expect(try render("0").errors.isEmpty)
    let kept = scratch.files(below: "cache")
    #expect(!kept.isEmpty && !kept.contains(String(old.dropFirst(6))))
  }

  @Test(arguments: ["render issue -o out", "press issue -o out", "check issue", "proof issue"])
  func findingsCanBeHadAsJSON(_ line: String) throws {
    let scratch = try Scratch.smallPublication()
    try scratch.write("不是图片", to: "issue/light.png")
    let words = (line + " --json").split(separator: " ").map(String.init)
    let outcome = try Tool.run(
      Tool.program, words, in: scratch.path, environment: ["FORME_CACHE": ""])
    #expect(outcome.status == 1)
    struct Finding: Decodable {
      var severity: String
      var code: String
      var file: String
      var line: Int
      var column: Int
      var page: Int
      var hints: [String]
    }
    let findings = try JSONDecoder().decode([Finding].self, from: Data(outcome.output.utf8))
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(finding.severity == "error" && finding.code == "photo.format" && finding.page == 1)
    #expect(finding.file.hasSuffix("picture.md") && finding.line == 5 && finding.column == 11)
    #expect(finding.hints.count == 1)
  }

  @Test func pagesCanBeChosen() throws {
    let scratch = try Scratch.smallPublication()
    #expect(try scratch.forme("render", "issue", "-o", "two", "--pages", "2").status == 0)
    #expect(scratch.files(below: "two") == ["issue/issue-p02.pdf", "issue/manifest.json"])
    #expect(try scratch.forme("render", "issue", "-o", "both", "--pages", "1,2").status == 0)
    #expect(scratch.files(below: "both").count == 3)
    // The rest of the story that comes from page 1 is on it all the same.
    #expect(try scratch.forme("render", "issue", "-o", "all").status == 0)
    let isSame =
      try scratch.bytes("two/issue/issue-p02.pdf") == scratch.bytes("all/issue/issue-p02.pdf")
    #expect(isSame)
  }

  @Test func screenFilesAreRGBAndNoPressFiles() throws {
    let scratch = try Scratch.smallPublication()
    #expect(try scratch.forme("render", "issue", "-o", "out", "--for", "screen").status == 0)
    let text = try Tool.run("pdfinfo", [scratch("out/issue/issue.pdf")]).output
    #expect(text.contains("Pages:           2"))
    #expect(!text.contains("PDF/X"))
  }

  @Test func checkTellsBySeverityAndWritesNothing() throws {
    let scratch = try Scratch.smallPublication()
    let before = scratch.files(below: ".")
    #expect(try scratch.forme("check", "issue").status == 0)
    #expect(try scratch.forme("check", "nowhere").status == 65)
    #expect(scratch.files(below: ".").filter { !$0.hasPrefix("cache/") } == before)
    try scratch.write("---\nheadline: 短\n---\n一句话。\n", to: "issue/second.md")
    let warned = try scratch.forme("check", "issue")
    #expect(warned.status == 0 && warned.errors.contains("0 errors, 1 warning"))
    try FileManager.default.removeItem(atPath: scratch("issue/ad.svg"))
    #expect(try scratch.forme("check", "issue").status == 1)
  }

  @Test func checkReadsOurOwnPressFilesAndRefusesWhatIsNone() throws {
    let scratch = try Scratch.smallPublication()
    #expect(try scratch.forme("render", "issue", "-o", "out").status == 0)
    let own = try scratch.forme("check", "out/issue/issue.pdf")
    #expect(own.status == 0, "\(own.errors)")
    try scratch.write("%PDF-1.6\nnothing\n", to: "none.pdf")
    #expect(try scratch.forme("check", "none.pdf").status == 1)
    #expect(try scratch.forme("check", "absent.pdf").status != 0)
  }

  @Test func dumpPrintsTheChosenPages() throws {
    let scratch = try Scratch.smallPublication()
    let all = try scratch.forme("dump", "issue")
    #expect(all.status == 0 && all.errors.isEmpty)
    #expect(
      all.output.hasPrefix("page 1 small 148×210 mm, grid 3×12 of 9 pt, 40 lines of 12 pt\n"))
    #expect(all.output.contains("\n  headline ") && all.output.contains("“江上的雾散得比往年早”"))
    let second = try scratch.forme("dump", "issue", "--page", "2").output
    #expect(second.hasPrefix("page 2 ") && all.output.hasSuffix(second))
    #expect(second.contains("“（上接第1版）”"))
  }
}
