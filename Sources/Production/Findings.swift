import FoundationEssentials
import Newspaper

extension Report {
  /// The findings about a file that a page shows, at the place where somebody named the file.
  ///
  /// A file that is not there at all was reported when the issue was read.
  func placed(on frames: [PageFrame]) -> Report {
    var report = Report()
    for var finding in diagnostics where !finding.isAboutAbsentFile {
      if finding.at == nil {
        for frame in frames {
          guard let item = frame.leaves.first(where: { $0.path == finding.subject }) else {
            continue
          }
          finding.at = item.subject.at
          finding.page = frame.page
          finding.area = item.placedArea
          break
        }
      }
      report.add(finding)
    }
    return report
  }

  /// The findings less those that were told before: by reading, or (a photo that could not be
  /// prepared) by the photo desk.
  var withoutEchoes: Report {
    let echoes = ["makeup.slot.empty", "makeup.rank.unknown", "photo.missing"]
    var report = Report()
    for finding in diagnostics where !echoes.contains(finding.code) { report.add(finding) }
    return report
  }
}

extension Diagnostic {
  /// What the photo desk and the drawer say of a file that reading has looked for in vain.
  private static let absences = ["photo.missing", "photo.format", "art.svg.missing"]

  fileprivate var isAboutAbsentFile: Bool {
    var isFolder = false
    let isThere = FileManager.default.fileExists(atPath: subject, isDirectory: &isFolder)
    return Self.absences.contains(code) && (!isThere || isFolder)
  }
}

extension FrameItem {
  /// The file it shows.
  fileprivate var path: String? {
    switch mark {
    case .picture(let picture): picture.path
    case .placedPage(let placed): placed.path
    case .art(let art): if case .svg(let path) = art.source { path } else { nil }
    default: nil
    }
  }

  fileprivate var placedArea: Rect? {
    switch mark {
    case .picture(let picture): picture.frame
    case .placedPage(let placed): placed.printed
    case .art(let art): art.frame
    default: nil
    }
  }
}

extension PageFrame {
  /// Characters that no font has, wherever on the page they stand, but for those reported.
  func missingCharacters(besides known: Report) -> Report {
    var report = Report()
    let told = known.diagnostics.filter { $0.code == "type.glyph.missing" }
    for item in items {
      guard case .glyphs(let run) = item.mark else { continue }
      let missing = run.charactersWithoutGlyph.filter { character in
        !told.contains { $0.summary.contains("“\(character)”") }
      }
      guard !missing.isEmpty else { continue }
      report.add(
        Diagnostic(
          .error, "type.glyph.missing", subject: item.subject.source, at: item.subject.at,
          page: page,
          "no font of role \(run.face) or its fallbacks has “\(missing.joined())”"
            + (missing.count == 1 ? " (\(missing[0].codePoints))" : ""),
          hints: [
            "replace the character", "add a font that has it as a fallback in fonts.yaml",
          ]))
    }
    return report
  }
}

extension GlyphRun {
  /// The text of clusters that are drawn with glyph 0, which stands for none in every font.
  fileprivate var charactersWithoutGlyph: [String] {
    guard glyphs.contains(where: { $0.id == 0 }) else { return [] }
    var found: [String] = []
    var rest = text.utf8[...]
    var next = 0
    for cluster in clusters {
      let own = glyphs[next..<min(next + cluster.glyphs, glyphs.count)]
      if own.contains(where: { $0.id == 0 }) {
        found.append(String(decoding: rest.prefix(cluster.bytes), as: UTF8.self))
      }
      rest = rest.dropFirst(cluster.bytes)
      next += cluster.glyphs
    }
    return found
  }
}

extension String {
  /// The code points in the Unicode standard's notation.
  fileprivate var codePoints: String {
    unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
  }
}
