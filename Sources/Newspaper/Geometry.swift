/// A place on the page: from the upper left corner of the trimmed page, y downward.
public struct Point: Hashable, Sendable {
  /// Distance from the left edge of the trimmed page.
  public var x: Length
  /// Distance from the upper edge of the trimmed page.
  public var y: Length

  /// Makes a place from its distances.
  public init(x: Length, y: Length) {
    self.x = x
    self.y = y
  }

  /// The corner that distances are counted from.
  public static let zero = Point(x: .zero, y: .zero)
  /// The place moved by another's distances.
  public static func + (left: Point, right: Point) -> Point {
    Point(x: left.x + right.x, y: left.y + right.y)
  }
}

/// A width and a height.
public struct Size: Hashable, Sendable {
  /// Across.
  public var width: Length
  /// Down.
  public var height: Length

  /// Makes a size.
  public init(width: Length, height: Length) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle on the page.
public struct Rect: Hashable, Sendable {
  /// The upper left corner.
  public var origin: Point
  /// Width and height.
  public var size: Size

  /// Makes a rectangle from a corner and a size.
  public init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }

  /// Makes a rectangle from four distances.
  public init(x: Length, y: Length, width: Length, height: Length) {
    self.init(origin: Point(x: x, y: y), size: Size(width: width, height: height))
  }

  /// The left edge.
  public var minX: Length { origin.x }
  /// The upper edge.
  public var minY: Length { origin.y }
  /// The right edge.
  public var maxX: Length { origin.x + size.width }
  /// The lower edge.
  public var maxY: Length { origin.y + size.height }
  /// Across.
  public var width: Length { size.width }
  /// Down.
  public var height: Length { size.height }
  /// The middle from left to right.
  public var midX: Length { origin.x + size.width / 2 }
  /// The middle from top to bottom.
  public var midY: Length { origin.y + size.height / 2 }

  /// The rectangle made smaller by `dx` at left and right and `dy` above and below.
  public func inset(dx: Length, dy: Length) -> Rect {
    Rect(x: minX + dx, y: minY + dy, width: width - dx * 2, height: height - dy * 2)
  }

  /// The rectangle moved.
  public func offset(dx: Length, dy: Length) -> Rect {
    Rect(origin: Point(x: minX + dx, y: minY + dy), size: size)
  }

  /// Whether the two rectangles share an area, edges not counted.
  public func overlaps(_ other: Rect) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  /// Whether `other` lies wholly inside, edges included.
  public func contains(_ other: Rect) -> Bool {
    other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY
  }

  /// What two rectangles share; without width or height where they share nothing.
  public func intersection(_ other: Rect) -> Rect {
    let x = max(minX, other.minX)
    let y = max(minY, other.minY)
    return Rect(
      x: x, y: y, width: max(.zero, min(maxX, other.maxX) - x),
      height: max(.zero, min(maxY, other.maxY) - y))
  }

  /// The smallest rectangle that holds both.
  public func union(_ other: Rect) -> Rect {
    let x = min(minX, other.minX)
    let y = min(minY, other.minY)
    return Rect(
      x: x, y: y, width: max(maxX, other.maxX) - x, height: max(maxY, other.maxY) - y)
  }
}

/// Distances kept free on the four sides.
public struct Margins: Hashable, Sendable {
  /// White above.
  public var top: Length
  /// White at the right.
  public var right: Length
  /// White below.
  public var bottom: Length
  /// White at the left.
  public var left: Length

  /// Makes margins clockwise from the top.
  public init(top: Length, right: Length, bottom: Length, left: Length) {
    self.top = top
    self.right = right
    self.bottom = bottom
    self.left = left
  }
}
