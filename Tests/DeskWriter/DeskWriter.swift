import FoundationEssentials
import Glibc
import Intake
import Newspaper
import Production
import Proofing

/// Writes to an issue's desk and to one of its stories, again and again, until it is killed: a line
/// on standard output for each write that was accepted.
@main
struct DeskWriter {
  /// Arguments: the issue's folder, the number to begin with; or the folder, a story and how often
  /// it is edited.
  static func main() async throws {
    let folder = CommandLine.arguments[1]
    if CommandLine.arguments.count > 3 {
      return try await edit(
        CommandLine.arguments[2], Int(CommandLine.arguments[3]) ?? 0, in: folder)
    }
    let first = Int(CommandLine.arguments[2]) ?? 0
    let desk = try DeskStore(folder: folder)
    let live = LiveIssue(folder: folder, cacheFolder: nil)
    await live.start()
    let editor = Member("沈砚", roles: ["总编辑"])
    let page = DeskPage(1)
    for number in first... {
      let digest = digest(number)
      switch number % 4 {
      case 0:
        let place = RemarkPlace(x: Double(number), y: 1)
        try await desk.remark("第\(number)条", at: place, on: page, digest, by: "甲")
      case 1: try await desk.sign(page, digest, stage: "终审", of: .standard, by: editor)
      case 2:
        let story = StoryText(story: "s", slot: "s", title: "", paragraphs: ["第\(number)稿"])
        let picture = [UInt8](repeating: UInt8(number % 256), count: 100_000)
        try await desk.keep(
          KeptProof(page: page, digest: digest, stories: [story], picture: picture))
      default:
        guard let source = await live.source("lead.md") else { exit(2) }
        let change = SourceEdit.Change.head(.headline, "主题第\(number)稿")
        _ = try await live.edit(
          SourceEdit(file: "lead.md", basedOn: source.digest, change: change))
      }
      say("\(number)\n")
    }
  }

  /// Edits a story that often and waits for its page each time; tells the kilobytes that the live
  /// issue takes after every thirty.
  private static func edit(_ story: String, _ count: Int, in folder: String) async throws {
    let live = LiveIssue(folder: folder, cacheFolder: nil)
    await live.start()
    await live.settled()
    for number in 1...count {
      guard let source = await live.source(story) else { exit(2) }
      let change = SourceEdit.Change.head(.headline, "主题第\(number)稿")
      _ = try await live.edit(SourceEdit(file: story, basedOn: source.digest, change: change))
      await live.settled()
      if number.isMultiple(of: 30) { say("\(residentKilobytes)\n") }
    }
    await live.stop()
  }

  private static var residentKilobytes: Int {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }

  private static func digest(_ number: Int) -> PageDigest {
    let digits = String(number, radix: 16)
    guard let digest = PageDigest(String(repeating: "0", count: 64 - digits.count) + digits) else {
      preconditionFailure("\(digits) are no digits of a digest")
    }
    return digest
  }

  /// At once, past any buffer.
  private static func say(_ line: String) {
    let bytes = Array(line.utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}
