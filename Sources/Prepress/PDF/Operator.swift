/// The operators of a content stream (ISO 32000-1, annex A).
enum Operator: String, CaseIterable {
  case save = "q"
  case restore = "Q"
  case transform = "cm"
  case lineWidth = "w"
  case lineCap = "J"
  case lineJoin = "j"
  case miterLimit = "M"
  case dash = "d"
  case intent = "ri"
  case flatness = "i"
  case graphicsState = "gs"
  case move = "m"
  case line = "l"
  case curve = "c"
  case curveFromStart = "v"
  case curveToEnd = "y"
  case close = "h"
  case rectangle = "re"
  case stroke = "S"
  case closeStroke = "s"
  case fill = "f"
  case fillOld = "F"
  case fillEvenOdd = "f*"
  case fillStroke = "B"
  case fillStrokeEvenOdd = "B*"
  case closeFillStroke = "b"
  case closeFillStrokeEvenOdd = "b*"
  case endPath = "n"
  case clip = "W"
  case clipEvenOdd = "W*"
  case beginText = "BT"
  case endText = "ET"
  case characterSpacing = "Tc"
  case wordSpacing = "Tw"
  case horizontalScale = "Tz"
  case leading = "TL"
  case font = "Tf"
  case textMode = "Tr"
  case rise = "Ts"
  case moveText = "Td"
  case moveTextLeading = "TD"
  case textMatrix = "Tm"
  case nextLine = "T*"
  case showText = "Tj"
  case showTextArray = "TJ"
  case showNextLine = "'"
  case showNextLineSpaced = "\""
  case glyphWidth = "d0"
  case glyphWidthBox = "d1"
  case fillSpace = "cs"
  case strokeSpace = "CS"
  case fillColour = "sc"
  case strokeColour = "SC"
  case fillColourNamed = "scn"
  case strokeColourNamed = "SCN"
  case fillGray = "g"
  case strokeGray = "G"
  case fillRGB = "rg"
  case strokeRGB = "RG"
  case fillCMYK = "k"
  case strokeCMYK = "K"
  case shading = "sh"
  case paintObject = "Do"
  case markPoint = "MP"
  case markPointProperties = "DP"
  case beginMarked = "BMC"
  case beginMarkedProperties = "BDC"
  case endMarked = "EMC"
  case beginCompatible = "BX"
  case endCompatible = "EX"
  /// A whole inline image, from BI to EI.
  case inlineImage = "BI"

  /// Finds an operator by its bytes packed into a number.
  static func find(_ packed: UInt32) -> Operator? { table[packed] }

  private static let table = Dictionary(
    uniqueKeysWithValues: allCases.map { entry in
      (entry.rawValue.utf8.reduce(0) { $0 << 8 | UInt32($1) }, entry)
    })

  /// Whether it begins a path.
  var beginsPath: Bool { self == .move || self == .rectangle }

  /// What it paints a path with, nil where it paints none.
  var paintsPath: (fill: Bool, stroke: Bool)? {
    switch self {
    case .fill, .fillOld, .fillEvenOdd: (true, false)
    case .stroke, .closeStroke: (false, true)
    case .fillStroke, .fillStrokeEvenOdd, .closeFillStroke, .closeFillStrokeEvenOdd: (true, true)
    default: nil
    }
  }

  /// Whether it shows text.
  var showsText: Bool {
    switch self {
    case .showText, .showTextArray, .showNextLine, .showNextLineSpaced: true
    default: false
    }
  }
}
