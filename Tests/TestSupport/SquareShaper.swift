public import Composition
import Newspaper

/// A shaper that needs no font: every character is one em wide, Latin half an em.
///
/// Glyph ids are the scalar values. Marks have half forms as in Noto; ink fills the cell but for
/// marks, which ink the half of the cell that belongs to them.
public final class SquareShaper: Shaper {
  /// What the imagined font knows about half-width marks.
  public enum HalfForms: Sendable { case halt, none, centred }

  private let halfForms: HalfForms
  private let lacks: Set<Unicode.Scalar>
  private let wordSpace: Double
  /// How often it was asked, for tests of caching.
  public private(set) var requests = 0

  /// Makes a shaper; `lacks` are the characters that its font has no glyph for.
  ///
  /// A word space is `wordSpace` em wide.
  public init(
    halfForms: HalfForms = .halt, lacks: Set<Unicode.Scalar> = [], wordSpace: Double = 0.5
  ) {
    self.halfForms = halfForms
    self.lacks = lacks
    self.wordSpace = wordSpace
  }

  /// Shapes each scalar into one cluster.
  public func shape(_ request: ShapingRequest) -> [ShapedCluster] {
    requests += 1
    var clusters: [ShapedCluster] = []
    var offset = 0
    for scalar in request.text.unicodeScalars {
      let length = String(scalar).utf8.count
      clusters.append(cluster(scalar, offset..<offset + length, request))
      offset += length
    }
    return clusters
  }

  private func cluster(
    _ scalar: Unicode.Scalar, _ bytes: Range<Int>, _ request: ShapingRequest
  ) -> ShapedCluster {
    let em = request.size
    let isHalf = request.script == .western
    let isMark = scalar.properties.generalCategory == .nonspacingMark
    let advance = isMark ? Length.zero : isHalf ? em / 2 : em
    // Upright in a vertical line: the em box about the axis, the baseline 0.88 em down.
    let glyph: ShapedCluster.Glyph =
      request.direction == .vertical
      ? .init(id: scalar.value, dx: -(em / 2), dy: em.scaled(by: 0.88)) : .init(id: scalar.value)
    var cluster = ShapedCluster(
      bytes: bytes, glyphs: [glyph], advance: advance, inkStart: .zero,
      inkEnd: advance, face: request.face, missing: lacks.contains(scalar))
    if scalar == " " {
      cluster.inkEnd = .zero
      cluster.advance = em.scaled(by: wordSpace)
    }
    if request.script == .han { setInk(of: &cluster, scalar, em) }
    return cluster
  }

  private func setInk(of cluster: inout ShapedCluster, _ scalar: Unicode.Scalar, _ em: Length) {
    if scalar == "–" { cluster.inkEnd = em / 2 }
    let opens = "“‘（〔【〖《〈「『［｛".unicodeScalars.contains(scalar)
    let closes = "”’）〕】〗》〉」』］｝，、；：。．？！".unicodeScalars.contains(scalar)
    guard opens || closes else { return }
    if halfForms == .centred {
      (cluster.inkStart, cluster.inkEnd) = (em * 3 / 8, em * 5 / 8)
      return
    }
    (cluster.inkStart, cluster.inkEnd) = opens ? (em * 5 / 8, em) : (.zero, em * 3 / 8)
    if halfForms == .halt {
      cluster.half = .init(advance: em / 2, shift: opens ? -(em / 2) : .zero)
    }
  }
}
