import Newspaper
import Testing

@testable import Prepress

/// Where pages stand, against the tables of the trade.
///
/// S. J. Vaughn, Printing and Bookbinding for Schools (1914), figures 24 and 25, has the four-page
/// form and the eight-page form with its outside and inside; a sheet of eight inside another is
/// the same form about the pages that are left. The numbers of a printer's pair add up to one more
/// than the last page.
struct ImpositionTests {
  /// A side as it is seen: rows from above, a turned page with an r before it.
  private func seen(_ side: PlateSide) -> String {
    (0..<side.rows).reversed().map { row in
      side.cells.filter { $0.row == row }.sorted { $0.column < $1.column }
        .map { "\($0.isTurned ? "r" : "")\($0.page)" }.joined(separator: " ")
    }.joined(separator: " / ")
  }

  private func table(_ signature: Signature, _ pages: Int) throws -> [String] {
    try signature.plates(pages: pages).map { "\($0.name): \(seen($0))" }
  }

  @Test func pairs() throws {
    let pairs = Signature(pagesPerPlate: 2)
    #expect(try table(pairs, 4) == ["A1F: 4 1", "A1B: 2 3"])
    #expect(try table(pairs, 8) == ["A1F: 8 1", "A1B: 2 7", "A2F: 6 3", "A2B: 4 5"])
    #expect(
      try table(pairs, 16) == [
        "A1F: 16 1", "A1B: 2 15", "A2F: 14 3", "A2B: 4 13", "A3F: 12 5", "A3B: 6 11", "A4F: 10 7",
        "A4B: 8 9",
      ])
  }

  @Test func foldedTwice() throws {
    let folded = Signature(pagesPerPlate: 4)
    #expect(try table(folded, 4) == ["A1F: 4 1", "A1B: 2 3"])
    #expect(try table(folded, 8) == ["A1F: r5 r4 / 8 1", "A1B: r3 r6 / 2 7"])
    #expect(
      try table(folded, 12) == [
        "A1F: r9 r4 / 12 1", "A1B: r3 r10 / 2 11", "A2F: 8 5", "A2B: 6 7",
      ])
    #expect(
      try table(folded, 16) == [
        "A1F: r13 r4 / 16 1", "A1B: r3 r14 / 2 15", "A2F: r9 r8 / 12 5", "A2B: r7 r10 / 6 11",
      ])
  }

  @Test func cutAndCollected() throws {
    let cut = Signature(pagesPerPlate: 4, heads: .toFoot)
    #expect(try table(cut, 8) == ["A1F: 8 1 / 6 3", "A1B: 2 7 / 4 5"])
    #expect(
      try table(cut, 12) == ["A1F: 12 1 / 10 3", "A1B: 2 11 / 4 9", "A2F: 8 5", "A2B: 6 7"])
  }

  @Test func centreLeafSectionsAndSinglePages() throws {
    #expect(
      try table(Signature(pagesPerPlate: 2), 6) == [
        "A1F: 6 1", "A1B: 2 5", "A2F: 3", "A2B: 4",
      ])
    #expect(
      try table(Signature(pagesPerPlate: 4), 10) == [
        "A1F: r7 r4 / 10 1", "A1B: r3 r8 / 2 9", "A2F: 5", "A2B: 6",
      ])
    #expect(
      try table(Signature(pagesPerPlate: 2, sections: [4, 4]), 8) == [
        "A1F: 4 1", "A1B: 2 3", "B1F: 8 5", "B1B: 6 7",
      ])
    #expect(
      try table(Signature(pagesPerPlate: 1), 4) == [
        "A1FL: 4", "A1FR: 1", "A1BL: 2", "A1BR: 3",
      ])
  }

  @Test func pagesThatDoNotLieOnSheetsAreTold() {
    #expect(throws: Signature.Misfit.count(sections: 8, pages: 12)) {
      try Signature(pagesPerPlate: 2, sections: [4, 4]).plates(pages: 12)
    }
    #expect(throws: Signature.Misfit.odd(section: 2, pages: 3)) {
      try Signature(pagesPerPlate: 2, sections: [4, 3]).plates(pages: 7)
    }
  }

  /// What no table says: every page stands on the back of its neighbour, heads the same way.
  @Test(arguments: [4, 6, 8, 10, 12, 16, 20, 24, 32], [2, 4])
  func everyLeafHasItsTwoPages(pages: Int, perPlate: Int) throws {
    for heads in Signature.Heads.allCases {
      let plates = try Signature(pagesPerPlate: perPlate, heads: heads).plates(pages: pages)
      #expect(plates.flatMap { $0.cells.map(\.page) }.sorted() == Array(1...pages))
      for (front, back) in zip(plates, plates.dropFirst()) where front.name.hasSuffix("F") {
        for cell in front.cells {
          // Turned over sideways: left comes to lie behind right.
          let behind = try #require(
            back.cells.first {
              $0.row == cell.row && $0.column == front.columns - 1 - cell.column
            })
          #expect(behind.isTurned == cell.isTurned)
          #expect((cell.page - 1) / 2 == (behind.page - 1) / 2, "\(cell.page) and \(behind.page)")
        }
        for row in 0..<front.rows where front.columns == 2 {
          #expect(front.cells.filter { $0.row == row }.map(\.page).reduce(0, +) == pages + 1)
        }
      }
    }
  }

  /// A picture over both pages of the middle, with spot ink and overprinting black on it.
  @Test func theCentrePairMeetsWithoutAGap() throws {
    let bench = try Bench()
    defer { bench.discard() }
    var pages: [Int: [UInt8]] = [:]
    for number in [2, 3] {
      let page = KeyedPage(bench, "p\(number).pdf")
      page.paint("Spot Red")
      page.box(0, 0, 400, 560)
      page.paint("black")
      page.text("overprints", 150, 200, size: 40)
      pages[number] = try PressPDF.finish(try page.close(bench), page.job())
    }
    let side = try Signature(pagesPerPlate: 2).plates(pages: 4)[1]
    #expect(side.cells.map(\.page) == [2, 3])
    let plate = try PlateImposition.impose(
      side, pages: pages, marks: [], title: "plate", made: 0, settings: .newsprint)
    let report = Preflight.check(plate, name: "plate", inks: KeyedPage.inks)
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.summary))")
    // Each page is trimmed at 9 and 391: the fold is 382 from the plate's trim, 391 from its edge.
    let plates = try Plates(bench, plate)
    #expect(try plates.range("Spot Red", 371, 20, 40, 500).lowerBound > 98, "no white at the fold")
    #expect(try plates.range("Spot Red", 100, 170, 600, 40).lowerBound > 98, "black overprints")
    #expect(try plates.range("Black", 100, 170, 600, 40).upperBound > 98)
    #expect(try plates.range("Cyan", 10, 10, 760, 500).upperBound == 0)
  }
}
