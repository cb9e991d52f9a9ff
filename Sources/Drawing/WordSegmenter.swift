import CICU
public import Composition

/// Finds Chinese words with ICU's dictionary: where a headline may be divided.
///
/// Confined to the worker that made it.
public final class WordSegmenter: Segmenter {
  private let iterator: OpaquePointer

  /// Opens the word iterator for Chinese; nil when ICU's data is not installed.
  public init?() {
    guard let iterator = forme_words_new("zh") else { return nil }
    self.iterator = iterator
  }

  deinit { forme_words_free(iterator) }

  /// The UTF-8 offsets at which words end.
  public func wordEnds(in text: String) -> [Int] {
    var text = text
    return text.withUTF8 { bytes in
      // Every character could be a word, so no more ends than bytes.
      var ends = [Int32](repeating: 0, count: bytes.count)
      let count = bytes.withMemoryRebound(to: CChar.self) {
        forme_words_ends(iterator, $0.baseAddress, Int64($0.count), &ends, Int32(ends.count))
      }
      return ends.prefix(Int(count)).map(Int.init)
    }
  }
}
