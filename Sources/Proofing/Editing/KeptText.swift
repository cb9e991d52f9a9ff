import FoundationEssentials
import Prepress
import Production

/// 留稿: the words of editors who came second, kept so that none of them is lost.
enum KeptText {
  /// The most texts that are kept; the oldest go first.
  private static let most = 100

  /// Keeps a text in `.forme/kept` of an issue's folder; gives its path from there, nil when it
  /// cannot be written.
  static func keep(_ text: String, of file: String, in folder: String) -> String? {
    let place = "\(folder)/.forme/kept"
    let names = kept(in: place)
    let next = (names.last.flatMap { Int($0.prefix(6)) } ?? 0) + 1
    let number = String("\(1_000_000 + next)".dropFirst())
    let last = file.split(separator: "/").last.map(String.init) ?? file
    let name = "\(number)-\(last)"
    guard OutputFolder.write(Array(text.utf8), as: name, in: place).canBeWritten else { return nil }
    for old in names.dropLast(most - 1) {
      try? FileManager.default.removeItem(atPath: "\(place)/\(old)")
    }
    return ".forme/kept/\(name)"
  }

  private static func kept(in place: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [])
      .filter { $0.count > 7 && Int($0.prefix(6)) != nil }.sorted()
  }
}
