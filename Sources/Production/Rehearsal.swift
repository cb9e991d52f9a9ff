import Drawing
import Makeup
import Newspaper

extension IssueBuilder {
  /// Makes up and draws one page again and again on one worker, photos left out.
  ///
  /// Gives the times of each turn: the first is cold, the later ones show what an edit costs.
  public func rehearse(page number: Int, turns: Int) -> [PhaseTimes] {
    let chain = chains(of: issue.editions.first).first { chain in
      chain.chain.pages.contains { $0.number == number }
    }
    guard let chain else { return [] }
    let desk = Desk(self)
    return (0..<turns).map { _ in
      var times = PhaseTimes()
      let pages = times.measure(.makeup) { desk.makeUp(chain) }
      guard var frame = pages.first(where: { $0.frame.page == number })?.frame else { return times }
      frame.items.removeAll { item in
        if case .picture = item.mark { true } else { false }
      }
      times.measure(.drawing) {
        _ = try? desk.drawer.pdf(
          [frame], colours: .keyed, date: issue.date, pictures: { _ in nil })
      }
      return times
    }
  }
}
