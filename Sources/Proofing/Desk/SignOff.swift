public import Newspaper
public import Production

/// 签样: how far a page, as it shows itself, has come through the stages.
public struct SignOff: Hashable, Sendable {
  /// How a stage stands.
  public enum State: Hashable, Sendable {
    case signed(Signature)
    /// Somebody signed, and the page has changed since.
    case fallen(Signature)
    case open
  }

  /// A stage and how it stands.
  public struct Line: Hashable, Sendable {
    /// The stage.
    public var stage: SigningStages.Stage
    /// How it stands.
    public var state: State

    /// Whether it is signed for what the page shows.
    public var isSigned: Bool { if case .signed = state { true } else { false } }
  }

  /// The page.
  public let page: DeskPage
  /// The stages in their order.
  public let lines: [Line]

  /// Looks through the signatures of an issue for those of a page.
  public init(
    of page: DeskPage, _ digest: PageDigest, stages: SigningStages, signatures: [Signature]
  ) {
    self.page = page
    let own = signatures.filter { $0.page.number == page.number && $0.withdrawnBy == nil }
    lines = stages.stages.map { stage in
      let there = own.filter { $0.stage == stage.name }
      // A digest tells one page from all others, in whichever edition it was signed.
      if let held = there.last(where: { $0.digest == digest }) {
        return Line(stage: stage, state: .signed(held))
      }
      let fallen = there.last { $0.page == page }
      return Line(stage: stage, state: fallen.map { .fallen($0) } ?? .open)
    }
  }

  /// The demanded stages that are not signed.
  public var missing: [Line] { lines.filter { $0.stage.isDemanded && !$0.isSigned } }

  /// What keeps the page from the press; nil for a page with every demanded signature.
  public func diagnostic(_ severity: Severity = .error) -> Diagnostic? {
    guard !missing.isEmpty else { return nil }
    let fallen = missing.compactMap { line -> String? in
      guard case .fallen(let signature) = line.state else { return nil }
      return "\(signature.by) signed \(line.stage.name), and the page has changed since."
    }
    return Diagnostic(
      severity, "sign.missing", subject: page.description, at: missing.first?.stage.at,
      page: page.number,
      "\(page) is not signed: \(missing.map(\.stage.name).joined(separator: ", ")) missing",
      explanation: fallen.isEmpty ? nil : fallen.joined(separator: " "),
      hints: missing.map { line in
        let roles = line.stage.roles.joined(separator: " or ")
        return "have \(line.stage.name) signed" + (roles.isEmpty ? "" : " by \(roles)")
      })
  }
}

extension DeskStore {
  /// Who says whether the pages of an issue are signed; nil where the publication demands nothing.
  ///
  /// Without readable signatures no page is cleared.
  public static func clearance(for issue: Issue, _ severity: Severity = .error) async -> Clearance?
  {
    let stages = issue.publication.signing
    guard !stages.demanded.isEmpty else { return nil }
    do throws(DeskFault) {
      let signatures = try await existing(folder: issue.folder)?.signatures() ?? []
      return Clearance { page, digest in
        var report = Report()
        let signOff = SignOff(of: page, digest, stages: stages, signatures: signatures)
        if let missing = signOff.diagnostic(severity) { report.add(missing) }
        return report
      }
    } catch {
      let fault = error.diagnostic
      return Clearance { _, _ in
        var report = Report()
        report.add(fault)
        return report
      }
    }
  }

  /// The store of an issue's folder; nil where there is none yet.
  public static func existing(folder issue: String) throws(DeskFault) -> DeskStore? {
    guard isThere(folder: issue) else { return nil }
    return try DeskStore(folder: issue)
  }
}
