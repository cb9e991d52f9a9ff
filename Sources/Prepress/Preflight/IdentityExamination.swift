import Newspaper

/// What the file says about itself: PDF/X identification, information, output intent.
struct IdentityExamination {
  private let file: PDFFile
  private let settings: PressSettings

  init(_ file: PDFFile, settings: PressSettings) {
    self.file = file
    self.settings = settings
  }

  func examine(into findings: inout Findings) {
    // PDF/X-1a is marked in the document information; its XMP may be missing.
    let packet = settings.standard == .x4 ? examinePacket(&findings) : XMPPacket()
    examineInformation(packet, &findings)
    examineIntent(&findings)
  }

  // MARK: XMP

  private func examinePacket(_ findings: inout Findings) -> XMPPacket {
    func fault(_ summary: String) {
      findings.add(
        .error, "pdfx.identity", summary, rule: "ISO 15930-7",
        hints: ["have the PDF written again as PDF/X-4"])
    }
    let metadata = file.root["/Metadata"]
    guard metadata.isStream, let bytes = metadata.data else {
      fault("no document metadata")
      return XMPPacket()
    }
    if !metadata["/Filter"].isNull { fault("document metadata are packed") }
    if metadata["/Type"].name != "/Metadata" || metadata["/Subtype"].name != "/XML" {
      fault("document metadata are not marked as XML")
    }
    guard let packet = XMPPacket(bytes) else {
      fault("document metadata are damaged")
      return XMPPacket()
    }
    if !packet.hasWrapper { fault("document metadata have no xpacket wrapper") }
    let version = packet["pdfxid:GTS_PDFXVersion"]
    if version != "PDF/X-4" { fault("not marked as PDF/X-4 (\(version ?? "no mark"))") }
    let missing = Self.required.filter { (packet[$0] ?? "").isEmpty }
    if !missing.isEmpty { fault("metadata lack \(missing.joined(separator: ", "))") }
    for key in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
      if let date = packet[key], Moment(iso: date) == nil { fault("\(key) \(date) is no date") }
    }
    return packet
  }

  private static let required = [
    "dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmp:CreatorTool",
    "pdf:Producer", "pdf:Trapped", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass",
  ]

  // MARK: Document information

  private func examineInformation(_ packet: XMPPacket, _ findings: inout Findings) {
    func fault(_ summary: String) {
      findings.add(.error, "pdfx.info", summary, rule: "ISO 15930-7")
    }
    let info = file.trailer["/Info"]
    guard info.isDictionary else { return fault("no document information") }
    let needed = ["/Title", "/CreationDate", "/ModDate", "/Producer", "/Creator"]
    for key in needed where (info[key].text ?? "").isEmpty {
      fault("information lacks \(key.dropFirst())")
    }
    for (key, other) in [
      ("/Title", "dc:title"), ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer"),
    ] {
      if let text = info[key].text, let value = packet[other], text != value {
        fault("\(key.dropFirst()) “\(text)” is “\(value)” in the metadata")
      }
    }
    for (key, other) in [("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")] {
      guard let text = info[key].text else { continue }
      guard let date = Moment(pdf: text) else {
        fault("\(key.dropFirst()) \(text) is no date")
        continue
      }
      if let value = packet[other], let moment = Moment(iso: value), moment != date {
        fault("\(key.dropFirst()) \(text) is \(value) in the metadata")
      }
    }
    let trapped = info["/Trapped"].name
    if trapped != "/True" && trapped != "/False" {
      fault("trapping is not said to be done or not")
    } else if let value = packet["pdf:Trapped"], "/" + value != trapped {
      fault("trapping is \(value) in the metadata")
    }
    let mark = info["/GTS_PDFXVersion"].text
    let conformance = info["/GTS_PDFXConformance"].text
    switch settings.standard {
    case .x4:
      if let mark, mark != "PDF/X-4" { fault("marked as \(mark)") }
      if conformance != nil { fault("marked with PDF/X-1a's conformance") }
    case .x1a:
      let wanted = settings.standard.rawValue
      if mark != wanted || conformance != wanted {
        fault("not marked as \(wanted) (\(mark ?? "no mark"))")
      }
    }
  }

  // MARK: Output intent

  private func examineIntent(_ findings: inout Findings) {
    func fault(_ summary: String, hints: [String] = []) {
      findings.add(.error, "pdfx.intent", summary, rule: "ISO 15930-7", hints: hints)
    }
    let intents = file.root["/OutputIntents"].items.filter { $0["/S"].name == "/GTS_PDFX" }
    guard intents.count == 1, let intent = intents.first else {
      return fault(
        "\(intents.count) output intents for PDF/X, there must be one",
        hints: ["write it for \(settings.condition.identifier)"])
    }
    let identifier = intent["/OutputConditionIdentifier"].text ?? ""
    if identifier.isEmpty { fault("output intent without a condition") }
    if (intent["/Info"].text ?? "").isEmpty { fault("output intent without a description") }
    if !identifier.isEmpty, identifier != settings.condition.identifier {
      findings.add(
        .warning, "pdfx.condition",
        "made for \(identifier), this press is \(settings.condition.identifier)",
        hints: ["ask for a file made for \(settings.condition.identifier)"])
    }
    if !intent["/DestOutputProfileRef"].isNull { fault("profile lies outside the file") }
    guard intent["/DestOutputProfile"].isStream, let bytes = intent["/DestOutputProfile"].data
    else { return fault("no profile in the output intent") }
    var condition = settings.condition
    condition.profile = bytes
    if let problem = condition.check() { fault(problem.summary) }
    if intent["/DestOutputProfile"]["/N"].integer != 4 { fault("profile is not said to be CMYK") }
  }
}
