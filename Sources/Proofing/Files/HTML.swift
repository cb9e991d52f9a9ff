import Newspaper

/// Markup in which only what was written in the program is markup: whatever is filled in is text.
///
/// So story text can never be taken for HTML, wherever it stands.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var markup: String

  init(stringLiteral literal: String) { markup = literal }

  init(stringInterpolation pieces: StringInterpolation) { markup = pieces.markup }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { markup += literal }

    /// Text, its marks of HTML made harmless.
    mutating func appendInterpolation(_ text: String) {
      for scalar in text.unicodeScalars {
        switch scalar {
        case "&": markup += "&amp;"
        case "<": markup += "&lt;"
        case ">": markup += "&gt;"
        case "\"": markup += "&quot;"
        case "'": markup += "&#39;"
        case "\n", "\t": markup.unicodeScalars.append(scalar)
        // HTML has no place for other control characters.
        case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): break
        default: markup.unicodeScalars.append(scalar)
        }
      }
    }

    mutating func appendInterpolation(_ number: Int) { markup += "\(number)" }

    /// Points to two places, as SVG wants them.
    mutating func appendInterpolation(_ number: Double) { markup += number.formatted(places: 2) }

    mutating func appendInterpolation(_ inner: HTML) { markup += inner.markup }

    mutating func appendInterpolation(_ inner: [HTML]) { markup += inner.map(\.markup).joined() }

    mutating func appendInterpolation(_ inner: HTML?) { markup += inner?.markup ?? "" }
  }
}
