public import Newspaper

/// A paragraph ready to be broken: sorted into classes, shaped once, its gaps and break
/// opportunities known.
///
/// `Composer.lines(of:in:)` breaks it as often as makeup asks, into other measures each time. It is
/// a value; as an object it is handed about without copying its parts for each line that is tried.
public final class Paragraph: Sendable {
  /// A character that no font of its role has, or that cannot be printed at all.
  public struct MissingCharacter: Hashable, Sendable {
    /// The character with its combining marks.
    public var character: String
    /// The role that was asked for it.
    public var face: String
    /// Where it was written.
    public var at: SourceRange?

    /// Makes a record of a missing character.
    public init(character: String, face: String, at: SourceRange?) {
      self.character = character
      self.face = face
      self.at = at
    }
  }

  /// Tells it from all others of its composer.
  let number: Int
  /// How it is set.
  public let format: ParagraphFormat
  /// The characters as they were given.
  public let text: String
  /// How many characters a reader would count: all but white space.
  public let characterCount: Int
  /// Characters that cannot be printed, in reading order.
  public let missing: [MissingCharacter]
  /// Characters that a fallback role's font stands in for; `face` is the role that lacks them.
  public let substituted: [MissingCharacter]
  /// Right-to-left text that is set as it stands, each word reversed for itself.
  public let mixesDirections: Bool

  let bytes: [UInt8]
  let atoms: [Atom]
  /// `gaps[i]` lies before atom `i`; the last one is the paragraph's end.
  let gaps: [Gap]
  /// Sums of everything before gap `i`, so that any line is measured in constant time.
  let sums: [Sums]
  let looks: [Look]
  /// What stands in gaps: spaces, signs without width, hyphens at breaks.
  let asides: [Atom]
  let glyphs: [ShapedCluster.Glyph]
  /// Pinyin and zhuyin, in the order of their atoms.
  let annotations: [Annotation]
  let em: Int
  /// Where each run of the text leads on a screen; empty where none does.
  let links: [Link?]

  init(
    _ written: RichText, _ format: ParagraphFormat, _ characters: Characters, _ atoms: Atoms,
    _ gaps: Gaps, number: Int
  ) {
    self.number = number
    self.format = format
    text = String(decoding: characters.bytes, as: UTF8.self)
    characterCount = characters.all.count { !$0.kind.isAside && $0.kind != .wideSpace }
    missing = atoms.missing
    substituted = atoms.substituted
    mixesDirections = characters.mixesDirections
    bytes = characters.bytes
    self.atoms = atoms.all
    self.gaps = gaps.all
    sums = Sums.all(atoms.all, gaps.all)
    looks = atoms.looks
    asides = gaps.asides
    glyphs = gaps.glyphs
    annotations = atoms.annotations
    em = format.em
    links = written.runs.contains { $0.link != nil } ? written.runs.map(\.link) : []
  }

  /// Room between the lines' em boxes that marks and readings need; zero for plain text (8).
  ///
  /// A column whose leading is less takes the paragraph at a wider pitch.
  public var interlinearSpace: Length {
    let marks: InlineStyle = [.emphasis, .properName, .bookTitle]
    let hasMarks = looks.contains { !$0.style.isDisjoint(with: marks) }
    guard hasMarks || annotations.contains(where: \.standsAbove) else { return .zero }
    return Length(units: em / 2)
  }
}

/// How a run of atoms looks: what a `GlyphRun` needs to know beside its glyphs.
struct Look: Hashable, Sendable {
  var face: String
  var size: Length
  var paint: Paint
  /// Along y, negative upward: superscripts.
  var rise: Length = .zero
  var style: InlineStyle = .plain
  var turn: GlyphRun.Turn = .upright
  var widthScale = 1000
}

/// The smallest piece that composition moves: a cluster, or a pair such as —— that is one sign.
struct Atom: Sendable {
  var kind: CharacterKind
  /// Pauses and stops in vertical or Taiwan setting fill their cell: no glue of their own.
  var fillsCell = false
  /// No line may start here, whatever the classes say (2.2).
  var staysWithPrevious = false
  /// An address may be divided here.
  var dividesAddress = false
  var look: Int
  /// The run of the rich text that it comes from.
  var run = 0
  /// Bytes of the paragraph's text.
  var bytes: Range<Int>
  /// The box along the line, glue not included.
  var width: Int
  /// Indices into `Paragraph.glyphs`.
  var glyphs: Range<Int>
  /// Moves the ink inside the box.
  var shift = 0
  /// Characters of a reading, which the paragraph's own text does not have.
  var spelling = ""
  /// The reading above it.
  var reading = Overhang()
}

/// A reading set small beside its atoms.
struct Annotation: Sendable {
  var atoms: Range<Int>
  /// Horizontal pieces of text.
  var pieces: [Atom]
  /// Their baselines' starts: along the line from the middle of the atoms; across, downward from
  /// the baseline or right from the vertical axis.
  var offsets: [(along: Int, across: Int)]
  /// Over the line rather than within it.
  var standsAbove: Bool
}

/// What lies between two atoms: how wide, how elastic, and whether a line may end there.
struct Gap: Sendable {
  /// Which step of section 4 moves the gap.
  enum Glue: UInt8, Sendable {
    case none
    /// S2 and E1: Western word space.
    case word
    /// S4: the outer side of brackets and quotes.
    case bracket
    /// S5: after a pause.
    case pause
    /// S6 and E2: between Han and Western.
    case western
    /// S7: after a stop.
    case stop
  }

  /// Whether step E3 may open the gap.
  enum Opening: UInt8, Sendable {
    case never
    case freely
    /// On the ink's side of a mark: only after every free gap is at a quarter em.
    case reluctantly
  }

  var natural = 0
  /// How much the gap's own step may take away.
  var shrink = 0
  /// How much steps E1 and E2 may add.
  var stretch = 0
  var glue = Glue.none
  var opening = Opening.never
  /// Cost of ending a line here; nil forbids it.
  var penalty: Int?
  /// The line ends here whatever it holds.
  var isForced = false
  /// Whether the hyphen is the patterns' (for wide measures) or the author's.
  var dividesByPattern = false
  /// The line ends here with a hyphen: its index in `Paragraph.asides`.
  var hyphen: Int?
  /// Spaces typed here, and signs without width (indices into `Paragraph.asides`).
  var asides: Range<Int> = 0..<0
}

/// Sums over all atoms and gaps before a place.
struct Sums: Sendable {
  var width = 0
  var word = 0
  var bracket = 0
  var pause = 0
  var western = 0
  var stop = 0
  var wordStretch = 0
  var westernStretch = 0
  var free = 0
  var reluctant = 0
  /// Characters that count towards the two of a last line.
  var characters = 0
}
