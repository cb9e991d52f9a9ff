import CVips
import Newspaper

/// One photo to be cropped, fitted and converted.
struct PictureJob {
  let file: PictureFile
  /// In pixels of the upright picture.
  let crop: PixelRect
  /// Upright size of the result.
  let target: PixelSize
  let purpose: PhotoDesk.Purpose
  let settings: PressSettings
  private let resolution: Double

  init(
    _ picture: PlacedPicture, file: PictureFile, purpose: PhotoDesk.Purpose,
    settings: PressSettings
  ) throws(Diagnostic) {
    let crop = picture.crop
    guard crop.x >= 0, crop.y >= 0, crop.width > 0, crop.height > 0,
      crop.x + crop.width <= file.size.width, crop.y + crop.height <= file.size.height,
      picture.frame.width > .zero, picture.frame.height > .zero
    else {
      throw PictureFile.fault(
        file.path, "photo.crop", "crop lies outside its \(file.size.width) × \(file.size.height)",
        hints: ["crop inside the picture"])
    }
    self.file = file
    self.crop = crop
    self.purpose = purpose
    self.settings = settings
    let inches = (picture.frame.width.points / 72, picture.frame.height.points / 72)
    resolution = min(Double(crop.width) / inches.0, Double(crop.height) / inches.1)
    let most = settings.resolutions.most
    target = PixelSize(
      width: min(crop.width, max(1, Int((inches.0 * most).rounded(.up)))),
      height: min(crop.height, max(1, Int((inches.1 * most).rounded(.up)))))
  }

  /// What the resolution at the size of its box calls for.
  func resolutionFinding(_ limits: PressSettings.Resolutions) -> Diagnostic? {
    guard purpose == .press, resolution < limits.warnBelow else { return nil }
    let fails = resolution < limits.failBelow
    let limit = fails ? limits.failBelow : limits.warnBelow
    return Diagnostic(
      fails ? .error : .warning, fails ? "photo.resolution.low" : "photo.resolution.poor",
      subject: file.path,
      "\(file.path): \(Int(resolution)) pixels an inch at this size, \(Int(limit)) are needed",
      explanation: "GWG 2022 R0031",
      hints: ["use a larger original", "print it smaller or crop it less"])
  }

  /// To be raised when the conversion changes: what was cached before is then not found.
  private static let edition = 5

  /// All that decides the result besides the file's content and the press's profile.
  var parameters: String {
    "\(Self.edition) \(purpose) \(crop.x) \(crop.y) \(crop.width) \(crop.height) \(target.width) "
      + "\(target.height) \(settings.inkLimit) \(settings.sharpening)"
  }

  /// Decodes, crops, fits, turns and converts.
  func develop() throws(Diagnostic) -> EncodedPicture {
    var pixels = try decode()
    let cutOut = file.hasAlpha ? pixels.takeOpacity() : nil
    if file.isNegative { pixels.invert() }
    if settings.sharpening == .newsprint, purpose == .press, file.components != 4 {
      guard let sharpened = pixels.sharpened else { throw PictureFile.damaged(file.path) }
      pixels = sharpened
    }
    pixels = try ColourConversion(purpose: purpose, settings: settings).convert(
      pixels, profile: file.profile, path: file.path)
    if let cutOut { pixels.clear(where: cutOut) }
    let (size, components) = (
      PixelSize(width: pixels.width, height: pixels.height), pixels.components
    )
    guard let jpeg = BaselineJPEG.encode(pixels) else { throw PictureFile.damaged(file.path) }
    return EncodedPicture(jpeg: jpeg, size: size, components: components, cutOut: cutOut)
  }

  /// The upright, fitted pixels in the file's own colours, opacity as the last channel.
  private func decode() throws(Diagnostic) -> Pixels {
    let stored = file.orientation.stored(crop, in: file.size)
    let fitted =
      file.orientation >= 5 ? PixelSize(width: target.height, height: target.width) : target
    let shrink = file.isJPEG ? jpegShrink : 1
    var image = try open(shrink: shrink)
    try image.apply {
      let x = min(stored.x / shrink, $0.width - 1)
      let y = min(stored.y / shrink, $0.height - 1)
      return press_vips_crop(
        $0.raw, Int32(x), Int32(y),
        Int32(max(1, min((stored.width + shrink / 2) / shrink, $0.width - x))),
        Int32(max(1, min((stored.height + shrink / 2) / shrink, $0.height - y))))
    }
    if image.width != fitted.width || image.height != fitted.height {
      // What is invisible must not bleed into what is seen.
      let format = vips_image_get_format(image.raw)
      if file.hasAlpha { try image.apply { press_vips_premultiply($0.raw) } }
      try image.apply {
        press_vips_resize(
          $0.raw, Double(fitted.width) / Double($0.width),
          Double(fitted.height) / Double($0.height))
      }
      if file.hasAlpha { try image.apply { press_vips_unpremultiply($0.raw, format) } }
    }
    if file.orientation > 1 { try image.apply { press_vips_upright($0.raw) } }
    return try image.pixels()
  }

  private func open(shrink: Int) throws(Diagnostic) -> VipsPicture {
    let image =
      shrink > 1 ? press_vips_open_jpeg(file.path, Int32(shrink)) : press_vips_open(file.path)
    guard let image else { throw PictureFile.damaged(file.path) }
    return VipsPicture(image, path: file.path)
  }

  /// How much smaller the JPEG can be decoded without falling below the target.
  private var jpegShrink: Int {
    [8, 4, 2].first { crop.width / $0 >= target.width && crop.height / $0 >= target.height } ?? 1
  }
}

extension Int {
  /// A rectangle of the upright picture in the stored picture, for an EXIF orientation (1 to 8).
  fileprivate func stored(_ rect: PixelRect, in upright: PixelSize) -> PixelRect {
    let right = upright.width - rect.x - rect.width
    let below = upright.height - rect.y - rect.height
    let (x, y) =
      switch self {
      case 2: (right, rect.y)
      case 3: (right, below)
      case 4: (rect.x, below)
      case 5: (rect.y, rect.x)
      case 6: (rect.y, right)
      case 7: (below, right)
      case 8: (below, rect.x)
      default: (rect.x, rect.y)
      }
    return self >= 5
      ? PixelRect(x: x, y: y, width: rect.height, height: rect.width)
      : PixelRect(x: x, y: y, width: rect.width, height: rect.height)
  }
}
