/// The colours that stand for paints on their way through a drawing library that knows only RGB.
///
/// Drawing asks for the key of each paint and draws with it; Prepress finds the paint again and
/// writes the ink. A colour that is no key was not declared by anybody, which is an error: no
/// colour is ever computed for type and tints (reference/print-ready.md 3, "key precision").
public struct ColourKeys: Hashable, Sendable {
  /// Paints in the order they were first asked for.
  public private(set) var paints: [Paint] = []

  /// Makes an empty table.
  public init() {}

  /// The colour to draw a paint with, each channel 0 to 1 in steps of 1/255.
  public mutating func key(for paint: Paint) -> (red: Double, green: Double, blue: Double) {
    let index = paints.firstIndex(of: paint) ?? paints.count
    if index == paints.count { paints.append(paint) }
    let (high, low) = (index >> 8, index & 255)
    return (Double(high) / 255, Double(low) / 255, Double(Self.check(high, low)) / 255)
  }

  /// The paint of a colour as a PDF's operators give it; nil for one that is no key.
  public func paint(red: Double, green: Double, blue: Double) -> Paint? {
    guard let high = Self.level(red), let low = Self.level(green), let check = Self.level(blue),
      check == Self.check(high, low), high << 8 | low < paints.count
    else { return nil }
    return paints[high << 8 | low]
  }

  /// Never equal to both others, so that a key is never a grey and never black or white.
  private static func check(_ high: Int, _ low: Int) -> Int { high ^ low ^ 0xA5 }

  /// A channel as one of 256 levels; cairo prints them with six digits.
  private static func level(_ channel: Double) -> Int? {
    let level = (channel * 255).rounded()
    guard (0...255).contains(level), abs(channel - level / 255) < 0.000_01 else { return nil }
    return Int(level)
  }
}
