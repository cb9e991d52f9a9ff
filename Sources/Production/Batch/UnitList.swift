import FoundationEssentials
import Newspaper
import Prepress

/// 工件清单: all units of a run, a line each, as its issues and editions list them.
///
/// Its SHA-256 is the run's name: the same issues with the same inputs are the same run, whatever
/// engine makes it and however much of it was made before.
struct UnitList {
  private struct Line: Encodable {
    var key: String
    var kind: String
    var name: String
    var pages: [Int]
  }

  private var bytes: [UInt8] = []

  /// The run's name.
  var run: String { Digest.sha256(bytes) }

  mutating func add(_ units: some Sequence<PressUnit>) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for unit in units {
      let line = Line(key: unit.key, kind: unit.kind.rawValue, name: unit.name, pages: unit.pages)
      bytes += (try? encoder.encode(line)).map(Array.init) ?? []
      bytes.append(10)
    }
  }

  /// Writes it into the run's folder.
  func write(in output: String) throws(OutputFile.Failure) {
    try OutputFile.write(bytes, to: "\(PressRoom.folder(of: run, in: output))/manifest.jsonl")
  }
}
