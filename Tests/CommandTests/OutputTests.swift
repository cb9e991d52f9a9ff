import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Files appear whole or not at all, and never where they cannot.
struct OutputTests {
  @Test(arguments: ["render issue", "press issue", "proof issue"])
  func aFileWhereTheFolderShouldBeIsTold(_ line: String) throws {
    let scratch = try Scratch.smallPublication()
    try scratch.write("我的笔记", to: "notes")
    let words = line.split(separator: " ").map(String.init)
    let outcome = try Tool.run(Tool.program, words + ["-o", "notes"], in: scratch.path)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("notes cannot be written: a file stands where a folder"))
    #expect(outcome.errors.contains("    → name a folder"))
    #expect(try scratch.text("notes") == "我的笔记")
  }

  /// Nobody can make files there, root included.
  @Test(arguments: ["/proc/forme", "/dev/null/forme", "/proc/self/fd/nothing"])
  func aPlaceThatCannotBeWrittenIsToldOnceAndBeforeTheWork(_ place: String) throws {
    let scratch = try Scratch.smallPublication()
    let outcome = try scratch.forme("render", "issue", "-o", place)
    #expect(outcome.status == 1)
    #expect(outcome.errors.components(separatedBy: "output.notWritten").count == 2)
    #expect(!outcome.errors.contains("Error Domain"), "in words, not in objects")
  }

  @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
  func aFolderWithoutPermissionIsTold() throws {
    let scratch = try Scratch.smallPublication()
    try FileManager.default.createDirectory(
      atPath: scratch("locked"), withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o500])
    let outcome = try scratch.forme("render", "issue", "-o", "locked")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("permission denied"))
  }

  @Test(.enabled(if: getuid() == 0, "only root can make a small disk"))
  func aFullDiskLeavesNoHalfWrittenFile() throws {
    let scratch = try Scratch.smallPublication()
    try FileManager.default.createDirectory(
      atPath: scratch("disk"), withIntermediateDirectories: false)
    let mounted = try Tool.run(
      "mount", ["-t", "tmpfs", "-o", "size=300k", "tmpfs", scratch("disk")])
    if mounted.status != 0 { try Test.cancel("no disk can be mounted: \(mounted.errors)") }
    defer { _ = try? Tool.run("umount", [scratch("disk")]) }
    let outcome = try scratch.forme("render", "issue", "-o", "disk")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no space left on the disk"))
    #expect(outcome.errors.contains("    → free some space"))
    let files = scratch.files(below: "disk")
    #expect(files.contains("issue/issue-p01.pdf") && !files.contains("issue/issue.pdf"))
    #expect(!files.contains { $0.hasSuffix(".part") })
    for file in files where file.hasSuffix(".pdf") {
      #expect(try Tool.run("qpdf", ["--check", scratch("disk/\(file)")]).status == 0)
    }
  }

  @Test func aPageThatIsHeldBackTakesItsOldFileAway() throws {
    let scratch = try Scratch.smallPublication()
    #expect(try scratch.forme("render", "issue", "-o", "out").status == 0)
    try scratch.write("不是图片", to: "issue/light.png")
    #expect(try scratch.forme("render", "issue", "-o", "out").status == 1)
    #expect(scratch.files(below: "out") == ["issue/issue-p02.pdf", "issue/manifest.json"])
    #expect(try !scratch.text("out/issue/manifest.json").contains("p01"))
  }

  /// が written as one character in the story, as two on the disk (NFD), as a Mac leaves it.
  @Test func aNameInAnotherNormalFormIsFound() throws {
    let scratch = try Scratch.smallPublication()
    let (written, stored) = ("ながさき.png", "なか\u{3099}さき.png")
    try FileManager.default.moveItem(
      atPath: scratch("issue/light.png"), toPath: scratch("issue/\(stored)"))
    let story = try scratch.text("issue/picture.md")
    try scratch.write(
      story.replacingOccurrences(of: "light.png", with: written), to: "issue/picture.md")
    let outcome = try scratch.forme("render", "issue", "-o", "out")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func severalIssuesAreToldApart() throws {
    let scratch = try Scratch.smallPublication()
    try scratch.copy(scratch("issue"), to: "next")
    for folder in ["issue", "next"] {
      try FileManager.default.removeItem(atPath: scratch("\(folder)/ad.svg"))
    }
    let outcome = try scratch.forme("press", "issue", "next", "nowhere", "-o", "out")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("[2/3] next\n") && outcome.errors.contains("1 held back"))
    #expect(outcome.errors.contains("issue/issue.yaml:16:16: error: ad.svg: no such file"))
    #expect(outcome.errors.contains("next/issue.yaml:16:16: error: ad.svg: no such file"))
    #expect(
      scratch.files(below: "out") == [
        "issue/issue-p01.pdf", "issue/manifest.json", "next/manifest.json", "next/next-p01.pdf",
      ])
  }
}
