import Newspaper

/// Paints as cairo's red, green and blue.
struct Palette {
  let colours: PaintColours
  private let inks: InkTable
  private(set) var keys: ColourKeys

  init(_ colours: PaintColours, inks: InkTable, keys: ColourKeys) {
    self.colours = colours
    self.inks = inks
    self.keys = keys
  }

  /// The channels of a paint, nil for an ink that nobody declared.
  mutating func channels(of paint: Paint) -> (red: Double, green: Double, blue: Double)? {
    guard let screen = inks.screenColour(of: paint) else { return nil }
    switch colours {
    case .keyed: return keys.key(for: paint)
    case .screen:
      return (
        Double(screen.red) / 255, Double(screen.green) / 255, Double(screen.blue) / 255
      )
    }
  }
}
