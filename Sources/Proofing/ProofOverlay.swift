import Makeup
import Newspaper
import Production

/// The items that show what makeup knows about a page.
struct ProofOverlay {
  /// Colours of overlays; never printed.
  static let inks: [InkTable.Entry] = [
    .init("proof-grid", .paper, screen: ScreenColour(red: 0, green: 150, blue: 200)),
    .init("proof-slot", .paper, screen: ScreenColour(red: 120, green: 60, blue: 200)),
    .init("proof-fault", .paper, screen: ScreenColour(red: 220, green: 0, blue: 60)),
  ]

  let made: MadePage
  let lettering: Lettering

  /// The items of the layers, grid first.
  func items(_ layers: Set<OverlayLayer>) -> [FrameItem] {
    OverlayLayer.allCases.filter(layers.contains).flatMap { layer in
      switch layer {
      case .grid: grid()
      case .slots: slots()
      case .typography: typography()
      case .diagnostics: diagnostics()
      case .area: items(made.areaMarks)
      case .baselines: items(made.baselineMarks)
      case .fit: items(made.fitMarks)
      case .photos: items(made.photoMarks)
      case .order: items(made.orderMarks)
      }
    }
  }

  /// The marks of a layer as items of the page.
  private func items(_ marks: [ProofLayer.Mark]) -> [FrameItem] {
    marks.flatMap { mark -> [FrameItem] in
      let paint = mark.tone.paint
      let rect = mark.area.rect
      let words =
        mark.words.isEmpty
        ? [] : lettering.label(mark.words, at: rect.origin, size: .points(8), paint: paint)
      return switch mark.figure {
      case .frame, .fill:
        [shape(.frame(rect, width: .points(1), paint))]
          + (mark.words.isEmpty ? [] : tag(mark.words, at: rect.origin, paint: paint))
      case .line:
        [
          shape(
            .line(
              rect.origin,
              rect.height > rect.width
                ? Point(x: rect.minX, y: rect.maxY) : Point(x: rect.maxX, y: rect.minY),
              width: .points(0.3), paint))
        ] + words
      case .words: words
      }
    }
  }

  private func shape(_ shape: Shape) -> FrameItem { FrameItem(.shape(shape), Subject(.mark)) }

  /// Base columns as frames, lines as hairlines, every tenth numbered.
  private func grid() -> [FrameItem] {
    let sheet = made.frame.sheet
    let grid = sheet.grid
    let area = sheet.typeArea
    let paint = Paint("proof-grid")
    let light = Paint("proof-grid", tint: 35)
    var items: [FrameItem] = []
    for line in 0...grid.lines {
      let y = area.minY + grid.pitch * line
      items.append(
        shape(
          .line(
            Point(x: area.minX, y: y), Point(x: area.maxX, y: y), width: .points(0.2), light)))
    }
    for column in 1...grid.columns {
      let x = area.minX + grid.columnX(column)
      let width = grid.bodySize * grid.columnCharacters
      let rect = Rect(x: x, y: area.minY, width: width, height: area.height)
      items.append(shape(.frame(rect, width: .points(0.4), paint)))
    }
    for line in stride(from: 10, through: grid.lines, by: 10) {
      let y = area.minY + grid.pitch * (line - 1) + grid.lineInset
      items += lettering.label(
        "\(line)", at: Point(x: area.minX - .points(16), y: y), size: .points(8), paint: paint)
    }
    return items
  }

  /// A frame round each slot with its name and how it is filled.
  private func slots() -> [FrameItem] {
    let paint = Paint("proof-slot")
    return made.fillings.flatMap { filling -> [FrameItem] in
      var text = filling.slot
      if filling.characters > 0 { text += "　\(filling.characters)字" }
      if filling.excessCharacters > 0 { text += "　超\(filling.excessCharacters)字" }
      if filling.excessCharacters < 0 { text += "　缺约\(-filling.excessCharacters)字" }
      return [shape(.frame(filling.rect, width: .points(1), paint))]
        + tag(text, at: filling.rect.origin, paint: paint)
    }
  }

  /// A bar under each conspicuous line: pale where visible, strong for faults, blue where squeezed.
  private func typography() -> [FrameItem] {
    made.conspicuous.map { line in
      let paint: Paint =
        switch line.fault {
        case .loose: Paint("proof-fault", tint: 40)
        case .tight: Paint("proof-grid", tint: 60)
        case .tooLoose, .orphan, .broken: Paint("proof-fault")
        }
      let rule = Rect(
        x: line.rect.minX, y: line.rect.maxY, width: line.rect.width, height: .points(1.5))
      return shape(.fill(rule, paint))
    }
  }

  /// A frame round the place of each finding with its summary, those of one place one above the
  /// other; notes, such as what copyfitting did, in the colour of the slots.
  private func diagnostics() -> [FrameItem] {
    var told: [Rect: Int] = [:]
    return made.report.diagnostics.flatMap { finding -> [FrameItem] in
      guard let area = finding.area else { return [] }
      let paint = Paint(finding.severity == .note ? "proof-slot" : "proof-fault")
      let row = told[area, default: 0] + 1
      told[area] = row
      let corner = Point(x: area.minX, y: area.maxY - .points(11) * row)
      return [shape(.frame(area, width: .points(1.5), paint))]
        + tag(finding.summary, at: corner, paint: paint)
    }
  }

  /// A place framed in the colour of faults, with words at its corner.
  static func mark(_ area: Rect, _ words: String, lettering: Lettering) -> [FrameItem] {
    let paint = Paint("proof-fault")
    return [FrameItem(.shape(.frame(area, width: .points(1.5), paint)), Subject(.mark))]
      + tag(words, at: area.origin, paint: paint, lettering)
  }

  private func tag(_ text: String, at corner: Point, paint: Paint) -> [FrameItem] {
    Self.tag(text, at: corner, paint: paint, lettering)
  }

  /// Words in white on a block of the layer's colour.
  private static func tag(
    _ text: String, at corner: Point, paint: Paint, _ lettering: Lettering
  ) -> [FrameItem] {
    let size = Length.points(8)
    let width = lettering.width(of: text, size: size) + .points(6)
    let block = Rect(x: corner.x, y: corner.y, width: width, height: .points(11))
    let start = Point(x: corner.x + .points(3), y: corner.y + .points(1.5))
    return [FrameItem(.shape(.fill(block, paint)), Subject(.mark))]
      + lettering.label(text, at: start, size: size, paint: .paper)
  }
}

extension ProofLayer.Tone {
  fileprivate var paint: Paint {
    switch self {
    case .grid: Paint("proof-grid")
    case .slot, .good: Paint("proof-slot")
    case .warning: Paint("proof-fault", tint: 60)
    case .fault: Paint("proof-fault")
    }
  }
}

extension Area {
  fileprivate var rect: Rect {
    Rect(x: .points(x), y: .points(y), width: .points(width), height: .points(height))
  }
}
