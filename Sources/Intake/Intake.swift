// Intake: a folder in, an issue out.
//
// - `issue(at:layouts:)`: `issue.yaml`, `publication.yaml`, layouts, styles and stories of an issue
// - `press(of:named:over:)`: `press.yaml`
// - `plant(named:)`: `plant.yaml`
// - `typefaces(at:)`: `fonts.yaml`
// - `KnownFiles`: an issue as it was read last, so that reading it again costs what changed
// - `schemas()`: the JSON Schema of every file, from the same tables that read them
//
// Every value carries the place where it was written; all faults of a run are reported together.
// What it never does: measure type, decide where anything stands, open a picture.

public import Newspaper

/// Reads what editors write.
public enum Intake {
  /// Reads an issue with everything it names.
  ///
  /// What could be read comes back even when the report holds errors, so that makeup can tell its
  /// own faults in the same run; nil when there is no issue to speak of.
  ///
  /// - Parameters:
  ///   - folder: The folder that holds `issue.yaml`.
  ///   - layouts: The installation's Layouts folder, searched after the publication's own.
  /// - Returns: The issue as far as it could be read, and all that is wrong with its files.
  public static func issue(at folder: String, layouts: String) -> (issue: Issue?, report: Report) {
    var none: KnownFiles?
    return issue(at: folder, layouts: layouts, known: &none)
  }

  /// Reads an issue as above, but for what is known of it from a reading before.
  ///
  /// What is read now is known by the next; nil: it is read once.
  public static func issue(
    at folder: String, layouts: String, known: inout KnownFiles?
  ) -> (issue: Issue?, report: Report) {
    if let read = known?.issue(at: folder, layouts: layouts) { return read }
    var reader = IssueReader(folder: folder, layouts: layouts)
    let issue = reader.issue()
    return (issue, reader.reading.report)
  }

  /// Where an issue says that its publication lies, as a path from its folder; `..` where it says
  /// nothing, or cannot be read.
  public static func publicationFolder(of folder: String) -> String {
    var reader = IssueReader(folder: folder, layouts: "")
    return reader.publicationFolder() ?? ".."
  }

  /// Reads the settings of the press: the file named, else `press.yaml` beside
  /// `publication.yaml`, else those of `base` as they are.
  ///
  /// - Parameters:
  ///   - publication: The publication that is printed; nil where there is none.
  ///   - file: The file that the user named.
  ///   - base: The settings that hold where nothing is written.
  /// - Returns: The settings, and all that is wrong with the file.
  public static func press(
    of publication: Publication?, named file: String?, over base: PressSettings
  ) -> (settings: PressSettings, report: Report) {
    var none: KnownFiles?
    return press(of: publication, named: file, over: base, known: &none)
  }

  /// Reads the settings of the press as above, unless they are known.
  public static func press(
    of publication: Publication?, named file: String?, over base: PressSettings,
    known: inout KnownFiles?
  ) -> (settings: PressSettings, report: Report) {
    let beside = publication.map { publication in
      FilePath(name: publication.at?.file ?? "", path: publication.folder + "/publication.yaml")
        .folder.appending("press.yaml")
    }
    let order = PressOrder(
      place: file.map { FilePath(name: $0, path: $0) } ?? beside, isNamed: file != nil, base: base)
    if let read = known?.press(order) { return read }
    var reading = Reading()
    return (order.settings(&reading), reading.report)
  }

  /// Reads where files go and how they are called there; nil when they cannot be sent.
  public static func plant(named file: String) -> (plant: Plant?, report: Report) {
    var reading = Reading()
    let place = FilePath(name: file, path: file)
    guard let tree = reading.yaml(place, code: "plant.missing", subject: file, at: nil),
      let checked = reading.check(tree, as: PlantFile.record)
    else { return (nil, reading.report) }
    let plant = PlantFile.plant(checked, in: place.folder, reading: &reading)
    return (reading.report.hasErrors ? nil : plant, reading.report)
  }

  /// Reads the roles of `fonts.yaml` in a folder.
  public static func typefaces(at folder: String) -> (typefaces: Typefaces?, report: Report) {
    var none: KnownFiles?
    return typefaces(at: folder, known: &none)
  }

  /// Reads the roles of `fonts.yaml` as above, unless they are known.
  public static func typefaces(
    at folder: String, known: inout KnownFiles?
  ) -> (typefaces: Typefaces?, report: Report) {
    let folder = FilePath(name: folder, path: folder)
    if let read = known?.typefaces(in: folder) { return read }
    var reading = Reading()
    return (FontsFile.typefaces(in: folder, at: nil, reading: &reading), reading.report)
  }

  /// The JSON Schema (2020-12) of every file, by the name of its schema file.
  public static func schemas() -> [(name: String, json: String)] {
    [
      ("publication", PublicationFile.record), ("issue", IssueFile.record),
      ("layout", LayoutFile.record), ("sheet", LayoutFile.sheet),
      ("styles", StyleFile.record), ("fonts", FontsFile.record), ("story", StoryFile.record),
      ("press", PressFile.record), ("plant", PlantFile.record),
    ].map { name, record in (name, Schema.text(of: record, named: name)) }
  }
}
