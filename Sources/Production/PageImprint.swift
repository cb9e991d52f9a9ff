import Newspaper

/// A page in a form that is the same wherever it is made: numbers and texts one after the other,
/// fonts, inks and files by what is in them.
struct Imprint {
  /// Counts up when the form changes, so that digests of old and new never meet by chance.
  private static let form = 1

  private(set) var bytes: [UInt8] = []
  private let inks: InkTable
  private let font: (String) -> String
  private let content: (String) -> String?
  /// What was written out already, by the order in which it came.
  private var known: [String: Int] = [:]

  init(
    inks: InkTable, font: @escaping (String) -> String, content: @escaping (String) -> String?
  ) {
    self.inks = inks
    self.font = font
    self.content = content
    bytes.reserveCapacity(1 << 17)
  }

  mutating func put(_ page: PageFrame) {
    put(Self.form)
    put(page.page)
    put(page.sheet.trim)
    put(page.sheet.bleed)
    put(page.items)
  }

  private mutating func put(_ items: [FrameItem]) {
    put(items.count)
    for item in items { put(item.mark) }
  }

  private mutating func put(_ mark: FrameItem.Mark) {
    switch mark {
    case .group(let clip, let items):
      put(1)
      put(clip)
      put(items)
    case .glyphs(let run):
      put(2)
      put(run)
    case .shape(let shape):
      put(3)
      put(shape)
    case .picture(let picture):
      put(4)
      put(picture.frame)
      for number in [
        picture.crop.x, picture.crop.y, picture.crop.width, picture.crop.height,
      ] { put(number) }
      put(file: picture.path)
    case .art(let art):
      put(5)
      put(art.frame)
      put(art.source)
    case .placedPage(let placed):
      put(6)
      put(placed.frame)
      put(placed.printed)
      put(placed.page)
      put(file: placed.path)
    }
  }
}

// MARK: - Marks

extension Imprint {
  private mutating func put(_ run: GlyphRun) {
    if isNew("font \(run.face)") { put(font(run.face)) }
    put(run.size)
    put(run.paint)
    put(run.origin)
    put(run.widthScale)
    put(run.turn == .upright ? 0 : 1)
    put(run.writing == .horizontal ? 0 : 1)
    put(run.text)
    put(run.glyphs.count)
    for glyph in run.glyphs {
      put(Int(glyph.id))
      put(glyph.x)
      put(glyph.y)
    }
  }

  private mutating func put(_ shape: Shape) {
    switch shape {
    case .fill(let rect, let paint): put(1, rect, paint)
    case .frame(let rect, let width, let paint):
      put(2, rect, paint)
      put(width)
    case .line(let start, let end, let width, let paint):
      put(3)
      put(start)
      put(end)
      put(width)
      put(paint)
    case .polygon(let points, let paint):
      put(4)
      put(points.count)
      for point in points { put(point) }
      put(paint)
    case .ellipse(let rect, let paint): put(5, rect, paint)
    case .plate(let rect, let corners, let outline, let paint):
      put(6, rect, paint)
      put(corners)
      put(outline.map { $0.units + 1 } ?? 0)
    case .gradient(let rect, let gradient):
      put(7, rect, gradient.from)
      put(gradient.to)
      put(gradient.course == .down ? 0 : 1)
    case .veil(let rect, let paint, let strength):
      put(8, rect, paint)
      put(strength)
    }
  }

  private mutating func put(_ kind: Int, _ rect: Rect, _ paint: Paint) {
    put(kind)
    put(rect)
    put(paint)
  }

  private mutating func put(_ corners: Corners) {
    switch corners {
    case .square: put(0)
    case .rounded(let radius):
      put(1)
      put(radius)
    case .cut(let length):
      put(2)
      put(length)
    }
  }

  private mutating func put(_ source: PlacedArt.Source) {
    switch source {
    case .svg(let path):
      put(1)
      put(file: path)
      // Art is printed in whichever inks have the colours it is drawn in.
      for ink in inks.entries { put(Paint(ink.name)) }
    case .qr(let text, let paint):
      put(2)
      put(text)
      put(paint)
    case .ean13(let digits, let addOn, let paint):
      put(3)
      put(digits)
      put(addOn ?? "")
      put(paint)
    }
  }
}

// MARK: - What they are made of

extension Imprint {
  /// The ink by what it is made of: its name is not printed.
  private mutating func put(_ paint: Paint) {
    put(paint.tint)
    guard isNew("ink \(paint.ink)") else { return }
    guard let ink = inks.entries.first(where: { $0.name == paint.ink }) else {
      return put(paint.ink)
    }
    let (kind, parts): (Int, [Int]) =
      switch ink.recipe {
      case .process(let cyan, let magenta, let yellow, let black):
        (1, [cyan, magenta, yellow, black])
      case .spot(let cyan, let magenta, let yellow, let black):
        (2, [cyan, magenta, yellow, black])
      case .paper: (3, [])
      }
    put(kind)
    for number in parts + [ink.screen.red, ink.screen.green, ink.screen.blue] { put(number) }
    // The name of a spot ink is that of its plate.
    if kind == 2 { put(ink.name) }
  }

  private mutating func put(file path: String) {
    if isNew("file \(path)") { put(content(path) ?? "") }
  }

  /// Writes the number of a thing that is named again and again; whether it came for the first time
  /// and has still to be written out.
  private mutating func isNew(_ name: String) -> Bool {
    if let number = known[name] {
      put(number)
      return false
    }
    known[name] = known.count
    put(known.count - 1)
    return true
  }

  private mutating func put(_ rect: Rect) {
    put(rect.origin)
    put(rect.size)
  }

  private mutating func put(_ point: Point) {
    put(point.x)
    put(point.y)
  }

  private mutating func put(_ size: Size) {
    put(size.width)
    put(size.height)
  }

  private mutating func put(_ length: Length) { put(length.units) }

  /// Text after its length, so that no two pages run together to the same bytes.
  private mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// A number in as few bytes as it needs, small ones of either sign in one (zigzag, LEB128).
  private mutating func put(_ number: Int) {
    var rest = UInt(bitPattern: (number << 1) ^ (number >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
