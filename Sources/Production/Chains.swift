import Newspaper

/// Pages that must be made up one after the other, as a story jumps from one to the next.
struct Chain: Hashable, Sendable {
  /// Pages in the order in which text reaches them.
  var pages: [Page]

  /// The pages of the paper in it.
  var numbers: [Int] { pages.flatMap(\.numbers) }

  /// Groups pages into chains: a page without jumps is a chain of its own.
  ///
  /// The order of the chains is that of their first pages.
  static func chains(of pages: [Page]) -> [Chain] {
    var group = Array(pages.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while group[index] != index { index = group[index] }
      return index
    }
    for (index, page) in pages.enumerated() {
      for placement in page.placements {
        guard let target = placement.jump?.value,
          let other = pages.firstIndex(where: { $0.number == target.page })
        else { continue }
        let (a, b) = (root(index), root(other))
        group[max(a, b)] = min(a, b)
      }
    }
    return pages.indices.filter { root($0) == $0 }.map { first in
      Chain(pages: ordered(pages.indices.filter { root($0) == first }.map { pages[$0] }))
    }
  }

  /// Sources before targets; pages of a loop (reported by Intake) stay in number order.
  private static func ordered(_ pages: [Page]) -> [Page] {
    var left = pages
    var done: [Page] = []
    while !left.isEmpty {
      let targets = Set(
        left.flatMap { page in
          page.placements.compactMap { $0.jump?.value.page }.filter { $0 != page.number }
        })
      let index = left.firstIndex { !targets.contains($0.number) } ?? 0
      done.append(left.remove(at: index))
    }
    return done
  }
}

/// A chain of pages as an edition prints it; nil: pages that all editions share.
struct EditionChain: Hashable, Sendable {
  var chain: Chain
  var edition: Edition?
}

extension Issue {
  /// The chains of an edition, each with the edition's name where its pages carry it.
  func chains(of edition: Edition?) -> [EditionChain] {
    let zoned = Set(editions.flatMap { $0.pages.flatMap(\.numbers) })
    return Chain.chains(of: pages(of: edition)).map { chain in
      let isZoned = !zoned.isDisjoint(with: chain.numbers)
      return EditionChain(chain: chain, edition: isZoned ? edition : nil)
    }
  }
}
