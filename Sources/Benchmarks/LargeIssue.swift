import FoundationEssentials

/// An issue of many pages, each a copy of an inside page of another issue with stories of its own.
enum LargeIssue {
  /// The name of its folder in the publication's.
  static let name = "large"

  /// Writes it beside the issue whose pages it copies.
  static func write(_ count: Int, from issue: String, in publication: String) throws {
    let text = try String(contentsOfFile: "\(publication)/\(issue)/issue.yaml", encoding: .utf8)
    let (head, pages) = parts(of: text)
    // The first two pages are tied to each other by a jump.
    let inside = Array(pages.dropFirst(2))
    guard !inside.isEmpty else { return }
    let files = FileManager.default
    var written = head
    for number in 1...count {
      written += "  \(number):\n"
      for line in inside[number % inside.count] {
        written += line.replacing(/([a-z0-9-]+)\.md/) { "\($0.1)-\(number).md" } + "\n"
        for story in line.matches(of: /[a-z0-9-]+\.md/).map({ String($0.0) }) {
          let copy = story.dropLast(3) + "-\(number).md"
          try files.copyItem(
            atPath: "\(publication)/stories/\(story)", toPath: "\(publication)/stories/\(copy)")
        }
      }
    }
    try files.createDirectory(
      atPath: "\(publication)/\(name)", withIntermediateDirectories: false)
    try written.write(
      toFile: "\(publication)/\(name)/issue.yaml", atomically: true, encoding: .utf8)
  }

  /// The lines before the first page, and the lines of each page.
  private static func parts(of text: String) -> (head: String, pages: [[String]]) {
    var head = ""
    var pages: [[String]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.wholeMatch(of: #/  [0-9]+:/#) != nil {
        pages.append([])
      } else if pages.isEmpty {
        head += line + "\n"
      } else if line.hasPrefix("    ") {
        pages[pages.count - 1].append(line)
      } else if !line.isEmpty {
        break
      }
    }
    return (head, pages)
  }
}
