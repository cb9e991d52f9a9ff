/// How the press files of an edition are called, without `.pdf`.
public struct FileNames: Hashable, Sendable {
  /// The name of a page's file.
  public var page: FileNameTemplate
  /// The name of the file with all pages.
  public var issue: FileNameTemplate

  /// Makes names from templates.
  public init(page: FileNameTemplate, issue: FileNameTemplate) {
    self.page = page
    self.issue = issue
  }

  /// `0512-north-p01` and `0512-north`.
  public static let standard = FileNames(
    page: FileNameTemplate([
      .field(.folder), .text("-"), .field(.edition), .text("-p"), .field(.page, digits: 2),
    ]),
    issue: FileNameTemplate([.field(.folder), .text("-"), .field(.edition)]))
}

/// A file name with fields to be filled in: `{folder}-{edition}-p{page:2}`.
public struct FileNameTemplate: Hashable, Sendable {
  /// What can be filled in.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    /// The name of the issue's folder.
    case folder
    /// The publication's name.
    case title
    /// Its name in Latin letters.
    case latinName
    /// 总第几期.
    case number
    /// 2026-12-31.
    case date
    case year
    /// The last two digits of the year.
    case shortYear
    case month
    case day
    /// The edition's code.
    case edition
    /// The edition's name as printed.
    case editionName
    /// The page's number.
    case page
    /// 版名.
    case section
    /// The code of the zone at the plant: that of our edition.
    case zone
    /// Which state of the file it is: A, B, C as it is delivered again.
    case version
    /// Whether it prints in `black` or in `colour`.
    case colour
    /// The plate of a signature.
    case plate

    /// Whether it can be padded with zeros.
    public var isNumber: Bool {
      switch self {
      case .number, .year, .shortYear, .month, .day, .page: true
      default: false
      }
    }

    /// The fields of press files as they are written, and of those as plants want them called.
    public static let ofPressFiles: [Field] = [
      .folder, .title, .latinName, .number, .date, .year, .shortYear, .month, .day, .edition,
      .editionName, .page, .section,
    ]

    /// The fields of files at a plant.
    public static let atPlants: [Field] = ofPressFiles + [.zone, .version, .colour, .plate]
  }

  /// A piece of the name.
  public enum Part: Hashable, Sendable {
    case text(String)
    /// Numbers get zeros in front until they have so many digits.
    case field(Field, digits: Int = 1)
  }

  /// The pieces in order.
  public var parts: [Part]
  /// Where it was written.
  public var at: SourceRange?

  /// Makes a template of its pieces.
  public init(_ parts: [Part], at: SourceRange? = nil) {
    self.parts = parts
    self.at = at
  }

  /// The name with its fields filled in.
  ///
  /// A field with nothing to say (the edition of an issue that has none) takes the `-`, `_`, `.` or
  /// space before it away. What cannot stand in a file name becomes `-`.
  public func name(_ value: (Field) -> String?) -> String {
    var name = ""
    for part in parts {
      switch part {
      case .text(let text): name += text
      case .field(let field, let digits):
        let text = value(field) ?? ""
        if text.isEmpty {
          if let last = name.last, "-_. ".contains(last) { name.removeLast() }
        } else {
          name += String(repeating: "0", count: max(0, digits - text.count)) + text
        }
      }
    }
    return String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { $0 == "/" || $0 == "\\" || $0.value < 32 ? "-" : $0 }))
  }
}
