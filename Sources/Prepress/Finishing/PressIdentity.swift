import Newspaper
import Synchronization

/// What a press PDF says about itself: document information, XMP, output intent.
///
/// ISO 15930-7 by way of reference/print-ready.md 1a, items 4 to 10.
struct PressIdentity {
  let title: String
  let condition: OutputCondition
  let standard: PressSettings.Standard
  let made: Moment
  /// A name of the document that is the same for the same content.
  let documentID: String

  func apply(to file: PDFFile) {
    let identity = SelfDescription(title: title, made: made)
    let info = identity.information(in: file)
    info["/Trapped"] = file.parse("/False")
    info["/GTS_PDFXVersion"] = file.text(standard.rawValue)
    if standard == .x1a { info["/GTS_PDFXConformance"] = file.text(standard.rawValue) }
    let packet = identity.packet(
      [.dc, .xmp, .xmpMM, .pdf, .pdfxid],
      versions: [
        "<xmpMM:DocumentID>\(documentID)</xmpMM:DocumentID>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
      ], file: ["<pdf:Trapped>False</pdf:Trapped>", mark])
    file.describe(information: info, packet: packet)
    file.root["/OutputIntents"] = file.array([file.shared(intent(in: file))])
  }

  private func intent(in file: PDFFile) -> PDFObject {
    let intent = file.parse("<< /Type /OutputIntent /S /GTS_PDFX >>")
    intent["/OutputConditionIdentifier"] = file.text(condition.identifier)
    intent["/OutputCondition"] = file.text(condition.title)
    intent["/RegistryName"] = file.text(condition.registry)
    intent["/Info"] = file.text(condition.title)
    let profile = file.stream([], "<< /N 4 >>")
    if let packed = PackedProfile.flate(condition.profile) {
      profile.replaceData(packed, filter: "FlateDecode")
    } else {
      profile.replaceData(condition.profile)
    }
    intent["/DestOutputProfile"] = file.shared(profile)
    return intent
  }

  /// PDF/X-1a is marked in the document information only.
  private var mark: String {
    standard == .x4 ? "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" : ""
  }
}

/// The last profile compressed: a run has one, and packing it takes longer than a page of text.
private enum PackedProfile {
  private static let last = Mutex<(profile: [UInt8], packed: [UInt8])?>(nil)

  /// The packed bytes; nil when packing fails.
  static func flate(_ profile: [UInt8]) -> [UInt8]? {
    last.withLock { last in
      if let last, last.profile == profile { return last.packed }
      guard let packed = Flate.pack(profile, level: 6) else { return nil }
      last = (profile, packed)
      return packed
    }
  }
}
