import CVips
import Newspaper

/// A photo file whose header has been read.
struct PictureFile {
  /// More pixels than this are refused unread: half as many again as the largest cameras give.
  static let mostPixels = 200_000_000

  let path: String
  /// Size after the orientation.
  let size: PixelSize
  /// How the stored picture must be turned, as EXIF counts it (1 to 8).
  let orientation: Int
  /// 1, 3 or 4, transparency not counted.
  let components: Int
  let hasAlpha: Bool
  let isJPEG: Bool
  /// Whether vips gives its negative: it turns every CMYK JPEG round, not only Adobe's.
  let isNegative: Bool
  /// The embedded profile, where there is one that can be used.
  let profile: [UInt8]?
  /// What is odd about the file without stopping it.
  let findings: [Diagnostic]

  /// Reads the header.
  static func open(_ path: String) -> Result<PictureFile, Diagnostic> {
    guard startVips else { return .failure(fault(path, "photo.library", "libvips does not start")) }
    let needsHEIF = isHEIF(path)
    if needsHEIF, !learnHEIF {
      return .failure(
        fault(
          path, "photo.codec", "HEIC and AVIF cannot be read on this machine",
          hints: ["install libheif1 and a libvips with its HEIF module", "save it as JPEG"]))
    }
    let loader = vips_foreign_find_load(path).map { String(cString: $0) } ?? ""
    guard let format = formats.first(where: { loader.contains($0) }) else {
      vips_error_clear()
      return .failure(unreadable(path))
    }
    guard let image = press_vips_open(path) else {
      return .failure(damaged(path))
    }
    defer { press_unref(image) }
    return read(image, path: path, format: format)
  }

  private static func read(
    _ image: UnsafeMutablePointer<VipsImage>, path: String, format: String
  ) -> Result<PictureFile, Diagnostic> {
    let stored = PixelSize(
      width: Int(vips_image_get_width(image)), height: Int(vips_image_get_height(image)))
    guard stored.width * stored.height <= mostPixels else {
      return .failure(
        fault(
          path, "photo.size", "\(stored.width) × \(stored.height) pixels are too many",
          hints: ["reduce it below \(mostPixels / 1_000_000) megapixels"]))
    }
    let hasAlpha = vips_image_hasalpha(image) != 0
    let bands = Int(vips_image_get_bands(image)) - (hasAlpha ? 1 : 0)
    guard [1, 3, 4].contains(bands) else {
      return .failure(
        fault(
          path, "photo.channels", "\(bands) colour channels",
          hints: ["save it as grey, RGB or CMYK"]))
    }
    let orientation = Int(vips_image_get_orientation(image))
    let (profile, finding) = embeddedProfile(image, bands: bands, path: path)
    return .success(
      PictureFile(
        path: path,
        size: orientation >= 5
          ? PixelSize(width: stored.height, height: stored.width) : stored,
        orientation: orientation, components: bands, hasAlpha: hasAlpha,
        isJPEG: format == "Jpeg",
        isNegative: format == "Jpeg" && bands == 4 && !isAdobes(path), profile: profile,
        findings: finding.map { [$0] } ?? []))
  }

  private static func isAdobes(_ path: String) -> Bool {
    FileBytes.read(path).map(BaselineJPEG.hasAdobeMarker) ?? false
  }

  /// A profile that does not fit the picture is left out with a warning.
  private static func embeddedProfile(
    _ image: UnsafeMutablePointer<VipsImage>, bands: Int, path: String
  ) -> ([UInt8]?, Diagnostic?) {
    var start: UnsafeRawPointer?
    var length = 0
    guard vips_image_get_typeof(image, "icc-profile-data") != 0,
      vips_image_get_blob(image, "icc-profile-data", &start, &length) == 0, let start
    else { return (nil, nil) }
    let bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: length))
    let expected: ICCProfile.Space = [1: .gray, 4: .cmyk][bands] ?? .rgb
    if let profile = ICCProfile(bytes), profile.space == expected, profile.canBeRead {
      return (bytes, nil)
    }
    return (
      nil,
      Diagnostic(
        .warning, "photo.profile", subject: path,
        "\(path): its colour profile is damaged or for another kind of picture",
        explanation: "its colours are read as sRGB (CMYK: as the press's own)",
        hints: ["save it again with a profile"])
    )
  }

  static func unreadable(_ path: String) -> Diagnostic {
    if access(path, R_OK) != 0 {
      return fault(
        path, "photo.missing", "no such file, or it may not be read",
        hints: ["put the photo there, or correct the name"])
    }
    if let start = FileBytes.read(path, most: 12), signatures.contains(where: start.starts) {
      return damaged(path)
    }
    return fault(
      path, "photo.format", "not a photo that can be printed",
      hints: ["save it as JPEG, TIFF, PNG, WebP or HEIC"])
  }

  /// HEIC and AVIF begin with a box "ftyp" that names one of these (ISO/IEC 23008-12, 10).
  private static func isHEIF(_ path: String) -> Bool {
    guard let start = FileBytes.read(path, most: 12), start.count == 12 else { return false }
    return start[4..<8].elementsEqual("ftyp".utf8)
      && ["heic", "heix", "heim", "heis", "mif1", "msf1", "avif"].contains {
        start[8..<12].elementsEqual($0.utf8)
      }
  }

  /// The file is of a known kind, but its data stops short or makes no sense.
  static func damaged(_ path: String) -> Diagnostic {
    let reason = String(cString: vips_error_buffer())
    vips_error_clear()
    return Diagnostic(
      .error, "photo.damaged", subject: path, "\(path): photo is damaged or cut short",
      explanation: reason.split(separator: "\n").first.map(String.init),
      hints: ["fetch the photo again"])
  }

  static func fault(
    _ path: String, _ code: String, _ summary: String, hints: [String] = []
  ) -> Diagnostic {
    Diagnostic(.error, code, subject: path, "\(path): \(summary)", hints: hints)
  }

  /// The first bytes of JPEG, PNG, TIFF and WebP.
  private static let signatures: [[UInt8]] = [
    [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47], [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A],
    [0x52, 0x49, 0x46, 0x46],
  ]

  /// What vips calls the loaders of photographs; its many others (SVG, PDF, raw matrices) are no
  /// photos and not meant for files from outside.
  private static let formats = ["Jpeg", "Png", "Tiff", "Webp", "Heif"]
}

/// Whether HEIC and AVIF can be read here.
private let learnHEIF: Bool = startVips && press_vips_learn_heif() != 0

/// Starts vips once; its cache of operations is off, as files change under the same name.
let startVips: Bool = {
  guard press_vips_start("forme") == 0 else { return false }
  vips_cache_set_max(0)
  press_vips_silence()
  return true
}()
