import Newspaper
import Testing

@testable import Intake

/// Keys of slots.
extension ValueTests {
  @Test(arguments: [
    (
      "{kind: story, columns: 1-4, lines: 2-9, head: {beside: 2}, rank: second, legs: 5, "
        + "columnRules: shown, photos: [{legs: 2-3, line: -4, lines: 3}]}",
      Part.story(
        StoryPart(
          head: .beside(legs: 2), rank: "second", legs: 5,
          photos: [PhotoBox(legs: 2...3, firstLine: -4, lines: 3)], columnRules: .shown))
    ),
    (
      "{kind: story, columns: 1-4, lines: 2-9, head: {vertical: 5}}",
      .story(StoryPart(head: .vertical(characters: 5)))
    ),
    (
      "{kind: story, columns: 1-4, lines: 2-9, legs: [9, 12], head: {enclosed: 2-3, line: 4}}",
      .story(StoryPart(head: .enclosed(legs: 2...3, line: 4), legs: .characters([9, 12])))
    ),
    (
      "{kind: story, columns: 1-4, lines: 2-9, head: {wrapped: 2}, headLines: 1, "
        + "headGround: black 20%, label: bar, dropCap: 3, writing: vertical, "
        + "quotes: [{legs: 1, line: 2, lines: 4}], "
        + "portrait: {legs: 1, line: 1, lines: 3, characters: 4, at: end}}",
      .story(ValueTests.fullStory)
    ),
    (
      "{kind: story, columns: 1-4, lines: 2-9, head: {onPhoto: top}}",
      .story(StoryPart(head: .onPhoto(.top)))
    ),
    (
      "{kind: announcement, columns: 1-4, lines: 2-9, rank: third}",
      .announcement(AnnouncementPart(rank: "third"))
    ),
    ("{kind: editors, columns: 1-4, lines: 2-9}", .editors),
    ("{kind: story, columns: 1-4, lines: 2-9, head: none}", .story(StoryPart(head: .none))),
    (
      "{kind: photoNews, columns: 1-4, lines: 2-9, rank: third}",
      .photoNews(PhotoNewsPart(rank: "third"))
    ),
    (
      "{kind: photoFeature, columns: 1-4, lines: 2-9, rank: item, arrangement: largeAtLeft, "
        + "head: none, introLegs: 2}",
      .photoFeature(
        PhotoFeaturePart(rank: "item", head: .none, arrangement: .largeAtLeft, introLegs: 2))
    ),
    (
      "{kind: items, columns: 1-4, lines: 2-9, rank: third, legs: 3}",
      .items(ItemsPart(rank: "third", legs: 3))
    ),
    (
      "{kind: display, columns: 1-4, lines: 2-9, rank: third}", .display(DisplayPart(rank: "third"))
    ),
    (
      "{kind: teasers, columns: 1-4, lines: 2-9, title: 本期}", .teasers(TeasersPart(title: "本期"))
    ),
    ("{kind: chart, columns: 1-4, lines: 2-9, rank: third}", .chart(ChartPart(rank: "third"))),
    ("{kind: advertisement, columns: 1-4, lines: 2-9}", .advertisement),
    ("{kind: masthead, columns: 1-4, lines: 2-9}", .masthead),
    ("{kind: ear, columns: 1-4, lines: 2-9}", .ear),
    ("{kind: qrRow, columns: 1-4, lines: 2-9}", .qrRow),
    ("{kind: barCode, columns: 1-4, lines: 2-9}", .barCode),
    ("{kind: numberLine, columns: 1-4, lines: 2-9}", .numberLine),
  ])
  func slot(yaml: String, part: Part) throws {
    let keys = try checked("sheet: s\nslots: {a: \(yaml)}", as: LayoutFile.record)
    let entry = try #require(keys.table("slots").first)
    let slot = try #require(
      entry.value.value.checked.flatMap { SlotKeys.slot(entry.name, $0, grid: grid) })
    #expect(slot.part == part)
    #expect(slot.area == GridArea(columns: 1...4, lines: 2...9))
    #expect(slot.at?.line == 2)
  }

  private static var fullStory: StoryPart {
    var part = StoryPart(head: .wrapped(legs: 2))
    part.headLines = 1
    part.headGround = Paint("black", tint: 20)
    part.label = .bar
    part.dropCap = 3
    part.writing = .vertical
    part.quotes = [PhotoBox(legs: 1...1, firstLine: 2, lines: 4)]
    part.portrait = PhotoBox(legs: 1...1, firstLine: 1, lines: 3, characters: 4, side: .end)
    return part
  }

  @Test func figureOfASlot() throws {
    let keys = try checked(
      """
      sheet: s
      ads: first
      slots:
        a: {kind: story, columns: 1-4, lines: 1-9, without: [{columns: 4, lines: 8-9}]}
        b: {kind: chart, columns: 2, lines: 2-4, over: a}
        ad: {kind: advertisement, columns: 3-4, lines: 5-6}
        box: {kind: ear, columns: 6, lines: 2, box: {corners: cut, radius: 4}}
      """, as: LayoutFile.record)
    var slots = keys.table("slots").compactMap { entry in
      entry.value.value.checked.flatMap { SlotKeys.slot(entry.name, $0, grid: grid) }
    }
    LayoutFile.placeAdsFirst(&slots, keys)
    #expect(slots[0].cutouts == [GridArea(columns: 4...4, lines: 8...9)])
    #expect(slots.map(\.over) == [[], ["a"], ["a"], []])
    #expect(slots[3].box?.corners == .cut(.points(4)))
  }

  @Test func boxOfASlot() throws {
    let keys = try checked(
      """
      sheet: s
      slots:
        a:
          kind: ear
          columns: 3
          lines: 2–9
          box: {border: 0.5, borderPaint: accent, ground: black 8%}
      """, as: LayoutFile.record)
    let entry = try #require(keys.table("slots").first)
    let slot = entry.value.value.checked.flatMap { SlotKeys.slot(entry.name, $0, grid: grid) }
    #expect(slot?.area == GridArea(columns: 3...3, lines: 2...9))
    #expect(
      slot?.box
        == BoxStyle(
          border: .points(0.5), borderPaint: Paint("accent"),
          ground: .plain(Paint("black", tint: 8))))
  }

  @Test func rules() throws {
    var reading = Reading()
    let keys = try checked(
      """
      sheet: s
      slots: {}
      rules:
        - {line: 4, width: 0.5, paint: accent}
        - {line: 5, columns: 2-3}
        - {after: 3, lines: 2-9}
      """, as: LayoutFile.record)
    #expect(
      LayoutFile.rules(keys, grid: grid, reading: &reading) == [
        LayoutRule(
          .horizontal(line: 4, columns: 1...6), width: .points(0.5), paint: Paint("accent")),
        LayoutRule(.horizontal(line: 5, columns: 2...3), width: .points(0.25)),
        LayoutRule(.vertical(afterColumn: 3, lines: 2...9), width: .points(0.25)),
      ])
  }

}
