import Newspaper

/// What a screen PDF says about itself: document information and XMP, which agree, and language.
struct ScreenIdentity {
  private let job: ScreenJob
  private let made: Moment

  init(_ job: ScreenJob) {
    self.job = job
    made = Moment(secondsSince1970: job.made)
  }

  func apply(to file: PDFFile) {
    let info = file.parse("<< >>")
    info["/Title"] = file.text(job.title)
    info["/Author"] = file.text(job.author)
    info["/Creator"] = file.text(PressIdentity.program)
    info["/Producer"] = file.text(PressIdentity.program)
    info["/CreationDate"] = file.text(made.pdf)
    info["/ModDate"] = file.text(made.pdf)
    file.trailer["/Info"] = file.shared(info)
    file.root["/Lang"] = file.text(job.language)
    file.root["/ViewerPreferences"] = file.parse("<< /DisplayDocTitle true >>")
    file.root["/Metadata"] = file.shared(
      file.stream(Array(packet.utf8), "<< /Type /Metadata /Subtype /XML >>"))
  }

  private var packet: String {
    """
    <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/">
     <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about=""
        xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/"
        xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
       <dc:format>application/pdf</dc:format>
       <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(job.title.xmlEscaped)</rdf:li></rdf:Alt></dc:title>
       <dc:creator><rdf:Seq><rdf:li>\(job.author.xmlEscaped)</rdf:li></rdf:Seq></dc:creator>
       <dc:language><rdf:Bag><rdf:li>\(job.language.xmlEscaped)</rdf:li></rdf:Bag></dc:language>
       <xmp:CreateDate>\(made.iso)</xmp:CreateDate>
       <xmp:ModifyDate>\(made.iso)</xmp:ModifyDate>
       <xmp:MetadataDate>\(made.iso)</xmp:MetadataDate>
       <xmp:CreatorTool>\(PressIdentity.program)</xmp:CreatorTool>
       <pdf:Producer>\(PressIdentity.program)</pdf:Producer>
      </rdf:Description>
     </rdf:RDF>
    </x:xmpmeta>
    <?xpacket end="w"?>
    """
  }
}
