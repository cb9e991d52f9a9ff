import Newspaper
import Prepress

/// 输入指纹: what a value holds as bytes that are the same on every machine.
///
/// The value is walked by reflection: a field that is added to a story or a layout later counts by
/// itself, and nobody can forget it here. Places in source files and folders do not count; of a
/// file only its content does, which is why files are listed apart.
struct InputDigest {
  /// The files that the value names, in the order in which they come.
  private(set) var files: [String] = []
  private var bytes: [UInt8] = []
  /// The folder that art is named from.
  private let artFolder: String

  init(artFolder: String) { self.artFolder = artFolder }

  /// SHA-256 of all that was put in, but for the files' content.
  var text: String { Digest.sha256(bytes) }

  /// Puts a value in.
  mutating func put(_ value: Any) { put(value, label: nil) }

  /// Puts in what another digest found.
  mutating func put(_ text: String, files: [String]) {
    put(text: text)
    self.files += files
  }

  private mutating func put(_ value: Any, label: String?) {
    let type = type(of: value)
    if type == SourceRange.self || type == SourceRange?.self { return }
    if let text = value as? String { return put(named: text, label) }
    if let number = value as? Int { return put(number: number) }
    if let flag = value as? Bool { return put(number: flag ? 1 : 0) }
    if let number = value as? Double { return put(text: "\(number)") }
    if let bytes = value as? [UInt8] { return put(text: Digest.sha256(bytes)) }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .set, .dictionary: putUnordered(mirror)
    case .enum where mirror.children.isEmpty: put(text: "\(value)")
    case nil: put(text: "\(value)")
    default: put(mirror)
    }
    if let label, ["nameplate", "ornament"].contains(label),
      let art = value as? Located<String>?, let art
    {
      files.append("\(artFolder)/\(art.value)")
    }
  }

  private mutating func put(_ mirror: Mirror) {
    bytes.append(UInt8(ascii: "("))
    for child in mirror.children {
      if let label = child.label { put(text: label) }
      put(child.value, label: child.label)
    }
    bytes.append(UInt8(ascii: ")"))
  }

  /// Members of a set or dictionary in the order of their bytes.
  private mutating func putUnordered(_ mirror: Mirror) {
    var members: [[UInt8]] = []
    let start = bytes.count
    for child in mirror.children {
      put(child.value, label: nil)
      members.append(Array(bytes[start...]))
      bytes.removeSubrange(start...)
    }
    members.sort { $0.lexicographicallyPrecedes($1) }
    put(number: members.count)
    for member in members { bytes += member }
  }

  /// Text, unless it says where something lies.
  private mutating func put(named text: String, _ label: String?) {
    switch label {
    case "path": files.append(text)
    case "folder", "fontFolder": break
    default: put(text: text)
    }
  }

  /// Its length goes first, so that no two sequences of texts give the same bytes.
  private mutating func put(text: String) {
    bytes += "\(text.utf8.count):".utf8
    bytes += text.utf8
  }

  private mutating func put(number: Int) { bytes += "#\(number);".utf8 }
}

/// The places in source files that a value holds, in a stable order: by its number in it a place is
/// found again in a file whose lines have moved.
func places(in value: Any) -> [SourceRange] {
  var found: [SourceRange] = []
  func look(_ value: Any) {
    if let place = value as? SourceRange { return found.append(place) }
    if value is String || value is Int || value is [UInt8] { return }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .dictionary {
      let entries = value as? [String: Any] ?? [:]
      for key in entries.keys.sorted() { if let entry = entries[key] { look(entry) } }
      return
    }
    for child in mirror.children { look(child.value) }
  }
  look(value)
  return found
}
