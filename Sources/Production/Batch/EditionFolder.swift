import FoundationEssentials
import Newspaper

/// Lays the finished files of an edition out in its folder, with the manifest last.
struct EditionFolder {
  let edition: PlannedEdition
  let output: String
  let store: any PressStore

  /// The folder's name: that of the edition, with the letter of any version but the first.
  var name: String {
    edition.version == 1 ? edition.name : "\(edition.name)-\(edition.versionLetter)"
  }

  /// Whether it was laid out with all its pages.
  var isWhole: Bool { Manifest(in: "\(output)/\(name)")?.isWhole ?? false }

  /// One of the files of an edition.
  enum Piece {
    case page(PlannedEdition.Page)
    /// All pages, by their numbers.
    case whole([Int])
    case plate(PlannedEdition.Plate)
  }

  /// Puts the files in place; `made` gives each, nil for one that is not there.
  ///
  /// What is held back is taken away where an earlier run left it. A file that cannot be put in
  /// place is told, and keeps none of the others from theirs.
  func write(_ made: (Piece) -> PageFile?) -> Report {
    let place = "\(output)/\(name)"
    var report = OutputFolder.prepare(place)
    if report.hasErrors { return report }
    var files: [Manifest.File] = []
    func put(
      _ file: PageFile?, as name: String, pages: [Int], kind: Manifest.File.Kind,
      section: String? = nil, plate: String? = nil
    ) throws(StoreFault) {
      guard let file else {
        return OutputFile.remove("\(place)/\(name)")
      }
      do throws(StoreFault) {
        try store.place(file, at: "\(place)/\(name)")
      } catch {
        // A store that does not answer will not answer for the next file either.
        guard case .notWritten = error else { throw error }
        return report.add(error.diagnostic)
      }
      files.append(
        Manifest.File(
          name: name, stored: file, pages: pages, kind: kind, section: section, plate: plate))
    }
    do throws(StoreFault) {
      var colours: [Int: Manifest.File.Colour] = [:]
      for page in edition.pages {
        let file = made(.page(page))
        colours[page.number] = file?.colour
        try put(file, as: page.file, pages: [page.number], kind: .page, section: page.section)
      }
      let all = edition.pages.map(\.number)
      try put(made(.whole(all)), as: edition.wholeFile, pages: all, kind: .issue)
      for plate in edition.plates {
        var file = made(.plate(plate))
        file?.colour = .init(ofPlateWith: plate.pages.map { colours[$0] })
        try put(
          file, as: Manifest.plate(plate.name, in: name), pages: plate.pages, kind: .plate,
          plate: plate.name)
      }
      if edition.imposing != nil {
        Manifest(in: place)?.removePlates(besides: files, from: place)
      }
    } catch {
      report.add(error.diagnostic)
    }
    let manifest = Manifest(
      publication: edition.publication, latinName: edition.latinName, number: edition.number,
      date: edition.date, edition: edition.title, code: edition.code,
      version: edition.version == 1 ? nil : edition.versionLetter,
      files: files)
    do throws(OutputFile.Failure) {
      try OutputFile.sync(folder: place)
      try OutputFile.write(manifest.json(), to: "\(place)/manifest.json")
    } catch {
      report.add(error.diagnostic)
    }
    return report
  }
}

extension PlannedEdition {
  /// A for the first version, B for the next; AA after Z.
  var versionLetter: String {
    var letters = ""
    var rest = version
    while rest > 0 {
      let letter = UInt8(ascii: "A") + UInt8((rest - 1) % 26)
      letters = String(UnicodeScalar(letter)) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}

extension StoreFault {
  var diagnostic: Diagnostic {
    switch self {
    case .notWritten(let path, let reason):
      Diagnostic(
        .error, "output.notWritten", subject: path, "\(path) cannot be written: \(reason)",
        hints: ["name a folder that can be written to with -o", "free some space on the disk"])
    case .unreachable(let reason):
      Diagnostic(
        .error, "press.store", subject: "store", "the store does not answer: \(reason)",
        hints: ["see that it can be reached, then run again"])
    case .refused(let reason):
      Diagnostic(
        .error, "press.store.refused", subject: "store", "the store says no: \(reason)",
        hints: ["see the address, and the AWS_ variables that say who asks"])
    }
  }
}
