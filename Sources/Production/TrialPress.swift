public import Makeup
public import Newspaper

/// 试印机: takes pages as they stand on the stone the whole way to the plate, and keeps nothing of
/// them but what was found on the way.
///
/// One worker with its own drawer, so that an edit need not wait for it.
public actor TrialPress {
  private var desk: Desk?

  /// Sets up a press.
  public init() {}

  /// What makeup, drawing, finishing and preflight find on a page: all that a press run would tell
  /// of it but whether it is signed.
  public func findings(
    of page: MadePage, edition: Edition?, with builder: IssueBuilder
  ) -> Report {
    let order = BuildOrder(editions: [edition])
    return desk(for: builder).build(
      TimedPage(made: page, edition: edition, times: PhaseTimes()), order
    ).report
  }

  private func desk(for builder: IssueBuilder) -> Desk {
    if let desk, desk.builder.fonts === builder.fonts, desk.builder.photos === builder.photos {
      desk.take(builder)
      return desk
    }
    let desk = Desk(builder)
    self.desk = desk
    return desk
  }
}
