import Newspaper

/// The file as a whole: version, structure, what must not be in it.
struct FileExamination {
  private let file: PDFFile
  private let bytes: [UInt8]

  private let standard: PressSettings.Standard

  init(_ file: PDFFile, bytes: [UInt8], standard: PressSettings.Standard) {
    self.file = file
    self.standard = standard
    self.bytes = bytes
  }

  func examine(into findings: inout Findings) {
    examineHeader(&findings)
    examineCatalog(&findings)
    let count = file.trailer["/Size"].integer ?? 0
    // A damaged trailer may claim any size.
    for number in 0..<min(max(0, count), 1_000_000) {
      examineObject(file.object(number), number, &findings)
    }
  }

  private func examineHeader(_ findings: inout Findings) {
    let header = String(decoding: bytes.prefix(8), as: UTF8.self)
    let newest = standard == .x4 ? 6 : 4
    let oldest = standard == .x4 ? 4 : 3
    let known = (oldest...newest).map { "%PDF-1.\($0)" }
    let catalog = file.root["/Version"].name ?? ""
    if !known.contains(header) || catalog > "/1.\(newest)" {
      findings.add(
        .error, "pdf.version", "version \(catalog.isEmpty ? header.dropFirst(5) + "" : catalog)",
        rule: "\(standard.rawValue) is built on PDF 1.\(newest)",
        hints: ["write PDF 1.\(newest) or less"])
    }
    if !file.trailer["/Encrypt"].isNull {
      findings.add(
        .error, "pdf.encrypted", "encrypted", rule: "ISO 15930-7",
        hints: ["ask for a copy without protection"])
    }
    let identifiers = file.trailer["/ID"].items
    // Sixteen bytes each (ISO 32000-1, 14.4); in text strings they may be taken for characters.
    if identifiers.count != 2 || !identifiers.allSatisfy({ $0.isString && $0.byteCount >= 16 }) {
      findings.add(
        .error, "pdf.id", "no file identifier", rule: "ISO 15930-7",
        hints: ["have the PDF written again by a program that makes PDF/X"])
    }
  }

  private func examineCatalog(_ findings: inout Findings) {
    let root = file.root
    let open = root["/OpenAction"]
    if !open.isNull, !open.isArray {
      findings.add(.error, "actions", "action when opened", rule: "ISO 15930-7")
    }
    if !root["/AA"].isNull || !root["/Names"]["/JavaScript"].isNull {
      findings.add(.error, "actions", "actions or JavaScript", rule: "ISO 15930-7")
    }
    if !root["/Names"]["/EmbeddedFiles"].isNull {
      findings.add(.error, "embedded", "embedded files", rule: "ISO 15930-7")
    }
    if !root["/AcroForm"].isNull {
      findings.add(.error, "forms", "form fields", rule: "ISO 15930-7")
    }
    let layers = root["/OCProperties"]
    let hides =
      !layers["/D"]["/OFF"].items.isEmpty || layers["/D"]["/BaseState"].name == "/OFF"
    if hides || !layers["/Configs"].items.isEmpty {
      findings.add(
        .error, "layers", "layers that can be hidden", rule: "GWG 2022 R0034, R0036",
        hints: ["flatten the layers"])
    }
    for key in ["/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"] {
      let area = root["/ViewerPreferences"][key].name ?? "/MediaBox"
      if area != "/MediaBox", area != "/BleedBox" {
        findings.add(.error, "viewer-areas", "\(key.dropFirst()) is \(area)", rule: "ISO 15930-7")
      }
    }
  }

  private func examineObject(_ object: PDFObject, _ number: Int, _ findings: inout Findings) {
    guard object.isDictionary else { return }
    if object.isStream { examineStream(object, number, &findings) }
    for action in [object, object["/A"], object["/AA"]] where isAction(action) {
      findings.add(
        .error, "actions", "action \(action["/S"].name ?? "")", rule: "ISO 15930-7",
        hints: ["remove links and actions"])
    }
  }

  private func isAction(_ object: PDFObject) -> Bool {
    guard object.isDictionary, let kind = object["/S"].name else { return false }
    let type = object["/Type"].name
    return (type == nil || type == "/Action") && Self.actions.contains(kind)
  }

  private func examineStream(_ stream: PDFObject, _ number: Int, _ findings: inout Findings) {
    let filter = stream["/Filter"]
    let filters = filter.isArray ? filter.items.compactMap(\.name) : [filter.name ?? ""]
    if filters.contains("/LZWDecode") || filters.contains("/Crypt") {
      findings.add(
        .error, "filters", "object \(number) is packed with \(filters.joined(separator: " "))",
        hints: ["have the PDF written again"])
    }
    if !stream["/F"].isNull || !stream["/FFilter"].isNull {
      findings.add(.error, "embedded", "object \(number) lies in another file", rule: "ISO 15930-7")
    }
    let isPostScript =
      stream["/Subtype"].name == "/PS" || stream["/Subtype2"].name == "/PS"
      || !stream["/PS"].isNull
    let isReference = !stream["/Ref"].isNull && stream["/Subtype"].name == "/Form"
    if isPostScript || isReference || !stream["/OPI"].isNull || !stream["/Alternates"].isNull {
      findings.add(
        .error, "postscript", "object \(number) is PostScript, OPI, a reference or an alternate",
        rule: "ISO 15930-7", hints: ["have the PDF written again"])
    }
  }

  /// Pictures and gradients of foreign colours that no page uses: they are in the file all the same.
  func examineUnused(_ findings: inout Findings) {
    guard !findings.holds("colour.space") else { return }
    let none = file.parse("<< >>")
    for number in 0..<min(max(0, file.trailer["/Size"].integer ?? 0), 1_000_000) {
      let object = file.object(number)
      let isPicture =
        object["/Subtype"].name == "/Image" && object["/ImageMask"].bool != true
      guard isPicture || !object["/ShadingType"].isNull, !object["/ColorSpace"].isNull else {
        continue
      }
      // A name may be one of the page's resources.
      let faults = PrintSpace.read(object["/ColorSpace"], none).faults.filter {
        !$0.hasPrefix("unknown")
      }
      if let fault = faults.first {
        findings.add(
          .error, "colour.space", "object \(number), which no page uses, has \(fault) colours",
          rule: "GWG 2022 R0027", hints: ["have the PDF written again without it"])
      }
    }
  }

  private static let actions: Set<String> = [
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/URI", "/Movie", "/Sound",
    "/ResetForm", "/Hide", "/Named", "/Rendition", "/GoTo3DView", "/SetOCGState", "/Trans",
  ]
}
