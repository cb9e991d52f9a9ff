import Makeup
import Newspaper

// Layers that show what a page is made to: its areas, baselines, fit, photos and reading order.

extension MadePage {
  /// 版心、裁切、出血: where the type stands, where the page is cut, how far pictures reach over it.
  var areaMarks: [ProofLayer.Mark] {
    let sheet = frame.sheet
    let trim = Rect(origin: .zero, size: sheet.trim)
    return [
      .init(
        .frame, Area(trim.inset(dx: -sheet.bleed, dy: -sheet.bleed)), .fault, "legendBleed",
        details: ["\(sheet.bleed.millimetreWords) mm"]),
      .init(
        .frame, Area(trim), .good, "legendTrim",
        details: ["\(sheet.trim.width.millimetreWords) × \(sheet.trim.height.millimetreWords) mm"]),
      .init(
        .frame, Area(sheet.typeArea), .grid, "legendType",
        details: [
          "\(sheet.typeArea.width.millimetreWords) × "
            + "\(sheet.typeArea.height.millimetreWords) mm",
          "\(sheet.grid.columns) × \(sheet.grid.columnCharacters) × \(sheet.grid.lines)",
        ]),
    ]
  }

  /// The lines on which all body type of the page stands.
  var baselineMarks: [ProofLayer.Mark] {
    let sheet = frame.sheet
    let (area, pitch) = (sheet.typeArea, sheet.grid.pitch)
    // Where most body lines stand in their grid line; upright type alone has a baseline.
    var places: [Length: Int] = [:]
    for case (.body, .glyphs(let run)) in frame.items.map({ ($0.subject.part, $0.mark) }) {
      places[Length(units: (run.origin.y - area.minY).units % pitch.units), default: 0] += 1
    }
    let most = places.max { ($0.value, $1.key.units) < ($1.value, $0.key.units) }
    guard let offset = most?.key else { return [] }
    return (0..<sheet.grid.lines).map { line in
      let rect = Rect(
        x: area.minX, y: area.minY + pitch * line + offset, width: area.width, height: .zero)
      return .init(.line, Area(rect), .grid, line % 10 == 9 ? "\(line + 1)" : "")
    }
  }

  /// 超文、缺文: by how many characters each slot's copy is over or short.
  var fitMarks: [ProofLayer.Mark] {
    fillings.filter { $0.characters > 0 || $0.excessCharacters != 0 }.map { filling in
      let excess = filling.excessCharacters
      // A line or two of white are no fault: makeup says which slots are short.
      let isShort = report.diagnostics.contains {
        $0.code == "fit.body.underset" && $0.area == filling.rect
      }
      let (tone, words, number): (ProofLayer.Tone, String, Int) =
        if excess > 0 {
          (.fault, "over", excess)
        } else if isShort {
          (.warning, "under", -excess)
        } else {
          (.good, "characters", filling.characters)
        }
      return .init(
        tone == .good ? .frame : .fill, Area(filling.rect), tone, words, number: number,
        details: [filling.slot] + filling.moves)
    }
  }

  /// 图片精度: pixels an inch at which each photo is printed.
  var photoMarks: [ProofLayer.Mark] {
    frame.photos.map { picture in
      let resolution = Int(picture.resolution.rounded())
      let tone: ProofLayer.Tone = resolution < 150 ? .fault : resolution < 200 ? .warning : .good
      return .init(
        .fill, Area(picture.frame), tone, "\(resolution) ppi",
        details: ["\(picture.crop.width) × \(picture.crop.height) px"])
    }
  }

  /// 阅读顺序: a number at the beginning of each passage, as the page is read aloud.
  var orderMarks: [ProofLayer.Mark] {
    frame.reading.passages.enumerated().compactMap { number, items in
      guard let area = items.lazy.compactMap(\.area).first else { return nil }
      return .init(.words, Area(area), .slot, "\(number + 1)")
    }
  }
}

extension PageFrame {
  /// The photos of the page, those in groups included.
  fileprivate var photos: [PlacedPicture] {
    func photos(in items: [FrameItem]) -> [PlacedPicture] {
      items.flatMap { item -> [PlacedPicture] in
        switch item.mark {
        case .picture(let picture): [picture]
        case .group(_, let inner): photos(in: inner)
        default: []
        }
      }
    }
    return photos(in: items)
  }
}

extension Length {
  /// Millimetres to a tenth, without a needless zero.
  fileprivate var millimetreWords: String {
    let tenths = Int((points * 254 / 72).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
