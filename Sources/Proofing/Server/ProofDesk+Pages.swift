import FlyingFox
import Foundation
import Makeup
import Newspaper
import Production

// What is read: the issue, its pages, what is laid over them.

extension ProofDesk {
  /// A finding as browsers know it.
  struct Finding: Encodable {
    var severity: String
    var code: String
    var subject: String
    var at: String?
    var area: Area?
    var summary: String
    var explanation: String?
    var hints: [String]
    var characters: Int?

    init(_ finding: Diagnostic) {
      severity = finding.severity.rawValue
      code = finding.code
      subject = finding.subject
      at = finding.at.map { "\($0)" }
      area = finding.area.map(Area.init)
      summary = finding.summary
      explanation = finding.explanation
      hints = finding.hints
      characters = finding.characters
    }
  }

  /// A stage of a page: who signed what it shows now, or what it showed before.
  struct StageState: Encodable {
    enum State: String, Encodable { case open, signed, fallen }
    var name: String
    var roles: [String]
    var isDemanded: Bool
    var state: State
    var signature: Signature?

    init(_ line: SignOff.Line) {
      name = line.stage.name
      roles = line.stage.roles
      isDemanded = line.stage.isDemanded
      (state, signature) =
        switch line.state {
        case .signed(let signature): (.signed, signature)
        case .fallen(let signature): (.fallen, signature)
        case .open: (.open, nil)
        }
    }
  }

  struct PageState: Encodable {
    var number: Int
    var name: String
    var section: String
    var digest: PageDigest
    var width: Double
    var height: Double
    var errors: Int
    var warnings: Int
    var notes: Int
    var milliseconds: Double
    var openRemarks: Int
    /// Whether it was made up with the page that faces it.
    var isSpread: Bool
    var stages: [StageState]
  }

  struct Overview: Encodable {
    struct EditionName: Encodable {
      var code: String
      var name: String
    }
    var generation: Int
    var publication: String
    var number: Int?
    var date: String?
    var deadline: String?
    var edition: EditionName?
    var findings: [Finding]
    var pending: [Int]
    var pages: [PageState]
    /// Why nothing is kept or nothing can be written.
    var storeFault: Finding?
    /// Who asks and as what, where there are accounts.
    var member: Member?
  }

  /// The issue at a glance; what the store does not give is left out, and told.
  func overview(for wish: Reception.Wish) async -> Overview {
    let snapshot = await live.snapshot
    var signatures: [Signature] = []
    var remarks: [Remark] = []
    var fault = storeFault ?? store?.damage
    do {
      signatures = try await store?.signatures() ?? []
      remarks = try await store?.remarks() ?? []
    } catch {
      fault = fault ?? error
    }
    let member: Member? =
      if let session = wish.session { try? await roster?.member(ofSession: session) } else { nil }
    let issue = snapshot.issue
    return Overview(
      generation: snapshot.generation, publication: issue?.publication.name ?? "",
      number: issue?.number, date: issue?.date.iso, deadline: issue?.deadline?.iso,
      edition: snapshot.edition.map { .init(code: $0.code, name: $0.name) },
      findings: snapshot.reading.diagnostics.map(Finding.init), pending: snapshot.pending,
      pages: snapshot.pages.map { page in
        let place = snapshot.deskPage(page.number)
        return PageState(
          number: page.number, name: page.name,
          section: snapshot.page(layoutOf: page.number)?.section ?? "",
          digest: page.digest, width: page.made.frame.sheet.trim.width.hundredths,
          height: page.made.frame.sheet.trim.height.hundredths,
          errors: page.report.count(.error), warnings: page.report.count(.warning),
          notes: page.report.count(.note), milliseconds: page.milliseconds,
          openRemarks: remarks.count { $0.page == place && $0.resolvedBy == nil },
          isSpread: snapshot.page(layoutOf: page.number)?.layout.isSpread == true,
          stages: stages(of: snapshot, page, signatures))
      }, storeFault: fault.map { Finding($0.diagnostic) }, member: member)
  }

  private func stages(
    of snapshot: LiveSnapshot, _ page: LivePage, _ signatures: [Signature]
  ) -> [StageState] {
    SignOff(
      of: snapshot.deskPage(page.number), page.digest, stages: snapshot.stages,
      signatures: signatures
    ).lines.map(StageState.init)
  }

  private struct PageDetails: Encodable {
    var plan: PagePlan?
    var findings: [Finding]
    var remarks: [Remark]
    var digest: PageDigest
  }

  func page(_ number: String) async -> HTTPResponse? {
    let snapshot = await live.snapshot
    guard let number = Int(number), let page = snapshot.page(number) else { return nil }
    return .json(
      PageDetails(
        plan: await live.plan(of: page.digest),
        findings: page.report.diagnostics.map(Finding.init),
        remarks: (try? await store?.remarks(on: snapshot.deskPage(number))) ?? [],
        digest: page.digest))
  }

  func plan(_ digest: String) async throws -> HTTPResponse? {
    guard let digest = PageDigest(digest), let plan = await live.plan(of: digest) else {
      return nil
    }
    return .json(plan)
  }

  func overlay(_ digest: String, layer: String) async throws -> HTTPResponse? {
    guard let digest = PageDigest(digest), let layer = OverlayLayer(rawValue: layer),
      let marks = await live.overlay(layer, of: digest)
    else { return nil }
    return .json(marks)
  }
}

extension LiveSnapshot {
  /// The page as it was laid out: of a spread, that of both its pages.
  func page(layoutOf number: Int) -> Page? {
    issue?.pages(of: edition).first { $0.numbers.contains(number) }
  }

  /// The page as the desk's store knows it.
  func deskPage(_ number: Int) -> DeskPage {
    let isOwn = edition?.pages.contains { $0.numbers.contains(number) } == true
    return DeskPage(number, edition: isOwn ? edition?.code : nil)
  }

  /// The stages at which the pages are signed.
  var stages: SigningStages { issue?.publication.signing ?? .standard }
}
