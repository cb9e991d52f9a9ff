import FoundationEssentials
import Intake
import Newspaper
import Prepress

extension PressSettings {
  /// The settings of a press with all that is wrong with them.
  static func read(_ file: String?, for publication: Publication?) -> (PressSettings, Report) {
    var none: KnownFiles?
    return read(file, for: publication, known: &none)
  }

  /// The settings as above, not read anew where they are known.
  static func read(
    _ file: String?, for publication: Publication?, known: inout KnownFiles?
  ) -> (PressSettings, Report) {
    var (settings, report) = Intake.press(
      of: publication, named: file, over: .newsprint, known: &known)
    if !report.hasErrors, let fault = settings.condition.check() { report.add(fault) }
    return (settings, report)
  }
}

extension Issue {
  /// The last part of the path of its folder.
  var folderName: String { URL(filePath: folder).standardizedFileURL.lastPathComponent }

  /// Gives every page the bleed that the press wants.
  mutating func setBleed(_ bleed: Length) {
    for index in pages.indices { pages[index].layout.sheet.bleed = bleed }
    for edition in editions.indices {
      for index in editions[edition].pages.indices {
        editions[edition].pages[index].layout.sheet.bleed = bleed
      }
    }
  }
}

extension FileNames {
  /// The name of a page's file.
  func page(_ number: Int, of issue: Issue, _ edition: Edition?) -> String {
    let section = issue.pages(of: edition).first { $0.numbers.contains(number) }?.section
    return name(page, issue, edition) { field in
      switch field {
      case .page: String(number)
      case .section: section
      default: nil
      }
    }
  }

  /// The name of the file with all pages.
  func whole(_ issue: Issue, _ edition: Edition?) -> String {
    name(self.issue, issue, edition) { _ in nil }
  }

  private func name(
    _ template: FileNameTemplate, _ issue: Issue, _ edition: Edition?,
    _ ofPage: (FileNameTemplate.Field) -> String?
  ) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = issue.date
    return template.name { field in
      switch field {
      case .folder: issue.folderName
      case .title: issue.publication.name
      case .latinName: issue.publication.latinName
      case .number: String(issue.number)
      case .date: date.iso
      case .year: String(date.year)
      case .shortYear: two(date.year % 100)
      case .month: two(date.month)
      case .day: two(date.day)
      case .edition: edition?.code
      case .editionName: edition?.name
      case .page, .section: ofPage(field)
      case .zone, .version, .colour, .plate: nil
      }
    } + ".pdf"
  }

  /// Files of an edition that would overwrite each other, capitals and small letters taken alike as
  /// some disks do.
  func collisions(in issue: Issue) -> Report {
    var report = Report()
    let editions: [Edition?] = issue.editions.isEmpty ? [nil] : issue.editions
    for edition in editions {
      var taken: [String: String] = ["manifest.json": "the manifest"]
      let pages = issue.pages(of: edition).flatMap(\.numbers).map { number in
        ("page \(number)", page(number, of: issue, edition), page.at)
      }
      for (owner, name, at) in pages + [("the issue", whole(issue, edition), self.issue.at)] {
        if let other = taken[name.lowercased()] {
          report.add(
            Diagnostic(
              .error, "fileName.collision", subject: name, at: at ?? self.page.at,
              "\(owner) and \(other) would both be \(name)",
              hints: ["add a field that tells them apart, such as {page:2}"]))
        }
        taken[name.lowercased()] = owner
      }
    }
    return report
  }
}
