/// Rewrites the marked content of a drawn page (ISO 32000-1, 14.6).
///
/// cairo marks each passage with a number of its own; here they are numbered from 0, and all that
/// lies between them becomes an artifact.
struct PassageMarks {
  private let content: [UInt8]
  private var scanner: ContentScanner
  private var output: [UInt8] = []
  private var copied = 0
  /// Whether anything was painted since the last passage.
  private var paints = false
  /// How many passages were found.
  private(set) var count = 0

  init(_ content: [UInt8]) {
    self.content = content
    scanner = ContentScanner(content)
    output.reserveCapacity(content.count + 1024)
  }

  mutating func rewrite() throws(ContentScanner.Fault) -> [UInt8] {
    /// Which of the marks that are open are passages: cairo marks ligatures in them, too.
    var open: [Bool] = []
    while let operation = try scanner.next() {
      switch operation {
      case .beginMarkedProperties, .beginMarked:
        let isPassage = operation == .beginMarkedProperties && hasNumber
        open.append(isPassage)
        guard isPassage else { continue }
        closeGap(at: scanner.range.lowerBound)
        output += Array("/P <</MCID \(count)>> BDC".utf8)
        copied = scanner.range.upperBound
        count += 1
      case .endMarked:
        if open.popLast() == true {
          output += content[copied..<scanner.range.upperBound]
          copied = scanner.range.upperBound
          paints = false
        }
      default: if operation.paints { paints = true }
      }
    }
    closeGap(at: content.count)
    return output
  }

  /// Whether the operands are those of a passage.
  private var hasNumber: Bool {
    guard case .other(let range) = scanner.operands.last else { return false }
    return scanner.text(range).contains("/MCID")
  }

  /// Copies what lies before a passage, marked as an artifact where it paints.
  private mutating func closeGap(at end: Int) {
    if paints { output += Array("/Artifact BMC\n".utf8) }
    output += content[copied..<end]
    if paints { output += Array("\nEMC\n".utf8) }
    copied = end
    paints = false
  }
}

extension Operator {
  fileprivate var paints: Bool {
    switch self {
    case .paintObject, .shading, .inlineImage: true
    default: paintsPath != nil || showsText
    }
  }
}
