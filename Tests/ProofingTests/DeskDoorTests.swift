import FlyingFox
import FlyingSocks
import Foundation
import TestSupport
import Testing

@testable import Proofing

/// Who may not come in, and a desk that cannot be opened.
@Suite struct DeskDoorTests {
  let scratch: Scratch
  private let password = "四个字一个词"

  init() throws { scratch = try Scratch() }

  // MARK: - Opening

  @Test func aPortThatIsTakenIsTold() throws {
    let publication = try Scratch.smallPublication()
    let door = try Porter.listen(at: "127.0.0.1", port: 0)
    defer { try? door.close() }
    guard case .ip4(_, let port) = try door.sockname() else {
      Issue.record("no port")
      return
    }
    let outcome = try publication.forme("proof", "issue", "--serve", "--port", "\(port)")
    #expect(outcome.status == 69)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("error: the desk cannot be opened at 127.0.0.1, port \(port)"))
    #expect(outcome.errors.contains("[desk.door]"))
    #expect(outcome.errors.contains("→ take another --port"))
  }

  @Test func anAddressOfAnotherMachineIsTold() throws {
    let publication = try Scratch.smallPublication()
    let outcome = try publication.forme("proof", "issue", "--serve", "--host", "192.0.2.1")
    #expect(outcome.status == 69)
    #expect(outcome.errors.contains("[desk.door]"), "\(outcome.errors)")
  }

  // MARK: - Passes of members

  /// A house with 沈砚 on its roster.
  private func house() async throws -> (House, Roster) {
    let roster = try Roster(folder: scratch.path)
    try await roster.enter(Member("沈砚", roles: ["总编辑"]), password: password)
    return (House(entrance: .accounts(roster)), roster)
  }

  private func enter(_ house: House, with password: String) async throws -> Answer {
    let body = "{\"name\":\"沈砚\",\"password\":\"\(password)\"}"
    return try await house.ask(
      "POST /api/enter HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Comes in with a name and a password; what a known visitor sends with each request.
  private func comeIn(_ house: House) async throws -> String {
    let answer = try await enter(house, with: password)
    #expect(answer.status == 200)
    let cookie = try #require(answer.header("Set-Cookie")).prefix { $0 != ";" }
    return "Host: localhost\r\nCookie: \(cookie)\r\n"
  }

  private func status(_ house: House, _ known: String) async throws -> Int? {
    try await house.ask("GET /api/issue HTTP/1.1\r\n\(known)\r\n").status
  }

  @Test func accountsGiveTheNameThatSigns() async throws {
    let (house, _) = try await house()
    try await house.open { (house: House) async throws in
      #expect(try await enter(house, with: "四个字两个词").status == 401)
      #expect(try await enter(house, with: password).body.contains("\"account\":\"沈砚\""))
    }
  }

  @Test func aPassEndsWhenItsMemberIsStruckFromTheRoster() async throws {
    let (house, roster) = try await house()
    try await house.open { (house: House) async throws in
      let known = try await comeIn(house)
      #expect(try await status(house, known) == 200)
      try await roster.strike("沈砚")
      #expect(try await status(house, known) == 401)
      // Entered again they are known by their new pass only.
      try await roster.enter(Member("沈砚", roles: []), password: password)
      #expect(try await status(house, known) == 401)
      #expect(try await status(house, comeIn(house)) == 200)
    }
  }

  @Test func aPassEndsWithItsPassword() async throws {
    let (house, roster) = try await house()
    try await house.open { (house: House) async throws in
      let known = try await comeIn(house)
      #expect(try await status(house, known) == 200)
      try await roster.enter(Member("沈砚", roles: ["总编辑"]), password: "another password")
      #expect(try await status(house, known) == 401)
    }
  }

  @Test func whoLeavesHasNoPassAnyMore() async throws {
    let (house, _) = try await house()
    try await house.open { (house: House) async throws in
      let known = try await comeIn(house)
      let session = try await house.ask("GET /api/session HTTP/1.1\r\n\(known)\r\n")
      let key = try #require(session.body.firstMatch(of: /"key":"([0-9a-f]+)"/)).output.1
      let left = try await house.ask(
        "POST /api/leave HTTP/1.1\r\n\(known)X-Forme-Key: \(key)\r\n"
          + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
      #expect(left.status == 200)
      #expect(try await status(house, known) == 401)
    }
  }
}
