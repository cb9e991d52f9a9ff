import Newspaper

/// The structure tree of a screen PDF (ISO 32000-1, 14.7 and 14.8).
///
/// Document, a Sect for each page, an Art for each story in it; below that what `PageReading` says.
struct StructureTree {
  private let file: PDFFile
  private let destinations: Destinations
  private let document: PDFObject
  /// For each page the elements of its passages, in their order.
  private var parents: [[PDFObject]] = []
  /// The link elements of annotations, in the order of their numbers.
  private var linked: [PDFObject] = []
  /// The number of the first annotation in the parent tree: after those of the pages.
  private var firstLink = 0

  init(_ file: PDFFile, _ destinations: Destinations) {
    self.file = file
    self.destinations = destinations
    document = file.shared(file.parse("<< /Type /StructElem /S /Document >>"))
  }

  mutating func add(_ pages: [ScreenPage]) {
    firstLink = pages.count
    var sections: [PDFObject] = []
    for page in pages {
      let section = element("Sect", in: document)
      section["/T"] = file.text(page.job.title)
      section["/Pg"] = page.object
      var work = PageWork(
        page: page,
        parents: [PDFObject](repeating: section, count: page.job.reading.passages.count))
      section["/K"] = file.array(
        page.job.reading.elements.compactMap { add($0, to: section, &work) })
      page.object["/StructParents"] = file.integer(page.index)
      page.object["/Tabs"] = file.name("S")
      page.object["/Annots"] = work.annotations.isEmpty ? file.null : file.array(work.annotations)
      parents.append(work.parents)
      sections.append(section)
    }
    document["/K"] = file.array(sections)
  }

  /// The root, with the way back from every passage and link to its element.
  func finished(title: String) -> PDFObject {
    document["/T"] = file.text(title)
    let root = file.shared(file.parse("<< /Type /StructTreeRoot >>"))
    document["/P"] = root
    root["/K"] = document
    var numbers: [PDFObject] = []
    for (index, page) in parents.enumerated() {
      numbers += [file.integer(index), file.shared(file.array(page))]
    }
    for (index, element) in linked.enumerated() {
      numbers += [file.integer(firstLink + index), element]
    }
    let tree = file.parse("<< >>")
    tree["/Nums"] = file.array(numbers)
    root["/ParentTree"] = file.shared(tree)
    root["/ParentTreeNextKey"] = file.integer(firstLink + linked.count)
    return root
  }

  /// What comes of a page's passages and links.
  private struct PageWork {
    let page: ScreenPage
    var parents: [PDFObject]
    var annotations: [PDFObject] = []
  }

  private func element(_ kind: String, in parent: PDFObject) -> PDFObject {
    let element = file.shared(file.parse("<< /Type /StructElem /S /\(kind) >>"))
    element["/P"] = parent
    return element
  }

  /// Makes an element with all that it holds; a link that leads nowhere gives way to its words.
  private mutating func add(
    _ content: PageReading.Element, to parent: PDFObject, _ work: inout PageWork
  ) -> PDFObject? {
    let made = element(content.role.rawValue, in: parent)
    made["/Pg"] = work.page.object
    if !content.title.isEmpty { made["/T"] = file.text(content.title) }
    if let words = content.alternateText { made["/Alt"] = file.text(words) }
    if content.role == .tableHeading {
      made["/A"] = file.parse("<< /O /Table /Scope /Column >>")
    }
    var kids = kids(of: content, made, &work)
    if let link = content.link, let action = action(of: link) {
      for area in content.linkAreas {
        let annotation = annotate(area, link, action, made, &work)
        let reference = file.parse("<< /Type /OBJR >>")
        reference["/Obj"] = annotation
        reference["/Pg"] = work.page.object
        kids.append(reference)
      }
    }
    made["/K"] = kids.count == 1 ? kids[0] : file.array(kids)
    return made
  }

  private mutating func kids(
    of content: PageReading.Element, _ made: PDFObject, _ work: inout PageWork
  ) -> [PDFObject] {
    var kids: [PDFObject] = []
    for child in content.children {
      switch child {
      case .passage(let number):
        work.parents[number] = made
        kids.append(file.integer(number))
      case .element(let inner) where inner.link.map({ action(of: $0) == nil }) ?? false:
        kids += self.kids(of: inner, made, &work)
      case .element(let inner):
        if let kid = add(inner, to: made, &work) { kids.append(kid) }
      }
    }
    return kids
  }

  /// What following a link does: the key and value of its annotation; nil for a page that is not in
  /// the file.
  private func action(of link: Link) -> (key: String, value: PDFObject)? {
    switch link {
    case .address(let address):
      let action = file.parse("<< /Type /Action /S /URI >>")
      action["/URI"] = file.text(address.asciiAddress)
      return ("/A", action)
    case .slot(let target): return destinations.destination(of: target).map { ("/Dest", $0) }
    }
  }

  private mutating func annotate(
    _ area: Rect, _ link: Link, _ action: (key: String, value: PDFObject), _ element: PDFObject,
    _ work: inout PageWork
  ) -> PDFObject {
    let annotation = file.shared(
      file.parse("<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /H /I >>"))
    annotation["/Rect"] = work.page.box(area).array(in: file)
    annotation[action.key] = action.value
    annotation["/Contents"] = file.text(link.words)
    annotation["/P"] = work.page.object
    annotation["/StructParent"] = file.integer(firstLink + linked.count)
    linked.append(element)
    work.annotations.append(annotation)
    return annotation
  }
}

extension Link {
  /// What a reader is told before following it.
  fileprivate var words: String {
    switch self {
    case .address(let address): address
    case .slot(let target): "第\(target.page)版"
    }
  }
}

extension String {
  /// An address in seven bits (ISO 32000-1, 12.6.4.7): other bytes are written as %XX.
  fileprivate var asciiAddress: String {
    utf8.reduce(into: "") { text, byte in
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
