import Newspaper

/// A page's boxes and what lies on top of it.
struct PageExamination {
  let page: PDFObject
  let number: Int
  /// The bleed that the press asks for.
  let bleed: Length?

  func examine(into findings: inout Findings) {
    examineBoxes(&findings)
    if !page["/UserUnit"].isNull {
      findings.add(.error, "page.unit", page: number, "scaled by UserUnit", rule: "GWG 2022 R0002")
    }
    if let turn = page["/Rotate"].integer, turn % 360 != 0 {
      findings.add(
        .error, "page.rotate", page: number, "turned by \(turn)°", rule: "GWG 2022 R0004",
        hints: ["turn the page's content, not the page"])
    }
    if !page["/AA"].isNull {
      findings.add(.error, "actions", page: number, "actions of the page", rule: "ISO 15930-7")
    }
    for note in page["/Annots"].items { examine(annotation: note, &findings) }
  }

  private func examineBoxes(_ findings: inout Findings) {
    func fault(_ summary: String, hints: [String] = []) {
      findings.add(.error, "page.boxes", page: number, summary, rule: "ISO 15930-7", hints: hints)
    }
    guard let media = page.box("/MediaBox") else { return fault("no MediaBox") }
    if let crop = page.box("/CropBox"), !crop.isInside(media) || !media.isInside(crop) {
      findings.add(
        .error, "page.crop", page: number, "CropBox differs from MediaBox", rule: "GWG 2022 R0003")
    }
    if page.box("/TrimBox") != nil, page.box("/ArtBox") != nil {
      fault("TrimBox and ArtBox", hints: ["leave one of them"])
    }
    guard let trim = page.box("/TrimBox") else {
      return fault("no TrimBox", hints: ["say where the page is trimmed"])
    }
    if trim.width < 72 || trim.height < 72 { fault("TrimBox is too small") }
    let outer = page.box("/BleedBox") ?? trim
    if !trim.isInside(outer) { fault("TrimBox reaches over the BleedBox") }
    if !outer.isInside(media) { fault("BleedBox reaches over the MediaBox") }
    examineBleed(trim, outer, &findings)
  }

  /// A printer who asks for bleed cuts into the picture: a page without it shows white edges.
  private func examineBleed(_ trim: PDFBox, _ outer: PDFBox, _ findings: inout Findings) {
    guard let bleed else { return }
    let least = [
      trim.left - outer.left, trim.bottom - outer.bottom, outer.right - trim.right,
      outer.top - trim.top,
    ].reduce(.infinity, min)
    // 0.02 mm, as boxes are written with few decimals.
    guard least < bleed.points - 0.06 else { return }
    let millimetres = (least * 25.4 / 72).formatted(places: 1)
    findings.add(
      .error, "page.bleed", page: number,
      "bleed of \(millimetres) mm, the press wants \(bleed.millimetres.formatted(places: 1)) mm",
      hints: ["have the page made with the bleed of the press"])
  }

  private func examine(annotation: PDFObject, _ findings: inout Findings) {
    let kind = annotation["/Subtype"].name ?? ""
    guard kind != "/PrinterMark", kind != "/TrapNet" else { return }
    if Self.media.contains(kind) {
      findings.add(
        .error, "forms", page: number, "\(kind.dropFirst()) on the page", rule: "ISO 15930-7")
    }
    let area = page.box("/BleedBox") ?? page.box("/TrimBox") ?? page.box("/MediaBox")
    let rect = annotation.box("/Rect")
    if let area, rect?.overlaps(area) ?? true {
      findings.add(
        .error, "annotations", page: number, "\(kind.dropFirst()) annotation on the page",
        rule: "ISO 15930-7", hints: ["remove annotations, or move them outside the bleed"])
    }
  }

  private static let media: Set<String> = [
    "/Widget", "/Screen", "/Movie", "/Sound", "/RichMedia", "/3D", "/FileAttachment",
  ]
}
