public import Newspaper
public import Production

/// Writes the plates of an issue's finished press pages as images.
public struct PlateImages: Sendable {
  let builder: IssueBuilder
  let dpi: Int

  /// Prepares plates at a resolution in dots an inch.
  public init(builder: IssueBuilder, dpi: Int) {
    self.builder = builder
    self.dpi = dpi
  }

  /// Writes `p01-C.png` … `p01-composite.png` and `p01-ink.png` into a folder; gives all findings.
  public func write(edition: Edition?, pages: Set<Int>?, workers: Int?, to folder: String) async
    -> Report
  {
    let proofs = await builder.plates(
      edition: edition, pages: pages, dpi: dpi, workers: workers, inks: ProofOverlay.inks,
      overlay: { squares, lettering in
        squares.flatMap { square in
          ProofOverlay.mark(square.area, square.words, lettering: lettering)
        }
      })
    var report = Report()
    for proof in proofs {
      report.add(proof.report)
      let page = proof.number < 10 ? "p0\(proof.number)" : "p\(proof.number)"
      for image in proof.images {
        report.add(
          OutputFolder.write(image.png, as: "\(page)-\(image.name.forFiles).png", in: folder))
      }
    }
    return report
  }
}

extension String {
  /// Without what cannot stand in file names.
  fileprivate var forFiles: String {
    String(map { "/\\:*?\"<>| ".contains($0) ? "-" : $0 })
  }
}
