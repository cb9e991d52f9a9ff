import Foundation
import Newspaper
import Testing

@testable import Prepress

@Suite struct PictureCacheTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  @Test func theSamePhotoComesFromTheCacheUntilItChanges() throws {
    let path = try bench.fill("red")
    let first = try make(path)
    let files = try pictures()
    #expect(try make(path) == first)
    #expect(try pictures() == files)
    _ = try bench.fill("blue")
    #expect(try make(path).jpeg != first.jpeg)
  }

  @Test func aDamagedFileOfTheCacheIsMadeAnew() throws {
    let path = try bench.picture("logo.png", "-size", "64x64", "xc:#ff000080")
    let first = try make(path)
    #expect(first.cutOut?.count == 64 * 64)
    #expect(try make(path) == first)
    let name = try #require(try pictures().first)
    let good = try bench.read(bench.path(name))
    var damages: [[UInt8]] = [[], [1, 2, 3], Array(good.dropLast()), good + [0]]
    for place in [30, good.count / 2, good.count - 20, good.count - 1] {
      var bad = good
      bad[place] ^= 4
      damages.append(bad)
    }
    for bad in damages {
      _ = try bench.write(name, bad)
      #expect(try make(path) == first)
      #expect(try bench.read(bench.path(name)) == good)
    }
  }

  @Test func aFileThatVanishedIsMadeAnew() throws {
    let path = try bench.fill("red")
    let first = try make(path)
    let name = try #require(try pictures().first)
    try FileManager.default.removeItem(atPath: bench.path(name))
    #expect(try make(path) == first)
    #expect(try pictures() == [name])
  }

  @Test func aPictureThatIsAddedDrivesOutOneNotUsedForLong() throws {
    let old = try entry(0, "picture", hoursAgo: 1)
    let path = try bench.fill("red")
    _ = try make(path)
    #expect(try pictures().contains(old), "there is room")
    _ = try bench.fill("blue")
    _ = try make(path, limit: 1)
    #expect(try !pictures().contains(old))
    #expect(try pictures().count == 2, "what was used just now stays, whatever the limit")
  }

  @Test func whatWasNotUsedForLongestGoesFirst() throws {
    // Four files of two blocks each, and room for two of them.
    let folder = CacheFolder(path: bench.folder, limit: 4 * 4096)
    let files = try (1...4).map { try entry($0, "picture", size: 5000, hoursAgo: 10 - $0) }
    #expect(folder.read(files[0]) != nil, "which uses it")
    folder.clearOut()
    #expect(try pictures() == [files[0], files[3]])
    folder.clearOut()
    #expect(try pictures().count == 2, "within the limit nothing goes")
  }

  @Test func onlyWhatTheCacheMadeIsClearedOut() throws {
    for kind in ["picture", "known", "picture.812.139", "txt", "picture.old"] {
      _ = try entry(1, kind, hoursAgo: 1)
    }
    let mine = try bench.write("holiday.picture", [1])
    try age(mine, hours: 1)
    CacheFolder(path: bench.folder, limit: 0).clearOut()
    let name = String(repeating: "1", count: 64)
    #expect(try files() == ["\(name).picture.old", "\(name).txt", "holiday.picture"])
  }

  @Test func manyMayClearOutAtOnce() throws {
    let files = try (1...9).map { try entry($0, "picture", hoursAgo: 10 - $0) }
    let folder = CacheFolder(path: bench.folder, limit: 3 * 4096)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in folder.clearOut() }
    #expect(try pictures() == Array(files.suffix(3)))
  }

  private func make(_ path: String, limit: Int = PhotoDesk.usualCache) throws -> EncodedPicture {
    var report = Report()
    let picture = PhotoDesk(cacheFolder: bench.folder, cacheLimit: limit).encode(
      bench.placed(path, crop: 64, 64, width: 16), for: .press, into: &report)
    #expect(report.diagnostics.isEmpty)
    return try #require(picture)
  }

  /// A file as the cache names it, last used some hours ago.
  private func entry(_ digit: Int, _ kind: String, size: Int = 1, hoursAgo: Int) throws -> String {
    let name = "\(String(repeating: "\(digit)", count: 64)).\(kind)"
    try age(try bench.write(name, [UInt8](repeating: 7, count: size)), hours: hoursAgo)
    return name
  }

  private func age(_ path: String, hours: Int) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: Double(-3600 * hours))], ofItemAtPath: path)
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: bench.folder).sorted()
  }

  private func pictures() throws -> [String] {
    try files().filter { $0.hasSuffix(".picture") }
  }
}
