import ArgumentParser
import Foundation
import Newspaper
import Proofing

/// Where the web desk can be reached.
struct DoorOptions: ParsableArguments {
  @Option(name: .long, help: "With --serve: the port (default: any that is free).")
  var port: UInt16 = 0
  @Option(
    name: .long,
    help: "With --serve: the numerical address to listen at (not 127.0.0.1: a token is demanded).")
  var host = "127.0.0.1"
  @Option(name: .long, help: "With --serve: one more name by which browsers call the desk.")
  var name: [String] = []
  @Flag(name: .long, help: "With --serve: open the desk in the browser.")
  var open = false

  /// Serves the web desk of an issue until it is stopped.
  func serve(_ issue: String, edition: String?, as format: Format) async throws {
    let (server, report) = await ProofServer.open(
      issue: issue, edition: edition, press: nil,
      door: .init(host: host, port: port, names: name))
    guard let server else {
      Console.print(report, as: format)
      throw ExitCode(69)
    }
    Console.print(server.report, as: format)
    try FileHandle.standardOutput.write(contentsOf: Data("\(server.address)\n".utf8))
    if open { openBrowser(at: server.address) }
    try await server.serve()
  }

  private func openBrowser(at address: String) {
    let browser = Process()
    browser.executableURL = URL(filePath: "/usr/bin/env")
    browser.arguments = ["xdg-open", address]
    try? browser.run()
  }
}
