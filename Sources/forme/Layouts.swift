import ArgumentParser
import Newspaper
import Production
import Proofing

/// The page layouts that come with Forme, or those of a folder.
struct Layouts: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists page layouts, and draws a small picture of each.")

  @Argument(help: "A folder with layouts (default: those that come with Forme).")
  var folder: String?
  @Option(name: [.short, .customLong("output")], help: "The folder for one PNG a layout.")
  var output: String?

  func run() throws {
    var (gallery, report) = LayoutGallery.open(folder)
    guard let gallery else {
      Console.print(report, as: .text)
      return try Console.exit(for: report, opened: false)
    }
    for layout in gallery.layouts {
      print("\(layout.name)\t\(layout.sheet.name)\t\(layout.about ?? "")")
    }
    if let output { report.add(gallery.write(to: output)) }
    Console.print(report, as: .text)
    try Console.exit(for: report)
  }
}
