import Foundation
import TestSupport
import Testing

/// Proofs as files: pictures, contact sheet, report, and what changed since an earlier one.
struct ProofFilesTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch.smallPublication() }

  private func proof(_ arguments: String..., language: String = "C") throws -> Outcome {
    try Tool.run(
      Tool.program, ["proof", "issue", "-o"] + arguments, in: scratch.path,
      environment: ["FORME_CACHE": scratch("cache"), "LC_ALL": language])
  }

  private func edit(_ file: String, _ change: (String) -> String) throws {
    try scratch.write(change(try scratch.text(file)), to: file)
  }

  @Test func aFolderHoldsPicturesContactSheetReportAndRecord() throws {
    let outcome = try proof("proof")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(
      scratch.files(below: "proof") == [
        "contact.png", "p01.png", "p02.png", "proof.json", "report.html",
      ])
    #expect(try proof("again").status == 0)
    for file in scratch.files(below: "proof") {
      #expect(try scratch.bytes("proof/\(file)") == scratch.bytes("again/\(file)"), "\(file)")
    }
  }

  @Test func theReportNeedsNothingButItself() throws {
    #expect(try proof("proof").status == 0)
    let report = try scratch.text("proof/report.html")
    // Python's parser stands for a browser here: every address is in the file, nothing is a script,
    // every box has its label and every picture its words, and the policy knows the style.
    let check = """
      import base64, hashlib, html.parser, sys
      class Reader(html.parser.HTMLParser):
          open, ids, labels, boxes, text, style, policy = [], [], [], [], '', '', ''
          def handle_starttag(self, tag, attrs):
              names = [name for name, _ in attrs]
              assert len(names) == len(set(names)), self.get_starttag_text()
              attrs = dict(attrs)
              assert tag not in ('script', 'iframe', 'object', 'form', 'link', 'base'), tag
              assert 'style' not in attrs and not [n for n in names if n.startswith('on')], names
              if tag not in ('meta', 'img', 'input', 'br'): self.open.append(tag)
              if 'id' in attrs: self.ids.append(attrs['id'])
              if tag == 'img':
                  assert attrs['src'].startswith('data:image/png;base64,')
                  assert base64.b64decode(attrs['src'][22:])[:4] == b'\\x89PNG' and 'alt' in attrs
              if tag == 'a': self.labels.append(attrs['href'][1:]); assert attrs['href'][0] == '#'
              if tag == 'label': self.labels.append(attrs['for'])
              if tag == 'input': self.boxes.append(attrs['id'])
              if 'aria-labelledby' in attrs: self.labels.append(attrs['aria-labelledby'])
              if attrs.get('http-equiv') == 'Content-Security-Policy': self.policy = attrs['content']
              if tag == 'html': assert attrs['lang']
          def handle_endtag(self, tag):
              assert self.open.pop() == tag, tag
          def handle_data(self, data):
              if self.open and self.open[-1] == 'style': self.style += data
              else: self.text += data
      reader = Reader()
      reader.feed(open(sys.argv[1], encoding='utf-8').read())
      reader.close()
      assert reader.open == [], reader.open
      assert len(reader.ids) == len(set(reader.ids))
      assert set(reader.labels) <= set(reader.ids), set(reader.labels) - set(reader.ids)
      assert set(reader.boxes) <= set(reader.labels)
      digest = base64.b64encode(hashlib.sha256(reader.style.encode()).digest()).decode()
      assert "style-src 'sha256-" + digest + "'" in reader.policy
      assert "default-src 'none'" in reader.policy
      print(len(reader.boxes))
      """
    let outcome = try Tool.run("python3", ["-c", check, scratch("proof/report.html")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect((Int(outcome.output.trimmingCharacters(in: .newlines)) ?? 0) >= 6)
    #expect(report.contains("<html lang=\"en\">") && report.contains("All pages"))
    #expect(report.contains("<h1>试报 Proof</h1>"))
  }

  @Test func storyTextIsNeverMarkup() throws {
    try edit("issue/lead.md") { $0 + "\n<img src=x onerror=alert(1)> 与 \\<script>“&amp;”\n" }
    #expect(try proof("before").status >= 0)
    try edit("issue/lead.md") { $0.replacingOccurrences(of: "alert(1)", with: "alert(2)") }
    _ = try proof("after", "--compare", "before")
    let report = try scratch.text("after/report.html")
    #expect(report.contains("&lt;img src=x onerror=alert("))
    #expect(!report.contains("<img src=x") && !report.contains("<script"))
  }

  @Test func theReportSpeaksTheLanguageOfTheReader() throws {
    #expect(try proof("proof", language: "zh_CN.UTF-8").status == 0)
    let report = try scratch.text("proof/report.html")
    #expect(report.contains("<html lang=\"zh-Hans\">"))
    #expect(report.contains("全期一览") && report.contains("版位与字数"))
    #expect(!report.contains("All pages"))
  }

  @Test func findingsStandInItWithTheirRemedies() throws {
    try edit("issue/lead.md") { $0 + "\n" + String(repeating: "这一句多得排不下。", count: 30) + "\n" }
    #expect(try proof("proof").status == 1)
    let report = try scratch.text("proof/report.html")
    #expect(report.contains("<code>fit.body.overset</code>"))
    #expect(report.contains("<li>cut "))
    #expect(report.contains(" over</td>"), "characters over, per slot")
    #expect(report.contains("class=\"on-diagnostics\""))
  }

  // MARK: - Compared

  @Test func whatChangedSinceAFolderIsTold() throws {
    #expect(try proof("before").status == 0)
    try edit("issue/second.md") {
      guard let end = $0.lastIndex(of: "。") else { return $0 }
      return $0.replacingCharacters(in: end...end, with: "！")
    }
    #expect(try proof("after", "--compare", "before").status == 0)
    let report = try scratch.text("after/report.html")
    #expect(report.contains("<del title=\"taken out\">。</del><ins title=\"added\">！</ins>"))
    #expect(report.contains("<span class=\"chip same\">Unchanged</span>"))
    #expect(report.contains("looks different"))
    #expect(scratch.files(below: "after").filter { $0.hasSuffix("-changes.png") }.count == 1)
    // Pictures of another resolution are drawn again to be laid over each other.
    #expect(try proof("coarse", "--compare", "before", "--dpi", "60").status == 0)
    #expect(try scratch.text("coarse/report.html").contains("1 area looks different"))
  }

  @Test func everyProofIsKeptToBeComparedWith() throws {
    #expect(try proof("one").status == 0)
    let story = try scratch.text("issue/second.md")
    try edit("issue/second.md") { $0.replacingOccurrences(of: "。", with: "！") }
    #expect(try proof("two").status == 0)
    let record = try scratch.text("one/proof.json")
    let digits = try #require(record.firstMatch(of: /"digest" : "([0-9a-f]{12})/)?.1)
    #expect(try proof("three", "--compare", String(digits)).status == 0)
    // Back to what it was: the version before is the other one.
    try scratch.write(story, to: "issue/second.md")
    #expect(try proof("four", "--compare", "last").status == 0)
    #expect(try scratch.text("four/report.html").contains("<del title=\"taken out\">！"))
  }

  @Test func whatWasSignedCanBeComparedWith() throws {
    let signed = try scratch.forme(
      "sign", "issue", "终审", "--pages", "1-2", "--as", "沈砚", "--role", "总编辑")
    #expect(signed.status == 0, "\(signed.errors)")
    for mark in ["！", "？"] {
      try edit("issue/second.md") { $0.replacingOccurrences(of: "。", with: mark) }
      #expect(try proof("proof").status == 0)
      try edit("issue/second.md") { $0.replacingOccurrences(of: mark, with: "。") }
    }
    try edit("issue/second.md") { $0.replacingOccurrences(of: "。", with: "？") }
    #expect(try proof("after", "--compare", "终审").status == 0)
    let report = try scratch.text("after/report.html")
    #expect(report.contains("<del title=\"taken out\">。</del><ins title=\"added\">？</ins>"))
    #expect(report.contains("终审 signed by 沈砚, changed since"))
  }

  @Test func aFolderWithoutAProofIsTold() throws {
    try scratch.write("{\"dpi\": ", to: "broken/proof.json")
    try scratch.write("hello", to: "other/notes.txt")
    for folder in ["broken", "other"] {
      let outcome = try proof("proof", "--compare", folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains("error: \(folder): holds no proof to compare with [proof.earlier]"))
      #expect(
        scratch.files(below: "proof").contains("report.html"), "the proof is made all the same")
    }
    let nothing = try proof("proof", "--compare", "nowhere")
    #expect(nothing.status == 64)
    #expect(
      nothing.errors.contains("name a folder of proofs, last, digits of a digest, or one of 一校"))
  }

  @Test func aSpreadIsJoinedAtTheFold() throws {
    try scratch.write(
      "sheet: small\nspread: true\nslots:\n  folio: {kind: folio}\n"
        + "  wide: {kind: story, columns: 1-6, lines: 1-26, fit: {white: off}}\n",
      to: "layouts/spread.yaml")
    try scratch.write(
      """
      publication: ..
      number: 7
      date: 2026-12-31
      pages:
        1: {layout: front, section: 头版, slots: {lead: second.md, picture: picture.md}}
        2: {layout: spread, section: 连版, slots: {wide: lead.md}}
        4: {layout: inside, section: 四版, slots: {ad: {ad: ad.svg}}}
      """, to: "issue/issue.yaml")
    _ = try proof("proof", "--dpi", "40")
    let files = scratch.files(below: "proof").filter { $0.hasPrefix("p0") }
    #expect(files == ["p01.png", "p02-03.png", "p02.png", "p03.png", "p04.png"])
    func size(_ name: String) throws -> (width: Int, height: Int) {
      let bytes = try scratch.bytes("proof/\(name).png")
      func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
      return (number(16), number(20))
    }
    let (joined, left, right) = try (size("p02-03"), size("p02"), size("p03"))
    // Of a column of pixels that both pages share, the left one's is left out.
    let shared = left.width + right.width - joined.width
    #expect((0...1).contains(shared) && joined.height == left.height)
  }
}
