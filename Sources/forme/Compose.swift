import ArgumentParser
import FoundationEssentials
import Newspaper
import Production

/// `forme compose`: blocks of text as JSON in, their lines and boxes out.
struct Compose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compose blocks of text and print their lines as JSON.",
    discussion: "Reads the array from FILE or from standard input.")

  @Argument(help: "A JSON file with an array of blocks.", completion: .file())
  var file: String?

  mutating func run() throws {
    let input = try read()
    do {
      let output = try ComposeCases(parsing: input).composed(with: Typefaces(roles: []))
      print(String(decoding: output, as: UTF8.self), terminator: "")
    } catch {
      var report = Report()
      report.add(error.diagnostic)
      Console.print(report, as: .text)
      throw ExitCode(65)
    }
  }

  private func read() throws -> [UInt8] {
    if let file { return Array(try Data(contentsOf: URL(filePath: file))) }
    var input: [UInt8] = []
    while let line = readLine(strippingNewline: false) { input += line.utf8 }
    return input
  }
}
