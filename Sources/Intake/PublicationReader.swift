import Newspaper

/// Reads `publication.yaml` with the style sheet, fonts and art it names.
struct PublicationReader {
  let folder: FilePath
  /// Where the issue named the folder.
  let namedAt: SourceRange?
  let installed: FilePath
  private(set) var shelf = LayoutShelf(folders: [])

  init(folder: FilePath, namedAt: SourceRange?, installed: FilePath) {
    self.folder = folder
    self.namedAt = namedAt
    self.installed = installed
  }

  mutating func publication(_ reading: inout Reading) -> Publication? {
    let file = folder.appending("publication.yaml")
    guard
      let tree = reading.yaml(
        file, code: "publication.missing", subject: "publication.yaml", at: namedAt),
      let checked = reading.check(tree, as: PublicationFile.record)
    else { return nil }
    var publication = PublicationFile.publication(
      checked, folder: folder.path, reading: &reading)
    reading.inks = publication.inks
    shelf = LayoutShelf(folders: layoutFolders(checked, &reading) + [installed])
    if let written = publication.nameplate {
      _ = reading.existing(
        folder.appending(written.value), code: "art.missing", subject: written.value,
        at: written.at)
    }
    if let written = checked.located("lexicon") {
      publication.lexicon =
        reading.text(
          of: folder.appending(written.value), code: "lexicon.missing", subject: written.value,
          at: written.at) ?? ""
    }
    if let styles = styles(checked, tree, &reading) { publication.styles = styles }
    if let change = FitKeys.change(checked, reading: &reading) {
      publication.styles.copyfit = publication.styles.copyfit.changed(by: change)
    }
    publication.fillers = FitKeys.fillers(checked, folder: folder, reading: &reading)
    let fonts = folder.appending(checked.text("fonts") ?? "Fonts")
    publication.fontFolder = fonts.path
    checkFaces(of: publication.styles, in: fonts, checked, &reading)
    return publication
  }

  private func layoutFolders(_ checked: Checked, _ reading: inout Reading) -> [FilePath] {
    let written =
      checked.located("layouts").map { [$0] } ?? checked.list("layouts").compactMap(\.text)
    return written.compactMap { name in
      let place = folder.appending(name.value)
      if case .folder(let found) = reading.disk.find(place) { return found }
      reading.fault(
        "layout.folder", name.value, at: name.at, "\(place.name): no such folder",
        hints: ["check the name, or add the folder"])
      return nil
    }
  }

  // MARK: - Styles

  /// The style sheet by name or file, with the publication's changes merged into it.
  private mutating func styles(
    _ checked: Checked, _ tree: Tree, _ reading: inout Reading
  ) -> StyleSheet? {
    let changes = checked.record("styles")
    let name =
      changes?.located("base") ?? checked.located("styles") ?? Located("newspaper", at: nil)
    let base: Tree?
    if name.value.hasSuffix(".yaml") {
      base = reading.yaml(
        folder.appending(name.value), code: "styles.missing", subject: name.value, at: name.at)
    } else {
      base = shelf.tree(name, .styles, reading: &reading)?.tree
    }
    guard var sheet = base else { return nil }
    if changes != nil, case .mapping(let members) = tree["styles"]?.content {
      let changed = members.filter { $0.key.value != "base" }
      sheet = sheet.merged(with: Tree(content: .mapping(changed), at: sheet.at), depth: 3)
    }
    return reading.check(sheet, as: StyleFile.record).map {
      StyleFile.styleSheet($0, reading: &reading)
    }
  }

  /// Checks that each face of the styles is a role of the fonts.
  ///
  /// What else is wrong with the fonts is told by whoever reads them to use them.
  private func checkFaces(
    of styles: StyleSheet, in fonts: FilePath, _ checked: Checked, _ reading: inout Reading
  ) {
    let file = fonts.appending("fonts.yaml")
    guard
      reading.existing(
        file, code: "font.missing", subject: "fonts", at: checked["fonts"]?.at ?? checked.at)
        != nil
    else { return }
    var fontReading = Reading()
    fontReading.disk = reading.disk
    let read = FontsFile.typefaces(in: fonts, at: nil, reading: &fontReading)
    reading.disk = fontReading.disk
    guard let typefaces = read else { return }
    let text = StyleSheet.Part.allCases.compactMap { styles.text[$0]?.face }
    let heads = styles.heads.flatMap { [$0.face, $0.kicker.face, $0.deck.face] }
    let roles = typefaces.roles.map(\.name)
    for face in text + heads where typefaces[face] == nil {
      reading.fault(
        "face.unknown", face, at: checked["styles"]?.at ?? checked["fonts"]?.at,
        "styles: fonts.yaml has no role \(face)",
        hints: suggestion(for: face, among: roles).map { ["write \($0)"] }
          ?? ["use one of " + roles.joined(separator: ", ")])
    }
  }
}
