import Newspaper
import Testing

@testable import Makeup

/// Layout faults that only a changed page can show: makeup itself does not make them.
struct LayoutReviewTests {
  private let story: Story
  private let made: MadePage

  init() {
    var story = TestIssue.story(paragraphs: [200, 200])
    var photo = Photo(file: Located("light.png"), path: "light.png")
    photo.caption = Located("渡口的值班员每隔一刻钟走到窗前")
    story.photos = [photo]
    self.story = story
    made = TestIssue.page(
      story, lines: 1...20,
      part: StoryPart(photos: [PhotoBox(legs: 1...1, firstLine: 1, lines: 6)]))
  }

  private func codes(_ made: MadePage) -> [String] {
    var page = Page(
      number: 1, section: "试",
      layout: PageLayout(
        name: "test", sheet: TestIssue.sheet,
        slots: [
          Slot(
            name: "a", area: GridArea(columns: 1...4, lines: 1...20), part: .story(StoryPart()))
        ]))
    page.placements = [Placement(slot: Located("a"), content: .story(story.id))]
    return made.layoutFaults(of: page, stories: [story.id: story]).diagnostics.map(\.code)
  }

  private func changed(
    _ part: Subject.Part, _ change: (inout FrameItem.Mark) -> Void
  ) -> MadePage {
    var made = made
    for index in made.frame.items.indices where made.frame.items[index].subject.part == part {
      change(&made.frame.items[index].mark)
    }
    return made
  }

  @Test func thePageAsMadeHasNeither() {
    let codes = codes(made)
    #expect(!codes.contains("layout.captionWide"))
    #expect(!codes.contains("layout.headAstray"))
  }

  @Test func aCaptionWiderThanItsPhotoIsTold() {
    let narrower = changed(.photo) { mark in
      guard case .picture(var picture) = mark else { return }
      picture.frame.size.width = picture.frame.width - .points(9)
      mark = .picture(picture)
    }
    #expect(codes(narrower).contains("layout.captionWide"))
  }

  @Test func aHeadAtTheOtherEndOfThePageIsTold() {
    let moved = changed(.headline) { mark in
      guard case .glyphs(var run) = mark else { return }
      run.origin.y = run.origin.y + .points(12 * 30)
      mark = .glyphs(run)
    }
    #expect(codes(moved).contains("layout.headAstray"))
  }

  @Test func nothingOnThePageIsNoFault() {
    let page = Page(
      number: 1, section: "试", layout: PageLayout(name: "test", sheet: TestIssue.sheet, slots: []))
    var empty = made
    empty.frame.items = []
    empty.lines = []
    let report = empty.layoutFaults(of: page, stories: [:])
    #expect(report.diagnostics.map(\.code) == ["layout.hole"])
  }
}
