import Newspaper

/// Whether filling and stroking leave the plates alone on which they have no ink.
struct Overprint: Hashable, Comparable {
  var fill = false
  var stroke = false

  /// The name of its graphics state in resource dictionaries.
  var resource: String {
    switch (fill, stroke) {
    case (false, false): "/Knockout"
    case (true, false): "/OverprintFill"
    case (false, true): "/OverprintStroke"
    case (true, true): "/Overprint"
    }
  }

  /// All three keys: `OP` without `op` would set both.
  var dictionary: String { "<< /Type /ExtGState /OP \(stroke) /op \(fill) /OPM 1 >>" }

  static func < (left: Overprint, right: Overprint) -> Bool { left.resource < right.resource }
}

/// Rewrites one content stream: keys become inks, and black overprints where it may.
///
/// Everything else is copied as it stands. The overprint state is written just before the first
/// operator it matters to, as alpha and masks may be set after the colour and change its meaning
/// (reference/print-ready.md, rules 1 and 2).
struct ContentRewriter {
  /// A current colour.
  private enum Current {
    case unset
    case black
    case other
  }

  private struct State {
    var fill = Current.unset
    var stroke = Current.unset
    var fillAlpha = 1.0
    var strokeAlpha = 1.0
    var isNormal = true
    var isMasked = false
    /// What has been written so far.
    var overprint = Overprint()
  }

  private(set) var usedOverprints: Set<Overprint> = []
  private(set) var usedSpots: Set<PressColour.Spot> = []
  private let content: [UInt8]
  private let resources: PDFObject
  private let role: ColourPass.Role
  private let inks: PressInks
  private let place: PassPlace
  private var scanner: ContentScanner
  private var output: [UInt8] = []
  private var copied = 0
  private var state = State()
  private var saved: [State] = []
  private var inPath = false
  /// Looked up once a stream: text pages set the same states thousands of times.
  private var graphicsStates: [String: PDFObject] = [:]

  init(
    _ content: [UInt8], resources: PDFObject, role: ColourPass.Role, inks: PressInks,
    place: PassPlace
  ) {
    self.content = content
    self.resources = resources
    self.role = role
    self.inks = inks
    self.place = place
    scanner = ContentScanner(content)
    output.reserveCapacity(content.count + content.count / 8)
  }

  mutating func rewrite() throws(Diagnostic) -> [UInt8] {
    while let operation = try nextOperation() {
      switch operation {
      case .save: saved.append(state)
      case .restore:
        guard let last = saved.popLast() else {
          throw place.fault("content.damaged", "Q without q")
        }
        state = last
      case .graphicsState: try setGraphicsState()
      case .fillRGB, .strokeRGB: try setColour(stroking: operation == .strokeRGB)
      case .fillGray, .strokeGray: try setGray(stroking: operation == .strokeGray)
      case .fillSpace, .strokeSpace: try setPatternSpace(stroking: operation == .strokeSpace)
      case .fillColourNamed, .strokeColourNamed: try checkPattern()
      case .fillCMYK, .strokeCMYK, .fillColour, .strokeColour, .glyphWidth, .glyphWidthBox:
        throw place.fault("content.operator", "unexpected operator \(operation.rawValue)")
      default: try paint(operation)
      }
    }
    guard saved.isEmpty else { throw place.fault("content.damaged", "q without Q") }
    output += content[copied...]
    return output
  }

  private mutating func nextOperation() throws(Diagnostic) -> Operator? {
    do throws(ContentScanner.Fault) { return try scanner.next() } catch {
      throw place.fault(error)
    }
  }

  // MARK: Colours

  private mutating func setColour(stroking: Bool) throws(Diagnostic) {
    guard let key = scanner.numbers, key.count == 3 else {
      throw place.fault("content.damaged", "colour without three numbers")
    }
    guard role != .luminosity else {
      throw place.fault("mask.rgb", "coloured object in a mask of lightness")
    }
    var colour = PressColour.black
    if role == .print {
      do throws(PressInks.Fault) {
        colour = try inks.colour(red: key[0], green: key[1], blue: key[2])
      } catch { throw place.fault(error, key) }
    }
    if case .spot(let spot, _) = colour { usedSpots.insert(spot) }
    set(role == .print && colour == .black ? .black : .other, stroking: stroking)
    replace(by: colour.operators(stroking: stroking))
  }

  private mutating func setGray(stroking: Bool) throws(Diagnostic) {
    guard role == .luminosity else {
      throw place.fault("content.operator", "unexpected grey")
    }
    set(.other, stroking: stroking)
  }

  private mutating func setPatternSpace(stroking: Bool) throws(Diagnostic) {
    guard scanner.lastName == "/Pattern" else {
      throw place.fault("colour.space", "unexpected colour space")
    }
    set(.other, stroking: stroking)
  }

  private func checkPattern() throws(Diagnostic) {
    guard scanner.operands.count == 1, let name = scanner.lastName,
      !resources["/Pattern"][name].isNull
    else { throw place.fault("colour.space", "unexpected colour in a colour space") }
  }

  private mutating func set(_ current: Current, stroking: Bool) {
    if stroking { state.stroke = current } else { state.fill = current }
  }

  // MARK: Graphics state

  private mutating func setGraphicsState() throws(Diagnostic) {
    guard let name = scanner.lastName else {
      throw place.fault("content.damaged", "gs without a name")
    }
    let entry = graphicsStates[name] ?? resources["/ExtGState"][name]
    graphicsStates[name] = entry
    guard entry.isDictionary else {
      throw place.fault("resource.missing", "graphics state \(name) is not there")
    }
    for key in entry.keys {
      let value = entry[key]
      switch key {
      case "/Type", "/AIS": break
      case "/ca": state.fillAlpha = value.value ?? 0
      case "/CA": state.strokeAlpha = value.value ?? 0
      case "/BM": state.isNormal = value.name == "/Normal" || value.name == "/Compatible"
      case "/SMask": state.isMasked = value.name != "/None"
      default:
        throw place.inside(name).fault("state.unknown", "unknown graphics state \(key)")
      }
    }
  }

  // MARK: Painting

  private mutating func paint(_ operation: Operator) throws(Diagnostic) {
    if operation.beginsPath, !inPath {
      inPath = true
      settleOverprint()
    } else if let painted = operation.paintsPath {
      inPath = false
      try requireColour(fill: painted.fill, stroke: painted.stroke)
    } else if operation == .endPath {
      inPath = false
    } else if operation.showsText {
      try requireColour(fill: true, stroke: false)
      settleOverprint()
    } else if operation == .shading {
      settle(Overprint())
    } else if operation == .paintObject {
      try paintObject()
    } else if operation == .inlineImage {
      throw place.fault("image.inline", "inline image")
    }
  }

  private mutating func paintObject() throws(Diagnostic) {
    guard let name = scanner.lastName, case let object = resources["/XObject"][name],
      object.isStream
    else { throw place.fault("resource.missing", "object \(scanner.lastName ?? "") is not there") }
    if object["/Subtype"].name == "/Form" {
      let isPlain = state.isNormal && !state.isMasked && state.fillAlpha == 1
      guard isPlain || object["/Group"].isDictionary else {
        throw place.inside(name).fault("group.missing", "transparent object without a group")
      }
      settle(Overprint())
    } else if object["/ImageMask"].bool == true {
      try requireColour(fill: true, stroke: false)
      settleOverprint()
    } else {
      settle(Overprint())
    }
  }

  private func requireColour(fill: Bool, stroke: Bool) throws(Diagnostic) {
    let isMissing =
      fill && isUnset(state.fill) || stroke && isUnset(state.stroke)
    guard !isMissing || role == .luminosity else {
      throw place.fault("colour.unset", "something is painted before a colour is set")
    }
  }

  private func isUnset(_ current: Current) -> Bool {
    if case .unset = current { true } else { false }
  }

  /// Black overprints only where it is opaque: with transparency `op` changes the colour.
  private mutating func settleOverprint() {
    let isOpaque = state.isNormal && !state.isMasked
    var wanted = Overprint()
    if case .black = state.fill { wanted.fill = isOpaque && state.fillAlpha == 1 }
    if case .black = state.stroke { wanted.stroke = isOpaque && state.strokeAlpha == 1 }
    settle(wanted)
  }

  private mutating func settle(_ wanted: Overprint) {
    guard wanted != state.overprint else { return }
    state.overprint = wanted
    usedOverprints.insert(wanted)
    copy(upTo: scanner.range.lowerBound)
    // The operand before may end without white space: "Q0.5" would be one word.
    output += "\n\(wanted.resource) gs\n".utf8
  }

  // MARK: Output

  private mutating func replace(by text: String) {
    copy(upTo: scanner.range.lowerBound)
    output.append(10)
    output += text.utf8
    output.append(10)
    copied = scanner.range.upperBound
  }

  private mutating func copy(upTo end: Int) {
    output += content[copied..<end]
    copied = end
  }
}
