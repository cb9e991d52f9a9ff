import Newspaper

/// The keys of `fonts.yaml`, and how they become `Typefaces`.
enum FontsFile {
  static let record = Record(
    "fonts", "字体: roles and the files that play them.",
    [Field("roles", .table(.record(role), of: "roles"), .required, "Font roles by name.")])

  static let role = Record(
    "font role", "A role and its font file.",
    [
      Field("file", .text, .required, "The font file, from this folder."),
      Field("name", .text, .optional, "What a composing room calls it, such as 报宋."),
      Field("fallback", .list(of: .text), .optional, "Roles that lend missing characters."),
      Field("licence", .text, .optional, "The licence file, in licences/."),
      Field("source", .text, .optional, "Where the face comes from."),
    ])

  /// Reads `fonts.yaml` of a folder that somebody named.
  static func typefaces(
    in folder: FilePath, at: SourceRange?, reading: inout Reading
  ) -> Typefaces? {
    let file = folder.appending("fonts.yaml")
    guard
      let tree = reading.yaml(file, code: "font.missing", subject: "fonts.yaml", at: at),
      let checked = reading.check(tree, as: record)
    else { return nil }
    var typefaces = Typefaces(roles: [])
    for entry in checked.table("roles") {
      guard let keys = entry.value.value.checked, let written = keys.located("file") else {
        continue
      }
      let file = folder.appending(written.value)
      let found = reading.existing(
        file, code: "font.missing", subject: entry.name.value, at: written.at)
      var role = Typefaces.Role(
        name: entry.name.value, path: found?.path ?? file.path,
        fallback: keys.list("fallback").compactMap(\.value.text), at: entry.name.at)
      role.title = keys.text("name")
      role.licence = keys.text("licence").map { folder.appending("licences/\($0)").path }
      role.source = keys.text("source")
      typefaces.roles.append(role)
    }
    checkFallbacks(checked, typefaces, reading: &reading)
    return typefaces
  }

  private static func checkFallbacks(
    _ checked: Checked, _ typefaces: Typefaces, reading: inout Reading
  ) {
    let names = checked.table("roles").map(\.name.value)
    for entry in checked.table("roles") {
      for item in entry.value.value.checked?.list("fallback") ?? [] {
        guard let name = item.text?.value, !names.contains(name) else { continue }
        reading.fault(
          "face.unknown", name, at: item.at, "\(entry.name.value): no role \(name) to fall back on",
          hints: suggestion(for: name, among: names).map { ["write \($0)"] }
            ?? ["use one of " + names.joined(separator: ", ")])
      }
    }
  }
}
