// Composition: text and column shapes in, lines out.
//
// The front door: `Composer` prepares a paragraph once (classes, shaping, break opportunities) and
// breaks it as often as makeup asks, into lines whose glyphs stand at their final places.
// What it never does: know cairo, Pango, pages, slots or files. Fonts come through `Shaper`.

public import Newspaper

/// Measures and shapes text: the only way composition sees a font.
///
/// Horizontally a cluster's origin lies on the baseline at the pen. Vertically it lies on the
/// line's centre axis at the top of the cluster's cell: put each glyph's own origin `dx` right of
/// the axis and `dy` below the pen, and the pen moves down by `advance`.
///
/// Confined to one worker; not `Sendable` on purpose.
public protocol Shaper: AnyObject {
  /// Shapes one stretch of text in one face. Never fails: a character without a glyph comes back
  /// as a cluster marked `missing`.
  func shape(_ request: ShapingRequest) -> [ShapedCluster]
}

/// A stretch of text to shape: one face, size, script and direction, no line break inside.
public struct ShapingRequest: Hashable, Sendable {
  /// Which features and fallbacks apply.
  public enum Script: Hashable, Sendable {
    /// Han, kana, Chinese marks; tagged zh-Hans (or the request's language).
    case han
    /// Latin, Greek, Cyrillic, digits and their marks.
    case western
  }

  /// How the line runs.
  public typealias Direction = TextDirection

  /// The characters.
  public var text: String
  /// A role of the font library, or `family:NAME` for an installed family (compose only).
  public var face: String
  /// Size of the em.
  public var size: Length
  /// Which features apply.
  public var script: Script
  /// How the line runs.
  public var direction: Direction
  /// BCP 47 tag of the text.
  public var language: String

  /// Makes a request.
  public init(
    text: String, face: String, size: Length, script: Script,
    direction: Direction = .horizontal, language: String = "zh-Hans"
  ) {
    self.text = text
    self.face = face
    self.size = size
    self.script = script
    self.direction = direction
    self.language = language
  }
}

/// Characters that the font treats as one, with their glyphs.
public struct ShapedCluster: Hashable, Sendable {
  /// A glyph and its offset from the cluster's origin (y upward is negative).
  public struct Glyph: Hashable, Sendable {
    /// Index in the font file.
    public var id: UInt32
    /// To the right.
    public var dx: Length
    /// Downward.
    public var dy: Length

    /// Makes a glyph.
    public init(id: UInt32, dx: Length = .zero, dy: Length = .zero) {
      self.id = id
      self.dx = dx
      self.dy = dy
    }
  }

  /// A narrower form that the font's own `halt`/`vhal` describes.
  public struct HalfForm: Hashable, Sendable {
    /// Along the line.
    public var advance: Length
    /// How far the ink moves towards the line's start (negative) in the half form.
    public var shift: Length

    /// Makes a half form.
    public init(advance: Length, shift: Length) {
      self.advance = advance
      self.shift = shift
    }
  }

  /// UTF-8 offsets in the request's text.
  public var bytes: Range<Int>
  /// In drawing order.
  public var glyphs: [Glyph]
  /// Along the line.
  public var advance: Length
  /// Where the ink begins and ends along the line, from the cluster's origin.
  public var inkStart: Length
  /// See `inkStart`.
  public var inkEnd: Length
  /// What `halt` (vertical: `vhal`) makes of it; nil where the font says nothing.
  public var half: HalfForm?
  /// The role whose font has the glyphs; another than asked for when a fallback stepped in.
  public var face: String
  /// No font of the role or its fallbacks has the character.
  public var missing: Bool

  /// Makes a cluster.
  public init(
    bytes: Range<Int>, glyphs: [Glyph], advance: Length, inkStart: Length, inkEnd: Length,
    half: HalfForm? = nil, face: String, missing: Bool = false
  ) {
    self.bytes = bytes
    self.glyphs = glyphs
    self.advance = advance
    self.inkStart = inkStart
    self.inkEnd = inkEnd
    self.half = half
    self.face = face
    self.missing = missing
  }
}

/// How a paragraph is to be set.
public struct ParagraphFormat: Hashable, Sendable {
  /// Face, size and alignment of plain text.
  public var style: TextStyle
  /// Faces (and sizes) of inline styles: bold → hei, kai → kai.
  public var boldFace: String
  /// See `boldFace`.
  public var kaiFace: String
  /// First-line indent in ems of the paragraph's size.
  public var indent: Double
  /// Width of the characters in thousandths of their designed width.
  public var widthScale: Int
  /// The choices where standards leave one.
  public var rules: CompositionRules

  /// Makes a format.
  public init(
    style: TextStyle, boldFace: String = "heiBold", kaiFace: String = "kai", indent: Double = 0,
    widthScale: Int = 1000, rules: CompositionRules = .newspaper
  ) {
    self.style = style
    self.boldFace = boldFace
    self.kaiFace = kaiFace
    self.indent = indent
    self.widthScale = widthScale
    self.rules = rules
  }
}

/// The widths and starts of the lines a paragraph may use, one after the other.
///
/// A paragraph that flows on through legs of different width simply sees lines of different width.
public struct ColumnShape: Hashable, Sendable {
  /// One line's place.
  public struct Space: Hashable, Sendable {
    /// Its width.
    public var measure: Length

    /// Makes a space.
    public init(measure: Length) { self.measure = measure }
  }

  /// The first lines; the last one repeats for ever.
  public var spaces: [Space]

  /// Makes a shape of equal lines.
  public init(measure: Length) { spaces = [Space(measure: measure)] }

  /// Makes a shape from single lines; `spaces` must not be empty.
  public init(spaces: [Space]) { self.spaces = spaces }

  /// The measure of a line, from 0.
  public func measure(of line: Int) -> Length {
    spaces[min(line, spaces.count - 1)].measure
  }
}

extension CompositionRules {
  /// Whether pauses and stops stand in the middle of their cell, as in Taiwan and Hong Kong.
  var centresMarks: Bool {
    language.hasPrefix("zh-Hant") || language.hasPrefix("zh-TW") || language.hasPrefix("zh-HK")
  }
}
