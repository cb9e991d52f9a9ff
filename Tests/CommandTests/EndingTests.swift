import Foundation
import TestSupport
import Testing

/// What a command that is told to end leaves behind.
struct EndingTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func platesInTheMakingAreClearedUp(_ number: Int32) async throws {
    let scratch = try Scratch.smallPublication()
    try scratch.write("", to: "temporary/here")
    let command = Process()
    command.executableURL = URL(filePath: Tool.program)
    command.arguments = ["proof", "issue", "--plates", "--dpi", "600", "-o", "out"]
    command.currentDirectoryURL = URL(filePath: scratch.path)
    command.environment = ProcessInfo.processInfo.environment.merging(
      ["FORME_CACHE": scratch("cache"), "TMPDIR": scratch("temporary")]) { $1 }
    command.standardError = FileHandle.nullDevice
    try command.run()
    // Ghostscript is at work once its log is there.
    while command.isRunning,
      !scratch.files(below: "temporary").contains(where: { $0.hasSuffix("log") })
    {
      try await Task.sleep(for: .milliseconds(5))
    }
    kill(command.processIdentifier, number)
    command.waitUntilExit()
    #expect(command.terminationReason == .uncaughtSignal && command.terminationStatus == number)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("temporary")) == ["here"])
  }
}
