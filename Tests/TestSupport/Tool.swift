import Foundation

/// What a program that was run to its end said.
public struct Outcome: Sendable {
  /// The exit code; above 128 a signal ended it, 124 it never ended by itself.
  public let status: Int32
  /// What it wrote to standard output.
  public let output: String
  /// What it wrote to standard error.
  public let errors: String
}

/// Programs that tests run.
public enum Tool {
  /// Runs a program found in PATH; one that takes over two minutes is ended.
  @discardableResult
  public static func run(
    _ name: String, _ arguments: [String], in folder: String = Repository.path,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let scratch = try Scratch()
    try scratch.write("", to: "output")
    try scratch.write("", to: "errors")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["timeout", "--kill-after=5", "120", name] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: scratch("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch("errors"))
    try process.run()
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return Outcome(
      status: process.terminationStatus + signal, output: try scratch.text("output"),
      errors: try scratch.text("errors"))
  }

  /// The `forme` that was built with the tests: it lies beside the test runner.
  public static var program: String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "forme").path
  }
}
