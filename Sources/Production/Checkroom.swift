import FoundationEssentials
import Intake
public import Newspaper
import Prepress

/// Finds everything that would stop the press, without writing a file.
public enum Checkroom {
  /// Checks an issue folder (all editions), or a PDF file, against the settings of a press;
  /// `isReadable` is false for a folder from which nothing can be made.
  ///
  /// `clearance` gives who says whether the pages of an issue are signed.
  public static func check(
    _ subject: String, press: String? = nil, workers: Int? = nil,
    clearance: (Issue) async -> Clearance? = { _ in nil }
  ) async -> (report: Report, isReadable: Bool) {
    if subject.lowercased().hasSuffix(".pdf") {
      let (settings, reading) = PressSettings.read(press, for: nil)
      var report = reading
      if !report.hasErrors { report.add(Preflight.check(path: subject, settings: settings)) }
      return (report, true)
    }
    let (builder, reading) = IssueBuilder.open(subject, press: press)
    guard let builder else { return (reading, false) }
    let editions: [Edition?] = builder.issue.editions.isEmpty ? [nil] : builder.issue.editions
    var report = reading
    let order = BuildOrder(
      editions: editions, workers: workers, clearance: await clearance(builder.issue))
    for edition in await builder.build(order) {
      report.add(edition.report)
    }
    return (report, true)
  }
}

/// What `forme fonts` prints.
public enum FontSheet {
  /// One role of the font library.
  public struct Row: Hashable, Sendable, Encodable {
    /// The role's name.
    public var role: String
    /// Its Chinese trade name.
    public var title: String
    /// The font file's name.
    public var file: String
    /// Characters in the file.
    public var characters: Int
    /// Hanzi in the file.
    public var hanzi: Int
    /// The licence file.
    public var licence: String
  }

  /// The roles of a font folder in the order of `fonts.yaml`.
  public static func rows(at folder: String) -> ([Row], Report) {
    var (typefaces, report) = Intake.typefaces(at: folder)
    guard let typefaces else { return ([], report) }
    return (rows(of: typefaces, into: &report), report)
  }

  /// Roles and findings for machines: an object with both.
  public static func json(_ rows: [Row], _ report: Report) -> String {
    "{\"findings\": \(report.json()),\n\"roles\": \(rows.sortedJSON)}"
  }
}

/// Writes the JSON Schemas.
public enum Schemas {
  /// Writes one file a schema into a folder.
  public static func write(to folder: String) -> Report {
    var report = Report()
    for (name, json) in Intake.schemas() {
      do throws(OutputFile.Failure) {
        try OutputFile.write(Array(json.utf8), to: "\(folder)/\(name).schema.json")
      } catch {
        report.add(error.diagnostic)
      }
    }
    return report
  }
}
