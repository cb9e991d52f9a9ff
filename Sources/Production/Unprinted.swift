import Newspaper

extension PageFrame {
  /// Parts of heads that somebody wrote and the page does not show, as not every kind of slot has a
  /// place for each; a deck that copyfitting dropped was told.
  func unprintedHeads(of page: Page, stories: [String: Story], besides told: Report) -> Report {
    var report = Report()
    for placement in page.placements {
      guard case .story(let id) = placement.content, let story = stories[id],
        let slot = page.layout.slot(placement.slot.value), slot.showsHeads
      else { continue }
      let printed = letters(in: slot.name)
      let isDropped = told.diagnostics.contains { $0.code == "fit.lever.deck" && $0.subject == id }
      for (name, text, at) in story.heads where !printed.contains(text.letters) {
        if name == "deck", isDropped { continue }
        report.add(
          Diagnostic(
            .warning, "makeup.head.unprinted", subject: id, at: at, page: page.number,
            "\(name) of \(id) is not printed: slot \(slot.name) has no place for it",
            hints: ["take it out of the story", "place the story into a slot of another kind"]))
      }
    }
    return report
  }

  /// All letters of a slot in the order in which they were set.
  private func letters(in slot: String) -> Letters {
    var letters = Letters()
    for item in items where item.subject.slot == slot {
      if case .glyphs(let run) = item.mark { letters.add(run.text) }
    }
    return letters
  }
}

extension Story {
  fileprivate var heads: [(name: String, text: String, at: SourceRange?)] {
    let lines = headline.map { Located($0.value.joined(), at: $0.at) }
    return [
      ("label", label), ("kicker", kicker), ("headline", lines), ("deck", deck), ("byline", byline),
    ].compactMap { name, text in text.map { (name, $0.value, $0.at) } }
  }
}

extension Slot {
  /// Whether the layout wants heads here at all.
  fileprivate var showsHeads: Bool {
    switch part {
    case .story(let part): part.head != .none
    case .photoNews, .photoFeature, .items, .display, .chart, .announcement: true
    default: false
    }
  }
}

extension String {
  fileprivate var letters: Letters {
    var letters = Letters()
    letters.add(self)
    return letters
  }
}

/// Text without spaces and marks, which are set as the line wants them.
private struct Letters {
  private var scalars: [UInt32] = []

  mutating func add(_ text: String) {
    for scalar in text.unicodeScalars {
      // Nearly all of it is Han: that needs no looking up.
      let isHan = (0x4E00...0x9FFF).contains(scalar.value)
      if isHan || !Character(scalar).isWhitespace && !Character(scalar).isPunctuation {
        scalars.append(scalar.value)
      }
    }
  }

  func contains(_ other: Letters) -> Bool {
    guard let first = other.scalars.first else { return true }
    let wanted = other.scalars
    guard scalars.count >= wanted.count else { return false }
    return (0...scalars.count - wanted.count).contains { start in
      scalars[start] == first && scalars[start..<start + wanted.count].elementsEqual(wanted)
    }
  }
}
