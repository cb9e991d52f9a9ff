import Newspaper

/// The keys of `plant.yaml`, and how they become a `Plant`.
enum PlantFile {
  static let record = Record(
    "plant", "印厂: where finished files go, how they are called there and when they are due.",
    [
      Field("name", .text, .required, "What the plant is called."),
      Field(
        "transport", .variants(key: "kind", [folder, sftp, ipp]), .required,
        "传输: how files reach the plant."),
      Field(
        "files", .choice(Plant.Wanted.allCases.map(\.rawValue)), .optional,
        "What the plant takes: pages, the whole issue or imposed plates; pages."),
      Field(
        "fileName", .text, .required, "How files are called there, without .pdf, with {fields}."),
      Field(
        "checksums", .text, .optional,
        "校验清单: the name of the list of checksums that is sent last, without .sha256; none."),
      Field(
        "ticket", .choice(Plant.Ticket.allCases.map(\.rawValue)), .optional,
        "作业传票: a job ticket for the plates; none."),
      Field("deadline", .text, .optional, "截稿: when files are due, such as 23:30."),
      Field(
        "deadlines", .table(.text, of: "deadlines"), .optional,
        "截稿 of single editions, by code."),
      Field(
        "words", .table(.text, of: "words"), .optional,
        "What the plant calls our sections, zones, black and colour."),
      Field(
        "characters", .choice(Plant.Characters.allCases.map(\.rawValue)), .optional,
        "Which characters a name may have; ascii."),
      Field("longestName", .wholeNumber(12...255), .optional, "In characters, with .pdf; 100."),
      Field(
        "ledger", .text, .optional,
        "传版台账: the SQLite file that remembers what was delivered, on a local disk."),
    ])

  private static let kind = Field("kind", .text, .required, "Which transport it is.")

  static let folder = Record(
    "folder", "A hot folder.",
    [kind, Field("path", .text, .required, "The folder, from this file's.")])

  static let sftp = Record(
    "sftp", "A hot folder at the other end of a line.",
    [
      kind, Field("host", .text, .required, "The plant's machine."),
      Field("port", .wholeNumber(1...65535), .optional, "22."),
      Field("user", .text, .required, "Our account there."),
      Field("folder", .text, .optional, "The folder there; the one that the account begins in."),
      Field("key", .text, .optional, "Our private key, from this file's folder."),
      Field("knownHosts", .text, .optional, "The file with the machine's own key."),
    ])

  static let ipp = Record(
    "ipp", "A printer, or a queue before some.",
    [
      kind, Field("printer", .text, .required, "Its address: ipp://host:631/printers/name."),
      Field(
        "presses", .list(of: .text), .optional,
        "The printers behind a queue, which are asked whether anything came twice."),
      Field(
        "options", .table(.text, of: "options"), .optional,
        "media, sides, copies and so on, as IPP writes them."),
    ])

  static func plant(_ checked: Checked, in folder: FilePath, reading: inout Reading) -> Plant? {
    guard let name = checked.text("name"),
      let transport = transport(checked, in: folder, reading: &reading),
      let written = checked.located("fileName"),
      let fileName = reading.template(
        written, "fileName", fields: FileNameTemplate.Field.atPlants)
    else { return nil }
    let file = checked.at.file
    let stem = file.split(separator: "/").last.map(String.init) ?? file
    let ledger = checked.text("ledger") ?? stem.replacing(".yaml", with: "") + ".ledger"
    var plant = Plant(
      name: name, transport: transport, fileName: fileName, ledger: folder.appending(ledger).path)
    plant.wanted = checked.choice("files", Plant.Wanted.self) ?? plant.wanted
    plant.ticket = checked.choice("ticket", Plant.Ticket.self) ?? plant.ticket
    plant.characters = checked.choice("characters", Plant.Characters.self) ?? plant.characters
    plant.longestName = checked.whole("longestName") ?? plant.longestName
    if let written = checked.located("checksums") {
      let fields = FileNameTemplate.Field.atPlants.filter {
        ![.page, .section, .plate, .colour].contains($0)
      }
      plant.checksums = reading.template(
        written, "checksums", fields: fields, ending: ".sha256")
    }
    if let written = checked.located("deadline") {
      plant.deadlines[""] = clockTime(written, "deadline", &reading)
    }
    for entry in checked.table("deadlines") {
      guard let written = entry.value.text else { continue }
      plant.deadlines[entry.name.value] = clockTime(written, entry.name.value, &reading)
    }
    for entry in checked.table("words") { plant.words[entry.name.value] = entry.value.value.text }
    return plant
  }

  private static func transport(
    _ checked: Checked, in folder: FilePath, reading: inout Reading
  ) -> Plant.Transport? {
    guard let keys = checked.record("transport") else { return nil }
    switch keys.record.name {
    case "folder":
      return keys.text("path").map { .folder(path: folder.appending($0).path) }
    case "sftp":
      guard let host = keys.located("host"), let user = keys.located("user") else { return nil }
      for (key, word) in [("host", host), ("user", user)]
      where word.value.hasPrefix("-") || word.value.contains(where: { " @/:\"".contains($0) }) {
        reading.fault(
          "plant.address", key, at: word.at, "\(key): “\(word.value)” is no \(key)",
          hints: ["write the name alone; the other half goes under a key of its own"])
        return nil
      }
      var account = Plant.Account(
        host: host.value, port: keys.whole("port") ?? 22, user: user.value,
        folder: keys.text("folder") ?? "")
      for (key, path) in [("key", \Plant.Account.key), ("knownHosts", \Plant.Account.knownHosts)] {
        guard let written = keys.located(key) else { continue }
        let found = reading.existing(
          folder.appending(written.value), code: "plant.file", subject: key, at: written.at)
        account[keyPath: path] = found?.path
      }
      return .sftp(account)
    default:
      let addresses = [keys.located("printer")] + keys.list("presses").map(\.text)
      for address in addresses.compactMap(\.self)
      where !address.value.hasPrefix("ipp://") && !address.value.hasPrefix("ipps://") {
        reading.fault(
          "plant.address", address.value, at: address.at,
          "“\(address.value)” is no printer's address",
          hints: ["write ipp://host:631/printers/name"])
        return nil
      }
      return keys.text("printer").map { printer in
        .ipp(
          Plant.Printer(
            address: printer, presses: keys.list("presses").compactMap(\.value.text),
            options: keys.table("options").compactMap { entry in
              entry.value.value.text.map { .init(name: entry.name.value, value: $0) }
            }))
      }
    }
  }

  private static func clockTime(
    _ written: Located<String>, _ key: String, _ reading: inout Reading
  ) -> Plant.ClockTime? {
    let parts = written.value.split(separator: ":").map { Int($0) }
    if parts.count == 2, let hour = parts[0], let minute = parts[1],
      let time = Plant.ClockTime(hour: hour, minute: minute)
    {
      return time
    }
    reading.fault(
      "plant.deadline", key, at: written.at, "\(key): no clock shows “\(written.value)”",
      hints: ["write hours and minutes, such as 23:30"])
    return nil
  }
}
