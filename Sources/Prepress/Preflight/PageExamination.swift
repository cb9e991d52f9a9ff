import Newspaper

/// A page's boxes and what lies on top of it.
struct PageExamination {
  let page: PDFObject
  let number: Int

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
    let bleed = page.box("/BleedBox") ?? trim
    if !trim.isInside(bleed) { fault("TrimBox reaches over the BleedBox") }
    if !bleed.isInside(media) { fault("BleedBox reaches over the MediaBox") }
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
