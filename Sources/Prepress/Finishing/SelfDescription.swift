import Newspaper

/// What any PDF of ours says about itself, in its document information and again in XMP
/// (ISO 16684-1), which must agree.
struct SelfDescription {
  let title: String
  let made: Moment

  static let program = "Forme"

  /// The vocabularies of XMP that we use.
  enum Vocabulary: String {
    case dc = "http://purl.org/dc/elements/1.1/"
    case xmp = "http://ns.adobe.com/xap/1.0/"
    case xmpMM = "http://ns.adobe.com/xap/1.0/mm/"
    case pdf = "http://ns.adobe.com/pdf/1.3/"
    case pdfxid = "http://www.npes.org/pdfx/ns/id/"
  }

  /// Document information, to which a kind of PDF adds its own.
  func information(in file: PDFFile) -> PDFObject {
    let info = file.parse("<< >>")
    info["/Title"] = file.text(title)
    info["/Creator"] = file.text(Self.program)
    info["/Producer"] = file.text(Self.program)
    info["/CreationDate"] = file.text(made.pdf)
    info["/ModDate"] = file.text(made.pdf)
    return info
  }

  /// The packet of XMP, with the lines that a kind of PDF adds: about the content after the title,
  /// about its versions after the dates, about the file at the end.
  func packet(
    _ vocabularies: [Vocabulary], content: [String] = [], versions: [String] = [],
    file: [String] = []
  ) -> [UInt8] {
    let names = vocabularies.map { "    xmlns:\($0)=\"\($0.rawValue)\"" }.joined(separator: "\n")
    let lines =
      [
        "<dc:format>application/pdf</dc:format>",
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">\(title.xmlEscaped)</rdf:li></rdf:Alt></dc:title>",
      ] + content + [
        "<xmp:CreateDate>\(made.iso)</xmp:CreateDate>",
        "<xmp:ModifyDate>\(made.iso)</xmp:ModifyDate>",
        "<xmp:MetadataDate>\(made.iso)</xmp:MetadataDate>",
        "<xmp:CreatorTool>\(Self.program)</xmp:CreatorTool>",
      ] + versions + ["<pdf:Producer>\(Self.program)</pdf:Producer>"] + file
    let packet = """
      <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
       <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about=""
      \(names)>
      \(lines.map { "   \($0)" }.joined(separator: "\n"))
        </rdf:Description>
       </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="w"?>
      """
    return Array(packet.utf8)
  }
}

extension PDFFile {
  /// Takes over what the file says about itself.
  func describe(information: PDFObject, packet: [UInt8]) {
    trailer["/Info"] = shared(information)
    root["/Metadata"] = shared(stream(packet, "<< /Type /Metadata /Subtype /XML >>"))
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
