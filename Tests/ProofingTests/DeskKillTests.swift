import Foundation
import Newspaper
import Production
import TestSupport
import Testing

@testable import Proofing

/// kill -9 at any moment: what was accepted is there, and no source file is broken.
@Suite struct DeskKillTests {
  @Test func nothingAcceptedIsLostWhenTheProcessIsKilled() async throws {
    let scratch = try Scratch.smallPublication()
    let story = try scratch.text("issue/lead.md")
    let headline = try #require(story.firstMatch(of: /headline: (.*)\n/)?.1)
    var accepted: [Int] = []
    var next = 0
    var kills = 0
    var moments = Moments()
    while accepted.count < 200 {
      let said = try run(in: scratch, from: next, for: moments.next())
      #expect(said == Array(next..<next + said.count), "each write is told once, in order")
      accepted += said
      kills += 1
      // The one that was under way may be there or not; what follows is another.
      next += said.count + 1
      let now = try scratch.text("issue/lead.md")
      let written = try #require(now.firstMatch(of: /headline: (.*)\n/)?.1)
      let rest = now.replacingOccurrences(of: "headline: \(written)\n", with: "")
      #expect(rest == story.replacingOccurrences(of: "headline: \(headline)\n", with: ""))
      let last = accepted.last { $0 % 4 == 3 }
      let number = Int(written.filter(\.isNumber))
      #expect(number == last || number == next - 1, "\(written) after \(last ?? -1)")
    }
    #expect(kills > 5, "it was killed often enough")
    try await examine(scratch, accepted)
  }

  /// Starts the writer, kills it after a while, and gives the writes that it told as accepted.
  private func run(in scratch: Scratch, from number: Int, for moment: Moments.Moment) throws
    -> [Int]
  {
    let process = Process()
    let folder = URL(filePath: Tool.program).deletingLastPathComponent()
    process.executableURL = folder.appending(path: "DeskWriter")
    process.arguments = [scratch("issue"), "\(number)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var output = Data()
    while output.count(where: { $0 == 10 }) < moment.writes {
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { break }
      output += more
    }
    usleep(moment.microseconds)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "it writes until it is killed")
    output += pipe.fileHandleForReading.readDataToEndOfFile()
    return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
  }

  private func examine(_ scratch: Scratch, _ accepted: [Int]) async throws {
    let desk = try DeskStore(folder: scratch("issue"))
    #expect(desk.damage == nil)
    let check = try await desk.verifyLog()
    #expect(check.broken == nil)
    #expect(check.entries >= accepted.count { $0 % 4 != 3 })
    let remarks = Set(try await desk.remarks().map(\.text))
    let signatures = Set(try await desk.signatures().map(\.digest.text))
    let log = try await desk.log()
    let kept = Set(log.filter { $0.kind == .keep }.compactMap(\.digest?.text))
    for number in accepted {
      let digits = String(number, radix: 16)
      let digest = String(repeating: "0", count: 64 - digits.count) + digits
      switch number % 4 {
      case 0: #expect(remarks.contains("第\(number)条"))
      case 1: #expect(signatures.contains(digest))
      case 2: #expect(kept.contains(digest))
      default: break
      }
    }
    for version in try await desk.versions() {
      #expect(try await desk.text(of: version).count == 1)
      #expect(desk.picture(of: version.digest)?.count == 100_000, "whole or not at all")
    }
  }
}

/// When to kill: after so many writes and so many microseconds; the same in every run of the test.
private struct Moments {
  struct Moment {
    var writes: Int
    var microseconds: UInt32
  }

  private var state: UInt64 = 20_261_231

  mutating func next() -> Moment {
    Moment(writes: 8 + number(below: 26), microseconds: UInt32(number(below: 9000)))
  }

  /// Knuth's linear congruential generator.
  private mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}
