import Composition
import Newspaper

extension PageDesk {
  /// 公告、启事: headline over the text, signature and day at the right of its end.
  func announcement(_ part: AnnouncementPart, _ story: Story, _ place: SlotPlace) {
    var notice = story
    notice.byline = nil
    notice.dateline = nil
    var pieces = pieces(of: notice, from: nil)
    for words in [story.byline, story.dateline].compactMap({ $0 }) {
      var style = styles[.byline]
      style.alignment = .end
      pieces.append(
        .heading(
          composer.singleLine(RichText(words.value, at: words.at), style: style),
          block: story.body.count - 1, style: style, linesAbove: 0, subject: .byline))
    }
    let setting = StorySetting(
      notice, StoryPart(head: .over, rank: part.rank, legs: part.legs), place, pieces: pieces,
      on: self)
    reportUnplaced(setting, setting.part)
    let trial = setting.trial()
    guard !trial.rows.isEmpty else { return reportNoRoom(story, place) }
    reportCovered(trial, story)
    print(trial, notice, setting.part)
    record(trial, setting, jumps: false)
  }

  /// 责任编辑、版式、校对: the page's editors at the right, under a hairline.
  func dutyLine(_ place: SlotPlace) {
    guard !page.editors.isEmpty else {
      report.add(
        Diagnostic(
          .warning, "makeup.editors.none", subject: place.slot.name, at: page.at ?? place.slot.at,
          page: page.number, area: place.rect,
          "page \(page.number) names no editors for slot \(place.slot.name)",
          hints: ["write editors for the page in issue.yaml", "take the slot out of the layout"]))
      return
    }
    let style = styles[.dutyLine]
    let line = composer.singleLine(RichText(page.editors.joined(separator: "　")), style: style)
    let subject = Subject(.folio, slot: place.slot.name)
    let first = place.lines.lowerBound
    let rule = Rect(
      x: place.x, y: place.top(of: first), width: place.width, height: .points(0.25))
    put(.shape(.fill(rule, .black)), subject)
    put(
      line, x: place.x, measure: place.width, alignment: .end,
      baseline: place.baseline(of: first, size: style.size), subject)
    guard line.width > place.width else { return }
    report.add(
      Diagnostic(
        .error, "fit.editors.overfull", subject: place.slot.name, at: page.at ?? place.slot.at,
        page: page.number, area: place.rect,
        "the editors of page \(page.number) do not fit into slot \(place.slot.name)",
        hints: ["make the slot wider", "name fewer"]))
  }
}
