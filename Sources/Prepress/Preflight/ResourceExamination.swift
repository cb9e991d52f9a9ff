import Newspaper

/// What resource dictionaries hold: it belongs to the page, used or not.
final class ResourceExamination {
  private let page: Int
  private let spots: Set<String>
  private let standard: PressSettings.Standard
  private var seen: Set<Int> = []
  /// Where pictures and forms are painted, by object number.
  private var places: [Int: PaintedPlace] = [:]
  /// Groups that PDF/X-1a cannot hold.
  private var groups = 0

  init(page: Int, spots: Set<String>, standard: PressSettings.Standard) {
    self.page = page
    self.standard = standard
    self.spots = spots
  }

  /// Nested deeper than any honest page goes, the rest is left unread.
  private static let deepest = 32

  /// Examines resources after the content they are for, so that places are known; `place` is that
  /// of the form they belong to.
  func examine(
    _ resources: PDFObject, in place: PaintedPlace? = nil, depth: Int = 0,
    _ findings: inout Findings
  ) {
    guard depth < Self.deepest else {
      findings.add(.error, "content", page: page, "patterns nested too deep")
      return
    }
    for name in resources["/ColorSpace"].keys {
      note(PrintSpace.read(resources["/ColorSpace"][name], resources), at: place, &findings)
    }
    for name in resources["/Font"].keys where isNew(resources["/Font"][name]) {
      examineFont(resources["/Font"][name], place, &findings)
    }
    for name in resources["/Shading"].keys {
      examineShading(resources["/Shading"][name], resources, place, &findings)
    }
    for name in resources["/Pattern"].keys where isNew(resources["/Pattern"][name]) {
      let pattern = resources["/Pattern"][name]
      examineShading(pattern["/Shading"], resources, place, &findings)
      if pattern.isStream {
        examine(pattern["/Resources"], in: place, depth: depth + 1, &findings)
        examineColours(of: pattern, at: place, &findings)
      }
    }
    for name in resources["/ExtGState"].keys {
      let state = resources["/ExtGState"][name]
      examineState(state, place, &findings)
      let font = state["/Font"].items.first
      if let font, isNew(font) { examineFont(font, place, &findings) }
    }
    for name in resources["/XObject"].keys where isNew(resources["/XObject"][name]) {
      let object = resources["/XObject"][name]
      if object["/Subtype"].name == "/Image" {
        examineImage(object, name, resources, places[object.number] ?? place, &findings)
      }
    }
  }

  /// Notes what is wrong with a colour space, and its inks.
  func note(
    _ space: PrintSpace, at place: PaintedPlace? = nil, _ findings: inout Findings
  ) {
    for fault in space.faults {
      findings.add(
        .error, "colour.space", page: page, at: place, "\(fault) colours", rule: "GWG 2022 R0027",
        hints: ["convert everything to the press's CMYK"])
    }
    for name in space.names where !["Cyan", "Magenta", "Yellow", "Black", "None"].contains(name) {
      if name == "All" {
        findings.add(
          .error, "colour.registration", page: page, at: place, "registration colour on the page",
          rule: "GWG 2022 R0024")
      } else if !spots.contains(name) {
        findings.add(
          .error, "colour.spot", page: page, at: place, "spot ink \(name)", rule: "GWG 2022 R0020",
          hints: ["declare the ink, or convert it to CMYK"])
      }
    }
  }

  /// Remembers where a picture or form is painted.
  func remember(_ object: PDFObject, at place: PaintedPlace) {
    if object.number != 0 { places[object.number] = place }
  }

  /// Transparency that no mark showed: groups, and states that nothing is painted in.
  func finish(_ findings: inout Findings) {
    guard standard == .x1a, groups > 0, !findings.holds("transparency", page: page) else { return }
    transparent("transparency group", nil, &findings)
  }

  func examineGroup(
    of owner: PDFObject, isLuminosity: Bool, at place: PaintedPlace? = nil,
    _ findings: inout Findings
  ) {
    let group = owner["/Group"]
    guard group.isDictionary else { return }
    if standard == .x1a { groups += 1 }
    let space = group["/CS"]
    if space.isNull, !isLuminosity { return }
    let isFit = space.name == "/DeviceCMYK" || isLuminosity && space.name == "/DeviceGray"
    if !isFit {
      findings.add(
        .error, "colour.group", page: page, at: place,
        "transparency is computed in \(space.name ?? space.items.first?.name ?? "no space")",
        rule: "GWG 2022 R0030", hints: ["set the blending space to DeviceCMYK"])
    }
  }

  private func examineFont(
    _ font: PDFObject, _ place: PaintedPlace?, _ findings: inout Findings
  ) {
    let name = (font["/BaseFont"].name ?? font["/Name"].name ?? "/unnamed").dropFirst()
    if font["/Subtype"].name == "/Type3" {
      findings.add(
        .error, "font.type3", page: page, at: place, "font \(name) is drawn as pictures",
        hints: ["use an outline font"])
      return
    }
    let face =
      font["/Subtype"].name == "/Type0"
      ? font["/DescendantFonts"].items.first?["/FontDescriptor"] : font["/FontDescriptor"]
    let isEmbedded = ["/FontFile", "/FontFile2", "/FontFile3"].contains {
      face?[$0].isStream == true
    }
    if !isEmbedded {
      findings.add(
        .error, "font.missing", page: page, at: place, "font \(name) is not in the file",
        rule: "ISO 15930-7", hints: ["embed all fonts"])
    }
    if name.split(separator: "+").last == "Courier" {
      findings.add(
        .error, "font.courier", page: page, at: place,
        "Courier, the mark of a font that was missing",
        rule: "GWG 2022 R0014", hints: ["set the text in the font it was meant for"])
    }
  }

  private func examineShading(
    _ shading: PDFObject, _ resources: PDFObject, _ place: PaintedPlace?,
    _ findings: inout Findings
  ) {
    guard shading.isDictionary else { return }
    note(PrintSpace.read(shading["/ColorSpace"], resources), at: place, &findings)
  }

  private func transparent(
    _ what: String, _ place: PaintedPlace?, _ findings: inout Findings
  ) {
    findings.add(
      .error, "transparency", page: page, at: place, what, rule: standard.rawValue,
      hints: ["send the page as PDF/X-4, or print it solid"])
  }

  private func examineState(
    _ state: PDFObject, _ place: PaintedPlace?, _ findings: inout Findings
  ) {
    if standard == .x1a, !findings.holds("transparency", page: page) {
      let isSolid =
        (state["/ca"].value ?? 1) == 1 && (state["/CA"].value ?? 1) == 1
        && ["/Normal", "/Compatible"].contains(state["/BM"].name ?? "/Normal")
        && !state["/SMask"].isDictionary
      if !isSolid { transparent("transparent ink", place, &findings) }
    }
    for key in state.keys {
      let isDefault = state[key].name == "/Default"
      let isForbidden =
        key == "/TR" || key == "/HTP" || (key == "/TR2" || key == "/HT") && !isDefault
      if isForbidden {
        findings.add(
          .error, "transfer", page: page, at: place,
          "transfer curve or halftone \(key.dropFirst())",
          rule: "ISO 15930-7", hints: ["leave curves and screens to the press"])
      }
    }
    let curve = state["/SMask"]["/TR"]
    if !curve.isNull, curve.name != "/Identity" {
      findings.add(.error, "transfer", page: page, at: place, "mask with a transfer curve")
    }
  }

  private func examineImage(
    _ image: PDFObject, _ name: String, _ resources: PDFObject, _ place: PaintedPlace?,
    _ findings: inout Findings
  ) {
    if image["/ImageMask"].bool == true { return }
    if standard == .x1a, image["/SMask"].isStream, !findings.holds("transparency", page: page) {
      transparent("picture \(name) with a mask", place, &findings)
    }
    guard !image["/ColorSpace"].isNull else {
      findings.add(
        .error, "colour.space", page: page, at: place, "picture \(name) does not say its colours",
        rule: "GWG 2022 R0027")
      return
    }
    note(PrintSpace.read(image["/ColorSpace"], resources), at: place, &findings)
    examineData(of: image, name, place, &findings)
  }

  /// A picture that stands in the content itself, from BI to EI.
  func examineInline(
    _ text: String, _ resources: PDFObject, _ place: PaintedPlace, _ findings: inout Findings
  ) {
    let entries = text.dropFirst(2).prefix(2000)
    guard let end = entries.firstIndex(of: "I", before: "D") else { return }
    let image = resources.file.parse("<< \(entries[..<end]) >>")
    let isMask = (image["/IM"].bool ?? image["/ImageMask"].bool) == true
    let space = image["/CS"].isNull ? image["/ColorSpace"] : image["/CS"]
    if !isMask { note(PrintSpace.read(space, resources), at: place, &findings) }
  }

  /// A JPEG that says otherwise than the PDF prints wrong, or as a negative.
  private func examineData(
    of image: PDFObject, _ name: String, _ place: PaintedPlace?, _ findings: inout Findings
  ) {
    let filters = image["/Filter"].name.map { [$0] } ?? image["/Filter"].items.compactMap(\.name)
    guard filters == ["/DCTDecode"], let jpeg = image.storedData else {
      examinePixels(of: image, name, place, &findings)
      return
    }
    guard let frame = BaselineJPEG.frame(of: jpeg) else {
      findings.add(
        .error, "image.damaged", page: page, at: place, "picture \(name) is damaged",
        hints: ["place the picture again"])
      return
    }
    let components = ["/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4]
    let isSame =
      frame.size.width == image["/Width"].integer && frame.size.height == image["/Height"].integer
    let expected = image["/ColorSpace"].name.flatMap { components[$0] }
    if !isSame || expected.map({ $0 != frame.components }) == true {
      findings.add(
        .error, "image.damaged", page: page, at: place,
        "picture \(name) is not what the file says of it",
        hints: ["place the picture again"])
    }
    if frame.components == 4, image["/Decode"].isNull, BaselineJPEG.hasAdobeMarker(jpeg) {
      findings.add(
        .error, "image.polarity", page: page, at: place, "picture \(name) may print as a negative",
        rule: "CMYK JPEG with Adobe's marker and no Decode",
        hints: ["place the picture again as TIFF"])
    }
  }

  /// Pixels that are packed without loss must all be there.
  private func examinePixels(
    of image: PDFObject, _ name: String, _ place: PaintedPlace?, _ findings: inout Findings
  ) {
    guard let data = image.data, let width = image["/Width"].integer,
      let height = image["/Height"].integer, let bits = image["/BitsPerComponent"].integer,
      [1, 2, 4, 8, 16].contains(bits)
    else { return }
    let components = PrintSpace.read(image["/ColorSpace"], image.file.parse("<< >>")).components
    if data.count < height * ((width * components * bits + 7) / 8) {
      findings.add(
        .error, "image.damaged", page: page, at: place, "picture \(name) is cut short",
        hints: ["place the picture again"])
    }
  }

  /// Colour operators of a tiling pattern or a mask; sizes are not judged.
  func examineColours(
    of stream: PDFObject, at place: PaintedPlace? = nil, _ findings: inout Findings
  ) {
    guard let content = stream.data else { return }
    var scanner = ContentScanner(content)
    while let operation = try? scanner.next() {
      if operation == .fillRGB || operation == .strokeRGB {
        note(.rgb, at: place, &findings)
      }
    }
  }

  private func isNew(_ object: PDFObject) -> Bool {
    object.number == 0 || seen.insert(object.number).inserted
  }
}

extension Substring {
  /// The place of a pair of characters between white space, such as ID.
  fileprivate func firstIndex(of first: Character, before second: Character) -> Index? {
    indices.first { index in
      guard self[index] == first, let next = self.index(index, offsetBy: 2, limitedBy: endIndex)
      else { return false }
      return self[self.index(after: index)] == second
        && (next == endIndex || self[next].isWhitespace)
        && (index == startIndex || self[self.index(before: index)].isWhitespace)
    }
  }
}
