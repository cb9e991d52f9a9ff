import FoundationEssentials
public import Newspaper
import Prepress

/// 拼版房: the pages of an edition's folder in, its plates beside them, listed in the manifest.
public struct PlateRoom: Sendable {
  private let settings: PressSettings
  private let signature: Signature

  /// Reads the settings of the press; nil when they have no signature or cannot be used.
  public static func open(_ press: String) -> (PlateRoom?, Report) {
    var (settings, report) = PressSettings.read(press, for: nil)
    if report.hasErrors { return (nil, report) }
    guard let signature = settings.signature else {
      report.add(
        Diagnostic(
          .error, "impose.signature", subject: press, "\(press): no signature",
          explanation: "It says how many pages a plate has.",
          hints: ["add signature: {pagesPerPlate: 2}"]))
      return (nil, report)
    }
    // The pages are finished: what is inside them was examined with them.
    settings.marks = []
    return (PlateRoom(settings: settings, signature: signature), report)
  }

  /// Imposes the edition in a folder; the plates of an earlier time are replaced.
  public func impose(_ folder: String) -> (plates: [String], report: Report) {
    var report = Report()
    do throws(Diagnostic) {
      var manifest = try Self.manifest(of: folder)
      let pages = manifest.files.filter { $0.kind == .page && $0.pages.count == 1 }
      let numbers = Dictionary(pages.map { ($0.pages[0], $0) }, uniquingKeysWith: { $1 })
      let sides = try sides(of: manifest, numbers)
      var files: [Manifest.File] = []
      for side in sides {
        let (file, findings) = try impose(side, manifest, numbers, folder)
        report.add(findings)
        if let file { files.append(file) }
      }
      for old in manifest.files where old.kind == .plate {
        if !files.contains(where: { $0.name == old.name }) {
          try? FileManager.default.removeItem(atPath: "\(folder)/\(old.name)")
        }
      }
      manifest.files = manifest.files.filter { $0.kind != .plate } + files
      report.add(OutputFolder.write(manifest.json(), as: "manifest.json", in: folder))
      return (files.map(\.name), report)
    } catch {
      report.add(error)
      return ([], report)
    }
  }

  private static func manifest(of folder: String) throws(Diagnostic) -> Manifest {
    guard let data = FileManager.default.contents(atPath: "\(folder)/manifest.json"),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
    else {
      throw Diagnostic(
        .error, "impose.manifest", subject: folder,
        "\(folder)/manifest.json: no list of press files",
        hints: ["name a folder that forme press has written"])
    }
    return manifest
  }

  private func sides(
    of manifest: Manifest, _ pages: [Int: Manifest.File]
  ) throws(Diagnostic) -> [PlateSide] {
    func fault(_ summary: String, _ hint: String) -> Diagnostic {
      Diagnostic(
        .error, "impose.pages", subject: manifest.edition ?? manifest.publication,
        at: signature.at, summary, hints: [hint])
    }
    let whole = manifest.files.first { $0.kind == .issue }?.pages.count ?? 0
    let count = max(whole, pages.keys.max() ?? 0)
    let missing = (1...max(1, count)).filter { pages[$0] == nil }
    guard count > 0, missing.isEmpty else {
      throw fault(
        "page \(missing.first ?? 1) is missing",
        "impose when all pages are there; pages are numbered from 1")
    }
    do throws(Signature.Misfit) { return try signature.plates(pages: count) } catch {
      switch error {
      case .count(let sections, let pages):
        throw fault(
          "the sections have \(sections) pages together, the edition \(pages)",
          "write sections: that add up to \(pages)")
      case .odd(let section, let pages):
        throw fault(
          "section \(section) has \(pages) pages: a leaf has two sides",
          "give every section an even number of pages")
      }
    }
  }

  private func impose(
    _ side: PlateSide, _ manifest: Manifest, _ pages: [Int: Manifest.File], _ folder: String
  ) throws(Diagnostic) -> (Manifest.File?, Report) {
    var bytes: [Int: [UInt8]] = [:]
    for cell in side.cells {
      guard let file = pages[cell.page] else { continue }
      let content = FileManager.default.contents(atPath: "\(folder)/\(file.name)").map {
        [UInt8]($0)
      }
      guard let content, Digest.sha256(content) == file.sha256 else {
        throw Diagnostic(
          .error, "impose.source", subject: file.name,
          "\(folder)/\(file.name) is not what its manifest says", hints: ["run forme press again"])
      }
      bytes[cell.page] = content
    }
    let numbers = side.cells.map { String($0.page) }.joined(separator: " ")
    let plate = try PlateImposition.impose(
      side, pages: bytes, marks: signature.marks,
      title: "\(manifest.publication) 第\(manifest.number)期 \(side.name) \(numbers)",
      made: Self.made(manifest.date), settings: settings)
    let base = folder.split(separator: "/").last.map(String.init) ?? "plate"
    let name = "\(base)-\(side.name).pdf"
    let report = OutputFolder.write(plate, as: name, in: folder)
    guard !report.hasErrors else { return (nil, report) }
    var file = Manifest.File(
      name: name, content: plate, pages: side.cells.map(\.page), kind: .plate, plate: side.name)
    // Marks are on all plates; what counts is the pages.
    file.colour = side.cells.allSatisfy { pages[$0.page]?.colour == .black } ? .black : .colour
    return (file, report)
  }

  private static func made(_ date: String) -> Int {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3,
      let day = CalendarDate(year: parts[0], month: parts[1], day: parts[2])
    else { return 0 }
    return day.secondsSince1970
  }
}
