import Newspaper

/// Judges each mark by its ink, size and overprint, and adds it to the ink of the page.
struct PaintExamination {
  private let page: Int
  private let settings: PressSettings
  private var path = PathTrace()
  /// Pictures already decoded, by object number.
  private var inks: [Int: PictureInk?] = [:]
  private var map: InkMap

  /// The area is where ink is counted: the page with its bleed.
  init(page: Int, settings: PressSettings, area: PDFBox) {
    self.page = page
    self.settings = settings
    map = InkMap(area)
  }

  /// Says where there is too much ink, when all is painted.
  func finish(_ findings: inout Findings) {
    for square in map.squares(over: Double(settings.inkLimit) + 0.5) {
      findings.add(
        .error, "ink.limit", page: page, at: PaintedPlace(.area, square.box),
        "\(Int(square.ink.rounded())) % ink over 15 mm",
        rule: "GWG 2022 R0026, limit \(settings.inkLimit) %",
        hints: ["use a lighter tint", "convert pictures with the press's profile"])
    }
  }

  // MARK: Text

  /// Text of about so many characters, drawn under a text matrix.
  mutating func text(
    _ state: PaintState, _ textMatrix: Matrix, characters: Int, _ findings: inout Findings
  ) {
    let matrix = textMatrix.then(state.matrix)
    let size = abs(state.fontSize) * matrix.vertical
    guard state.textMode != 3, state.textMode != 7, size > 0.000_001 else { return }
    let em = state.fontSize
    let line = PDFBox(
      PDFBox(left: 0, bottom: -0.12 * em, right: Double(characters) * em, top: 0.88 * em),
      under: matrix)
    let origin = matrix.point(0, 0)
    let place = PaintedPlace(
      .text, PDFBox(left: origin.x, bottom: origin.y, right: origin.x, top: origin.y))
    transparency(state, place, &findings)
    if [0, 2, 4, 6].contains(state.textMode) {
      text(size, state, stroking: false, place, &findings)
      lay(state, over: line, coverage: 0.3, stroking: false)
    }
    if [1, 2, 5, 6].contains(state.textMode) {
      text(size, state, stroking: true, place, &findings)
    }
  }

  private func text(
    _ size: Double, _ state: PaintState, stroking: Bool, _ place: PaintedPlace,
    _ findings: inout Findings
  ) {
    let overprints = stroking ? state.strokeOverprints : state.fillOverprints
    guard case .ink(let ink) = stroking ? state.stroke : state.fill else { return }
    let what = "\(size.formatted(places: 1)) pt text"
    if ink.isWhite {
      whiteOverprint(overprints, what, place, &findings)
      small(size, "white", "R0016", what, place, &findings)
    } else if ink.isBlack {
      guard size < 12, state.isOpaque(stroking: stroking) || ink.family == "/DeviceGray" else {
        return
      }
      blackOverprint(
        ink, overprints, state.mode, what, "GWG 2022 R0009, R0011", place, &findings)
    } else {
      if ink.isRichBlack {
        findings.add(
          .error, "text.rich", page: page, at: place,
          "black \(what) on several plates (\(ink.words))",
          rule: "GWG 2022 R0015", hints: ["set black text in black alone"])
      }
      if ink.plates > 1 { small(size, "many-ink", "R0017", what, place, &findings) }
    }
  }

  private func small(
    _ size: Double, _ kind: String, _ rule: String, _ what: String, _ place: PaintedPlace,
    _ findings: inout Findings
  ) {
    let limits = settings.minimums
    guard size < limits.colourTextWarnBelow.points - 0.005 else { return }
    let fails = size < limits.colourTextFailBelow.points - 0.005
    findings.add(
      fails ? .error : .warning, fails ? "text.small.\(kind)" : "text.smallish.\(kind)",
      page: page, at: place, "\(kind) \(what)", rule: "GWG 2022 \(rule)",
      hints: ["set it larger, or in black on bare paper"])
  }

  // MARK: Overprint

  private func whiteOverprint(
    _ overprints: Bool, _ what: String, _ place: PaintedPlace, _ findings: inout Findings
  ) {
    guard overprints else { return }
    findings.add(
      .error, "overprint.white", page: page, at: place, "white \(what) overprints and vanishes",
      rule: "GWG 2022 R0007, R0008", hints: ["let white knock out"])
  }

  private func blackOverprint(
    _ ink: InkMix, _ overprints: Bool, _ mode: Int, _ what: String, _ rule: String,
    _ place: PaintedPlace, _ findings: inout Findings
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
      .error, "overprint.black", page: page, at: place, "black \(what) \(fault)", rule: rule,
      hints: ["let black overprint with OPM 1 in DeviceCMYK"])
  }

  /// What PDF/X-1a cannot hold.
  func transparency(_ state: PaintState, _ place: PaintedPlace, _ findings: inout Findings) {
    guard settings.standard == .x1a else { return }
    if state.isOpaque(stroking: false) && state.isOpaque(stroking: true) { return }
    transparency("transparent ink", place, &findings)
  }

  private func transparency(
    _ what: String, _ place: PaintedPlace, _ findings: inout Findings
  ) {
    findings.add(
      .error, "transparency", page: page, at: place, what, rule: settings.standard.rawValue,
      hints: ["send the page as PDF/X-4", "print it solid"])
  }

  // MARK: Paths

  /// Follows path operators; clipping paths become part of the state.
  mutating func path(
    _ operation: Operator, _ numbers: [Double]?, _ state: inout PaintState,
    _ findings: inout Findings
  ) {
    if path.follow(operation, numbers ?? [], state.matrix) { return }
    let painted = operation.paintsPath
    guard painted != nil || operation == .endPath else { return }
    if let painted, let bounds = path.bounds {
      let place = PaintedPlace(.figure, bounds)
      transparency(state, place, &findings)
      if painted.fill { fill(state, place, &findings) }
      if painted.stroke { stroke(state, place, &findings) }
    }
    if path.clips, let bounds = path.bounds {
      state.clip = state.clip?.intersection(bounds) ?? bounds
    }
    path = PathTrace()
  }

  private mutating func fill(
    _ state: PaintState, _ place: PaintedPlace, _ findings: inout Findings
  ) {
    lay(state, over: place.box, coverage: path.coverage, stroking: false)
    guard case .ink(let ink) = state.fill else { return }
    if ink.isWhite { whiteOverprint(state.fillOverprints, "area", place, &findings) }
    for (width, height) in path.rectangles {
      let (thin, long) = (min(width, height), max(width, height))
      if thin < 2, long > 4 * thin { line(thin, state, stroking: false, place, &findings) }
    }
  }

  private mutating func stroke(
    _ state: PaintState, _ place: PaintedPlace, _ findings: inout Findings
  ) {
    let width = state.lineWidth * min(state.matrix.horizontal, state.matrix.vertical)
    let box = place.box.grown(by: width / 2)
    let covered = path.length * width / max(0.001, box.width * box.height)
    lay(state, over: box, coverage: min(1, covered), stroking: true)
    line(width, state, stroking: true, place, &findings)
  }

  private func line(
    _ width: Double, _ state: PaintState, stroking: Bool, _ place: PaintedPlace,
    _ findings: inout Findings
  ) {
    let overprints = stroking ? state.strokeOverprints : state.fillOverprints
    guard case .ink(let ink) = stroking ? state.stroke : state.fill else { return }
    let what = "\(width.formatted(places: 2)) pt rule"
    if width < settings.minimums.hairline.points - 0.005 {
      findings.add(
        .error, "hairline", page: page, at: place, what, rule: "GWG 2022 R0018, R0019",
        hints: ["use \(settings.minimums.hairline) pt or more"])
    }
    if ink.isWhite { whiteOverprint(overprints, what, place, &findings) }
    let mustOverprint = state.isOpaque(stroking: stroking) || ink.family == "/DeviceGray"
    if ink.isBlack, width < 2, mustOverprint {
      blackOverprint(
        ink, overprints, state.mode, what, "GWG 2022 R0010, R0012", place, &findings)
    }
  }

  private mutating func lay(
    _ state: PaintState, over box: PDFBox, coverage: Double, stroking: Bool
  ) {
    guard case .ink(let ink) = stroking ? state.stroke : state.fill else { return }
    map.lay(
      ink, over: box, clip: state.clip, strength: coverage * state.strength(stroking: stroking),
      overprints: stroking ? state.strokeOverprints : state.fillOverprints)
  }

  // MARK: Pictures

  mutating func image(
    _ image: PDFObject, _ name: String, _ state: PaintState, _ findings: inout Findings
  ) {
    let place = PaintedPlace(.picture, PDFBox(.unit, under: state.matrix))
    transparency(state, place, &findings)
    if settings.standard == .x1a, image["/SMask"].isStream {
      transparency("picture with a soft mask", place, &findings)
    }
    resolution(image, name, state, place, &findings)
    let known = inks[image.number] ?? PictureInk(image)
    inks[image.number] = known
    if let known { map.lay(known, under: state.matrix, clip: state.clip) }
  }

  private func resolution(
    _ image: PDFObject, _ name: String, _ state: PaintState, _ place: PaintedPlace,
    _ findings: inout Findings
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
    let what = "\(isLineArt ? "line art" : "picture") \(name) has \(Int(resolution)) pixels an inch"
    if !isLineArt, resolution > 4 * limits.most {
      findings.add(
        .warning, "image.resolution.wasteful", page: page, at: place, what,
        rule: "four times what the press can show", hints: ["reduce the picture"])
    }
    guard resolution < warn - 0.5 else { return }
    let fails = resolution < fail - 0.5
    findings.add(
      fails ? .error : .warning, fails ? "image.resolution.low" : "image.resolution.poor",
      page: page, at: place, what, rule: isLineArt ? "GWG 2022 R0032" : "GWG 2022 R0031",
      hints: ["use a larger original, or print it smaller"])
  }
}
