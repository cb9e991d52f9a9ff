import Composition
import Newspaper

/// The parts that come from the publication and the issue, not from stories.
extension PageDesk {
  /// 报头: sponsor line, nameplate, Latin name, from top to bottom.
  func masthead(_ place: SlotPlace) {
    let publication = issue.publication
    let needed = 2 + (publication.sponsor == nil ? 0 : 1) + (publication.latinName == nil ? 0 : 1)
    guard place.lines.count >= needed else { return reportTooLow(place, needs: needed) }
    var first = place.lines.lowerBound
    var last = place.lines.upperBound
    if let sponsor = publication.sponsor {
      printCentred(sponsor, styles[.sponsor], line: first, place, piece: 1)
      first += 1
    }
    if let latin = publication.latinName {
      printCentred(latin, styles[.latinName], line: last, place, piece: 2)
      last -= 1
    }
    let rect = place.rect(from: first, through: last, x: place.x, width: place.width)
    if let art = publication.nameplate {
      put(
        .art(
          PlacedArt(
            source: .svg(path: publication.folder + "/" + art.value), frame: rect,
            alternateText: publication.name)),
        Subject(.masthead, slot: place.slot.name, source: art.value, at: art.at))
    } else if let style = styles.heads.first {
      let size = min(rect.height, rect.width / max(1, publication.name.count))
      let text = TextStyle(face: style.face, size: size, pitch: size)
      let line = composer.singleLine(RichText(publication.name), style: text)
      put(
        line, x: rect.minX, measure: rect.width, alignment: .center,
        baseline: rect.midY - size / 2 + size.scaled(by: 0.88),
        Subject(.masthead, slot: place.slot.name))
    }
  }

  /// 报眼: the date in large figures, then its lines, between two rules.
  func ear(_ place: SlotPlace) {
    let date = issue.date
    var lines = ["\(date.year)年\(date.month)月\(date.day)日　星期\(date.weekday)"]
    if let lunar = issue.lunarDate { lines.append("农历\(lunar)") }
    lines.append("总第\(issue.number)期　今日\(pages.map(\.numbers.count).reduce(0, +))版")
    lines += issue.earLines
    let rect = place.rect(
      from: place.lines.lowerBound, through: place.lines.upperBound, x: place.x,
      width: place.width)
    printEar(lines, in: rect, place)
    printRules(aboveAndBelow: rect, place)
  }

  /// Thin rules at the upper and lower edge of a rectangle.
  private func printRules(aboveAndBelow rect: Rect, _ place: SlotPlace) {
    for y in [rect.minY, rect.maxY - .points(0.5)] {
      let rule = Rect(x: rect.minX, y: y, width: rect.width, height: .points(0.5))
      put(.shape(.fill(rule, .black)), Subject(.rule, slot: place.slot.name))
    }
  }

  /// Prints the ear's lines evenly between its rules, the first in bold; one that does not fit is
  /// reported.
  private func printEar(_ lines: [String], in rect: Rect, _ place: SlotPlace) {
    let style = styles[.ear]
    let step = rect.height / max(1, lines.count)
    for (index, text) in lines.enumerated() {
      var style = style
      if index == 0 { style.face = styles[.bold].face }
      let line = composer.singleLine(RichText(text), style: style)
      let middle = rect.minY + step * index + step / 2
      put(
        line, x: rect.minX, measure: rect.width, alignment: .center,
        baseline: middle - style.size / 2 + style.size.scaled(by: 0.88),
        Subject(.ear, slot: place.slot.name, piece: index))
      guard line.width > rect.width || step < style.size else { continue }
      report.add(
        Diagnostic(
          .error, "fit.ear.overfull", subject: place.slot.name, at: place.slot.at,
          page: page.number, area: rect,
          "ear line “\(text)” does not fit into slot \(place.slot.name)",
          hints: ["give the slot more lines", "shorten ear in issue.yaml"]))
    }
  }

  /// Number, code, hotline, site and editors, spread over one line between two hairlines.
  func numberLine(_ place: SlotPlace) {
    let publication = issue.publication
    var parts: [RichText] = []
    if let number = publication.cnNumber {
      parts.append(RichText("国内统一连续出版物号：\(number)"))
    }
    if let code = publication.postalCode { parts.append(RichText("邮发代号：\(code)")) }
    if let hotline = publication.hotline {
      let digits = hotline.filter { $0.isASCII && $0.isNumber }
      parts.append(
        RichText([
          .init("新闻热线："), .init(hotline, link: digits.isEmpty ? nil : .address("tel:\(digits)")),
        ]))
    }
    if let site = publication.website {
      parts.append(RichText([.init("网址："), .init(site, link: .address("https://\(site)"))]))
    }
    parts += publication.editors.prefix(1).map { RichText($0) }
    let style = styles[.numberLine]
    let lines = parts.map { composer.singleLine($0, style: style) }
    let rect = place.rect(
      from: place.lines.lowerBound, through: place.lines.upperBound, x: place.x,
      width: place.width)
    let used = lines.reduce(Length.zero) { $0 + $1.width }
    let gap = lines.count > 1 ? (rect.width - used) / (lines.count - 1) : .zero
    if gap < style.size / 2, lines.count > 1 {
      report.add(
        Diagnostic(
          .warning, "fit.numberLine.overfull", subject: place.slot.name, at: place.slot.at,
          page: page.number, area: rect,
          "number line is \((used - rect.width).points.formatted(places: 0)) pt too full",
          hints: ["make the slot wider", "use a smaller size for numberLine"]))
    }
    var x = rect.minX
    let baseline = rect.midY - style.size / 2 + style.size.scaled(by: 0.88)
    for (index, line) in lines.enumerated() {
      put(
        line, x: x, baseline: baseline,
        Subject(.numberLine, slot: place.slot.name, piece: index))
      x += line.width + gap
    }
    printRules(aboveAndBelow: rect, place)
  }

  /// The publication's codes side by side, each with its label under it.
  func qrRow(_ place: SlotPlace) {
    let codes = issue.publication.qrCodes
    guard !codes.isEmpty else { return }
    guard place.lines.count >= 3 else { return reportTooLow(place, needs: 3) }
    let style = styles[.qrLabel]
    let last = place.lines.upperBound
    let area = place.rect(
      from: place.lines.lowerBound, through: last - 1, x: place.x, width: place.width)
    let cell = area.width / codes.count
    let side = min(area.height, cell, .millimetres(20))
    for (index, code) in codes.enumerated() {
      let middle = area.minX + cell * index + cell / 2
      let box = Rect(x: middle - side / 2, y: area.maxY - side, width: side, height: side)
      let subject = Subject(.qr, slot: place.slot.name, source: code.target)
      put(
        .art(
          PlacedArt(
            source: .qr(text: code.target, .black), frame: box, alternateText: "二维码：\(code.label)")),
        subject)
      let label = composer.singleLine(RichText(code.label), style: style)
      put(
        label, x: middle - label.width / 2,
        baseline: place.baseline(of: last, size: style.size), subject)
    }
  }

  /// 条码: "977", the ISSN without its check digit, "00", and the EAN check digit, and the issue's
  /// last two figures as the add-on (ISO 3297, GS1 General Specifications).
  func barCode(_ place: SlotPlace) {
    guard let issn = issue.publication.issn else {
      report.add(
        Diagnostic(
          .error, "makeup.barCode.noISSN", subject: place.slot.name, at: place.slot.at,
          page: page.number, area: place.rect,
          "slot \(place.slot.name) prints the ISSN, but the publication has none",
          hints: ["write issn in publication.yaml", "take the slot out of the layout"]))
      return
    }
    let number = "977" + issn.filter(\.isNumber).prefix(7) + "00"
    let sum = number.compactMap(\.wholeNumberValue).enumerated().reduce(0) {
      $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3)
    }
    let digits = "\(number)\((10 - sum % 10) % 10)"
    let addOn = issue.number % 100
    let rect = place.rect(
      from: place.lines.lowerBound, through: place.lines.upperBound, x: place.x,
      width: place.width)
    put(
      .art(
        PlacedArt(
          source: .ean13(
            digits: digits, addOn: addOn < 10 ? "0\(addOn)" : "\(addOn)", .black), frame: rect,
          alternateText: "条码：ISSN \(issn)")),
      Subject(.qr, slot: place.slot.name, source: issn))
  }

  /// 报眉: page and section at the outer edge, the name in the middle, the date at the inner edge,
  /// over a hairline in the head margin.
  func folio(_ place: SlotPlace) {
    for (number, area) in zip(page.numbers, sheet.typeAreas) {
      folio(of: number, over: area, Subject(.folio, slot: place.slot.name))
    }
  }

  private func folio(of pageNumber: Int, over area: Rect, _ subject: Subject) {
    let style = styles[.folio]
    let rule = area.minY - grid.pitch
    let baseline = rule - style.size.scaled(by: 0.55)
    let date = issue.date
    var large = style
    large.size = style.size.scaled(by: 2)
    large.face = styles[.bold].face
    let number = composer.singleLine(RichText("\(pageNumber)"), style: large)
    let section = composer.singleLine(RichText("版　\(page.section)"), style: style)
    let name = composer.singleLine(RichText(issue.publication.name), style: style)
    let edition = edition.map { "　\($0.name)" } ?? ""
    let when = composer.singleLine(
      RichText(
        "\(date.year)年\(date.month)月\(date.day)日　星期\(date.weekday)\(edition)"),
      style: style)
    let editors = composer.singleLine(
      RichText(page.layout.hasDutyLine ? "" : page.editors.joined(separator: "　")), style: style)
    let gap = style.size / 4
    let numberWidth = number.width + gap + section.width
    // Even pages lie left, odd ones right: the number stands at the outer edge.
    let even = pageNumber % 2 == 0
    let outer = even ? area.minX : area.maxX - numberWidth
    put(number, x: outer, baseline: baseline, subject)
    put(section, x: outer + number.width + gap, baseline: baseline, subject)
    put(name, x: area.midX - name.width / 2, baseline: baseline, subject)
    put(
      when, x: even ? area.maxX - when.width : area.minX, baseline: baseline, subject)
    let quarter = area.width / 4
    let middle = even ? area.maxX - quarter - style.size * 4 : area.minX + quarter + style.size * 4
    put(editors, x: middle - editors.width / 2, baseline: baseline, subject)
    put(
      .shape(
        .fill(Rect(x: area.minX, y: rule, width: area.width, height: .points(0.5)), .black)),
      subject)
  }

  private func printCentred(
    _ text: String, _ style: TextStyle, line: Int, _ place: SlotPlace, piece: Int
  ) {
    let composed = composer.singleLine(RichText(text), style: style)
    put(
      composed, x: place.x, measure: place.width, alignment: .center,
      baseline: place.baseline(of: line, size: style.size),
      Subject(.masthead, slot: place.slot.name, piece: piece))
  }
}

extension PageLayout {
  /// Whether the editors have a line of their own; the folio line does not name them then.
  fileprivate var hasDutyLine: Bool { slots.contains { $0.part == .editors } }
}
