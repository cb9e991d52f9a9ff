import Composition
import Newspaper

/// 存版: slots as they were made up last, kept standing for pages that are made up again and again.
///
/// A slot is taken as it stands only when everything it was made from is the same: its page with
/// layout, placements and trades, publication and issue, the stories and the sizes of the photos
/// that were looked at, the rest of a story that goes on in it, the fillers that were left. So what
/// comes of a page is the same with it and without.
///
/// Confined to the worker of its composer.
public final class StandingMatter {
  /// The most pages that are kept standing.
  private static let mostPages = 64

  private var pages: [Key: (matter: PageMatter, turn: Int)] = [:]
  private var trades: [Key: (context: PageMatter.Context, fits: [Slot: StandingFit])] = [:]
  private var turn = 0

  private struct Key: Hashable {
    let edition: String?
    let page: Int
  }

  /// Makes an empty one.
  public init() {}

  /// The slots of a page that stand, if the page around them is the same.
  func matter(of desk: PageDesk) -> PageMatter {
    let context = PageMatter.Context(desk)
    guard let known = pages[Key(edition: desk.edition?.code, page: desk.page.number)]?.matter,
      known.context == context
    else { return PageMatter(context: context) }
    return known
  }

  /// Gives a desk on which lines are traded what is known of how its stories fit, if the page is
  /// the same; `trade` adds to it, and all is kept.
  func trading<Result>(on desk: PageDesk, _ trade: () -> Result) -> Result {
    let key = Key(edition: desk.edition?.code, page: desk.page.number)
    let context = PageMatter.Context(desk)
    if let known = trades[key], known.context == context { desk.standingFits = known.fits }
    defer { trades[key] = (context, desk.standingFits) }
    return trade()
  }

  /// Keeps the slots of a page.
  func keep(_ matter: PageMatter, of desk: PageDesk) {
    turn += 1
    pages[Key(edition: desk.edition?.code, page: desk.page.number)] = (matter, turn)
    guard pages.count > Self.mostPages,
      let oldest = pages.min(by: { $0.value.turn < $1.value.turn })?.key
    else { return }
    pages[oldest] = nil
    trades[oldest] = nil
  }
}

/// The standing slots of one page.
struct PageMatter {
  /// What all slots of the page are made from.
  struct Context: Equatable {
    private let page: Page
    private let trades: [Trade]
    private let publication: Publication
    private let issue: [String]
    private let date: CalendarDate
    private let edition: String?
    private let pageCount: Int
    /// Where announced stories begin.
    private let announced: [String: JumpTarget]
    private let stopped: Set<String>

    init(_ desk: PageDesk) {
      page = desk.page
      trades = desk.trades
      publication = desk.issue.publication
      issue = ["\(desk.issue.number)", desk.issue.lunarDate ?? ""] + desk.issue.earLines
      date = desk.issue.date
      edition = desk.edition?.name
      pageCount = desk.issue.pages(of: desk.edition).count
      var announced: [String: JumpTarget] = [:]
      for case .teasers(let ids) in desk.page.placements.map(\.content) {
        for id in ids { announced[id] = desk.beginning(of: id) }
      }
      self.announced = announced
      stopped = desk.stopped
    }
  }

  /// A slot as it was made up, and from what.
  struct StandingSlot {
    let sources: SlotSources
    let remainder: Remainder?
    let usedFillers: [Filler]
    let result: SlotResult
  }

  let context: Context
  var slots: [String: StandingSlot] = [:]
}

/// Notes what is looked at while a slot is made up, by its desk and those beside it.
final class SlotLookups {
  var sources = SlotSources()
}

/// The stories, photos and pages that were looked at to make a slot up.
struct SlotSources {
  var stories: [String: Story?] = [:]
  /// Stories of which only the heads matter, as their slots share a size of type.
  var heads: [String: Story?] = [:]
  var photos: [String: PixelSize?] = [:]
  /// All pages, where a story goes on elsewhere or could.
  var pages: [Page]?

  mutating func add(_ other: SlotSources) {
    stories.merge(other.stories) { $1 }
    heads.merge(other.heads) { $1 }
    photos.merge(other.photos) { $1 }
    pages = other.pages ?? pages
  }
}

/// How the story of a slot fits, and what that depends on.
struct StandingFit {
  let sources: SlotSources
  let fit: SlotFit?
}

/// What a slot adds to its page.
struct SlotResult {
  var items: [FrameItem] = []
  var report = Report()
  var lines: [StandingLine] = []
  var fillings: [Filling] = []
  var qualities: [TypeQuality] = []
  var conspicuous: [ConspicuousLine] = []
  var usedFillers: [Filler] = []
  /// What it leaves for where its story goes on.
  var onward: [JumpTarget: Remainder] = [:]
}

extension PageDesk {
  /// Makes up a slot, or takes it as it stands when it would be the same.
  func fill(_ slot: Slot, keepingIn matter: inout PageMatter) {
    let before = (remainder: remainders[slot.name], usedFillers: usedFillers)
    if let known = matter.slots[slot.name], known.remainder == before.remainder,
      known.usedFillers == before.usedFillers, isSame(known.sources)
    {
      return add(known.result)
    }
    lookups.sources = SlotSources()
    let result = filled(slot)
    matter.slots[slot.name] = PageMatter.StandingSlot(
      sources: lookups.sources, remainder: before.remainder, usedFillers: before.usedFillers,
      result: result)
  }

  /// Whether what was looked at is still the same.
  func isSame(_ sources: SlotSources) -> Bool {
    sources.stories.allSatisfy { $1 == issue.stories[$0] }
      && sources.heads.allSatisfy { $1 == issue.stories[$0]?.withoutText }
      && sources.photos.allSatisfy { $1 == probe($0) }
      && sources.pages.map { $0 == issue.pages(of: edition) } ?? true
  }

  /// Makes up a slot and gives what it adds to the page.
  private func filled(_ slot: Slot) -> SlotResult {
    let first = (
      item: items.count, line: lines.count, filling: fillings.count,
      conspicuous: conspicuous.count, filler: usedFillers.count
    )
    // What is added up or kept once is taken from the page for so long.
    let before = (report: report, qualities: qualities)
    (report, qualities, onward) = (Report(), qualities.map { _ in TypeQuality() }, [:])
    fill(slot)
    let result = SlotResult(
      items: Array(items[first.item...]), report: report, lines: Array(lines[first.line...]),
      fillings: Array(fillings[first.filling...]), qualities: qualities,
      conspicuous: Array(conspicuous[first.conspicuous...]),
      usedFillers: Array(usedFillers[first.filler...]), onward: onward)
    (report, qualities) = before
    addUp(result)
    return result
  }

  private func add(_ result: SlotResult) {
    items += result.items
    lines += result.lines
    fillings += result.fillings
    conspicuous += result.conspicuous
    usedFillers += result.usedFillers
    for (target, rest) in result.onward { leave(rest, for: target) }
    addUp(result)
  }

  private func addUp(_ result: SlotResult) {
    report.add(result.report)
    for (index, quality) in result.qualities.enumerated() { qualities[index].add(quality) }
  }
}

// MARK: - Looking things up

extension PageDesk {
  /// A story by its id.
  func story(_ id: String) -> Story? {
    let story = issue.stories[id]
    lookups.sources.stories[id] = .some(story)
    return story
  }

  /// A story by its id without its text, for those who look at its heads only.
  func heads(of id: String) -> Story? {
    let story = issue.stories[id]?.withoutText
    lookups.sources.heads[id] = .some(story)
    return story
  }

  /// The size of a photo by its path; nil where it cannot be opened.
  func pictures(_ path: String) -> PixelSize? {
    let size = probe(path)
    lookups.sources.photos[path] = .some(size)
    return size
  }

  /// The slot in which a story begins.
  func beginning(of id: String) -> JumpTarget? {
    for page in issue.pages(of: edition) {
      for placement in page.placements where placement.content == .story(id) {
        let slot = placement.slot.value
        return JumpTarget(page: page.number(whereBegins: slot), slot: slot)
      }
    }
    return nil
  }
}

extension Story {
  fileprivate var withoutText: Story {
    var story = self
    story.body = []
    return story
  }
}
