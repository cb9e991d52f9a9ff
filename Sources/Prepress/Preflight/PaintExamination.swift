import Newspaper

/// Judges each mark by its ink, size and overprint.
struct PaintExamination {
  private let page: Int
  private let settings: PressSettings
  /// Rectangles of the current path with the sizes they print at, and whether there is any path.
  private var rectangles: [(width: Double, height: Double)] = []
  private var hasPath = false
  /// Pictures already decoded, by object number.
  private var inks: [Int: PictureInk?] = [:]

  init(page: Int, settings: PressSettings) {
    self.page = page
    self.settings = settings
  }

  // MARK: Text

  func text(_ state: PaintState, _ textMatrix: Matrix, _ findings: inout Findings) {
    let size = abs(state.fontSize) * textMatrix.then(state.matrix).vertical
    guard state.textMode != 3, state.textMode != 7, size > 0.000_001 else { return }
    if [0, 2, 4, 6].contains(state.textMode) {
      text(size, state.fill, overprints: state.fillOverprints, stroking: false, state, &findings)
    }
    if [1, 2, 5, 6].contains(state.textMode) {
      text(size, state.stroke, overprints: state.strokeOverprints, stroking: true, state, &findings)
    }
  }

  private func text(
    _ size: Double, _ colour: PaintState.Colour, overprints: Bool, stroking: Bool,
    _ state: PaintState, _ findings: inout Findings
  ) {
    guard case .ink(let ink) = colour else { return }
    let what = "\(size.formatted(places: 1)) pt text"
    if ink.isWhite {
      whiteOverprint(overprints, what, &findings)
      small(size, "white", "R0016", what, &findings)
    } else if ink.isBlack {
      guard size < 12, state.isOpaque(stroking: stroking) || ink.family == "/DeviceGray" else {
        return
      }
      blackOverprint(ink, overprints, state.mode, what, "GWG 2022 R0009, R0011", &findings)
    } else {
      if ink.isRichBlack {
        findings.add(
          .error, "text.rich", page: page, "black \(what) on several plates (\(ink.words))",
          rule: "GWG 2022 R0015", hints: ["set black text in black alone"])
      }
      if ink.plates > 1 { small(size, "many-ink", "R0017", what, &findings) }
    }
  }

  private func small(
    _ size: Double, _ kind: String, _ rule: String, _ what: String, _ findings: inout Findings
  ) {
    let limits = settings.minimums
    guard size < limits.colourTextWarnBelow.points - 0.005 else { return }
    let fails = size < limits.colourTextFailBelow.points - 0.005
    findings.add(
      fails ? .error : .warning, fails ? "text.small.\(kind)" : "text.smallish.\(kind)",
      page: page, "\(kind) \(what)", rule: "GWG 2022 \(rule)",
      hints: ["set it larger, or in black on bare paper"])
  }

  // MARK: Overprint

  private func whiteOverprint(
    _ overprints: Bool, _ what: String, _ findings: inout Findings
  ) {
    guard overprints else { return }
    findings.add(
      .error, "overprint.white", page: page, "white \(what) overprints and vanishes",
      rule: "GWG 2022 R0007, R0008", hints: ["let white knock out"])
  }

  private func blackOverprint(
    _ ink: InkMix, _ overprints: Bool, _ mode: Int, _ what: String, _ rule: String,
    _ findings: inout Findings
  ) {
    let fault: String? =
      if ink.family == "/DeviceGray" {
        "is DeviceGray, whose overprint is not honoured everywhere"
      } else if !overprints {
        "knocks out"
      } else if ink.family == "/DeviceCMYK", mode != 1 {
        "overprints with OPM 0"
      } else { nil }
    guard let fault else { return }
    findings.add(
      .error, "overprint.black", page: page, "black \(what) \(fault)", rule: rule,
      hints: ["let black overprint with OPM 1 in DeviceCMYK"])
  }

  // MARK: Paths

  mutating func path(
    _ operation: Operator, _ scanner: ContentScanner, _ state: PaintState,
    _ findings: inout Findings
  ) {
    switch operation {
    case .rectangle:
      hasPath = true
      if let numbers = scanner.numbers, numbers.count == 4 {
        rectangles.append(
          (
            abs(numbers[2]) * state.matrix.horizontal, abs(numbers[3]) * state.matrix.vertical
          ))
      }
    case .move, .line, .curve, .curveFromStart, .curveToEnd: hasPath = true
    case .endPath: endPath()
    default:
      guard let painted = operation.paintsPath else { return }
      if hasPath, painted.fill { fill(state, &findings) }
      if hasPath, painted.stroke { stroke(state, &findings) }
      endPath()
    }
  }

  private mutating func endPath() {
    rectangles.removeAll(keepingCapacity: true)
    hasPath = false
  }

  private func fill(_ state: PaintState, _ findings: inout Findings) {
    guard case .ink(let ink) = state.fill else { return }
    if ink.isWhite { whiteOverprint(state.fillOverprints, "area", &findings) }
    for (width, height) in rectangles {
      let (thin, long) = (min(width, height), max(width, height))
      if thin < 2, long > 4 * thin {
        line(thin, ink, state.fillOverprints, stroking: false, state, &findings)
      } else if ink.total > Double(settings.inkLimit) + 0.5, thin > 15 * 72 / 25.4 {
        findings.add(
          .error, "ink.limit", page: page, "area with \(Int(ink.total.rounded())) % ink",
          rule: "GWG 2022 R0026, limit \(settings.inkLimit) %", hints: ["use a lighter tint"])
      }
    }
  }

  private func stroke(_ state: PaintState, _ findings: inout Findings) {
    guard case .ink(let ink) = state.stroke else { return }
    let width = state.lineWidth * min(state.matrix.horizontal, state.matrix.vertical)
    line(width, ink, state.strokeOverprints, stroking: true, state, &findings)
  }

  private func line(
    _ width: Double, _ ink: InkMix, _ overprints: Bool, stroking: Bool, _ state: PaintState,
    _ findings: inout Findings
  ) {
    let what = "\(width.formatted(places: 2)) pt rule"
    if width < settings.minimums.hairline.points - 0.005 {
      findings.add(
        .error, "hairline", page: page, what, rule: "GWG 2022 R0018, R0019",
        hints: ["use \(settings.minimums.hairline) pt or more"])
    }
    if ink.isWhite { whiteOverprint(overprints, what, &findings) }
    let mustOverprint = state.isOpaque(stroking: stroking) || ink.family == "/DeviceGray"
    if ink.isBlack, width < 2, mustOverprint {
      blackOverprint(ink, overprints, state.mode, what, "GWG 2022 R0010, R0012", &findings)
    }
  }

  // MARK: Pictures

  mutating func image(
    _ image: PDFObject, _ name: String, _ state: PaintState, _ findings: inout Findings
  ) {
    resolution(image, name, state, &findings)
    ink(image, name, state, &findings)
  }

  private mutating func ink(
    _ image: PDFObject, _ name: String, _ state: PaintState, _ findings: inout Findings
  ) {
    guard state.matrix.horizontal > 0, state.matrix.vertical > 0 else { return }
    let known = inks[image.number] ?? PictureInk(image)
    inks[image.number] = known
    let most = known?.heaviest(
      printedWidth: state.matrix.horizontal, printedHeight: state.matrix.vertical)
    guard let most, most > Double(settings.inkLimit) + 0.5 else { return }
    findings.add(
      .error, "ink.limit", page: page,
      "picture \(name) has \(Int(most.rounded())) % ink over 15 mm",
      rule: "GWG 2022 R0026, limit \(settings.inkLimit) %",
      hints: ["convert the picture with the press's profile"])
  }

  private func resolution(
    _ image: PDFObject, _ name: String, _ state: PaintState, _ findings: inout Findings
  ) {
    guard let width = image["/Width"].integer, let height = image["/Height"].integer,
      max(width, height) > 16, state.matrix.horizontal > 0, state.matrix.vertical > 0
    else { return }
    let resolution = min(
      Double(width) * 72 / state.matrix.horizontal, Double(height) * 72 / state.matrix.vertical)
    let isLineArt =
      image["/ImageMask"].bool == true || image["/BitsPerComponent"].integer == 1
    let limits = settings.resolutions
    let (warn, fail) =
      isLineArt
      ? (limits.lineArtWarnBelow, limits.lineArtFailBelow)
      : (limits.warnBelow, limits.failBelow)
    guard resolution < warn - 0.5 else { return }
    let fails = resolution < fail - 0.5
    findings.add(
      fails ? .error : .warning, fails ? "image.resolution.low" : "image.resolution.poor",
      page: page,
      "\(isLineArt ? "line art" : "picture") \(name) has \(Int(resolution)) pixels an inch",
      rule: isLineArt ? "GWG 2022 R0032" : "GWG 2022 R0031",
      hints: ["use a larger original, or print it smaller"])
  }
}
