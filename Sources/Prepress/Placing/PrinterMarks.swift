import Newspaper

/// Crop marks, register marks and a colour bar, outside the bleed.
///
/// They print on every plate that the file has: in all four process inks, and once more in each
/// spot ink over that. The "All" separation would say it shorter, but is refused by newspaper
/// preflights (GWG 2022 R0024).
struct PrinterMarks {
  let kinds: Set<PressSettings.Mark>
  let trim: PDFBox
  let bleed: PDFBox
  /// The plates besides the four of the process.
  let plates: [Plate]

  /// A plate of a spot ink, with its colour space and the name that has in resource dictionaries.
  struct Plate {
    var ink: String
    var resource: String
    var space: PDFObject
  }

  /// How far the sheet reaches over the bleed.
  static let room = 30.0
  /// The clear space between bleed and marks.
  private static let gap = 4.0
  private static let markLength = 16.0
  private static let patch = 12.0

  /// The sheet that holds the marks.
  var sheet: PDFBox {
    PDFBox(
      left: bleed.left - Self.room, bottom: bleed.bottom - Self.room,
      right: bleed.right + Self.room, top: bleed.top + Self.room)
  }

  /// Where a slug line begins, and how long it may be.
  var slug: (x: Double, y: Double, length: Double) {
    (trim.left + Self.markLength, bleed.top + Self.room - 11, (trim.width - 60) / 2)
  }

  /// The operators that paint the marks, in resources that have `Overprint` and the plates.
  var operators: String {
    var text = "q\n0.25 w 1 1 1 1 K\n\(figures)"
    for plate in plates {
      text += "\(Overprint(fill: true, stroke: true).resource) gs \(plate.resource) CS 1 SCN\n"
      text += figures
    }
    return text + "Q\n" + (kinds.contains(.colourBar) ? bar : "")
  }

  private var figures: String {
    ((kinds.contains(.crop) ? cropMarks : []) + (kinds.contains(.register) ? registerMarks : []))
      .joined()
  }

  private var cropMarks: [String] {
    let near = Self.gap
    let far = near + Self.markLength
    return [trim.left, trim.right].flatMap { x in
      [
        line(x, bleed.top + near, x, bleed.top + far),
        line(x, bleed.bottom - near, x, bleed.bottom - far),
      ]
    }
      + [trim.bottom, trim.top].flatMap { y in
        [
          line(bleed.left - near, y, bleed.left - far, y),
          line(bleed.right + near, y, bleed.right + far, y),
        ]
      }
  }

  private var registerMarks: [String] {
    let distance = Self.gap + Self.markLength / 2
    let (middleX, middleY) = ((trim.left + trim.right) / 2, (trim.bottom + trim.top) / 2)
    return [
      (middleX, bleed.top + distance), (middleX, bleed.bottom - distance),
      (bleed.left - distance, middleY), (bleed.right + distance, middleY),
    ].map { x, y in
      line(x - 8, y, x + 8, y) + line(x, y - 8, x, y + 8) + circle(x, y, radius: 5)
    }
  }

  /// Full inks, halves and the overprints of two, then the spots, from the middle to the right.
  private var bar: String {
    let solids = ["1 0 0 0", "0 1 0 0", "0 0 1 0", "0 0 0 1"]
    let halves = ["0.5 0 0 0", "0 0.5 0 0", "0 0 0.5 0", "0 0 0 0.5"]
    let pairs = ["1 1 0 0", "0 1 1 0", "1 0 1 0"]
    let inks =
      (solids + halves + pairs).map { "\($0) k" } + plates.map { "\($0.resource) cs 1 scn" }
    let left = (trim.left + trim.right) / 2 + 20
    let room = Int((trim.right - left) / Self.patch)
    let patches = inks.prefix(max(0, room)).enumerated().map { index, ink in
      "\(ink) \(number(left + Double(index) * Self.patch)) \(number(bleed.bottom - Self.gap - Self.patch)) "
        + "\(number(Self.patch)) \(number(Self.patch)) re f\n"
    }
    return "q\n" + patches.joined() + "Q\n"
  }

  private func line(_ x: Double, _ y: Double, _ x2: Double, _ y2: Double) -> String {
    "\(number(x)) \(number(y)) m \(number(x2)) \(number(y2)) l S\n"
  }

  private func circle(_ x: Double, _ y: Double, radius: Double) -> String {
    let handle = radius * 0.5523
    func curve(_ points: [(Double, Double)]) -> String {
      points.map { "\(number(x + $0.0)) \(number(y + $0.1))" }.joined(separator: " ") + " c "
    }
    return "\(number(x + radius)) \(number(y)) m "
      + curve([(radius, handle), (handle, radius), (0, radius)])
      + curve([(-handle, radius), (-radius, handle), (-radius, 0)])
      + curve([(-radius, -handle), (-handle, -radius), (0, -radius)])
      + curve([(handle, -radius), (radius, -handle), (radius, 0)]) + "s\n"
  }

  private func number(_ value: Double) -> String { value.formatted(places: 3) }
}
