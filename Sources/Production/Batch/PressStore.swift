import FoundationEssentials
import Glibc
import Newspaper
import Prepress

/// 成品库: where finished pages lie under their keys, each published once.
protocol PressStore: Sendable {
  /// What workers open it by.
  var address: String { get }
  /// Whether nothing was ever published in it, as far as that is cheap to know.
  var isNew: Bool { get }
  /// The bytes of a file; nil when there is none.
  func bytes(_ name: String) throws(StoreFault) -> [UInt8]?
  /// The size of a file; nil when there is none.
  func size(_ name: String) throws(StoreFault) -> Int?
  /// Makes a file whole and for good, unless there is one.
  func create(_ name: String, _ bytes: [UInt8]) throws(StoreFault) -> Creation
  /// Waits until what was created will outlast a power cut.
  func settle(_ names: [String]) throws(StoreFault)
  /// Puts a file of the store at a path, in place of what is there.
  func place(_ file: PageFile, at path: String) throws(StoreFault)
  /// Removes what killed workers were about to publish.
  func tidy(_ which: Drafts)
}

/// What workers were about to publish when they were killed.
enum Drafts {
  /// Older than any unit takes.
  case old
  /// Those of this machine, when no worker is at work on it any more, and old ones.
  case ofThisMachine
  /// Of all machines, when no worker is at work on any.
  case all
}

/// What came of creating a file.
enum Creation: Hashable, Sendable {
  case made
  /// Somebody was first.
  case wasThere
}

/// Why the store could not be used.
enum StoreFault: Error, Hashable {
  /// The disk is full, read-only or gone: no unit will fare better.
  case notWritten(path: String, reason: String)
  /// The store cannot be asked now.
  case unreachable(reason: String)
  /// It says no: no unit will fare better until somebody has mended that.
  case refused(reason: String)
}

extension PressStore {
  /// The receipt of a unit whose files are all there; nil for a unit that is still to be made.
  func receipt(of key: String) throws(StoreFault) -> Receipt? {
    guard let bytes = try bytes(UnitNames.receipt(key)), let receipt = Receipt(bytes) else {
      return nil
    }
    for file in receipt.pages.compactMap(\.file) {
      guard try size(file.name) == file.bytes else { return nil }
    }
    return receipt
  }

  /// Publishes the pages of a unit and then its receipt.
  ///
  /// Twice the same is published once. Other bytes under the same key are an alarm: the same
  /// input must give the same page.
  func publish(_ pages: [(name: String, pdf: [UInt8])], _ receipt: Receipt)
    throws(StoreFault) -> Publishing
  {
    for page in pages where try create(page.name, page.pdf) == .wasThere {
      if try bytes(page.name) != page.pdf { return .differs(page.name) }
    }
    let name = UnitNames.receipt(receipt.key)
    let creation = try create(name, receipt.bytes)
    try settle(pages.map(\.name) + [name])
    return creation == .made ? .first : .again
  }
}

/// What came of publishing a unit.
enum Publishing: Hashable, Sendable {
  case first, again
  /// A file of this name is there with other bytes.
  case differs(String)
}

/// How the files of a unit are called in the store.
enum UnitNames {
  static func receipt(_ key: String) -> String { "made/\(key.prefix(2))/\(key).json" }

  /// The key in the name of a PDF.
  static func key(_ name: String) -> String { String(name.fileName.prefix(64)) }

  /// The PDF of a page; of all pages for number 0.
  static func pdf(_ key: String, page: Int) -> String {
    "made/\(key.prefix(2))/\(key)" + (page == 0 ? ".pdf" : "-\(page).pdf")
  }
}

/// A store in a folder: files appear by `link(2)`, which never overwrites.
struct FolderStore: PressStore {
  let folder: String

  var address: String { folder }

  var isNew: Bool { unsafe access("\(folder)/made", F_OK) != 0 }

  func bytes(_ name: String) throws(StoreFault) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(folder)/\(name)").map { [UInt8]($0) }
  }

  func size(_ name: String) throws(StoreFault) -> Int? {
    var status = stat()
    guard unsafe stat("\(folder)/\(name)", &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  func create(_ name: String, _ bytes: [UInt8]) throws(StoreFault) -> Creation {
    let path = "\(folder)/\(name)"
    if unsafe access(path, F_OK) == 0 { return .wasThere }
    do throws(OutputFile.Failure) {
      // A name that no other process has; the janitor knows whose it is.
      let draft = try OutputFile.draft(bytes, for: "\(folder)/tmp/\(maker)-\(name.fileName)")
      try OutputFile.makeFolder(path.folderName)
      return try draft.publish(at: path) ? .made : .wasThere
    } catch {
      throw .notWritten(path: error.path, reason: error.reason)
    }
  }

  func settle(_ names: [String]) throws(StoreFault) {
    for place in Set(names.map { "\(folder)/\($0)".folderName }).sorted() {
      do throws(OutputFile.Failure) {
        try OutputFile.sync(folder: place)
      } catch {
        throw .notWritten(path: error.path, reason: error.reason)
      }
    }
  }

  func place(_ file: PageFile, at path: String) throws(StoreFault) {
    let own = "\(folder)/\(file.name)"
    if Self.isSame(own, path) { return }
    do throws(OutputFile.Failure) {
      try OutputFile.makeFolder(path.folderName)
      let beside = "\(path).\(getpid()).part"
      unsafe unlink(beside)
      // A second name costs nothing; on another disk, or in somebody else's folder, a copy is made.
      if unsafe link(own, beside) == 0 {
        guard unsafe rename(beside, path) == 0 else {
          let code = errno
          OutputFile.remove(beside)
          throw OutputFile.Failure(path, errno: code)
        }
        return
      }
      guard let bytes = FileManager.default.contents(atPath: own) else {
        throw OutputFile.Failure(own)
      }
      try OutputFile.write([UInt8](bytes), to: path)
    } catch {
      throw .notWritten(path: error.path, reason: error.reason)
    }
  }

  func tidy(_ which: Drafts) {
    let age = 3600.0
    let drafts = "\(folder)/tmp"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: drafts)) ?? [] {
      var status = stat()
      guard unsafe stat("\(drafts)/\(name)", &status) == 0 else { continue }
      let isOld = Double(status.st_mtim.tv_sec) + age < Machine.now
      let isLeft =
        switch which {
        case .old: isOld
        case .ofThisMachine: isOld || name.hasPrefix("\(Machine.name)-")
        case .all: true
        }
      if isLeft { unsafe unlink("\(drafts)/\(name)") }
    }
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard unsafe stat(one, &first) == 0, unsafe stat(other, &second) == 0 else { return false }
    return first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

  private var maker: String { "\(Machine.name)-\(getpid())" }
}

/// The machine that a process runs on.
enum Machine {
  /// Its host name, as far as it can stand in a file name.
  static let name: String = {
    let text = (try? String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)) ?? ""
    let plain = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return plain.isEmpty ? "here" : plain
  }()

  /// Seconds since 1970.
  static var now: Double { Date().timeIntervalSince1970 }
}

extension String {
  /// The last part of a path.
  var fileName: String { split(separator: "/").last.map(String.init) ?? self }

  /// The path without its last part.
  var folderName: String {
    guard let slash = lastIndex(of: "/") else { return "." }
    return String(self[..<slash])
  }
}
