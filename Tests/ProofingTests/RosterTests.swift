import Foundation
import TestSupport
import Testing

@testable import Proofing

@Suite struct RosterTests {
  let scratch: Scratch
  let member = Member("沈砚", roles: ["总编辑", "编辑"])

  init() throws { scratch = try Scratch() }

  @Test func whoKnowsThePasswordComesIn() async throws {
    let roster = try Roster(folder: scratch.path)
    try await roster.enter(member, password: "四个字一个词")
    #expect(try await roster.verify("沈砚", password: "四个字一个词") == member)
    #expect(try await roster.verify("沈砚", password: "四个字两个词") == nil)
    #expect(try await roster.verify("沈", password: "四个字一个词") == nil)
    #expect(try await roster.verify("沈砚", password: "") == nil)
    #expect(try await Roster(folder: scratch.path).members() == [member])
  }

  @Test func nobodyCanReadAPassword() async throws {
    let roster = try Roster(folder: scratch.path)
    try await roster.enter(member, password: "correct horse battery")
    let token = try await roster.openSession(of: member)
    for file in scratch.files(below: ".forme") {
      let bytes = Data(try scratch.bytes(".forme/\(file)"))
      #expect(bytes.range(of: Data("correct horse battery".utf8)) == nil)
      #expect(bytes.range(of: Data(token.utf8)) == nil)
    }
  }

  @Test func aSessionEndsByTimeByWordAndByANewPassword() async throws {
    let clock = Clock([0, 0, 10, 100].map { Date(timeIntervalSince1970: $0) })
    let roster = try Roster(folder: scratch.path, clock: { clock.next() })
    try await roster.enter(member, password: "correct horse")
    let short = try await roster.openSession(of: member, seconds: 50)
    let long = try await roster.openSession(of: member, seconds: 500)
    #expect(short != long)
    #expect(try await roster.member(ofSession: short) == member)
    #expect(try await roster.member(ofSession: short) == nil, "50 seconds are over")
    #expect(try await roster.member(ofSession: long) == member)
    #expect(try await roster.member(ofSession: "") == nil)
    try await roster.closeSession(long)
    #expect(try await roster.member(ofSession: long) == nil)
    let another = try await roster.openSession(of: member, seconds: 500)
    try await roster.enter(member, password: "battery staple")
    #expect(try await roster.member(ofSession: another) == nil)
  }

  @Test func whoIsStruckOutIsGone() async throws {
    let roster = try Roster(folder: scratch.path)
    try await roster.enter(member, password: "correct horse")
    let token = try await roster.openSession(of: member)
    try await roster.strike("沈砚")
    #expect(try await roster.member(ofSession: token) == nil)
    #expect(try await roster.verify("沈砚", password: "correct horse") == nil)
  }
}
