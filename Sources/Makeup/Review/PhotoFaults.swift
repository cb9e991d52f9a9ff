import Newspaper

/// Photos against the page, their captions and one another.
extension LayoutReview {
  func photoFaults() -> [Diagnostic] {
    let shown = standing.slots.filter { $0.slot.part != .advertisement }
    return shown.flatMap { slot in
      slot.photos.compactMap { looksOut($0.item, $0.rect) } + wideCaptions(slot)
    } + equalPhotos(shown)
  }

  private func looksOut(_ item: FrameItem, _ rect: Rect) -> Diagnostic? {
    guard let looks = photo(of: item.subject)?.looks else { return nil }
    let area = standing.sheet.typeArea
    let off = rect.midX - area.midX
    // A photo about the middle of the page may look either way.
    let half = standing.grid.bodySize * standing.grid.columnCharacters / 2
    guard looks == .left ? off < -half : off > half else { return nil }
    return finding(
      .looksOut, subject: item.subject.source, at: item.subject.at, area: rect,
      "photo \(item.subject.source) looks \(looks.rawValue), out of the page",
      explanation: "who is shown looks into the page, towards the text",
      hints: [
        "put it on the \(looks == .left ? "right" : "left") half of the page", "take another photo",
        "never turn a photo over: a mirrored picture lies",
      ])
  }

  /// The photo that an item shows, by what was written.
  private func photo(of subject: Subject) -> Photo? {
    let written = Located(subject.source, at: subject.at)
    for placement in page.placements {
      guard case .story(let id) = placement.content else { continue }
      if let found = stories[id]?.photos.first(where: { $0.file == written }) { return found }
    }
    return nil
  }

  private func wideCaptions(_ slot: StandingSlot) -> [Diagnostic] {
    slot.photos.compactMap { item, rect in
      let caption = slot.items.filter {
        $0.subject.part == .caption && $0.subject.source == item.subject.source
      }
      guard let area = caption.compactMap(\.solidArea).reduce(nil, { $0?.union($1) ?? $1 })
      else { return nil }
      let over = max(area.maxX - rect.maxX, rect.minX - area.minX)
      // An opening bracket at the line's start leaves half its cell outside the measure.
      guard over > standing.grid.bodySize / 2 else { return nil }
      return finding(
        .captionWide, subject: item.subject.source,
        at: caption.first?.subject.at ?? item.subject.at,
        area: rect.union(area),
        "the caption of \(item.subject.source) is \(over.points.formatted(places: 0)) pt wider than "
          + "the photo",
        hints: ["shorten the long word or the credit", "show the photo larger"])
    }
  }

  /// Two stories' photos side by side in one size look like a set, which they are not.
  private func equalPhotos(_ slots: [StandingSlot]) -> [Diagnostic] {
    slots.indices.flatMap { first in
      slots.indices.dropFirst(first + 1).flatMap { second in
        slots[first].photos.flatMap { a in
          slots[second].photos.compactMap { b -> Diagnostic? in
            guard standing.isBeside(a.rect, b.rect), isEqual(a.rect.size, b.rect.size) else {
              return nil
            }
            return finding(
              .equalPhotos, subject: b.item.subject.source, at: b.item.subject.at,
              area: a.rect.union(b.rect),
              "photos of \(slots[first].name) and \(slots[second].name) stand side by side in one "
                + "size",
              explanation: "only the photos of one feature are alike; otherwise one leads",
              hints: [
                "make one of them clearly larger", "move one of them to another leg",
                "make them one photo feature",
              ])
          }
        }
      }
    }
  }

  private func isEqual(_ a: Size, _ b: Size) -> Bool {
    a.width.ratio(to: b.width) < 1 + limits.equalPhotos
      && a.height.ratio(to: b.height) < 1 + limits.equalPhotos
  }
}
