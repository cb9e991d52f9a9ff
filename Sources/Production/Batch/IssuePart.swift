import Composition
import Drawing
import Newspaper
import Prepress

/// 工件的料: an issue as far as one unit of work can see it, and what stands for it.
///
/// A unit is made from the part alone. So what is not counted in its key cannot show in its pages.
struct IssuePart: Sendable {
  /// The issue with the stories of the pages; of other pages there is only that they are there,
  /// and which of the announced stories stand on them.
  let issue: Issue
  /// The pages to be made.
  let chain: EditionChain

  init(of whole: Issue, for chain: EditionChain) {
    let own = chain.chain.pages
    let named = Set(own.flatMap { $0.placements.flatMap(\.content.stories) })
    var told: Set<String> = []
    var issue = whole
    issue.stories = [:]
    for id in named { issue.stories[id] = whole.stories[id] }
    issue.pages = whole.pages(of: chain.edition).map { page in
      if let own = own.first(where: { $0.number == page.number }) { return own }
      var other = Page(number: page.number, section: "", layout: .unseen)
      // Of a spread, too, on which of its pages they begin.
      other.layout.sheet.grid.fold = page.layout.sheet.grid.fold
      for placement in page.placements {
        guard case .story(let id) = placement.content, named.contains(id),
          told.insert(id).inserted
        else { continue }
        other.placements.append(Placement(slot: placement.slot, content: placement.content))
        guard page.layout.isSpread, let slot = page.layout.slot(placement.slot.value) else {
          continue
        }
        other.layout.slots.append(Slot(name: slot.name, area: slot.area, part: .folio))
      }
      return other
    }
    // That there are editions, and which this one is, is printed; the others' pages are not.
    let edition = chain.edition.map { Edition(name: $0.name, code: $0.code, pages: []) }
    issue.editions =
      whole.editions.isEmpty ? [] : [edition ?? Edition(name: "", code: "", pages: [])]
    self.issue = issue
    self.chain = EditionChain(chain: chain.chain, edition: edition)
  }
}

extension IssuePart {
  /// The places in source files that the unit's own pages and stories name, in a stable order.
  var places: [SourceRange] {
    let stories = issue.stories.keys.sorted().compactMap { issue.stories[$0] }
    return Production.places(in: chain.chain.pages) + Production.places(in: stories)
  }
}

extension Issue {
  /// What its stories are written with.
  var characters: Set<Unicode.Scalar> {
    var characters: Set<Unicode.Scalar> = []
    for story in stories.values {
      for block in story.body {
        let texts: [RichText] =
          switch block {
          case .paragraph(let text), .subhead(let text): [text]
          case .table(let rows): rows.flatMap(\.self)
          }
        for run in texts.flatMap(\.runs) { characters.formUnion(run.text.unicodeScalars) }
      }
    }
    return characters
  }
}

extension Placement.Content {
  /// The stories that it names.
  fileprivate var stories: [String] {
    switch self {
    case .story(let id): [id]
    case .teasers(let ids): ids
    case .continuation, .advertisement: []
    }
  }
}

extension PageLayout {
  /// What a page knows of the layout of another one: nothing.
  fileprivate static let unseen = PageLayout(
    name: "",
    sheet: Sheet(
      name: "", trim: Size(width: .zero, height: .zero), bleed: .zero,
      margins: Margins(top: .zero, right: .zero, bottom: .zero, left: .zero),
      grid: Grid(
        bodySize: .points(9), columnCharacters: 1, columns: 1, gutterCharacters: 0,
        pitch: .points(12), lines: 1)),
    slots: [])
}

/// Gives units their keys.
///
/// Values that many units share (a story, a layout) are walked once.
struct KeyMaker {
  private let house: String
  private let houseFiles: [String]
  private let artFolder: String
  private let cacheFolder: String?
  private var stories: [String: Share] = [:]
  private var layouts: [PageLayout: Share] = [:]

  private struct Share {
    var text: String
    var files: [String]
  }

  /// What all units of an issue are made with: program, fonts, publication, press.
  init(_ builder: IssueBuilder, purpose: Purpose) {
    let publication = builder.issue.publication
    artFolder = publication.folder
    cacheFolder = builder.cacheFolder
    var digest = InputDigest(artFolder: publication.folder)
    digest.put(formeVersion)
    digest.put(purpose.rawValue)
    digest.put(builder.made)
    digest.put(publication)
    // How pages lie on plates shows on no page.
    var settings = builder.settings
    settings.signature = nil
    digest.put(settings)
    for role in builder.fonts.typefaces.roles {
      digest.put(role.name)
      digest.put(role.fallback)
      let place = builder.fonts.location(of: role.name)
      digest.put(place?.index ?? 0)
      digest.put("font", files: place.map { [$0.path] } ?? [])
    }
    house = digest.text
    houseFiles = digest.files + ["/proc/self/exe", Hyphenation.path]
  }

  /// What a part is made from: a digest of its values, and the files besides.
  mutating func inputs(of part: IssuePart, as file: PartFile) -> UnitInputs {
    var digest = InputDigest(artFolder: artFolder)
    let issue = part.issue
    digest.put(file.rawValue)
    digest.put(issue.number)
    digest.put(issue.date)
    digest.put(issue.lunarDate ?? "")
    digest.put(issue.earLines)
    digest.put(issue.editions)
    let own = part.chain.chain.pages.map(\.number)
    digest.put(own)
    for page in issue.pages {
      guard own.contains(page.number) else {
        digest.put(Array(page.numbers))
        if !page.placements.isEmpty { digest.put(page.placements) }
        if !page.layout.slots.isEmpty { digest.put(page.layout.slots) }
        continue
      }
      var page = page
      let layout = share(of: page.layout)
      digest.put(layout.text, files: layout.files)
      page.layout = .unseen
      digest.put(page)
    }
    for id in issue.stories.keys.sorted() {
      guard let story = issue.stories[id] else { continue }
      let share = stories[id] ?? Self.share(of: story, artFolder)
      stories[id] = share
      digest.put(share.text, files: share.files)
    }
    return UnitInputs(
      values: "\(house) \(digest.text)", files: houseFiles + digest.files, cacheFolder: cacheFolder)
  }

  /// What binding finished pages into one file is made from.
  func inputs(binding pages: [String], of issue: Issue) -> UnitInputs {
    let names = pages.map(\.fileName).joined(separator: " ")
    return UnitInputs(
      values: "\(house) bound \(issue.number) \(issue.date.iso) \(names)", files: houseFiles,
      cacheFolder: cacheFolder)
  }

  /// What a plate is made from: finished pages, their places and the marks.
  func inputs(
    imposing pages: [String], on side: PlateSide, _ making: PlateMaking, of issue: Issue
  ) -> UnitInputs {
    var digest = InputDigest(artFolder: artFolder)
    digest.put(issue.number)
    digest.put(issue.date)
    digest.put(side)
    digest.put(making.signature.marks)
    digest.put(pages.map(\.fileName))
    return UnitInputs(
      values: "\(house) imposed \(digest.text)", files: houseFiles, cacheFolder: cacheFolder)
  }

  private mutating func share(of layout: PageLayout) -> Share {
    if let known = layouts[layout] { return known }
    let share = Self.share(of: layout, artFolder)
    layouts[layout] = share
    return share
  }

  private static func share(of value: Any, _ artFolder: String) -> Share {
    var digest = InputDigest(artFolder: artFolder)
    digest.put(value)
    return Share(text: digest.text, files: digest.files)
  }
}

/// What becomes of a part.
enum PartFile: String, Sendable {
  case aFileEach, oneFile
}

/// All that a unit is made from.
struct UnitInputs: Sendable {
  let values: String
  /// Files whose content counts, in a stable order.
  let files: [String]
  let cacheFolder: String?

  /// The unit's key: SHA-256 of all inputs and of the program.
  ///
  /// Taken again after the work it shows whether a file was changed meanwhile.
  var key: String {
    let contents = files.map { Digest.sha256(ofFile: $0, cacheFolder: cacheFolder) ?? "none" }
    return Digest.sha256(Array((["unit 1", values] + contents).joined(separator: "\n").utf8))
  }
}
