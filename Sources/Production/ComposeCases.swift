internal import Composition
internal import Drawing
import FoundationEssentials
internal import Intake
public import Newspaper

/// What `forme compose` takes and gives: blocks of text as JSON in, their lines and boxes out.
///
/// The arrays are those of `check_composition.py`; lengths are in ems of a block's size.
public struct ComposeCases {
  private let cases: [ComposeCase]

  /// Reads an array of blocks; throws a diagnostic that says where the JSON is wrong.
  public init(parsing json: [UInt8]) throws(ComposeFault) {
    do {
      cases = try JSONDecoder().decode([ComposeCase].self, from: Data(Self.repaired(json)))
    } catch let error as DecodingError {
      throw ComposeFault(diagnostic: Self.diagnostic(error))
    } catch {
      throw ComposeFault(
        diagnostic: Diagnostic(.error, "compose.json", subject: "compose", "input is not JSON"))
    }
  }

  /// Composes all blocks in order; nil if a publication's fonts cannot be read.
  ///
  /// Blocks that name no family are set in the faces of the publication whose `fonts.yaml` lies in
  /// `fontFolder`. Without a publication they are set in squares, so to speak: in a family whose
  /// Latin is half an em, so that widths are arithmetic.
  public func composed(inFontsOf fontFolder: String?) -> (json: [UInt8]?, report: Report) {
    var report = Report()
    var typefaces = Typefaces(roles: [])
    if let fontFolder {
      let (read, faults) = Intake.typefaces(at: fontFolder)
      report.add(faults)
      guard let read else { return (nil, report) }
      typefaces = read
    }
    let fonts = FontLibrary(typefaces: typefaces, report: &report)
    let desk = ComposeDesk(fonts, typefaces, report: &report)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(cases.map(desk.answer)) else { return (nil, report) }
    return (Array(data) + [0x0A], report)
  }

  /// Escapes of lone surrogates, which JSON allows and text does not, become U+FFFD.
  private static func repaired(_ json: [UInt8]) -> [UInt8] {
    var result = json
    var index = 0
    while index + 5 < json.count {
      guard json[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard let unit = escape(in: json, at: index), (0xD800..<0xE000).contains(unit) else {
        index += 2
        continue
      }
      let next = escape(in: json, at: index + 6)
      if unit < 0xDC00, let next, (0xDC00..<0xE000).contains(next) {
        index += 12
      } else {
        result.replaceSubrange(index + 2..<index + 6, with: "FFFD".utf8)
        index += 6
      }
    }
    return result
  }

  private static func escape(in json: [UInt8], at index: Int) -> Int? {
    guard index + 5 < json.count, json[index] == UInt8(ascii: "\\"),
      json[index + 1] == UInt8(ascii: "u")
    else { return nil }
    return Int(String(decoding: json[index + 2..<index + 6], as: UTF8.self), radix: 16)
  }

  private static func diagnostic(_ error: DecodingError) -> Diagnostic {
    let (context, what) =
      switch error {
      case .typeMismatch(_, let context): (context, "has a value of the wrong kind")
      case .valueNotFound(_, let context): (context, "has no value")
      case .keyNotFound(let key, let context): (context, "lacks \(key.stringValue)")
      case .dataCorrupted(let context): (context, "is not valid JSON")
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "is wrong")
      }
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    let place = path.isEmpty ? "input" : "block " + path.joined(separator: ".")
    return Diagnostic(
      .error, "compose.json", subject: "compose", "\(place) \(what)",
      explanation: context.debugDescription,
      hints: ["write an array of blocks with id, text, em and measure_em"])
  }
}

/// Input that cannot be composed.
public struct ComposeFault: Error, Hashable, Sendable {
  /// What is wrong and where.
  public let diagnostic: Diagnostic
}
