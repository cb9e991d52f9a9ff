import Newspaper

/// Turns the keyed colours of a PDF's objects into inks, each object once.
///
/// Follows everything a page can reach: content, forms, patterns, shadings and their functions,
/// soft masks, images. What it does not know stops it (reference/print-ready.md 3, rule 7).
final class ColourPass {
  /// What a stream is for.
  enum Role {
    case print
    /// Its lightness masks something: grey stays grey.
    case luminosity
    /// Its shape masks something: its colours do not matter.
    case alpha
  }

  let file: PDFFile
  let inks: PressInks
  private var done: Set<Int> = []
  private var spots: [PressColour.Spot: PDFObject] = [:]
  private var overprints: [Overprint: PDFObject] = [:]

  init(_ file: PDFFile, inks: PressInks) {
    self.file = file
    self.inks = inks
  }

  /// The plates of spot inks met so far, in the order of the ink table.
  var plates: [PrinterMarks.Plate] {
    spots.keys.sorted { $0.index < $1.index }.map { spot in
      PrinterMarks.Plate(ink: spot.name, resource: spot.resource, space: object(for: spot))
    }
  }

  /// Prints marks round a converted page, on every plate of the file.
  func paint(_ marks: PrinterMarks, on page: PDFObject) {
    let both = Overprint(fill: true, stroke: true)
    let resources = page["/Resources"]
    resources.entry("/ExtGState")[both.resource] = object(for: both)
    for plate in marks.plates { resources.entry("/ColorSpace")[plate.resource] = plate.space }
    page.overpaint(marks.operators)
  }

  /// Converts a page and all it uses.
  func convert(page: PDFObject, at place: PassPlace) throws(Diagnostic) {
    try convertGroup(of: page, .print, place)
    guard let content = page.pageContent else {
      throw place.fault("content.damaged", "content cannot be decoded")
    }
    let resources = page["/Resources"]
    let rewritten = try rewrite(content, resources, .print, place)
    let stream = file.stream([])
    stream.replaceContent(rewritten)
    page["/Contents"] = file.shared(stream)
  }

  /// Converts a stream's operators and the resources it names.
  private func rewrite(
    _ content: [UInt8], _ resources: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) -> [UInt8] {
    try convertResources(resources, role, place)
    var rewriter = ContentRewriter(
      content, resources: resources, role: role, inks: inks, place: place)
    let result = try rewriter.rewrite()
    for state in rewriter.usedOverprints.sorted() {
      resources.entry("/ExtGState")[state.resource] = object(for: state)
    }
    for spot in rewriter.usedSpots.sorted(by: { $0.index < $1.index }) {
      resources.entry("/ColorSpace")[spot.resource] = object(for: spot)
    }
    return result
  }

  private func convertStream(
    _ stream: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    guard let content = stream.data else {
      throw place.fault("content.damaged", "content cannot be decoded")
    }
    if stream["/Resources"].isNull { stream["/Resources"] = file.parse("<< >>") }
    stream.replaceContent(try rewrite(content, stream["/Resources"], role, place))
  }

  // MARK: Resources

  private func convertResources(
    _ resources: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    for kind in resources.keys {
      for name in resources[kind].keys {
        let resource = resources[kind][name]
        guard isNew(resource) else { continue }
        try convert(resource, kind, role, place.inside(name))
      }
    }
  }

  private func convert(
    _ resource: PDFObject, _ kind: String, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    switch kind {
    case "/XObject": try convertExternal(resource, role, place)
    case "/Pattern": try convertPattern(resource, role, place)
    case "/Shading": try convertShading(resource, role, place)
    case "/ExtGState":
      if resource["/SMask"].isDictionary { try convertMask(resource["/SMask"], place) }
    case "/Font":
      guard resource["/Subtype"].name != "/Type3" else {
        throw place.fault("font.type3", "font drawn as pictures (Type 3)")
      }
    case "/ProcSet": break
    case "/ColorSpace" where place.path.last?.hasPrefix("/Spot") == true: break
    default: throw place.fault("resource.unknown", "unknown resource \(kind)")
    }
  }

  private func convertExternal(
    _ object: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    switch object["/Subtype"].name {
    case "/Image": try convertImage(object, place)
    case "/Form":
      try convertGroup(of: object, role, place)
      try convertStream(object, role, place)
    case let kind: throw place.fault("object.unknown", "unknown object \(kind ?? "")")
    }
  }

  /// Press images come converted; RGB means pixels nobody prepared, such as a fallback of cairo.
  private func convertImage(_ image: PDFObject, _ place: PassPlace) throws(Diagnostic) {
    image.remove("/Interpolate")
    if image["/SMask"].isStream, isNew(image["/SMask"]) {
      try convertImage(image["/SMask"], place.inside("/SMask"))
    }
    if image["/ImageMask"].bool == true { return }
    let space = image["/ColorSpace"]
    guard space.name == "/DeviceGray" || space.name == "/DeviceCMYK" else {
      let size = "\(image["/Width"].integer ?? 0) × \(image["/Height"].integer ?? 0)"
      throw place.fault(
        "image.rgb", "\(size) pixel picture is not CMYK or grey (\(space.description))",
        hints: ["convert the picture at the photo desk before drawing"])
    }
  }

  private func convertPattern(
    _ pattern: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    switch (pattern["/PatternType"].integer, pattern["/PaintType"].integer) {
    case (1, 1): try convertStream(pattern, role, place)
    case (2, _) where pattern["/ExtGState"].isNull:
      if isNew(pattern["/Shading"]) { try convertShading(pattern["/Shading"], role, place) }
    default: throw place.fault("pattern.kind", "unknown kind of pattern")
    }
  }

  /// A group of DeviceRGB would send black text through RGB and back onto four plates.
  private func convertGroup(
    of owner: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    let group = owner["/Group"]
    guard group.isDictionary else { return }
    guard group["/S"].name == "/Transparency" else {
      throw place.fault("group.kind", "unknown kind of group")
    }
    if role == .luminosity {
      guard group["/CS"].name == "/DeviceGray" else {
        throw place.fault("mask.rgb", "mask whose lightness is computed in colour")
      }
    } else {
      group["/CS"] = file.name("DeviceCMYK")
    }
  }

  private func convertMask(_ mask: PDFObject, _ place: PassPlace) throws(Diagnostic) {
    guard mask["/TR"].isNull else {
      throw place.fault("mask.transfer", "mask with a transfer function")
    }
    let role: Role = mask["/S"].name == "/Luminosity" ? .luminosity : .alpha
    let form = mask["/G"]
    guard isNew(form) else { return }
    try convertExternal(form, role, place.inside("mask"))
  }

  // MARK: Gradients

  private func convertShading(
    _ shading: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    guard [2, 3].contains(shading["/ShadingType"].integer), shading["/Background"].isNull else {
      throw place.fault("gradient.kind", "gradient that is neither linear nor radial")
    }
    if role != .print, shading["/ColorSpace"].name == "/DeviceGray" { return }
    guard shading["/ColorSpace"].name == "/DeviceRGB" else {
      throw place.fault(
        "gradient.space", "gradient in \(shading["/ColorSpace"].description)")
    }
    shading["/ColorSpace"] = file.name("DeviceCMYK")
    try convertFunction(shading["/Function"], role, place)
  }

  /// Functions are shared between gradients and pages: each is rewritten once.
  private func convertFunction(
    _ function: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) {
    guard isNew(function) else { return }
    switch function["/FunctionType"].integer {
    case 2:
      for key in ["/C0", "/C1"] {
        function[key] = try gradientColour(function[key], role, place)
      }
    case 3:
      for part in function["/Functions"].items { try convertFunction(part, role, place) }
    default: throw place.fault("gradient.function", "unknown kind of function")
    }
  }

  private func gradientColour(
    _ key: PDFObject, _ role: Role, _ place: PassPlace
  ) throws(Diagnostic) -> PDFObject {
    let values = key.items.compactMap(\.value)
    guard values.count == 3 else {
      throw place.fault("gradient.function", "gradient colour with \(values.count) numbers")
    }
    let colour: PressColour
    do throws(PressInks.Fault) {
      colour = try inks.colour(red: values[0], green: values[1], blue: values[2])
    } catch {
      guard role == .alpha else { throw place.fault(error, values) }
      return file.parse("[0 0 0 1]")
    }
    guard case .process(let cyan, let magenta, let yellow, let black) = colour else {
      throw place.fault(
        "gradient.spot", "gradient of a spot ink", hints: ["use process inks in gradients"])
    }
    let parts = [cyan, magenta, yellow, black].map(PressColour.decimal)
    return file.parse("[\(parts.joined(separator: " "))]")
  }

  // MARK: Shared objects

  /// Whether an object has not been converted; objects without a number stand in one place only.
  private func isNew(_ object: PDFObject) -> Bool {
    let number = object.number
    return number == 0 || done.insert(number).inserted
  }

  private func object(for state: Overprint) -> PDFObject {
    if let known = overprints[state] { return known }
    let object = file.shared(file.parse(state.dictionary))
    overprints[state] = object
    return object
  }

  private func object(for spot: PressColour.Spot) -> PDFObject {
    if let known = spots[spot] { return known }
    let full = spot.alternate.map { PressColour.decimal($0 * 100) }.joined(separator: " ")
    let function = file.parse(
      "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [\(full)] /N 1 >>")
    let space = file.array([
      file.name("Separation"), file.name(spot.name), file.name("DeviceCMYK"),
      file.shared(function),
    ])
    let object = file.shared(space)
    spots[spot] = object
    return object
  }
}

extension PDFObject {
  /// The dictionary under a key, made where there is none.
  func entry(_ key: String) -> PDFObject {
    if self[key].isNull { self[key] = file.parse("<< >>") }
    return self[key]
  }
}
