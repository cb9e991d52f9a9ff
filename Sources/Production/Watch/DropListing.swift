import FoundationEssentials
import Glibc
import Newspaper
import Prepress

/// 清点: what lies in a dropped issue, without reading any of it.
struct DropListing {
  /// Stands for names, sizes and times of all files.
  private(set) var digest = ""
  /// What must not be in it.
  private(set) var faults = Report()
  private let root: String
  private let name: String
  private var lines: [String] = []
  private static let most = 100_000
  private static let deepest = 24

  /// Lists a folder of the watch folder `root`; the marker does not count.
  init(of name: String, in root: String, without marker: String?) {
    self.root = root
    self.name = name
    var status = stat()
    if unsafe lstat("\(root)/\(name)", &status) == 0, status.kind != S_IFDIR {
      fault(
        "watch.link", name, "a link stands in the place of the issue's folder",
        "move the folder itself here")
    } else {
      walk("\(root)/\(name)", as: "", depth: 0, without: marker)
    }
    digest = Digest.sha256(Array(lines.joined(separator: "\0").utf8))
    lines = []
  }

  private mutating func walk(_ folder: String, as place: String, depth: Int, without: String?) {
    guard depth < Self.deepest else {
      return fault("watch.size", place, "folders lie too deep in each other", "make it flatter")
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      lines.append("closed \(place)")
      return fault(
        "watch.unreadable", place, "cannot be read",
        "let the user that forme runs as read it")
    }
    // What editors and version control keep for themselves does not count.
    for name in names where !name.hasPrefix(".") && (depth > 0 || name != without) {
      guard lines.count < Self.most else {
        return fault("watch.size", place, "holds more than \(Self.most) files", "take some away")
      }
      note(name, in: folder, as: place.isEmpty ? name : "\(place)/\(name)", depth: depth)
    }
  }

  private mutating func note(_ name: String, in folder: String, as place: String, depth: Int) {
    let path = "\(folder)/\(name)"
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      lines.append("lost \(place)")
      if name.unicodeScalars.contains("\u{FFFD}") {
        fault("watch.name", place, "has a name that is not UTF-8", "give it another name")
      }
      return
    }
    switch status.kind {
    case S_IFREG:
      lines.append("file \(place) \(status.state)")
      if unsafe access(path, R_OK) != 0 {
        fault(
          "watch.unreadable", place, "cannot be read", "let the user that forme runs as read it")
      }
    case S_IFDIR:
      lines.append("folder \(place)")
      walk(path, as: place, depth: depth + 1, without: nil)
    case S_IFLNK: follow(path, as: place)
    default:
      lines.append("other \(place)")
      fault("watch.kind", place, "is neither a file nor a folder", "take it away")
    }
  }

  /// A link may lead to what is shared in the watch folder, and nowhere else.
  private mutating func follow(_ path: String, as place: String) {
    var status = stat()
    guard let target = realPath(path), unsafe stat(target, &status) == 0 else {
      return lines.append("link \(place) to nothing")
    }
    lines.append("link \(place) \(target) \(status.state)")
    guard let root = realPath(root), target.hasPrefix(root + "/") else {
      return fault(
        "watch.link", place, "is a link that leads out of the watch folder",
        "put the file itself here")
    }
    if status.kind != S_IFREG && status.kind != S_IFDIR {
      fault("watch.kind", place, "is neither a file nor a folder", "take it away")
    }
  }

  private mutating func fault(_ code: String, _ place: String, _ words: String, _ hint: String) {
    let subject = place.isEmpty || place == name ? name : "\(name)/\(place)"
    faults.add(Diagnostic(.error, code, subject: subject, "\(subject): \(words)", hints: [hint]))
  }
}

extension stat {
  var kind: mode_t { st_mode & S_IFMT }

  /// What changes when it is written.
  var state: String {
    "\(st_size) \(st_mtim.tv_sec).\(st_mtim.tv_nsec) \(st_ctim.tv_sec).\(st_ctim.tv_nsec)"
  }
}

/// The path without any link in it; nil when it leads nowhere.
private func realPath(_ path: String) -> String? {
  guard let found = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(found) }
  return unsafe String(cString: found)
}
