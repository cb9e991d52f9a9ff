import Newspaper

/// Which plates a finished page needs, as far as a plant asks: black alone, or more.
public enum InkUse: String, Hashable, Sendable, Codable {
  case black
  case colour

  /// Judges a press file by what its pages set and place; where it cannot be told, it is `colour`.
  public init(of pdf: [UInt8]) {
    guard let file = try? PDFFile(pdf, name: "page") else {
      self = .colour
      return
    }
    var search = ColourSearch()
    self =
      file.pages.contains { page in
        guard let content = page.pageContent else { return true }
        return search.finds(in: content, page["/Resources"])
      } ? .colour : .black
  }
}

/// Looks for the first thing that is not on black alone.
private struct ColourSearch {
  private var seen: Set<Int> = []

  mutating func finds(in content: [UInt8], _ resources: PDFObject, depth: Int = 0) -> Bool {
    guard depth < 32 else { return true }
    var scanner = ContentScanner(content)
    var spaces: [Bool: PrintSpace] = [false: .gray, true: .gray]
    while let operation = try? scanner.next() {
      switch operation {
      case .fillCMYK, .strokeCMYK:
        if isColour(.cmyk, scanner.numbers) { return true }
      case .fillRGB, .strokeRGB, .shading, .inlineImage: return true
      case .fillSpace, .strokeSpace:
        let name = resources.file.name(String((scanner.lastName ?? "/").dropFirst()))
        let space = PrintSpace.read(name, resources)
        if space.family == "/Pattern" { return true }
        spaces[operation == .strokeSpace] = space
      case .fillColour, .fillColourNamed, .strokeColour, .strokeColourNamed:
        let isStroke = operation == .strokeColour || operation == .strokeColourNamed
        if isColour(spaces[isStroke] ?? .gray, scanner.numbers) { return true }
      case .paintObject:
        if finds(in: resources["/XObject"][scanner.lastName ?? ""], resources, depth) {
          return true
        }
      default: break
      }
    }
    return false
  }

  private mutating func finds(
    in object: PDFObject, _ outer: PDFObject, _ depth: Int
  ) -> Bool {
    guard object.number == 0 || seen.insert(object.number).inserted else { return false }
    if object["/Subtype"].name == "/Image" {
      return object["/ImageMask"].bool != true && object["/ColorSpace"].name != "/DeviceGray"
    }
    guard let content = object.data else { return true }
    let own = object["/Resources"]
    return finds(in: content, own.isNull ? outer : own, depth: depth + 1)
  }

  private func isColour(_ space: PrintSpace, _ numbers: [Double]?) -> Bool {
    guard let ink = InkMix(space, numbers ?? []) else { return true }
    return ([ink.cyan, ink.magenta, ink.yellow] + ink.spots).contains { $0 > 0.000_5 }
  }
}
