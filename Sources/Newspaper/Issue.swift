/// 期: a number of a publication.
///
/// Written in `issue.yaml`.
public struct Issue: Hashable, Sendable {
  /// The publication it is a number of.
  public var publication: Publication
  /// 总第 … 期.
  public var number: Int
  /// The day it appears.
  public var date: CalendarDate
  /// 付印时间: when its pages must be signed and on the press.
  public var deadline: Deadline?
  /// The lunar date as printed, without "农历".
  public var lunarDate: String?
  /// Weather or another line of the ear.
  public var earLines: [String]
  /// The pages in order.
  public var pages: [Page]
  /// 地方版; empty when there is only the one.
  public var editions: [Edition]
  /// All stories that a page names, by id.
  public var stories: [String: Story]
  /// The folder that holds `issue.yaml`.
  public var folder: String

  /// Makes an issue without pages.
  public init(publication: Publication, number: Int, date: CalendarDate, folder: String) {
    self.publication = publication
    self.number = number
    self.date = date
    self.folder = folder
    earLines = []
    pages = []
    editions = []
    stories = [:]
  }

  /// The pages as an edition prints them: its own where it replaces one.
  public func pages(of edition: Edition?) -> [Page] {
    edition.map { pages.replaced(by: $0.pages) } ?? pages
  }
}

extension [Page] {
  /// The pages with others in the place of those that have their numbers.
  public func replaced(by own: [Page]) -> [Page] {
    let kept = filter { page in !own.contains { $0.numbers.overlaps(page.numbers) } }
    return (kept + own).sorted { $0.number < $1.number }
  }
}

/// 地方版: a zone that prints some pages of its own.
public struct Edition: Hashable, Sendable {
  /// As printed, such as 华东版.
  public var name: String
  /// Short ASCII name for files and the command line.
  public var code: String
  /// The pages that take the place of the issue's pages of the same number.
  public var pages: [Page]

  /// Makes an edition.
  public init(name: String, code: String, pages: [Page]) {
    self.name = name
    self.code = code
    self.pages = pages
  }
}

/// 版: one page of an issue, or the two of a spread.
public struct Page: Hashable, Sendable {
  /// Counted from 1; of a spread, the left page's.
  public var number: Int
  /// 版名, such as 要闻.
  public var section: String
  /// The plan of the page, with the issue's own changes.
  public var layout: PageLayout
  /// What stands in its slots.
  public var placements: [Placement]
  /// 责任编辑 and others, as printed in the folio line.
  public var editors: [String]
  /// Layout faults that the page has on purpose.
  public var acceptances: [Acceptance]
  /// Where it was written.
  public var at: SourceRange?

  /// Makes a page with nothing placed.
  public init(number: Int, section: String, layout: PageLayout, at: SourceRange? = nil) {
    self.number = number
    self.section = section
    self.layout = layout
    self.at = at
    placements = []
    editors = []
    acceptances = []
  }
}

/// What goes into one slot of a page.
public struct Placement: Hashable, Sendable {
  /// What is placed.
  public enum Content: Hashable, Sendable {
    /// A story by id.
    case story(String)
    /// The rest of a story that jumps here from another slot.
    case continuation
    case advertisement(Advertisement)
    /// Stories of other pages, announced by their teasers.
    case teasers([String])
  }

  /// The slot's name in the page's layout.
  public var slot: Located<String>
  /// What is placed.
  public var content: Content
  /// Where the story goes on when this slot is full.
  public var jump: Located<JumpTarget>?

  /// Places content into a slot.
  public init(slot: Located<String>, content: Content, jump: Located<JumpTarget>? = nil) {
    self.slot = slot
    self.content = content
    self.jump = jump
  }
}

/// 下转: a slot of another page, written `2/rest`.
public struct JumpTarget: Hashable, Sendable {
  /// The page's number.
  public var page: Int
  /// The slot's name.
  public var slot: String

  /// Names a slot of a page.
  public init(page: Int, slot: String) {
    self.page = page
    self.slot = slot
  }
}
