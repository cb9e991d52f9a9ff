import Composition
import Newspaper

/// What makeup may choose when it sets a story into a slot.
struct StoryChoices: Hashable {
  /// Lines added to (above 0) or taken from each photo, in their order.
  var photos: [Int] = []
  /// Lines of white added to (above 0) or taken from a head that stands over the text.
  var headSpace = 0
  /// Free lines added over (above 0) or taken from each subhead.
  var subheadSpace = 0
  /// Rows kept free at the end of the text.
  var heldRows = 0
  /// Lines pulled up (above 0) or run out within the soft limits of marks.
  var pulled = 0
  /// Lines pulled up beyond the soft limits.
  var squeezed = 0
  var deck = Deck.printed
  /// Steps of the rank that the headline leaves out, from the largest.
  var headSteps = 0
  /// A filler at the foot of the last leg.
  var filler: Filler?

  enum Deck { case printed, dropped }

  /// Lines added to or taken from a photo.
  func photoChange(_ index: Int) -> Int { index < photos.count ? photos[index] : 0 }
}

/// A way to make a story up: where everything stands, and what the flow gave.
struct StoryTrial {
  var choices: StoryChoices
  var area: TextArea
  var group: HeadGroup
  var photos: [SetPhoto] = []
  var quotes: [SetQuote] = []
  var filler: SetFiller?
  /// The rows that text could have had, before the legs were made to end level.
  var rows: [TextRow] = []
  var result = FlowResult()
  /// Rows left free when the legs end level.
  var slack = 0

  /// What of the story itself its text runs round.
  var obstacles: [Obstacle] {
    photos.map(\.obstacle) + quotes.map(\.obstacle) + (filler.map { [$0.obstacle] } ?? [])
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
  /// The photos that have a place, the author's portrait last.
  let placedPhotos: [(Photo, PhotoBox)]
  private var captions: [CaptionKey: [Line]] = [:]
  private var known: [StoryChoices: StoryTrial] = [:]
  private var heads: [HeadChoice: (group: HeadGroup, span: Span, lines: Int)] = [:]

  private struct CaptionKey: Hashable {
    let photo: Photo
    let measure: Length
  }

  private struct HeadChoice: Hashable {
    let deck: StoryChoices.Deck
    let steps: Int
  }

  convenience init(
    _ story: Story, from start: Remainder? = nil, _ part: StoryPart, _ place: SlotPlace,
    pieces: [Piece], on desk: PageDesk
  ) {
    let flow = TextFlow(pieces, composer: desk.composer, body: desk.styles[.body])
    self.init(story, from: start, part, place, flow: flow, on: desk)
  }

  /// The same text in several places is broken once: they share its flow.
  init(
    _ story: Story, from start: Remainder? = nil, _ part: StoryPart, _ place: SlotPlace,
    flow: TextFlow, on desk: PageDesk
  ) {
    self.desk = desk
    self.story = story
    self.start = start
    self.part = part
    self.place = place
    self.flow = flow
    photos = start == nil ? story.photos : []
    var placed = Array(zip(photos, part.photos))
    if start == nil, let portrait = story.portrait, let box = part.portrait {
      placed.append((portrait, box))
    }
    placedPhotos = placed
  }

  /// Sets the story as chosen.
  func trial(_ choices: StoryChoices = StoryChoices()) -> StoryTrial {
    if let trial = known[choices] { return trial }
    let trial = made(choices)
    known[choices] = trial
    return trial
  }

  private func made(_ choices: StoryChoices) -> StoryTrial {
    let head = head(choices)
    let area = desk.textArea(
      part, place,
      head: (head.span, head.lines == 0 ? 0 : max(1, head.lines + choices.headSpace)))
    var trial = StoryTrial(choices: choices, area: area, group: head.group)
    trial.photos = setPhotos(in: area, choices)
    trial.quotes = start == nil ? setQuotes(in: area, beside: trial.photos) : []
    trial.rows = area.rows(around: trial.obstacles)
    if let filler = choices.filler {
      trial.filler = desk.setFiller(filler, in: area, rows: trial.rows)
      trial.rows = area.rows(around: trial.obstacles)
    }
    trial.rows.removeLast(min(trial.rows.count, choices.heldRows))
    let way = flow.way(choices, in: trial.rows)
    trial.result = flow.flow(into: trial.rows, way)
    if trial.result.excessLines == 0 { level(&trial, way) }
    return trial
  }

  /// Lets the legs end level: the fewest rows that hold the text.
  private func level(_ trial: inout StoryTrial, _ way: FlowWay) {
    let needed = max(1, trial.result.rowCount)
    guard needed <= trial.rows.count else { return }
    for count in needed...trial.rows.count {
      let result = flow.flow(into: trial.rows.levelled(to: count), way)
      guard result.excessLines == 0 else { continue }
      trial.result = result
      trial.slack = trial.rows.count - count
      return
    }
  }

  /// The head as chosen.
  func head(_ choices: StoryChoices) -> (group: HeadGroup, span: Span, lines: Int) {
    let key = HeadChoice(deck: choices.deck, steps: choices.headSteps)
    if let head = heads[key] { return head }
    let head = fittedHead(key)
    heads[key] = head
    return head
  }

  /// The head in the width it has, and the whole lines it takes where it is not as deep as the slot.
  private func fittedHead(_ choice: HeadChoice) -> (group: HeadGroup, span: Span, lines: Int) {
    func group(_ span: Span) -> HeadGroup { self.group(span, choice) }
    var span = headSpan()
    if part.head == .none { return (HeadGroup(), span, 0) }
    if part.writing == .vertical {
      let head = group(span)
      // A line of white between the head and the text.
      return (head, span, head.lines.isEmpty ? 0 : desk.linesTaken(by: head) + 1)
    }
    switch part.head {
    case .none: return (HeadGroup(), span, 0)
    case .vertical(let characters): return (verticalHead(characters), span, 0)
    case .beside, .onPhoto: return (group(span), span, 0)
    case .over, .wrapped, .enclosed:
      // What lies over the slot may leave the head's lower lines less width than its first.
      var head = group(span)
      for _ in 0..<4 {
        let narrow = headSpan(lines: desk.linesTaken(by: head, on: part.headGround))
        if narrow == span { break }
        span = narrow
        head = group(span)
      }
      return (head, span, desk.linesTaken(by: head, on: part.headGround))
    }
  }

  private func headSpan(lines: Int = 1) -> Span { desk.headSpan(part, place, lines: lines) }

  private func order(_ span: Span, _ choice: HeadChoice) -> HeadOrder {
    var printed = story
    if choice.deck == .dropped { printed.deck = nil }
    var order =
      part.writing == .horizontal
      ? desk.headOrder(printed, in: place.slot, rank: part.rank, span)
      : HeadOrder(printed, in: place.slot, rank: part.rank, measure: span.width)
    order.headline =
      start == nil ? nil : story.jumpHead.map { [$0.value] } ?? story.headline?.value
    order.mostLines = part.headLines
    order.writing = part.writing
    return order
  }

  /// The head group in a stretch; on a ground it has a character less at each side.
  private func group(_ span: Span, _ choice: HeadChoice) -> HeadGroup {
    let white = part.headGround == nil ? .zero : place.grid.bodySize
    var order = order(Span(from: span.from + white, to: span.to - white), choice)
    if part.writing == .horizontal, start == nil { order.largest = desk.sharedSize(of: part.rank) }
    let sizes = desk.styles.head(part.rank)?.sizes ?? []
    if choice.steps > 0, !sizes.isEmpty {
      let step = sizes[min(choice.steps, sizes.count - 1)]
      order.largest = min(step, order.largest ?? step)
    }
    return desk.headGroup(order)
  }

  /// A head set downwards beside the text: kicker and deck stand in it as far as its width holds
  /// them; the byline stands over the text.
  private func verticalHead(_ characters: Int) -> HeadGroup {
    let height = TextGround(place, .vertical).length
    var bare = story
    bare.byline = nil
    var order = HeadOrder(bare, in: place.slot, rank: part.rank, measure: height.width)
    order.writing = .vertical
    // Solid: a short head is not spaced out to the height of its slot.
    order.alignment = .start
    let whole = desk.headGroup(order)
    if whole.height <= place.grid.bodySize * characters { return whole }
    order.headline = [order.words.joined()]
    order.mostLines = 1
    return desk.headGroup(order)
  }

  func captionLines(of photo: Photo, measure: Length) -> [Line] {
    let key = CaptionKey(photo: photo, measure: measure)
    if let lines = captions[key] { return lines }
    let lines = desk.captionLines(of: photo, measure: measure)
    captions[key] = lines
    return lines
  }
}
