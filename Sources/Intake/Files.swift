import FoundationEssentials
import Newspaper

/// A file as messages name it and as it can be opened.
struct FilePath: Hashable, Sendable {
  /// The path from the issue folder, or as it was given for files that lie elsewhere.
  var name: String
  var path: String

  /// The path of `written` as seen from this folder; an absolute path stays as it is.
  func appending(_ written: String) -> FilePath {
    if written.hasPrefix("/") { return FilePath(name: written, path: written) }
    return FilePath(
      name: Self.tidy(name.isEmpty ? written : name + "/" + written),
      path: Self.tidy(path.isEmpty ? written : path + "/" + written))
  }

  /// The folder that holds it.
  var folder: FilePath { FilePath(name: Self.folder(of: name), path: Self.folder(of: path)) }

  /// The last part of the name.
  var last: String { name.split(separator: "/").last.map(String.init) ?? name }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path without `.` and with `..` taken together with the folder before it.
  private static func tidy(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
  }
}

/// The files of a run.
enum Files {
  /// What stands at a path.
  enum Found: Equatable, Sendable {
    case file(FilePath)
    case folder(FilePath)
    case nothing
  }

  static func find(_ file: FilePath) -> Found {
    if let found = look(file) { return found }
    guard let spelled = spelledOnDisk(file.path) else { return .nothing }
    return look(FilePath(name: file.name, path: spelled)) ?? .nothing
  }

  /// The names in a folder, in order.
  static func names(in folder: FilePath) -> [String] {
    let path = folder.path.isEmpty ? "." : folder.path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  static func bytes(_ file: FilePath) -> [UInt8]? {
    FileManager.default.contents(atPath: file.path).map { [UInt8]($0) }
  }

  private static func look(_ file: FilePath) -> Found? {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      return nil
    }
    return isFolder ? .folder(file) : .file(file)
  }

  /// The same path as the disk spells it: a file name with 文 or é may be stored composed (NFC) or
  /// decomposed (NFD), and Swift's `==` takes the two for equal.
  private static func spelledOnDisk(_ path: String) -> String? {
    guard !path.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var spelled = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      let folder = spelled.isEmpty ? "." : spelled
      let plain = spelled + part
      if FileManager.default.fileExists(atPath: plain) {
        spelled = plain + "/"
      } else {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard let name = names.sorted().first(where: { $0 == part }) else { return nil }
        spelled += name + "/"
      }
    }
    return String(spelled.dropLast())
  }
}

extension Reading {
  /// The file at a path that somebody wrote; a fault with similar names when it is not there.
  mutating func existing(
    _ file: FilePath, code: String, subject: String, at: SourceRange?
  ) -> FilePath? {
    switch disk.find(file) {
    case .file(let found): return found
    case .folder:
      fault(
        code, subject, at: at, "\(file.name): is a folder, not a file",
        hints: ["name a file in it"])
    case .nothing: missing(file, code: code, subject: subject, at: at)
    }
    return nil
  }

  private mutating func missing(
    _ file: FilePath, code: String, subject: String, at: SourceRange?
  ) {
    let folder = file.folder
    let here = folder.name.isEmpty ? folder.path : folder.name
    var explanation: String?
    var hints = ["check the name, or add the file"]
    if case .folder = disk.find(folder.path.isEmpty ? FilePath(name: ".", path: ".") : folder) {
      let names = disk.names(in: folder)
      if let near = suggestion(for: file.last, among: names) { hints = ["write \(near)"] }
    } else {
      explanation = "There is no folder \(here)."
    }
    fault(
      code, subject, at: at, "\(file.name): no such file", explanation: explanation, hints: hints)
  }

  /// The text of a file with its lines ending in `\n`; what cannot be text is reported.
  mutating func text(
    of file: FilePath, code: String, subject: String, at: SourceRange?
  ) -> String? {
    guard let found = existing(file, code: code, subject: subject, at: at) else { return nil }
    guard let bytes = disk.bytes(found) else {
      fault(
        "file.unreadable", subject, at: at, "\(file.name): cannot be read",
        hints: ["check the permissions of the file"])
      return nil
    }
    return text(bytes, file: file.name)
  }

  /// The YAML of a file.
  mutating func yaml(
    _ file: FilePath, code: String, subject: String, at: SourceRange?
  ) -> Tree? {
    guard let text = text(of: file, code: code, subject: subject, at: at) else { return nil }
    let faults = report.count(.error)
    if let tree = Tree(yaml: text, file: file.name, report: &report) { return tree }
    if report.count(.error) == faults {
      fault(
        "yaml.empty", file.name, at: SourceRange(file: file.name, line: 1, column: 1),
        "\(file.name): is empty", hints: ["write its keys, or fetch the file again"])
    }
    return nil
  }
}
