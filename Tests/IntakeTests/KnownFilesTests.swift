import Foundation
import Intake
import Newspaper
import TestSupport
import Testing

/// Reading an issue again and again, of which most is known.
struct KnownFilesTests {
  /// An issue that is read at each state of its files: with what is known of it, and anew.
  private final class Desk {
    private let scratch: Scratch
    let folder: URL
    private var known: KnownFiles? = KnownFiles()

    init() throws {
      scratch = try Scratch()
      folder = URL(filePath: scratch("case"))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func expectTheSame(_ state: String) {
      let (issue, layouts, fonts) = (path("issue"), path("installed"), path("fonts"))
      // The second time nothing changed.
      for turn in ["first", "second"] {
        let new = Intake.issue(at: issue, layouts: layouts)
        let again = Intake.issue(at: issue, layouts: layouts, known: &known)
        #expect(again.issue == new.issue, "\(state), \(turn)")
        #expect(again.report == new.report, "\(state), \(turn)")
        let press = Intake.press(of: new.issue?.publication, named: nil, over: Case.open)
        let pressAgain = Intake.press(
          of: again.issue?.publication, named: nil, over: Case.open, known: &known)
        #expect(pressAgain == press, "\(state), \(turn)")
        let faces = Intake.typefaces(at: fonts)
        #expect(Intake.typefaces(at: fonts, known: &known) == faces, "\(state), \(turn)")
      }
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }
  }

  @Test("From any issue to any other, what is known makes no difference.")
  func betweenCases() throws {
    let desk = try Desk()
    for example in try Case.all {
      desk.remove()
      try example.write(to: desk.folder)
      desk.expectTheSame(example.testDescription)
    }
  }

  @Test(
    "Whatever becomes of a file, what is known makes no difference.", arguments: Damage.allCases)
  func damagedFiles(_ damage: Damage) throws {
    let desk = try Desk()
    try FileManager.default.copyItem(at: Case.suite.appending(path: "base"), to: desk.folder)
    try Data("inkLimit: 250\n".utf8).write(to: desk.folder.appending(path: "press.yaml"))
    desk.expectTheSame("whole")
    let names = try FileManager.default.subpathsOfDirectory(atPath: desk.folder.path).filter {
      ["yaml", "md", "jpg", "svg"].contains(URL(filePath: $0).pathExtension)
    }.sorted()
    #expect(names.count > 8)
    for name in names {
      let file = desk.folder.appending(path: name)
      let whole = try Data(contentsOf: file)
      try damage.happen(to: file, whole)
      desk.expectTheSame("\(damage) \(name)")
      try? FileManager.default.removeItem(at: file)
      try whole.write(to: file)
    }
    desk.expectTheSame("whole again")
  }

  /// What may become of a file while somebody watches it.
  enum Damage: CaseIterable {
    case deleted, emptied, halfSaved, folderInstead, oneLetterOther, notText

    func happen(to file: URL, _ whole: Data) throws {
      switch self {
      case .deleted: try FileManager.default.removeItem(at: file)
      case .emptied: try Data().write(to: file)
      case .halfSaved: try whole.prefix(whole.count / 2).write(to: file)
      case .folderInstead:
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
      case .oneLetterOther:
        // Of the same length, and with the times it had before.
        let times = try FileManager.default.attributesOfItem(atPath: file.path)
        var other = whole
        if let digit = other.lastIndex(where: { (48...57).contains($0) }) { other[digit] ^= 1 }
        try other.write(to: file)
        try FileManager.default.setAttributes(
          [.modificationDate: times[.modificationDate] as Any], ofItemAtPath: file.path)
      case .notText: try Data([0xFF, 0xFE, 0x41, 0x00]).write(to: file)
      }
    }
  }
}
