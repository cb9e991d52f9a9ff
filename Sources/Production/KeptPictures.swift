import FoundationEssentials
import Newspaper
import Prepress

/// Where converted photos are kept, and how much of them.
struct KeptPictures {
  /// Nil to keep none.
  private(set) var folder: String?
  /// Bytes on disk.
  private(set) var limit = PhotoDesk.usualCache

  /// Makes the folder when there is none, and reads the limit from `FORME_CACHE_SIZE`, in megabytes.
  ///
  /// A folder that cannot be made is told, and photos are converted anew each time.
  init(_ folder: String?, report: inout Report) {
    guard let folder else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      self.folder = folder
    } catch {
      report.add(
        Diagnostic(
          .note, "cache.folder", subject: folder,
          "\(folder) cannot be made: photos are converted on every run",
          hints: ["name another folder in FORME_CACHE"]))
    }
    guard let size = ProcessInfo.processInfo.environment["FORME_CACHE_SIZE"], !size.isEmpty else {
      return
    }
    if let megabytes = Int(size), (0...Int.max >> 20).contains(megabytes) {
      limit = megabytes << 20
    } else {
      report.add(
        Diagnostic(
          .note, "cache.size", subject: "FORME_CACHE_SIZE",
          "FORME_CACHE_SIZE is “\(size)”, not a whole number of megabytes: \(limit >> 20) counts",
          hints: ["write \(limit >> 20) for \(limit >> 30) GB"]))
    }
  }
}

extension IssueBuilder {
  /// Where converted photos are kept unless told otherwise.
  public static var defaultCache: String? {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["FORME_CACHE"] { return folder.isEmpty ? nil : folder }
    if let folder = environment["XDG_CACHE_HOME"], !folder.isEmpty { return "\(folder)/forme" }
    return environment["HOME"].map { "\($0)/.cache/forme" }
  }
}
