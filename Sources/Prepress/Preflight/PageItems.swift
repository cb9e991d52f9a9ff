import Newspaper

/// Where on a page something is painted, in its PDF's units.
struct PaintedPlace {
  /// What is painted there.
  enum Kind {
    case text
    case figure
    case picture
    /// Whatever lies there besides text.
    case area
  }

  var kind: Kind
  var box: PDFBox

  init(_ kind: Kind, _ box: PDFBox) {
    self.kind = kind
    self.box = box
  }
}

/// The items of a page frame, to find the one that painted a place of the page's PDF.
struct PageItems {
  private let trim: PDFBox
  private var items: [(item: FrameItem, box: PDFBox)] = []

  init(_ frame: PageFrame, trim: PDFBox) {
    self.trim = trim
    add(frame.items)
  }

  private mutating func add(_ found: [FrameItem]) {
    for item in found {
      if case .group(_, let inner) = item.mark {
        add(inner)
      } else if let area = item.mark.extent {
        items.append((item, box(of: area)))
      }
    }
  }

  /// The uppermost item of the place's kind that covers its middle, else of any kind.
  func item(at place: PaintedPlace) -> FrameItem? {
    let (x, y) = ((place.box.left + place.box.right) / 2, (place.box.bottom + place.box.top) / 2)
    // Outlines and strokes reach a little over the figure that they belong to.
    let slack = 1.5
    let here = items.filter { _, box in
      box.left - slack <= x && x <= box.right + slack && box.bottom - slack <= y
        && y <= box.top + slack
    }
    let found = here.last { $0.item.mark.canPaint(place.kind) } ?? here.last
    return found?.item
  }

  /// A place as the page's own coordinates, which run down from the trimmed corner.
  func area(of box: PDFBox) -> Rect {
    Rect(
      x: .points(box.left - trim.left), y: .points(trim.top - box.top), width: .points(box.width),
      height: .points(box.height))
  }

  private func box(of area: Rect) -> PDFBox {
    PDFBox(
      left: trim.left + area.minX.points, bottom: trim.top - area.maxY.points,
      right: trim.left + area.maxX.points, top: trim.top - area.minY.points)
  }
}

extension FrameItem.Mark {
  fileprivate func canPaint(_ kind: PaintedPlace.Kind) -> Bool {
    switch self {
    case .group: false
    case .glyphs: kind == .text
    case .shape: kind == .figure || kind == .area
    case .picture: kind == .picture || kind == .area
    case .art, .placedPage: true
    }
  }
}

extension Subject {
  /// What messages call it: "headline of lead.md", "folio".
  var words: String { source.isEmpty ? part.rawValue : "\(part.rawValue) of \(source)" }
}
