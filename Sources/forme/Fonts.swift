import ArgumentParser
import Newspaper
import Production

/// The fonts and what they can set.
struct Fonts: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists font roles with coverage and licence.")

  @Argument(help: "The folder that holds fonts.yaml.") var folder = "Fonts"
  @OptionGroup var common: CommonOptions

  func run() throws {
    let (rows, report) = FontSheet.rows(at: folder)
    if common.json {
      print(FontSheet.json(rows, report))
      return try Console.exit(for: report)
    }
    for row in rows {
      print(
        "\(row.role)\t\(row.title)\t\(row.file)\t\(row.characters) characters, "
          + "\(row.hanzi) hanzi\t\(row.licence)")
    }
    Console.print(report, as: .text)
    try Console.exit(for: report)
  }
}

/// The JSON Schemas of the files an editor writes.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the JSON Schema of each YAML file, for completion while typing.")

  @Option(name: [.short, .customLong("output")], help: "The folder to write to.")
  var output = "Layouts/schemas"

  func run() throws {
    let report = Schemas.write(to: output)
    Console.print(report, as: .text)
    try Console.exit(for: report)
  }
}
