import Makeup
public import Newspaper
public import Production

/// Pages of an issue on their way through the stages, for those who sign without a browser.
public struct SigningRound: Sendable {
  let builder: IssueBuilder
  let edition: Edition?
  let pages: Set<Int>?

  /// Takes pages of an edition; all without a choice.
  public init(builder: IssueBuilder, edition: Edition?, pages: Set<Int>?) {
    self.builder = builder
    self.edition = edition
    self.pages = pages
  }

  private var stages: SigningStages { builder.issue.publication.signing }

  /// Signs each page as it is now, and keeps it as it is; pages that are refused are told.
  public func sign(_ stage: String, by member: Member) async throws(DeskFault) -> Report {
    let desk = try DeskStore(folder: builder.issue.folder)
    var report = Report()
    let proofs = await builder.proofs(
      edition: edition, pages: pages, dpi: KeptProof.dpi, workers: nil)
    for proof in proofs {
      let kept = builder.kept(proof, edition: edition)
      do throws(DeskFault) {
        try await desk.keep(kept, by: member.name)
        try await desk.sign(kept.page, kept.digest, stage: stage, of: stages, by: member)
      } catch  where error.kind == .refused {
        report.add(error.diagnostic)
      }
    }
    return report
  }

  /// Takes back what a member signed at a stage for the pages as they are now.
  public func withdraw(_ stage: String, by member: Member) async throws(DeskFault) -> Report {
    let desk = try DeskStore(folder: builder.issue.folder)
    var report = Report()
    for (page, digest) in await pagesAsTheyAre() {
      let own = try await desk.signatures(on: page).filter {
        $0.holds(for: digest) && $0.stage == stage && $0.by == member.name
      }
      for signature in own { try await desk.withdraw(signature.number, by: member.name) }
      if own.isEmpty {
        report.add(
          DeskFault(
            refused: page.description, "\(page): \(member.name) has not signed \(stage)",
            hints: ["look at the signatures with forme sign ISSUE"]
          ).diagnostic)
      }
    }
    return report
  }

  /// One line a page and stage: `page 1  终审  signed by 沈砚`.
  public func state() async throws(DeskFault) -> String {
    let signatures =
      try await DeskStore.existing(folder: builder.issue.folder)?.signatures() ?? []
    var text = ""
    for (page, digest) in await pagesAsTheyAre() {
      let signOff = SignOff(of: page, digest, stages: stages, signatures: signatures)
      text += signOff.lines.map { "\(page) \(digest)\t\($0)\n" }.joined()
    }
    return text
  }

  private func pagesAsTheyAre() async -> [(DeskPage, PageDigest)] {
    await builder.makeUp(edition: edition, pages: pages).map { made in
      (builder.deskPage(made.frame.page, of: edition), builder.digest(of: made.frame))
    }
  }
}

extension SignOff.Line: CustomStringConvertible {
  /// The stage and how it stands, in words.
  public var description: String {
    let words =
      switch state {
      case .signed(let signature): "signed by \(signature.by)"
      case .fallen(let signature): "signed by \(signature.by), changed since"
      case .open: "open"
      }
    return "\(stage.name)\(stage.isDemanded ? "*" : "")\t\(words)"
  }
}
