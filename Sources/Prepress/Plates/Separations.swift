import CVips
public import Newspaper

/// 分色: what of a finished page goes on each plate, as Ghostscript renders the file.
///
/// Ghostscript honours overprint as the plate setter does, so a page looks here as it prints.
public struct Separations: Sendable {
  /// One plate.
  public struct Plate: Hashable, Sendable {
    /// "C", "M", "Y", "K", or a spot ink by its name.
    public var name: String
    /// A grey PNG: black where the plate prints in full.
    public var png: [UInt8]
  }

  /// A square of 15 mm with the ink on it.
  public struct InkSquare: Hashable, Sendable {
    /// Its place, from the upper left corner of the trimmed page.
    public var area: Rect
    /// All inks together, averaged, in percent.
    public var percent: Int
  }

  /// The process plates, then the spot inks in the order of the file.
  public private(set) var plates: [Plate] = []
  /// All plates over each other on the press's paper, as PNG.
  public private(set) var composite: [UInt8] = []
  /// The same cut to the trim and faded, to draw on.
  public private(set) var ground = EncodedPicture(
    jpeg: [], size: PixelSize(width: 0, height: 0), components: 3)
  /// Squares with more ink than the limit, each apart from the others, the heaviest first.
  public private(set) var squaresOverLimit: [InkSquare] = []
  /// The square with the most ink, over the limit or not.
  public private(set) var heaviestSquare: InkSquare?

  /// Separates a file of one page.
  public init(of pdf: [UInt8], dpi: Int, settings: PressSettings) throws(Diagnostic) {
    let file = try PDFFile(pdf, name: "page")
    guard startVips, let folder = WorkFolder(), let page = file.pages.first,
      let media = page.box("/MediaBox"), let trim = page.box("/TrimBox")
    else {
      throw Self.fault("the page cannot be read, or there is no room for temporary files")
    }
    let path = "\(folder.path)/page.pdf"
    guard FileBytes.write(pdf, to: path) else { throw Self.fault("\(path) cannot be written") }
    try Ghostscript.separate(path, dpi: dpi, into: folder.path)
    let scale = Double(dpi) / 72
    let cut = PixelRect(
      x: Int(((trim.left - media.left) * scale).rounded()),
      y: Int(((media.top - trim.top) * scale).rounded()),
      width: Int((trim.width * scale).rounded()), height: Int((trim.height * scale).rounded()))
    var coverage: InkCoverage?
    for (name, file) in Self.plateFiles(among: folder.names) {
      var pixels = try Self.pixels(of: "\(folder.path)/\(file)")
      guard let png = pixels.png else { throw Self.fault("no memory is left") }
      plates.append(Plate(name: name, png: png))
      pixels.crop(to: cut)
      if coverage == nil { coverage = InkCoverage(width: pixels.width, height: pixels.height) }
      coverage?.add(pixels)
    }
    if let coverage {
      let squares = coverage.squares(dpi: dpi, over: settings.inkLimit)
      squaresOverLimit = squares.filter { $0.percent > settings.inkLimit }
      heaviestSquare = squares.first
    }
    try show(Self.pixels(of: "\(folder.path)/p.tif"), cut: cut, settings)
  }

  private mutating func show(
    _ plates: Pixels, cut: PixelRect, _ settings: PressSettings
  ) throws(Diagnostic) {
    let seen = try ColourConversion(purpose: .screen, settings: settings).convert(
      plates, profile: nil, path: "page")
    guard let png = seen.png else { throw Self.fault("no memory is left") }
    composite = png
    var faded = seen
    faded.crop(to: cut)
    faded.fade()
    let size = PixelSize(width: faded.width, height: faded.height)
    guard let jpeg = BaselineJPEG.encode(faded) else { throw Self.fault("no memory is left") }
    ground = EncodedPicture(jpeg: jpeg, size: size, components: 3)
  }

  /// Names of plates with the files that hold them.
  private static func plateFiles(among names: [String]) -> [(name: String, file: String)] {
    let letters = ["Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"]
    let plates = names.compactMap { file -> (name: String, file: String)? in
      guard file.hasPrefix("p("), file.hasSuffix(").tif") else { return nil }
      return (String(file.dropFirst(2).dropLast(5)), file)
    }
    let process = ["Cyan", "Magenta", "Yellow", "Black"].flatMap { name in
      plates.filter { $0.name == name }.map { (name: letters[name] ?? name, file: $0.file) }
    }
    return process + plates.filter { letters[$0.name] == nil }
  }

  private static func pixels(of path: String) throws(Diagnostic) -> Pixels {
    guard let image = press_vips_open(path) else { throw fault("\(path) cannot be read") }
    return try VipsPicture(image, path: path).pixels()
  }

  private static func fault(_ summary: String) -> Diagnostic {
    Diagnostic(
      .error, "plates.failed", subject: "plates", "plates cannot be made: \(summary)",
      hints: ["see that the temporary folder (TMPDIR) has room"])
  }
}

extension Pixels {
  /// As PNG; nil when vips has no memory left.
  var png: [UInt8]? {
    withVips { image in
      defer { press_unref(image) }
      var start: UnsafeMutableRawPointer?
      var size = 0
      guard press_vips_png(image, &start, &size) == 0, let start else { return nil }
      defer { g_free(start) }
      return [UInt8](UnsafeRawBufferPointer(start: start, count: size))
    }
  }

  /// Keeps a part; what of it lies outside is left out.
  fileprivate mutating func crop(to part: PixelRect) {
    let left = max(0, min(part.x, width - 1))
    let top = max(0, min(part.y, height - 1))
    let (across, down) = (min(part.width, width - left), min(part.height, height - top))
    var kept: [UInt8] = []
    kept.reserveCapacity(across * down * components)
    for row in top..<top + down {
      let start = (row * width + left) * components
      kept += bytes[start..<start + across * components]
    }
    (width, height, bytes) = (across, down, kept)
  }

  /// Leaves a third of what is there.
  fileprivate mutating func fade() {
    bytes.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices { buffer[index] = 255 - (255 - buffer[index]) / 3 }
    }
  }
}
