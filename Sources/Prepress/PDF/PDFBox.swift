/// A rectangle in a PDF's own units.
struct PDFBox: Hashable {
  var left: Double
  var bottom: Double
  var right: Double
  var top: Double

  var width: Double { right - left }
  var height: Double { top - bottom }

  func isInside(_ other: PDFBox) -> Bool {
    left >= other.left - 0.01 && bottom >= other.bottom - 0.01 && right <= other.right + 0.01
      && top <= other.top + 0.01
  }

  func overlaps(_ other: PDFBox) -> Bool {
    left < other.right && right > other.left && bottom < other.top && top > other.bottom
  }
}

extension PDFBox {
  func array(in file: PDFFile) -> PDFObject {
    file.array([left, bottom, right, top].map(file.number))
  }
}

extension PDFObject {
  /// A rectangle with its corners put in order.
  func box(_ key: String) -> PDFBox? {
    let sides = self[key].items.compactMap(\.value)
    guard sides.count == 4 else { return nil }
    return PDFBox(
      left: min(sides[0], sides[2]), bottom: min(sides[1], sides[3]),
      right: max(sides[0], sides[2]), top: max(sides[1], sides[3]))
  }

  /// The trimmed size in tenths of a point.
  var trimSize: [Int] {
    let box = box("/TrimBox")
    return [box?.width, box?.height].map { Int((($0 ?? 0) * 10).rounded()) }
  }
}
