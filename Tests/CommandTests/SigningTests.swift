import Foundation
import TestSupport
import Testing

/// 三审三校、签样 without a browser.
struct SigningTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch.smallPublication()
    try scratch.write(
      try scratch.text("publication.yaml") + """
        signing:
          - {stage: 三校, by: 校对}
          - {stage: 终审, by: 总编辑, demanded: true}
          - {stage: 签样, by: 总编辑, demanded: true}

        """, to: "publication.yaml")
  }

  private func sign(_ stage: String, pages: String = "1-2", role: String = "总编辑") throws
    -> Outcome
  {
    try scratch.forme(
      "sign", "issue", stage, "--pages", pages, "--as", "沈砚", "--role", role)
  }

  @Test func pressPrintsWhatIsSignedAsItIs() throws {
    #expect(try scratch.forme("press", "issue", "-o", "out").status == 1)
    #expect(try sign("终审").status == 0)
    #expect(try sign("签样", pages: "1").status == 0)
    let half = try scratch.forme("press", "issue", "-o", "out")
    #expect(half.status == 1)
    #expect(half.errors.contains("error: page 2 is not signed: 签样 missing [sign.missing]"))
    #expect(scratch.files(below: "out") == ["issue/issue-p01.pdf", "issue/manifest.json"])
    #expect(try sign("签样", pages: "2").status == 0)
    let whole = try scratch.forme("press", "issue", "-o", "out")
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(scratch.files(below: "out").contains("issue/issue.pdf"))
  }

  @Test func aSignatureFallsAwayWhenThePageChanges() throws {
    #expect(try sign("终审").status == 0)
    #expect(try sign("签样").status == 0)
    let story = try scratch.text("issue/second.md")
    let end = try #require(story.lastIndex(of: "。"))
    try scratch.write(story.replacingCharacters(in: end...end, with: "！"), to: "issue/second.md")
    let refused = try scratch.forme("press", "issue", "-o", "out")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("沈砚 signed 终审, and the page has changed since."))
    let state = try scratch.forme("sign", "issue").output
    let fallen = state.split(separator: "\n").filter { $0.hasSuffix("signed by 沈砚, changed since") }
    #expect(fallen.count == 2, "\(state)")
    // Set back as it was, the page is the one that was signed.
    try scratch.write(story, to: "issue/second.md")
    #expect(try scratch.forme("press", "issue", "-o", "out").status == 0)
  }

  @Test func whoMayNotSignIsRefused() throws {
    let refused = try sign("终审", role: "校对")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("error: 沈砚 may not sign 终审 [desk.refused]"))
    let early = try sign("签样")
    #expect(early.errors.contains("签样 of page 1 comes after 终审, which is not signed"))
    let unknown = try sign("四审")
    #expect(unknown.errors.contains("→ use one of 三校, 终审, 签样"))
    #expect(!(try scratch.forme("sign", "issue").output.contains("signed by")))
  }

  @Test func aSignatureCanBeTakenBack() throws {
    #expect(try sign("终审").status == 0)
    let taken = try scratch.forme(
      "sign", "issue", "终审", "--pages", "1", "--as", "沈砚", "--withdraw")
    #expect(taken.status == 0, "\(taken.errors)")
    let again = try scratch.forme(
      "sign", "issue", "终审", "--pages", "1", "--as", "沈砚", "--withdraw")
    #expect(again.status == 1)
    let lines = try scratch.forme("sign", "issue").output.split(separator: "\n")
    #expect(lines.count { $0.hasSuffix("终审*\tsigned by 沈砚") } == 1)
    // What was done stays in the log.
    let log = try scratch.forme("log", "issue").output
    #expect(log.split(separator: "\n").count { $0.contains("\"kind\":\"withdraw\"") } == 1)
  }

  @Test func aBrokenLogIsFound() throws {
    #expect(try sign("终审").status == 0)
    #expect(try scratch.forme("log", "issue", "--verify").status == 0)
    let forge = """
      import sqlite3
      desk = sqlite3.connect('issue/.forme/desk.sqlite')
      try:
          desk.execute("DELETE FROM log")
          raise SystemExit('the log let itself be emptied')
      except sqlite3.IntegrityError:
          pass
      desk.execute('DROP TRIGGER log_holds')
      desk.execute("UPDATE log SET entry = replace(entry, '沈砚', '周砚') WHERE number = 2")
      desk.commit()
      """
    try scratch.write(forge, to: "forge.py")
    let forged = try Tool.run("python3", ["forge.py"], in: scratch.path)
    #expect(forged.status == 0, "\(forged.errors)")
    let found = try scratch.forme("log", "issue", "--verify")
    #expect(found.status == 1)
    #expect(
      found.errors.contains(
        "issue/.forme: entry 2 of the log is not as it was written [desk.chain]"))
  }

  @Test func whereThereIsARosterThePasswordIsAsked() throws {
    let forme = Tool.program
    func shell(_ command: String) throws -> Outcome {
      try Tool.run(
        "/bin/sh", ["-c", command], in: scratch.path, environment: ["FORME_CACHE": scratch("cache")]
      )
    }
    #expect(try shell("echo short | \(forme) roster . --enter 沈砚").status == 1)
    let entered = try shell("echo four-words-make-one | \(forme) roster . --enter 沈砚 --roles 总编辑")
    #expect(entered.status == 0, "\(entered.errors)")
    #expect(try scratch.forme("roster", ".").output == "沈砚\t总编辑\n")
    let sign = "\(forme) sign issue 终审 --pages 1 --as"
    // The option --role counts for nothing where the roster knows better.
    let stranger = try shell("echo four-words-make-one | \(sign) 陆汀 --role 总编辑")
    #expect(stranger.status == 1)
    #expect(stranger.errors.contains("陆汀: the name or the password is wrong [desk.refused]"))
    #expect(try shell("echo wrong | \(sign) 沈砚").status == 1)
    #expect(try shell("echo four-words-make-one | \(sign) 沈砚").status == 0)
    #expect(try scratch.forme("roster", ".", "--strike", "沈砚").status == 0)
    #expect(try scratch.forme("roster", ".", "--strike", "沈砚").status == 1)
    #expect(try scratch.forme("sign", "issue").output.contains("终审*\tsigned by 沈砚"))
  }
}
