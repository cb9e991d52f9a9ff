import CPango
public import Newspaper
import Synchronization

/// The fonts of a publication, opened once and shared by all workers.
///
/// A role finds exactly the file that `fonts.yaml` gives it; no system font ever steps in. The
/// path of a role may end in `#2` to name the third face of a collection. A face called
/// `family:NAME` is looked up among the fonts installed on the machine; `forme compose` alone
/// asks for such.
public final class FontLibrary: Sendable {
  /// What a role can set.
  public struct Coverage: Hashable, Sendable {
    /// Number of characters.
    public var characters: Int
    /// Number of hanzi among them.
    public var hanzi: Int
  }

  /// The roles in the order of `fonts.yaml`.
  public let typefaces: Typefaces
  private let files: [String: FontFile]
  private let installed = Mutex<[String: FontFile?]>([:])

  /// Opens the files of all roles; a role whose file cannot be used is reported and left out.
  public init(typefaces: Typefaces, report: inout Report) {
    self.typefaces = typefaces
    var files: [String: FontFile] = [:]
    var byPath: [String: FontFile] = [:]
    for role in typefaces.roles {
      do throws(FontFault) {
        let file: FontFile
        if let open = byPath[role.path] { file = open } else { file = try FontFile(role.path) }
        byPath[role.path] = file
        files[role.name] = file
      } catch {
        report.add(error.diagnostic(for: role))
      }
      for other in role.fallback where typefaces[other] == nil {
        report.add(
          Diagnostic(
            .error, "font.fallback.unknown", subject: role.name, at: role.at,
            "\(role.name): fallback \(other) is no role",
            hints: ["name one of \(typefaces.roles.map(\.name).joined(separator: ", "))"]))
      }
    }
    self.files = files
  }

  /// How many characters a role's own file has; nil for an unknown role.
  public func coverage(of role: String) -> Coverage? {
    guard let characters = files[role]?.coverage else { return nil }
    return Coverage(
      characters: characters.count, hanzi: characters.count { Unicode.Scalar($0)?.isHanzi == true })
  }

  /// The file that a role is set from, and the face's number in it; nil for an unknown role.
  public func location(of role: String) -> (path: String, index: Int)? {
    files[role].map { ($0.path, $0.index) }
  }

  /// The roles whose own file has a character, in the order of `fonts.yaml`.
  public func roles(having character: Unicode.Scalar) -> [String] {
    typefaces.roles.map(\.name).filter { name in
      guard let file = files[name], let font = hb_font_create(file.face) else { return false }
      defer { hb_font_destroy(font) }
      return FontFile.has(character, font)
    }
  }

  /// The file of a role or of an installed family.
  func file(of face: String) -> FontFile? {
    if let file = files[face] { return file }
    guard face.hasPrefix("family:") else { return nil }
    return installed.withLock { found in
      if let known = found[face] { return known }
      let file = InstalledFamily(name: String(face.dropFirst(7))).location.flatMap {
        try? FontFile($0)
      }
      found[face] = file
      return file
    }
  }

  /// A face and the roles that help it out, in order.
  func chain(of face: String) -> [String] {
    [face] + (typefaces[face]?.fallback ?? []).filter { $0 != face }
  }
}

/// A font family installed on the machine.
private struct InstalledFamily {
  let name: String

  /// Path and face number of its regular Simplified Chinese face, nil when it is not installed.
  var location: String? {
    guard let config = FcInitLoadConfigAndFonts(), let pattern = FcPatternCreate() else {
      return nil
    }
    defer {
      FcPatternDestroy(pattern)
      FcConfigDestroy(config)
    }
    FcPatternAddString(pattern, FC_FAMILY, name)
    FcPatternAddString(pattern, FC_LANG, "zh-cn")
    FcConfigSubstitute(config, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    var result = FcResultNoMatch
    guard let found = FcFontMatch(config, pattern, &result) else { return nil }
    defer { FcPatternDestroy(found) }
    guard families(of: found).contains(where: { $0.lowercased() == name.lowercased() }) else {
      return nil
    }
    var path: UnsafeMutablePointer<FcChar8>?
    var index: Int32 = 0
    guard FcPatternGetString(found, FC_FILE, 0, &path) == FcResultMatch, let path else {
      return nil
    }
    FcPatternGetInteger(found, FC_INDEX, 0, &index)
    return "\(String(cString: path))#\(index & 0xFFFF)"
  }

  /// All names of a matched font: the closest match to an unknown family is some other one.
  private func families(of pattern: OpaquePointer) -> [String] {
    var names: [String] = []
    var value: UnsafeMutablePointer<FcChar8>?
    while FcPatternGetString(pattern, FC_FAMILY, Int32(names.count), &value) == FcResultMatch,
      let name = value
    {
      names.append(String(cString: name))
    }
    return names
  }
}

extension FontFault {
  /// The fault worded for the role of `fonts.yaml` that names the file.
  fileprivate func diagnostic(for role: Typefaces.Role) -> Diagnostic {
    let (code, fact, hint) = wording(for: role)
    return Diagnostic(
      .error, "font.file.\(code)", subject: role.name, at: role.at,
      "\(role.name): \(role.path) \(fact)", hints: [hint])
  }

  private func wording(for role: Typefaces.Role) -> (String, String, String) {
    let replace = "put a whole OpenType or TrueType font there"
    return switch self {
    case .unreadable: ("missing", "cannot be opened", "correct the path of \(role.name)")
    case .notAFont: ("unknown", "is not a font", replace)
    case .noSuchFace(let count):
      ("face", "has only \(count) faces", "write a number from #0 to #\(count - 1)")
    case .truncated: ("truncated", "is cut off", replace)
    case .variable:
      ("variable", "is a variable font", "make a static font of the weight you want")
    case .missingTable(let tag):
      ("incomplete", "lacks its table '\(tag)'", replace)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is a unified or compatibility ideograph.
  fileprivate var isHanzi: Bool { properties.isUnifiedIdeograph || properties.isIdeographic }
}
