import Composition
import Newspaper

/// What makeup may choose when it sets a story into a slot.
struct StoryChoices: Hashable {
  /// Lines added to (above 0) or taken from each photo.
  var photoChange = 0
  /// Lines of white added to a head that stands over the text.
  var headSpace = 0
  /// Rows kept free at the end of the text.
  var heldRows = 0
}

/// A way to make a story up: where everything stands, and what the flow gave.
struct StoryTrial {
  var choices: StoryChoices
  var area: TextArea
  var group: HeadGroup
  var photos: [SetPhoto] = []
  /// The rows that text could have had, before the legs were made to end level.
  var rows: [TextRow] = []
  var result = FlowResult()
  /// Rows left free when the legs end level.
  var slack = 0

  /// Smaller is better: text lost first, then holes and white left, then changes made.
  var cost: Int {
    result.excessLines * 1000 + slack * 10 + result.holes * 15 + abs(choices.photoChange) * 4
  }

  /// How many legs have text.
  var legCount: Int { max(1, Set(rows.map(\.leg)).count) }
}

/// A story, or the rest of one, ready to be set into a slot: it is tried as often as it takes and
/// printed once.
///
/// A trial prints and reports nothing, and the same choices give the same trial.
final class StorySetting {
  let desk: PageDesk
  let story: Story
  let start: Remainder?
  let part: StoryPart
  let place: SlotPlace
  let flow: TextFlow
  let photos: [Photo]
  /// Reserves the last row, for the line that says where the story goes on.
  var keepsJumpRow = false
  private var captions: [CaptionKey: [Line]] = [:]
  private var known: [StoryChoices: StoryTrial] = [:]
  private lazy var head = fittedHead()

  private struct CaptionKey: Hashable {
    let file: String
    let measure: Length
  }

  init(
    _ story: Story, from start: Remainder? = nil, _ part: StoryPart, _ place: SlotPlace,
    pieces: [Piece], on desk: PageDesk
  ) {
    self.desk = desk
    self.story = story
    self.start = start
    self.part = part
    self.place = place
    flow = TextFlow(pieces, composer: desk.composer, body: desk.styles[.body])
    photos = start == nil ? story.photos : []
  }

  /// Sets the story as chosen.
  func trial(_ choices: StoryChoices = StoryChoices()) -> StoryTrial {
    if let trial = known[choices] { return trial }
    let trial = made(choices)
    known[choices] = trial
    return trial
  }

  private func made(_ choices: StoryChoices) -> StoryTrial {
    let space = choices.headSpace
    let area = desk.textArea(part, place, headLines: head.lines == 0 ? 0 : head.lines + space)
    var trial = StoryTrial(choices: choices, area: area, group: head.group)
    trial.photos = setPhotos(in: area, change: choices.photoChange)
    trial.rows = area.rows(around: trial.photos.map(\.obstacle))
    trial.rows.removeLast(min(trial.rows.count, choices.heldRows))
    trial.result = flow.flow(into: trial.rows)
    if trial.result.excessLines == 0 { level(&trial) }
    return trial
  }

  /// Lets the legs end level: the fewest rows that hold the text.
  private func level(_ trial: inout StoryTrial) {
    // A row may hold several lines of type: the cells of a table.
    let needed = max(1, Set(trial.result.lines.map(\.row)).count)
    guard needed <= trial.rows.count else { return }
    for count in needed...trial.rows.count {
      let result = flow.flow(into: trial.rows.levelled(to: count))
      guard result.excessLines == 0 else { continue }
      trial.result = result
      trial.slack = trial.rows.count - count
      return
    }
  }

  /// The head in the width it has, and the whole lines it takes where it is not as deep as the slot.
  private func fittedHead() -> (group: HeadGroup, lines: Int) {
    switch part.head {
    case .none, .vertical: return (HeadGroup(), 0)
    case .beside: return (group(headSpan()), 0)
    case .over, .wrapped, .enclosed:
      let first = group(headSpan())
      let lines = desk.linesTaken(by: first)
      // What lies over the slot may leave the head's lower lines less width than its first.
      let narrow = headSpan(lines: lines)
      guard narrow != headSpan() else { return (first, lines) }
      let second = group(narrow)
      return (second, desk.linesTaken(by: second))
    }
  }

  private func headSpan(lines: Int = 1) -> Span { desk.headSpan(part, place, lines: lines) }

  private func group(_ span: Span) -> HeadGroup {
    let words = start == nil ? nil : story.jumpHead.map { [$0.value] } ?? story.headline?.value
    return desk.headGroup(
      for: story, rank: part.rank, measure: span.width, slot: place.slot, headline: words)
  }

  func captionLines(of photo: Photo, measure: Length) -> [Line] {
    let key = CaptionKey(file: photo.file.value, measure: measure)
    if let lines = captions[key] { return lines }
    let lines = desk.captionLines(of: photo, measure: measure)
    captions[key] = lines
    return lines
  }
}
