import Composition
import Makeup
import Newspaper
import TestSupport
import Testing

/// Random stories in random slots, with every lever on, or some.
@Suite("Copyfitting any story")
struct CopyfitTests {
  @Test("no text is lost, and the same result twice")
  func keepsText() throws {
    for seed in 1...18 {
      let draft = FitDraft(seed: seed)
      let made = draft.made()
      if seed % 6 == 0 { #expect(made == draft.made(), "seed \(seed)") }
      for story in draft.stories {
        let set = made.flatMap { $0.text(of: story.id) }.joined()
        let wanted = story.runningText
        #expect(wanted.hasPrefix(set), "seed \(seed)")
        let told = made.contains {
          $0.tells("fit.body.overset") || $0.tells("fit.head.leavesNoText")
        }
        #expect(set == wanted || told, "seed \(seed): text is missing and nobody says so")
      }
    }
  }

  @Test("what a remedy says, when it is done, makes the story fit")
  func remediesAreTrue() throws {
    var obeyed: [String: Int] = [:]
    for seed in 1...44 {
      let draft = FitDraft(seed: seed, levers: .some)
      let composer = Composer(shaper: SquareShaper())
      for finding in draft.made(by: composer).flatMap(\.report.diagnostics)
      where ["fit.body.overset", "fit.body.underset"].contains(finding.code) {
        for hint in finding.hints {
          guard let kind = try draft.obeying(hint, about: finding.subject) else {
            Issue.record("seed \(seed): no such remedy: \(hint)")
            continue
          }
          obeyed[kind.name, default: 0] += 1
          let after = kind.draft.made(by: composer).flatMap(\.report.diagnostics).filter {
            $0.code == finding.code && $0.subject == finding.subject
          }
          #expect(after.map(\.summary) == [], "seed \(seed): \(finding.summary): \(hint)")
        }
      }
    }
    for kind in ["cut", "add", "photo", "slot", "deck", "jump"] {
      #expect(obeyed[kind, default: 0] >= 1, "\(kind): \(obeyed)")
    }
  }

  @Test("a jump is a remedy only where a slot is free for the rest")
  func jumpsNeedASlot() {
    for seed in 1...8 {
      var draft = FitDraft(seed: seed)
      draft.slots[1] = []
      draft.placements[1] = []
      let hints = draft.made().flatMap(\.report.diagnostics).flatMap(\.hints)
      #expect(!hints.contains { $0.contains(" jump ") }, "seed \(seed)")
    }
  }

  @Test("the solver keeps to its trials, and says when it stopped before the end")
  func trialsAreBounded() {
    var stopped = 0
    for seed in 1...7 {
      let draft = FitDraft(seed: seed)
      let composer = Composer(shaper: SquareShaper())
      let whole = draft.made(trials: 10_000, by: composer)
      #expect(!whole.contains { $0.tells("fit.solver.stopped") }, "seed \(seed)")
      for trials in [0, 3, 10] {
        let made = draft.made(trials: trials, by: composer)
        if made.contains(where: { $0.tells("fit.solver.stopped") }) {
          stopped += 1
        } else {
          let isSame = made.map(\.frame) == whole.map(\.frame)
          #expect(isSame, "seed \(seed): \(trials) trials are too few, which nobody says")
        }
      }
    }
    #expect(stopped > 4)
  }

  @Test("pages that are kept standing are those that are made from nothing, whatever was edited")
  func standsAsMade() {
    for seed in 1...12 {
      var draft = FitDraft(seed: seed)
      let composer = Composer(shaper: SquareShaper())
      let matter = StandingMatter()
      let edits: [(String, (inout FitDraft) -> Void)] = [
        ("nothing", { _ in }),
        ("text", { $0.stories[0].body.append(.paragraph(RichText("又加了一段话，不长。"))) }),
        ("the last story's text", { $0.stories[$0.stories.count - 1].body.removeFirst() }),
        ("deck", { $0.stories[0].deck = Located("——另一个副题") }),
        ("a slot", { $0.slots[1] = [] }),
      ]
      for (name, edit) in edits where name != "a slot" || draft.placements[1].isEmpty {
        edit(&draft)
        let isSame = draft.made(by: composer, standing: matter) == draft.made()
        #expect(isSame, "seed \(seed), \(name) edited")
      }
    }
  }
}

/// Two pages: a story in a slot of any size, perhaps another under it, and perhaps a free slot.
private struct FitDraft {
  var stories: [Story] = []
  var slots: [[Slot]] = [[], []]
  var placements: [[Placement]] = [[], []]
  var levers = Lever.allCases

  enum Levers { case all, some }

  init(seed: Int, levers some: Levers = .all) {
    var dice = Dice(state: UInt64(seed) &* 7919 &+ 17)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
    func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
    if some == .some, !chance(12) { levers = levers.filter { _ in chance(20) } }
    let columns = number(2...4)
    let height = number(12...22)
    var part = StoryPart(rank: "third", legs: [.base, .equal(number(1...3))][number(0...1)])
    let legs = part.legs.count(in: columns)
    var story = Story(id: "a.md")
    story.headline = Located([["一个标题", "一个长得多而且要折行的标题在这里"][number(0...1)]])
    if chance(50) { story.deck = Located("——副题在此") }
    for _ in 0..<number(0...2) where legs > 1 || height > 16 {
      var photo = Photo(file: Located("\(story.photos.count).jpg"), path: "/x.jpg")
      photo.caption = chance(50) ? Located("图中说明") : nil
      let leg = min(legs, story.photos.count + 1)
      part.photos.append(PhotoBox(legs: leg...leg, firstLine: 1, lines: number(4...7)))
      story.photos.append(photo)
    }
    // Somewhat more or less than the slot holds.
    let measure = (columns * 13 - legs) / legs
    var left = max(20, (height - 6) * measure * legs * number(55...120) / 100)
    while left > 0 {
      if chance(15), left > 60 { story.body.append(.subhead(RichText("小标题"))) }
      let count = min(left, number(8...140))
      story.body.append(.paragraph(RichText(Self.prose(count, &dice))))
      left -= count
    }
    stories = [story]
    slots[0] = [
      Slot(name: "a", area: GridArea(columns: 1...columns, lines: 1...height), part: .story(part))
    ]
    placements[0] = [Placement(slot: Located("a"), content: .story(story.id))]
    if chance(30) {
      var other = Story(id: "b.md")
      other.headline = Located(["另一个标题"])
      for _ in 0..<number(2...6) {
        other.body.append(.paragraph(RichText(Self.prose(number(20...120), &dice))))
      }
      stories.append(other)
      let area = GridArea(columns: 1...columns, lines: height + 2...height + 12)
      slots[0].append(Slot(name: "b", area: area, part: .story(StoryPart(rank: "third"))))
      placements[0].append(Placement(slot: Located("b"), content: .story(other.id)))
    }
    if chance(70) {
      let area = GridArea(columns: 1...number(1...3), lines: 1...number(8...20))
      slots[1] = [Slot(name: "rest", area: area, part: .story(StoryPart(rank: "third")))]
      if chance(30) {
        placements[0][0].jump = Located(JumpTarget(page: 2, slot: "rest"))
        placements[1] = [Placement(slot: Located("rest"), content: .continuation)]
      }
    }
  }

  /// Text with marks that can be pressed.
  private static func prose(_ count: Int, _ dice: inout Dice) -> String {
    let stock = Array("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳")
    var text = ""
    while text.count < count - 1 {
      let length = min(count - 1 - text.count, Int.random(in: 2...9, using: &dice))
      text += (0..<length).map { _ in String(stock.randomElement(using: &dice) ?? "天") }.joined()
      if text.count < count - 2 { text += ["，", "、", "。", "“"].randomElement(using: &dice) ?? "，" }
    }
    return text.replacing("“", with: "；") + "。"
  }

  /// Its pages; a composer that knows its text is quicker.
  func made(
    trials: Int = 400, by composer: Composer = Composer(shaper: SquareShaper()),
    standing: StandingMatter? = nil
  ) -> [MadePage] {
    TestIssue.makeUp(
      stories, slots: slots, placements: placements,
      copyfit: Copyfit(levers.map { Copyfit.Allowance($0) }),
      fillers: [
        Filler(.quotation(Located("慢慢来，比较快。"), by: nil)),
        Filler(.rule(.black), lines: 2),
      ], limits: CopyfitLimits(trials: trials), composer: composer, standing: standing)
  }

  /// The draft after an editor did what a hint says.
  func obeying(_ hint: String, about id: String) throws -> (name: String, draft: FitDraft)? {
    var draft = self
    let story = try #require(stories.firstIndex { $0.id == id })
    let (page, index) = try #require(place(of: id))
    func part(_ change: (inout StoryPart) -> Void) {
      guard case .story(var part) = draft.slots[page][index].part else { return }
      change(&part)
      draft.slots[page][index].part = .story(part)
    }
    func number(_ text: Substring) -> Int { Int(text) ?? 0 }
    if let words = hint.wholeMatch(of: /cut (\d+) characters/) {
      draft.stories[story].cut(number(words.1))
      return ("cut", draft)
    }
    if let words = hint.wholeMatch(of: /add (\d+) characters/) {
      guard case .paragraph(let text) = draft.stories[story].body.removeLast() else { return nil }
      draft.stories[story].body.append(
        .paragraph(RichText(text.plain + String(repeating: "字", count: number(words.1)))))
      return ("add", draft)
    }
    if let words = hint.wholeMatch(of: /make (the photo|photo (\d)) (\d+) lines? (higher|lower)/) {
      let photo = words.2.map(number) ?? 1
      part { $0.photos[photo - 1].lines += number(words.3) * (words.4 == "higher" ? 1 : -1) }
      return ("photo", draft)
    }
    if let words = hint.wholeMatch(of: /make the slot (\d+) lines? (higher|less high)/) {
      let area = slots[page][index].area
      let last = area.lines.upperBound + number(words.1) * (words.2 == "higher" ? 1 : -1)
      draft.slots[page][index].area = GridArea(
        columns: area.columns, lines: area.lines.lowerBound...last)
      // What stands under it goes along.
      let moved = last - area.lines.upperBound
      for below in draft.slots[page].indices.dropFirst(index + 1) {
        let area = draft.slots[page][below].area
        draft.slots[page][below].area = GridArea(
          columns: area.columns,
          lines: area.lines.lowerBound + moved...area.lines.upperBound + moved)
      }
      return ("slot", draft)
    }
    if hint == "drop the deck" {
      draft.stories[story].deck = nil
      return ("deck", draft)
    }
    if let words = hint.wholeMatch(of: /let (\d+) lines? jump to slot (\w+) of page (\d+)/) {
      let target = JumpTarget(page: number(words.3), slot: String(words.2))
      draft.placements[page][index].jump = Located(target)
      draft.placements[target.page - 1] = [
        Placement(slot: Located(target.slot), content: .continuation)
      ]
      return ("jump", draft)
    }
    return nil
  }

  /// Where a story is told to be over or short: the last slot that has some of it.
  private func place(of id: String) -> (page: Int, slot: Int)? {
    guard let index = placements[0].firstIndex(where: { $0.content == .story(id) }) else {
      return nil
    }
    return placements[0][index].jump == nil ? (0, index) : (1, 0)
  }
}

extension Story {
  /// The paragraphs as one text.
  fileprivate var runningText: String {
    body.map { block in if case .paragraph(let text) = block { text.plain } else { "" } }.joined()
  }

  /// Takes characters from the end, subheads with nothing under them too.
  fileprivate mutating func cut(_ count: Int) {
    var left = count
    while let last = body.popLast() {
      switch last {
      case .paragraph(let text) where left <= 0 || text.plain.count > left:
        return body.append(.paragraph(RichText(String(text.plain.dropLast(max(0, left))))))
      case .paragraph(let text), .subhead(let text): left -= text.plain.count
      case .table: return
      }
    }
  }
}

extension MadePage {
  fileprivate func tells(_ code: String) -> Bool { report.diagnostics.contains { $0.code == code } }

  /// The body text of a story in the order of flow.
  fileprivate func text(of story: String) -> [String] {
    frame.items.compactMap { item in
      guard item.subject.part == .body, item.subject.source == story,
        case .glyphs(let run) = item.mark
      else { return nil }
      return run.text
    }
  }
}
