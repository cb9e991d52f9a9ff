import Newspaper
import Production

/// 分色样架: the plates of pages as pictures, separated when first asked for.
actor PlateShelf {
  /// The plates of a version of a page.
  struct Plates: Sendable {
    /// Pictures by what they show: a plate's letter or ink, `composite`, `ink`; in order.
    var pictures: [(name: String, png: [UInt8])] = []
    /// Why there are none.
    var report = Report()
  }

  private static let dpi = 110
  private static let most = 12
  private let live: LiveIssue
  private var kept: [(digest: PageDigest, plates: Task<Plates, Never>)] = []

  init(live: LiveIssue) {
    self.live = live
  }

  /// The plates of a page that stands now; nil for any other version.
  func plates(of digest: PageDigest) async -> Plates? {
    if let found = kept.first(where: { $0.digest == digest }) { return await found.plates.value }
    guard let (builder, page) = await live.maker(of: digest) else { return nil }
    let edition = await live.snapshot.edition
    // Again, as another may have asked meanwhile.
    if let found = kept.first(where: { $0.digest == digest }) { return await found.plates.value }
    let task = Task.detached { await Self.separate(page, of: edition, builder) }
    kept.append((digest, task))
    if kept.count > Self.most { kept.removeFirst() }
    return await task.value
  }

  private static func separate(_ page: Int, of edition: Edition?, _ builder: IssueBuilder) async
    -> Plates
  {
    let proofs = await builder.plates(
      edition: edition, pages: [page], dpi: dpi, workers: 1, inks: ProofOverlay.inks,
      overlay: { squares, lettering in
        squares.flatMap { ProofOverlay.mark($0.area, $0.words, lettering: lettering) }
      })
    guard let proof = proofs.first(where: { $0.number == page }) else { return Plates() }
    return Plates(pictures: proof.images, report: proof.report)
  }
}
