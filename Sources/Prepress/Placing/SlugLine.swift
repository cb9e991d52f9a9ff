public import Newspaper

/// The slug line of a page, drawn by Drawing as a page of its own in keyed colours.
public struct SlugLine: Hashable, Sendable {
  /// The PDF; its page is just as large as the line.
  public var pdf: [UInt8]
  /// What its colours stand for.
  public var keys: ColourKeys

  /// Hands over a drawn line.
  public init(pdf: [UInt8], keys: ColourKeys) {
    self.pdf = pdf
    self.keys = keys
  }
}

extension SlugLine {
  /// The line as an object of the press file, converted to inks, and the file it comes from.
  func form(
    in target: PDFFile, inks: InkTable, _ place: PassPlace
  ) throws(Diagnostic) -> (form: PDFObject, width: Double, source: PDFFile) {
    let place = place.inside("slug line")
    let source = try PDFFile(pdf, name: "slug line")
    guard let page = source.pages.first, let box = page.box("/MediaBox") else {
      throw place.fault("slug", "slug line without a page")
    }
    try ColourPass(source, inks: PressInks(table: inks, keys: keys)).convert(
      page: page, at: place)
    guard let form = page.form(showing: box, in: target) else {
      throw place.fault("slug", "slug line cannot be decoded")
    }
    return (form, box.width, source)
  }
}
