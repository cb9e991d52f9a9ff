import Foundation
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// An issue of short pages, and runs of `forme press` that can be disturbed.
struct PressRoom {
  let scratch: Scratch

  /// An issue of so many pages, each with one short story, and with the file of all pages one unit
  /// more than that.
  init(pages: Int) throws {
    scratch = try Scratch()
    for name in ["publication.yaml", "styles.yaml", "layouts"] {
      try scratch.copy(Repository.file("Tests/Fixtures/small/\(name)"), to: name)
    }
    try scratch.link("Fonts", to: Repository.file("Fonts"))
    try scratch.write(
      """
      sheet: small
      slots:
        folio: {kind: folio}
        text: {kind: story, columns: 1-3, lines: 1-5, rank: third, fit: {white: off}}

      """, to: "layouts/short.yaml")
    var issue = "publication: ..\nnumber: 7\ndate: 2026-12-31\npages:\n"
    for page in 1...pages {
      issue += """
          \(page):
            layout: short
            section: 副刊
            slots: {text: s\(page).md}
            accept: {layout.hole: 试样}

        """
      try write(page: page, "第\(page)个书架")
    }
    try scratch.write(issue, to: "issue/issue.yaml")
  }

  /// Writes the story of a page.
  func write(page: Int, _ words: String) throws {
    try scratch.write(
      "---\nheadline: \(words)\n---\n候船室的墙角有一个书架，是木匠老何用旧船板钉的。\n",
      to: "issue/s\(page).md")
  }

  /// Runs `forme` to its end.
  @discardableResult
  func run(_ arguments: String..., trial: String? = nil) throws -> Outcome {
    try Tool.run(
      Tool.program, arguments, in: scratch.path, environment: environment(trial: trial))
  }

  /// Starts `forme` and leaves it running.
  func start(_ arguments: String...) throws -> Process { try start(arguments) }

  /// Starts `forme` and leaves it running.
  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Tool.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: scratch.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment()) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func environment(trial: String? = nil) -> [String: String] {
    var environment = ["FORME_CACHE": scratch("cache")]
    environment["FORME_TRIAL"] = trial
    return environment
  }

  /// What a folder of the store holds, `.json` or `.pdf`, by name.
  func published(_ ending: String, in output: String) -> [String] {
    let made = scratch("\(output)/.press/made")
    let found = (try? FileManager.default.subpathsOfDirectory(atPath: made)) ?? []
    return found.filter { $0.hasSuffix(ending) }.sorted()
  }

  /// What killed workers left.
  func drafts(in output: String) -> [String] {
    let folders = ["\(output)/.press/tmp", output, "\(output)/issue"]
    return folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: scratch(folder))) ?? []
    }.filter { $0.hasSuffix(".part") }
  }

  /// The files of an edition with their bytes.
  func edition(_ name: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for file in scratch.files(below: name) { files[file] = try scratch.bytes("\(name)/\(file)") }
    return files
  }

  /// Waits until so many units are published; false when the process ended before.
  func wait(for count: Int, in output: String, while process: Process) -> Bool {
    while process.isRunning {
      if published(".json", in: output).count >= count { return true }
      usleep(5000)
    }
    return false
  }
}

extension Process {
  /// The processes that this one has started.
  var children: [pid_t] {
    let folder = "/proc/\(processIdentifier)/task"
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return tasks.flatMap { task -> [pid_t] in
      let text =
        (try? String(contentsOfFile: "\(folder)/\(task)/children", encoding: .utf8)) ?? ""
      return text.split(separator: " ").compactMap { pid_t($0) }
    }
  }

  /// Ends it as a power cut would.
  func killAtOnce() {
    kill(processIdentifier, SIGKILL)
    waitUntilExit()
  }
}
