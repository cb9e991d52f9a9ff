import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// What may lie in a folder that anybody may drop things into.
struct WatchFaultTests {
  @Test func linksPipesAndOddNames() throws {
    let watch = try WatchRoom(pages: 1)
    for name in ["-rf", "第五 期", "leads-out", "pipe", "linked", "shares"] where name != "linked" {
      try watch.drop(name)
    }
    let odd = try watch.once()
    #expect(odd.status == 0, "\(odd.errors)")
    try watch.scratch.write("somebody's secret", to: "secret.md")
    try watch.scratch.link("in/leads-out/more.md", to: watch.scratch("secret.md"))
    try watch.mark("leads-out")
    unsafe mkfifo(watch.scratch("in/pipe/photo.jpg"), 0o644)
    try watch.mark("pipe")
    unsafe mkfifo(watch.scratch("in/fifo.status.json"), 0o644)
    try watch.scratch.copy(watch.scratch("issue"), to: "elsewhere")
    try watch.scratch.write("", to: "elsewhere/issue.ready")
    try watch.scratch.link("in/linked", to: watch.scratch("elsewhere"))
    try watch.scratch.write("shared", to: "in/shared.txt")
    try watch.scratch.link("in/shares/note.txt", to: "../shared.txt")
    try watch.mark("shares")
    let outcome = try watch.once()
    #expect(outcome.status == 1)
    for (name, code) in [
      ("leads-out", "watch.link"), ("pipe", "watch.kind"), ("linked", "watch.link"),
    ] {
      #expect(watch.state(name) == "refused")
      let report = try watch.scratch.text("in/\(name).report.txt")
      #expect(report.contains("[\(code)]"), "\(report)")
    }
    #expect(watch.state("-rf") == "done" && watch.state("第五 期") == "done")
    #expect(watch.state("shares") == "done", "a link within the folder is no harm")
  }

  @Test func aFolderThatIsTakenAwayOrReplaced() throws {
    let watch = try WatchRoom(pages: 60)
    for name in ["0512", "0513"] { try watch.drop(name) }
    let process = try watch.start()
    #expect(watch.wait(while: process) { watch.state("0512") == "making" })
    process.killAtOnce()
    try FileManager.default.removeItem(atPath: watch.scratch("in/0512"))
    try FileManager.default.removeItem(atPath: watch.scratch("in/0513"))
    try watch.scratch.write("a file now", to: "in/0513")
    #expect(try watch.once().status == 0)
    #expect(watch.state("0512") == "gone")
    #expect([nil, "gone"].contains(watch.state("0513")))
  }

  @Test func aWatchedFolderThatIsNotThere() throws {
    let watch = try WatchRoom(pages: 1)
    let outcome = try Tool.run(
      Tool.program, ["watch", "nowhere", "-o", "out", "--once"], in: watch.scratch.path)
    #expect(outcome.status == 75)
    #expect(outcome.errors.contains("[watch.folder]"), "\(outcome.errors)")
  }

  /// Files that forme may not read are told; the others are made.
  @Test(.enabled(if: getuid() == 0, "only root can become somebody else"))
  func permissionDenied() throws {
    let watch = try WatchRoom(pages: 1)
    try watch.drop("0512")
    try watch.drop("0513")
    unsafe chmod(watch.scratch("in/0512/s1.md"), 0)
    try watch.drop("0514")
    unsafe chmod(watch.scratch("in/0514"), 0)
    for folder in ["in", ""] { unsafe chmod(watch.scratch(folder), 0o777) }
    let program = watch.scratch("forme")
    let outcome = try Tool.run(
      "setpriv",
      [
        "--reuid=65534", "--regid=65534", "--clear-groups", Tool.program, "watch", "in", "-o",
        "out",
      ]
        + ["--once", "--every", "0.1"],
      in: watch.scratch.path, environment: ["FORME_CACHE": watch.scratch("cache"), "HOME": program])
    if outcome.errors.contains("failed to execute") { try Test.cancel("\(outcome.errors)") }
    #expect(outcome.status == 1, "\(outcome.errors)")
    for name in ["0512", "0514"] {
      #expect(try watch.scratch.text("in/\(name).report.txt").contains("[watch.unreadable]"))
    }
    #expect(watch.state("0513") == "done", "\(outcome.errors)")
  }

  @Test func twoWatches() throws {
    let watch = try WatchRoom(pages: 1)
    try watch.drop("0512")
    let process = try watch.start()
    #expect(watch.wait(while: process) { watch.state("0512") == "done" })
    let second = try watch.once()
    #expect(second.status == 75 && second.errors.contains("[watch.busy]"), "\(second.errors)")
    process.killAtOnce()
    #expect(try watch.once().status == 0)
  }

  @Test(.enabled(if: getuid() == 0, "only root can make a small disk"))
  func aDiskThatFillsUp() throws {
    let watch = try WatchRoom(pages: 12)
    try FileManager.default.createDirectory(
      atPath: watch.scratch("out"), withIntermediateDirectories: false)
    let mounted = try Tool.run(
      "mount", ["-t", "tmpfs", "-o", "size=400k", "tmpfs", watch.scratch("out")])
    if mounted.status != 0 { try Test.cancel("no disk can be mounted: \(mounted.errors)") }
    defer { _ = try? Tool.run("umount", ["-l", watch.scratch("out")]) }
    try watch.drop("0512")
    let full = try watch.once()
    #expect(full.status == 75, "\(full.errors)")
    #expect(watch.state("0512") == "received")
    #expect(try watch.scratch.text("in/0512.report.txt").contains("no space left on the disk"))
    #expect(
      try Tool.run("mount", ["-o", "remount,size=40m", watch.scratch("out")]).status == 0)
    let again = try watch.once()
    #expect(again.status == 0, "\(again.errors)")
    #expect(watch.state("0512") == "done")
  }
}
