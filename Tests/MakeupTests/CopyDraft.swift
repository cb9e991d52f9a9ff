import Newspaper

/// Copy for the slots of a draft: mostly near what they hold, sometimes far from it.
extension PaperDraft {
  enum Kind { case story, items, notice, feature }

  /// Writes a story about as long as its slot; gives its id.
  mutating func copy(for slot: Slot, _ grid: Grid, _ kind: Kind = .story) -> String {
    var story = Story(id: "\(slot.name).md")
    if kind == .notice || chance(92) { story.headline = Located(headline()) }
    if kind != .notice, kind != .items {
      if chance(35) { story.kicker = Located(words(2...10)) }
      if chance(35) { story.deck = Located("——" + words(3...14)) }
    }
    if chance(40) { story.byline = Located("记者" + words(2...3)) }
    if chance(15) { story.dateline = Located("本报讯") }
    if chance(20) { story.label = Located(words(2...4)) }
    if chance(20) { story.jumpHead = Located([words(2...6)][0]) }
    if kind == .story {
      story.photos = (0..<number(0...3)).map { _ in photo(of: slot) }
      if chance(20) { story.portrait = photo(of: slot, "-portrait") }
      if chance(20) { story.quotes = [Located(words(2...12))] }
    } else if kind == .feature {
      story.photos = (0..<number(1...5)).map { _ in photo(of: slot) }
    }
    for index in story.photos.indices {
      story.photos[index].file = Located("\(slot.name)-\(index).jpg")
    }
    let cells = slot.area.lines.reduce(0) { $0 + slot.columns(on: $1).joined().count } * 12
    var left = kind == .feature ? number(0...120) : cells * number(10...110) / 100
    while left > 0 {
      if chance(kind == .items ? 50 : 14) { story.body.append(.subhead(RichText(words(2...5)))) }
      if chance(5) { story.body.append(table()) }
      let count = min(left, chance(20) ? number(1...14) : number(8...160))
      story.body.append(.paragraph(RichText(prose(count))))
      left -= count
    }
    stories[story.id] = story
    return story.id
  }

  /// A story that is a photo with a head.
  mutating func picture(for slot: Slot) -> String {
    var story = Story(id: "\(slot.name).md")
    story.headline = Located([words(2...5)])
    story.photos = [photo(of: slot)]
    stories[story.id] = story
    return story.id
  }

  private mutating func photo(of slot: Slot, _ suffix: String = "") -> Photo {
    var photo = Photo(file: Located("\(slot.name)\(suffix).jpg"), path: "/x.jpg")
    photo.focus = Focus(x: number(0...1000), y: number(0...1000))
    if chance(70) { photo.caption = Located(prose(number(2...50))) }
    if chance(30) { photo.credit = Located(words(3...3) + "摄") }
    return photo
  }

  private mutating func headline() -> [String] {
    chance(15) ? [words(2...7), words(2...7)] : [words(2...14)]
  }

  private mutating func table() -> Block {
    let columns = number(1...3)
    return .table(
      (0..<number(1...8)).map { _ in (0..<columns).map { _ in RichText(words(1...2)) } })
  }

  mutating func words(_ length: ClosedRange<Int>) -> String {
    let stock = Array("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳")
    return String((0..<number(length)).map { _ in stock[number(0...stock.count - 1)] })
  }

  /// Running text with marks that can be pressed.
  mutating func prose(_ count: Int) -> String {
    var text = ""
    while text.count < count - 1 {
      text += words(1...9)
      text += chance(10) ? "“" + words(1...3) + "”" : ["，", "、", "。", "；"][number(0...3)]
    }
    return String(text.prefix(max(0, count - 1))).replacing("“", with: "《").replacing(
      "”", with: "》")
      + "。"
  }
}
