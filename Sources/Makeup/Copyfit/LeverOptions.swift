import Newspaper

extension StorySetting {
  /// What pulling a lever may mean for a story that stands as in `trial`, mildest first.
  func options(_ allowance: Copyfit.Allowance, from trial: StoryTrial, fillers: [Filler])
    -> [StoryChoices]
  {
    let most = allowance.most
    switch allowance.lever {
    case .pull: return pullOptions(trial, most: most)
    case .squeeze: return squeezeOptions(trial, most: most)
    case .white: return whiteOptions(trial, most: most)
    case .photo: return photoOptions(trial, most: most)
    case .deck: return deckOptions(trial)
    case .head: return headOptions(trial)
    case .filler:
      return fillers.map { filler in trial.choices.with { $0.filler = filler } }
        .filter { ($0.filler?.lines ?? 0) <= most }
    case .trade, .jump: return []
    }
  }

  /// Last lines pulled up where text is over, run out where lines are free.
  private func pullOptions(_ trial: StoryTrial, most: Int) -> [StoryChoices] {
    let isOver = trial.result.excessLines > 0
    let count = flow.adjustable(by: isOver ? -1 : 1, .soft, in: trial.rows).count
    let needed = isOver ? trial.result.excessLines : trial.slack - trial.legCount + 1
    return counts(needed, of: min(count, most)).map { number in
      trial.choices.with { $0.pulled = isOver ? number : -number }
    }
  }

  private func squeezeOptions(_ trial: StoryTrial, most: Int) -> [StoryChoices] {
    let soft = flow.adjustable(by: -1, .soft, in: trial.rows)
    let count = flow.adjustable(by: -1, .floors, in: trial.rows).count { !soft.contains($0) }
    return counts(trial.result.excessLines, of: min(count, most)).map { number in
      trial.choices.with { $0.squeezed = number }
    }
  }

  /// As many paragraphs as lines are needed and a few more, as each may gain less than a line; all
  /// there are when they are too few.
  private func counts(_ needed: Int, of all: Int) -> [Int] {
    guard all > 0 else { return [] }
    let first = min(max(1, needed), all)
    return Array(first...min(all, first + 4))
  }

  private func whiteOptions(_ trial: StoryTrial, most: Int) -> [StoryChoices] {
    var isOver = false
    if case .over(_, let lines) = trial.area.head, lines > 0 { isOver = true }
    if trial.result.excessLines > 0 {
      let spare = place.grid.pitch * head(trial.choices).lines - trial.group.height
      let tight =
        isOver && part.headGround == nil && spare >= place.grid.pitch.scaled(by: 1.5) ? -1 : 0
      let options = [(tight, 0), (0, -1), (tight, -1)].filter { $0 != (0, 0) }
      return options.map { head, subhead in
        trial.choices.with {
          $0.headSpace = head
          $0.subheadSpace = subhead
        }
      }
    }
    let lines = isOver ? min(most, trial.slack / trial.legCount) : 0
    var options = (0...lines).dropFirst().map { head in trial.choices.with { $0.headSpace = head } }
    if trial.slack - lines * trial.legCount >= trial.legCount {
      options.append(
        trial.choices.with {
          $0.headSpace = lines
          $0.subheadSpace = 1
        })
    }
    return options
  }

  /// All photos alike, then those of each height for themselves: photos side by side stay even.
  private func photoOptions(_ trial: StoryTrial, most: Int) -> [StoryChoices] {
    let boxes = placedPhotos.map(\.1)
    guard !boxes.isEmpty, most > 0 else { return [] }
    let changes = (1...most).flatMap { [$0, -$0] }
    var options = changes.map { change in
      trial.choices.with { $0.photos = Array(repeating: change, count: boxes.count) }
    }
    let groups = boxes.indices.filter { index in
      !boxes[..<index].contains { $0.isLevel(with: boxes[index]) }
    }
    guard groups.count > 1 else { return options }
    for change in changes {
      for group in groups {
        options.append(
          trial.choices.with { choices in
            choices.photos = boxes.map { $0.isLevel(with: boxes[group]) ? change : 0 }
          })
      }
    }
    return options
  }

  private func deckOptions(_ trial: StoryTrial) -> [StoryChoices] {
    guard story.deck != nil, start == nil else { return [] }
    return [trial.choices.with { $0.deck = .dropped }]
  }

  /// The first step of the rank in which the head takes a line less.
  private func headOptions(_ trial: StoryTrial) -> [StoryChoices] {
    let sizes = desk.styles.head(part.rank)?.sizes ?? []
    let lines = head(trial.choices).lines
    for steps in sizes.indices.dropFirst() {
      let choices = trial.choices.with { $0.headSteps = steps }
      let head = head(choices)
      if head.lines < lines, head.lines > 0, head.group.isWhole { return [choices] }
    }
    return []
  }
}

extension StoryChoices {
  /// The choices with something changed.
  func with(_ change: (inout StoryChoices) -> Void) -> StoryChoices {
    var choices = self
    change(&choices)
    return choices
  }
}

extension PhotoBox {
  /// Whether two photos stand side by side at one height.
  fileprivate func isLevel(with other: PhotoBox) -> Bool {
    firstLine == other.firstLine && lines == other.lines
  }
}

extension HeadGroup {
  /// Whether its headline fits in the measure.
  fileprivate var isWhole: Bool { !findings.contains { $0.severity == .error } }
}

// MARK: - Photos

extension StorySetting {
  /// Widest and narrowest proportions that a photo may be cropped to, in width by height.
  private static let proportions = 0.5...3.0
  /// The least of a photo that a crop may leave.
  private static let leastShown = 0.5

  /// Whether a trial may be printed: nothing lies on its head, its photos keep their crops.
  func allows(_ trial: StoryTrial) -> Bool {
    (!trial.area.isHeadCovered || self.trial().area.isHeadCovered) && allowsPhotos(of: trial)
  }

  /// Whether a trial's photos are all there and keep their crops within limits, or no worse than
  /// the layout has them: proportions, the part that is shown, the resolution of the press.
  func allowsPhotos(of trial: StoryTrial) -> Bool {
    guard trial.choices.uses(.photo) else { return true }
    let planned = self.trial(trial.choices.without(.photo)).photos
    // A photo that had no room as planned may be changed until it has.
    return trial.photos.count >= planned.count
      && trial.photos.allSatisfy { changed in
        guard let plan = planned.first(where: { $0.photo == changed.photo }) else { return true }
        return changed.rect == plan.rect || allows(changed, instead: plan)
      }
  }

  private func allows(_ changed: SetPhoto, instead plan: SetPhoto) -> Bool {
    let now = changed.rect.size
    let before = plan.rect.size
    func excess(_ size: Size) -> Double {
      let ratio = size.width / size.height
      return max(ratio / Self.proportions.upperBound, Self.proportions.lowerBound / ratio, 1)
    }
    guard excess(now) <= excess(before) || excess(now) == 1 else { return false }
    guard let pixels = desk.pictures(changed.photo.path), pixels.width > 0, pixels.height > 0
    else { return true }
    func shown(_ size: Size) -> (share: Double, resolution: Double, keepsFocus: Bool) {
      let crop = PageDesk.crop(of: pixels, to: size, keeping: changed.photo.focus)
      let focus = changed.photo.focus
      let keeps =
        (crop.x...crop.x + crop.width).contains(pixels.width * focus.x / 1000)
        && (crop.y...crop.y + crop.height).contains(pixels.height * focus.y / 1000)
      return (
        Double(crop.width) * Double(crop.height) / (Double(pixels.width) * Double(pixels.height)),
        Double(crop.width) * 72 / size.width.points, keeps
      )
    }
    let (new, old) = (shown(now), shown(before))
    return (new.keepsFocus || !old.keepsFocus)
      && new.share >= min(Self.leastShown, old.share)
      && new.resolution >= min(Double(desk.leastResolution), old.resolution)
  }
}
