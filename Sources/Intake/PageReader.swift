import Newspaper

/// Reads the pages of an issue or edition with their layouts and stories.
struct PageReader {
  let folder: FilePath
  let publicationFolder: FilePath
  let storyFolder: FilePath
  /// Nil without a publication: then only the stories can be read.
  var shelf: LayoutShelf?
  let styles: StyleSheet?
  private(set) var stories: [String: Story] = [:]
  /// What was written and could not be read.
  private(set) var unread = Unread()

  /// Pages and slots that are at fault already: what follows from it need not be told.
  struct Unread {
    var pages: [Int] = []
    var slots: [JumpTarget] = []
    /// Stories that were looked for in vain.
    var stories: [String] = []
  }

  init(
    folder: FilePath, publicationFolder: FilePath, storyFolder: FilePath, shelf: LayoutShelf?,
    styles: StyleSheet?
  ) {
    self.folder = folder
    self.publicationFolder = publicationFolder
    self.storyFolder = storyFolder
    self.shelf = shelf
    self.styles = styles
  }

  /// The pages of a `pages:` mapping in their order; an edition's pages take from the issue's what
  /// they do not say.
  mutating func pages(
    _ tree: Tree?, base: (tree: Tree, pages: [Page])?, reading: inout Reading
  ) -> [Page] {
    var pages: [Page] = []
    let last = (base?.tree ?? tree)?.members.compactMap { Int($0.key.value) }.max() ?? 0
    for member in tree?.members ?? [] {
      guard let number = Int(member.key.value), (1...999).contains(number) else {
        reading.fault(
          "page.number", member.key.value, at: member.key.at,
          "page \(member.key.value): expected a number from 1 to 999",
          hints: ["number the pages 1, 2, 3 …"])
        continue
      }
      if pages.contains(where: { $0.number == number }) {
        reading.fault(
          "page.twice", "page \(number)", at: member.key.at, "page \(number): listed twice",
          hints: ["give each page a number of its own"])
        continue
      }
      var tree = member.value
      if let base {
        if let spread = base.pages.first(where: { $0.numbers.contains(number) }),
          spread.number != number
        {
          guard member.value["layout"] != nil else {
            Spreads.replacesHalf(
              number, of: spread, at: member.key.at,
              hint: "write what differs under page \(spread.number)", reading: &reading)
            continue
          }
        } else if let own = base.tree.members.first(where: { Int($0.key.value) == number })?.value {
          tree = Self.merge(own, with: member.value)
        } else {
          reading.fault(
            "edition.page", "page \(number)", at: member.key.at,
            "page \(number): the issue has no such page",
            hints: ["add page \(number) to the issue's pages, or use another number"])
          continue
        }
      }
      if let page = page(number, of: last, tree, at: member.key.at, reading: &reading) {
        pages.append(page)
      } else {
        unread.pages.append(number)
      }
    }
    pages.sort { $0.number < $1.number }
    unread.pages += Spreads.check(&pages, last: last, reading: &reading)
    if let base {
      Spreads.checkCover(&pages, of: base.pages, unread: unread.pages, reading: &reading)
    }
    return pages
  }

  /// A page that names a layout of its own takes no slots from the issue's page.
  private static func merge(_ base: Tree, with own: Tree) -> Tree {
    guard own["layout"] != nil else { return base.merged(with: own, depth: 1) }
    let kept = base.members.filter { !["slots", "override"].contains($0.key.value) }
    return Tree(content: .mapping(kept), at: base.at).merged(with: own, depth: 0)
  }

  private mutating func page(
    _ number: Int, of last: Int, _ tree: Tree, at: SourceRange?, reading: inout Reading
  ) -> Page? {
    guard let checked = reading.check(tree, as: IssueFile.page) else { return nil }
    let fit = FitKeys.change(checked, reading: &reading)
    let layout = checked.located("layout").flatMap { name in
      shelf?.layout(
        name, changes: checked.has("override") ? tree["override"] : nil, fit: fit, styles: styles,
        artFolder: publicationFolder, reading: &reading)
    }
    let placements = checked.table("slots").compactMap { placement($0, reading: &reading) }
    guard var layout else { return nil }
    readFold(of: &layout, checked, isMiddle: number * 2 == last, reading: &reading)
    checkOrnaments(layout, reading: &reading)
    var page = Page(
      number: number, section: checked.text("section") ?? "", layout: layout, at: at)
    page.acceptances = checked.table("accept").compactMap {
      acceptance($0, reading: &reading)
    }
    page.editors = checked.list("editors").compactMap(\.value.text)
    for placement in placements {
      if let slot = layout.slot(placement.slot.value) {
        checkKind(placement, in: slot, reading: &reading)
        page.placements.append(placement)
      } else if shelf?.unreadSlots.contains(placement.slot.value) != true {
        reading.unknownSlot(
          placement.slot, layout: layout.name, names: layout.slots.map(\.name))
      }
    }
    for written in tree["slots"]?.members.map(\.key.value) ?? []
    where !placements.contains(where: { $0.slot.value == written }) {
      unread.slots.append(JumpTarget(page: number, slot: written))
    }
    return page
  }

  /// The pages in the middle of an issue are one sheet; of a paper in sections, the page says so.
  private func readFold(
    of layout: inout PageLayout, _ checked: Checked, isMiddle: Bool, reading: inout Reading
  ) {
    let written = checked.choice("fold", Fold.Paper.self)
    layout.sheet.grid.fold?.paper = written ?? (isMiddle ? .whole : .cut)
    guard written != nil, !layout.isSpread else { return }
    reading.fault(
      "spread.fold", layout.name, at: checked["fold"]?.at,
      "fold: layout \(layout.name) is no spread", hints: ["take it out"])
  }

  /// A fault that the page has on purpose, with its reason.
  private func acceptance(
    _ entry: CheckedValue.Entry, reading: inout Reading
  ) -> Acceptance? {
    let code = entry.name.value
    guard let fault = LayoutFault(rawValue: code) else {
      let known = LayoutFault.allCases.map(\.rawValue)
      reading.fault(
        "accept.unknown", code, at: entry.name.at, "accept: no layout fault is called \(code)",
        hints: suggestion(for: code, among: known).map { ["write \($0)"] }
          ?? ["use one of " + known.joined(separator: ", ")])
      return nil
    }
    let reason = entry.value.value.text?.trimmed ?? ""
    guard !reason.isEmpty else {
      reading.fault(
        "accept.reason", code, at: entry.value.at, "accept: \(code) has no reason",
        hints: ["say why the page is better so", "take the line out and mend the page"])
      return nil
    }
    return Acceptance(fault: Located(fault, at: entry.name.at), reason: reason)
  }

  // MARK: - What goes into a slot

  private mutating func placement(_ entry: CheckedValue.Entry, reading: inout Reading) -> Placement?
  {
    if let name = entry.value.text {
      return story(name, reading: &reading).map { Placement(slot: entry.name, content: .story($0)) }
    }
    guard let keys = entry.value.value.checked else { return nil }
    switch keys.record.name {
    case "placed story":
      guard let id = keys.located("story").flatMap({ story($0, reading: &reading) }) else {
        return nil
      }
      return Placement(slot: entry.name, content: .story(id), jump: keys.jump("jump"))
    case "continuation":
      return Placement(slot: entry.name, content: .continuation, jump: keys.jump("jump"))
    case "placed teasers":
      let ids = keys.list("teasers").compactMap(\.text)
        .compactMap { story($0, reading: &reading) }
      return Placement(slot: entry.name, content: .teasers(ids))
    default:
      return keys.located("ad").map { written in
        let file = folder.appending(written.value)
        let found = reading.existing(
          file, code: "ad.missing", subject: written.value, at: written.at)
        return Placement(
          slot: entry.name,
          content: .advertisement(
            Advertisement(
              file: written, path: found?.path ?? file.path, advertiser: keys.text("advertiser"))))
      }
    }
  }

  /// Reads a named story once and gives its id; nil when there is no such file.
  private mutating func story(_ name: Located<String>, reading: inout Reading) -> String? {
    let file = storyFolder.appending(name.value)
    if stories[file.name] != nil { return file.name }
    if unread.stories.contains(file.name) { return nil }
    guard let story = reading.story(file, subject: name.value, at: name.at) else {
      unread.stories.append(file.name)
      return nil
    }
    stories[file.name] = story
    return file.name
  }

  private func checkOrnaments(_ layout: PageLayout, reading: inout Reading) {
    for slot in layout.slots {
      guard case .display(let part) = slot.part, let art = part.ornament else { continue }
      _ = reading.existing(
        publicationFolder.appending(art.value), code: "art.missing", subject: art.value,
        at: art.at)
    }
  }

  /// A slot takes what its kind is made for.
  private func checkKind(_ placement: Placement, in slot: Slot, reading: inout Reading) {
    let takes: String
    switch (slot.part, placement.content) {
    case (.story, .story), (.story, .continuation), (.advertisement, .advertisement),
      (.teasers, .teasers), (.photoNews, .story), (.photoFeature, .story), (.items, .story),
      (.display, .story), (.chart, .story), (.announcement, .story):
      return
    case (.advertisement, _): takes = "an ad"
    case (.teasers, _): takes = "teasers"
    case (.masthead, _), (.ear, _), (.numberLine, _), (.qrRow, _), (.barCode, _), (.folio, _),
      (.editors, _):
      takes = "nothing: it is filled from publication.yaml and issue.yaml"
    default: takes = "a story"
    }
    reading.fault(
      "slot.content", slot.name, at: placement.slot.at, "\(slot.name): takes \(takes)",
      hints: ["place it into another slot"])
  }
}
