/// Random numbers that are the same on every machine (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Ways in which a file goes wrong on a desk or on a disk.
enum Damage: CaseIterable {
  case truncated, lineLost, lineTwice, linesSwapped, lineIndented
  case characterChanged, characterLost, bytesChanged, numberChanged, wordRepeated

  private static let marks = Array(":{}[]-#'\"\t,|>&*!%@`?\\/~^。：，\u{0}\u{FEFF}")
  private static let numbers = [
    "0", "-1", "1", "999999999999", "-99999", "1e9", "0.0001", "1-0", "3-400", "４",
  ]

  /// The bytes of a file after the damage.
  func applied(to bytes: [UInt8], with random: inout Seeded) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    let place = Int.random(in: bytes.indices, using: &random)
    switch self {
    case .truncated: return Array(bytes[..<place])
    case .bytesChanged:
      var bytes = bytes
      for offset in 0..<4 where place + offset < bytes.count {
        bytes[place + offset] = UInt8.random(in: 0...255, using: &random)
      }
      return bytes
    default: return Array(text(String(decoding: bytes, as: UTF8.self), &random).utf8)
    }
  }

  private func text(_ text: String, _ random: inout Seeded) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = Int.random(in: lines.indices, using: &random)
    let other = Int.random(in: lines.indices, using: &random)
    switch self {
    case .lineLost: lines.remove(at: index)
    case .lineTwice: lines.insert(lines[index], at: index)
    case .linesSwapped: lines.swapAt(index, other)
    case .lineIndented: lines[index] = "   " + lines[index]
    case .characterChanged:
      lines[index].change(to: Self.marks.randomElement(using: &random), &random)
    case .characterLost: lines[index].change(to: nil, &random)
    case .numberChanged:
      let number = Self.numbers.randomElement(using: &random) ?? "0"
      lines[index].replaceNumber(by: number, &random)
    case .wordRepeated: lines[index] += String(repeating: lines[index], count: 40)
    case .truncated, .bytesChanged: break
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  fileprivate mutating func change(to character: Character?, _ random: inout Seeded) {
    guard let place = indices.randomElement(using: &random) else { return }
    remove(at: place)
    if let character { insert(character, at: place) }
  }

  /// Replaces one of the runs of digits.
  fileprivate mutating func replaceNumber(by number: String, _ random: inout Seeded) {
    let starts = indices.filter { place in
      self[place].isNumber && (place == startIndex || !self[index(before: place)].isNumber)
    }
    guard let start = starts.randomElement(using: &random) else { return }
    let end = self[start...].firstIndex { !$0.isNumber } ?? endIndex
    replaceSubrange(start..<end, with: number)
  }
}
