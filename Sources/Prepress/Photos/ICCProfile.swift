import CLCMS

/// An ICC profile opened by Little CMS, confined to the one who opened it.
final class ICCProfile {
  /// What its numbers stand for.
  enum Space {
    case gray
    case rgb
    case cmyk
    case other

    /// Eight bits a channel; nil for spaces no photo has.
    var layout: UInt32? {
      switch self {
      case .gray: press_gray8
      case .rgb: press_rgb8
      case .cmyk: press_cmyk8
      case .other: nil
      }
    }
  }

  let handle: cmsHPROFILE

  /// Nil for bytes that are no profile, are cut short or lack their tables.
  init?(_ bytes: [UInt8]) {
    press_lcms_silence()
    guard bytes.count >= 132, Self.declaredSize(bytes) == bytes.count,
      let handle = cmsOpenProfileFromMem(bytes, cmsUInt32Number(bytes.count))
    else { return nil }
    self.handle = handle
  }

  private init(owning handle: cmsHPROFILE) { self.handle = handle }

  deinit { cmsCloseProfile(handle) }

  /// The colours of screens.
  static func sRGB() -> ICCProfile? {
    cmsCreate_sRGBProfile().map(ICCProfile.init(owning:))
  }

  /// Lightness and hue as the eye sees them, under D50.
  static func lab() -> ICCProfile? {
    cmsCreateLab4Profile(nil).map(ICCProfile.init(owning:))
  }

  var space: Space {
    switch cmsGetColorSpace(handle) {
    case cmsSigGrayData: .gray
    case cmsSigRgbData: .rgb
    case cmsSigCmykData: .cmyk
    default: .other
    }
  }

  var isPrinter: Bool { cmsGetDeviceClass(handle) == cmsSigOutputClass }

  /// Whether it has the tables that a plate maker and a proof need (ICC.1, 8.5.2).
  var goesBothWays: Bool {
    [cmsSigAToB0Tag, cmsSigBToA0Tag, cmsSigMediaWhitePointTag].allSatisfy {
      cmsIsTag(handle, $0) != 0
    }
  }

  /// Whether the tables are there that tell what its numbers look like.
  var canBeRead: Bool {
    guard let lab = ICCProfile.lab(), let layout = space.layout else { return false }
    return ColourTransform(from: self, layout, to: lab, press_lab, intent: INTENT_PERCEPTUAL) != nil
  }

  private static func declaredSize(_ bytes: [UInt8]) -> Int {
    bytes[0..<4].reduce(0) { $0 << 8 | Int($1) }
  }
}

/// A ready-made way from the colours of one profile to those of another.
final class ColourTransform {
  private let handle: cmsHTRANSFORM

  /// Nil when one of the profiles lacks the tables for it.
  init?(
    from source: ICCProfile, _ sourceLayout: UInt32, to target: ICCProfile,
    _ targetLayout: UInt32, intent: Int32
  ) {
    let transform = cmsCreateTransform(
      source.handle, sourceLayout, target.handle, targetLayout, cmsUInt32Number(intent), 0)
    guard let transform else { return nil }
    handle = transform
  }

  deinit { cmsDeleteTransform(handle) }

  /// Converts `count` pixels; the caller sees to the room.
  func convert(_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, count: Int) {
    cmsDoTransform(handle, source, target, cmsUInt32Number(count))
  }
}
