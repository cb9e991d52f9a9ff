import Newspaper

/// Reads an issue folder: publication first, then pages with their layouts, then stories.
struct IssueReader {
  var reading = Reading()
  let folder: FilePath
  /// The installation's Layouts folder.
  let installed: FilePath
  /// Where stories are looked for.
  private var storyFolder: FilePath
  /// A page that is to have another layout, to see how it would be.
  var trial: (page: Int, layout: String)?

  init(folder: String, layouts: String) {
    // Names start at the issue folder, so that they are the same wherever the run was started.
    self.folder = FilePath(name: "", path: folder)
    installed = FilePath(name: layouts, path: layouts)
    storyFolder = self.folder
  }

  /// What is written for `publication`.
  mutating func publicationFolder() -> String? {
    let file = folder.appending("issue.yaml")
    let tree = reading.yaml(file, code: "issue.missing", subject: "issue.yaml", at: nil)
    return tree.flatMap { reading.check($0, as: IssueFile.record)?.located("publication")?.value }
  }

  /// The issue, as far as it could be read.
  mutating func issue() -> Issue? {
    let file = folder.appending("issue.yaml")
    guard
      let written = reading.yaml(file, code: "issue.missing", subject: "issue.yaml", at: nil)
    else { return nil }
    let tree = trial.map { written.trying(page: $0.page, layout: $0.layout) } ?? written
    guard let checked = reading.check(tree, as: IssueFile.record) else { return nil }
    let place = checked.located("publication")
    var publicationReader = PublicationReader(
      folder: folder.appending(place?.value ?? ".."), namedAt: place?.at, installed: installed)
    let publication = publicationReader.publication(&reading)
    readStoryFolder(checked)
    // Pages are read even without publication or date: their faults belong into the same run.
    var reader = PageReader(
      folder: folder, publicationFolder: publicationReader.folder, storyFolder: storyFolder,
      shelf: publication == nil ? nil : publicationReader.shelf, styles: publication?.styles)
    var pages = reader.pages(tree["pages"], base: nil, reading: &reading)
    var editions = editions(checked, tree, pages, &reader)
    Continuity.check(
      &pages, &editions, unread: reader.unread, reading: &reading)
    noteUnused(checked, reader.stories)
    if let written = tree["pages"], written.members.isEmpty, pages.isEmpty {
      reading.fault(
        "page.none", "pages", at: written.at, "pages: the issue has no page",
        hints: ["list its pages by number"])
    }
    guard let publication, let number = checked.whole("number"), let date = checked.date("date")
    else { return nil }
    var issue = Issue(publication: publication, number: number, date: date, folder: folder.path)
    issue.deadline = checked.moment("deadline")
    issue.lunarDate = checked.text("lunarDate")
    issue.earLines = checked.list("ear").compactMap(\.value.text)
    issue.pages = pages
    issue.editions = editions
    issue.stories = reader.stories
    return issue
  }

  private mutating func readStoryFolder(_ checked: Checked) {
    guard let written = checked.located("stories") else { return }
    storyFolder = folder.appending(written.value)
    if case .folder(let found) = reading.disk.find(storyFolder) {
      storyFolder = found
    } else {
      reading.fault(
        "story.folder", written.value, at: written.at, "\(storyFolder.name): no such folder",
        hints: ["check the name, or add the folder"])
    }
  }

  private mutating func editions(
    _ checked: Checked, _ tree: Tree, _ pages: [Page], _ reader: inout PageReader
  ) -> [Edition] {
    guard case .list(let trees) = tree["editions"]?.content else { return [] }
    var editions: [Edition] = []
    // What was checked is in the order of the trees, less what was no edition at all.
    for item in checked.list("editions") {
      guard let keys = item.value.checked, let name = keys.text("name"),
        let code = keys.located("code"), isCode(code, taken: editions.map(\.code))
      else { continue }
      let own = trees.first { $0.at == item.at }?["pages"]
      editions.append(
        Edition(
          name: name, code: code.value,
          pages: reader.pages(
            own, base: tree["pages"].map { ($0, pages) }, reading: &reading)))
    }
    return editions
  }

  private mutating func isCode(_ code: Located<String>, taken: [String]) -> Bool {
    if taken.contains(code.value) {
      reading.fault(
        "edition.twice", code.value, at: code.at, "edition \(code.value): listed twice",
        hints: ["give each edition a code of its own"])
      return false
    }
    let isPlain = code.value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    if isPlain && !code.value.isEmpty { return true }
    reading.fault(
      "edition.code", code.value, at: code.at,
      "edition code \(code.value): only a-z, 0-9, - and _ can stand in file names",
      hints: ["write a code such as east"])
    return false
  }

  /// The stories of the story folder that stand on no page, with their names in it.
  mutating func waiting(besides placed: [String: Story]) -> [(name: String, story: Story)] {
    reading.disk.names(in: storyFolder).compactMap { name in
      let file = storyFolder.appending(name)
      guard name.hasSuffix(".md"), placed[file.name] == nil,
        let story = reading.story(file, subject: name, at: nil)
      else { return nil }
      return (name, story)
    }
  }

  /// One note for all stories of the named folder that stand on no page.
  private mutating func noteUnused(_ checked: Checked, _ stories: [String: Story]) {
    guard let written = checked.located("stories") else { return }
    let unused = reading.disk.names(in: storyFolder).filter { name in
      name.hasSuffix(".md") && stories[storyFolder.appending(name).name] == nil
    }
    guard !unused.isEmpty else { return }
    reading.report.add(
      Diagnostic(
        .note, "story.unused", subject: written.value, at: written.at,
        unused.count == 1
          ? "1 story of \(written.value) stands on no page"
          : "\(unused.count) stories of \(written.value) stand on no page",
        explanation: unused.joined(separator: ", ")))
  }
}
