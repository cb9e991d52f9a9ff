import Foundation
import Glibc
import TestSupport
import Testing

/// A real cupsd before two virtual presses.
@Suite(.serialized) struct PrinterTests {
  /// The queue and its presses, gone with the test.
  final class Press {
    let scratch: Scratch
    let port = Int.random(in: 20_000..<30_000)

    init() throws {
      scratch = try Scratch()
      try run("up")
    }

    deinit { try? run("down") }

    func run(_ words: String...) throws {
      let outcome = try Tool.run(
        Repository.file("Tests/Press/virtual-press"), [scratch("press"), "\(port)"] + words)
      #expect(outcome.status == 0, "\(words): \(outcome.errors)")
    }

    var transport: String {
      "{kind: ipp, printer: \"ipp://localhost:\(port)/classes/pool\", "
        + "presses: [\"ipp://localhost:\(port + 1)/ipp/print\", "
        + "\"ipp://localhost:\(port + 2)/ipp/print\"], options: {sides: one-sided}}"
    }

    /// What came out: the names of jobs, one a line.
    func printed() throws -> [String] {
      try scratch.text("press/printed").split(separator: "\n").map {
        String($0.split(separator: " ")[0])
      }
    }

    /// Waits until so many have come out.
    func wait(for count: Int) throws {
      for _ in 0..<200 where try Set(printed()).count < count { usleep(100_000) }
    }
  }

  @Test func aPageIsPrintedOnceAndAcknowledged() throws {
    let press = try Press()
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant(fileName: "p{page}{version}", transport: press.transport)
    #expect(try scratch.deliver("0512").status == 0)
    try press.wait(for: 2)
    var status = try scratch.deliver("--status")
    // The queue looks after its jobs once a second.
    for _ in 0..<50 where status.output.contains("sent\t") {
      usleep(500_000)
      status = try scratch.deliver("--status")
    }
    #expect(status.errors == "" && status.status == 0)
    #expect(status.output == "acknowledged\tp1A.pdf\t\nacknowledged\tp2A.pdf\t\n")
    let sum = try Tool.run("sha256sum", [scratch("0512/0512-p1.pdf")]).output.prefix(64)
    #expect(try press.scratch.text("press/printed").contains("\(sum)\n"), "byte for byte")
    #expect(try scratch.deliver("0512").status == 0)
    #expect(try press.printed().count == 2)
  }

  /// The queue is killed while it prints: what it prints twice is named, nothing is sent twice.
  @Test func aQueueThatIsKilledPrintsTwiceAndThatIsNamed() throws {
    let press = try Press()
    let scratch = try Scratch()
    let pages = 12
    try scratch.edition("0512", pages: pages)
    try scratch.plant(fileName: "p{page:2}{version}", transport: press.transport)
    #expect(try scratch.deliver("0512").status == 0)
    try press.wait(for: 1)
    try press.run("kill", "cups")
    #expect(try scratch.deliver("--status").status == 75, "the queue does not answer")
    try press.run("boot", "cups")
    #expect(try scratch.deliver("0512").errors == "", "nothing is sent again")
    try press.wait(for: pages)
    usleep(1_500_000)
    let printed = try press.printed()
    #expect(Set(printed).count == pages, "nothing is lost")
    let doubles = Set(printed.filter { name in printed.count { $0 == name } > 1 })
    let status = try scratch.deliver("--status")
    let named = status.errors.matches(of: /(p\d\dA\.pdf) came 2 times: job \d+ at ipp:/).map {
      String($0.1)
    }
    #expect(Set(named) == doubles, "\(printed): \(status.errors)")
    #expect(!doubles.isEmpty, "a kill that doubles nothing shows nothing: \(printed)")
  }

  /// The sender is killed; the printer is asked before anything is sent again.
  @Test func whatThePrinterHasIsNotSentAgain() throws {
    let press = try Press()
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 8, bytes: 200_000)
    try scratch.plant(fileName: "p{page:2}{version}", transport: press.transport)
    var kills = 0
    for moment in 1...10 {
      let process = Process()
      process.executableURL = URL(filePath: Tool.program)
      process.arguments = ["deliver", "0512", "--to", "plant.yaml"]
      process.currentDirectoryURL = URL(filePath: scratch.path)
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(25_000 + moment * 4_000))
      if process.isRunning { kills += 1 }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(kills > 3)
    #expect(try scratch.deliver("0512").status == 0)
    try press.wait(for: 8)
    usleep(1_500_000)
    #expect(try press.printed().sorted() == (1...8).map { "p0\($0)A.pdf" })
  }

  @Test func aPrinterThatIsAwayIsTriedAgainLater() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 1)
    try scratch.plant(
      fileName: "p{page}{version}",
      transport: "{kind: ipp, printer: \"ipp://localhost:9/ipp/print\"}")
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 75 && outcome.errors.contains("[delivery.ipp]"), "\(outcome.errors)")
  }
}
