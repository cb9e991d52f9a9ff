public import Newspaper

extension MadePage {
  /// What a strict layout editor would send the page back for, less what the page accepts.
  ///
  /// - Parameters:
  ///   - page: The page as it was to be made up.
  ///   - stories: The stories by id: their photos say which way they look.
  /// - Returns: The findings, with a note for each acceptance that silences nothing.
  public func layoutFaults(of page: Page, stories: [String: Story]) -> Report {
    LayoutReview(made: self, page: page, stories: stories).report()
  }
}

/// The review of one finished page.
struct LayoutReview {
  let standing: StandingPage
  let page: Page
  let stories: [String: Story]
  /// Stories that do not fit, as makeup has told: what follows from it is no news.
  let unfitting: Set<String>
  let limits = LayoutLimits.newspaper

  init(made: MadePage, page: Page, stories: [String: Story]) {
    standing = StandingPage(made, of: page)
    self.page = page
    self.stories = stories
    let codes = ["fit.body.overset", "fit.body.underset"]
    unfitting = Set(
      made.report.diagnostics.filter { codes.contains($0.code) }.map(\.subject))
  }

  func report() -> Report {
    var report = Report()
    let found = headFaults() + textFaults() + photoFaults() + cuts() + holes()
    for finding in found where !isAccepted(finding) { report.add(finding) }
    for acceptance in page.acceptances
    where !found.contains(where: { $0.code == acceptance.fault.value.rawValue }) {
      let code = acceptance.fault.value.rawValue
      report.add(
        Diagnostic(
          .note, "accept.unused", subject: code, at: acceptance.fault.at, page: page.number,
          "page \(page.number) accepts \(code), but has no such fault",
          hints: ["take the line out of accept"]))
    }
    return report
  }

  private func isAccepted(_ finding: Diagnostic) -> Bool {
    page.acceptances.contains { $0.fault.value.rawValue == finding.code }
  }

  /// A finding about the page at a place of it.
  func finding(
    _ fault: LayoutFault, subject: String, at: SourceRange?,
    area: Rect, _ summary: String, explanation: String? = nil, hints: [String]
  ) -> Diagnostic {
    Diagnostic(
      fault.severity, fault.rawValue, subject: subject, at: at ?? page.at,
      page: page.number, area: area, summary, explanation: explanation, hints: hints)
  }
}

extension Length {
  /// How many times larger the larger of two sizes is.
  func ratio(to other: Length) -> Double {
    let (small, large) = (min(self, other), max(self, other))
    return small > .zero ? large / small : .infinity
  }
}
