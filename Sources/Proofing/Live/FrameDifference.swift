import Newspaper
import Production

/// Where two versions of a page look different.
struct FrameDifference {
  /// The areas that have to be drawn anew; none when both look the same.
  private(set) var areas: [Rect] = []

  /// Compares the items of two pages.
  init(_ old: PageFrame, _ new: PageFrame) {
    let whole = Rect(origin: .zero, size: new.sheet.trim)
    guard old.sheet.trim == new.sheet.trim, old.inks == new.inks else {
      areas = [whole]
      return
    }
    // Most of a page is as it was: only the middle between a common head and tail is looked at.
    let same = zip(old.items, new.items).prefix { $0.mark == $1.mark }.count
    let most = min(old.items.count, new.items.count) - same
    let sameEnd = zip(old.items.reversed(), new.items.reversed()).prefix(most)
      .prefix { $0.mark == $1.mark }.count
    let before = old.items[same..<(old.items.count - sameEnd)]
    let after = new.items[same..<(new.items.count - sameEnd)]
    var counts: [FrameItem.Mark: Int] = [:]
    for item in before { counts[item.mark, default: 0] += 1 }
    var gone = counts
    for item in after {
      if let left = gone[item.mark], left > 0 {
        gone[item.mark] = left - 1
      } else {
        add(item.mark.paintedArea ?? whole)
      }
    }
    for item in before {
      if let left = gone[item.mark], left > 0 {
        gone[item.mark] = left - 1
        add(item.mark.paintedArea ?? whole)
      }
    }
    // The same items one over the other in another order.
    if areas.isEmpty, !before.isEmpty { areas = [whole] }
  }

  /// Adds an area, taking together those that touch.
  private mutating func add(_ area: Rect) {
    var area = area
    while let index = areas.firstIndex(where: { $0.overlaps(area) }) {
      area = area.union(areas.remove(at: index))
    }
    areas.append(area)
  }
}
