import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A publication's folder that is watched: issues lie in `in`, editions come to `out`.
struct WatchRoom {
  let room: PressRoom
  var scratch: Scratch { room.scratch }

  /// `original` holds an issue of so many pages, not yet dropped.
  init(pages: Int = 2) throws {
    room = try PressRoom(pages: pages)
    try FileManager.default.createDirectory(
      atPath: scratch("in"), withIntermediateDirectories: false)
    for name in ["publication.yaml", "styles.yaml", "layouts", "Fonts"] {
      try scratch.link("in/\(name)", to: scratch(name))
    }
  }

  /// Copies the issue into the folder, complete with its marker.
  func drop(_ name: String, marked: Bool = true, more: String = "") throws {
    try scratch.copy(scratch("issue"), to: "in/\(name)")
    if !more.isEmpty {
      let written = try scratch.text("in/\(name)/issue.yaml")
      try scratch.write(more + "\n" + written, to: "in/\(name)/issue.yaml")
    }
    if marked { try mark(name) }
  }

  /// Says that an issue is complete.
  func mark(_ name: String) throws { try scratch.write("", to: "in/\(name)/issue.ready") }

  /// Writes the story of a page of a dropped issue.
  func write(_ name: String, page: Int, _ words: String) throws {
    try scratch.write(
      "---\nheadline: \(words)\n---\n候船室的墙角有一个书架，是木匠老何用旧船板钉的。\n",
      to: "in/\(name)/s\(page).md")
  }

  /// Handles what is there and ends.
  @discardableResult
  func once(_ more: String..., trial: String? = nil) throws -> Outcome {
    var environment = ["FORME_CACHE": scratch("cache")]
    environment["FORME_TRIAL"] = trial
    return try Tool.run(
      Tool.program, ["watch", "in", "-o", "out", "--once", "--every", "0.1"] + more,
      in: scratch.path, environment: environment)
  }

  func start(_ more: String...) throws -> Process {
    try room.start(["watch", "in", "-o", "out", "--every", "0.1"] + more)
  }

  struct Note: Decodable {
    struct Edition: Decodable, Equatable {
      var folder: String
      var pages: Int
      var isWhole: Bool
    }
    var state: String
    var word: String
    var cause: String?
    var due: String?
    var editions: [Edition]
  }

  func note(_ name: String) throws -> Note {
    try JSONDecoder().decode(Note.self, from: Data(scratch.bytes("in/\(name).status.json")))
  }

  func state(_ name: String) -> String? { (try? note(name))?.state }

  func wait(while process: Process, until isSo: () -> Bool) -> Bool {
    while process.isRunning {
      if isSo() { return true }
      usleep(5000)
    }
    return false
  }
}
