import Drawing
import Makeup
import Newspaper

extension IssueBuilder {
  /// Makes up and draws one page again and again on one worker, photos left out.
  ///
  /// Gives the times of each turn: the first is cold, the later ones show what an edit costs. With
  /// slots shortened by some lines, stories are over and every lever has to be pulled.
  public func rehearse(page number: Int, turns: Int, shortenedBy lines: Int = 0) -> [PhaseTimes] {
    let chain = chains(of: issue.editions.first).first { chain in
      chain.chain.numbers.contains(number)
    }
    guard var chain else { return [] }
    if lines > 0 {
      chain.chain.pages = chain.chain.pages.map { $0.shortened(by: lines) }
    }
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

extension Page {
  /// The page with its story slots less high, and all levers allowed.
  fileprivate func shortened(by lines: Int) -> Page {
    var page = self
    for index in layout.slots.indices {
      guard case .story = layout.slots[index].part else { continue }
      let area = layout.slots[index].area
      let last = max(area.lines.lowerBound, area.lines.upperBound - lines)
      page.layout.slots[index].area = GridArea(
        columns: area.columns, lines: area.lines.lowerBound...last)
      page.layout.slots[index].copyfit = [.only(Copyfit(Lever.allCases.map { .init($0) }))]
    }
    return page
  }
}
