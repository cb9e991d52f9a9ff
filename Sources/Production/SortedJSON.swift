import FoundationEssentials

extension Encodable {
  /// The value as JSON, a line for each member and keys in order: the same value gives the same text.
  package var sortedJSON: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
  }
}
