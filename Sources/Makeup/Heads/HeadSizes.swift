import Newspaper

/// Heads of one rank on a page have one size (page-design: neighbouring ranks differ, equal ones do
/// not).
extension PageDesk {
  /// The size that heads of a rank share on this page; nil where each has its own.
  func sharedSize(of rank: String) -> Length? {
    if let known = sharedSizes[rank] {
      lookups.sources.add(known.sources)
      return known.size
    }
    let before = lookups.sources
    lookups.sources = SlotSources()
    let shared = smallestSize(of: rank)
    sharedSizes[rank] = (shared, lookups.sources)
    lookups.sources.add(before)
    return shared
  }

  private func smallestSize(of rank: String) -> Length? {
    guard let style = styles.head(rank), style.siblings != .free else { return nil }
    let orders = page.layout.slots.compactMap { order(in: $0, rank: rank) }
    guard orders.count > 1 else { return nil }
    let steps = orders.compactMap { order in
      fittedHeadline(style, order).flatMap { style.sizes.firstIndex(of: $0.size) }
    }
    guard let first = steps.min(), let last = steps.max(), first < last else { return nil }
    return style.siblings == .same || last - first <= 1 ? style.sizes[last] : nil
  }

  /// The head that a slot of the rank has on this page.
  private func order(in slot: Slot, rank: String) -> HeadOrder? {
    guard case .story(let id) = placement(in: slot)?.content, let story = heads(of: id) else {
      return nil
    }
    let place = SlotPlace(slot: slot, sheet: sheet)
    switch slot.part {
    case .story(let part) where part.rank == rank && part.sharesSize:
      var order = headOrder(story, in: slot, rank: rank, headSpan(part, place))
      order.mostLines = part.headLines
      return order
    case .photoFeature(let part) where part.rank == rank:
      return headOrder(story, in: slot, rank: rank, place.span)
    default: return nil
    }
  }
}

extension StoryPart {
  /// Heads set downwards or on a photo stand for themselves.
  fileprivate var sharesSize: Bool {
    switch head {
    case .over, .beside, .wrapped, .enclosed: writing == .horizontal
    case .vertical, .onPhoto, .none: false
    }
  }
}
