import Newspaper

/// A declared ink as it is written into a content stream; strengths in ten-thousandths.
enum PressColour: Hashable {
  case process(cyan: Int, magenta: Int, yellow: Int, black: Int)
  case spot(Spot, strength: Int)

  /// An ink of its own.
  struct Spot: Hashable {
    var name: String
    /// Its place in the ink table, for the resource's name.
    var index: Int
    /// The process mix that stands for it, in percent.
    var alternate: [Int]

    /// The name of its colour space in resource dictionaries.
    var resource: String { "/Spot\(index)" }
  }

  static let paper = PressColour.process(cyan: 0, magenta: 0, yellow: 0, black: 0)
  static let black = PressColour.process(cyan: 0, magenta: 0, yellow: 0, black: 10000)

  /// The operators that select it.
  func operators(stroking: Bool) -> String {
    switch self {
    case .process(let cyan, let magenta, let yellow, let black):
      let values = [cyan, magenta, yellow, black].map(Self.decimal).joined(separator: " ")
      return "\(values) \(stroking ? "K" : "k")"
    case .spot(let spot, let strength):
      return stroking
        ? "\(spot.resource) CS \(Self.decimal(strength)) SCN"
        : "\(spot.resource) cs \(Self.decimal(strength)) scn"
    }
  }

  /// Ten-thousandths as a decimal, without rounding.
  static func decimal(_ value: Int) -> String { (Double(value) / 10000).formatted(places: 4) }
}

/// The inks of a job, found by the keys Drawing drew with.
struct PressInks {
  let table: InkTable
  let keys: ColourKeys

  /// Why a colour has no ink.
  enum Fault: Error {
    case notAKey
    case undeclared(Paint)
    case tint(Paint)
    case reserved(String)
  }

  /// The ink of a key.
  func colour(red: Double, green: Double, blue: Double) throws(Fault) -> PressColour {
    guard let paint = keys.paint(red: red, green: green, blue: blue) else { throw .notAKey }
    guard let index = table.entries.firstIndex(where: { $0.name == paint.ink }) else {
      throw .undeclared(paint)
    }
    guard (0...100).contains(paint.tint) else { throw .tint(paint) }
    switch table.entries[index].recipe {
    case .paper: return .paper
    case .process(let cyan, let magenta, let yellow, let black):
      return .process(
        cyan: cyan * paint.tint, magenta: magenta * paint.tint, yellow: yellow * paint.tint,
        black: black * paint.tint)
    case .spot(let cyan, let magenta, let yellow, let black):
      guard !Self.plates.contains(paint.ink) else { throw .reserved(paint.ink) }
      let spot = PressColour.Spot(
        name: paint.ink, index: index, alternate: [cyan, magenta, yellow, black])
      return .spot(spot, strength: 100 * paint.tint)
    }
  }

  /// Names that PDF gives a meaning of its own (ISO 32000-1, 8.6.6.4).
  private static let plates = ["Cyan", "Magenta", "Yellow", "Black", "All", "None"]
}
