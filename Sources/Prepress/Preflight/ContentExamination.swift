import Newspaper

/// What a page paints, followed operator by operator through its forms.
struct ContentExamination {
  let page: PDFObject
  let number: Int
  let settings: PressSettings
  let resourceChecks: ResourceExamination
  private var checks: PaintExamination
  private var openForms: Set<Int> = []
  private var paints = false
  /// The form whose content is followed; nil for the page's own.
  private var form: PaintedPlace?

  /// The area is where ink is counted; an advertisement's is scaled as it is placed.
  init(
    page: PDFObject, number: Int, settings: PressSettings, spots: Set<String>,
    area: PDFBox? = nil
  ) {
    self.page = page
    self.number = number
    self.settings = settings
    resourceChecks = ResourceExamination(
      page: number, spots: spots, standard: settings.standard)
    let bleed = page.box("/BleedBox") ?? page.box("/TrimBox") ?? page.box("/MediaBox")
    checks = PaintExamination(page: number, settings: settings, area: area ?? bleed ?? .unit)
  }

  /// Follows the content; an advertisement begins with the scale it is placed at.
  mutating func examine(from start: PaintState = PaintState(), into findings: inout Findings) {
    resourceChecks.examineGroup(of: page, isLuminosity: false, &findings)
    guard let content = page.pageContent else {
      findings.add(.error, "content", page: number, "content cannot be decoded")
      return
    }
    walk(content, page["/Resources"], start, in: nil, &findings)
    checks.finish(&findings)
    resourceChecks.finish(&findings)
    if !paints {
      findings.add(.error, "page.empty", page: number, "nothing on it", rule: "GWG 2022 R0005")
    }
  }

  /// Executes a stream; the state is the caller's, and what the stream does to it stays inside.
  private mutating func walk(
    _ content: [UInt8], _ resources: PDFObject, _ start: PaintState, in place: PaintedPlace?,
    _ findings: inout Findings
  ) {
    let outer = form
    form = place
    defer { form = outer }
    var scanner = ContentScanner(content)
    var state = start
    var saved: [PaintState] = []
    var text = TextPlace()
    do throws(ContentScanner.Fault) {
      while let operation = try scanner.next() {
        switch operation {
        case .save: saved.append(state)
        case .restore:
          guard let last = saved.popLast() else {
            findings.add(.error, "content", page: number, "Q without q")
            return
          }
          state = last
        case .graphicsState:
          let name = scanner.lastName ?? ""
          apply(entry(name, of: "/ExtGState", resources, &findings), to: &state, &findings)
        case .paintObject:
          let name = scanner.lastName ?? ""
          paint(resources["/XObject"][name], name, state, &findings)
        case .inlineImage:
          paints = true
          let box = PDFBox(.unit, under: state.matrix)
          resourceChecks.examineInline(
            scanner.text(scanner.range), resources, PaintedPlace(.picture, box), &findings)
        default:
          text.follow(operation, scanner, state)
          if operation.showsText {
            checks.text(state, text.matrix, characters: scanner.characterCount, &findings)
          }
          set(operation, scanner, resources, &state, &findings)
          if operation.touchesPath { checks.path(operation, scanner.numbers, &state, &findings) }
          paints = paints || operation.paints
        }
      }
      if !saved.isEmpty { findings.add(.error, "content", page: number, "q without Q") }
    } catch {
      findings.add(.error, "content", page: number, PassPlace(page: number).fault(error).summary)
    }
    resourceChecks.examine(resources, in: place, &findings)
  }

  /// A named resource; one that is not there is a fault.
  private func entry(
    _ name: String, of kind: String, _ resources: PDFObject, _ findings: inout Findings
  ) -> PDFObject {
    let entry = resources[kind][name]
    if entry.isNull {
      findings.add(
        .error, "content", page: number, "\(kind.dropFirst()) \(name.dropFirst()) is not there",
        hints: ["have the PDF written again"])
    }
    return entry
  }

  // MARK: State

  private func set(
    _ operation: Operator, _ scanner: ContentScanner, _ resources: PDFObject,
    _ state: inout PaintState, _ findings: inout Findings
  ) {
    let last = { if case .number(let value) = scanner.operands.last { value } else { 0.0 } }
    switch operation {
    case .transform:
      if let matrix = scanner.numbers.flatMap(Matrix.init) {
        state.matrix = matrix.then(state.matrix)
      }
    case .lineWidth: state.lineWidth = last()
    case .font:
      state.fontSize = last()
      if case .name? = scanner.operands.first {
        _ = entry(scanner.firstName ?? "", of: "/Font", resources, &findings)
      }
    case .leading: state.leading = last()
    case .moveTextLeading: state.leading = -last()
    case .shading: _ = entry(scanner.lastName ?? "", of: "/Shading", resources, &findings)
    case .textMode: state.textMode = Int(last())
    case .fillGray: setColour(.gray, scanner, stroking: false, &state, &findings)
    case .strokeGray: setColour(.gray, scanner, stroking: true, &state, &findings)
    case .fillCMYK: setColour(.cmyk, scanner, stroking: false, &state, &findings)
    case .strokeCMYK: setColour(.cmyk, scanner, stroking: true, &state, &findings)
    case .fillRGB: setColour(.rgb, scanner, stroking: false, &state, &findings)
    case .strokeRGB: setColour(.rgb, scanner, stroking: true, &state, &findings)
    case .fillSpace, .strokeSpace:
      guard let name = scanner.lastName else { break }
      let space = PrintSpace.read(page.file.name(String(name.dropFirst())), resources)
      resourceChecks.note(space, at: form, &findings)
      if operation == .fillSpace { state.fillSpace = space } else { state.strokeSpace = space }
      start(space, stroking: operation == .strokeSpace, &state)
    case .fillColour, .fillColourNamed:
      setColour(state.fillSpace, scanner, stroking: false, &state, &findings)
    case .strokeColour, .strokeColourNamed:
      setColour(state.strokeSpace, scanner, stroking: true, &state, &findings)
    default: break
    }
  }

  private func setColour(
    _ space: PrintSpace, _ scanner: ContentScanner, stroking: Bool, _ state: inout PaintState,
    _ findings: inout Findings
  ) {
    if !space.faults.isEmpty { resourceChecks.note(space, at: form, &findings) }
    if space.components > 0, scanner.numbers?.count != space.components {
      findings.add(
        .error, "content", page: number, "colour without \(space.components) numbers",
        hints: ["have the PDF written again"])
    }
    let colour: PaintState.Colour =
      space.family == "/Pattern"
      ? .pattern : InkMix(space, scanner.numbers ?? []).map { .ink($0) } ?? .unknown
    if stroking { state.stroke = colour } else { state.fill = colour }
  }

  /// The colour a space begins with: full ink for Separation and DeviceN, else black.
  private func start(_ space: PrintSpace, stroking: Bool, _ state: inout PaintState) {
    let numbers: [Double] =
      switch space.family {
      case "/Separation", "/DeviceN": Array(repeating: 1, count: space.components)
      case "/DeviceCMYK": [0, 0, 0, 1]
      default: Array(repeating: 0, count: space.components)
      }
    let colour: PaintState.Colour =
      space.family == "/Pattern"
      ? .pattern : InkMix(space, numbers).map { .ink($0) } ?? .unknown
    if stroking { state.stroke = colour } else { state.fill = colour }
  }

  private mutating func apply(
    _ entry: PDFObject, to state: inout PaintState, _ findings: inout Findings
  ) {
    for key in entry.keys {
      let value = entry[key]
      switch key {
      case "/OP":
        state.strokeOverprints = value.bool ?? false
        if entry["/op"].isNull { state.fillOverprints = state.strokeOverprints }
      case "/op": state.fillOverprints = value.bool ?? false
      case "/OPM": state.mode = value.integer ?? 0
      case "/ca": state.fillAlpha = value.value ?? 1
      case "/CA": state.strokeAlpha = value.value ?? 1
      case "/LW": state.lineWidth = value.value ?? state.lineWidth
      case "/BM":
        let mode = value.name ?? value.items.first?.name
        state.isNormal = mode == "/Normal" || mode == "/Compatible"
      case "/SMask":
        state.isMasked = value.isDictionary
      default: break
      }
    }
    if entry["/SMask"].isDictionary { examineMask(entry["/SMask"], &findings) }
  }

  /// A mask has no ink: only its colour spaces matter.
  private func examineMask(_ mask: PDFObject, _ findings: inout Findings) {
    let group = mask["/G"]
    resourceChecks.examineGroup(
      of: group, isLuminosity: mask["/S"].name == "/Luminosity", &findings)
    resourceChecks.examine(group["/Resources"], in: form, &findings)
    resourceChecks.examineColours(of: group, at: form, &findings)
  }

  // MARK: Objects

  private mutating func paint(
    _ object: PDFObject, _ name: String, _ state: PaintState, _ findings: inout Findings
  ) {
    switch object["/Subtype"].name {
    case "/Image":
      paints = true
      resourceChecks.remember(
        object, at: PaintedPlace(.picture, PDFBox(.unit, under: state.matrix)))
      checks.image(object, name, state, &findings)
    case "/Form":
      guard openForms.count < 32, openForms.insert(object.number).inserted else {
        findings.add(
          .error, "content", page: number, "form \(name) paints itself, or nests too deep")
        return
      }
      defer { openForms.remove(object.number) }
      guard let content = object.data else {
        findings.add(.error, "content", page: number, "form \(name) cannot be decoded")
        return
      }
      var inner = state
      if let matrix = Matrix(object["/Matrix"].items.compactMap(\.value)) {
        inner.matrix = matrix.then(state.matrix)
      }
      let box = PDFBox(object.box("/BBox") ?? .unit, under: inner.matrix)
      inner.clip = inner.clip?.intersection(box) ?? box
      let place = PaintedPlace(.area, inner.clip ?? box)
      resourceChecks.examineGroup(of: object, isLuminosity: false, at: place, &findings)
      checks.transparency(state, place, &findings)
      if object["/Group"].isDictionary { inner.enterGroup() }
      let own = object["/Resources"]
      walk(content, own.isNull ? page["/Resources"] : own, inner, in: place, &findings)
    default:
      findings.add(.error, "content", page: number, "object \(name) is not there")
    }
  }
}

extension Operator {
  /// Whether it leaves a mark.
  fileprivate var paints: Bool {
    paintsPath != nil || showsText || self == .shading
  }

  /// Whether it builds, paints or ends a path.
  fileprivate var touchesPath: Bool {
    switch self {
    case .move, .line, .curve, .curveFromStart, .curveToEnd, .close, .rectangle, .clip,
      .clipEvenOdd, .endPath:
      true
    default: paintsPath != nil
    }
  }
}
