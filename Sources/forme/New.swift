import ArgumentParser
import Newspaper
import Production

/// A publication to start from.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a publication to start from, with one issue that renders.",
    discussion: "Render it with: forme render NAME/0001 -o out")

  @Argument(help: "The folder to make; its name becomes the publication's.") var name: String
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if name.allSatisfy({ "/. ".contains($0) }) { throw ValidationError("NAME names no folder") }
  }

  func run() throws {
    let report = Starter.write(to: name)
    Console.print(report, as: common.format)
    try Console.exit(for: report)
  }
}
