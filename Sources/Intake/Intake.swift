// Intake: a folder in, an issue out.
//
// - `issue(at:layouts:)`: `issue.yaml`, `publication.yaml`, layouts, styles and stories of an issue
// - `press(of:named:over:)`: `press.yaml`
// - `plant(named:)`: `plant.yaml`
// - `typefaces(at:)`: `fonts.yaml`
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
    var reader = IssueReader(folder: folder, layouts: layouts)
    let issue = reader.issue()
    return (issue, reader.reading.report)
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
    var reading = Reading()
    let beside = publication.map { publication in
      FilePath(name: publication.at?.file ?? "", path: publication.folder + "/publication.yaml")
        .folder.appending("press.yaml")
    }
    let place = file.map { FilePath(name: $0, path: $0) } ?? beside
    guard let place, file != nil || Files.isFile(place),
      let tree = reading.yaml(place, code: "press.missing", subject: place.name, at: nil),
      let checked = reading.check(tree, as: PressFile.record)
    else { return (base, reading.report) }
    let settings = PressFile.settings(
      checked, over: base, folder: place.folder, reading: &reading)
    return (settings, reading.report)
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
    var reading = Reading()
    let typefaces = FontsFile.typefaces(
      in: FilePath(name: folder, path: folder), at: nil, reading: &reading)
    return (typefaces, reading.report)
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
