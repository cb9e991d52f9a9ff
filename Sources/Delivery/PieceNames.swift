import Newspaper

/// How the pieces of an edition are called at a plant.
struct PieceNames {
  let plant: Plant
  let edition: EditionFolder

  func name(of file: EditionFolder.File, version: String) throws(Diagnostic) -> String {
    try checked(
      plant.fileName.name { field in
        switch field {
        case .page: file.pages.first.map(String.init)
        case .section: file.section.map(word)
        case .colour: word(file.colour ?? "colour")
        case .plate: file.plate
        default: shared(field, version)
        }
      } + ".pdf", plant.fileName)
  }

  func list(_ template: FileNameTemplate, version: String) throws(Diagnostic) -> String {
    try checked(template.name { shared($0, version) } + ".sha256", template)
  }

  /// The ticket is called as the list is, or as the first file.
  func ticket(version: String) throws(Diagnostic) -> String {
    let template = plant.checksums ?? plant.fileName
    return try checked(template.name { shared($0, version) } + ".xjdf", template)
  }

  private func word(_ ours: String) -> String { plant.words[ours] ?? ours }

  private func shared(_ field: FileNameTemplate.Field, _ version: String) -> String? {
    let contents = edition.contents
    let date = contents.date.split(separator: "-").map(String.init)
    return switch field {
    case .folder: edition.name
    case .title: word(contents.publication)
    case .latinName: contents.latinName.map(word)
    case .number: String(contents.number)
    case .date: contents.date
    case .year: date.first
    case .shortYear: date.first.map { String($0.suffix(2)) }
    case .month: date.count > 1 ? date[1] : nil
    case .day: date.count > 2 ? date[2] : nil
    case .edition: contents.code
    case .editionName: contents.edition.map(word)
    case .zone: edition.zone.isEmpty ? nil : word(edition.zone)
    case .version: version
    case .page, .section, .colour, .plate: nil
    }
  }

  private func checked(_ name: String, _ template: FileNameTemplate) throws(Diagnostic) -> String {
    if plant.characters == .ascii, let odd = name.first(where: { !Self.isPlain($0) }) {
      throw Diagnostic(
        .error, "delivery.name.characters", subject: name, at: template.at,
        "\(name): “\(odd)” may not stand in a name at \(plant.name)",
        hints: ["say under words: what the plant calls it", "or write characters: any"])
    }
    guard name.count <= plant.longestName, name.utf8.count <= 250 else {
      throw Diagnostic(
        .error, "delivery.name.length", subject: name, at: template.at,
        "\(name): \(name.count) characters, \(plant.name) takes \(plant.longestName)",
        hints: ["leave out a field"])
    }
    return name
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
  }
}

/// 改版号: A for the first version of a file, B for the next; AA after Z, as the press room counts.
struct VersionLetter: Hashable, Comparable {
  static let first = VersionLetter("A")
  var text: String

  init(_ text: String) { self.text = text }

  static func < (left: VersionLetter, right: VersionLetter) -> Bool {
    (left.text.count, left.text) < (right.text.count, right.text)
  }

  var next: VersionLetter {
    var letters = Array(text.utf8)
    for index in letters.indices.reversed() {
      if letters[index] < UInt8(ascii: "Z") {
        letters[index] += 1
        return VersionLetter(String(decoding: letters, as: UTF8.self))
      }
      letters[index] = UInt8(ascii: "A")
    }
    return VersionLetter("A" + String(decoding: letters, as: UTF8.self))
  }
}
