/// What the numbers of a colour operator mean (ISO 32000-1, 8.6).
struct PrintSpace {
  /// "/DeviceCMYK", "/Separation" and so on.
  var family: String
  var components: Int
  /// The inks of a Separation or DeviceN.
  var names: [String] = []
  /// Families that are not early-bound CMYK, grey or spot (GWG 2022 R0027), alternates included.
  var faults: [String] = []

  static let gray = PrintSpace(family: "/DeviceGray", components: 1)
  static let cmyk = PrintSpace(family: "/DeviceCMYK", components: 4)
  static let rgb = PrintSpace(family: "/DeviceRGB", components: 3, faults: ["DeviceRGB"])
  static let pattern = PrintSpace(family: "/Pattern", components: 0)

  /// Reads a colour space object; names are looked up in the resources.
  static func read(_ space: PDFObject, _ resources: PDFObject, depth: Int = 0) -> PrintSpace {
    guard depth < 8 else {
      return PrintSpace(family: "?", components: 0, faults: ["nested colour spaces"])
    }
    if let name = space.name { return named(name, resources, depth) }
    let items = space.items
    guard let family = items.first?.name else {
      return PrintSpace(family: "?", components: 0, faults: ["unreadable colour space"])
    }
    func inner(_ index: Int) -> PrintSpace {
      items.count > index
        ? read(items[index], resources, depth: depth + 1)
        : PrintSpace(family: "?", components: 0, faults: ["unreadable colour space"])
    }
    switch family {
    case "/CalRGB", "/CalGray", "/Lab":
      return PrintSpace(
        family: family, components: family == "/CalGray" ? 1 : 3,
        faults: [String(family.dropFirst())])
    case "/ICCBased":
      let count = items.count > 1 ? items[1]["/N"].integer ?? 0 : 0
      return PrintSpace(family: family, components: count, faults: ["ICCBased"])
    case "/Indexed", "/I":
      return PrintSpace(
        family: "/Indexed", components: 1, names: inner(1).names, faults: inner(1).faults)
    case "/Separation", "/DeviceN":
      let names =
        items.count < 2 ? [] : items[1].name.map { [$0] } ?? items[1].items.compactMap(\.name)
      return PrintSpace(
        family: family, components: names.count, names: names.map { String($0.dropFirst()) },
        faults: inner(2).faults.map { "alternate \($0)" })
    case "/Pattern":
      return PrintSpace(
        family: family, components: 0, faults: items.count > 1 ? inner(1).faults : [])
    default: return named(family, resources, depth)
    }
  }

  private static func named(_ name: String, _ resources: PDFObject, _ depth: Int) -> PrintSpace {
    switch name {
    case "/DeviceGray", "/G": return .gray
    case "/DeviceCMYK", "/CMYK": return .cmyk
    case "/DeviceRGB", "/RGB": return .rgb
    case "/Pattern": return .pattern
    default:
      let entry = resources["/ColorSpace"][name]
      guard !entry.isNull else {
        return PrintSpace(family: name, components: 0, faults: ["unknown \(name.dropFirst())"])
      }
      return read(entry, resources, depth: depth + 1)
    }
  }
}

/// A colour as ink on plates, each 0 to 1.
struct InkMix {
  var cyan = 0.0
  var magenta = 0.0
  var yellow = 0.0
  var black = 0.0
  /// Amounts of inks with plates of their own.
  var spots: [Double] = []
  let family: String

  /// Nil for colours that are no ink (RGB, patterns).
  init?(_ space: PrintSpace, _ numbers: [Double]) {
    family = space.family
    switch space.family {
    case "/DeviceGray" where numbers.count == 1: black = 1 - numbers[0]
    case "/DeviceCMYK" where numbers.count == 4:
      (cyan, magenta, yellow, black) = (numbers[0], numbers[1], numbers[2], numbers[3])
    case "/Separation", "/DeviceN":
      guard numbers.count == space.names.count else { return nil }
      for (name, amount) in zip(space.names, numbers) {
        switch name {
        case "Cyan": cyan = amount
        case "Magenta": magenta = amount
        case "Yellow": yellow = amount
        case "Black": black = amount
        case "None": break
        default: spots.append(amount)
        }
      }
    default: return nil
    }
  }

  private var all: [Double] { [cyan, magenta, yellow, black] + spots }
  /// How many plates print.
  var plates: Int { all.count { $0 > 0.001 } }
  var isWhite: Bool { plates == 0 }
  /// Exactly 100 % black (GWG 2022 D0013).
  var isBlack: Bool { black >= 0.999 && plates == 1 }
  /// All ink in percent.
  var total: Double { 100 * all.reduce(0, +) }

  /// Nearly black to the eye, but with other inks in it.
  var isRichBlack: Bool {
    let colours = [cyan, magenta, yellow]
    guard spots.isEmpty, colours.contains(where: { $0 > 0.001 }) else { return false }
    let looksBlack = colours.allSatisfy { (1 - $0) * (1 - black) <= 0.2 }
    return looksBlack || black >= 0.85 && total > 220
  }

  var words: String {
    let process = [cyan, magenta, yellow, black].map { String(Int(($0 * 100).rounded())) }
    return "CMYK \(process.joined(separator: " "))"
  }
}
