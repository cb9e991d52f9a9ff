import Makeup
public import Newspaper
public import Production

extension KeptProof {
  /// Dots an inch of the pictures that are kept: fine enough to read the body by.
  public static let dpi = 110
}

extension IssueBuilder {
  /// A drawn page as the desk keeps it.
  public func kept(_ proof: ProofImage, edition: Edition?) -> KeptProof {
    let frame = proof.made.frame
    return KeptProof(
      page: deskPage(frame.page, of: edition), digest: digest(of: frame),
      stories: frame.storyTexts, picture: proof.png)
  }
}

extension PageFrame {
  /// The text of the page story by story, in reading order; what has none is left out.
  public var storyTexts: [StoryText] {
    let reading = self.reading
    return reading.elements.compactMap { element in
      let leaves = element.leaves(of: reading)
      let paragraphs = leaves.map(\.text).filter { !$0.isEmpty }
      guard !paragraphs.isEmpty else { return nil }
      return StoryText(
        story: leaves.first { !$0.source.isEmpty }?.source ?? element.slot, slot: element.slot,
        title: element.title.isEmpty ? element.slot : element.title, paragraphs: paragraphs)
    }
  }
}

extension PageReading.Element {
  /// What is read as one, with what it came from: links stand inside paragraphs.
  fileprivate func leaves(of reading: PageReading) -> [(text: String, source: String)] {
    let isWhole = children.allSatisfy { child in
      switch child {
      case .passage: true
      case .element(let inner): inner.role == .link
      }
    }
    if isWhole {
      let items: [FrameItem] = passages.flatMap { reading.passages[$0] }
      let text = items.map { item -> String in
        if case .glyphs(let run) = item.mark { run.text } else { "" }
      }.joined()
      return [(text, items.first?.subject.source ?? "")]
    }
    return children.flatMap { child -> [(text: String, source: String)] in
      switch child {
      case .element(let inner): inner.leaves(of: reading)
      case .passage: []
      }
    }
  }

  private var passages: [Int] {
    children.flatMap { child -> [Int] in
      switch child {
      case .passage(let index): [index]
      case .element(let inner): inner.passages
      }
    }
  }
}
