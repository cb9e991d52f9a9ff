/// Where text begins, as the text operators move it (ISO 32000-1, 9.4.2).
///
/// The width of what was shown is not known: what is shown next on a line is taken to begin where
/// the line does.
struct TextPlace {
  private(set) var matrix = Matrix()

  mutating func follow(_ operation: Operator, _ scanner: ContentScanner, _ state: PaintState) {
    switch operation {
    case .beginText: matrix = Matrix()
    case .textMatrix: matrix = scanner.numbers.flatMap(Matrix.init) ?? matrix
    case .moveText, .moveTextLeading:
      if let numbers = scanner.numbers, numbers.count == 2 { move(numbers[0], numbers[1]) }
    case .nextLine, .showNextLine, .showNextLineSpaced: move(0, -state.leading)
    default: break
    }
  }

  private mutating func move(_ x: Double, _ y: Double) {
    var step = Matrix()
    (step.e, step.f) = (x, y)
    matrix = step.then(matrix)
  }
}

extension ContentScanner {
  /// About how many characters the last operation shows: two bytes in hexadecimal are taken for
  /// one, and so is a byte of a plain string.
  var characterCount: Int {
    operands.reduce(0) { sum, operand in
      switch operand {
      case .array(let range), .other(let range): sum + characterCount(in: range)
      default: sum
      }
    }
  }
}
