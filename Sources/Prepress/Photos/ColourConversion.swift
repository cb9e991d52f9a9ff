import CLCMS
import Newspaper

/// From a photo's own colours to those of the press or of a screen.
struct ColourConversion {
  let purpose: PhotoDesk.Purpose
  let settings: PressSettings

  func convert(_ pixels: Pixels, profile: [UInt8]?, path: String) throws(Diagnostic) -> Pixels {
    let result: Pixels? =
      switch (purpose, pixels.components) {
      case (.press, 1): grayForPress(pixels, profile: profile)
      case (.press, _): colourForPress(pixels, profile: profile)
      case (.screen, 1): pixels
      case (.screen, _): colourForScreen(pixels, profile: profile)
      }
    guard let result else {
      throw PictureFile.fault(
        path, "photo.conversion", "its colour profile cannot be used",
        hints: ["save it again with another profile"])
    }
    return result
  }

  private func colourForPress(_ pixels: Pixels, profile: [UInt8]?) -> Pixels? {
    var result: Pixels?
    if pixels.components == 4, profile == nil || profile == settings.condition.profile {
      result = pixels
    } else {
      result = transform(
        pixels, from: source(pixels, profile), to: ICCProfile(settings.condition.profile),
        press_cmyk8, components: 4)
    }
    result?.limitInk(to: settings.inkLimit - 4)
    return result
  }

  private func colourForScreen(_ pixels: Pixels, profile: [UInt8]?) -> Pixels? {
    if pixels.components == 3, profile == nil { return pixels }
    return transform(
      pixels, from: source(pixels, profile), to: .sRGB(), press_rgb8, components: 3)
  }

  /// Without a profile RGB is sRGB, and CMYK is the press's own.
  private func source(_ pixels: Pixels, _ profile: [UInt8]?) -> ICCProfile? {
    if let profile { return ICCProfile(profile) }
    return pixels.components == 4 ? ICCProfile(settings.condition.profile) : .sRGB()
  }

  /// Perceptual: plain colorimetric conversion crushes the shadows of newsprint.
  private func transform(
    _ pixels: Pixels, from source: ICCProfile?, to target: ICCProfile?, _ layout: UInt32,
    components: Int
  ) -> Pixels? {
    guard let source, let target,
      let transform = ColourTransform(
        from: source, pixels.components == 4 ? press_cmyk8 : press_rgb8, to: target, layout,
        intent: INTENT_PERCEPTUAL)
    else { return nil }
    let count = pixels.width * pixels.height
    let bytes = [UInt8](unsafeUninitializedCapacity: count * components) { buffer, filled in
      guard let start = buffer.baseAddress else { return }
      pixels.bytes.withUnsafeBytes { source in
        if let source = source.baseAddress { transform.convert(source, start, count: count) }
      }
      filled = count * components
    }
    return Pixels(
      width: pixels.width, height: pixels.height, components: components, bytes: bytes)
  }

  /// Grey stays on the black plate, as light as the press's profile would print it in colour.
  private func grayForPress(_ pixels: Pixels, profile: [UInt8]?) -> Pixels? {
    guard let curve = blackCurve(profile: profile) else { return nil }
    var result = pixels
    for index in result.bytes.indices {
      result.bytes[index] = curve[Int(result.bytes[index])]
    }
    return result
  }

  /// For each grey of the file the DeviceGray value that prints it: 255 is bare paper.
  ///
  /// The lightness a colour photo would get there is stretched to what black alone can reach.
  private func blackCurve(profile: [UInt8]?) -> [UInt8]? {
    guard let press = ICCProfile(settings.condition.profile), let lab = ICCProfile.lab(),
      let look = ColourTransform(
        from: press, press_cmyk8, to: lab, press_lab, intent: INTENT_RELATIVE_COLORIMETRIC)
    else { return nil }
    let grays = Pixels(
      width: 256, height: 1, components: 3, bytes: (0...255).flatMap { [$0, $0, $0] })
    let printed: Pixels?
    if let profile {
      printed = ICCProfile(profile).flatMap { grayRamp(from: $0, to: press) }
    } else {
      printed = transform(grays, from: .sRGB(), to: press, press_cmyk8, components: 4)
    }
    guard let printed else { return nil }
    let wanted = lightness(printed.bytes, through: look)
    let black = lightness((0...255).flatMap { [0, 0, 0, $0] }, through: look)
    let range = (wanted[255] - wanted[0], black[0] - black[255])
    guard range.0 > 0, range.1 > 0 else { return nil }
    return wanted.map { value in
      let target = black[255] + max(0, value - wanted[0]) / range.0 * range.1
      let ink = black.firstIndex { $0 <= target + 0.01 } ?? 255
      return UInt8(255 - ink)
    }
  }

  private func grayRamp(from gray: ICCProfile, to press: ICCProfile) -> Pixels? {
    guard
      let transform = ColourTransform(
        from: gray, press_gray8, to: press, press_cmyk8, intent: INTENT_PERCEPTUAL)
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1024)
    transform.convert((0...255).map { UInt8($0) }, &bytes, count: 256)
    return Pixels(width: 256, height: 1, components: 4, bytes: bytes)
  }

  private func lightness(_ cmyk: [UInt8], through look: ColourTransform) -> [Double] {
    let count = cmyk.count / 4
    var lab = [Double](repeating: 0, count: count * 3)
    look.convert(cmyk, &lab, count: count)
    return (0..<count).map { lab[$0 * 3] }
  }
}

extension Pixels {
  /// Takes cyan, magenta and yellow back in proportion where the four inks exceed the limit.
  ///
  /// Black is kept: it carries the drawing.
  mutating func limitInk(to percent: Int) {
    let limit = percent * 255 / 100
    bytes.withUnsafeMutableBufferPointer { buffer in
      for pixel in stride(from: 0, to: buffer.count - 3, by: 4) {
        let colour = Int(buffer[pixel]) + Int(buffer[pixel + 1]) + Int(buffer[pixel + 2])
        let black = Int(buffer[pixel + 3])
        guard colour + black > limit else { continue }
        let room = max(0, limit - black)
        for channel in pixel..<pixel + 3 {
          buffer[channel] = UInt8(Int(buffer[channel]) * room / colour)
        }
      }
    }
  }
}
