// Makeup: page + layout + stories in, PageFrame and Report out.
//
// The front door: `Makeup` makes up one page at a time; what a story has left over for another
// page comes back as a `Remainder` and goes in again with the page it jumps to.
// What it never does: draw, open a file, know a font or a PDF.

public import Composition
public import Newspaper

/// Makes pages up: every head, line, photo and rule at its final place on the grid.
///
/// Confined to the worker that owns its composer.
public final class Makeup {
  let composer: Composer
  let pictures: (String) -> PixelSize?
  let limits: CopyfitLimits
  let standing: StandingMatter?

  /// Makes a makeup desk.
  ///
  /// `pictures` tells a photo's size in pixels by its path; nil where it cannot be opened. Slots
  /// are taken from `standing` where they would be made up the same.
  public init(
    composer: Composer, limits: CopyfitLimits = CopyfitLimits(), standing: StandingMatter? = nil,
    pictures: @escaping (String) -> PixelSize?
  ) {
    self.composer = composer
    self.limits = limits
    self.standing = standing
    self.pictures = pictures
  }

  /// Makes up pages in order, each with what stories on the ones before have left for it.
  public func makeUp(_ pages: [Page], of issue: Issue, edition: Edition? = nil) -> [MadePage] {
    var rests: [JumpTarget: Remainder] = [:]
    return pages.map { page in
      var waiting: [String: Remainder] = [:]
      for (target, rest) in rests where target.page == page.number { waiting[target.slot] = rest }
      let made = makeUp(page, of: issue, edition: edition, continuing: waiting)
      rests.merge(made.remainders) { $1 }
      return made
    }
  }

  /// Makes up one page.
  ///
  /// `remainders` are the rests of stories that jump to slots of this page.
  public func makeUp(
    _ page: Page, of issue: Issue, edition: Edition? = nil,
    continuing remainders: [String: Remainder] = [:]
  ) -> MadePage {
    var page = page
    var trades: [Trade] = []
    var stopped: Set<String> = []
    func desk() -> PageDesk {
      PageDesk(
        page: page, issue: issue, edition: edition, composer: composer, pictures: pictures,
        remainders: remainders, limits: limits, trades: trades, stopped: stopped)
    }
    if page.trades(issue.publication.styles) {
      // What it finds is found again when the page is made up.
      let trading = desk()
      let (layout, done) =
        standing?.trading(on: trading) { trading.traded() } ?? trading.traded()
      page.layout = layout
      trades = done
      stopped = trading.stopped
    }
    let desk = desk()
    if let standing {
      var matter = standing.matter(of: desk)
      for slot in page.slotsInTextOrder { desk.fill(slot, keepingIn: &matter) }
      standing.keep(matter, of: desk)
    } else {
      for slot in page.slotsInTextOrder { desk.fill(slot) }
    }
    desk.printRules()
    return desk.finished()
  }
}

/// A page as made up, with what is to be said about it.
public struct MadePage: Hashable, Sendable {
  /// The locked-up page.
  public var frame: PageFrame
  /// What was found while making it up.
  public var report: Report
  /// The rests of stories, by the slot they go to.
  public var remainders: [JumpTarget: Remainder]
  /// The lines of text where they stand, in reading order of each slot.
  public var lines: [StandingLine]
  /// How each slot was filled, in layout order, for overlays and copy counts.
  public var fillings: [Filling]
  /// The figures of its body type; a spread has two.
  public var qualities: [TypeQuality]
  /// Lines that a strict eye would see, for the typography overlay.
  public var conspicuous: [ConspicuousLine]

  /// The figures of all its body type.
  public var quality: TypeQuality {
    qualities.reduce(into: TypeQuality()) { $0.add($1) }
  }
}

/// The part of a story that is still to be set.
public struct Remainder: Hashable, Sendable {
  /// The story's id.
  public var story: String
  /// The block of the body to go on with.
  public var block: Int
  /// UTF-8 offset in the block's plain text; 0 at its beginning.
  public var offset: Int
  /// Where it comes from, for 上接.
  public var from: JumpTarget

  /// Makes a remainder.
  public init(story: String, block: Int, offset: Int, from: JumpTarget) {
    self.story = story
    self.block = block
    self.offset = offset
    self.from = from
  }
}

/// A line of body type that was stretched or squeezed further than it should be, or stands alone.
public struct ConspicuousLine: Hashable, Sendable {
  /// What is conspicuous about it.
  public enum Fault: String, Hashable, Sendable, CaseIterable {
    /// Characters more than a tenth of an em apart: visible (reference 4.3).
    case loose
    /// Characters more than a quarter of an em apart: a fault.
    case tooLoose
    /// Brackets or commas lost more than half of their space.
    case tight
    /// 孤字: a last line of fewer than two characters.
    case orphan
    /// A break where none may be, or a line wider than its measure.
    case broken
  }

  /// What is wrong.
  public var fault: Fault
  /// The line's em boxes on the page.
  public var rect: Rect
  /// The words of the line.
  public var text: String
}

/// How a slot was filled.
public struct Filling: Hashable, Sendable {
  /// The slot's name.
  public var slot: String
  /// The slot's rectangle on the page.
  public var rect: Rect
  /// The story, advertisement or empty.
  public var source: String
  /// Body characters set.
  public var characters: Int
  /// Lines too many (above 0) or still free (below 0).
  public var excessLines: Int
  /// Characters too many (above 0) or wanting (below 0), as far as known.
  public var excessCharacters: Int
  /// Lines of white put round the head and over subheads, all legs together, that no text needed.
  public var whiteLines = 0
  /// What copyfitting did, in the order of the levers, such as "photo a.jpg 2 lines lower".
  public var moves: [String] = []
}

/// How far copyfitting may go, whatever the levers of a slot allow.
public struct CopyfitLimits: Hashable, Sendable {
  /// Pixels an inch that no change to a photo may fall under.
  public var leastResolution: Int
  /// How often a story may be tried in its slot before the best so far is taken.
  public var trials: Int

  /// Makes limits.
  public init(leastResolution: Int = 150, trials: Int = 400) {
    self.leastResolution = leastResolution
    self.trials = trials
  }
}
