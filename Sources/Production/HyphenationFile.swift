internal import Composition
import FoundationEssentials

extension Hyphenation {
  /// Reads the patterns that libhyphen's package brings for a language; nil if not installed.
  init?(installedFor language: String) {
    let path = "/usr/share/hyphen/hyph_\(language).dic"
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    self.init(patterns: String(decoding: data, as: UTF8.self))
  }
}
