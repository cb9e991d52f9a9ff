import Foundation
import Newspaper
import TestSupport
import Testing

@testable import Intake

/// What editors' machines do to text files.
struct TextTests {
  @Test func byteOrderMarkAndLineEndsOfWindowsAreTakenAway() {
    var reading = Reading()
    let text = reading.text(Array("\u{FEFF}一\r\n二\r三\n".utf8), file: "a.md")
    #expect(text == "一\n二\n三\n")
    #expect(reading.report.diagnostics.isEmpty)
  }

  @Test func bytesOfAnotherEncodingAreToldWithTheirPlace() throws {
    var reading = Reading()
    // 标题 in GB 18030, after one good line.
    let text = reading.text(Array("好的\n题 ".utf8) + [0xB1, 0xEA, 0xCC, 0xE2], file: "a.md")
    let fault = try #require(reading.report.diagnostics.first)
    #expect(fault.code == "text.encoding")
    #expect(fault.summary == "a.md: byte 11 is not UTF-8")
    #expect(fault.at == SourceRange(file: "a.md", line: 2, column: 3))
    // The rest is read on, so that other faults are told in the same run.
    #expect(text?.hasPrefix("好的\n题 ") == true)
  }

  @Test func utf16IsToldByItsName() {
    var reading = Reading()
    #expect(reading.text([0xFF, 0xFE, 0x41, 0], file: "a.md") == nil)
    #expect(reading.report.diagnostics.map(\.summary) == ["a.md: is UTF-16"])
  }

  @Test func controlCharactersAreLeftOutAndTold() {
    var reading = Reading()
    let text = reading.text(Array("一\u{3}二\u{2028}\n\u{0}三".utf8), file: "a.md")
    #expect(text == "一 二 \n 三")
    #expect(
      reading.report.diagnostics.map { "\($0.at?.description ?? "") \($0.summary)" } == [
        "a.md:1:2 control character U+0003 left out",
        "a.md:1:4 control character U+2028 left out",
        "a.md:2:1 control character U+0000 left out",
      ])
  }

  @Test func aFileOfControlCharactersDoesNotFillTheReport() {
    var reading = Reading()
    _ = reading.text([UInt8](repeating: 1, count: 100_000), file: "a.md")
    #expect(reading.report.diagnostics.count == Reading.mostAlike)
  }

  @Test func fileNamesAreFoundInEitherUnicodeForm() throws {
    let scratch = try Scratch()
    // As a Mac stores it: e and a combining acute.
    let decomposed = "cafe\u{301} 稿.md"
    #expect(FileManager.default.createFile(atPath: scratch(decomposed), contents: Data([65])))
    let written = FilePath(name: "", path: scratch.path).appending("caf\u{E9} 稿.md")
    guard case .file(let found) = Files.find(written) else {
      Issue.record("not found")
      return
    }
    #expect(Files.bytes(found) == [65])
    #expect(Array(found.name.utf8) == Array("caf\u{E9} 稿.md".utf8))
  }

  @Test(arguments: [
    ("a/b", "../c.md", "a/c.md"), ("", "../c.md", "../c.md"), ("..", "../c.md", "../../c.md"),
    ("a", "./b//c.md", "a/b/c.md"), ("a", "/b.md", "/b.md"), (".", "c.md", "c.md"),
    ("/", "../c.md", "/c.md"), ("a", "..", "."),
  ])
  func pathsAreTidied(folder: String, written: String, path: String) {
    #expect(FilePath(name: folder, path: folder).appending(written).path == path)
  }
}

/// Input made to break the reader.
struct HostileInputTests {
  private func faults(yaml: String) -> [String] {
    var report = Report()
    _ = Tree(yaml: yaml, file: "a.yaml", report: &report)
    return report.diagnostics.map(\.code)
  }

  @Test func deepNestingIsRefused() {
    #expect(faults(yaml: String(repeating: "[", count: 100_000)) == ["yaml.depth"])
    #expect(faults(yaml: String(repeating: "- ", count: 100_000) + "a") == ["yaml.depth"])
    #expect(
      faults(yaml: (0..<200).map { String(repeating: " ", count: $0 * 20) + "a:\n" }.joined())
        == ["yaml.depth"])
  }

  @Test func aliasesDoNotGrowWithoutEnd() {
    let levels = (1..<30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    #expect(faults(yaml: "a0: &a0 [x]\n" + levels) == ["yaml.aliases"])
  }

  @Test func aHugeFileIsRefused() {
    var reading = Reading()
    let bytes = [UInt8](repeating: 65, count: Reading.mostBytes + 1)
    #expect(reading.text(bytes, file: "a.md") == nil)
    #expect(reading.report.diagnostics.map(\.code) == ["text.size"])
  }

  @Test(
    .timeLimit(.minutes(1)), arguments: ["*", "[", "[a]{.em}", "<a ", "`", "**^~", "[](", "\\"])
  func oneMarkOverAndOverIsReadInTime(mark: String) {
    var markdown = Markdown(file: "a.md")
    let line = Substring(String(repeating: mark, count: 20_000))
    #expect(markdown.blocks([line], firstLine: 1).count == 1)
    #expect(markdown.report.diagnostics.count <= 2 * Reading.mostAlike)
  }

  /// Whatever stands in a body, its Han come out again, in order.
  @Test func noCharacterIsLostFromRandomText() {
    var random = SplitMix(state: 512)
    let pieces = [
      "风", "雨", "*", "**", "^", "~", "[", "]", "{.em}", "(x)", "!", "\\", "<b>", "`", "# ", "- ",
      "|", "\n", "\n\n", "##", " ", "1. ", "---", "{", "}", "é",
    ]
    for _ in 0..<3000 {
      let text = (0..<40).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      var markdown = Markdown(file: "a.md")
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let out = markdown.blocks(lines[...], firstLine: 1).map(\.plain).joined()
      #expect(out.filter { "风雨é".contains($0) } == text.filter { "风雨é".contains($0) }, "\(text)")
    }
  }

  /// Any change to a good file ends in a report, never in a crash.
  @Test func brokenYamlIsAlwaysReported() throws {
    var random = SplitMix(state: 7)
    let marks = Array("\n\t :-[]{}\"'*&#|>%@`!?\u{0}a9".utf8)
    let good = try Array(Data(contentsOf: URL(filePath: "Samples/gewu/0512/issue.yaml")))
    for _ in 0..<300 {
      var bytes = good
      for _ in 0..<3 {
        let place = Int(random.next() % UInt64(bytes.count))
        bytes[place] = marks[Int(random.next() % UInt64(marks.count))]
      }
      var reading = Reading()
      guard let text = reading.text(bytes, file: "issue.yaml") else { continue }
      if let tree = Tree(yaml: text, file: "issue.yaml", report: &reading.report) {
        _ = reading.check(tree, as: IssueFile.record)
      } else {
        #expect(!reading.report.diagnostics.isEmpty)
      }
    }
  }
}

extension Block {
  fileprivate var plain: String {
    switch self {
    case .paragraph(let text), .subhead(let text): text.plain
    case .table(let rows): rows.flatMap(\.self).map(\.plain).joined()
    }
  }
}

/// Sebastiano Vigna's SplitMix64: the same numbers on every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
