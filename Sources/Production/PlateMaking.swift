import Newspaper
import Prepress

/// 拼大版: how the pages of an edition lie on the plates of a press, and each plate made of its pages.
struct PlateMaking: Sendable {
  /// What plates are made with, besides their pages.
  let settings: PressSettings
  let signature: Signature

  /// By the signature of a press; nil where it has none.
  init?(_ settings: PressSettings) {
    guard let signature = settings.signature else { return nil }
    self.settings = settings
    self.signature = signature
  }

  /// There is no signature in a file with settings of a press.
  static func noSignature(in press: String) -> Diagnostic {
    Diagnostic(
      .error, "impose.signature", subject: press, "no signature in \(press)",
      explanation: "It says how many pages a plate has.",
      hints: ["add signature: {pagesPerPlate: 2}"])
  }

  /// The plates of an edition that has at least so many pages; `numbers` are those that there are.
  func sides(
    of edition: String, pages count: Int, numbers: Set<Int>
  ) throws(Diagnostic) -> [PlateSide] {
    func fault(_ summary: String, _ hint: String) -> Diagnostic {
      Diagnostic(
        .error, "impose.pages", subject: edition, at: signature.at, summary, hints: [hint])
    }
    let count = max(count, numbers.max() ?? 0)
    let missing = (1...max(1, count)).first { !numbers.contains($0) }
    if let missing {
      throw fault(
        "page \(missing) is missing",
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

  /// Makes a plate; `pages` are the finished files of the pages on it.
  func plate(
    _ side: PlateSide, pages: [Int: [UInt8]], publication: String, number: Int, made: Int
  ) throws(Diagnostic) -> [UInt8] {
    let numbers = side.cells.map { String($0.page) }.joined(separator: " ")
    return try PlateImposition.impose(
      side, pages: pages, marks: signature.marks,
      title: "\(publication) 第\(number)期 \(side.name) \(numbers)",
      made: made, settings: settings)
  }
}

extension PlateSide {
  /// The pages on it, as they stand.
  var pages: [Int] { cells.map(\.page) }
}

extension Manifest.File.Colour {
  /// What a plate needs: its marks are in all inks, what counts is the pages.
  init(ofPlateWith pages: [Manifest.File.Colour?]) {
    self = pages.allSatisfy { $0 == .black } ? .black : .colour
  }
}
