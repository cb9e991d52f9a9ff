import Foundation
import Newspaper
import Production
import TestSupport
import Testing

@testable import Proofing

/// A digest that is as good as any.
func digest(_ digit: Character) -> PageDigest {
  guard let digest = PageDigest(String(repeating: digit, count: 64)) else {
    preconditionFailure("\(digit) is no digit of a digest")
  }
  return digest
}

@Suite struct DeskTests {
  let scratch: Scratch
  let page = DeskPage(1)
  let editor = Member("沈砚", roles: ["总编辑"])
  let reader = Member("周若谷", roles: ["校对"])

  init() throws { scratch = try Scratch() }

  func open() throws -> DeskStore { try DeskStore(folder: scratch.path) }

  // MARK: - Remarks

  @Test func aRemarkIsAnsweredResolvedAndOpenedAgain() async throws {
    let desk = try open()
    let place = RemarkPlace(x: 12.345, y: 80, width: 30, height: 5)
    let made = try await desk.remark(
      "“的”改“得”", at: place, on: page, digest("a"), by: "周若谷")
    try await desk.reply("已改", to: made.number, by: "沈砚")
    let resolved = try await desk.resolve(made.number, by: "周若谷")
    #expect(resolved.replies.map(\.text) == ["已改"])
    #expect(resolved.resolvedBy == "周若谷")
    let reopened = try await desk.reopen(made.number, by: "沈砚")
    #expect(reopened.resolvedBy == nil)
    // Another who opens the store sees the same.
    let again = try await open().remarks(on: page)
    #expect(again == [reopened])
    #expect(again.first?.place.x == 12.35, "a hundredth of a millimetre is fine enough")
  }

  @Test func resolvingTwiceIsDoneOnce() async throws {
    let desk = try open()
    let remark = try await desk.remark(
      "查", at: RemarkPlace(x: 1, y: 1), on: page, digest("a"), by: "周若谷")
    try await desk.resolve(remark.number, by: "周若谷")
    try await desk.resolve(remark.number, by: "沈砚")
    #expect(try await desk.log().map(\.kind) == [.remark, .resolve])
    #expect(try await desk.remarks().first?.resolvedBy == "周若谷")
  }

  @Test func remarksOfAnEditionsPageAreItsOwn() async throws {
    let desk = try open()
    let place = RemarkPlace(x: 1, y: 1)
    try await desk.remark("通", at: place, on: page, digest("a"), by: "甲")
    try await desk.remark("东", at: place, on: DeskPage(1, edition: "east"), digest("b"), by: "甲")
    #expect(try await desk.remarks(on: page).map(\.text) == ["通"])
    #expect(try await desk.remarks(on: DeskPage(1, edition: "east")).map(\.text) == ["东"])
    #expect(try await desk.remarks().count == 2)
  }

  @Test(arguments: [
    ("", "周若谷"), (" \n", "周若谷"), (String(repeating: "长", count: 4001), "周若谷"), ("好", " "),
    ("好", String(repeating: "名", count: 61)),
  ])
  func wordsAndNamesAreChecked(text: String, name: String) async throws {
    let desk = try open()
    let fault = await #expect(throws: DeskFault.self) {
      try await desk.remark(
        text, at: RemarkPlace(x: 1, y: 1), on: page, digest("a"), by: name)
    }
    #expect(fault?.kind == .refused)
    #expect(fault?.diagnostic.hints.isEmpty == false)
    #expect(try await desk.log() == [])
  }

  @Test func thereIsNoRemarkOfThatNumber() async throws {
    let desk = try open()
    let fault = await #expect(throws: DeskFault.self) {
      try await desk.reply("?", to: 7, by: "甲")
    }
    #expect(fault?.diagnostic.summary == "there is no remark 7")
  }

  // MARK: - Signatures

  @Test func aSignatureHoldsForOneDigest() async throws {
    let desk = try open()
    let signature = try await desk.sign(
      page, digest("a"), stage: "终审", of: .standard, by: editor)
    #expect(signature.role == "总编辑")
    #expect(signature.holds(for: digest("a")))
    #expect(!signature.holds(for: digest("b")))
    // A browser that tries again does not sign twice.
    try await desk.sign(page, digest("a"), stage: "终审", of: .standard, by: editor)
    #expect(try await desk.signatures(on: page) == [signature])
    let withdrawn = try await desk.withdraw(signature.number, by: "沈砚")
    #expect(!withdrawn.holds(for: digest("a")))
    #expect(try await desk.signatures(on: page) == [withdrawn])
  }

  @Test func onlyWhoHasTheRoleSigns() async throws {
    let desk = try open()
    let fault = await #expect(throws: DeskFault.self) {
      try await desk.sign(page, digest("a"), stage: "终审", of: .standard, by: reader)
    }
    #expect(fault?.diagnostic.summary == "周若谷 may not sign 终审")
    #expect(fault?.diagnostic.hints == ["have it signed by 总编辑"])
    let unknown = await #expect(throws: DeskFault.self) {
      try await desk.sign(page, digest("a"), stage: "四审", of: .standard, by: editor)
    }
    #expect(unknown?.diagnostic.summary == "there is no stage 四审")
    #expect(try await desk.signatures() == [])
  }

  @Test func aStageWaitsForTheDemandedOnesBeforeIt() async throws {
    let stages = SigningStages([
      .init("三校", isDemanded: true), .init("初审"), .init("签样", isDemanded: true),
    ])
    let desk = try open()
    let fault = await #expect(throws: DeskFault.self) {
      try await desk.sign(page, digest("a"), stage: "签样", of: stages, by: editor)
    }
    #expect(fault?.diagnostic.summary == "签样 of page 1 comes after 三校, which is not signed")
    try await desk.sign(page, digest("a"), stage: "三校", of: stages, by: reader)
    // 初审 is not demanded, so nobody waits for it.
    try await desk.sign(page, digest("a"), stage: "签样", of: stages, by: editor)
    // The page has changed: the signature under 三校 is of another page.
    await #expect(throws: DeskFault.self) {
      try await desk.sign(page, digest("b"), stage: "签样", of: stages, by: editor)
    }
  }

  // MARK: - Versions

  @Test func versionsAreKeptByWhatThePageShows() async throws {
    let desk = try open()
    let lead = StoryText(
      story: "lead.md", slot: "lead", title: "钟响了", paragraphs: ["钟响了", "今天早上。"])
    var changed = lead
    changed.paragraphs[1] = "昨天早上。"
    let brief = StoryText(
      story: "brief.md", slot: "brief", title: "数鸟", paragraphs: ["数鸟", "星期天。"])
    try await desk.keep(
      KeptProof(page: page, digest: digest("a"), stories: [lead, brief], picture: [1, 2, 3]))
    // Kept again without a change it is the same version.
    try await desk.keep(KeptProof(page: page, digest: digest("a"), stories: [lead, brief]))
    try await desk.keep(KeptProof(page: page, digest: digest("b"), stories: [changed, brief]))
    try await desk.keep(KeptProof(page: page, digest: digest("a"), stories: [lead, brief]))
    let versions = try await desk.versions(of: page)
    #expect(versions.map(\.digest) == [digest("a"), digest("b"), digest("a")])
    #expect(versions.map(\.number) == [3, 2, 1])
    #expect(try await desk.text(of: versions[1]) == [changed, brief])
    #expect(try await desk.text(of: versions[2]) == [lead, brief])
    #expect(desk.picture(of: digest("a")) == [1, 2, 3])
    #expect(desk.picture(of: digest("b")) == nil)
  }

  @Test func oldVersionsGoUnlessSomebodyAnswersForThem() async throws {
    let desk = try open()
    let count = DeskStore.mostVersions + 5
    let digests = try (0..<count).map { number in
      try #require(PageDigest((String(repeating: "0", count: 64) + "\(number)").suffixed))
    }
    for (number, digest) in digests.enumerated() {
      let story = StoryText(
        story: "s", slot: "s", title: "", paragraphs: ["第\(number)稿"])
      try await desk.keep(
        KeptProof(page: page, digest: digest, stories: [story], picture: [UInt8(number)]))
      if number == 2 {
        try await desk.sign(page, digest, stage: "终审", of: .standard, by: editor)
      }
    }
    let versions = try await desk.versions(of: page)
    #expect(versions.count == DeskStore.mostVersions + 1, "the signed one is kept as well")
    #expect(versions.last?.digest == digests[2])
    #expect(try await desk.text(of: versions[versions.count - 1])[0].paragraphs == ["第2稿"])
    #expect(desk.picture(of: digests[2]) == [2])
    #expect(desk.picture(of: digests[3]) == nil)
    #expect(desk.picture(of: digests[5]) == [5])
    #expect(try await desk.log().count { $0.kind == .keep } == count, "the log stays")
    #expect(try await desk.verifyLog().broken == nil)
  }

  // MARK: - The log

  @Test func orderIsThatOfTheLogEvenWhenTheClockGoesBackwards() async throws {
    let times = [100, 50, 75].map { Date(timeIntervalSince1970: $0) }
    let clock = Clock(times)
    let desk = try DeskStore(folder: scratch.path, clock: { clock.next() })
    for text in ["一", "二", "三"] {
      try await desk.remark(
        text, at: RemarkPlace(x: 1, y: 1), on: page, digest("a"), by: "甲")
    }
    #expect(try await desk.remarks().map(\.text) == ["一", "二", "三"])
    #expect(try await desk.log().map(\.at).first == "1970-01-01T00:01:40.000Z")
    #expect(try await desk.verifyLog().broken == nil)
  }

  @Test func theLogIsExportedSoThatOthersCanCheckIt() async throws {
    let desk = try open()
    try await desk.sign(page, digest("a"), stage: "终审", of: .standard, by: editor)
    try await desk.edited("lead.md: 第2段", on: page, by: "甲 \"乙\"\n")
    let lines = try await desk.exportLog().split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    let check = """
      import hashlib, json, sys
      before = '0' * 64
      for line in sys.stdin:
          entry = json.loads(line)
          found = entry.pop('hash')
          text = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(',', ':'))
          assert entry['previous'] == before, 'chain'
          before = hashlib.sha256(text.encode()).hexdigest()
          assert before == found, text
      print(before)
      """
    try scratch.write(try await desk.exportLog(), to: "log.jsonl")
    try scratch.write(check, to: "check.py")
    let outcome = try Tool.run(
      "/bin/sh", ["-c", "python3 check.py < log.jsonl"], in: scratch.path)
    #expect(outcome.output == (try await desk.verifyLog().hash) + "\n")
  }
}

/// A clock that shows given times.
final class Clock: @unchecked Sendable {
  private let lock = NSLock()
  private var times: [Date]

  init(_ times: [Date]) { self.times = times }

  func next() -> Date { lock.withLock { times.count > 1 ? times.removeFirst() : times[0] } }
}

extension String {
  /// The last 64 characters.
  fileprivate var suffixed: String { String(suffix(64)) }
}
