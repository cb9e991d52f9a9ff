public import Newspaper

/// A rectangle of a page as the desk's pages know it: points from the upper left corner of the
/// trimmed page, to a hundredth.
public struct Area: Hashable, Sendable, Codable {
  /// From the left.
  public var x: Double
  /// From the top.
  public var y: Double
  /// Across.
  public var width: Double
  /// Down.
  public var height: Double

  /// Makes an area from distances in points.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The area of a rectangle on the page.
  public init(_ rect: Rect) {
    self.init(
      x: rect.minX.hundredths, y: rect.minY.hundredths, width: rect.width.hundredths,
      height: rect.height.hundredths)
  }
}

extension Length {
  /// Points to a hundredth, as they are sent to the browser.
  var hundredths: Double { (points * 100).rounded() / 100 }
}
