public import Composition
import Newspaper

/// Shapes text with the fonts of one library, through Pango and HarfBuzz.
///
/// Text is shaped at the size of the font's own design grid and scaled to the size asked for, so
/// that a headline tried in six sizes is shaped once, and no size is ever rounded by hinting.
/// What was shaped lately is kept. Confined to the worker that made it: not `Sendable`, on
/// purpose, because Pango's font maps are not to be shared between threads.
public final class PangoShaper: Shaper {
  private let fonts: FontLibrary
  private var faces: [String: ShapingFace?] = [:]
  private var known: [ShapedText.Key: ShapedText] = [:]
  private var knownClusters = 0

  /// How many clusters are kept: ten pages, about 6 MB.
  private static let capacity = 60_000

  /// Makes a shaper for one worker.
  public init(fonts: FontLibrary) { self.fonts = fonts }

  /// Shapes one stretch of text; characters that the face lacks are taken from its fallbacks.
  public func shape(_ request: ShapingRequest) -> [ShapedCluster] {
    let key = ShapedText.Key(request)
    let text: ShapedText
    if let found = known[key] {
      text = found
    } else {
      text = shapeOnDesignGrid(request)
      keep(text, for: key)
    }
    return text.clusters.map { text.scaled($0, to: request.size) }
  }

  private func keep(_ text: ShapedText, for key: ShapedText.Key) {
    if knownClusters + text.clusters.count > Self.capacity {
      known.removeAll(keepingCapacity: true)
      knownClusters = 0
    }
    known[key] = text
    knownClusters += text.clusters.count
  }

  private func shapeOnDesignGrid(_ request: ShapingRequest) -> ShapedText {
    var result = ShapedText()
    let chain = fonts.chain(of: request.face).compactMap(face)
    for segment in Segmentation(of: request, chain: chain).segments {
      if let face = segment.face {
        face.shape(segment, of: request, into: &result)
      } else {
        result.addMissing(segment, face: request.face, direction: request.direction)
      }
    }
    return result
  }

  private func face(named name: String) -> ShapingFace? {
    if let known = faces[name] { return known }
    let face = fonts.file(of: name).flatMap { ShapingFace(name: name, file: $0) }
    faces[name] = face
    return face
  }
}
