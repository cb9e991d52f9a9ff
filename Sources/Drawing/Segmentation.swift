import CPango
import Composition

/// A request cut where another font has to step in or another script begins.
struct Segmentation {
  /// Characters that one face sets in one go; no face when none of the chain has them.
  struct Segment {
    var text: Substring
    /// UTF-8 offsets in the request's text.
    var bytes: Range<Int>
    var face: ShapingFace?
    /// A `GUnicodeScript`.
    var script: UInt32
  }

  private(set) var segments: [Segment] = []

  init(of request: ShapingRequest, chain: [ShapingFace]) {
    var offset = 0
    var index = request.text.startIndex
    while index < request.text.endIndex {
      let next = request.text.index(after: index)
      let character = request.text[index..<next]
      let bytes = offset..<offset + character.utf8.count
      offset = bytes.upperBound
      append(
        character, bytes, of: request, face: Self.face(for: character, in: chain, after: segments))
      index = next
    }
  }

  private mutating func append(
    _ character: Substring, _ bytes: Range<Int>, of request: ShapingRequest, face: ShapingFace?
  ) {
    let script = script(of: character, in: request)
    if let last = segments.last, last.face === face, last.script == script {
      segments[segments.count - 1].bytes = last.bytes.lowerBound..<bytes.upperBound
      segments[segments.count - 1].text =
        request.text[last.text.startIndex..<character.endIndex]
    } else {
      segments.append(Segment(text: character, bytes: bytes, face: face, script: script))
    }
  }

  /// The first face that has the whole character, or at least its base.
  private static func face(
    for character: Substring, in chain: [ShapingFace], after segments: [Segment]
  ) -> ShapingFace? {
    let scalars = character.unicodeScalars
    let visible = scalars.filter {
      !$0.properties.isDefaultIgnorableCodePoint && $0.properties.generalCategory != .control
    }
    guard let base = visible.first else { return segments.last?.face ?? chain.first }
    return chain.first { face in visible.allSatisfy { face.has($0) } }
      ?? chain.first { $0.has(base) }
  }

  /// Han text is one script, whatever marks it holds; Western text changes with its letters.
  private func script(of character: Substring, in request: ShapingRequest) -> UInt32 {
    guard request.script == .western, let scalar = character.unicodeScalars.first else {
      return G_UNICODE_SCRIPT_HAN.rawUInt32
    }
    let script = g_unichar_get_script(scalar.value)
    let belongsToNone = script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED
    return belongsToNone
      ? segments.last?.script ?? G_UNICODE_SCRIPT_LATIN.rawUInt32 : script.rawUInt32
  }
}

extension GUnicodeScript {
  /// The value as it goes into `PangoAnalysis`.
  fileprivate var rawUInt32: UInt32 { UInt32(bitPattern: Int32(truncatingIfNeeded: rawValue)) }
}
