import Newspaper

/// The outline: a page an entry, the headlines of its stories below it (ISO 32000-1, 12.3.3).
struct Outline {
  /// The outline dictionary.
  let root: PDFObject

  init(_ file: PDFFile, _ pages: [ScreenPage]) {
    root = file.shared(file.parse("<< /Type /Outlines >>"))
    let entries = pages.map { page in
      let entry = Self.entry(page.job.title, page.destination(Point(x: .zero, y: .zero)), file)
      let stories = page.job.reading.elements.filter { !$0.title.isEmpty }.map { story in
        let place = page.job.reading.places[story.slot] ?? Point(x: .zero, y: .zero)
        return Self.entry(story.title, page.destination(place), file)
      }
      // A single page is shown open.
      Self.hang(stories, on: entry, count: pages.count == 1 ? stories.count : -stories.count)
      return entry
    }
    let open = pages.count == 1 ? pages[0].job.reading.elements.count { !$0.title.isEmpty } : 0
    Self.hang(entries, on: root, count: entries.count + open)
  }

  private static func entry(_ title: String, _ place: PDFObject, _ file: PDFFile) -> PDFObject {
    let entry = file.shared(file.parse("<< >>"))
    entry["/Title"] = file.text(title)
    entry["/Dest"] = place
    return entry
  }

  /// Hangs entries below another; a negative count stands for entries that are folded away.
  private static func hang(_ entries: [PDFObject], on parent: PDFObject, count: Int) {
    guard let first = entries.first, let last = entries.last else { return }
    for (index, entry) in entries.enumerated() {
      entry["/Parent"] = parent
      if index > 0 { entry["/Prev"] = entries[index - 1] }
      if index + 1 < entries.count { entry["/Next"] = entries[index + 1] }
    }
    parent["/First"] = first
    parent["/Last"] = last
    parent["/Count"] = parent.file.integer(count)
  }
}
