/// A distance on the page, counted in 1/1024 of a point so that equal sums give equal bytes.
///
/// One point is 1/72 inch (0.35278 mm), the DTP point.
public struct Length: Hashable, Sendable, Comparable, AdditiveArithmetic {
  /// The distance in 1/1024 pt.
  public var units: Int

  /// Makes a length of `units` 1/1024 pt.
  public init(units: Int) { self.units = units }

  /// The length nearest to a number of points.
  public static func points(_ value: Double) -> Length {
    Length(units: Int((value * 1024).rounded()))
  }

  /// The length nearest to a number of millimetres.
  public static func millimetres(_ value: Double) -> Length { points(value * 72 / 25.4) }

  /// The zero length.
  public static let zero = Length(units: 0)

  /// The distance in points.
  public var points: Double { Double(units) / 1024 }

  /// The distance in millimetres.
  public var millimetres: Double { points * 25.4 / 72 }

  /// The length multiplied by a fraction and rounded to the nearest unit.
  public func scaled(by factor: Double) -> Length {
    Length(units: Int((Double(units) * factor).rounded()))
  }

  /// The sum of two lengths.
  public static func + (left: Length, right: Length) -> Length {
    Length(units: left.units + right.units)
  }
  /// The difference of two lengths.
  public static func - (left: Length, right: Length) -> Length {
    Length(units: left.units - right.units)
  }
  /// The length the other way.
  public static prefix func - (value: Length) -> Length { Length(units: -value.units) }
  /// A length taken several times.
  public static func * (left: Length, right: Int) -> Length { Length(units: left.units * right) }
  /// A length taken several times.
  public static func * (left: Int, right: Length) -> Length { right * left }
  /// A part of a length, rounded towards zero.
  public static func / (left: Length, right: Int) -> Length { Length(units: left.units / right) }
  /// How often `right` fits into `left`, as a fraction.
  public static func / (left: Length, right: Length) -> Double {
    Double(left.units) / Double(right.units)
  }
  /// Whether one length is shorter.
  public static func < (left: Length, right: Length) -> Bool { left.units < right.units }
}

extension Length: CustomStringConvertible {
  /// The length in points to two places, as the page dump prints it.
  public var description: String { points.formatted(places: 2) }
}

extension Double {
  /// The number with at most `places` decimals and no trailing zeros, the same in every locale.
  public func formatted(places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((self * scale).rounded())
    let magnitude = Swift.abs(scaled)
    let whole = magnitude / Int(scale)
    var fraction = String(magnitude % Int(scale))
    fraction = String(repeating: "0", count: max(0, places - fraction.count)) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    let sign = scaled < 0 ? "-" : ""
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }
}
