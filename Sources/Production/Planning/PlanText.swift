extension IssuePlan {
  /// The plan for editors: what each open slot wants, which story is proposed and why, and which
  /// found no place.
  public func text() -> String {
    var text = ""
    for page in pages {
      text += "page \(page.page), layout \(page.layout)\n"
      for slot in page.slots { text += "  \(slot.text)\n" }
    }
    if pages.isEmpty { text += "no slot is open\n" }
    if !unplaced.isEmpty {
      text += "\(unplaced.count) found no place\n"
      for story in unplaced { text += "  \(story.story): \(story.reason)\n" }
    }
    return text
  }
}

extension IssuePlan.SlotPlan {
  fileprivate var text: String {
    let photo = photos == 1 ? "1 photo" : "\(photos) photos"
    var wanted = [String]()
    if let leastCharacters, let mostCharacters {
      wanted.append("\(leastCharacters.grouped)–\(mostCharacters.grouped) characters")
    }
    if photos > 0 { wanted.append(photo) }
    let line = "\(slot): \(wanted.isEmpty ? "heads alone" : wanted.joined(separator: " with "))"
    guard let story, let score else { return "\(line)\n    no story fits" }
    var reasons = reasons
    if let excessCharacters {
      reasons.append(
        excessCharacters > 0
          ? "made up: \(excessCharacters) over"
          : excessCharacters < 0 ? "made up: \(-excessCharacters) free" : "made up: full")
    }
    return "\(line)\n    \(story)  score \(score): \(reasons.joined(separator: ", "))"
  }
}

extension Int {
  /// With a comma before each three digits.
  fileprivate var grouped: String {
    let digits = String(self)
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }
}
