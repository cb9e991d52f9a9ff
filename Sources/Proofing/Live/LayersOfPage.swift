import Makeup
import Newspaper

extension ProofLayer {
  /// A layer of a page as it stands.
  init(_ name: OverlayLayer, of page: LivePage, _ layout: Page) {
    self.name = name
    let marks = PageMarks(made: page.made, report: page.report, page: layout)
    self.marks =
      switch name {
      case .grid: marks.grid
      case .slots: marks.slots
      case .typography: marks.typography
      case .diagnostics: marks.diagnostics
      case .area: page.made.areaMarks
      case .baselines: page.made.baselineMarks
      case .fit: page.made.fitMarks
      case .photos: page.made.photoMarks
      case .order: page.made.orderMarks
      }
  }
}

/// The marks of each layer.
struct PageMarks {
  let made: MadePage
  let report: Report
  let page: Page

  private var sheet: Sheet { made.frame.sheet }

  var grid: [ProofLayer.Mark] {
    let grid = sheet.grid
    let area = sheet.typeArea
    var marks: [ProofLayer.Mark] = []
    for line in 0...grid.lines {
      let rect = Rect(
        x: area.minX, y: area.minY + grid.pitch * line, width: area.width, height: .zero)
      marks.append(.init(.line, Area(rect), .grid))
    }
    for column in 1...grid.columns {
      let rect = Rect(
        x: area.minX + grid.columnX(column), y: area.minY,
        width: grid.bodySize * grid.columnCharacters, height: area.height)
      marks.append(.init(.frame, Area(rect), .grid, "\(column)"))
    }
    return marks
  }

  var slots: [ProofLayer.Mark] {
    made.fillings.map { filling in
      .init(
        .frame, Area(filling.rect), .slot, filling.slot,
        number: filling.characters > 0 ? filling.characters : nil, details: [filling.source])
    }
  }

  var typography: [ProofLayer.Mark] {
    made.conspicuous.map { line in
      let tone: ProofLayer.Tone =
        switch line.fault {
        case .loose, .tight: .warning
        case .tooLoose, .orphan, .broken: .fault
        }
      return .init(.fill, Area(line.rect), tone, line.fault.rawValue, details: [line.text])
    }
  }

  var diagnostics: [ProofLayer.Mark] {
    report.diagnostics.compactMap { finding in
      guard let area = finding.area else { return nil }
      let tone: ProofLayer.Tone =
        switch finding.severity {
        case .note: .slot
        case .warning: .warning
        case .error: .fault
        }
      return .init(
        .frame, Area(area), tone, finding.summary, number: finding.characters,
        code: finding.code,
        details: [finding.summary] + (finding.explanation.map { [$0] } ?? []) + finding.hints)
    }
  }
}
