import Newspaper

/// Paragraphs that were prepared and broken lately: a story of which one paragraph was changed, or
/// that is tried again, costs that paragraph.
///
/// Two shelves bound it: when the new one is full the old one is emptied and takes its place, so
/// that what is asked for again stays.
struct KnownParagraphs {
  /// What a paragraph is made from; where it was written does not matter.
  struct Source: Hashable {
    private let text: RichText
    private let format: ParagraphFormat

    init(_ text: RichText, _ format: ParagraphFormat) {
      var text = text
      for index in text.runs.indices { text.runs[index].at = nil }
      self.text = text
      self.format = format
    }
  }

  /// A way of breaking a paragraph.
  struct Breaks: Hashable {
    let paragraph: Int
    let shape: ColumnShape
    let looseness: Int
  }

  /// Atoms on a shelf: four pages, some megabytes.
  private static let mostAtoms = 24_000

  private var young = Shelf(), old = Shelf()
  private var count = 0

  private struct Shelf {
    var paragraphs: [Source: Paragraph] = [:]
    var lines: [Breaks: [Line]?] = [:]
    var atoms = 0
  }

  /// A number for a new paragraph.
  mutating func nextNumber() -> Int {
    count += 1
    return count
  }

  subscript(source: Source) -> Paragraph? {
    mutating get {
      if let found = young.paragraphs[source] { return found }
      guard let found = old.paragraphs[source] else { return nil }
      self[source] = found
      return found
    }
    set {
      guard let newValue else { return }
      young.paragraphs[source] = newValue
      use(newValue.atoms.count)
    }
  }

  subscript(breaks: Breaks) -> [Line]?? {
    mutating get {
      if let found = young.lines[breaks] { return found }
      guard let found = old.lines[breaks] else { return nil }
      self[breaks] = found
      return found
    }
    set {
      guard let newValue else { return }
      young.lines[breaks] = newValue
      use((newValue?.count ?? 0) * 12)
    }
  }

  private mutating func use(_ atoms: Int) {
    young.atoms += atoms
    guard young.atoms > Self.mostAtoms else { return }
    old = young
    young = Shelf()
  }
}
