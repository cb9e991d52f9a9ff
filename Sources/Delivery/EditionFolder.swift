import FoundationEssentials
import Newspaper

/// An edition as a run left it: its files by `manifest.json`.
struct EditionFolder {
  /// What is needed of the manifest; keys that older ones lack may be missing.
  struct Contents: Decodable {
    var publication: String
    var latinName: String?
    var number: Int
    var date: String
    var edition: String?
    var code: String?
    /// The state of the whole edition; a later letter means that changes are meant.
    var version: String?
    var files: [File]
  }

  struct File: Decodable {
    var name: String
    var bytes: Int
    var sha256: String
    var pages: [Int]
    var kind: String?
    var section: String?
    var colour: String?
    var plate: String?

    var role: Piece.Role {
      kind.flatMap(Piece.Role.init) ?? (pages.count == 1 ? .page : .issue)
    }

    /// What it is in its edition, whatever it is called.
    var slot: String { plate ?? pages.map(String.init).joined(separator: ",") }
  }

  let path: String
  let contents: Contents

  init(_ path: String) throws(Diagnostic) {
    self.path = path
    let place = "\(path)/manifest.json"
    guard let data = FileManager.default.contents(atPath: place) else {
      throw Diagnostic(
        .error, "delivery.manifest", subject: path, "\(place): no such file",
        explanation: "What goes to a plant is the folder of an edition.",
        hints: ["name a folder that forme press has written"])
    }
    do {
      contents = try JSONDecoder().decode(Contents.self, from: data)
    } catch {
      throw Diagnostic(
        .error, "delivery.manifest", subject: path, "\(place): is no list of press files",
        hints: ["run forme press again"])
    }
  }

  /// The last part of its path.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The state of the edition, A where it has no letter.
  var version: VersionLetter { contents.version.map(VersionLetter.init) ?? .first }

  /// The zone at the plant.
  var zone: String { contents.code ?? contents.edition ?? "" }

  /// The files that a plant takes, in the manifest's order.
  func files(_ wanted: Plant.Wanted) -> [File] {
    contents.files.filter { file in
      switch wanted {
      case .pages: file.role == .page
      case .issue: file.role == .issue
      case .plates: file.role == .plate
      }
    }
  }
}
