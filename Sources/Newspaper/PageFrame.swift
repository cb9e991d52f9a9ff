/// The locked-up page: everything on it at its final place, ink by name, no decision left.
///
/// Drawing, the text dump, proof overlays, preflight and e-paper are switches over this value.
/// Coordinates run from the upper left corner of the trimmed page, y downward.
public struct PageFrame: Hashable, Sendable {
  /// The page's number.
  public var page: Int
  /// 版名, such as 要闻.
  public var section = ""
  /// The sheet it was made up on, with its grid.
  public var sheet: Sheet
  /// The inks its paints name.
  public var inks: InkTable
  /// Everything on the page, from the bottom up.
  public var items: [FrameItem]

  /// Makes an empty frame.
  public init(page: Int, sheet: Sheet, inks: InkTable) {
    self.page = page
    self.sheet = sheet
    self.inks = inks
    items = []
  }

  /// What a reader calls it: 第1版 要闻.
  public var title: String { "第\(page)版" + (section.isEmpty ? "" : " \(section)") }
}

/// One thing on the page and what it is part of.
public struct FrameItem: Hashable, Sendable {
  /// The kinds of thing that can be printed.
  public enum Mark: Hashable, Sendable {
    /// Items clipped to a rectangle.
    case group(clip: Rect, [FrameItem])
    case glyphs(GlyphRun)
    case shape(Shape)
    case picture(PlacedPicture)
    case art(PlacedArt)
    /// A page of an advertiser's PDF, placed as it is.
    case placedPage(PlacedPage)
  }

  /// What is printed.
  public var mark: Mark
  /// What it came from.
  public var subject: Subject

  /// Makes an item.
  public init(_ mark: Mark, _ subject: Subject) {
    self.mark = mark
    self.subject = subject
  }

  /// Whether it is painted in no ink.
  public var isUnprinted: Bool {
    switch mark {
    case .glyphs(let run): run.paint == .unprinted
    case .shape(.fill(_, let paint)), .shape(.frame(_, _, let paint)),
      .shape(.line(_, _, _, let paint)), .shape(.polygon(_, let paint)),
      .shape(.ellipse(_, let paint)), .shape(.plate(_, _, _, let paint)),
      .shape(.veil(_, let paint, _)):
      paint == .unprinted
    case .group, .shape(.gradient), .picture, .art, .placedPage: false
    }
  }
}

/// Glyphs of one face, size and paint with the text they stand for.
public struct GlyphRun: Hashable, Sendable {
  /// A glyph at its place.
  public struct Glyph: Hashable, Sendable {
    /// Index in the face's font file.
    public var id: UInt32
    /// Place of its origin from the run's origin, right and down on the page; turned or not.
    public var x: Length
    /// Downward, from the run's origin.
    public var y: Length

    /// Makes a glyph at a place.
    public init(id: UInt32, x: Length, y: Length) {
      self.id = id
      self.x = x
      self.y = y
    }
  }

  /// Characters and glyphs that belong together: the next `bytes` of text and `glyphs` of glyphs.
  public struct Cluster: Hashable, Sendable {
    /// Bytes of text.
    public var bytes: Int
    /// How many glyphs, or the glyphs themselves.
    public var glyphs: Int

    /// Makes a cluster.
    public init(bytes: Int, glyphs: Int) {
      self.bytes = bytes
      self.glyphs = glyphs
    }
  }

  /// How the glyphs stand.
  public enum Turn: Hashable, Sendable {
    case upright
    /// A quarter turn clockwise, as Latin words in vertical text.
    case clockwise
  }

  /// The role whose font file the glyph indices belong to.
  public var face: String
  /// Size of the em or of the picture.
  public var size: Length
  /// Ink and strength.
  public var paint: Paint
  /// The origin of the run on the page: on the baseline (vertical text: see `Glyph.x`, `y`).
  public var origin: Point
  /// The characters, in reading order.
  public var text: String
  /// How many glyphs, or the glyphs themselves.
  public var glyphs: [Glyph]
  /// How text and glyphs belong together.
  public var clusters: [Cluster]
  /// Width of the glyphs in thousandths of their designed width.
  public var widthScale: Int
  /// How the glyphs stand.
  public var turn: Turn
  /// Where the words lead on a screen.
  public var link: Link?
  /// The word space that the end of the line swallowed: nothing on paper, but a reader who hears
  /// the text must not lose it.
  public var swallowedSpace: Glyph?
  /// How the line runs that it is part of.
  public var writing: Writing = .horizontal

  /// Makes a run.
  public init(
    face: String, size: Length, paint: Paint, origin: Point, text: String, glyphs: [Glyph],
    clusters: [Cluster], widthScale: Int = 1000, turn: Turn = .upright, link: Link? = nil
  ) {
    self.face = face
    self.size = size
    self.paint = paint
    self.origin = origin
    self.text = text
    self.glyphs = glyphs
    self.clusters = clusters
    self.widthScale = widthScale
    self.turn = turn
    self.link = link
  }
}

/// A filled or stroked figure.
public enum Shape: Hashable, Sendable {
  /// A filled rectangle; rules are rectangles.
  case fill(Rect, Paint)
  /// A rectangle's outline, drawn inside its edges.
  case frame(Rect, width: Length, Paint)
  /// A line between two points.
  case line(Point, Point, width: Length, Paint)
  /// A closed figure.
  case polygon([Point], Paint)
  /// A filled circle or ellipse in a rectangle.
  case ellipse(Rect, Paint)
  /// A rectangle with shaped corners: filled, or its outline drawn inside its edges.
  case plate(Rect, Corners, outline: Length?, Paint)
  /// A rectangle filled from one paint to another.
  case gradient(Rect, Gradient)
  /// 半透明底: ink over what lies below, which shows through; `strength` is 1 to 99 percent.
  case veil(Rect, Paint, strength: Int)
}

/// 渐变网: one paint going over into another, both of process inks.
public struct Gradient: Hashable, Sendable {
  /// Which way it goes.
  public enum Course: String, Hashable, Sendable, CaseIterable {
    case down, across
  }

  /// The paint at the top or at the left.
  public var from: Paint
  /// The paint at the foot or at the right.
  public var to: Paint
  /// Which way it goes.
  public var course: Course

  /// Makes a gradient.
  public init(from: Paint, to: Paint, course: Course = .down) {
    self.from = from
    self.to = to
    self.course = course
  }
}

extension Shape {
  /// The shape moved right by `x` and down by `y`.
  public func moved(x: Length, y: Length) -> Shape {
    func point(_ point: Point) -> Point { Point(x: point.x + x, y: point.y + y) }
    switch self {
    case .fill(let rect, let paint): return .fill(rect.offset(dx: x, dy: y), paint)
    case .frame(let rect, let width, let paint):
      return .frame(rect.offset(dx: x, dy: y), width: width, paint)
    case .line(let a, let b, let width, let paint):
      return .line(point(a), point(b), width: width, paint)
    case .polygon(let points, let paint): return .polygon(points.map(point), paint)
    case .ellipse(let rect, let paint): return .ellipse(rect.offset(dx: x, dy: y), paint)
    case .gradient(let rect, let gradient):
      return .gradient(rect.offset(dx: x, dy: y), gradient)
    case .veil(let rect, let paint, let strength):
      return .veil(rect.offset(dx: x, dy: y), paint, strength: strength)
    case .plate(let rect, let corners, let outline, let paint):
      return .plate(rect.offset(dx: x, dy: y), corners, outline: outline, paint)
    }
  }
}
