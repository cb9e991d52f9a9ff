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

  static let program = "Forme"

  func apply(to file: PDFFile) {
    let info = file.parse("<< /Trapped /False >>")
    info["/Title"] = file.text(title)
    info["/Creator"] = file.text(Self.program)
    info["/Producer"] = file.text(Self.program)
    info["/CreationDate"] = file.text(made.pdf)
    info["/ModDate"] = file.text(made.pdf)
    info["/GTS_PDFXVersion"] = file.text(standard.rawValue)
    if standard == .x1a { info["/GTS_PDFXConformance"] = file.text(standard.rawValue) }
    file.trailer["/Info"] = file.shared(info)
    file.root["/Metadata"] = file.shared(
      file.stream(Array(packet.utf8), "<< /Type /Metadata /Subtype /XML >>"))
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

  private var packet: String {
    """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
     <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about=""
        xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
        xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
        xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
       <dc:format>application/pdf</dc:format>
       <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(title.xmlEscaped)</rdf:li></rdf:Alt></dc:title>
       <xmp:CreateDate>\(made.iso)</xmp:CreateDate>
       <xmp:ModifyDate>\(made.iso)</xmp:ModifyDate>
       <xmp:MetadataDate>\(made.iso)</xmp:MetadataDate>
       <xmp:CreatorTool>\(Self.program)</xmp:CreatorTool>
       <xmpMM:DocumentID>\(documentID)</xmpMM:DocumentID>
       <xmpMM:VersionID>1</xmpMM:VersionID>
       <xmpMM:RenditionClass>default</xmpMM:RenditionClass>
       <pdf:Producer>\(Self.program)</pdf:Producer>
       <pdf:Trapped>False</pdf:Trapped>
       \(mark)
      </rdf:Description>
     </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="w"?>
    """
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

extension String {
  /// The text as XML has it between two tags.
  var xmlEscaped: String {
    reduce(into: "") { text, character in
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      default:
        // Control characters have no place in XML 1.0.
        if character.unicodeScalars.allSatisfy({ $0.value >= 32 }) { text.append(character) }
      }
    }
  }
}
