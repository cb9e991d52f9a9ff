internal import Composition
import FoundationEssentials
internal import Newspaper

extension Hyphenation {
  /// The patterns that come with Forme, by which the pages divide English words; told where they
  /// are missing, since words then stay whole.
  static func installed(report: inout Report) -> Hyphenation? {
    if read == nil {
      report.add(
        Diagnostic(
          .warning, "type.hyphenation", subject: path,
          "\(path): no such file: Latin words are not divided",
          hints: ["put Layouts/hyphenation/en-US.dic back where Forme lies"]))
    }
    return read
  }

  static var path: String { "\(Installation.layouts)/hyphenation/en-US.dic" }

  /// Read once in a run.
  private static let read = FileManager.default.contents(atPath: path).map {
    Hyphenation(patterns: String(decoding: $0, as: UTF8.self))
  }
}
