import Newspaper

/// What can be wrong with where spreads lie in an issue or edition.
enum Spreads {
  /// A spread lies on an even page and the odd one after it, and on nothing else.
  ///
  /// A spread that cannot lie where it does and a page laid out under one are taken out; gives their
  /// numbers.
  static func check(_ pages: inout [Page], last: Int, reading: inout Reading) -> [Int] {
    var out: [Int] = []
    for spread in pages where spread.layout.isSpread {
      let number = spread.number
      if number % 2 == 1 {
        reading.fault(
          "spread.odd", "page \(number)", at: spread.at,
          number == 1
            ? "page 1: faces no page, so no spread can lie on it"
            : "page \(number): a spread begins on an even page",
          explanation: "Even pages lie left, the odd one after each lies right.",
          hints: ["place it on page \(number == 1 ? 2 : number - 1), or take a layout of one page"])
        out.append(number)
      } else if spread.numbers.upperBound > last {
        reading.fault(
          "spread.last", "page \(number)", at: spread.at,
          "page \(number): is the last page, and none faces it",
          hints: ["place the spread further to the front, or take a layout of one page"])
        out.append(number)
      }
    }
    let spreads = pages.filter { $0.layout.isSpread && !out.contains($0.number) }
    for page in pages {
      guard
        let spread = spreads.first(where: {
          $0.number < page.number && $0.numbers.contains(page.number)
        })
      else { continue }
      out.append(page.number)
      reading.fault(
        "spread.taken", "page \(page.number)", at: page.at,
        "page \(page.number): the spread on pages \(words(spread)) lies there",
        hints: [
          "take page \(page.number) out: slots of both pages stand under page \(spread.number)",
          "give page \(spread.number) a layout of one page",
        ])
    }
    pages.removeAll { out.contains($0.number) }
    return out
  }

  /// An edition replaces both pages of a spread, or none.
  static func checkCover(
    _ own: inout [Page], of base: [Page], unread: [Int], reading: inout Reading
  ) {
    let covered = Set(own.flatMap(\.numbers) + unread)
    for spread in base where spread.layout.isSpread {
      guard let page = own.first(where: { $0.numbers.overlaps(spread.numbers) }),
        let missing = spread.numbers.first(where: { !covered.contains($0) })
      else { continue }
      replacesHalf(
        page.number, of: spread, at: page.at, hint: "give page \(missing) in the edition too",
        reading: &reading)
      own.removeAll { $0.numbers.overlaps(spread.numbers) }
    }
  }

  static func replacesHalf(
    _ number: Int, of spread: Page, at: SourceRange?, hint: String, reading: inout Reading
  ) {
    reading.fault(
      "spread.edition", "page \(number)", at: at,
      "page \(number): is half of the spread on pages \(words(spread)), which stays",
      explanation: "An edition replaces both pages of a spread, or none.", hints: [hint])
  }

  private static func words(_ spread: Page) -> String {
    "\(spread.numbers.lowerBound) and \(spread.numbers.upperBound)"
  }
}
