import Newspaper
import Production

/// What changed on a page since an earlier proof, in words and in pictures.
extension ProofReport {
  func changes(_ page: PageOfReport) -> HTML? {
    guard let difference = page.difference else { return nil }
    guard case .changed(let digest, let texts, let picture) = difference else {
      return """
        <div class="changes"><h3>\(words.changes)</h3><p>\(chip(of: difference))</p></div>
        """
    }
    let changed = texts.stories.filter { $0.change != .same }
    let stories: HTML =
      changed.isEmpty ? "<p>\(words.noTextChanges)</p>" : "\(changed.map(story))"
    return """
      <div class="changes"><h3>\(words.changes) <code>\(digest.description)</code></h3>
      <div class="both"><div><h4>\(words.texts)</h4>
      \(stories)</div>
      <div><h4>\(words.pictures)</h4>
      \(pictures(picture))</div></div>
      </div>
      """
  }

  private func story(_ story: TextComparison.Story) -> HTML {
    let count = story.characters
    let counted: HTML? =
      count.added + count.removed > 0 && story.change == .changed
      ? "<span class=\"skipped\">\(words.counted(added: count.added, removed: count.removed))</span>"
      : nil
    let slots = [story.oldSlot, story.newSlot].compactMap(\.self)
    let slot = slots.first == slots.last ? slots.last ?? "" : slots.joined(separator: " → ")
    return """
      <article class="text"><h5>\(story.title) \
      <span class="chip \(story.change.rawValue)">\(words.story(story.change))</span> \
      <code>\(story.story) \(slot)</code> \(counted)</h5>
      \(paragraphs(of: story))</article>

      """
  }

  /// The paragraphs that changed; of those between them only how many there are.
  private func paragraphs(of story: TextComparison.Story) -> [HTML] {
    guard story.change != .moved else { return [] }
    var markup: [HTML] = []
    var same = 0
    func skip() {
      if same > 0 { markup.append("<p class=\"skipped\">\(words.same(same))</p>\n") }
      same = 0
    }
    for paragraph in story.paragraphs {
      let isTouched = paragraph.fragments.contains { $0.change != .same }
      guard isTouched || paragraph.change != .same else {
        same += 1
        continue
      }
      skip()
      let word = words.paragraph(paragraph.change)
      let chip: HTML? =
        word.isEmpty ? nil : "<span class=\"chip \(paragraph.change.rawValue)\">\(word)</span> "
      markup.append(
        """
        <p class="\(paragraph.change.rawValue)">\(chip)<span class="words">\
        \(paragraph.fragments.map(fragment))</span></p>

        """)
    }
    skip()
    return markup
  }

  private func fragment(_ fragment: TextComparison.Fragment) -> HTML {
    switch fragment.change {
    case .same: "\(fragment.text)"
    case .added: "<ins title=\"\(words.fragment(.added))\">\(fragment.text)</ins>"
    case .removed: "<del title=\"\(words.fragment(.removed))\">\(fragment.text)</del>"
    case .movedAway, .movedHere:
      """
      <span class="\(fragment.change.rawValue)" title="\(words.fragment(fragment.change))">\
      \(fragment.text)</span>
      """
    }
  }

  private func pictures(_ picture: PictureComparison?) -> HTML {
    guard let picture else { return "<p>\(words.noPicture)</p>" }
    guard let png = picture.overlaid else { return "<p>\(words.lookSame)</p>" }
    return """
      <figure class="overlaid"><img src="\(png.asDataAddress)" alt="\(words.overlaid)">
      <figcaption>\(words.areas(picture.areas.count)). \(words.overlaid)</figcaption></figure>
      """
  }
}
