import Foundation
import Intake
import Newspaper
import Production
import TestSupport
import Testing

@testable import Proofing

/// What can happen to the desk's file: nothing that was accepted is lost, nothing is overwritten.
@Suite struct DeskFaultTests {
  let scratch: Scratch
  let page = DeskPage(1)
  let place = RemarkPlace(x: 1, y: 1)

  init() throws { scratch = try Scratch() }

  private func remark(_ desk: DeskStore, _ text: String = "查") async throws(DeskFault) {
    try await desk.remark(text, at: place, on: page, digest("a"), by: "甲")
  }

  /// A store with remarks, closed.
  private func filled(_ count: Int = 40) async throws {
    let desk = try DeskStore(folder: scratch.path)
    for number in 1...count {
      try await remark(desk, "第\(number)条" + String(repeating: "长", count: 200))
    }
  }

  private var file: String { ".forme/desk.sqlite" }

  // MARK: - Damaged

  @Test func aFileThatIsNoDatabaseIsLeftAlone() async throws {
    let bytes = [UInt8]("not a database, but somebody may still need it\n".utf8)
    try scratch.write(bytes, to: file)
    let desk = try DeskStore(folder: scratch.path)
    #expect(desk.damage?.kind == .damaged)
    #expect(
      desk.damage?.diagnostic.summary.contains("only read; nothing in it is overwritten") == true)
    for _ in 0..<2 {
      let fault = await #expect(throws: DeskFault.self) { try await remark(desk) }
      #expect(fault?.kind == .damaged)
    }
    await #expect(throws: DeskFault.self) { try await desk.remarks() }
    #expect(try scratch.bytes(file) == bytes)
  }

  @Test func ofADamagedFileIsReadWhatCanBeRead() async throws {
    try await filled()
    var bytes = try scratch.bytes(file)
    // The index over pages is scribbled over; the log itself is whole.
    let pageSize = 4096
    let last = bytes.count - pageSize
    for index in last..<bytes.count { bytes[index] = 0xA5 }
    try scratch.write(bytes, to: file)
    let desk = try DeskStore(folder: scratch.path)
    #expect(desk.damage?.kind == .damaged)
    await #expect(throws: DeskFault.self) { try await remark(desk) }
    _ = try? await desk.log()
    #expect(try scratch.bytes(file) == bytes, "not a byte of it may change")
  }

  @Test func aFileCutShortIsLeftAlone() async throws {
    try await filled()
    let bytes = Array(try scratch.bytes(file).prefix(9000))
    try scratch.write(bytes, to: file)
    let desk = try DeskStore(folder: scratch.path)
    #expect(desk.damage?.kind == .damaged)
    await #expect(throws: DeskFault.self) { try await remark(desk) }
    #expect(try scratch.bytes(file) == bytes)
  }

  @Test func withADamagedStoreNoPageIsCleared() async throws {
    try scratch.write("rubbish of some length", to: file)
    var issue = try Newspaper.Issue.empty(folder: scratch.path)
    issue.publication.signing = SigningStages([.init("签样", isDemanded: true)])
    let clearance = try #require(await DeskStore.clearance(for: issue))
    #expect(clearance(page, digest("a")).diagnostics.map(\.code) == ["desk.damaged"])
  }

  // MARK: - Locked, full, forbidden, newer

  @Test func whileSomebodyElseWritesItIsWaitedFor() async throws {
    try await filled(1)
    let hasty = try DeskStore(folder: scratch.path, patience: 0.05)
    let holder = """
      import sqlite3, sys, time
      desk = sqlite3.connect('\(scratch(file))', isolation_level=None)
      desk.execute('BEGIN EXCLUSIVE')
      print('held', flush=True)
      time.sleep(float(sys.argv[1]))
      desk.execute('ROLLBACK')
      """
    try scratch.write(holder, to: "holder.py")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", scratch("holder.py"), "1"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    _ = pipe.fileHandleForReading.readData(ofLength: 5)
    // One who will not wait is told what to do; one who waits gets through.
    let fault = await #expect(throws: DeskFault.self) { try await remark(hasty) }
    #expect(fault?.kind == .locked)
    #expect(fault?.diagnostic.hints.first == "try again")
    let patient = try DeskStore(folder: scratch.path)
    try await remark(patient, "等到了")
    process.waitUntilExit()
    #expect(try await hasty.remarks().map(\.text).last == "等到了")
  }

  @Test(.enabled(if: Disk.canBeMade, "only root can mount a small disk"))
  func aFullDiskLosesNothing() async throws {
    let disk = try Disk(megabytes: 1, at: scratch("disk"))
    defer { disk.remove() }
    let desk = try DeskStore(folder: scratch("disk"))
    var accepted = 0
    var refusal: DeskFault?
    while refusal == nil, accepted < 2000 {
      do throws(DeskFault) {
        try await remark(desk, String(repeating: "满", count: 3000))
        accepted += 1
      } catch { refusal = error }
    }
    #expect(refusal?.kind == .full)
    #expect(refusal?.diagnostic.hints == ["free some space on the disk"])
    #expect(accepted > 10)
    #expect(try await desk.remarks().count == accepted)
    // A picture finds no room either, and no half of one stays behind.
    let proof = KeptProof(
      page: page, digest: digest("a"), stories: [], picture: [UInt8](repeating: 7, count: 900_000))
    let fault = await #expect(throws: DeskFault.self) { try await desk.keep(proof) }
    #expect(fault?.kind == .full)
    #expect(desk.picture(of: digest("a")) == nil)
    let again = try DeskStore(folder: scratch("disk"))
    #expect(again.damage == nil)
    #expect(try await again.remarks().count == accepted)
    #expect(try await again.verifyLog().broken == nil)
  }

  @Test(.enabled(if: Disk.canBeMade, "only root can mount a small disk"))
  func onAFullDiskTheLiveProofGoesOn() async throws {
    let disk = try Disk(megabytes: 2, at: scratch("disk"))
    defer { disk.remove() }
    let small = try Scratch.smallPublication()
    for name in try FileManager.default.contentsOfDirectory(atPath: small.path) {
      try scratch.copy(small(name), to: "disk/\(name)")
    }
    try await LiveDesk.open(scratch, issue: "disk/issue") { desk in
      let live = desk.live
      let store = try DeskStore(folder: scratch("disk/issue"))
      let proof = ProofDesk(
        live: live, store: store, storeFault: nil, roster: nil, bulletin: Bulletin(),
        shelf: PlateShelf(live: live))
      let page = try #require(await live.snapshot.page(2))
      try fill()
      // Nothing can be kept or written, which is told; the page can be looked at all the same.
      let fault = await #expect(throws: DeskFault.self) {
        try await proof.keep(page, as: DeskPage(2), in: store)
      }
      #expect(fault?.kind == .full)
      let before = try scratch.text("disk/issue/second.md")
      let refusal = await desk.refused { try await desk.edit("second.md", .head(.deck, "副题")) }
      #expect(refusal == .notWritten("second.md: No space left on device"))
      #expect(try scratch.text("disk/issue/second.md") == before)
      #expect(await live.tile(page.digest, zoom: 3, column: 0, row: 0) != nil)
      // As soon as there is room again everything goes on.
      try FileManager.default.removeItem(atPath: scratch("disk/filler"))
      _ = try await desk.edit("second.md", .head(.deck, "副题"))
      await live.settled()
      let edited = try #require(await live.snapshot.page(2))
      #expect(edited.digest != page.digest)
      try await proof.keep(edited, as: DeskPage(2), in: store)
      #expect(try await store.versions(of: DeskPage(2)).map(\.digest) == [edited.digest])
    }
  }

  /// Takes all the room that is left on the small disk.
  private func fill() throws {
    let file = open(scratch("disk/filler"), O_WRONLY | O_CREAT, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let zeros = [UInt8](repeating: 0, count: 4096)
    while write(file, zeros, zeros.count) > 0 {}
    #expect(errno == ENOSPC)
  }

  @Test func aFileOfALaterVersionIsNotTouched() async throws {
    try await filled(1)
    let later = """
      import sqlite3
      desk = sqlite3.connect('\(scratch(file))')
      desk.execute("INSERT INTO grdb_migrations VALUES ('99')")
      desk.commit()
      """
    try scratch.write(later, to: "later.py")
    #expect(try Tool.run("python3", [scratch("later.py")]).status == 0)
    let fault = #expect(throws: DeskFault.self) { try DeskStore(folder: scratch.path) }
    #expect(fault?.kind == .newer)
  }

  @Test func aFolderWhereTheFileShouldBe() throws {
    try FileManager.default.createDirectory(
      atPath: scratch(file), withIntermediateDirectories: true)
    #expect(throws: DeskFault.self) { try DeskStore(folder: scratch.path) }
    let other = try Scratch()
    try other.write("a file", to: ".forme")
    let fault = #expect(throws: DeskFault.self) { try DeskStore(folder: other.path) }
    #expect(fault?.diagnostic.hints.isEmpty == false)
    #expect(try other.text(".forme") == "a file")
  }
}

/// A small disk in memory.
struct Disk {
  let path: String

  static let canBeMade: Bool = {
    let trial = NSTemporaryDirectory() + "forme-disk-\(getpid())"
    guard geteuid() == 0, let disk = try? Disk(megabytes: 1, at: trial) else { return false }
    disk.remove()
    return true
  }()

  init(megabytes: Int, at path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
      try? FileManager.default.removeItem(atPath: path)
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  func remove() {
    umount2(path, Int32(MNT_DETACH))
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension Newspaper.Issue {
  static func empty(folder: String) throws -> Newspaper.Issue {
    let publication = Publication(
      name: "试报", folder: folder, fontFolder: "", styles: StyleSheet(text: [:], heads: []))
    let day = try #require(CalendarDate(year: 2026, month: 12, day: 31))
    return Newspaper.Issue(publication: publication, number: 1, date: day, folder: folder)
  }
}
