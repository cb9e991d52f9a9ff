import Newspaper

// Addresses in `[words](address)`. A link that cannot be followed leaves its words as they are.
extension InlineMarks {
  /// The index of the parenthesis that ends an address; those inside it come in pairs.
  func endOfAddress(from start: Int) -> Int? {
    var depth = 0
    for index in characters[start...].indices.prefix(Self.longestTarget) {
      switch characters[index].scalar {
      case "(": depth += 1
      case ")" where depth == 0: return index
      case ")": depth -= 1
      default: break
      }
    }
    return nil
  }

  /// The link to an address; what is none, or leads where no reader should be sent, is reported.
  mutating func address(_ written: String, at index: Int) -> Link? {
    let address = written.trimmed
    guard !address.isEmpty else {
      warn("link", index + 1, "a link without an address", "write it between ( and )")
      return nil
    }
    guard !address.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
    else {
      warn("link", index + 1, "(\(address)): an address with a space in it", "write %20 for it")
      return nil
    }
    guard let scheme = Link.schemes.first(where: { address.lowercased().hasPrefix($0) }),
      address.count > scheme.count
    else {
      warn(
        "link", index + 1, "(\(address)): a link leads to http, https or mailto only",
        "write the whole address, such as https://…")
      return nil
    }
    return .address(address)
  }

  /// Reports `[words](https://…` that is never closed; a parenthesis after a bracket may be text.
  mutating func reportOpenAddress(at index: Int) {
    var rest = ""
    for character in characters[(index + 1)...].prefix(8) {
      rest.unicodeScalars.append(character.scalar)
    }
    guard Link.schemes.contains(where: { rest.lowercased().hasPrefix($0) }) else { return }
    warn(
      "unclosed", index, "( after ] is never closed", "close the address with ), or write \\(")
  }
}
