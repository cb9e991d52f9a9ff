import Newspaper

/// The screen colours of all declared inks and their tints, to find the paint of a colour.
struct InkColours {
  private var paints: [ScreenColour: Paint] = [:]
  /// The same in the order of declaration, for a search that is always decided alike.
  private var ordered: [(colour: ScreenColour, paint: Paint)] = []

  init(_ inks: InkTable) {
    for entry in inks.entries {
      for tint in (1...100).reversed() {
        let paint = Paint(entry.name, tint: tint)
        guard let colour = inks.screenColour(of: paint), paints[colour] == nil else { continue }
        paints[colour] = paint
        ordered.append((colour, paint))
      }
    }
  }

  /// The paint that looks exactly like a colour.
  func paint(_ colour: ScreenColour) -> Paint? { paints[colour] }

  /// The paint that looks most like a colour.
  func nearest(to colour: ScreenColour) -> (colour: ScreenColour, paint: Paint)? {
    ordered.min { $0.colour.distance(to: colour) < $1.colour.distance(to: colour) }
  }
}

extension ScreenColour {
  fileprivate func distance(to other: ScreenColour) -> Int {
    let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
    return r * r + g * g + b * b
  }

  /// The colour as `#rrggbb`.
  var hexadecimal: String {
    "#"
      + [red, green, blue].map { channel in
        (channel < 16 ? "0" : "") + String(channel, radix: 16)
      }.joined()
  }

  /// A colour as CSS writes it: `#rgb`, `#rrggbb`, `rgb(…)` or one of the sixteen basic names.
  init?(css text: String) {
    let text = text.lowercased()
    if text.hasPrefix("#") {
      self.init(hexadecimal: text.dropFirst())
    } else if text.hasPrefix("rgb("), text.hasSuffix(")") {
      self.init(channels: text.dropFirst(4).dropLast())
    } else if let digits = ScreenColour.names[text] {
      self.init(hexadecimal: digits[...])
    } else {
      return nil
    }
  }

  private init?(hexadecimal digits: Substring) {
    let full = digits.count == 3 ? digits.flatMap { [$0, $0] } : Array(digits)
    guard full.count == 6, full.allSatisfy(\.isHexDigit), let number = Int(String(full), radix: 16)
    else { return nil }
    self.init(red: number >> 16, green: number >> 8 & 255, blue: number & 255)
  }

  private init?(channels text: Substring) {
    let channels = text.split { $0 == "," || $0.isWhitespace }.map { part -> Int? in
      let value =
        part.hasSuffix("%")
        ? Double(part.dropLast()).map { Int(($0 * 2.55).rounded()) } : Int(part)
      return value.flatMap { (0...255).contains($0) ? $0 : nil }
    }
    guard channels.count == 3, let red = channels[0], let green = channels[1],
      let blue = channels[2]
    else { return nil }
    self.init(red: red, green: green, blue: blue)
  }

  private static let names = [
    "black": "000000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "ffffff",
    "maroon": "800000", "red": "ff0000", "purple": "800080", "fuchsia": "ff00ff",
    "green": "008000", "lime": "00ff00", "olive": "808000", "yellow": "ffff00", "navy": "000080",
    "blue": "0000ff", "teal": "008080", "aqua": "00ffff",
  ]
}
