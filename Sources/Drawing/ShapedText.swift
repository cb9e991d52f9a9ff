import Composition
import Newspaper

/// Text as shaped on the design grids of its fonts, whatever its size.
///
/// All distances are in 1/1024 of a font unit, as Pango gives them.
struct ShapedText {
  /// What decides the result: the request without its size.
  struct Key: Hashable {
    private let text: String
    private let face: String
    private let script: ShapingRequest.Script
    private let direction: ShapingRequest.Direction
    private let language: String

    init(_ request: ShapingRequest) {
      text = request.text
      face = request.face
      script = request.script
      direction = request.direction
      language = request.language
    }
  }

  struct Glyph {
    var id: UInt32
    var dx: Int
    var dy: Int
  }

  struct Cluster {
    var bytes: Range<Int>
    /// Indices in `glyphs`.
    var glyphs: Range<Int>
    var advance: Int
    var ink: Extent
    var half: Half?
    /// Index in `faces`.
    var face: Int
    var missing = false
  }

  /// Where ink begins and ends along the line.
  struct Extent {
    var start: Int
    var end: Int
  }

  struct Half {
    var advance: Int
    var shift: Int
  }

  /// A face that lent glyphs.
  struct Face {
    var name: String
    var unitsPerEm: Int
  }

  private(set) var clusters: [Cluster] = []
  private(set) var glyphs: [Glyph] = []
  private(set) var faces: [Face] = []

  /// The index of a face in `faces`.
  mutating func index(of name: String, unitsPerEm: Int) -> Int {
    if let index = faces.firstIndex(where: { $0.name == name }) { return index }
    faces.append(Face(name: name, unitsPerEm: unitsPerEm))
    return faces.count - 1
  }

  mutating func add(_ cluster: Cluster, glyphs added: some Sequence<Glyph>) {
    let first = glyphs.count
    glyphs.append(contentsOf: added)
    clusters.append(cluster)
    clusters[clusters.count - 1].glyphs = first..<glyphs.count
  }

  /// One box of an em for each character that no font has, with the face's empty-box glyph.
  mutating func addMissing(
    _ segment: Segmentation.Segment, face: String, direction: ShapingRequest.Direction
  ) {
    let em = 1000 * ShapedText.unit
    let face = index(of: face, unitsPerEm: 1000)
    var start = segment.bytes.lowerBound
    for character in segment.text {
      let bytes = start..<start + character.utf8.count
      start = bytes.upperBound
      let glyph =
        direction == .horizontal
        ? Glyph(id: 0, dx: 0, dy: 0) : Glyph(id: 0, dx: -em / 2, dy: em * 88 / 100)
      add(
        Cluster(
          bytes: bytes, glyphs: 0..<0, advance: em, ink: Extent(start: 0, end: em), face: face,
          missing: true),
        glyphs: [glyph])
    }
  }

  /// Pango units in a font unit.
  static let unit = 1024

  /// A cluster at a size.
  func scaled(_ cluster: Cluster, to size: Length) -> ShapedCluster {
    let face = faces[cluster.face]
    let divisor = face.unitsPerEm * ShapedText.unit
    func length(_ value: Int) -> Length {
      Length(units: (2 * value * size.units + divisor).floorDivided(by: 2 * divisor))
    }
    return ShapedCluster(
      bytes: cluster.bytes,
      glyphs: glyphs[cluster.glyphs].map {
        ShapedCluster.Glyph(id: $0.id, dx: length($0.dx), dy: length($0.dy))
      },
      advance: length(cluster.advance), inkStart: length(cluster.ink.start),
      inkEnd: length(cluster.ink.end),
      half: cluster.half.map {
        ShapedCluster.HalfForm(advance: length($0.advance), shift: length($0.shift))
      },
      face: face.name, missing: cluster.missing)
  }
}

extension Int {
  /// The quotient rounded down, so that lengths left and right of zero round alike.
  fileprivate func floorDivided(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
