import Newspaper

/// A page of an advertiser's PDF, opened to be placed as it is.
final class AdvertisementPage {
  let page: PDFObject
  /// What is placed, in the page's own units.
  let trim: PDFBox
  /// Whether the page itself says where it is trimmed.
  let hasTrim: Bool
  private let file: PDFFile

  /// Opens the file; the diagnostic names it.
  init(_ placed: PlacedPage, name: String) throws(Diagnostic) {
    func fault(_ code: String, _ summary: String, hint: String) -> Diagnostic {
      Diagnostic(
        .error, "ad.\(code)", subject: placed.path, "\(name): \(summary)", hints: [hint])
    }
    guard let bytes = FileBytes.read(placed.path) else {
      throw fault("missing", "no such file", hint: "put the advertisement there")
    }
    file = try PDFFile(bytes, name: name)
    let pages = file.pages
    guard placed.page >= 1, placed.page <= pages.count else {
      throw fault(
        "page", "no page \(placed.page), it has \(pages.count)", hint: "name a page it has")
    }
    let page = pages[placed.page - 1]
    self.page = page
    let boxes = ["/TrimBox", "/ArtBox", "/CropBox", "/MediaBox"].map { page.box($0) }
    hasTrim = boxes[0] != nil || boxes[1] != nil
    guard let box = boxes.compactMap({ $0 }).first, box.width > 1, box.height > 1 else {
      throw fault("box", "page without a size", hint: "have the PDF written again")
    }
    trim = box
  }

  /// Converts RGB where the press wants that; says how many colours and pictures were changed.
  func convertRGB(_ settings: PressSettings) -> (colours: Int, pictures: Int) {
    guard settings.advertisementRGB == .convert else { return (0, 0) }
    let conversion = RGBConversion(file, settings: settings)
    conversion.convert(page)
    return (conversion.colours, conversion.pictures)
  }

  /// The spot inks it uses: their names with their colour spaces.
  var spots: [String: PDFObject] { SpotSearch.spots(in: page["/Resources"]) }

  /// How the page is stretched to fill a box.
  func scale(filling size: Size) -> (x: Double, y: Double) {
    (size.width.points / trim.width, size.height.points / trim.height)
  }
}

extension AdvertisementPage {
  /// Paints advertisements on a finished page whose trim is known in its own units.
  ///
  /// They are painted last: an advertisement has its slot to itself. The pages returned must live
  /// until the file is written.
  static func place(
    _ placed: [PlacedPage], on page: PDFObject, trim: PDFBox, _ settings: PressSettings,
    _ place: PassPlace
  ) throws(Diagnostic) -> [AdvertisementPage] {
    var sources: [AdvertisementPage] = []
    var commands = ""
    for (index, item) in placed.enumerated() {
      let source = try AdvertisementPage(item, name: item.path)
      sources.append(source)
      _ = source.convertRGB(settings)
      guard let form = source.page.form(showing: source.trim, in: page.file) else {
        throw place.fault("content.damaged", "\(item.path) cannot be decoded")
      }
      let name = "/Advertisement\(index + 1)"
      page["/Resources"].entry("/XObject")[name] = form
      let scale = source.scale(filling: item.frame.size)
      let x = trim.left + item.frame.minX.points - scale.x * source.trim.left
      let y = trim.top - item.frame.maxY.points - scale.y * source.trim.bottom
      let numbers = [scale.x, 0, 0, scale.y, x, y].map { $0.formatted(places: 6) }
      let clip = item.clip.map { rect in
        [
          trim.left + rect.minX.points, trim.top - rect.maxY.points, rect.width.points,
          rect.height.points,
        ].map { $0.formatted(places: 6) }.joined(separator: " ") + " re W n "
      }
      commands += "q \(clip ?? "")\(numbers.joined(separator: " ")) cm \(name) Do Q\n"
    }
    page.overpaint(commands)
    return sources
  }
}

/// The spot inks that resources name, with their colour spaces.
enum SpotSearch {
  static func spots(in resources: PDFObject) -> [String: PDFObject] {
    var found: [String: PDFObject] = [:]
    var seen: Set<Int> = []
    func search(_ resources: PDFObject, depth: Int) {
      guard depth < 32 else { return }
      let spaces = resources["/ColorSpace"]
      for name in spaces.keys {
        let read = PrintSpace.read(spaces[name], resources)
        guard read.family == "/Separation", let ink = read.names.first,
          !["Cyan", "Magenta", "Yellow", "Black", "None", "All"].contains(ink)
        else { continue }
        found[ink] = spaces[name]
      }
      for kind in ["/XObject", "/Pattern"] {
        for name in resources[kind].keys {
          let object = resources[kind][name]
          if object.number == 0 || seen.insert(object.number).inserted {
            search(object["/Resources"], depth: depth + 1)
          }
        }
      }
    }
    search(resources, depth: 0)
    return found
  }
}
