import ArgumentParser
import FoundationEssentials
import Newspaper
import Production

/// `forme compose`: blocks of text as JSON in, their lines and boxes out.
struct Compose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compose blocks of text and print their lines as JSON.",
    discussion: """
      Reads the array from FILE or from standard input. A block without a font of its own is set \
      in the body face of the publication whose fonts --fonts names, else in Noto Sans Mono CJK SC, \
      whose Latin is half an em wide.
      """)

  @Argument(help: "A JSON file with an array of blocks.", completion: .file())
  var file: String?

  @Option(help: "The folder that holds a publication's fonts.yaml.", completion: .directory)
  var fonts: String?

  mutating func run() throws {
    let input = try read()
    do {
      let (output, report) = try ComposeCases(parsing: input).composed(inFontsOf: fonts)
      Console.print(report, as: .text)
      guard let output else { throw ExitCode(65) }
      print(String(decoding: output, as: UTF8.self), terminator: "")
      try Console.exit(for: report)
    } catch let error as ComposeFault {
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
