import FoundationEssentials
public import Newspaper

/// Files appear whole or not at all: written beside their place, synced, then renamed.
enum OutputFile {
  /// Why a file could not be written.
  struct Failure: Error {
    let path: String
    let reason: String

    /// The failure worded for the report.
    var diagnostic: Diagnostic {
      Diagnostic(
        .error, "output.notWritten", subject: path, "\(path) cannot be written: \(reason)",
        hints: ["name a folder that can be written to with -o", "free some space on the disk"])
    }
  }

  /// Writes a file, making its folder when there is none.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      let folder = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure(path: path, reason: Self.reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    return switch error.code {
    case .fileWriteNoPermission: "permission denied"
    case .fileWriteOutOfSpace: "no space left on the disk"
    case .fileWriteFileExists: "a file stands where a folder is needed"
    case .fileWriteVolumeReadOnly: "the disk is read-only"
    default: "\(error)"
    }
  }
}

/// Where other targets put files of theirs: whole or not at all.
public enum OutputFolder {
  /// Writes a file into a folder; the report says when it could not be done.
  public static func write(_ bytes: [UInt8], as name: String, in folder: String) -> Report {
    var report = Report()
    do throws(OutputFile.Failure) {
      try OutputFile.write(bytes, to: "\(folder)/\(name)")
    } catch {
      report.add(error.diagnostic)
    }
    return report
  }
}
