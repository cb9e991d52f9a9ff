import FoundationEssentials
public import Newspaper
import Prepress

/// 拼版房: the pages of an edition's folder in, its plates beside them, listed in the manifest.
public struct PlateRoom: Sendable {
  private let making: PlateMaking

  /// Reads the settings of the press; nil when they have no signature or cannot be used.
  public static func open(_ press: String) -> (PlateRoom?, Report) {
    var (settings, report) = PressSettings.read(press, for: nil)
    if report.hasErrors { return (nil, report) }
    guard let making = PlateMaking(settings) else {
      report.add(PlateMaking.noSignature(in: press))
      return (nil, report)
    }
    return (PlateRoom(making: making), report)
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
      manifest.removePlates(besides: files, from: folder)
      manifest.files = manifest.files.filter { $0.kind != .plate } + files
      report.add(OutputFolder.write(manifest.json(), as: "manifest.json", in: folder))
      return (files.map(\.name), report)
    } catch {
      report.add(error)
      return ([], report)
    }
  }

  private static func manifest(of folder: String) throws(Diagnostic) -> Manifest {
    guard let manifest = Manifest(in: folder) else {
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
    let whole = manifest.files.first { $0.kind == .issue }?.pages.count
    // Without the file of all pages there is one more than can be seen: were the last two held back,
    // the others would come to stand in wrong places.
    return try making.sides(
      of: manifest.edition ?? manifest.publication, pages: whole ?? (pages.keys.max() ?? 0) + 1,
      numbers: Set(pages.keys))
  }

  private func impose(
    _ side: PlateSide, _ manifest: Manifest, _ pages: [Int: Manifest.File], _ folder: String
  ) throws(Diagnostic) -> (Manifest.File?, Report) {
    var bytes: [Int: [UInt8]] = [:]
    for page in side.pages {
      guard let file = pages[page] else { continue }
      let content = FileManager.default.contents(atPath: "\(folder)/\(file.name)").map {
        [UInt8]($0)
      }
      guard let content, Digest.sha256(content) == file.sha256 else {
        throw Diagnostic(
          .error, "impose.source", subject: file.name,
          "\(folder)/\(file.name) is not what its manifest says", hints: ["run forme press again"])
      }
      bytes[page] = content
    }
    let plate = try making.plate(
      side, pages: bytes, publication: manifest.publication, number: manifest.number,
      made: Self.made(manifest.date))
    let name = Manifest.plate(side.name, in: folder)
    let report = OutputFolder.write(plate, as: name, in: folder)
    guard !report.hasErrors else { return (nil, report) }
    var file = Manifest.File(
      name: name, content: plate, pages: side.pages, kind: .plate, plate: side.name)
    file.colour = .init(ofPlateWith: side.pages.map { pages[$0]?.colour })
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

extension Manifest {
  /// The name of a plate's file in an edition's folder.
  static func plate(_ name: String, in folder: String) -> String {
    "\(folder.split(separator: "/").last ?? "plate")-\(name).pdf"
  }

  /// Takes the plates away that it lists from an earlier time, but for those made now.
  func removePlates(besides made: [File], from folder: String) {
    for old in files where old.kind == .plate && !made.contains(where: { $0.name == old.name }) {
      OutputFile.remove("\(folder)/\(old.name)")
    }
  }
}
