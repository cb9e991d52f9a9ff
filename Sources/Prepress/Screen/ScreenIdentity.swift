import Newspaper

/// What a screen PDF says about itself: document information and XMP, which agree, and language.
struct ScreenIdentity {
  let job: ScreenJob

  func apply(to file: PDFFile) {
    let identity = SelfDescription(
      title: job.title, made: Moment(secondsSince1970: job.made))
    let info = identity.information(in: file)
    info["/Author"] = file.text(job.author)
    let packet = identity.packet(
      [.dc, .xmp, .pdf],
      content: [
        "<dc:creator><rdf:Seq><rdf:li>\(job.author.xmlEscaped)</rdf:li></rdf:Seq></dc:creator>",
        "<dc:language><rdf:Bag><rdf:li>\(job.language.xmlEscaped)</rdf:li></rdf:Bag></dc:language>",
      ])
    file.describe(information: info, packet: packet)
    file.root["/Lang"] = file.text(job.language)
    file.root["/ViewerPreferences"] = file.parse("<< /DisplayDocTitle true >>")
  }
}
