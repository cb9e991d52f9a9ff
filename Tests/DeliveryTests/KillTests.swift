import Foundation
import Glibc
import TestSupport
import Testing

/// The sender is killed at 20 moments: each file once and whole, the list last.
@Suite(.serialized) struct KillTests {
  static let moments = 20
  private static let list = "checksums: \"list{version}\""

  @Test func hotFolder() throws {
    try killAtAllMoments(pages: 8, bytes: 300_000) { scratch in
      try scratch.plant(Self.list, fileName: "p{page:2}{version}")
    }
  }

  /// A line to a real sshd on loopback, with keys of its own.
  @Test func sftp() throws {
    let server = try SecureShell()
    try killAtAllMoments(pages: 3, bytes: 300_000) { scratch in
      try scratch.plant(
        Self.list, fileName: "p{page:2}{version}", transport: server.transport(to: scratch("in")))
    }
  }

  /// Runs the delivery once undisturbed and then, in new folders, killed when each twentieth of
  /// the bytes has come in, and taken up again.
  private func killAtAllMoments(
    pages: Int, bytes: Int, _ prepare: (Scratch) throws -> Void
  ) throws {
    let calm = try Scratch()
    try calm.edition("0512", pages: pages, bytes: bytes)
    try prepare(calm)
    #expect(try calm.deliver("0512").status == 0)
    let whole = calm.bytesIn("in")
    let names = calm.delivered
    #expect(names.count == pages + 1)
    var brokenOff = 0
    for moment in 0..<Self.moments {
      let scratch = try Scratch()
      try scratch.copy(calm("0512"), to: "0512")
      try prepare(scratch)
      try run(in: scratch, killedWhen: whole * (2 * moment + 1) / (2 * Self.moments))
      let half = scratch.delivered
      if half.contains(where: { $0 != "list" }), half != names { brokenOff += 1 }
      #expect(!half.contains("listA.sha256") || half == names, "the list is last")
      let outcome = try scratch.deliver("0512")
      #expect(outcome.status == 0, "moment \(moment): \(outcome.errors)")
      #expect(scratch.delivered == names, "moment \(moment): each once, no part left")
      for name in names {
        #expect(try scratch.bytes("in/\(name)") == calm.bytes("in/\(name)"), "whole")
      }
    }
    // A kill that never hits anything under way shows nothing.
    #expect(brokenOff >= 5, "\(brokenOff) of \(Self.moments) were broken off half way")
  }

  private func run(in scratch: Scratch, killedWhen bytes: Int) throws {
    let process = Process()
    process.executableURL = URL(filePath: Tool.program)
    process.arguments = ["deliver", "0512", "--to", "plant.yaml"]
    process.currentDirectoryURL = URL(filePath: scratch.path)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while process.isRunning, scratch.bytesIn("in") < bytes { usleep(100) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

extension Scratch {
  /// How much lies in a folder, whole or in part.
  fileprivate func bytesIn(_ folder: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: self(folder))) ?? []
    return names.reduce(0) { sum, name in
      var status = stat()
      return lstat(self("\(folder)/\(name)"), &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }
}

/// Debian's sshd on a free port of loopback, with keys of its own, ended with the test.
final class SecureShell {
  private let scratch: Scratch
  private let port = Int.random(in: 20_000..<30_000)

  init() throws {
    scratch = try Scratch()
    try run("up")
  }

  deinit { try? run("down") }

  private func run(_ word: String) throws {
    let outcome = try Tool.run(
      Repository.file("Tests/Press/secure-shell"), [scratch("ssh"), "\(port)", word])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  /// The transport of plant.yaml to a folder.
  func transport(to folder: String, known: String = "known") -> String {
    "{kind: sftp, host: 127.0.0.1, port: \(port), user: \(NSUserName()), folder: \(folder), "
      + "key: \(scratch("ssh/ours")), knownHosts: \(scratch("ssh/\(known)"))}"
  }

  /// Writes a file beside the keys.
  func write(_ text: String, to name: String) throws { try scratch.write(text, to: "ssh/\(name)") }
}

/// What goes wrong on a line.
struct SFTPTests {
  @Test func aLineTakesUpWhereThePlantHasTaken() throws {
    let server = try SecureShell()
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant(
      fileName: "it's {page}{version}", transport: server.transport(to: scratch("in")))
    #expect(try scratch.deliver("0512").status == 1, "a blank and an apostrophe are not plain")
    try scratch.plant(
      "characters: any", fileName: "it's a [{page}]*{version}",
      transport: server.transport(to: scratch("in")))
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(scratch.delivered == ["it's a [1]*A.pdf", "it's a [2]*A.pdf"])
    try FileManager.default.removeItem(atPath: scratch("in/it's a [1]*A.pdf"))
    #expect(try scratch.deliver("--status").output.hasPrefix("acknowledged\tit's a [1]"))
  }

  @Test func aFileOfAnotherIsNotWrittenOver() throws {
    let server = try SecureShell()
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant(
      fileName: "p{page}{version}", transport: server.transport(to: scratch("in")))
    try scratch.write("somebody else's", to: "in/p1A.pdf")
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 1 && outcome.errors.contains("[delivery.occupied]"))
    #expect(try scratch.text("in/p1A.pdf") == "somebody else's")
    #expect(scratch.delivered.contains("p2A.pdf"))
  }

  @Test func aMachineThatIsNotKnownGetsNothing() throws {
    let server = try SecureShell()
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 1)
    try server.write("", to: "empty")
    try scratch.plant(
      fileName: "p{page}{version}",
      transport: server.transport(to: scratch("in"), known: "empty"))
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 75 && outcome.errors.contains("[delivery.sftp]"))
    #expect(outcome.errors.contains("Host key verification failed"), "\(outcome.errors)")
    #expect(scratch.delivered == [])
  }
}
