import Makeup
public import Newspaper
import Prepress
public import Production

/// 校样: an issue's pages as files for those who want no server: pictures, a contact sheet, and a
/// report that opens by itself.
public struct PageProofs: Sendable {
  let builder: IssueBuilder
  let layers: Set<OverlayLayer>
  let dpi: Int
  let earlier: EarlierProof?
  let language: ReportLanguage

  /// Prepares proofs at a resolution in dots an inch.
  ///
  /// `layers` are laid over a second picture of each page; `earlier` is what they are compared with.
  public init(
    builder: IssueBuilder, layers: Set<OverlayLayer> = [], dpi: Int = KeptProof.dpi,
    earlier: EarlierProof? = nil, language: ReportLanguage = .english
  ) {
    self.builder = builder
    self.layers = layers
    self.dpi = dpi
    self.earlier = earlier
    self.language = language
  }

  /// Writes `p01.png` …, `p02-03.png` for a spread, `contact.png`, `report.html` and `proof.json` into a folder; gives all
  /// findings, without those of `reading`, which stand in the report as well.
  ///
  /// Each version is kept at the desk as well, so that a later proof can be compared with it.
  public func write(
    edition: Edition?, pages: Set<Int>?, workers: Int?, reading: Report, to folder: String
  ) async -> Report {
    let layers = self.layers
    let images = await builder.proofs(
      edition: edition, pages: pages, dpi: dpi, workers: workers, inks: ProofOverlay.inks,
      overlay: { made, lettering in
        ProofOverlay(made: made, lettering: lettering).items(layers)
      })
    var report = Report()
    for image in images { report.add(image.report) }
    let proofs = images.map { builder.kept($0, edition: edition) }
    // Before this state is kept, as the latest one is looked for.
    let differences = await differences(proofs, edition, workers, &report)
    var files: [(name: String, bytes: [UInt8])] = []
    for (index, proof) in proofs.enumerated() {
      let name = proof.page.fileName
      if let png = proof.picture { files.append(("\(name).png", png)) }
      if let png = images[index].overlaid { files.append(("\(name)-overlay.png", png)) }
      if case .changed(_, _, let picture)? = differences?[index], let png = picture?.overlaid {
        files.append(("\(name)-changes.png", png))
      }
    }
    for (left, right) in spreads(images, edition) {
      guard let png = joined(left, right) else { continue }
      let numbers = [left, right].map { DeskPage($0.made.frame.page).fileName }
      files.append(("\(numbers[0])-\(numbers[1].dropFirst()).png", png))
    }
    let small = proofs.map {
      $0.picture.flatMap(Raster.init(png:))?.scaled(toWidth: ContactSheet.pageWidth)
    }
    if let png = contactSheet(images, small) { files.append(("contact.png", png)) }
    let pictures = Self.embedded(proofs)
    let signatures = await signatures(&report)
    let document = ProofReport(
      issue: builder.issue, edition: edition, language: language, reading: reading,
      pages: images.indices.map { index in
        ProofReport.PageOfReport(
          image: images[index], proof: proofs[index], picture: pictures[index],
          small: small[index]?.png, difference: differences?[index], signatures: signatures)
      })
    files.append(("report.html", Array(document.html.markup.utf8)))
    let record = ProofRecord(
      dpi: dpi,
      pages: proofs.map { .init(page: $0.page, digest: $0.digest, stories: $0.stories) })
    files.append((ProofRecord.name, record.json))
    for file in files where report.canBeWritten {
      report.add(OutputFolder.write(file.bytes, as: file.name, in: folder))
    }
    await keep(proofs, edition, workers, &report)
    return report
  }

  /// The pages that were made up as one, with the pages that face them.
  private func spreads(_ images: [ProofImage], _ edition: Edition?) -> [(ProofImage, ProofImage)] {
    zip(images, images.dropFirst()).filter { left, right in
      builder.issue.pages(of: edition).contains {
        $0.layout.isSpread && $0.numbers == left.made.frame.page...right.made.frame.page
      }
    }
  }

  private func joined(_ left: ProofImage, _ right: ProofImage) -> [UInt8]? {
    guard let leftPage = left.png.flatMap(Raster.init(png:)),
      let rightPage = right.png.flatMap(Raster.init(png:))
    else { return nil }
    let width = left.made.frame.sheet.trim.width
    return Raster(left: leftPage, right: rightPage, fold: Int(width.points * Double(dpi) / 72)).png
  }

  /// The pictures that go into the report: as they are, or smaller where they are so many that no
  /// browser would open it.
  private static func embedded(_ proofs: [KeptProof]) -> [[UInt8]?] {
    let size = proofs.reduce(0) { $0 + ($1.picture?.count ?? 0) }
    guard size > mostBytes else { return proofs.map(\.picture) }
    return proofs.map { $0.picture.flatMap(Raster.init(png:))?.scaled(toWidth: 560)?.png }
  }

  /// 48 MB: about forty pages.
  private static let mostBytes = 48_000_000

  // MARK: - The desk

  /// What became of each page; nil when nothing is to be compared.
  private func differences(
    _ proofs: [KeptProof], _ edition: Edition?, _ workers: Int?, _ report: inout Report
  ) async -> [PageDifference]? {
    guard let earlier else { return nil }
    let before = await earlier.pages(
      for: proofs.map { ($0.page, $0.digest) }, of: builder.issue, into: &report)
    guard !report.diagnostics.contains(where: { $0.code == "proof.earlier" }) else { return nil }
    // Pictures can be laid over each other when they have as many dots.
    let other = before.values.first { $0.dpi != dpi }?.dpi
    let redrawn =
      if let other { await drawn(proofs, edition, dpi: other, workers) } else { [KeptProof]() }
    return proofs.map { proof in
      let same = redrawn.first { $0.page == proof.page } ?? proof
      return PageDifference(before[proof.page], same)
    }
  }

  private func signatures(_ report: inout Report) async -> [Signature] {
    do throws(DeskFault) {
      return try await DeskStore.existing(folder: builder.issue.folder)?.signatures() ?? []
    } catch {
      report.add(error.diagnostic.asWarning)
      return []
    }
  }

  /// Keeps the versions; a folder that nobody may write to keeps nobody from proofing.
  private func keep(
    _ proofs: [KeptProof], _ edition: Edition?, _ workers: Int?, _ report: inout Report
  ) async {
    let kept =
      dpi == KeptProof.dpi ? proofs : await drawn(proofs, edition, dpi: KeptProof.dpi, workers)
    do throws(DeskFault) {
      let desk = try DeskStore(folder: builder.issue.folder)
      for proof in kept { try await desk.keep(proof) }
    } catch {
      report.add(error.diagnostic.asWarning)
    }
  }

  private func drawn(_ proofs: [KeptProof], _ edition: Edition?, dpi: Int, _ workers: Int?) async
    -> [KeptProof]
  {
    await builder.proofs(
      edition: edition, pages: Set(proofs.map(\.page.number)), dpi: dpi, workers: workers
    ).map { builder.kept($0, edition: edition) }
  }

  private func contactSheet(_ images: [ProofImage], _ small: [Raster?]) -> [UInt8]? {
    let pages = zip(images, small).compactMap { image, raster -> (name: Raster?, page: Raster)? in
      guard let raster else { return nil }
      let name = builder.label(image.made.frame.title, size: .points(12), dpi: 96)
      return (name.flatMap(Raster.init(png:)), raster)
    }
    return ContactSheet(pages: pages).png
  }
}

extension Diagnostic {
  /// The same, where work can go on without it.
  fileprivate var asWarning: Diagnostic {
    var warning = self
    warning.severity = .warning
    return warning
  }
}
