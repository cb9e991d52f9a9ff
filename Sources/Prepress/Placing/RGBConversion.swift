import Newspaper

/// Turns the RGB of an advertiser's page into the press's inks: colours one by one, pictures pixel
/// by pixel, both as photos are converted; greys go on black alone, and black overprints.
///
/// What it cannot do well (gradients, Lab, pictures inside the content or of other than 8 bits)
/// stays as it is, for preflight to refuse.
final class RGBConversion {
  /// How much was converted.
  private(set) var colours = 0
  private(set) var pictures = 0
  private let file: PDFFile
  private let conversion: ColourConversion
  private var seen: Set<Int> = []
  private var known: [Colour: String] = [:]
  /// Whether black may overprint: with transparency it would change its colour.
  private var isOpaque = true

  /// A colour of operators: its channels, 0 to 255, and the object number of its profile.
  private struct Colour: Hashable {
    var channels: [UInt8]
    var profile: Int
  }

  init(_ file: PDFFile, settings: PressSettings) {
    self.file = file
    conversion = ColourConversion(purpose: .press, settings: settings)
  }

  /// Converts a page with all it uses.
  func convert(_ page: PDFObject) {
    isOpaque = Self.isOpaque(page["/Resources"])
    if let content = page.pageContent, let changed = rewritten(content, page["/Resources"]) {
      page["/Contents"] = file.shared(file.stream(changed))
    }
    if isRGB(page["/Group"]["/CS"], page["/Resources"]) {
      page["/Group"]["/CS"] = file.name("DeviceCMYK")
    }
    convertResources(page["/Resources"], depth: 0)
  }

  private func convertResources(_ resources: PDFObject, depth: Int) {
    guard depth < 32 else { return }
    for kind in ["/XObject", "/Pattern"] {
      for name in resources[kind].keys {
        let object = resources[kind][name]
        guard object.isStream, object.number == 0 || seen.insert(object.number).inserted else {
          continue
        }
        if object["/Subtype"].name == "/Image" {
          convertPicture(object, resources)
        } else {
          convertStream(object, resources, depth)
        }
      }
    }
    let spaces = resources["/ColorSpace"]
    for name in spaces.keys where isRGB(spaces[name], resources) { spaces.remove(name) }
  }

  private func convertStream(_ stream: PDFObject, _ outer: PDFObject, _ depth: Int) {
    if stream["/Resources"].isNull { stream["/Resources"] = outer }
    let resources = stream["/Resources"]
    if let content = stream.data, let changed = rewritten(content, resources) {
      stream.replaceContent(changed)
    }
    convertResources(resources, depth: depth + 1)
    if isRGB(stream["/Group"]["/CS"], resources) {
      stream["/Group"]["/CS"] = file.name("DeviceCMYK")
    }
  }

  private func isRGB(_ space: PDFObject, _ resources: PDFObject) -> Bool {
    guard !space.isNull else { return false }
    let read = PrintSpace.read(space, resources)
    return read.family == "/DeviceRGB" || read.family == "/ICCBased" && read.components == 3
  }

  /// The profile of a colour space that has one.
  private func profile(of space: PDFObject, _ resources: PDFObject) -> PDFObject? {
    let named = space.name.map { resources["/ColorSpace"][$0] } ?? space
    return named.items.first?.name == "/ICCBased" ? named.items.last : nil
  }

  // MARK: Content

  private struct State {
    var fillProfile: PDFObject?
    var strokeProfile: PDFObject?
    var fillIsRGB = false
    var strokeIsRGB = false
    var overprint = Overprint(fill: true, stroke: true)
  }

  /// The content with its colours in inks; nil where there is nothing to convert.
  private func rewritten(_ content: [UInt8], _ resources: PDFObject) -> [UInt8]? {
    let before = colours
    var scanner = ContentScanner(content)
    var output: [UInt8] = []
    var copied = 0
    var state = State()
    var saved: [State] = []
    var used: Set<Overprint> = []
    func replace(by text: String) {
      output += content[copied..<scanner.range.lowerBound]
      output += "\n\(text)\n".utf8
      copied = scanner.range.upperBound
    }
    func set(_ ink: String, stroking: Bool) {
      let isBlack = isOpaque && ink == "0 0 0 1"
      if stroking { state.overprint.stroke = isBlack } else { state.overprint.fill = isBlack }
      used.insert(state.overprint)
      replace(by: "\(state.overprint.resource) gs \(ink) \(stroking ? "K" : "k")")
    }
    while let operation = try? scanner.next() {
      let stroking = [.strokeRGB, .strokeGray, .strokeSpace, .strokeColour, .strokeColourNamed]
        .contains(operation)
      switch operation {
      case .save: saved.append(state)
      case .restore: state = saved.popLast() ?? state
      case .fillRGB, .strokeRGB, .fillGray, .strokeGray:
        if stroking { state.strokeIsRGB = false } else { state.fillIsRGB = false }
        if let numbers = scanner.numbers, let ink = ink(numbers, nil) {
          set(ink, stroking: stroking)
        }
      case .fillSpace, .strokeSpace:
        let space = file.name(String((scanner.lastName ?? "/").dropFirst()))
        let isRGB = isRGB(space, resources)
        let profile = profile(of: space, resources)
        if stroking {
          (state.strokeIsRGB, state.strokeProfile) = (isRGB, profile)
        } else {
          (state.fillIsRGB, state.fillProfile) = (isRGB, profile)
        }
        // An RGB space begins with black.
        if isRGB { set("0 0 0 1", stroking: stroking) }
      case .fillColour, .fillColourNamed, .strokeColour, .strokeColourNamed:
        guard stroking ? state.strokeIsRGB : state.fillIsRGB else { continue }
        let profile = stroking ? state.strokeProfile : state.fillProfile
        if let numbers = scanner.numbers, let ink = ink(numbers, profile) {
          set(ink, stroking: stroking)
        }
      default: break
      }
    }
    guard colours > before else { return nil }
    for overprint in used.sorted() {
      resources.entry("/ExtGState")[overprint.resource] = file.parse(overprint.dictionary)
    }
    return output + content[copied...]
  }

  /// The four inks of a colour of one or three channels.
  private func ink(_ numbers: [Double], _ profile: PDFObject?) -> String? {
    guard numbers.count == 1 || numbers.count == 3 else { return nil }
    colours += 1
    let channels = numbers.map { UInt8((min(1, max(0, $0)) * 255).rounded()) }
    if channels.allSatisfy({ $0 == channels[0] }) {
      let black = 10000 - Int((min(1, max(0, numbers[0])) * 10000).rounded())
      return "0 0 0 \(PressColour.decimal(black))"
    }
    let colour = Colour(channels: channels, profile: profile?.number ?? 0)
    if let ink = known[colour] { return ink }
    let pixel = Pixels(width: 1, height: 1, components: 3, bytes: channels)
    guard
      let made = try? conversion.convert(pixel, profile: profile?.data, path: "advertisement")
    else { return nil }
    let parts = made.bytes.map { PressColour.decimal(Int($0) * 10000 / 255) }
    known[colour] = parts.joined(separator: " ")
    return known[colour]
  }

  // MARK: Pictures

  private func convertPicture(_ image: PDFObject, _ resources: PDFObject) {
    guard image["/ImageMask"].bool != true, isRGB(image["/ColorSpace"], resources),
      image["/BitsPerComponent"].integer == 8, image["/Decode"].isNull, !image["/Mask"].isArray,
      let width = image["/Width"].integer, let height = image["/Height"].integer, width > 0,
      height > 0, width * height <= 200_000_000
    else { return }
    let filters = image["/Filter"].name.map { [$0] } ?? image["/Filter"].items.compactMap(\.name)
    let isJPEG = filters == ["/DCTDecode"]
    var pixels: Pixels?
    if isJPEG {
      pixels = image.storedData.flatMap { PictureInk.decode($0, shrink: 1) }
    } else if let data = image.data, data.count >= width * height * 3 {
      pixels = Pixels(
        width: width, height: height, components: 3, bytes: Array(data.prefix(width * height * 3)))
    }
    let profile = profile(of: image["/ColorSpace"], resources)
    guard let pixels, pixels.components == 3, pixels.width == width, pixels.height == height,
      let made = try? conversion.convert(pixels, profile: profile?.data, path: "advertisement")
    else { return }
    if isJPEG, let jpeg = BaselineJPEG.encode(made) {
      image.replaceData(jpeg, filter: "DCTDecode")
    } else {
      image.replaceContent(made.bytes)
    }
    image["/ColorSpace"] = file.name("DeviceCMYK")
    image.remove("/DecodeParms")
    image.remove("/Intent")
    pictures += 1
  }

  private static func isOpaque(_ resources: PDFObject, depth: Int = 0) -> Bool {
    guard depth < 32 else { return false }
    let states = resources["/ExtGState"]
    let isSolid = states.keys.allSatisfy { name in
      let state = states[name]
      return (state["/ca"].value ?? 1) == 1 && (state["/CA"].value ?? 1) == 1
        && ["/Normal", "/Compatible"].contains(state["/BM"].name ?? "/Normal")
        && !state["/SMask"].isDictionary
    }
    let objects = resources["/XObject"]
    return isSolid
      && objects.keys.allSatisfy { isOpaque(objects[$0]["/Resources"], depth: depth + 1) }
  }
}
