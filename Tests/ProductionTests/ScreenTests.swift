import Foundation
import Makeup
import Newspaper
import Production
import TestSupport
import Testing

/// The sample as a screen PDF, read back by other people's programs.
struct ScreenTests {
  /// North of the weekly for a screen: built once, on two workers.
  private struct Built: Sendable {
    let scratch: Scratch
    let report: Report
    let edition: BuiltEdition

    static var sample: Built { get async throws { try await task.value } }
    private static let task = Task { try await Built(workers: 2) }

    init(workers: Int, pages: Set<Int>? = nil) async throws {
      scratch = try Scratch()
      let (builder, _) = IssueBuilder.open(Sample.folders[0], cacheFolder: Sample.cache)
      let opened = try #require(builder)
      let order = BuildOrder(
        editions: [opened.issue.editions.first], pages: pages, purpose: .screen,
        workers: workers)
      edition = try #require(await opened.build(order).first)
      var report = edition.report
      report.add(await edition.write(to: scratch.path))
      self.report = report
    }

    var whole: String { scratch("0512-north/0512-north.pdf") }
    func page(_ number: Int) -> String { scratch("0512-north/0512-north-p0\(number).pdf") }
  }

  @Test func isTaggedLinearisedAndSaysWhatItIs() async throws {
    let built = try await Built.sample
    #expect(built.report.diagnostics.filter { $0.severity != .note } == [])
    for (file, pages) in [(built.whole, 8), (built.page(1), 1), (built.page(7), 1)] {
      let told = try Tool.run("pdfinfo", [file]).output
      for line in ["Tagged: yes", "Optimized: yes", "Pages: \(pages)", "Author: 格物周报"] {
        let (key, value) = (line.prefix { $0 != ":" }, line.split(separator: " ").last ?? "")
        #expect(
          told.split(separator: "\n").contains { $0.hasPrefix("\(key):") && $0.hasSuffix(value) },
          "\(line) in \(told)")
      }
      #expect(told.contains(pages == 8 ? "格物周报 第512期\n" : "格物周报 第512期第"))
      for check in ["--check", "--check-linearization"] {
        let outcome = try Tool.run("qpdf", [check, file])
        #expect(outcome.status == 0, "\(check): \(outcome.output)\(outcome.errors)")
      }
      let xmp = try Tool.run("pdfinfo", ["-meta", file]).output
      #expect(xmp.contains("<rdf:li>zh-CN</rdf:li>") && xmp.contains("<rdf:li>格物周报</rdf:li>"))
    }
    let root = try #require(try PDFObjects(built.whole).root)
    #expect(root["/Lang"] as? String == "u:zh-CN")
    #expect((root["/MarkInfo"] as? [String: Any])?["/Marked"] as? Bool == true)
    #expect((root["/ViewerPreferences"] as? [String: Any])?["/DisplayDocTitle"] as? Bool == true)
  }

  /// Every story's text stands in the structure whole, paragraph by paragraph, in order.
  @Test func readsStoryByStory() async throws {
    let built = try await Built.sample
    let told = try Tool.run("pdfinfo", ["-struct-text", built.whole]).output
    // An element's text is a line in quotes of its own.
    let lines = told.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let words = lines.filter { $0.hasPrefix("\"") }.map { String($0.dropFirst().dropLast()) }
    var cursor = 0
    let lead = try #require(built.edition.issue.stories.values.first { $0.jumpHead != nil })
    var cut = 0
    for block in lead.body {
      guard case .paragraph(let text) = block, cut == 0 || cursor > 0 else { continue }
      let found = words[cursor...].firstIndex { $0.hasSuffix(text.plain) }
      if let found {
        cursor = found + 1
      } else {
        cut += 1
        let start = try #require(
          words[cursor...].firstIndex { $0.count > 5 && text.plain.hasPrefix($0) })
        let rest = text.plain.dropFirst(words[start].count)
        cursor = try #require(words[start...].firstIndex { $0 == rest }) + 1
      }
    }
    #expect(cut == 1, "one paragraph goes on on page 2")
    let headings = lines.filter { $0.hasPrefix("H1") }.count
    let stories = built.edition.pages.map(\.made.frame.reading.elements)
      .joined().filter { !$0.title.isEmpty }
    #expect(headings == stories.count + 1, "and the index's")
    #expect(stories.first?.title == "十万名普通人合写一部大地日记")
  }

  /// The order of the page's content is the reading order, too: what programs get that know no tags.
  @Test func contentFollowsTheReadingOrder() async throws {
    let built = try await Built.sample
    let told = try Tool.run("pdftotext", ["-raw", built.page(1), "-"]).output
    let letters = told.filter { !$0.isWhitespace }
    let lead = try #require(built.edition.issue.stories.values.first { $0.jumpHead != nil })
    let text = lead.body.map { block in
      switch block {
      case .paragraph(let text), .subhead(let text): text.plain
      case .table: ""
      }
    }.joined().filter { !$0.isWhitespace }
    let set = built.edition.pages[0].made.frame.items.filter {
      [.body, .subhead].contains($0.subject.part) && $0.subject.source == lead.id
    }.compactMap { if case .glyphs(let run) = $0.mark { run.text } else { nil } }.joined()
    let dateline = (lead.dateline?.value ?? "").filter { !$0.isWhitespace }
    let length = set.filter { !$0.isWhitespace }.count - dateline.count
    #expect(length > 1000)
    #expect(letters.contains(dateline + text.prefix(length)))
  }

  @Test func figuresHaveWordsAndLinksLead() async throws {
    let built = try await Built.sample
    let objects = try PDFObjects(built.whole)
    let elements = objects.all.filter { $0["/Type"] as? String == "/StructElem" }
    let figures = elements.filter { $0["/S"] as? String == "/Figure" }
    #expect(figures.count > 15)
    #expect(figures.allSatisfy { ($0["/Alt"] as? String)?.count ?? 0 > 2 })
    #expect(elements.allSatisfy { $0["/P"] != nil && $0["/K"] != nil })
    let links = objects.all.filter { $0["/Subtype"] as? String == "/Link" }
    let addresses = Set(
      links.compactMap { ($0["/A"] as? [String: Any])?["/URI"] as? String })
    #expect(
      addresses.isSuperset(of: [
        "u:https://www.gewu.example", "u:https://www.gewu.example/epaper",
        "u:https://www.gewu.example/letters", "u:tel:00005120512",
      ]))
    // The jump and the way back, and an entry of the index: the page by its object.
    let pages = objects.pages
    let annotations = try pages.map { try #require(objects.annotations(of: $0)) }
    func targets(_ page: Int) -> [Int] {
      annotations[page].compactMap { link in
        (link["/Dest"] as? [Any])?.first.flatMap { pages.firstIndex(of: $0 as? String ?? "") }
      }
    }
    #expect(Set(targets(0)) == [1, 2, 3, 4, 5])
    #expect(targets(1) == [0])
    for link in links {
      #expect(link["/Contents"] != nil && link["/StructParent"] != nil)
      let box = (link["/Rect"] as? [NSNumber])?.map(\.doubleValue) ?? []
      #expect(box.count == 4 && box[2] - box[0] > 5 && box[3] - box[1] > 5, "\(box)")
    }
    // A page file has no other page to lead to.
    let alone = try PDFObjects(built.page(2))
    #expect(!alone.all.contains { $0["/Dest"] != nil && $0["/Subtype"] as? String == "/Link" })
  }

  @Test func outlineAndLabelsFollowThePages() async throws {
    let built = try await Built.sample
    let objects = try PDFObjects(built.whole)
    let root = try #require(objects.root)
    let outline = try #require(objects.resolve(root["/Outlines"]))
    let pages = objects.chain(from: outline["/First"])
    #expect(pages.count == 8)
    #expect(pages.first?["/Title"] as? String == "u:第1版 头版")
    let stories = objects.chain(from: pages[0]["/First"]).compactMap { $0["/Title"] as? String }
    #expect(stories.first == "u:十万名普通人合写一部大地日记" && stories.count == 4)
    #expect(root["/PageLabels"] != nil)
    let seventh = try #require(try PDFObjects(built.page(7)).root?["/PageLabels"] as? [String: Any])
    let label = (seventh["/Nums"] as? [Any])?.last as? [String: Any]
    #expect(label?["/St"] as? Int == 7 && label?["/S"] as? String == "/D")
  }

  @Test func isTheSameOnOneWorkerAndOnTwo() async throws {
    let one = try await Built(workers: 1, pages: [1, 2, 7])
    let two = try await Built.sample
    #expect(one.edition.pages.count == 3)
    for page in one.edition.pages {
      #expect(page.pdf != nil && page.pdf == two.edition.pages[page.number - 1].pdf)
    }
  }

  @Test func thePressHasNoneOfIt() async throws {
    let sample = try await Sample.built
    for built in sample.editions {
      let root = try PDFObjects("\(built.folder)/\(built.edition.name).pdf")
      #expect(!root.all.contains { $0["/Type"] as? String == "/StructElem" })
      #expect(!root.all.contains { $0["/Subtype"] as? String == "/Link" })
      for key in ["/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageLabels"] {
        #expect(root.root?[key] == nil)
      }
    }
  }
}

/// The objects of a PDF as qpdf tells them.
private struct PDFObjects {
  /// By the words that refer to them: "12 0 R".
  private var objects: [String: [String: Any]] = [:]
  private(set) var root: [String: Any]?
  private(set) var pages: [String] = []

  init(_ file: String) throws {
    let arguments = ["--json", "--json-key=qpdf", "--json-key=pages", file]
    let json = try Tool.run("qpdf", arguments).output
    let all = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let parts = all?["qpdf"] as? [Any]
    for (name, object) in parts?.last as? [String: [String: Any]] ?? [:] {
      let key = name.replacingOccurrences(of: "obj:", with: "")
      let stream = object["stream"] as? [String: Any]
      objects[key] = (object["value"] ?? stream?["dict"]) as? [String: Any]
    }
    root = resolve(objects["trailer"]?["/Root"])
    pages = (all?["pages"] as? [[String: Any]])?.compactMap { $0["object"] as? String } ?? []
  }

  var all: [[String: Any]] { Array(objects.values) }

  func resolve(_ object: Any?) -> [String: Any]? {
    if let name = object as? String { return objects[name] }
    return object as? [String: Any]
  }

  func annotations(of page: String) -> [[String: Any]]? {
    let list = objects[page]?["/Annots"]
    return (list as? [Any] ?? []).compactMap { resolve($0) }
  }

  /// An outline entry and those that follow it.
  func chain(from first: Any?) -> [[String: Any]] {
    var entries: [[String: Any]] = []
    var next = resolve(first)
    while let entry = next {
      entries.append(entry)
      next = resolve(entry["/Next"])
    }
    return entries
  }
}
