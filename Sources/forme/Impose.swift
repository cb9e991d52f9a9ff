import ArgumentParser
import Newspaper
import Production

/// Pages on plates.
struct Impose: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Imposes the pages of edition folders: printer's pairs and signatures.",
    discussion: "The plates go beside the pages, and into manifest.json.")

  @Argument(help: "Edition folders that forme press has written.") var folders: [String]
  @Option(
    name: .long, help: "The settings of the press, with its signature.", completion: .file())
  var press: String
  @Flag(name: .long, help: "Print findings as JSON.") var json = false

  func run() throws {
    var (room, report) = PlateRoom.open(press)
    guard let room else {
      Console.print(report, as: json ? .json : .text)
      return try Console.exit(for: report, opened: false)
    }
    for folder in folders {
      let (plates, findings) = room.impose(folder)
      report.add(findings)
      Console.say("\(folder): \(plates.count) plates", unless: json)
    }
    Console.print(report, as: json ? .json : .text)
    try Console.exit(for: report)
  }
}
