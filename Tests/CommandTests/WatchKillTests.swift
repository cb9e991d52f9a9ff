import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The watch is killed at 20 moments: each file once and whole at the plant, each issue done.
@Suite(.serialized) struct WatchKillTests {
  @Test func killedAtTwentyMoments() throws {
    let watch = try WatchRoom(pages: 12)
    try watch.scratch.write(
      """
      name: 云泽印务
      transport: {kind: folder, path: plant}
      fileName: "{number}-p{page:2}{version}"
      """, to: "plant.yaml")
    try FileManager.default.createDirectory(
      atPath: watch.scratch("plant"), withIntermediateDirectories: false)
    let issue = try watch.scratch.text("issue/issue.yaml")
    for number in 1...4 {
      try watch.drop("051\(number)", marked: false)
      try watch.scratch.write(
        issue.replacing("number: 7", with: "number: \(number)"), to: "in/051\(number)/issue.yaml")
      try watch.mark("051\(number)")
    }
    var random = SystemRandomNumberGenerator()
    var states: Set<String> = []
    for _ in 0..<20 {
      let process = try watch.start("--to", "plant.yaml")
      usleep(UInt32.random(in: 50_000...450_000, using: &random))
      process.killAtOnce()
      for number in 1...4 { states.insert(watch.state("051\(number)") ?? "none") }
    }
    // Kills that never hit work under way would show nothing.
    #expect(states.contains("making") || states.contains("delivering"), "\(states)")
    let last = try watch.once("--to", "plant.yaml")
    #expect(last.status == 0, "\(last.errors)")
    for number in 1...4 { #expect(watch.state("051\(number)") == "done") }
    let pages = (1...4).flatMap { number in
      (1...12).map { "\(number)-p\($0 < 10 ? "0" : "")\($0)A.pdf" }
    }
    #expect(watch.scratch.files(below: "plant") == pages.sorted())
    for number in 1...4 {
      for page in 1...12 {
        let name = "p\(page < 10 ? "0" : "")\(page)"
        #expect(
          try watch.scratch.bytes("plant/\(number)-\(name)A.pdf")
            == watch.scratch.bytes("out/051\(number)/051\(number)-\(name).pdf"))
      }
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: watch.scratch("in"))
    #expect(!left.contains { $0.hasSuffix(".part") })
  }
}
