import Newspaper

extension MadePage {
  /// The pages of the paper: a spread is cut at its fold, with all that is said about it.
  ///
  /// From here on nobody need know that two pages were one.
  public func cutAtFold() -> [MadePage] {
    let frames = frame.cutAtFold()
    guard frames.count > 1 else { return [self] }
    let fold = frame.sheet.grid.fold
    return frames.indices.map { index in
      func onPage<Item>(_ items: [Item], _ rect: WritableKeyPath<Item, Rect>) -> [Item] {
        items.compactMap { item in
          let place = item[keyPath: rect].onPage(of: fold)
          guard place.index == index else { return nil }
          var item = item
          item[keyPath: rect] = place.rect
          return item
        }
      }
      var page = self
      page.frame = frames[index]
      page.report = report.onPage(index, of: frame)
      page.remainders = index == 0 ? remainders : [:]
      page.lines = onPage(lines, \.rect)
      page.fillings = onPage(fillings, \.rect)
      page.conspicuous = onPage(conspicuous, \.rect)
      page.qualities = [qualities[index]]
      return page
    }
  }
}

extension Report {
  /// The findings about a page of a spread; those about no place are the left page's.
  fileprivate func onPage(_ index: Int, of spread: PageFrame) -> Report {
    var report = Report()
    for var finding in diagnostics {
      let place = finding.area?.onPage(of: spread.sheet.grid.fold)
      guard place?.index ?? 0 == index else { continue }
      finding.area = place?.rect
      if finding.page == spread.page { finding.page = spread.page + index }
      report.add(finding)
    }
    return report
  }
}

extension PageFrame {
  /// Type that would be folded, or trimmed off.
  func foldFaults() -> [Diagnostic] {
    guard let strip = sheet.typelessStrip, let fold = sheet.grid.fold else { return [] }
    return items.compactMap { item in
      guard case .glyphs(let run) = item.mark, let glyph = run.glyph(in: strip) else { return nil }
      let what = "“\(run.text.prefix(12))” of slot \(item.subject.slot)"
      switch fold.paper {
      case .whole:
        return Diagnostic(
          .warning, "makeup.fold.type", subject: item.subject.source, at: item.subject.at,
          page: page, area: glyph, "\(item.subject.part.rawValue) \(what) stands in the fold",
          explanation: "Type keeps \(Fold.white.millimetres.formatted(places: 0)) mm from it.",
          hints: ["shorten the line, so that it can be opened at the fold", "keep it on one page"])
      case .cut:
        return Diagnostic(
          .error, "makeup.fold.type", subject: item.subject.source, at: item.subject.at,
          page: page, area: glyph,
          "\(item.subject.part.rawValue) \(what) stands between two sheets",
          explanation: "Pages \(page) and \(page + 1) are trimmed each on its own: type keeps to "
            + "their type areas.",
          hints: ["shorten the line, so that it can be opened there", "keep it on one page"])
      }
    }
  }
}

extension GlyphRun {
  /// The em box of the first glyph that reaches into a strip, spaces not counted.
  fileprivate func glyph(in strip: Rect) -> Rect? {
    printed.lazy.compactMap { index -> Rect? in
      let left = origin.x + glyphs[index].x
      var width = size.scaled(by: Double(widthScale) / 1000)
      if index + 1 < glyphs.count, writing == .horizontal {
        width = min(width, max(.zero, glyphs[index + 1].x - glyphs[index].x))
      }
      let box = Rect(
        x: writing == .vertical ? left - size / 2 : left,
        y: origin.y + glyphs[index].y - size.scaled(by: 0.88), width: width, height: size)
      // Marks have white on one side; a hair's breadth is none.
      return box.inset(dx: size.scaled(by: 0.02), dy: .zero).overlaps(strip) ? box : nil
    }.first
  }

  /// The glyphs that leave something on the paper.
  private var printed: [Int] {
    var found: [Int] = []
    var glyph = 0
    var rest = Substring(text).utf8
    for cluster in clusters {
      if Substring(rest.prefix(cluster.bytes)).contains(where: { !$0.isWhitespace }) {
        found += glyph..<glyph + cluster.glyphs
      }
      rest = rest.dropFirst(cluster.bytes)
      glyph += cluster.glyphs
    }
    return found
  }
}
